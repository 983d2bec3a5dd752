#include "libstats/render/lay_numbers.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace outcomes::render {
namespace {

using findings::Finding;

constexpr int most_digits = 4;

double rounded(double value, int digits) {
    const double unit = std::pow(10.0, -digits);
    return std::round(value / unit) * unit;
}

int sign_of(double value) {
    return value > 0 ? 1 : (value < 0 ? -1 : 0);
}

/// True if the limits lie where they lay: on their side of 0, and within or beyond the smallest change.
bool keeps_sides(const Finding& row, int digits) {
    for (const double limit : {*row.conf_low, *row.conf_high}) {
        const double shown = rounded(limit, digits);
        if (sign_of(shown) != sign_of(limit)) return false;
        if (!row.smallest_change) continue;
        const double d = *row.smallest_change;
        if ((std::abs(shown) >= d) != (std::abs(limit) >= d)) return false;
    }
    return true;
}

int digits_of(double value) {
    const std::string text = base::shortest(value);
    if (text.find('e') != std::string::npos) return most_digits;
    const std::size_t point = text.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

}  // namespace

int digits_had(const Finding& row) {
    int digits = 0;
    bool any = false;
    for (const auto member : std::array{&Finding::estimate, &Finding::conf_low, &Finding::conf_high,
                                        &Finding::mean_from, &Finding::mean_to}) {
        if (!(row.*member)) continue;
        any = true;
        digits = std::max(digits, digits_of(*(row.*member)));
    }
    return any ? digits : most_digits;
}

int shown_digits(const Finding& row) {
    return std::min(decimals_for(row), digits_had(row));
}

int average_digits(const Finding& row, const findings::TermFacts* facts) {
    constexpr double step_of_sums = 0.5;
    const bool is_sum = facts != nullptr && facts->step && *facts->step >= step_of_sums;
    return std::min(!unit_of(row).empty() ? 0 : (is_sum ? 1 : 2), digits_had(row));
}

int lay_digits(const Finding& row, const findings::TermFacts* facts) {
    int digits = average_digits(row, facts);
    if (row.conf_low && row.conf_high) {
        while (digits < most_digits && !keeps_sides(row, digits)) ++digits;
    }
    return std::min(digits, digits_had(row));
}

std::string unit_word(const Finding& row, const std::string& number) {
    const std::string unit = unit_of(row).empty() ? "point" : "percentage point";
    return number == "1" ? unit : unit + 's';
}

std::string smallest_text(const Finding& row) {
    if (!row.smallest_change) return {};
    const std::string number = size_text(*row.smallest_change);
    return number + ' ' + unit_word(row, number);
}

std::string percent_text(double share) {
    constexpr double small = 0.02;
    return base::fixed(100 * share, share > 0 && share < small ? 1 : 0) + '%';
}

}  // namespace outcomes::render
