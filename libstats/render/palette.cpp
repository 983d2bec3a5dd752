#include "libstats/render/palette.hpp"

#include "libstats/base/outcome.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace outcomes::render {
namespace {

constexpr std::array all{
    Swatch{Color::background, "bg", "#FFFFFF", "#16181A", "Canvas"},
    Swatch{Color::text, "text", "#0B0C0C", "#F3F2F1", "CanvasText"},
    Swatch{Color::axis, "axis", "#595959", "#B1B4B6", "CanvasText"},
    Swatch{Color::grid, "grid", "#D9D9D9", "#33373B", "GrayText"},
    Swatch{Color::band, "band", "#EDEDED", "#2B2F33", "Canvas"},
    Swatch{Color::edge, "edge", "#767676", "#8A8F94", "CanvasText"},
    Swatch{Color::seam, "seam", "#FFFFFF", "#16181A", "CanvasText"},
    Swatch{Color::improved, "imp", "#12436D", "#6BACE6", "CanvasText"},
    Swatch{Color::worsened, "wor", "#9A3A0C", "#F5935F", "CanvasText"},
    Swatch{Color::neutral, "neu", "#595959", "#C4C7C9", "CanvasText"},
    Swatch{Color::before, "pre", "#767676", "#B1B4B6", "CanvasText"},
    Swatch{Color::bar, "bar", "#8C8F92", "#6F767C", "GrayText"},
    Swatch{Color::deepest_low, "a1", "#7A2E0E", "#8F3A14", "Canvas"},
    Swatch{Color::deep_low, "a2", "#9A3A0C", "#B4501A", "Canvas"},
    Swatch{Color::strong_low, "a3", "#D2642A", "#D2642A", "Canvas"},
    Swatch{Color::pale_low, "a4", "#F5A57F", "#F5A57F", "Canvas"},
    Swatch{Color::paler_low, "a5", "#F5B896", "#F5B896", "Canvas"},
    Swatch{Color::middle, "a6", "#DDDDDD", "#DDDDDD", "Canvas"},
    Swatch{Color::paler_high, "a7", "#9CCBF0", "#9CCBF0", "Canvas"},
    Swatch{Color::pale_high, "a8", "#7DB8E8", "#7DB8E8", "Canvas"},
    Swatch{Color::strong_high, "a9", "#2073BC", "#2073BC", "Canvas"},
    Swatch{Color::deep_high, "a10", "#12436D", "#2073BC", "Canvas"},
    Swatch{Color::deepest_high, "a11", "#12436D", "#154E80", "Canvas"},
    Swatch{Color::heat_0, "h0", "#F1F5F9", "#1F2429", "Canvas"},
    Swatch{Color::heat_1, "h1", "#D3E3F2", "#203A54", "Canvas"},
    Swatch{Color::heat_2, "h2", "#9CC3E6", "#2A5C8A", "Canvas"},
    Swatch{Color::heat_3, "h3", "#2073BC", "#6BACE6", "Canvas"},
    Swatch{Color::heat_4, "h4", "#12436D", "#B9DBF7", "Canvas"},
    Swatch{Color::ink_few, "inkf", "#0B0C0C", "#F3F2F1", "CanvasText"},
    Swatch{Color::ink_many, "inkm", "#FFFFFF", "#0B0C0C", "CanvasText"},
    Swatch{Color::ink_light, "inkl", "#FFFFFF", "#FFFFFF", "CanvasText"},
    Swatch{Color::ink_dark, "inkd", "#0B0C0C", "#0B0C0C", "CanvasText"},
};

constexpr double for_text = 4.5;
constexpr double for_marks = 3;
using enum Color;

constexpr std::array all_meetings{
    Meeting{text, background, for_text},
    Meeting{axis, background, for_text},
    Meeting{improved, background, for_text},
    Meeting{worsened, background, for_text},
    Meeting{neutral, background, for_text},
    Meeting{improved, band, for_marks},
    Meeting{worsened, band, for_marks},
    Meeting{neutral, band, for_marks},
    Meeting{text, band, for_marks},
    Meeting{edge, background, for_marks},
    Meeting{edge, band, for_marks},
    Meeting{before, background, for_marks},
    Meeting{bar, background, for_marks},
    Meeting{heat_3, background, for_marks},
    Meeting{ink_light, deepest_low, for_text},
    Meeting{ink_light, deep_low, for_text},
    Meeting{ink_dark, strong_low, for_text},
    Meeting{ink_dark, pale_low, for_text},
    Meeting{ink_dark, paler_low, for_text},
    Meeting{ink_dark, middle, for_text},
    Meeting{ink_dark, paler_high, for_text},
    Meeting{ink_dark, pale_high, for_text},
    Meeting{ink_light, strong_high, for_text},
    Meeting{ink_light, deep_high, for_text},
    Meeting{ink_light, deepest_high, for_text},
    Meeting{ink_few, heat_0, for_text},
    Meeting{ink_few, heat_1, for_text},
    Meeting{ink_few, heat_2, for_text},
    Meeting{ink_many, heat_3, for_text},
    Meeting{ink_many, heat_4, for_text},
};

constexpr std::array two{deep_low, deep_high};
constexpr std::array three{deep_low, middle, deep_high};
constexpr std::array four{deep_low, pale_low, pale_high, deep_high};
constexpr std::array five{deep_low, pale_low, middle, pale_high, deep_high};
constexpr std::array six{deepest_low, strong_low, paler_low, paler_high, strong_high, deepest_high};
constexpr std::array seven{deepest_low, strong_low, paler_low, middle, paler_high, strong_high, deepest_high};

/// Relative luminance (WCAG 2.2), 0 to 1.
double luminance(std::string_view color) {
    base::require(color.size() == 7 && color.front() == '#', "contrast: a colour is written #RRGGBB");
    constexpr std::array weights{0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        unsigned value = 0;
        const char* begin = color.data() + 1 + 2 * i;
        const auto read = std::from_chars(begin, begin + 2, value, 16);
        base::require(read.ptr == begin + 2, "contrast: a colour is written #RRGGBB");
        const double share = value / 255.0;
        sum += weights[i] * (share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4));
    }
    return sum;
}

}  // namespace

std::span<const Swatch> swatches() {
    return all;
}

const Swatch& swatch(Color color) {
    base::require(color != Color::none, "swatch: no colour");
    return all[static_cast<std::size_t>(color)];
}

std::span<const Meeting> meetings() {
    return all_meetings;
}

double contrast(std::string_view a, std::string_view b) {
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

std::span<const Color> answer_colors(std::size_t n) {
    switch (n) {
        case 2:
            return two;
        case 3:
            return three;
        case 4:
            return four;
        case 5:
            return five;
        case 6:
            return six;
        case 7:
            return seven;
        default:
            throw base::ContractError("answer_colors: there are colours for 2 to 7 answers");
    }
}

Color ink_on(Color fill) {
    const std::string_view back = swatch(fill).light;
    const bool light = contrast(swatch(ink_light).light, back) > contrast(swatch(ink_dark).light, back);
    return light ? ink_light : ink_dark;
}

}  // namespace outcomes::render
