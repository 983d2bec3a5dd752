# Runs PROGRAM into SCRATCH and stops unless its files are the COMMITTED ones, byte for byte.
file(MAKE_DIRECTORY ${SCRATCH})
execute_process(COMMAND ${PROGRAM} ${SCRATCH} COMMAND_ERROR_IS_FATAL ANY)
foreach(name IN ITEMS hawkhill_2013.csv hawkhill_2014.csv)
  execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${SCRATCH}/${name} ${COMMITTED}/${name}
    RESULT_VARIABLE differs)
  if(differs)
    message(FATAL_ERROR "${name} differs from what ${PROGRAM} makes; run it on ${COMMITTED} and look at the change")
  endif()
endforeach()
