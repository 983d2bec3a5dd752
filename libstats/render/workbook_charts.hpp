#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/sheet.hpp"
#include "libstats/render/workbook_writer.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// Charts that a spreadsheet draws itself. They need their numbers in cells: a sheet of data for each kind,
/// as tidy as the others.
namespace outcomes::render {

/// The lines of a chart besides those of the scales: the axis, its ticks, and two kinds that stand over the
/// whole height.
enum class ForestLine { tick, axis, zero, band };

/// Changes of up to 24 scales in one chart: the rows of the data that it shows.
struct ForestChart {
    std::string title;
    struct Line {
        ForestLine kind;
        double from, to;  ///< on the axis; the same of a line that stands
    };
    std::size_t first_row = 0;  ///< of the data: lines, then scales, then the words of the axis
    std::vector<Line> lines;    ///< ticks first
    std::vector<const findings::Finding*> rows;
    double low = 0, high = 0, step = 0;   ///< of the axis
    double names_at = 0, figures_at = 0;  ///< left and right of it
};

/// The answers to the questions of a scale, two bars a question.
struct AnswersChart {
    std::string title;
    std::size_t first_row = 0;
    std::size_t n_bars = 0;
    std::vector<std::string> answers;
    std::vector<std::size_t> places;  ///< of the answers in the list they come from, which some may join
    std::size_t n_places = 0;
    std::string better;
    bool ordered = true;
};

/// A sheet of data and the charts that show it; without charts there is no sheet.
template <class Chart>
struct ChartData {
    Sheet sheet;
    std::vector<Chart> charts;
};

[[nodiscard]] ChartData<ForestChart> forest_data(const findings::Findings& all);
[[nodiscard]] ChartData<AnswersChart> answers_data(const findings::Findings& all);

/// Writes the sheet of charts from data that have been written.
class ChartsSheet {
  public:
    ChartsSheet(WorkbookWriter& writer, lxw_worksheet* sheet);
    void add(const ForestChart& chart, const WrittenSheet& data);
    void add(const AnswersChart& chart, const WrittenSheet& data);
    /// Sets where pages end. Call once, after the last chart.
    void finish();

  private:
    void place(lxw_chart* chart, const std::string& title, const std::string& says, std::size_t height);

    WorkbookWriter& writer_;
    lxw_worksheet* sheet_;
    lxw_row_t next_row_;
    lxw_row_t page_begins_;
    std::vector<lxw_row_t> breaks_;
    std::size_t n_charts_ = 0;
};

}  // namespace outcomes::render
