#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::base {

/// Without white space (space, tab, CR, LF, no-break space U+00A0, zero-width space, byte-order mark) at both
/// ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// The form in which answers, headers and names are compared: NFKC, case folded, curly quotes made straight,
/// dashes made
/// "-", white space (no-break spaces too) trimmed and each run made one space. Bytes that are not UTF-8 are
/// kept.
[[nodiscard]] std::string folded(std::string_view text);

/// Letters and digits only, in capitals and without accents (NFKD): " o'Brien-07 " is "OBRIEN07". Bytes that
/// are not UTF-8 are left out.
[[nodiscard]] std::string plain_capitals(std::string_view text);

/// Columns a terminal needs for UTF-8 text (wide characters count 2, combining marks 0).
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Characters [first, first + count) of UTF-8 text, counted in code points.
[[nodiscard]] std::string substring(std::string_view text, std::size_t first, std::size_t count);

/// Control characters, those of the direction of writing too, replaced by visible ones, so that a line of
/// data cannot command the terminal or turn the rest of a sentence around.
[[nodiscard]] std::string printable(std::string_view text);

/// Text cut to `width` terminal columns, the last one being "~" if something was cut.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t width);

/// Optimal string alignment distance (insert, delete, replace, swap of neighbours), on code points.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// Up to `most` of `choices` that `typed` may have meant: equal after folding first, then distance <= max(1,
/// length / 3).
[[nodiscard]] std::vector<std::string> closest(std::string_view typed, std::span<const std::string> choices,
                                               std::size_t most = 3);

/// `did you mean "a", "b" or "c"?` from closest(), or "" if nothing is close.
[[nodiscard]] std::string did_you_mean(std::string_view typed, std::span<const std::string> choices);

/// "a, b and c". At most `most` names, then "and 4 more".
[[nodiscard]] std::string joined(std::span<const std::string> names, std::string_view last_word = "and",
                                 std::size_t most = 8);

}  // namespace outcomes::base
