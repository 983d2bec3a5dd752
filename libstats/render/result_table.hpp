#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/compare_page.hpp"
#include "libstats/render/text_table.hpp"

#include <string>
#include <vector>

namespace outcomes::render {

using Rows = std::vector<const findings::Finding*>;

/// One row a scale: people, change, interval, the effect if there is room, result.
[[nodiscard]] TextTable result_table(const Rows& headlines, const ComparePageOptions& options);

/// The results of groups of people, under the name of their scale. @param rows of one subgroup
[[nodiscard]] TextTable group_table(const Rows& rows, const ComparePageOptions& options);

/// The same without results: for the estimand that carries none.
[[nodiscard]] TextTable change_table(const Rows& rows, const ComparePageOptions& options);

/// True for the row of a method whose figure is shown turned round, because a lower score is better: its name
/// has the mark "^" in method_table().
[[nodiscard]] bool is_turned(const findings::Finding& row);

/// One row a method, under the name of its scale.
[[nodiscard]] TextTable method_table(const Rows& rows, const ComparePageOptions& options);

/// What the averages were, and from which size on a change matters. Rows without
/// averages are left out. @param from, to  names of the waves
[[nodiscard]] TextTable averages_table(const Rows& headlines, const std::string& from, const std::string& to);

/// One row a scale, one column a wave. @param waves name of each row's wave
[[nodiscard]] TextTable reliability_table(const Rows& rows, const std::vector<std::string>& waves);

}  // namespace outcomes::render
