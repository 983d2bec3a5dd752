#pragma once

#include "libstats/survey/study.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// A text as TOML writes it, in double quotes.
[[nodiscard]] std::string toml_text(std::string_view text);
/// A key as TOML writes it: bare where that is allowed.
[[nodiscard]] std::string toml_key(std::string_view key);
/// A list of texts: ["a", "b"].
[[nodiscard]] std::string toml_list(const std::vector<std::string>& texts);

/// The words of a study file for these choices.
[[nodiscard]] std::string_view toml_word(ScoreKind score);
[[nodiscard]] std::string_view toml_word(Better better);

/// An answer list as an inline table: { labels = [...], scores = [...] } or { range = [0, 10] }.
[[nodiscard]] std::string toml_answers(const AnswerList& list);
/// A condition of [rows] as an inline table.
[[nodiscard]] std::string toml_condition(const Condition& condition);

}  // namespace outcomes::survey
