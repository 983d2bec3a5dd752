#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outcomes::tests {

/// Sentences of a paragraph; a full stop inside a number ends none.
[[nodiscard]] std::vector<std::string> sentences_of(const std::string& text);

[[nodiscard]] std::vector<std::string> words_of(const std::string& text);

/// Groups of vowels, without a silent e: near enough for an average over a page.
[[nodiscard]] int syllables(std::string_view word);

/// Flesch-Kincaid grade: 0.39 words/sentence + 11.8 syllables/word - 15.59.
[[nodiscard]] double reading_grade(const std::string& text);

/// The first word or phrase that no report may hold, or "".
[[nodiscard]] std::string banned_words_in(const std::string& text);

}  // namespace outcomes::tests
