#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::base {

/// A decimal number exactly as it was written: units / 10^digits.
struct Decimal {
    std::int64_t units = 0;  ///< the digits as a whole number, with their sign
    int digits = 0;          ///< decimals written, 0 to 18; trailing zeros are kept ("1.50" has 2)

    [[nodiscard]] double to_double() const;  ///< the nearest double
};

/// Reads "12", "-0.5", "+3", ".5", "5.", "1e3", "1.5E-2" as written. Space at the ends is allowed. Nothing if
/// the text is not wholly one number, is infinite or not a number, or does not fit in 18 decimals and 63
/// bits.
/// @param text  one number in decimal or exponent form
/// @param mark  the decimal mark, '.' or ','
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text, char mark = '.');

/// Negative, 0 or positive as a is less than, equal to or greater than b. Exact; 1.5 equals 1.50.
/// @param a  one number
/// @param b  the number it is compared with
[[nodiscard]] int compare(const Decimal& a, const Decimal& b);

/// `value` in units of 10^-digits; nothing if it is finer than that or does not fit into 62 bits. 0 <= digits
/// <= 18.
/// @param value   a decimal number
/// @param digits  decimals of the unit, 0 to 18
[[nodiscard]] std::optional<std::int64_t> units_at(const Decimal& value, int digits);

/// The fewest digits that write `value` exactly: 1 for 1.50.
/// @param value  a decimal number
[[nodiscard]] int digits_needed(const Decimal& value);

/// The nearest double to the number that `text` writes (correctly rounded); nothing if it is not wholly one
/// finite number.
/// @param text  one number in decimal or exponent form
/// @param mark  the decimal mark, '.' or ','
[[nodiscard]] std::optional<double> parse_double(std::string_view text, char mark = '.');

/// Values on one grid: value i is units[i] / denominator, exactly.
struct Grid {
    std::vector<std::int64_t> units;  ///< in steps of 1 / denominator
    std::int64_t denominator = 1;     ///< > 0
};

/// The decimals on their coarsest common power of ten; nothing if a value does not fit into 62 bits there.
/// @param values  decimal numbers, in the order of the result
[[nodiscard]] std::optional<Grid> common_grid(std::span<const Decimal> values);

/// Shortest text that reads back to the same double; "." as mark whatever the locale; no exponent for |x| in
/// [1e-5, 1e16).
/// @param value  finite, else base::ContractError
[[nodiscard]] std::string shortest(double value);

/// Fixed number of decimals, rounded half to even on the double's exact value; "-0.00" is written "0.00".
/// @param value   finite, else base::ContractError
/// @param digits  decimals to write, 0 or more
[[nodiscard]] std::string fixed(double value, int digits);

}  // namespace outcomes::base
