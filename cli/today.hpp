#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace outcomes::cli {

/// The day, in UTC, as an ISO date: the one thing that a file of this program may take from the clock.
/// SOURCE_DATE_EPOCH (seconds since 1970) stands in for the clock. Throws UsageError where it is no number.
[[nodiscard]] std::string today();

/// SOURCE_DATE_EPOCH, or nothing where it is not set: for output that must be the same on every day. Throws
/// as today().
[[nodiscard]] std::optional<std::int64_t> source_date();
/// The day of it as an ISO date, or "".
[[nodiscard]] std::string source_date_text();

}  // namespace outcomes::cli
