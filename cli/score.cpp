#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "cli/outputs.hpp"
#include "cli/run.hpp"
#include "libstats/analysis/score_sheet.hpp"
#include "libstats/render/grid.hpp"
#include "libstats/survey/study_file.hpp"

#include <fmt/format.h>

#include <utility>

namespace outcomes::cli {
namespace {

using render::Grid;

/// The scores of all studies below each other, and how many there are.
struct Scores {
    Grid sheets;
    Grid counts;
};

Grid sheet_grid(const survey::Study& study, analysis::ScoreSheet& sheet) {
    Grid grid;
    grid.columns.push_back({"study", false});
    for (std::size_t c = 0; c < sheet.header.size(); ++c) {
        grid.columns.push_back({sheet.header[c], sheet.is_number[c]});
    }
    grid.rows = std::move(sheet.rows);
    for (auto& row : grid.rows) row.insert(row.begin(), study.id);
    return grid;
}

Grid count_grid(const survey::Study& study, const analysis::ScoreSheet& sheet) {
    Grid grid;
    grid.columns = {{"study", false},   {"wave", false},  {"scale", false},
                    {"label", false},   {"sheets", true}, {"scored", true},
                    {"prorated", true}, {"lost", true},   {"blank", true}};
    for (const analysis::ScaleCount& count : sheet.counts) {
        grid.rows.push_back({study.id, count.wave, count.scale, count.label,
                             fmt::format("{}", count.n_sheets), fmt::format("{}", count.n_scored),
                             fmt::format("{}", count.n_prorated), fmt::format("{}", count.n_lost),
                             fmt::format("{}", count.n_blank)});
    }
    return grid;
}

std::string document(const Scores& scores, const Style& style) {
    if (style.format == Format::text) {
        return render::grid_text(scores.counts, style.width) +
               "\nprorated: of the scored, some answers blank. lost: too many blank. blank: none answered.\n"
               "The scores themselves: outcomes score -f csv\n";
    }
    if (style.format == Format::md) return render::grid_markdown(scores.counts);
    const render::NamedGrid parts[] = {{"counts", &scores.counts}, {"results", &scores.sheets}};
    return render::grids_document("outcomes.score/1", parts, style.format);
}

}  // namespace

int run_score(const Settings& settings) {
    check_targets(settings, settings.studies);
    std::vector<Grid> sheets;
    std::vector<Grid> counts;
    const int code = for_each_study(settings, settings.studies, [&](const std::string& path) {
        const survey::Study study = survey::read_study(path);
        require_named(study, settings);
        check_targets(settings, files_of(study));
        analysis::ScoreSheet sheet =
            analysis::score_sheet(study, {settings.waves, settings.scales, settings.keep});
        if (!settings.quiet && !sheet.notes.empty()) tell(sheet.notes, settings.color);
        counts.push_back(count_grid(study, sheet));
        sheets.push_back(sheet_grid(study, sheet));
    });
    if (sheets.empty()) return code;
    const Scores scores{render::stacked(sheets), render::stacked(counts)};
    write_all(settings, [&](const Style& style) { return document(scores, style); });
    return code;
}

}  // namespace outcomes::cli
