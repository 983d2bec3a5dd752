#include "libstats/survey/confirmers.hpp"

#include "libstats/base/text.hpp"

#include <chrono>
#include <cmath>

namespace outcomes::survey {
namespace {

constexpr double days_a_year = 365.2425;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The whole numbers in a text, in order; decimals after a point are passed over.
std::vector<int> numbers_in(std::string_view text) {
    std::vector<int> numbers;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_digit(text[i])) continue;
        int number = 0;
        const bool is_fraction = i > 0 && text[i - 1] == '.';
        for (; i < text.size() && is_digit(text[i]); ++i) {
            number = std::min(number * 10 + (text[i] - '0'), 100'000);
        }
        if (!is_fraction) numbers.push_back(number);
    }
    return numbers;
}

bool holds_any(const std::string& text, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
        if (text.find(word) != std::string::npos) return true;
    }
    return false;
}

std::optional<std::chrono::sys_days> day_of(const std::string& date) {
    const std::vector<int> parts = numbers_in(date);
    if (parts.size() != 3) return std::nullopt;
    const std::chrono::year_month_day day{std::chrono::year{parts[0]},
                                          std::chrono::month{static_cast<unsigned>(parts[1])},
                                          std::chrono::day{static_cast<unsigned>(parts[2])}};
    if (!day.ok()) return std::nullopt;
    return std::chrono::sys_days{day};
}

std::optional<bool> numbers_agree(const std::vector<std::uint32_t>& from, std::size_t a,
                                  const std::vector<std::uint32_t>& to, std::size_t b) {
    if (from[a] == 0 || to[b] == 0) return std::nullopt;
    return from[a] == to[b];
}

}  // namespace

AgeRange age_range(std::string_view text) {
    constexpr int first_year = 1900;
    constexpr int last_year = 2100;
    const std::string plain = base::folded(text);
    const std::vector<int> numbers = numbers_in(plain);
    if (numbers.empty() || numbers.size() > 2 || numbers.back() >= AgeRange::no_end * 3) return {};
    AgeRange range{numbers.front(), numbers.back(), false, true};
    range.is_birth_year = range.low >= first_year && range.high <= last_year;
    if (!range.is_birth_year && range.high > 150) return {};
    if (numbers.size() == 2) return range.low <= range.high ? range : AgeRange{};
    if (holds_any(plain, {"<", "under", "below", "less", "younger"})) {
        range.low = 0;
        range.high -= 1;
    } else if (holds_any(plain, {"+", ">", "over", "above", "older", "more"})) {
        range.high = AgeRange::no_end;
    }
    return range;
}

YearsApart years_between(const std::string& date_from, const std::string& date_to) {
    const auto from = day_of(date_from);
    const auto to = day_of(date_to);
    if (!from || !to) return {};
    const double years = static_cast<double>((*to - *from).count()) / days_a_year;
    return {static_cast<int>(std::floor(years + 0.02)), static_cast<int>(std::ceil(years - 0.02))};
}

std::optional<bool> ages_agree(const AgeRange& from, const AgeRange& to, YearsApart years) {
    if (!from.is_known || !to.is_known || from.is_birth_year != to.is_birth_year) return std::nullopt;
    const bool exact = from.low == from.high && to.low == to.high;
    const int slack = exact ? 1 : 0;
    const int least = (from.is_birth_year ? 0 : years.least) - slack;
    const int most = (from.is_birth_year ? 0 : years.most) + slack;
    return from.low + least <= to.high && to.low <= from.high + most;
}

Confirmation Confirmers::compare(std::size_t from, std::size_t to) const {
    Confirmation said;
    const auto note = [&](Confirm confirm, std::optional<bool> agree) {
        if (agree) (*agree ? said.agree : said.differ) |= bit_of(confirm);
    };
    if ((used_ & bit_of(Confirm::sex)) != 0)
        note(Confirm::sex, numbers_agree(from_->sex, from, to_->sex, to));
    if ((used_ & bit_of(Confirm::age)) != 0)
        note(Confirm::age, ages_agree(from_->age[from], to_->age[to], years_));
    if ((used_ & bit_of(Confirm::household)) != 0)
        note(Confirm::household, numbers_agree(from_->household, from, to_->household, to));
    return said;
}

}  // namespace outcomes::survey
