#include "libstats/render/document_markdown.hpp"

#include "libstats/base/text.hpp"
#include "libstats/findings/verdict.hpp"
#include "libstats/render/phrases.hpp"
#include "libstats/render/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace outcomes::render {
namespace {

std::string markdown_of(const Runs& runs) {
    std::string out;
    for (const Run& run : runs) {
        const std::string text = markdown_cell(run.text);
        out += run.italic ? "*" + text + "*" : text;
    }
    return out;
}

/// A path in a link: what Markdown would read as its end is written in percent.
std::string link_path(std::string_view path) {
    std::string out;
    for (const char c : path) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~/").find(c) != std::string_view::npos;
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

/// A line that begins like a list or a heading is text.
std::string line_start(std::string text) {
    const bool acts = text.starts_with("- ") || text.starts_with("+ ") || text.starts_with("1. ");
    return acts ? "\\" + text : text;
}

class Writer {
  public:
    explicit Writer(const std::string& folder) : folder_(folder) {
        if (!folder_.empty() && !folder_.ends_with('/')) folder_ += '/';
    }

    void operator()(const DocHeading& heading) {
        const auto level = static_cast<std::size_t>(heading.level);
        block(std::string(level, '#') + ' ' + markdown_cell(heading.text));
    }

    void operator()(const DocParagraph& paragraph) {
        const std::string lead_in =
            paragraph.lead_in.empty() ? "" : "**" + markdown_cell(paragraph.lead_in) + "** ";
        const std::string quote = paragraph.voice == DocVoice::evaluator ? "> " : "";
        block(quote + lead_in + line_start(markdown_of(paragraph.runs)));
    }

    void operator()(const DocList& list) {
        std::string text;
        for (const Runs& item : list.items) text += (text.empty() ? "- " : "\n- ") + markdown_of(item);
        block(text);
    }

    /// Fenced by more backticks than the text has in a row.
    void operator()(const DocCode& code) {
        std::size_t longest = 2;
        std::size_t run = 0;
        for (const char c : code.text) longest = std::max(longest, c == '`' ? ++run : (run = 0));
        const std::string fence(longest + 1, '`');
        block(fence + '\n' + base::printable(code.text) + '\n' + fence);
    }

    void operator()(const DocTable& table) {
        block("**" + markdown_cell(table.caption) + "**");
        std::string text = "|";
        for (const DocColumn& column : table.columns) text += ' ' + markdown_cell(column.title) + " |";
        text += "\n|";
        for (const DocColumn& column : table.columns) text += column.number ? " ---: |" : " --- |";
        for (const auto& row : table.rows) {
            text += "\n|";
            for (const DocCell& cell : row) text += ' ' + cell_of(cell) + " |";
        }
        block(text);
    }

    void operator()(const DocFigure& figure) {
        block("**" + markdown_cell(figure.headline) + "**  \n" + markdown_cell(figure.subtitle));
        for (const std::string& file : figure.files)
            block("![" + markdown_cell(figure.description) + "](" + link_path(folder_ + file) + ')');
    }

    void block(const std::string& text) { out_ += (out_.empty() ? "" : "\n") + text + '\n'; }
    [[nodiscard]] const std::string& text() const { return out_; }

  private:
    static std::string cell_of(const DocCell& cell) {
        const auto verdict = findings::verdict_from_id(cell.verdict);
        if (!verdict) return markdown_cell(cell.text);
        return fmt::format("{} {}", markdown_cell(std::string(1, findings::verdict_mark(*verdict))),
                           markdown_cell(cell.text));
    }

    std::string folder_;
    std::string out_;
};

}  // namespace

std::string document_markdown(const Document& document, const std::string& folder) {
    Writer writer(folder);
    writer.block("# " + markdown_cell(document.title));
    for (const std::string& line : document.subtitles) writer.block(line_start(markdown_cell(line)));
    if (!document.statement.empty()) writer.block(markdown_cell(document.statement));
    for (const DocBlock& block : document.blocks) std::visit(writer, block);
    for (const std::string& line : document.footer) writer.block(line_start(markdown_cell(line)));
    return writer.text();
}

}  // namespace outcomes::render
