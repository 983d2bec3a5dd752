#include "libstats/render/document_html.hpp"

#include "libstats/render/markup.hpp"
#include "libstats/render/phrases.hpp"
#include "libstats/render/report_style.hpp"
#include "libstats/render/svg.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <variant>

namespace outcomes::render {
namespace {

struct VerdictMark {
    std::string_view verdict;
    std::string_view shape;  ///< as in the charts: shape, word and colour say the same
    std::string_view style;
};
constexpr std::array marks{
    VerdictMark{"improved", "\xe2\x97\x8f", "imp"},              // filled circle
    VerdictMark{"worsened", "\xe2\x97\x86", "wor"},              // diamond
    VerdictMark{"rose", "\xe2\x96\xba", "neu"},                  // triangle to the right
    VerdictMark{"fell", "\xe2\x97\x84", "neu"},                  // triangle to the left
    VerdictMark{"no_meaningful_change", "\xe2\x96\xa0", "neu"},  // square
    VerdictMark{"inconclusive", "\xe2\x97\x8b", "neu"},          // ring
};

std::string html_of(const Runs& runs) {
    std::string out;
    for (const Run& run : runs) {
        const std::string text = escaped(run.text);
        out += run.italic ? "<i>" + text + "</i>" : text;
    }
    return out;
}

/// "Improved (may be small)": mark and word in one line, the remark below them.
std::string verdict_html(const DocCell& cell) {
    const std::size_t end = cell.text.find(" (");
    const std::string word = escaped(cell.text.substr(0, end));
    const std::string remark =
        end == std::string::npos ? "" : "<small>" + escaped(cell.text.substr(end + 1)) + "</small>";
    for (const VerdictMark& mark : marks) {
        if (mark.verdict == cell.verdict)
            return fmt::format(
                R"(<td class="t"><span class="v {}"><span aria-hidden="true">{}</span>{}</span>{}</td>)",
                mark.style, mark.shape, word, remark);
    }
    return "<td class=\"t\">" + word + remark + "</td>";
}

class Writer {
  public:
    void operator()(const DocHeading& heading) {
        add("<h{0} id=\"{1}\">{2}</h{0}>\n", heading.level, escaped(heading.id), escaped(heading.text));
    }

    void operator()(const DocParagraph& paragraph) {
        const std::string_view style = paragraph.voice == DocVoice::evaluator ? " class=\"ev\""
                                       : paragraph.voice == DocVoice::note    ? " class=\"note\""
                                                                              : "";
        const std::string lead_in =
            paragraph.lead_in.empty() ? "" : "<strong>" + escaped(paragraph.lead_in) + "</strong> ";
        add("<p{}>{}{}</p>\n", style, lead_in, html_of(paragraph.runs));
    }

    void operator()(const DocList& list) {
        add("<ul{}>\n", list.strong ? " class=\"findings\"" : "");
        for (const Runs& item : list.items) add("<li>{}</li>\n", html_of(item));
        out_ += "</ul>\n";
    }

    void operator()(const DocCode& code) { add("<pre><code>{}</code></pre>\n", escaped(code.text)); }

    void operator()(const DocTable& table) {
        if (table.folded) add("<details><summary>{}</summary>\n", escaped(say("page.data")));
        open_scroll(fmt::format("Table {}: {}", ++tables_, table.caption), "");
        add("<table id=\"{}\">\n<caption>{}</caption>\n<thead><tr>", escaped(table.id),
            escaped(table.caption));
        for (const DocColumn& column : table.columns)
            add("<th scope=\"col\"{}>{}</th>", style_of(column), escaped(column.title));
        out_ += "</tr></thead>\n<tbody>\n";
        for (const auto& row : table.rows) add_row(table, row);
        out_ += "</tbody>\n</table>\n</section>\n";
        if (table.folded) out_ += "</details>\n";
    }

    void operator()(const DocFigure& figure) {
        ++charts_;
        const std::size_t parts = figure.pictures.size();
        add("<figure id=\"chart-{}\"{}>\n", escaped(figure.id), parts > 1 ? " class=\"parts\"" : "");
        add("<figcaption><p class=\"headline\">{}</p><p class=\"sub\">{}</p></figcaption>\n",
            escaped(figure.headline), escaped(figure.subtitle));
        for (std::size_t i = 0; i < parts; ++i) {
            std::string name = fmt::format("Chart {}: {}", charts_, figure.headline);
            if (parts > 1)
                name += ", " + say("page.part",
                                   {{"part", fmt::format("{}", i + 1)}, {"parts", fmt::format("{}", parts)}});
            open_scroll(name, " part");
            out_ += figure.pictures[i];
            out_ += "</section>\n";
        }
        out_ += "</figure>\n";
    }

    [[nodiscard]] const std::string& text() const { return out_; }

  private:
    template <class... Values>
    void add(fmt::format_string<Values...> form, Values&&... values) {
        fmt::format_to(std::back_inserter(out_), form, std::forward<Values>(values)...);
    }

    void open_scroll(const std::string& name, std::string_view style) {
        add("<section class=\"scroll{}\" tabindex=\"0\" aria-label=\"{}\">\n", style,
            escaped(say("page.scrolls", {{"name", name}})));
    }

    static std::string_view style_of(const DocColumn& column) {
        return column.number ? "" : (column.code ? " class=\"t code\"" : " class=\"t\"");
    }

    void add_row(const DocTable& table, const std::vector<DocCell>& row) {
        out_ += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) {
            const DocCell& cell = row[i];
            const std::string_view style = style_of(table.columns.at(i));
            if (i == 0)
                add("<th scope=\"row\">{}</th>", escaped(cell.text));
            else if (!cell.verdict.empty())
                out_ += verdict_html(cell);
            else
                add("<td{}>{}</td>", style, escaped(cell.text));
        }
        out_ += "</tr>\n";
    }

    std::string out_;
    int tables_ = 0;
    int charts_ = 0;
};

/// What stands before the sections: title, place, for whom the page is.
std::string header_html(const Document& document) {
    std::string out = "<header>\n<h1>" + escaped(document.title) + "</h1>\n";
    for (const std::string& line : document.subtitles) out += "<p>" + escaped(line) + "</p>\n";
    if (!document.statement.empty())
        out += "<p class=\"statement\">" + escaped(document.statement) + "</p>\n";
    return out + "</header>\n";
}

std::string contents_html(const Document& document) {
    std::string out = "<nav aria-label=\"" + escaped(say("page.contents")) + "\">\n<ol>\n";
    for (const DocBlock& block : document.blocks) {
        const auto* heading = std::get_if<DocHeading>(&block);
        if (heading == nullptr || heading->level != 2) continue;
        out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", escaped(heading->id), escaped(heading->text));
    }
    return out + "</ol>\n</nav>\n";
}

}  // namespace

std::string document_html(const Document& document) {
    Writer writer;
    for (const DocBlock& block : document.blocks) std::visit(writer, block);
    std::string out =
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
        escaped(document.title) + "</title>\n<style>\n" + report_css() + "</style>\n</head>\n<body>\n";
    out += "<a class=\"skip\" href=\"#main\">" + escaped(say("page.skip")) + "</a>\n";
    out += header_html(document) + contents_html(document);
    out += "<main id=\"main\">\n" + writer.text() + "</main>\n<footer>\n";
    for (const std::string& line : document.footer) out += "<p>" + escaped(line) + "</p>\n";
    return out + "</footer>\n</body>\n</html>\n";
}

}  // namespace outcomes::render
