#include "libstats/render/workbook_charts.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/findings/verdict.hpp"
#include "libstats/render/wording.hpp"
#include "libstats/render/workbook_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Finding;

constexpr double chart_width = 960;
constexpr double default_width = 480;  ///< of libxlsxwriter, in pixels
constexpr double default_height = 288;
constexpr double row_height = 20;         ///< of a sheet
constexpr std::uint8_t print_scale = 51;  ///< a chart as wide as a page of A4
constexpr lxw_row_t rows_of_page = 88;
constexpr std::size_t most_of_name = 38;
constexpr std::size_t most_of_title = 120;
constexpr std::size_t most_of_answer = 40;

constexpr lxw_color_t text_color = 0x0B0C0C;
constexpr lxw_color_t axis_color = 0x595959;
constexpr lxw_color_t better_color = 0x12436D;
constexpr lxw_color_t worse_color = 0x9A3A0C;
constexpr lxw_color_t neutral_color = 0x595959;
constexpr lxw_color_t white = 0xFFFFFF;
constexpr lxw_color_t black = 0x0B0C0C;

/// Columns of the sheets of data.
enum ForestColumn : lxw_col_t { lower = 3, upper, change, bottom, top, name_at, figures_at };
enum AnswersColumn : lxw_col_t { bar = 3, first_answer };

/// The mark of a result: told by its shape as well as by its colour.
struct Mark {
    std::string_view verdict;
    lxw_chart_marker_type shape;
    lxw_color_t color;
    std::uint8_t size;
};
constexpr std::array marks{Mark{"improved", LXW_CHART_MARKER_CIRCLE, better_color, 10},
                           Mark{"worsened", LXW_CHART_MARKER_DIAMOND, worse_color, 12},
                           Mark{"no_meaningful_change", LXW_CHART_MARKER_SQUARE, neutral_color, 9},
                           Mark{"inconclusive", LXW_CHART_MARKER_TRIANGLE, neutral_color, 10},
                           Mark{"rose", LXW_CHART_MARKER_CIRCLE, text_color, 10},
                           Mark{"fell", LXW_CHART_MARKER_DIAMOND, text_color, 12}};

const Mark& mark_of(const Finding& row) {
    const auto* found = std::find_if(marks.begin(), marks.end(),
                                     [&](const Mark& mark) { return mark.verdict == row.verdict; });
    return found == marks.end() ? marks[3] : *found;
}

lxw_chart_font font_of(double size, lxw_color_t color = text_color) {
    static char arial[] = "Arial";
    lxw_chart_font font{};
    font.name = arial;
    font.size = size;
    font.color = color;
    font.bold = LXW_EXPLICIT_FALSE;
    return font;
}

/// Colours from the lowest answer to the highest; the better end is blue.
std::vector<lxw_color_t> colors_of(const AnswersChart& chart) {
    static constexpr std::array<lxw_color_t, 7> seven{0x7A2E0E, 0xD2642A, 0xF5B896, 0xDDDDDD,
                                                      0x9CCBF0, 0x2073BC, 0x12436D};
    static constexpr std::array<lxw_color_t, 7> kinds{0x12436D, 0x28A197, 0x801650, 0xF46A25,
                                                      0x3D3D3D, 0xA285D1, 0xBFBFBF};
    static constexpr std::array<std::array<std::size_t, 7>, 8> chosen{{{},
                                                                       {},
                                                                       {1, 5},
                                                                       {1, 3, 5},
                                                                       {0, 2, 4, 6},
                                                                       {0, 2, 3, 4, 6},
                                                                       {0, 1, 2, 4, 5, 6},
                                                                       {0, 1, 2, 3, 4, 5, 6}}};
    std::vector<lxw_color_t> colors;
    for (const std::size_t place : chart.places) {
        const bool from_top = chart.ordered && chart.better == "lower";
        const std::size_t at = from_top ? chart.n_places - 1 - place : place;
        colors.push_back(chart.ordered ? seven[chosen.at(chart.n_places).at(at)] : kinds[at]);
    }
    return colors;
}

/// Black or white, whichever is easier to read on the colour (relative luminance of WCAG 2).
lxw_color_t ink_on(lxw_color_t color) {
    const auto part = [&](unsigned shift) {
        const double level = static_cast<double>((color >> shift) & 0xFFU) / 255;
        return level <= 0.04045 ? level / 12.92 : std::pow((level + 0.055) / 1.055, 2.4);
    };
    const double light = 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0);
    return light > 0.18 ? black : white;
}

