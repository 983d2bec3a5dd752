#include "libstats/survey/draft_answers.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/draft_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <unordered_map>
#include <vector>

namespace outcomes::survey {
namespace {

constexpr std::size_t most_labels = 15;     ///< a list of answers is not longer
constexpr std::size_t longest_label = 120;  ///< characters
constexpr double far_apart = 2;             ///< a missing code lies at least so far from the other numbers

constexpr std::size_t most_looked_at = 2000;  ///< distinct texts: more of them are no answer list

struct Counted {
    std::vector<SeenAnswer> answers;
    std::size_t n_blank = 0;
    std::size_t n_distinct = 0;
    std::size_t n_passed_over = 0;  ///< cells with texts beyond the first ones
};

/// Counts the distinct texts, then those that are equal after folding together.
Counted count(std::span<const ColumnRows> columns) {
    Counted counted;
    std::unordered_map<std::string, std::size_t> places;
    std::vector<std::map<std::string, std::size_t>> spellings;
    for (const ColumnRows& rows : columns) {
        if (rows.column == nullptr) continue;
        std::vector<std::size_t> counts(rows.column->values.size());
        for (const std::size_t record : rows.records) ++counts[rows.column->codes[record]];
        for (std::size_t code = 0; code < counts.size(); ++code) {
            if (counts[code] == 0) continue;
            const std::string text(
                without_end_mark(base::trim(rows.column->values.at(static_cast<std::uint32_t>(code)))));
            if (text.empty()) {
                counted.n_blank += counts[code];
                continue;
            }
            ++counted.n_distinct;
            if (counted.answers.size() == most_looked_at) {
                counted.n_passed_over += counts[code];
                continue;
            }
            const auto [place, is_new] = places.emplace(base::folded(text), counted.answers.size());
            if (is_new) {
                counted.answers.push_back({text, place->first, 0});
                spellings.emplace_back();
            }
            counted.answers[place->second].count += counts[code];
            spellings[place->second][text] += counts[code];
        }
    }
    for (std::size_t i = 0; i < spellings.size(); ++i) {
        const auto most = std::max_element(spellings[i].begin(), spellings[i].end(),
                                           [](const auto& l, const auto& r) { return l.second < r.second; });
        counted.answers[i].text = most->first;
    }
    return counted;
}

std::size_t total(std::span<const SeenAnswer> answers) {
    std::size_t sum = 0;
    for (const SeenAnswer& answer : answers) sum += answer.count;
    return sum;
}

/// Moves the answers that `is_apart` out of `from`, keeping their order.
template <class Test>
std::vector<SeenAnswer> taken_out(std::vector<SeenAnswer>& from, const Test& is_apart) {
    std::vector<SeenAnswer> apart;
    std::vector<SeenAnswer> rest;
    for (SeenAnswer& answer : from) (is_apart(answer) ? apart : rest).push_back(std::move(answer));
    from = std::move(rest);
    return apart;
}

bool is_number(const SeenAnswer& answer) {
    return base::parse_decimal(answer.text).has_value();
}

/// Numbers that are no code, and the codes that lie close to them or to each other on the way there: of -2 to
/// 2 none lies apart, of 1 to 5 and 99 one does.
std::vector<double> numbers_together(std::span<const SeenAnswer> answers) {
    std::vector<double> together;
    std::vector<double> codes;
    for (const SeenAnswer& answer : answers) {
        if (const auto number = base::parse_decimal(answer.text))
            (is_missing_code(*number) ? codes : together).push_back(number->to_double());
    }
    const auto joins = [&](double code) {
        return std::any_of(together.begin(), together.end(),
                           [&](double other) { return std::abs(code - other) < far_apart; });
    };
    for (auto code = std::find_if(codes.begin(), codes.end(), joins); code != codes.end();
         code = std::find_if(codes.begin(), codes.end(), joins)) {
        together.push_back(*code);
        codes.erase(code);
    }
    return together;
}

/// Codes such as -9 and 99 that lie apart from the other numbers, of which there are few and close together;
/// beside labels any code stands for none of them.
void set_codes_apart(SeenAnswers& seen) {
    constexpr double widest = 10;
    const std::vector<double> together = numbers_together(seen.answers);
    const bool among_labels =
        std::none_of(seen.answers.begin(), seen.answers.end(), [](const SeenAnswer& answer) {
            const auto number = base::parse_decimal(answer.text);
            return number && !is_missing_code(*number);
        });
    if (among_labels ? seen.answers.size() < 3 : together.size() < 2) return;
    if (!among_labels) {
        const auto [low, high] = std::minmax_element(together.begin(), together.end());
        if (*high - *low > widest) return;
    }
    auto apart = taken_out(seen.answers, [&](const SeenAnswer& answer) {
        const auto number = base::parse_decimal(answer.text);
        if (!number || !is_missing_code(*number)) return false;
        return std::find(together.begin(), together.end(), number->to_double()) == together.end();
    });
    seen.missing.insert(seen.missing.end(), apart.begin(), apart.end());
}

void set_range(SeenAnswers& seen) {
    seen.is_whole = true;
    for (const SeenAnswer& answer : seen.answers) {
        const auto number = base::parse_decimal(answer.text);
        if (!number) continue;
        if (base::digits_needed(*number) > 0) seen.is_whole = false;
        if (!seen.low || base::compare(*number, *seen.low) < 0) seen.low = number;
        if (!seen.high || base::compare(*number, *seen.high) > 0) seen.high = number;
    }
}

/// Numbers in front of all labels, each its own, without a gap of more than one.
bool is_numbered(std::span<const SeenAnswer> answers) {
    std::map<int, std::size_t> numbers;
    bool has_text = false;
    for (const SeenAnswer& answer : answers) {
        const auto number = leading_number(answer.text);
        if (!number) return false;
        ++numbers[number->first];
        has_text = has_text || !number->second.empty() || !is_number(answer);
    }
    if (!has_text || numbers.size() < 2) return false;
    return numbers.rbegin()->first - numbers.begin()->first <= 2 * static_cast<int>(numbers.size());
}

bool are_labels(const SeenAnswers& seen) {
    const std::size_t different = seen.answers.size();
    if (different > most_labels) return false;
    if (different > 5 && 2 * different > seen.n_answered) return false;
    return std::all_of(seen.answers.begin(), seen.answers.end(), [](const SeenAnswer& answer) {
        return answer.text.size() <= longest_label && answer.text.find('\n') == std::string::npos;
    });
}

AnswerKind kind_of(SeenAnswers& seen) {
    const auto& answers = seen.answers;
    const auto n_numbers = static_cast<std::size_t>(std::count_if(answers.begin(), answers.end(), is_number));
    if (answers.empty()) return AnswerKind::none;
    if (n_numbers == answers.size()) return AnswerKind::numbers;
    const auto n_dates = std::count_if(answers.begin(), answers.end(),
                                       [](const SeenAnswer& a) { return iso_date(a.text).has_value(); });
    if (10 * static_cast<std::size_t>(n_dates) >= 9 * answers.size()) return AnswerKind::dates;
    if (is_numbered(answers)) return AnswerKind::numbered;
    // A few words in a column of numbers were meant for somebody else to read.
    constexpr std::size_t most_odd = 3;
    if (n_numbers > 0 && answers.size() - n_numbers <= most_odd) {
        std::vector<SeenAnswer> numbers = answers;
        auto odd = taken_out(numbers, [](const SeenAnswer& a) { return !is_number(a); });
        if (20 * total(odd) <= total(answers) && numbers.size() > 1) {
            seen.answers = std::move(numbers);
            seen.odd = std::move(odd);
            return AnswerKind::numbers;
        }
    }
    return are_labels(seen) ? AnswerKind::labels : AnswerKind::text;
}

int number_in(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

/// The numbers at the beginning of a text such as "14/03/2013 10:20" or "2013-03-14T10:20Z": three, with the
/// sign between them; nothing else.
std::optional<std::array<std::string_view, 3>> three_numbers(std::string_view text, char& sign) {
    std::array<std::string_view, 3> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::size_t length = 0;
        while (length < text.size() && text[length] >= '0' && text[length] <= '9') ++length;
        if (length == 0 || length > 4) return std::nullopt;
        parts[i] = text.substr(0, length);
        text.remove_prefix(length);
        if (i == 2) break;
        if (text.empty() || (i == 1 && text.front() != sign)) return std::nullopt;
        sign = text.front();
        if (sign != '-' && sign != '/' && sign != '.') return std::nullopt;
        text.remove_prefix(1);
    }
    const bool ends = text.empty() || text.front() == ' ' || text.front() == 'T';
    return ends ? std::optional(parts) : std::nullopt;
}

}  // namespace

std::optional<std::pair<int, std::string>> leading_number(std::string_view label) {
    label = base::trim(label);
    const bool negative = label.starts_with('-');
    if (negative) label.remove_prefix(1);
    std::size_t digits = 0;
    while (digits < label.size() && label[digits] >= '0' && label[digits] <= '9') ++digits;
    if (digits == 0 || digits > 3) return std::nullopt;
    const int number = number_in(label.substr(0, digits)) * (negative ? -1 : 1);
    std::string_view rest = label.substr(digits);
    if (!rest.empty() && rest.front() != ' ' && rest.front() != '.' && rest.front() != ')' &&
        rest.front() != ':' && rest.front() != '=' && rest.front() != '-' && rest.front() != '(') {
        return std::nullopt;
    }
    const std::size_t begin = rest.find_first_not_of(" .):=-\t");
    rest = begin == std::string_view::npos ? std::string_view{} : rest.substr(begin);
    if (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') return std::nullopt;
    return std::pair{number, std::string(base::trim(rest))};
}

std::optional<std::string> iso_date(std::string_view text) {
    char sign = ' ';
    const auto parts = three_numbers(base::trim(text), sign);
    if (!parts) return std::nullopt;
    int day = number_in((*parts)[0]);
    int month = number_in((*parts)[1]);
    int year = number_in((*parts)[2]);
    if ((*parts)[0].size() == 4) std::swap(day, year);
    if (year < 100) year += 2000;
    if (month > 12) std::swap(day, month);
    if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

SeenAnswers seen_answers(std::span<const ColumnRows> columns) {
    Counted counted = count(columns);
    SeenAnswers seen;
    seen.n_blank = counted.n_blank;
    seen.n_distinct = counted.n_distinct;
    seen.answers = std::move(counted.answers);
    seen.missing = taken_out(seen.answers, [](const SeenAnswer& a) { return is_missing_text(a.key); });
    set_codes_apart(seen);
    seen.n_answered = total(seen.answers);
    seen.kind = kind_of(seen);
    if (seen.kind == AnswerKind::numbers) {
        set_codes_apart(seen);
        set_range(seen);
    }
    seen.n_answered = total(seen.answers) + counted.n_passed_over;
    return seen;
}

}  // namespace outcomes::survey
