#include "libstats/survey/moment.hpp"

#include "libstats/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string>

namespace outcomes::survey {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A whole number at the beginning of the text, which is cut off. Nothing if there is none.
std::optional<int> take_number(std::string_view& text) {
    int number = 0;
    if (text.empty() || !is_digit(text.front())) return std::nullopt;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return number;
}

/// Three numbers with one kind of mark between them, cut off the text.
std::optional<std::array<int, 3>> take_date(std::string_view& text) {
    std::array<int, 3> parts{};
    char mark = '\0';
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) {
            const bool is_mark =
                !text.empty() && std::string_view("-/.").find(text.front()) != std::string_view::npos;
            if (!is_mark || (i == 2 && text.front() != mark)) return std::nullopt;
            mark = text.front();
            text.remove_prefix(1);
        }
        const auto number = take_number(text);
        if (!number) return std::nullopt;
        parts.at(i) = *number;
    }
    return parts;
}

/// "9:30", "09:30:15.25", "9:30:15 PM": seconds of the day. Nothing without a colon.
std::optional<std::int64_t> take_time(std::string_view& text) {
    const auto hour = take_number(text);
    if (!hour || text.empty() || text.front() != ':') return std::nullopt;
    text.remove_prefix(1);
    const auto minute = take_number(text);
    if (!minute) return std::nullopt;
    int second = 0;
    if (!text.empty() && text.front() == ':') {
        text.remove_prefix(1);
        second = take_number(text).value_or(60);
    }
    const std::string rest = base::folded(text);
    const bool is_pm = rest.find("pm") != std::string::npos || rest.find("p.m.") != std::string::npos;
    const bool is_am = rest.find("am") != std::string::npos || rest.find("a.m.") != std::string::npos;
    const int hours = is_pm && *hour < 12 ? *hour + 12 : (is_am && *hour == 12 ? 0 : *hour);
    if (hours > 23 || *minute > 59 || second > 59) return std::nullopt;
    return 3600 * std::int64_t{hours} + 60 * std::int64_t{*minute} + second;
}

}  // namespace

std::optional<DateOrder> date_order(const std::vector<std::string_view>& texts) {
    bool year_first = false;
    bool day_first = false;
    bool month_first = false;
    for (const std::string_view text : texts) {
        std::string_view rest = base::trim(text);
        const auto parts = take_date(rest);
        if (!parts) continue;
        if ((*parts)[0] > 31)
            year_first = true;
        else if ((*parts)[0] > 12)
            day_first = true;
        else if ((*parts)[1] > 12)
            month_first = true;
    }
    if (static_cast<int>(year_first) + static_cast<int>(day_first) + static_cast<int>(month_first) != 1)
        return std::nullopt;
    if (year_first) return DateOrder::year_month_day;
    return day_first ? DateOrder::day_month_year : DateOrder::month_day_year;
}

std::optional<Moment> parse_moment(std::string_view text, DateOrder order) {
    std::string_view rest = base::trim(text);
    const auto parts = take_date(rest);
    if (!parts) return std::nullopt;
    int year = (*parts)[order == DateOrder::year_month_day ? 0 : 2];
    const int month = (*parts)[order == DateOrder::month_day_year ? 0 : 1];
    const int day =
        (*parts)[order == DateOrder::day_month_year ? 0 : (order == DateOrder::month_day_year ? 1 : 2)];
    if (year < 100) year += 2000;
    const std::chrono::year_month_day date(std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok()) return std::nullopt;
    Moment moment;
    moment.day = std::chrono::sys_days(date).time_since_epoch().count();
    if (!rest.empty() && (rest.front() == 'T' || rest.front() == ' ' || rest.front() == ',')) {
        rest.remove_prefix(1);
        rest = base::trim(rest);
        moment.second = take_time(rest);
    } else if (!rest.empty()) {
        return std::nullopt;
    }
    return moment;
}

}  // namespace outcomes::survey
