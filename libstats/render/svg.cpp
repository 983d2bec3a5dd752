#include "libstats/render/svg.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/render/markup.hpp"
#include "libstats/render/text_width.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <type_traits>
#include <utility>

namespace outcomes::render {
namespace {

constexpr std::string_view font = "Arial, Helvetica, \"Liberation Sans\", sans-serif";

constexpr std::array all_paints{
    Paint{Look::label, "label", Color::text},
    Paint{Look::head, "head", Color::text},
    Paint{Look::number, "num", Color::text},
    Paint{Look::small, "small", Color::text},
    Paint{Look::strong, "strong", Color::text},
    Paint{Look::tick, "tick", Color::axis},
    Paint{Look::said_improved, "saidimp", Color::improved},
    Paint{Look::said_worsened, "saidwor", Color::worsened},
    Paint{Look::said_neutral, "saidneu", Color::neutral},
    Paint{Look::ink_light, "inkl", Color::ink_light},
    Paint{Look::ink_dark, "inkd", Color::ink_dark},
    Paint{Look::ink_few, "inkf", Color::ink_few},
    Paint{Look::ink_many, "inkm", Color::ink_many},
    Paint{Look::grid, "grid", Color::none, Color::grid, 1},
    Paint{Look::axis, "axis", Color::none, Color::axis, 1},
    Paint{Look::zero, "zero", Color::none, Color::text, 1.5},
    Paint{Look::band, "band", Color::band},
    Paint{Look::band_edge, "bandedge", Color::none, Color::edge, 1, "4 3"},
    Paint{Look::bracket, "bracket", Color::none, Color::edge, 1},
    Paint{Look::range_improved, "rimp", Color::none, Color::improved, 3},
    Paint{Look::range_worsened, "rwor", Color::none, Color::worsened, 3},
    Paint{Look::range_neutral, "rneu", Color::none, Color::neutral, 3},
    Paint{Look::thin_range, "rthin", Color::none, Color::neutral, 1.5},
    Paint{Look::improved, "imp", Color::improved, Color::background, 1.5},
    Paint{Look::worsened, "wor", Color::worsened, Color::background, 1.5},
    Paint{Look::neutral, "neu", Color::neutral, Color::background, 1.5},
    Paint{Look::unclear, "unc", Color::background, Color::neutral, 2.5},
    Paint{Look::before, "pre", Color::background, Color::before, 2.5},
    Paint{Look::before_dot, "predot", Color::before, Color::background, 1},
    Paint{Look::stem, "stem", Color::none, Color::bar, 4},
    Paint{Look::bar_improved, "bimp", Color::improved},
    Paint{Look::bar_worsened, "bwor", Color::worsened},
    Paint{Look::bar_neutral, "bneu", Color::neutral},
    Paint{Look::bar_plain, "bar", Color::bar},
    Paint{Look::bar_edge, "edge", Color::none, Color::edge, 1},
    Paint{Look::course, "course", Color::none, Color::before, 1.5},
    Paint{Look::target, "target", Color::none, Color::worsened, 1.5, "6 4"},
    Paint{Look::event, "event", Color::none, Color::axis, 1, "2 3"},
    Paint{Look::box, "box", Color::none, Color::axis, 1.5},
    Paint{Look::box_on, "boxon", Color::none, Color::improved, 3},
    Paint{Look::arrow, "arrow", Color::none, Color::axis, 1.5},
    Paint{Look::arrow_head, "arrowhead", Color::axis},
    Paint{Look::cell_same, "same", Color::none, Color::text, 2},
    Paint{Look::seam, "seam", Color::none, Color::seam, 1.5},
    Paint{answer_look(Color::deepest_low), "a1", Color::deepest_low},
    Paint{answer_look(Color::deep_low), "a2", Color::deep_low},
    Paint{answer_look(Color::strong_low), "a3", Color::strong_low},
    Paint{answer_look(Color::pale_low), "a4", Color::pale_low},
    Paint{answer_look(Color::paler_low), "a5", Color::paler_low},
    Paint{answer_look(Color::middle), "a6", Color::middle},
    Paint{answer_look(Color::paler_high), "a7", Color::paler_high},
    Paint{answer_look(Color::pale_high), "a8", Color::pale_high},
    Paint{answer_look(Color::strong_high), "a9", Color::strong_high},
    Paint{answer_look(Color::deep_high), "a10", Color::deep_high},
    Paint{answer_look(Color::deepest_high), "a11", Color::deepest_high},
    Paint{heat_look(0), "h0", Color::heat_0},
    Paint{heat_look(1), "h1", Color::heat_1},
    Paint{heat_look(2), "h2", Color::heat_2},
    Paint{heat_look(3), "h3", Color::heat_3},
    Paint{heat_look(4), "h4", Color::heat_4},
};

const Paint& paint_of(Look look) {
    return all_paints[static_cast<std::size_t>(look)];
}

/// "12.3"; no minus before a zero, no ".0".
std::string px(double value) {
    std::string text = base::fixed(value, 1);
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text;
}

/// Writes shapes; with classes for a page, with colours for a file.
class Writer {
  public:
    explicit Writer(bool classes) : classes_(classes) {}

