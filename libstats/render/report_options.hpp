#pragma once

#include <string>
#include <vector>

namespace outcomes::render {

/// What the caller of a report adds to the findings.
struct ReportOptions {
    std::string date;                     ///< ISO date to print, or "": there is no clock in here
    std::vector<std::string> companions;  ///< names of files with the same figures, e.g. a workbook
};

}  // namespace outcomes::render
