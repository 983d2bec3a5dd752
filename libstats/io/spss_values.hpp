#pragma once

#include "libstats/io/variable.hpp"

#include <string>
#include <string_view>

namespace outcomes::io {

/// What SPSS's format of a number ("F8.2", "DATE11", "DTIME20") says that it is. QYR, MOYR and WKYR are
/// dates; WKDAY and MONTH are plain numbers.
[[nodiscard]] CellKind kind_of_format(std::string_view format);

/// The shortest text that reads back to the same double, or the decimal of at most 15 digits that is its
/// direct neighbour: 0.30000000000000004 is "0.3", while a third keeps all its digits. The value is finite.
[[nodiscard]] std::string spss_number_text(double value);

/// Seconds since 14 October 1582 as ISO 8601, to the hundred-thousandth of a second (a double holds no more);
/// of a time the seconds since midnight, "27:15:00" and "-00:00:30" being durations. A number beyond the
/// years 1 to 9999 stays a number.
[[nodiscard]] std::string spss_moment_text(double seconds, CellKind kind);

/// A number of a variable of this kind, as text.
[[nodiscard]] std::string spss_cell_text(double value, CellKind kind);

}  // namespace outcomes::io
