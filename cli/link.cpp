#include "libstats/analysis/link.hpp"
#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "cli/link_extras.hpp"
#include "cli/outputs.hpp"
#include "cli/run.hpp"
#include "cli/usage_error.hpp"
#include "cli/values.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/render/grid.hpp"
#include "libstats/render/page.hpp"
#include "libstats/survey/study_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

namespace outcomes::cli {
namespace {

using analysis::LinkCount;
using analysis::LinkResult;
using render::Grid;

/// What all studies of a run gave, below each other.
struct Linked {
    std::vector<std::pair<survey::Study, LinkResult>> studies;
    Grid counts;
    Grid people;
};

Grid grid_of(const survey::Study& study, const analysis::LinkTable& table) {
    Grid grid;
    grid.columns.push_back({"study", false});
    for (std::size_t c = 0; c < table.header.size(); ++c)
        grid.columns.push_back({table.header[c], table.is_number[c]});
    for (const auto& row : table.rows) {
        grid.rows.push_back({study.id});
        grid.rows.back().insert(grid.rows.back().end(), row.begin(), row.end());
    }
    return grid;
}

Grid count_grid(const survey::Study& study, const LinkResult& result) {
    Grid grid;
    grid.columns = {{"study", false}, {"wave_from", false}, {"wave_to", false}};
    for (const char* name : {"sheets_from",
                             "sheets_to",
                             "exact",
                             "tidied",
                             "tolerant",
                             "decided",
                             "alike",
                             "offered",
                             "tied",
                             "repeated",
                             "unconfirmed",
                             "contradicted",
                             "crowded",
                             "set_aside_from",
                             "set_aside_to",
                             "unlinked_from",
                             "unlinked_to",
                             "against",
                             "expected_false_same",
                             "expected_false_tolerant",
                             "expected_chance_pairs"})
        grid.columns.push_back({name, true});
    for (const LinkCount& one : result.counts) {
        std::vector<std::string> row{study.id, one.wave_from, one.wave_to};
        for (const std::size_t n :
             {one.sheets_from, one.sheets_to, one.exact, one.tidied, one.tolerant, one.decided, one.alike(),
              one.offered, one.tied, one.repeated, one.unconfirmed, one.contradicted, one.crowded,
              one.set_aside_from, one.set_aside_to, one.unlinked_from, one.unlinked_to, one.against})
            row.push_back(fmt::format("{}", n));
        for (const double x : {one.false_same, one.false_tolerant, one.chance_pairs})
            row.push_back(base::shortest(x));
        grid.rows.push_back(std::move(row));
    }
    return grid;
}

render::Page page_of(const Linked& linked) {
    render::Page page;
    for (const auto& [study, result] : linked.studies) {
        page.emplace_back(render::Title{study.title});
        for (const std::string& sentence : analysis::link_sentences(result))
            page.emplace_back(render::Remark{sentence});
    }
    page.emplace_back(
        render::Paragraph{"The people side by side: outcomes link -o linked.csv. "
                          "The pairs to look at: outcomes link --review near.csv."});
    return page;
}

std::string document(const Linked& linked, const Style& style) {
    switch (style.format) {
        case Format::csv:
            return render::grid_separated(linked.people, render::Separated::csv);
        case Format::tsv:
            return render::grid_separated(linked.people, render::Separated::tsv);
        case Format::excel_csv:
            return render::grid_separated(linked.people, render::Separated::excel_csv);
        case Format::md:
            return render::page_to_markdown(page_of(linked));
        case Format::json: {
            const render::NamedGrid parts[] = {{"counts", &linked.counts}, {"results", &linked.people}};
            return render::grids_json("outcomes.link/1", parts);
        }
        case Format::text:
            break;
    }
    return render::page_to_text(page_of(linked), style.width, style.color);
}

analysis::LinkOptions options_of(const Settings& settings) {
    analysis::LinkOptions options;
    options.waves = settings.waves;
    if (const auto given = settings.typed.one("tolerance")) {
        options.tolerance = choice_of(*given, {"strict", "tolerant"}) == 1 ? survey::Tolerance::tolerant
                                                                           : survey::Tolerance::strict;
    }
    if (const auto given = settings.typed.one("decisions")) options.decisions = given->value;
    return options;
}

/// The command that writes the list for the first time must not ask for it.
void leave_out_decisions_to_come(survey::Study& study, const Settings& settings) {
    if (!settings.typed.has("review") || !study.link || study.link->decisions.empty()) return;
    std::error_code error;
    if (std::filesystem::exists(study.link->decisions, error)) return;
    if (!settings.quiet)
        tell(fmt::format("there is no list {} yet, so nothing is decided", study.link->decisions));
    study.link->decisions.clear();
}

/// Decisions that are named on the command line are for this run only.
void tell_where_decisions_belong(const survey::Study& study, const analysis::LinkOptions& options,
                                 const Settings& settings) {
    const bool is_known = study.link && !study.link->decisions.empty();
    if (settings.quiet || options.decisions.empty() || is_known) return;
    tell(fmt::format("compare uses these decisions only with decisions = \"{}\" under [link] in {}",
                     options.decisions, study.path));
}

void write_review(const Linked& linked, const Settings& settings) {
    const auto given = settings.typed.one("review");
    if (!given) return;
    std::vector<Grid> grids;
    for (const auto& [study, result] : linked.studies) grids.push_back(grid_of(study, result.review));
    const Grid review = render::stacked(grids);
    write_file(given->value, render::grid_separated(review, render::Separated::csv), settings);
    if (!settings.quiet && !review.rows.empty())
        tell(fmt::format(
            "fill in the column \"decision\" (yes, no or blank), then: outcomes link --decisions {}",
            given->value));
}

/// The review list is a target like the others, as far as files that exist or are read go.
Settings with_review(Settings settings) {
    if (const auto given = settings.typed.one("review"))
        settings.targets.push_back({given->value, Format::csv});
    return settings;
}

int link_studies(const Settings& settings) {
    const analysis::LinkOptions options = options_of(settings);
    const Settings all_targets = with_review(settings);
    check_targets(all_targets, settings.studies);
    Linked linked;
    std::vector<Grid> counts;
    std::vector<Grid> people;
    const int code = for_each_study(settings, settings.studies, [&](const std::string& path) {
        survey::Study study = survey::read_study(path);
        require_named(study, settings);
        leave_out_decisions_to_come(study, settings);
        std::vector<std::string> inputs = files_of(study);
        if (!options.decisions.empty()) inputs.push_back(options.decisions);
        check_targets(all_targets, inputs);
        LinkResult result = analysis::link_study(study, options);
        if (!settings.quiet && !result.notes.empty()) tell(result.notes, settings.color);
        tell_where_decisions_belong(study, options, settings);
        counts.push_back(count_grid(study, result));
        people.push_back(grid_of(study, result.people));
        linked.studies.emplace_back(std::move(study), std::move(result));
    });
    if (linked.studies.empty()) return code;
    linked.counts = render::stacked(counts);
    linked.people = render::stacked(people);
    write_all(settings, [&](const Style& style) { return document(linked, style); });
    write_review(linked, settings);
    return code;
}

}  // namespace

int run_link(const Settings& settings) {
    if (settings.typed.has("plan")) return run_link_plan(settings);
    refuse_plan_options(settings);
    if (settings.typed.has("pseudonymise")) return run_pseudonymise(settings);
    refuse_key_options(settings);
    return link_studies(settings);
}

}  // namespace outcomes::cli
