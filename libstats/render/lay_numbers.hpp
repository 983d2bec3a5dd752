#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/chart_axis.hpp"

#include <optional>
#include <string>

/// Numbers for readers of a report. Rounding for display only: a number never gets more digits than it has.
namespace outcomes::render {

/// The most decimals that any figure of the row has: disclosure control may have rounded them.
[[nodiscard]] int digits_had(const findings::Finding& row);

/// Decimals in tables and for evaluators.
[[nodiscard]] int shown_digits(const findings::Finding& row);

/// Decimals in plain sentences: none for percentages, one for sums, two for means, and more where rounding
/// would put a limit on the other side of 0 or of the smallest change.
[[nodiscard]] int lay_digits(const findings::Finding& row, const findings::TermFacts* facts);

/// Decimals of averages in plain sentences: as above, whatever the limits need.
[[nodiscard]] int average_digits(const findings::Finding& row, const findings::TermFacts* facts);

/// "points" or "percentage points", "point" after "1".
[[nodiscard]] std::string unit_word(const findings::Finding& row, const std::string& number);

/// "0.15 points"; "" where no smallest change is set.
[[nodiscard]] std::string smallest_text(const findings::Finding& row);

/// Shares in percent, whole unless they are small: "53%".
[[nodiscard]] std::string percent_text(double share);

}  // namespace outcomes::render
