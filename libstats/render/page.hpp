#pragma once

#include "libstats/render/text_table.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace outcomes::render {

struct Title {
    std::string text;
};
struct Heading {
    std::string text;
};
struct Paragraph {
    std::string text;
};
/// One remark; remarks that follow each other make a list.
struct Remark {
    std::string text;
};
using Block = std::variant<Title, Heading, Paragraph, Remark, TextTable>;

/// What is to be read from top to bottom, before it is known how it is written.
using Page = std::vector<Block>;

/// Plain text: no line is longer than `width`, blocks are separated by one empty line.
[[nodiscard]] std::string page_to_text(const Page& page, std::size_t width, bool color = false);

/// Markdown as GitHub reads it.
[[nodiscard]] std::string page_to_markdown(const Page& page);

}  // namespace outcomes::render