/// One series of a chart, drawn from cells.
class Series {
  public:
    Series(lxw_chart* chart, const WrittenSheet& data)
        : series_(chart_add_series(chart, nullptr, nullptr)), data_(&data) {
        base::require(series_ != nullptr, "libxlsxwriter has no memory");
    }
    void x(std::size_t row, lxw_col_t first, lxw_col_t last, std::size_t n_rows = 1) {
        const auto at = data_->first_row + static_cast<lxw_row_t>(row);
        chart_series_set_categories(series_, data_->name.c_str(), at, first,
                                    at + static_cast<lxw_row_t>(n_rows) - 1, last);
    }
    void y(std::size_t row, lxw_col_t first, lxw_col_t last, std::size_t n_rows = 1) {
        const auto at = data_->first_row + static_cast<lxw_row_t>(row);
        chart_series_set_values(series_, data_->name.c_str(), at, first,
                                at + static_cast<lxw_row_t>(n_rows) - 1, last);
    }
    void name(std::string_view text) {
        chart_series_set_name(series_, chart_text(text, most_of_answer).c_str());
    }
    void line(lxw_color_t color, float width, lxw_chart_line_dash_type dash = LXW_CHART_LINE_DASH_SOLID) {
        lxw_chart_line style{};
        style.color = color;
        style.width = width;
        style.dash_type = static_cast<std::uint8_t>(dash);
        chart_series_set_line(series_, &style);
    }
    void no_line() {
        lxw_chart_line style{};
        style.none = LXW_TRUE;
        chart_series_set_line(series_, &style);
    }
    void no_mark() { chart_series_set_marker_type(series_, LXW_CHART_MARKER_NONE); }
    void mark(const Mark& mark) {
        chart_series_set_marker_type(series_, static_cast<std::uint8_t>(mark.shape));
        chart_series_set_marker_size(series_, mark.size);
        lxw_chart_fill fill{};
        fill.color = mark.color;
        chart_series_set_marker_fill(series_, &fill);
        lxw_chart_line edge{};
        edge.color = mark.color;
        edge.width = 1;
        chart_series_set_marker_line(series_, &edge);
    }
    void labels(std::vector<std::string> texts, lxw_chart_label_position position) {
        lxw_chart_font font = font_of(10);
        std::vector<lxw_chart_data_label> labels(texts.size());
        std::vector<lxw_chart_data_label*> pointers;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            labels[i].value = texts[i].data();
            labels[i].font = &font;
            pointers.push_back(&labels[i]);
        }
        pointers.push_back(nullptr);
        chart_series_set_labels(series_);
        chart_series_set_labels_position(series_, static_cast<std::uint8_t>(position));
        chart_series_set_labels_font(series_, &font);
        chart_series_set_labels_custom(series_, pointers.data());
    }
    void bar(lxw_color_t color) {
        lxw_chart_fill fill{};
        fill.color = color;
        chart_series_set_fill(series_, &fill);
        lxw_chart_line edge{};
        edge.color = white;
        edge.width = 1;
        chart_series_set_line(series_, &edge);
        lxw_chart_font font = font_of(10, ink_on(color));
        chart_series_set_labels(series_);
        chart_series_set_labels_font(series_, &font);
        chart_series_set_labels_num_format(series_, "#,##0;;");
    }

  private:
    lxw_chart_series* series_;
    const WrittenSheet* data_;
};

void set_title(lxw_chart* chart, const std::string& title) {
    lxw_chart_font font = font_of(14);
    font.bold = LXW_TRUE;
    chart_title_set_name(chart, chart_text(title, most_of_title).c_str());
    chart_title_set_name_font(chart, &font);
}

void set_axis_look(lxw_chart_axis* axis) {
    lxw_chart_font font = font_of(11);
    chart_axis_set_num_font(axis, &font);
    lxw_chart_line line{};
    line.color = axis_color;
    chart_axis_set_line(axis, &line);
    chart_axis_major_gridlines_set_visible(axis, LXW_FALSE);
}

/// The x axis is wider than what is drawn: left of it stand the names, right of it the figures. Its numbers
/// are texts of the chart, as an axis cannot leave some of its own out.
void set_forest_axes(lxw_chart* chart, const ForestChart& forest) {
    chart_axis_set_min(chart->x_axis, forest.names_at);
    chart_axis_set_max(chart->x_axis, forest.figures_at + (forest.high - forest.low) * 0.4);
    chart_axis_set_min(chart->y_axis, -2);
    chart_axis_set_max(chart->y_axis, static_cast<double>(forest.rows.size()) + 1);
    for (lxw_chart_axis* axis : {chart->x_axis, chart->y_axis}) {
        chart_axis_major_gridlines_set_visible(axis, LXW_FALSE);
        chart_axis_off(axis);
    }
}

/// "+0.25", with a true minus.
std::string tick_text(double at, double step) {
    const int digits = step >= 1 ? 0 : (std::abs(step * 10 - std::round(step * 10)) < 1e-9 ? 1 : 2);
    std::string text = signed_number(at, digits);
    if (text.starts_with('-')) text.replace(0, 1, "\xE2\x88\x92");
    return text;
}

