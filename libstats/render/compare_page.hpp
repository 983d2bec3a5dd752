#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/page.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace outcomes::render {

/// Which columns there is room for, and whether results are coloured.
struct ComparePageOptions {
    bool show_effect = false;    ///< the change in standard deviations
    bool show_strip = false;     ///< and the same drawn in characters
    bool show_statistic = true;  ///< of methods
    bool show_policy = false;    ///< of methods, beside their figures; else they are listed below the table
    bool color = false;
};

/// The comparison of one study as a page: result table, methods, who answered, reliability, what the marks
/// mean. Text and Markdown are both written from it, so they cannot disagree.
[[nodiscard]] Page compare_page(const findings::StudyFindings& study, std::string_view statement,
                                const ComparePageOptions& options);

}  // namespace outcomes::render
