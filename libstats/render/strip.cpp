#include "libstats/render/strip.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/render/wording.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace outcomes::render {
namespace {

using findings::Finding;

constexpr std::size_t half = 12;
constexpr std::size_t width = 2 * half + 1;

}  // namespace

std::optional<double> smallest_effect(const Finding& row) {
    if (!row.smallest_change || !row.effect_low || !row.effect_high || !row.conf_low || !row.conf_high)
        return std::nullopt;
    // Both intervals are one interval in two units, so the ratio of their widths converts.
    const double scale_width = *row.conf_high - *row.conf_low;
    if (scale_width <= 0) return std::nullopt;
    return *row.smallest_change * (*row.effect_high - *row.effect_low) / scale_width;
}

Strip::Strip(const std::vector<const Finding*>& rows) {
    double widest = 0;
    for (const Finding* row : rows) {
        if (!row->effect_low || !row->effect_high) continue;
        widest = std::max({widest, std::abs(*row->effect_low), std::abs(*row->effect_high)});
    }
    for (const double reach : {0.5, 1.0, 1.5, 2.0}) {
        reach_ = reach;
        if (widest <= reach) break;
    }
}

std::size_t Strip::position(double effect) const {
    const double steps = std::round(effect / reach_ * static_cast<double>(half));
    const double place = std::clamp(steps + static_cast<double>(half), 0.0, static_cast<double>(width - 1));
    return static_cast<std::size_t>(place);
}

std::string Strip::axis() const {
    const std::string low = signed_number(-reach_, 1);
    const std::string high = signed_number(reach_, 1);
    std::string text(width, ' ');
    text.replace(0, low.size(), low);
    text[half] = '0';
    text.replace(width - high.size(), high.size(), high);
    return text;
}

std::string Strip::row(const Finding& finding) const {
    std::string text(width, ' ');
    if (!finding.effect) return text;
    text[half] = '|';
    if (const auto d = smallest_effect(finding); d && *d < reach_) {
        text[position(-*d)] = ':';
        text[position(*d)] = ':';
    }
    if (finding.effect_low && finding.effect_high) {
        const std::size_t low = position(*finding.effect_low);
        const std::size_t high = position(*finding.effect_high);
        for (std::size_t i = low; i <= high; ++i) text[i] = '=';
        if (*finding.effect_low < -reach_) text[low] = '<';
        if (*finding.effect_high > reach_) text[high] = '>';
    }
    text[position(*finding.effect)] = 'o';
    return text;
}

}  // namespace outcomes::render