/// "+0.38 (+0.26 to +0.49)"
std::string figures_text(const Finding& row) {
    return chart_text(fmt::format("{} ({})", signed_number(row.effect, 2),
                                  signed_interval(row.effect_low, row.effect_high, 2)),
                      most_of_name);
}

struct LineLook {
    std::string_view name;
    lxw_color_t color;
    float width;
    lxw_chart_line_dash_type dash;
};

LineLook look_of(ForestLine line) {
    switch (line) {
        case ForestLine::zero:
            return {"zero line", text_color, 1.25F, LXW_CHART_LINE_DASH_SOLID};
        case ForestLine::band:
            return {"smallest change that matters", 0x767676, 1.0F, LXW_CHART_LINE_DASH_DASH};
        case ForestLine::axis:
        case ForestLine::tick:
            break;
    }
    return {"axis", axis_color, 1.0F, LXW_CHART_LINE_DASH_SOLID};
}

void add_forest_lines(lxw_chart* chart, const ForestChart& forest, const WrittenSheet& data) {
    for (std::size_t i = 0; i < forest.lines.size(); ++i) {
        const LineLook look = look_of(forest.lines[i].kind);
        Series series(chart, data);
        series.x(forest.first_row + i, lower, upper);
        series.y(forest.first_row + i, bottom, top);
        series.name(look.name);
        series.line(look.color, look.width, look.dash);
        series.no_mark();
    }
}

void add_forest_rows(lxw_chart* chart, const ForestChart& forest, const WrittenSheet& data) {
    const std::size_t first = forest.first_row + forest.lines.size();
    for (std::size_t i = 0; i < forest.rows.size(); ++i) {
        Series series(chart, data);
        series.x(first + i, lower, upper);
        series.y(first + i, bottom, top);
        series.name(row_name(*forest.rows[i]));
        series.line(mark_of(*forest.rows[i]).color, 2.25F);
        series.no_mark();
    }
    for (std::size_t i = 0; i < forest.rows.size(); ++i) {
        Series series(chart, data);
        series.x(first + i, change, change);
        series.y(first + i, bottom, bottom);
        series.name(findings::verdict_words(*findings::verdict_from_id(forest.rows[i]->verdict)));
        series.no_line();
        series.mark(mark_of(*forest.rows[i]));
    }
}

/// Texts beside points that are not drawn.
struct Texts {
    std::size_t first_row;
    ForestColumn column;
    lxw_chart_label_position position;
    std::vector<std::string> texts;
};

std::vector<Texts> forest_texts(const ForestChart& forest) {
    const std::size_t first = forest.first_row + forest.lines.size();
    Texts ticks{forest.first_row, lower, LXW_CHART_LABEL_POSITION_BELOW, {}};
    Texts names{first, name_at, LXW_CHART_LABEL_POSITION_RIGHT, {}};
    Texts figures{first, figures_at, LXW_CHART_LABEL_POSITION_RIGHT, {}};
    for (const ForestChart::Line& line : forest.lines) {
        if (line.kind == ForestLine::tick) ticks.texts.push_back(tick_text(line.from, forest.step));
    }
    for (const Finding* row : forest.rows) {
        names.texts.push_back(chart_text(row_name(*row), most_of_name));
        figures.texts.push_back(figures_text(*row));
    }
    Texts axis{first + forest.rows.size(),
               change,
               LXW_CHART_LABEL_POSITION_CENTER,
               {"\xE2\x86\x90 got worse", "standard deviations", "got better \xE2\x86\x92"}};
    return {std::move(ticks), std::move(names), std::move(figures), std::move(axis)};
}

constexpr std::size_t n_text_series = 4;

void add_forest_texts(lxw_chart* chart, const ForestChart& forest, const WrittenSheet& data) {
    for (Texts& part : forest_texts(forest)) {
        Series series(chart, data);
        series.x(part.first_row, part.column, part.column, part.texts.size());
        series.y(part.first_row, bottom, bottom, part.texts.size());
        series.name("texts");
        series.no_line();
        series.no_mark();
        series.labels(std::move(part.texts), part.position);
    }
}

/// One entry for each result and one for the smallest change; the rest of the series stay out.
void set_forest_legend(lxw_chart* chart, const ForestChart& forest) {
    std::vector<std::int16_t> dropped;
    std::int16_t series = 0;
    std::set<std::string_view> named;
    const auto keep_first = [&](std::string_view name) {
        if (!named.insert(name).second) dropped.push_back(series);
        ++series;
    };
    const auto drop = [&] { dropped.push_back(series++); };
    for (const ForestChart::Line& line : forest.lines)
        line.kind == ForestLine::band ? keep_first("band") : drop();
    for (std::size_t i = 0; i < forest.rows.size(); ++i) drop();
    for (const Finding* row : forest.rows) keep_first(row->verdict);
    for (std::size_t i = 0; i < n_text_series; ++i) drop();
    dropped.push_back(-1);
    lxw_chart_font font = font_of(11);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &font);
    chart_legend_delete_series(chart, dropped.data());
}

