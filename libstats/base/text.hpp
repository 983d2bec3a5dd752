#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::base {

/// Without white space (space, tab, CR, LF, no-break space U+00A0, zero-width space, byte-order mark) at both
/// ends.
/// @param text  UTF-8
[[nodiscard]] std::string_view trim(std::string_view text);

/// The form in which answers, headers and names are compared: NFKC, case folded, curly quotes made straight,
/// dashes made
/// "-", white space (no-break spaces too) trimmed and each run made one space. Bytes that are not UTF-8 are
/// kept.
/// @param text  UTF-8, may have faults
[[nodiscard]] std::string folded(std::string_view text);

/// Letters and digits only, in capitals and without accents (NFKD): " o'Brien-07 " is "OBRIEN07". Bytes that
/// are not UTF-8 are left out.
/// @param text  UTF-8, may have faults
[[nodiscard]] std::string plain_capitals(std::string_view text);

/// Columns a terminal needs for UTF-8 text (wide characters count 2, combining marks 0).
/// @param text  UTF-8
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Characters [first, first + count) of UTF-8 text, counted in code points.
/// @param text   UTF-8
/// @param first  code points to skip
/// @param count  code points to keep at most
[[nodiscard]] std::string substring(std::string_view text, std::size_t first, std::size_t count);

/// Control characters, those of the direction of writing too, replaced by visible ones, so that a line of
/// data cannot command the terminal or turn the rest of a sentence around.
/// @param text  UTF-8
[[nodiscard]] std::string printable(std::string_view text);

/// Text cut to `width` terminal columns, the last one being "~" if something was cut.
/// @param text   UTF-8
/// @param width  terminal columns
[[nodiscard]] std::string fitted(std::string_view text, std::size_t width);

/// Optimal string alignment distance (insert, delete, replace, swap of neighbours), on code points.
/// @param a  one text
/// @param b  the other; swapping them changes nothing
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// Up to `most` of `choices` that `typed` may have meant: equal after folding first, then distance <= max(1,
/// length / 3).
/// @param typed    what the user wrote
/// @param choices  what there is to choose from
/// @param most     names to return at most
[[nodiscard]] std::vector<std::string> closest(std::string_view typed, std::span<const std::string> choices,
                                               std::size_t most = 3);

/// `did you mean "a", "b" or "c"?` from closest(), or "" if nothing is close.
/// @param typed    what the user wrote
/// @param choices  what there is to choose from
[[nodiscard]] std::string did_you_mean(std::string_view typed, std::span<const std::string> choices);

/// "a, b and c". At most `most` names, then "and 4 more".
/// @param names      in the order to write them
/// @param last_word  written before the last name
/// @param most       names to write out at most
[[nodiscard]] std::string joined(std::span<const std::string> names, std::string_view last_word = "and",
                                 std::size_t most = 8);

}  // namespace outcomes::base
