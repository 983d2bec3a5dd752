#pragma once

#include <string>

namespace outcomes::cli {

/// The day, in UTC, as an ISO date: the one thing that a file of this program may take from the clock.
/// SOURCE_DATE_EPOCH (seconds since 1970) stands in for the clock. Throws UsageError where it is no number.
[[nodiscard]] std::string today();

}  // namespace outcomes::cli
