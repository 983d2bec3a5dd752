#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "cli/outputs.hpp"
#include "cli/run.hpp"
#include "cli/usage_error.hpp"
#include "libstats/analysis/score_sheet.hpp"
#include "libstats/base/hash.hpp"
#include "libstats/io/csv_reader.hpp"
#include "libstats/render/datapackage.hpp"
#include "libstats/render/grid.hpp"
#include "libstats/survey/study_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

namespace outcomes::cli {
namespace {

namespace fs = std::filesystem;
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

/// A file as seen from a folder.
std::string path_from(const fs::path& folder, const std::string& file) {
    return fs::absolute(file).lexically_normal().lexically_relative(folder).generic_string();
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

bool is_table(const Target& target) {
    return target.path != "-" && (target.format == Format::csv || target.format == Format::tsv);
}

/// What was asked for, the data package among the targets.
Settings with_datapackage(Settings settings) {
    const auto file = settings.typed.one("datapackage");
    if (!file) return settings;
    const std::string example = "outcomes score -o scores.csv --datapackage datapackage.json";
    if (file->value == "-") throw UsageError("--datapackage needs a file of its own", example);
    const fs::path folder = fs::absolute(file->value).lexically_normal().parent_path();
    bool has_table = false;
    for (const Target& target : settings.targets) {
        if (target.path == file->value)
            throw UsageError(fmt::format("--datapackage and --output both name \"{}\"", file->value));
        if (!is_table(target)) continue;
        has_table = true;
        if (path_from(folder, target.path).starts_with(".."))
            throw UsageError("a data package stands in the folder of its tables, or above",
                             "name a file beside " + target.path);
    }
    if (!has_table) throw UsageError("--datapackage goes with a csv or tsv file of scores", example);
    settings.targets.push_back({file->value, Format::json, false, true});
    return settings;
}

/// The columns of a sheet, the id of the study before them.
std::vector<render::DataField> fields_of(const analysis::ScoreSheet& sheet) {
    std::vector<render::DataField> fields{{.name = "study", .title = "Id of the study file"}};
    for (std::size_t c = 0; c < sheet.header.size(); ++c) {
        const analysis::ScoreColumn& column = sheet.columns[c];
        render::DataField field{.name = sheet.header[c],
                                .title = column.title,
                                .is_number = sheet.is_number[c],
                                .low = column.low,
                                .high = column.high};
        for (const auto& [value, label] : column.values) field.categories.push_back({value, label});
        fields.push_back(std::move(field));
    }
    return fields;
}

/// Columns of several studies are told apart by their names, as in the tables.
void add_fields(std::vector<render::DataField>& fields, const std::vector<render::DataField>& more) {
    for (const render::DataField& field : more) {
        const auto known = std::find_if(fields.begin(), fields.end(), [&](const render::DataField& other) {
            return other.name == field.name;
        });
        if (known == fields.end()) {
            fields.push_back(field);
            continue;
        }
        if (known->low != field.low) known->low.reset();
        if (known->high != field.high) known->high.reset();
        if (known->title != field.title) known->title = field.name;
        for (const auto& category : field.categories) {
            const bool there = std::any_of(known->categories.begin(), known->categories.end(),
                                           [&](const auto& other) { return other.value == category.value; });
            if (!there) known->categories.push_back(category);
        }
    }
}

void add_sources(std::vector<render::DataSource>& sources, const survey::Study& study) {
    sources.push_back({fmt::format("Study file of {}", study.title), study.sha256});
    for (const survey::Wave& wave : study.waves) {
        for (const std::string& file : wave.files) {
            if (file != "-")
                sources.push_back({fmt::format("Answers, {}", wave.label), io::file_sha256(file)});
        }
    }
}

std::string datapackage(const Settings& settings, const Scores& scores, render::DataPackage package) {
    const fs::path folder =
        fs::absolute(settings.typed.one("datapackage")->value).lexically_normal().parent_path();
    for (const Target& target : settings.targets) {
        if (!is_table(target)) continue;
        const std::string bytes = document(scores, {.format = target.format});
        package.resources.push_back(
            {.name = render::datapackage_name(fs::path(target.path).filename().string()),
             .path = path_from(folder, target.path),
             .title = "Scores, one answer sheet a row",
             .tabs = target.format == Format::tsv,
             .bytes = bytes.size(),
             .sha256 = base::sha256(bytes)});
    }
    return render::datapackage_json(package);
}

}  // namespace

int run_score(const Settings& asked) {
    const Settings settings = with_datapackage(asked);
    const bool wants_package = settings.typed.has("datapackage");
    render::DataPackage package;
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
        if (wants_package) {
            add_fields(package.fields, fields_of(sheet));
            add_sources(package.sources, study);
            if (package.name.empty()) package.name = render::datapackage_name(study.id);
            if (package.title.empty()) package.title = study.title;
        }
        counts.push_back(count_grid(study, sheet));
        sheets.push_back(sheet_grid(study, sheet));
    });
    if (sheets.empty()) return code;
    const Scores scores{render::stacked(sheets), render::stacked(counts)};
    write_all(settings, [&](const Style& style) {
        return style.datapackage ? datapackage(settings, scores, package) : document(scores, style);
    });
    return code;
}

}  // namespace outcomes::cli
