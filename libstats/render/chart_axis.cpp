#include "libstats/render/chart_axis.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/outcome.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace outcomes::render {
namespace {

double nice_step(double rough) {
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (rough <= factor * power * (1 + 1e-9)) return factor * power;
    }
    return 10 * power;
}

int decimals_of(double step) {
    int digits = 0;
    for (double scaled = step; digits < 9 && std::abs(scaled - std::round(scaled)) > 1e-6 * scaled;
         scaled *= 10)
        ++digits;
    return digits;
}

}  // namespace

Ticks nice_ticks(double low, double high, int about) {
    base::require(std::isfinite(low) && std::isfinite(high) && low < high,
                  "nice_ticks: an axis has a length");
    const double step = nice_step((high - low) / std::max(1, about - 1));
    Ticks ticks;
    ticks.decimals = decimals_of(step);
    const auto first = std::llround(std::ceil(low / step - 1e-9));
    const auto last = std::llround(std::floor(high / step + 1e-9));
    for (auto i = first; i <= last; ++i) ticks.at.push_back(static_cast<double>(i) * step);
    return ticks;
}

std::string with_minus(std::string text) {
    constexpr std::string_view minus = "\xE2\x88\x92";
    for (auto at = text.find('-'); at != std::string::npos; at = text.find('-', at + minus.size()))
        text.replace(at, 1, minus);
    return text;
}

std::string tick_text(double value, int decimals, bool sign) {
    const std::string text = base::fixed(value, decimals);
    if (text.find_first_not_of("0.") == std::string::npos) return "0";
    return with_minus(sign && text.front() != '-' ? "+" + text : text);
}

double Axis::at(double value) const {
    const double kept = std::clamp(value, std::min(from, to), std::max(from, to));
    return left + (kept - from) / (to - from) * (right - left);
}

bool Axis::holds(double value) const {
    return value >= std::min(from, to) && value <= std::max(from, to);
}

}  // namespace outcomes::render
