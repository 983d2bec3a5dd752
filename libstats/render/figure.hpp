#pragma once

#include "libstats/findings/disclosure.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// Charts of a study with their words and their tables. Everything comes from what disclosure control has let
/// pass.
namespace outcomes::render {

/// What a figure shows.
enum class FigureKind : std::uint8_t {
    change,         ///< the change on every scale, in standard deviations
    change_points,  ///< the change of shares, in percentage points
    averages,       ///< of every scale, before and after
    spread,         ///< of one scale: how much each person changed
    answers,        ///< to the questions of one scale, or to one question
    moves,          ///< of one question: from which answer to which
    answered        ///< who answered and who was compared
};

struct FigureColumn {
    std::string title;
    bool right = false;  ///< numbers
};

/// Every value of a chart, as text.
struct FigureTable {
    std::string caption;
    std::vector<FigureColumn> columns;  ///< the first one names the rows
    std::vector<std::vector<std::string>> rows;
};

struct Figure {
    FigureKind kind = FigureKind::change;
    std::string id;           ///< unique among the figures of all studies of one run; fit for a file name
    std::string term;         ///< the scale or question it is about, or ""
    std::string headline;     ///< the finding, in about ten words
    std::string subtitle;     ///< measure, place, time, people, how to read it
    std::string description;  ///< what the picture says, for those who do not see it
    std::vector<std::string> page_parts;  ///< svg elements for a page with chart_css(); several if it is long
    std::vector<std::string> file_parts;  ///< the same as svg files
    std::string instead;                  ///< why there is no picture, where there is none
    FigureTable table;
};

// Each of them gives the figures of one kind for study number `study`, in the order of the study file; none
// where there is nothing to show. @throws base::ContractError  there is no such study

/// Two at most: in standard deviations, and in percentage points.
[[nodiscard]] std::vector<Figure> forest_figures(const findings::SafeFindings& safe, std::size_t study = 0);
/// One at most, of scales whose possible range is known.
[[nodiscard]] std::vector<Figure> dumbbell_figures(const findings::SafeFindings& safe, std::size_t study = 0);
/// One a scale with linked people.
[[nodiscard]] std::vector<Figure> change_figures(const findings::SafeFindings& safe, std::size_t study = 0);
/// One a scale and list of answers; questions whose good end is the other one stand apart.
[[nodiscard]] std::vector<Figure> bars_figures(const findings::SafeFindings& safe, std::size_t study = 0);
/// One a question whose table of moves may be shown.
[[nodiscard]] std::vector<Figure> movement_figures(const findings::SafeFindings& safe, std::size_t study = 0);
/// One at most.
[[nodiscard]] std::vector<Figure> flow_figures(const findings::SafeFindings& safe, std::size_t study = 0);

/// All of them, in the order of a report.
[[nodiscard]] std::vector<Figure> figures_of(const findings::SafeFindings& safe, std::size_t study = 0);

}  // namespace outcomes::render
