#include "libstats/survey/before_after.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/draft_questions.hpp"
#include "libstats/survey/draft_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::string_view signs = "_.- ";
constexpr std::string_view digits = "0123456789";

struct Marks {
    std::string_view before, after;
};
constexpr std::array<Marks, 12> all_marks{{{"pre", "post"},
                                           {"before", "after"},
                                           {"baseline", "followup"},
                                           {"baseline", "follow_up"},
                                           {"time1", "time2"},
                                           {"wave1", "wave2"},
                                           {"t0", "t1"},
                                           {"t1", "t2"},
                                           {"w0", "w1"},
                                           {"w1", "w2"},
                                           {"0", "1"},
                                           {"1", "2"}}};

using Places = std::map<std::string, std::size_t>;  ///< folded name -> question

bool is_number(std::string_view mark) {
    return digits.find(mark.front()) != std::string_view::npos;
}

/// "depress" of "depress1" without what divides it from the mark.
std::string_view without_signs(std::string_view stem) {
    while (!stem.empty() && signs.find(stem.back()) != std::string_view::npos) stem.remove_suffix(1);
    while (!stem.empty() && signs.find(stem.front()) != std::string_view::npos) stem.remove_prefix(1);
    return stem;
}

/// A number may be the end of another one, and "q" with a number is a name and no time.
bool says_something(std::string_view stem, std::string_view mark) {
    constexpr std::size_t least_letters = 3;
    const std::string_view word = without_signs(stem);
    if (!is_number(mark)) return word.size() >= 2;
    // "pretest1" and "pretest2" are both before.
    return word.size() >= least_letters && digits.find(word.back()) == std::string_view::npos &&
           !time_name(words_of(word)).has_value();
}

/// "sleep_t1" and "sleepT1" end in "t1"; "weight1" does not.
bool stands_apart(std::string_view name, std::string_view mark) {
    const bool is_letter_and_number = mark.size() == 2;
    if (!is_letter_and_number || name.size() <= mark.size()) return true;
    const char before = name[name.size() - mark.size() - 1];
    const char letter = name[name.size() - mark.size()];
    if (signs.find(before) != std::string_view::npos) return true;
    return letter >= 'A' && letter <= 'Z' && (before < 'A' || before > 'Z');
}

/// The rows of more than two numbers: questions of one scale, or more waves than two.
bool goes_on(const Places& places, const std::string& stem, std::string_view first) {
    for (const char digit : digits) {
        const bool is_of_the_two = digit == first.front() || digit == first.front() + 1;
        if (!is_of_the_two && places.contains(stem + digit)) return true;
    }
    return false;
}

/// The folded name of the second time, if the name ends or begins with the mark of the first.
std::optional<std::string> later_name(std::string_view written, const Marks& marks, const Places& places) {
    const std::string name = base::folded(written);
    if (name.ends_with(marks.before) && stands_apart(written, marks.before)) {
        const std::string stem = name.substr(0, name.size() - marks.before.size());
        const bool is_row = is_number(marks.before) && goes_on(places, stem, marks.before);
        if (says_something(stem, marks.before) && !is_row) return stem + std::string(marks.after);
    }
    if (!is_number(marks.before) && name.starts_with(marks.before)) {
        const std::string stem = name.substr(marks.before.size());
        if (says_something(stem, marks.before)) return std::string(marks.after) + stem;
    }
    return std::nullopt;
}

bool may_be_compared(const DraftQuestion& question) {
    return question.role == ColumnRole::question && !question.is_choice &&
           (question.seen.kind == AnswerKind::numbers || question.seen.kind == AnswerKind::numbered ||
            question.seen.kind == AnswerKind::labels);
}

std::string in_shell(const std::string& text) {
    const bool plain = text.find_first_of(" \"'$&|<>();*?!`\\~#[]{}") == std::string::npos;
    if (plain) return text;
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + '\'';
}

}  // namespace

std::vector<BeforeAfter> before_after_questions(std::span<const DraftQuestion> questions) {
    Places places;
    for (std::size_t q = 0; q < questions.size(); ++q) places.try_emplace(base::folded(questions[q].id), q);
    std::vector<BeforeAfter> pairs;
    for (std::size_t q = 0; q < questions.size(); ++q) {
        const bool can_be_typed = questions[q].id.find(',') == std::string::npos;
        if (!may_be_compared(questions[q]) || !can_be_typed) continue;
        for (const Marks& marks : all_marks) {
            const auto later = later_name(questions[q].id, marks, places);
            const auto found = later ? places.find(*later) : places.end();
            if (found == places.end() || found->second == q) continue;
            const DraftQuestion& other = questions[found->second];
            if (!may_be_compared(other) || !have_like_answers(questions[q].seen, other.seen)) continue;
            pairs.push_back({questions[q].id, other.id});
            break;
        }
    }
    return pairs;
}

std::string compare_command(const std::string& path, std::span<const BeforeAfter> pairs) {
    std::string before;
    std::string after;
    for (const BeforeAfter& pair : pairs) {
        (before += before.empty() ? "" : ",") += pair.before;
        (after += after.empty() ? "" : ",") += pair.after;
    }
    const bool low_is_good = std::all_of(
        pairs.begin(), pairs.end(), [](const BeforeAfter& pair) { return direction_of(pair.before) < 0; });
    return fmt::format("outcomes compare {} --before {} --after {}{}", in_shell(path), in_shell(before),
                       in_shell(after), low_is_good ? " --better lower" : "");
}

}  // namespace outcomes::survey
