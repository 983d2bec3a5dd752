#pragma once

#include "libstats/findings/finding.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::render {

/// "Improved (may be small)", "Not tested: too few": the result without its mark.
[[nodiscard]] std::string result_words(const findings::Finding& row);

/// "+ Improved (may be small) ~": mark, words, and ~ where the note says `suggestive`.
[[nodiscard]] std::string result_text(const findings::Finding& row);

/// ANSI code for a result, blue for better and orange for worse, "" for the others.
[[nodiscard]] std::string_view result_style(const findings::Finding& row);

/// The parts of a row's note, which are separated by semicolons.
[[nodiscard]] std::vector<std::string_view> notes_of(const findings::Finding& row);

/// True if `mark` is one of the remarks in the row's note.
[[nodiscard]] bool has_note(const findings::Finding& row, std::string_view mark);

/// Decimals that suit an interval of this width: two figures of what is uncertain, and so many that an
/// interval that leaves out 0 is seen to. @param at_least if above 0, the number to begin with
[[nodiscard]] int decimals_for(double low, double high, int at_least = 0);
/// The same for a row: percentages have one decimal, a figure without an interval two.
[[nodiscard]] int decimals_for(const findings::Finding& row);

/// "+0.30", "-0.05", "0.00"; "" for nothing.
/// True for figures that are changes or differences: they are shown with their sign. Shares, correlations,
/// ratios and errors are levels.
[[nodiscard]] bool is_difference(const findings::Finding& row);
[[nodiscard]] std::string signed_number(std::optional<double> value, int digits);
/// "+0.19 to +0.41"; "" unless both are there.
[[nodiscard]] std::string signed_interval(std::optional<double> low, std::optional<double> high, int digits);
/// "0.74 to 0.81"
[[nodiscard]] std::string interval(std::optional<double> low, std::optional<double> high, int digits);

/// ".042", "< .001", "1.000"; "" for nothing.
[[nodiscard]] std::string p_text(std::optional<double> p);

/// "95 %", "97.5 %"
[[nodiscard]] std::string percent(double share, int most_digits = 1);

/// " pp" for percentage points, else "".
[[nodiscard]] std::string unit_of(const findings::Finding& row);

/// "1,234"
[[nodiscard]] std::string grouped(std::uint64_t number);
/// "212 people", "1 person"
[[nodiscard]] std::string people(std::uint64_t number);

/// What a word of a column means, as findings::words() says it; the word itself where it is none of them.
[[nodiscard]] std::string_view meaning_of(std::string_view column, std::string_view word);

/// The words for a reason in a narrow column: "too few" for too_few.
[[nodiscard]] std::string short_reason(std::string_view reason);

}  // namespace outcomes::render
