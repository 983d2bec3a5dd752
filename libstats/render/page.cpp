#include "libstats/render/page.hpp"

#include "libstats/base/text.hpp"

namespace outcomes::render {
namespace {

struct TextBlock {
    std::size_t width;
    bool color;

    std::string operator()(const Title& title) const {
        std::string text = wrapped(base::printable(title.text), width);
        if (!color) return text;
        text.pop_back();
        return "\x1b[1m" + text + "\x1b[0m\n";
    }
    std::string operator()(const Heading& heading) const {
        return wrapped(base::printable(heading.text), width);
    }
    std::string operator()(const Paragraph& paragraph) const {
        return wrapped(base::printable(paragraph.text), width);
    }
    std::string operator()(const Remark& remark) const {
        return wrapped(base::printable(remark.text), width, 2, 2);
    }
    std::string operator()(const TextTable& table) const { return table.to_text(width); }
};

struct MarkdownBlock {
    std::string operator()(const Title& title) const { return "## " + markdown_cell(title.text) + '\n'; }
    std::string operator()(const Heading& heading) const {
        return "### " + markdown_cell(heading.text) + '\n';
    }
    std::string operator()(const Paragraph& paragraph) const { return markdown_cell(paragraph.text) + '\n'; }
    std::string operator()(const Remark& remark) const { return "- " + markdown_cell(remark.text) + '\n'; }
    std::string operator()(const TextTable& table) const { return table.to_markdown(); }
};

/// A title stands over its first line, a heading over its block, a remark under the one before.
bool joins(const Block& before, const Block& block) {
    const bool over = std::holds_alternative<Title>(before) || std::holds_alternative<Heading>(before);
    const bool list = std::holds_alternative<Remark>(before) && std::holds_alternative<Remark>(block);
    return over || list;
}

bool is_list(const Block& before, const Block& block) {
    return std::holds_alternative<Remark>(before) && std::holds_alternative<Remark>(block);
}

}  // namespace

std::string page_to_text(const Page& page, std::size_t width, bool color) {
    std::string out;
    for (std::size_t i = 0; i < page.size(); ++i) {
        if (i > 0 && !joins(page[i - 1], page[i])) out += '\n';
        out += std::visit(TextBlock{width, color}, page[i]);
    }
    return out;
}

std::string page_to_markdown(const Page& page) {
    std::string out;
    for (std::size_t i = 0; i < page.size(); ++i) {
        if (i > 0 && !is_list(page[i - 1], page[i])) out += '\n';
        out += std::visit(MarkdownBlock{}, page[i]);
    }
    return out;
}

}  // namespace outcomes::render
