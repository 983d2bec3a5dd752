#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// The colours of charts: each has a light and a dark form, and every pair that meets is checked for
/// contrast.
namespace outcomes::render {

enum class Color : std::uint8_t {
    background,
    text,
    axis,
    grid,
    band,
    edge,
    seam,  ///< between pieces of a bar: the page shines through
    improved,
    worsened,
    neutral,
    before,
    bar,
    deepest_low,  ///< answers, from the lower end ...
    deep_low,
    strong_low,
    pale_low,
    paler_low,
    middle,
    paler_high,
    pale_high,
    strong_high,
    deep_high,
    deepest_high,  ///< ... to the higher
    heat_0,        ///< people, from few ...
    heat_1,
    heat_2,
    heat_3,
    heat_4,   ///< ... to many
    ink_few,  ///< on the cells of few people
    ink_many,
    ink_light,  ///< on dark fills, whatever the page
    ink_dark,   ///< on pale fills
    none
};

/// One colour: how style sheets call it and what it is.
struct Swatch {
    Color color;
    std::string_view name;    ///< "imp": the variable is --c-imp
    std::string_view light;   ///< "#12436D"
    std::string_view dark;    ///< where the page is dark
    std::string_view forced;  ///< system colour where the reader forces colours
};

/// All colours but `none`, in the order of the enumeration.
[[nodiscard]] std::span<const Swatch> swatches();
[[nodiscard]] const Swatch& swatch(Color color);

/// Two colours that meet in a chart, and the contrast that they need: 4.5 for text, 3 for marks.
struct Meeting {
    Color front;
    Color back;
    double least;
};
[[nodiscard]] std::span<const Meeting> meetings();

/// Contrast of two colours "#RRGGBB" as WCAG 2.2 defines it, 1 to 21.
/// @throws base::ContractError  not a colour of this form
[[nodiscard]] double contrast(std::string_view a, std::string_view b);

/// Fills for `n` ordered answers, low to high; 2 <= n <= 7. @throws base::ContractError otherwise
[[nodiscard]] std::span<const Color> answer_colors(std::size_t n);

/// The ink that is read best on a fill: ink_light or ink_dark.
[[nodiscard]] Color ink_on(Color fill);

}  // namespace outcomes::render
