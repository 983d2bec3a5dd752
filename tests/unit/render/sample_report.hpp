#pragma once

#include "libstats/findings/disclosure.hpp"

#include <cstddef>
#include <string>

namespace outcomes::tests {

/// What is asked of a made-up study.
struct ReportShape {
    std::size_t scales = 13;
    std::size_t items_per_scale = 4;
    bool place = false;  ///< the headline is about everyone who answered
    std::string words = "both";
    bool lead = true;      ///< name four lead scales
    bool hostile = false;  ///< labels, answers and file names that would do harm if they were not escaped
};

/// Findings as `report` gives them: scales of every verdict, questions with their moves, groups of people
/// (one of them hidden), spreads, who answered, methods, warnings, what was not done. The numbers are made up
/// and hang together; the verdicts are those that findings::judge gives.
[[nodiscard]] findings::Findings report_sample(const ReportShape& shape = {});
[[nodiscard]] findings::SafeFindings safe_report(const ReportShape& shape = {});

}  // namespace outcomes::tests
