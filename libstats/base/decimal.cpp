#include "libstats/base/decimal.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace outcomes::base {
namespace {

constexpr int max_digits = 18;

constexpr auto powers_of_ten = [] {
    std::array<std::int64_t, max_digits + 1> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}();

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Multiplies `units` by ten `steps` times; false on overflow.
bool scale_up(std::int64_t& units, int steps) {
    for (int i = 0; i < steps; ++i) {
        if (__builtin_mul_overflow(units, std::int64_t{10}, &units)) return false;
    }
    return true;
}

/// Digits with at most one decimal mark; what is read is taken off `text`.
std::optional<Decimal> read_mantissa(std::string_view& text, char mark) {
    Decimal number;
    bool after_mark = false;
    int n_read = 0;
    while (!text.empty() && (is_digit(text.front()) || (text.front() == mark && !after_mark))) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c == mark) {
            after_mark = true;
            continue;
        }
        ++n_read;
        if (!scale_up(number.units, 1)) return std::nullopt;
        if (__builtin_add_overflow(number.units, std::int64_t{c - '0'}, &number.units)) return std::nullopt;
        if (after_mark && ++number.digits > max_digits) return std::nullopt;
    }
    if (n_read == 0) return std::nullopt;
    return number;
}

std::optional<int> read_exponent(std::string_view& text) {
    if (text.empty()) return 0;
    if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    int exponent = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return exponent;
}

/// True if `text` is digits, one optional mark and an optional exponent: what from_chars reads, without "inf"
/// and "nan".
bool has_number_shape(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_digit(c) || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-';
    });
}

}  // namespace

double Decimal::to_double() const {
    if (digits == 0) return static_cast<double>(units);
    const std::string text = fmt::format("{}e-{}", units, digits);
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::optional<Decimal> parse_decimal(std::string_view text, char mark) {
    text = trim(text);
    const bool negative = !text.empty() && text.front() == '-';
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    auto number = read_mantissa(text, mark);
    if (!number) return std::nullopt;
    const auto exponent = read_exponent(text);
    if (!exponent || std::abs(*exponent) > 400) return std::nullopt;
    number->digits -= *exponent;
    while (number->digits > max_digits && number->units % 10 == 0) {
        number->units /= 10;
        --number->digits;
    }
    if (number->units == 0) number->digits = std::clamp(number->digits, 0, max_digits);
    if (number->digits > max_digits) return std::nullopt;
    if (number->digits < 0) {
        if (!scale_up(number->units, -number->digits)) return std::nullopt;
        number->digits = 0;
    }
    if (negative) number->units = -number->units;
    return number;
}

std::optional<double> parse_double(std::string_view text, char mark) {
    text = trim(text);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    std::string plain(text);
    if (mark != '.') {
        if (plain.find('.') != std::string::npos) return std::nullopt;
        std::replace(plain.begin(), plain.end(), mark, '.');
    }
    if (!has_number_shape(plain)) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (error != std::errc{} || end != plain.data() + plain.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

int compare(const Decimal& a, const Decimal& b) {
    const auto power = [](int digits) {
        return static_cast<Int128>(powers_of_ten.at(static_cast<std::size_t>(digits)));
    };
    const Int128 left = a.units * power(b.digits);
    const Int128 right = b.units * power(a.digits);
    return left < right ? -1 : (left > right ? 1 : 0);
}

int digits_needed(const Decimal& value) {
    int digits = value.digits;
    for (std::int64_t units = value.units; digits > 0 && units % 10 == 0; units /= 10) --digits;
    return digits;
}

std::optional<std::int64_t> units_at(const Decimal& value, int digits) {
    require(digits >= 0 && digits <= max_digits, "units_at: digits must be 0 to 18");
    if (digits < digits_needed(value)) return std::nullopt;
    constexpr std::int64_t limit = std::int64_t{1} << 62;
    std::int64_t units = value.units;
    for (int d = value.digits; d > digits; --d) units /= 10;
    if (!scale_up(units, digits - value.digits) || units >= limit || units <= -limit) return std::nullopt;
    return units;
}

std::optional<Grid> common_grid(std::span<const Decimal> values) {
    int digits = 0;
    for (const Decimal& value : values) digits = std::max(digits, digits_needed(value));
    Grid grid{{}, powers_of_ten.at(static_cast<std::size_t>(digits))};
    grid.units.reserve(values.size());
    for (const Decimal& value : values) {
        const auto units = units_at(value, digits);
        if (!units) return std::nullopt;
        grid.units.push_back(*units);
    }
    return grid;
}

std::string shortest(double value) {
    require(std::isfinite(value), "shortest: the value is not finite");
    if (value == 0) return "0";
    std::array<char, 64> buffer{};
    const double size = std::abs(value);
    const auto format =
        size >= 1e-5 && size < 1e16 ? std::chars_format::fixed : std::chars_format::scientific;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format);
    require(error == std::errc{}, "shortest: the buffer is too small");
    return {buffer.data(), end};
}

std::string fixed(double value, int digits) {
    require(std::isfinite(value), "fixed: the value is not finite");
    std::string text = fmt::format("{:.{}f}", value, digits);
    const bool is_zero = text.find_first_not_of("-0.") == std::string::npos;
    if (is_zero && text.front() == '-') text.erase(0, 1);
    return text;
}

}  // namespace outcomes::base
