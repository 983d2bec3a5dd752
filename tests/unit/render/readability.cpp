#include "readability.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>

namespace outcomes::tests {
namespace {

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

bool is_vowel(char c) {
    return std::string_view("aeiouy").find(c) != std::string_view::npos;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    return out;
}

}  // namespace

std::vector<std::string> sentences_of(const std::string& text) {
    std::vector<std::string> sentences;
    std::string sentence;
    for (std::size_t i = 0; i < text.size(); ++i) {
        sentence += text[i];
        const bool ends = text[i] == '.' && (i + 1 == text.size() || text[i + 1] == ' ');
        if (!ends) continue;
        sentences.push_back(sentence.substr(std::min(sentence.find_first_not_of(' '), sentence.size())));
        sentence.clear();
    }
    if (sentence.find_first_not_of(' ') != std::string::npos) sentences.push_back(sentence);
    return sentences;
}

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;) {
        const bool counts = std::any_of(word.begin(), word.end(), [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) != 0;
        });
        if (counts) words.push_back(word);
    }
    return words;
}

int syllables(std::string_view word) {
    const std::string letters = [&] {
        std::string out;
        for (const char c : lower(word)) {
            if (is_letter(c)) out += c;
        }
        return out;
    }();
    if (letters.empty()) return 1;  // a number
    int groups = 0;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (is_vowel(letters[i]) && (i == 0 || !is_vowel(letters[i - 1]))) ++groups;
    }
    const bool silent_e = letters.size() > 2 && letters.back() == 'e' &&
                          !is_vowel(letters[letters.size() - 2]) && !letters.ends_with("le");
    const bool silent_ed = letters.size() > 3 && letters.ends_with("ed") && !letters.ends_with("ted") &&
                           !letters.ends_with("ded");
    if (silent_e || silent_ed) --groups;
    return std::max(1, groups);
}

double reading_grade(const std::string& text) {
    double sentences = 0;
    double words = 0;
    double sounds = 0;
    for (const std::string& sentence : sentences_of(text)) {
        ++sentences;
        for (const std::string& word : words_of(sentence)) {
            ++words;
            sounds += syllables(word);
        }
    }
    return 0.39 * words / sentences + 11.8 * sounds / words - 15.59;
}

std::string banned_words_in(const std::string& text) {
    static constexpr auto banned = std::to_array<std::string_view>(
        {"significan", "impact",      "cause",     "because of",  "led to",     "thanks to",
         "due to",     "as a result", "proved",    "proves",      "no effect",  "no difference",
         "trend",      "nearly",      "no change", "resulted in", "attributed", "effect of",
         "helped",     "programme",   "achieved",  "n.s."});
    const std::string folded = lower(text);
    for (const std::string_view one : banned) {
        for (std::size_t at = folded.find(one); at != std::string::npos; at = folded.find(one, at + 1)) {
            if (at == 0 || !is_letter(folded[at - 1])) return std::string(one);
        }
    }
    return {};
}

}  // namespace outcomes::tests