    void operator()(const Line& line) {
        out_ += fmt::format(R"(<line x1="{}" y1="{}" x2="{}" y2="{}"{}/>)", px(line.from.x), px(line.from.y),
                            px(line.to.x), px(line.to.y), style(line.look));
    }
    void operator()(const Rect& rect) {
        out_ += fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}"{}/>)", px(rect.x), px(rect.y),
                            px(rect.width), px(rect.height), style(rect.look));
    }
    void operator()(const Circle& circle) {
        out_ += fmt::format(R"(<circle cx="{}" cy="{}" r="{}"{}/>)", px(circle.center.x), px(circle.center.y),
                            px(circle.radius), style(circle.look));
    }
    void operator()(const Polyline& line) {
        std::string d;
        for (const Point& point : line.points)
            d += fmt::format("{}{} {}", d.empty() ? 'M' : 'L', px(point.x), px(point.y));
        out_ += fmt::format(R"(<path d="{}{}"{}/>)", d, line.closed ? "Z" : "", style(line.look));
    }
    void operator()(const Text& text) {
        constexpr std::array anchors{"", R"( text-anchor="middle")", R"( text-anchor="end")"};
        out_ += fmt::format(R"(<text x="{}" y="{}"{}{}>)", px(text.at.x), px(text.at.y), style(text.look),
                            anchors[static_cast<std::size_t>(text.anchor)]);
        if (!text.full.empty()) out_ += fmt::format("<title>{}</title>", escaped(text.full));
        out_ += escaped(text.text) + "</text>";
    }

    void add(std::string_view text) { out_ += text; }
    void add(const Drawing& drawing) {
        for (const Shape& shape : drawing.shapes) {
            std::visit(*this, shape);
            out_ += '\n';
        }
    }
    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    [[nodiscard]] std::string style(Look look) const {
        const Paint& paint = paint_of(look);
        if (classes_) return fmt::format(R"( class="c-{}")", paint.name);
        std::string text = fmt::format(R"( fill="{}")", color(paint.fill));
        if (paint.stroke != Color::none)
            text += fmt::format(R"( stroke="{}" stroke-width="{}")", color(paint.stroke), px(paint.width));
        if (!paint.dashes.empty()) text += fmt::format(R"( stroke-dasharray="{}")", paint.dashes);
        if (!is_text(look)) return text;
        const Letters letters = letters_of(look);
        text += fmt::format(R"( font-size="{}")", px(letters.size));
        if (letters.bold) text += R"( font-weight="bold")";
        return text;
    }
    static std::string_view color(Color color) { return color == Color::none ? "none" : swatch(color).light; }

    bool classes_;
    std::string out_;
};

/// Letters such as "w" begin a little left of where they are put.
constexpr double overhang = 2;

std::string opening(const SvgWords& words, double width, double height, std::string_view more) {
    return fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="-{6} 0 {0} {1}" width="{0}" height="{1}" role="img" stroke-linejoin="round" )"
        R"(aria-labelledby="{2}-t {2}-d"{3}>)"
        "\n"
        R"(<title id="{2}-t">{4}</title><desc id="{2}-d">{5}</desc>)"
        "\n",
        px(width + overhang), px(height), escaped(words.id), more, escaped(words.title),
        escaped(words.description), px(overhang));
}

