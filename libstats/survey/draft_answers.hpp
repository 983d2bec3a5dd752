#pragma once

#include "libstats/survey/draft.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace outcomes::survey {

/// The rows of a column that belong to one wave.
struct ColumnRows {
    const io::Column* column = nullptr;
    std::span<const std::size_t> records;
};

/// Looks at every answer of a question and says what kind of answers they are. Texts that mean "no answer"
/// (data/words) and codes that lie apart from the other numbers (-9 or 99 beside 1 to 5) are set apart.
/// Cost: linear in rows; texts are looked at once each.
[[nodiscard]] SeenAnswers seen_answers(std::span<const ColumnRows> columns);

/// A label that begins with its number: "7 (very happy)", "1 - not at all", "2.", "5". The text is what is
/// left, "" for a bare number. Nothing for ranges ("18 - 29"), amounts ("5 years" among others is up to the
/// caller) and texts without a number.
[[nodiscard]] std::optional<std::pair<int, std::string>> leading_number(std::string_view label);

/// A date as "2013-03-01" from the usual ways to write one, with or without a time; nothing for other texts.
/// Of 03/04/2013 the day is taken for the first part unless that is impossible.
[[nodiscard]] std::optional<std::string> iso_date(std::string_view text);

}  // namespace outcomes::survey
