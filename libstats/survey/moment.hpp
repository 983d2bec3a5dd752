#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// A day, and a second of it where the text says one.
struct Moment {
    std::int64_t day = 0;                ///< since 1970-01-01
    std::optional<std::int64_t> second;  ///< of the day, from 0; as written, whatever the time zone

    /// Seconds since 1970-01-01; midnight where no time is said.
    [[nodiscard]] std::int64_t seconds() const { return 86'400 * day + second.value_or(0); }
};

/// In which order a column writes day, month and year.
enum class DateOrder { year_month_day, day_month_year, month_day_year };

/// What all texts that look like dates agree on. Days and months are told apart by the numbers above 12;
/// nothing if there are none, if texts contradict one another, or if no text is a date.
[[nodiscard]] std::optional<DateOrder> date_order(const std::vector<std::string_view>& texts);

/// Reads "2024-03-01", "01/03/2024 9:30", "2024-03-01T09:30:15.250+01:00", "2024/03/01 9:30:15 PM GMT+1".
/// Nothing for other texts, months in words among them, and for days that do not exist.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text, DateOrder order);

}  // namespace outcomes::survey
