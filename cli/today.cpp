#include "cli/today.hpp"

#include "cli/usage_error.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace outcomes::cli {
namespace {

std::chrono::sys_seconds now() {
    if (const auto seconds = source_date()) return std::chrono::sys_seconds(std::chrono::seconds(*seconds));
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string iso_date(std::chrono::sys_seconds time) {
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

}  // namespace

std::optional<std::int64_t> source_date() {
    const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
    if (epoch == nullptr || *epoch == '\0') return std::nullopt;
    constexpr std::int64_t year_10000 = 253'402'300'800;
    const std::string_view text = epoch;
    std::int64_t seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    if (!whole || seconds < 0 || seconds >= year_10000)
        throw UsageError(
            fmt::format("SOURCE_DATE_EPOCH is \"{}\", which is no number of seconds since 1970", text));
    return seconds;
}

std::string source_date_text() {
    const auto seconds = source_date();
    return seconds ? iso_date(std::chrono::sys_seconds(std::chrono::seconds(*seconds))) : std::string();
}

std::string today() {
    return iso_date(now());
}

}  // namespace outcomes::cli
