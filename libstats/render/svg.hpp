#pragma once

#include "libstats/render/drawing.hpp"
#include "libstats/render/palette.hpp"

#include <span>
#include <string>
#include <string_view>

namespace outcomes::render {

/// What a reader who does not see the picture is told.
struct SvgWords {
    std::string id;  ///< unique in the document; letters, digits, - and _
    std::string title;
    std::string description;
};

/// For a page with chart_css(): classes, no colours.
[[nodiscard]] std::string page_svg(const Drawing& drawing, const SvgWords& words);

/// A file of its own: colours as attributes on white, with title and subtitle in the picture.
[[nodiscard]] std::string file_svg(const Drawing& drawing, const SvgWords& words, std::string_view subtitle);

/// The rules for page_svg(): variables `--c-...` for light, dark, forced colours and print, and a class for
/// each look.
[[nodiscard]] std::string chart_css();

/// Whether a look is one of text.
[[nodiscard]] constexpr bool is_text(Look look) {
    return look <= Look::ink_many;
}

/// How a look is painted; `none` where it has no fill or no line.
struct Paint {
    Look look;
    std::string_view name;  ///< the class is "c-" and this
    Color fill = Color::none;
    Color stroke = Color::none;
    double width = 0;              ///< of the line
    std::string_view dashes = {};  ///< "4 3"
};
[[nodiscard]] std::span<const Paint> paints();

}  // namespace outcomes::render
