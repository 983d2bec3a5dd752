#include "libstats/io/spss_values.hpp"

#include "libstats/base/decimal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace outcomes::io {
namespace {

constexpr std::int64_t ticks_of_second = 100'000;
constexpr std::int64_t ticks_of_day = 86'400 * ticks_of_second;

std::size_t n_significant(std::string_view number) {
    std::size_t n = 0;
    for (const char c : number.substr(0, number.find('e'))) {
        const bool leading_zero = n == 0 && c == '0';
        if (c >= '0' && c <= '9' && !leading_zero) ++n;
    }
    return n;
}

/// "09:30:00", with decimals where there are any. The hours may be more than two digits.
std::string clock_text(std::int64_t ticks) {
    const std::int64_t seconds = ticks / ticks_of_second;
    std::string text = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (ticks % ticks_of_second != 0) {
        text += fmt::format(".{:05}", ticks % ticks_of_second);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text;
}

std::string date_text(std::int64_t days) {
    using namespace std::chrono;
    const sys_days first = year{1582} / October / day{14};
    const year_month_day date{first + std::chrono::days(days)};
    return fmt::format("{:04}-{:02}-{:02}", int{date.year()}, unsigned{date.month()}, unsigned{date.day()});
}

}  // namespace

CellKind kind_of_format(std::string_view format) {
    using enum CellKind;
    static constexpr auto kinds = std::to_array<std::pair<std::string_view, CellKind>>({
        {"DATE", date},
        {"ADATE", date},
        {"EDATE", date},
        {"JDATE", date},
        {"SDATE", date},
        {"QYR", date},
        {"MOYR", date},
        {"WKYR", date},
        {"DATETIME", date_time},
        {"YMDHMS", date_time},
        {"TIME", time},
        {"DTIME", time},
        {"MTIME", time},
    });
    const std::string_view name = format.substr(0, format.find_first_of("0123456789."));
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == name; });
    return found == kinds.end() ? number : found->second;
}

std::string spss_number_text(double value) {
    constexpr std::size_t sure_digits = 15;
    std::string text = base::shortest(value);
    if (n_significant(text) <= sure_digits) return text;
    const auto rounded = base::parse_double(fmt::format("{:.14e}", value));
    constexpr double far = std::numeric_limits<double>::infinity();
    const bool is_neighbour =
        rounded && (*rounded == std::nextafter(value, far) || *rounded == std::nextafter(value, -far));
    return is_neighbour ? base::shortest(*rounded) : text;
}

std::string spss_moment_text(double seconds, CellKind kind) {
    constexpr double first = -49'916'217'600.0;  // 1 January of the year 1
    constexpr double last = 265'621'680'000.0;   // 1 January of the year 10000
    if (!(seconds >= first && seconds < last)) return spss_number_text(seconds);
    const auto ticks = static_cast<std::int64_t>(std::llround(seconds * ticks_of_second));
    if (kind == CellKind::time) return fmt::format("{}{}", ticks < 0 ? "-" : "", clock_text(std::abs(ticks)));
    std::int64_t days = ticks / ticks_of_day;
    if (ticks % ticks_of_day < 0) --days;
    const std::int64_t of_day = ticks - days * ticks_of_day;
    if (kind == CellKind::date && of_day == 0) return date_text(days);
    return fmt::format("{}T{}", date_text(days), clock_text(of_day));
}

std::string spss_cell_text(double value, CellKind kind) {
    const bool is_moment = kind == CellKind::date || kind == CellKind::date_time || kind == CellKind::time;
    return is_moment ? spss_moment_text(value, kind) : spss_number_text(value);
}

}  // namespace outcomes::io
