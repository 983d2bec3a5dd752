#pragma once

#include "libstats/findings/disclosure.hpp"
#include "libstats/render/formats.hpp"

#include <string>

namespace outcomes::render {

/// All results, one a row, with every column of findings::columns() in that order and always a header.
/// Numbers are the shortest text that reads back to the same double; what is missing is empty, and the
/// `reason` column says why; booleans are true and false.
[[nodiscard]] std::string delimited(const findings::SafeFindings& findings, Separated format = Separated::csv,
                                    Names names = Names::snake);

}  // namespace outcomes::render
