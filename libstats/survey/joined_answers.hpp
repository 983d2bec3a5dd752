#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// The parts of a cell that holds several answers, trimmed. A `mark` inside parentheses divides nothing, and
/// the mark "," not before a space.
[[nodiscard]] std::vector<std::string_view> joined_parts(std::string_view text, std::string_view mark);

/// Which of `marks` stands between the answers of a select-all question that has one column; "" if the
/// answers do not show that it is one. They show it if
///     ",", and the answers are codes: the codes of a cell rise, and one cell has three (a decimal comma has
///     two, and
///         thousands have three digits after every comma);
///     ";": every cell ends in it, or as below;
///     any, and no part is a code: two cells at least have several parts, half of their parts or more stand
///     in other cells too,
///         and one part stands first in one cell and further back in another ("Leith, Edinburgh" does not);
///     or `is_told`, and one cell has several parts.
/// @param answers  the distinct filled texts of the column
/// @param is_told  the question asks for all that apply
[[nodiscard]] std::string joined_by(std::span<const std::string_view> answers,
                                    std::span<const std::string> marks, bool is_told);

}  // namespace outcomes::survey