/// Lines of a heading of a file; returns where the next thing may stand.
double add_lines(Writer& writer, const std::vector<std::string>& lines, double x, double y, double leading,
                 std::string_view style) {
    for (const std::string& line : lines) {
        writer.add(fmt::format("<text x=\"{}\" y=\"{}\"{}>{}</text>\n", px(x), px(y), style, escaped(line)));
        y += leading;
    }
    return y;
}

std::string variables(std::string_view Swatch::*form) {
    std::string text = ":root{";
    for (const Swatch& one : swatches()) text += fmt::format("--c-{}:{};", one.name, one.*form);
    text.back() = '}';
    return text;
}

std::string rule_of(const Paint& paint) {
    const auto value = [](Color color) {
        return color == Color::none ? std::string("none") : fmt::format("var(--c-{})", swatch(color).name);
    };
    std::string rule = fmt::format(".chart .c-{}{{fill:{}", paint.name, value(paint.fill));
    if (paint.stroke != Color::none)
        rule += fmt::format(";stroke:{};stroke-width:{}", value(paint.stroke), px(paint.width));
    if (!paint.dashes.empty()) rule += fmt::format(";stroke-dasharray:{}", paint.dashes);
    if (is_text(paint.look)) {
        const Letters letters = letters_of(paint.look);
        rule += fmt::format(";font-size:{}px", px(letters.size));
        if (letters.bold) rule += ";font-weight:700";
    }
    if (paint.look == Look::number) rule += ";font-variant-numeric:tabular-nums";
    return rule + "}\n";
}

}  // namespace

std::span<const Paint> paints() {
    return all_paints;
}

std::string page_svg(const Drawing& drawing, const SvgWords& words) {
    Writer writer(true);
    writer.add(opening(words, Drawing::width, drawing.height, R"( class="chart")"));
    writer.add(drawing);
    writer.add("</svg>\n");
    return writer.take();
}

std::string file_svg(const Drawing& drawing, const SvgWords& words, std::string_view subtitle) {
    constexpr double margin = 20;
    const auto title = wrap_to(words.title, Drawing::width, 18, 3, true).lines;
    const auto about = wrap_to(subtitle, Drawing::width, 14, 6).lines;
    const auto lines = [](const auto& list) {
        return list.front().empty() ? 0.0 : static_cast<double>(list.size());
    };
    const double top = margin + 24 * lines(title) + 20 * lines(about) + 14;
    const double width = Drawing::width + 2 * margin;
    const double height = top + drawing.height + margin;
    Writer writer(false);
    writer.add(opening(words, width, height, fmt::format(R"( font-family="{}")", escaped(font))));
    writer.add(fmt::format("<rect x=\"-{}\" width=\"{}\" height=\"{}\" fill=\"#FFFFFF\"/>\n", px(overhang),
                           px(width + overhang), px(height)));
    const double y =
        add_lines(writer, title, margin, margin + 16, 24,
                  fmt::format(R"( font-size="18" font-weight="bold" fill="{}")", swatch(Color::text).light));
    add_lines(writer, about, margin, y - 2, 20,
              fmt::format(R"( font-size="14" fill="{}")", swatch(Color::axis).light));
    writer.add(fmt::format("<g transform=\"translate({} {})\">\n", px(margin), px(top)));
    writer.add(drawing);
    writer.add("</g>\n</svg>\n");
    return writer.take();
}

std::string chart_css() {
    std::string css = variables(&Swatch::light) + "\n@media (prefers-color-scheme:dark){" +
                      variables(&Swatch::dark) + "}\n@media print{" + variables(&Swatch::light) +
                      "}\n@media (forced-colors:active){" + variables(&Swatch::forced) + "}\n";
    css += fmt::format(".chart{{display:block;max-width:100%;height:auto;min-width:42rem;font-family:{}}}\n",
                       font);
    css +=
        "@media "
        "print{.chart{min-width:0;width:100%;-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n";
    for (const Paint& paint : paints()) css += rule_of(paint);
    return css;
}

}  // namespace outcomes::render