std::string counts_of_results(const ForestChart& forest) {
    std::string text;
    for (const Mark& mark : marks) {
        const auto n = std::count_if(forest.rows.begin(), forest.rows.end(),
                                     [&](const Finding* row) { return row->verdict == mark.verdict; });
        if (n == 0) continue;
        const auto words = findings::verdict_words(*findings::verdict_from_id(mark.verdict));
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", words, n);
    }
    return text;
}

}  // namespace

ChartsSheet::ChartsSheet(WorkbookWriter& writer, lxw_worksheet* sheet)
    : writer_(writer), sheet_(sheet), next_row_(3), page_begins_(0) {
    worksheet_set_portrait(sheet_);
    worksheet_set_print_scale(sheet_, print_scale);
    writer_.write_title(sheet_, "Charts");
    writer_.write_text(
        sheet_, 1, 0,
        "The same figures stand on the sheets Scales and Answers. This shows change, not its cause.",
        CellLook::text, false);
}

void ChartsSheet::place(lxw_chart* chart, const std::string& title, const std::string& says,
                        std::size_t height) {
    ++n_charts_;
    const auto n_rows = 4 + static_cast<lxw_row_t>(std::ceil(static_cast<double>(height) / row_height));
    if (next_row_ + n_rows > page_begins_ + rows_of_page && n_charts_ > 1) {
        page_begins_ = next_row_;
        breaks_.push_back(page_begins_);
    }
    writer_.write_text(sheet_, next_row_, 0, fmt::format("Chart {}. {}", n_charts_, title), CellLook::heading,
                       false);
    writer_.write_text(sheet_, next_row_ + 1, 0, says, CellLook::text, false);
    std::string description = chart_text(fmt::format("{}. {}", title, says), 250);
    lxw_chart_line border{};
    border.none = LXW_TRUE;
    chart_chartarea_set_line(chart, &border);
    lxw_chart_options options{};
    options.x_scale = chart_width / default_width;
    options.y_scale = static_cast<double>(height) / default_height;
    options.description = description.data();
    const lxw_error error = worksheet_insert_chart_opt(sheet_, next_row_ + 2, 0, chart, &options);
    base::require(error == LXW_NO_ERROR, "a chart has series");
    next_row_ += n_rows;
}

void ChartsSheet::finish() {
    if (breaks_.empty()) return;
    breaks_.push_back(0);
    worksheet_set_h_pagebreaks(sheet_, breaks_.data());
}

void ChartsSheet::add(const ForestChart& forest, const WrittenSheet& data) {
    lxw_chart* chart = writer_.add_chart(LXW_CHART_SCATTER_STRAIGHT);
    add_forest_lines(chart, forest, data);
    add_forest_rows(chart, forest, data);
    add_forest_texts(chart, forest, data);
    set_forest_axes(chart, forest);
    set_forest_legend(chart, forest);
    set_title(chart, forest.title);
    place(chart, forest.title,
          counts_of_results(forest) +
              ". Lines are 95 % intervals of the change, in standard deviations; better "
              "is to the right.",
          130 + 34 * (forest.rows.size() + 2));
}

void ChartsSheet::add(const AnswersChart& answers, const WrittenSheet& data) {
    lxw_chart* chart = writer_.add_chart(LXW_CHART_BAR_STACKED_PERCENT);
    const std::vector<lxw_color_t> colors = colors_of(answers);
    for (std::size_t a = 0; a < answers.answers.size(); ++a) {
        const auto column = static_cast<lxw_col_t>(first_answer + a);
        Series series(chart, data);
        series.x(answers.first_row, bar, bar, answers.n_bars);
        series.y(answers.first_row, column, column, answers.n_bars);
        series.name(answers.answers[a]);
        series.bar(colors[a]);
    }
    chart_set_series_gap(chart, 30);
    set_axis_look(chart->x_axis);
    set_axis_look(chart->y_axis);
    chart_axis_set_reverse(chart->y_axis);  // of a bar chart that of the categories: the first on top
    chart_axis_set_crossing_max(chart->y_axis);
    chart_axis_set_num_format(chart->x_axis, "0%");
    lxw_chart_font font = font_of(11);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_TOP);
    chart_legend_set_font(chart, &font);
    set_title(chart, answers.title);
    place(chart, answers.title, "Share of the people who gave each answer; the numbers count people.",
          130 + 30 * answers.n_bars);
}

}  // namespace outcomes::render
