#include "cli/exit_code.hpp"

#include <array>

namespace outcomes::cli {

std::span<const ExitMeaning> exit_meanings() {
    static constexpr std::array meanings{
        ExitMeaning{exit_code::done, "done, whatever the results say"},
        ExitMeaning{exit_code::found_errors,
                    "done, and check (or --strict) found something wrong, or some of several studies failed"},
        ExitMeaning{exit_code::usage, "the command line is wrong"},
        ExitMeaning{exit_code::input, "the study file or a data file is wrong"},
        ExitMeaning{exit_code::output, "the result could not be written"},
        ExitMeaning{exit_code::not_enough,
                    "the data are sound but too few: nobody in a wave, no linked pair"},
        ExitMeaning{exit_code::fault, "a fault in the program; please report it"},
        ExitMeaning{exit_code::interrupted, "interrupted"},
    };
    return meanings;
}

}  // namespace outcomes::cli
