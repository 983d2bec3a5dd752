#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// How wide text in a chart will be, without a browser.
namespace outcomes::render {

/// Machines without Arial or its twins fall back to a font that is wider by this much.
inline constexpr double wider_font = 1.15;

/// Width in pixels in Arial of `size` pixels. What Arial does not have counts 0.6 em, or 1 em if it is wide.
[[nodiscard]] double text_width(std::string_view text, double size, bool bold = false);

/// The room to leave for a text: its width in the wider font.
[[nodiscard]] double text_room(std::string_view text, double size, bool bold = false);

/// Text in lines.
struct Lines {
    std::vector<std::string> lines;
    bool cut = false;  ///< the last line ends in an ellipsis and something is missing
};

/// Text broken at spaces into lines that fit into `width` pixels; a word that is longer than a line is
/// broken. What does not fit into `most` lines is cut. Control characters are made visible.
[[nodiscard]] Lines wrap_to(std::string_view text, double width, double size, std::size_t most = 2,
                            bool bold = false);

}  // namespace outcomes::render
