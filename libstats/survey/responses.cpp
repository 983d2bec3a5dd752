#include "libstats/survey/responses.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/doubtful_rows.hpp"
#include "libstats/survey/people.hpp"
#include "libstats/survey/row_filter.hpp"
#include "libstats/survey/wave_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t most_errors = 20;

std::vector<const Wave*> chosen_waves(const Study& study, const LoadOptions& options) {
    std::vector<const Wave*> waves;
    for (const Wave& wave : study.waves) {
        const bool asked = options.waves.empty() || std::find(options.waves.begin(), options.waves.end(),
                                                              wave.id) != options.waves.end();
        if (asked) waves.push_back(&wave);
    }
    for (const std::string& id : options.waves)
        base::require(study.find_wave(id) != nullptr, "load: no such wave");
    return waves;
}

base::Diagnostic note(base::Severity severity, std::string code, std::string message, std::string file) {
    base::Diagnostic diagnostic;
    diagnostic.severity = severity;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.place.file = std::move(file);
    return diagnostic;
}

std::string plural(std::size_t n, const char* one, const char* many) {
    return fmt::format("{} {}", n, n == 1 ? one : many);
}

void add_file_notes(const WaveFiles& files, std::set<const io::Table*>& seen,
                    std::vector<base::Diagnostic>& notes) {
    for (const auto& table : files.tables) {
        if (!seen.insert(table.get()).second) continue;
        if (table->n_short > 0) {
            notes.push_back(note(base::Severity::warning, "data.padded_rows",
                                 fmt::format("{} shorter than the header; what is missing counts as blank",
                                             plural(table->n_short, "record is", "records are")),
                                 table->path));
        }
        if (table->n_long > 0) {
            notes.push_back(note(base::Severity::note, "data.long_rows",
                                 fmt::format("{} empty fields beyond the header, which are left out",
                                             plural(table->n_long, "record has", "records have")),
                                 table->path));
        }
        if (!table->weight.empty()) {
            notes.push_back(note(base::Severity::note, "data.weighted_file",
                                 fmt::format("SPSS weights the cases of this file by \"{}\"; nothing here is "
                                             "weighted by it",
                                             base::printable(table->weight)),
                                 table->path));
        }
    }
}

void add_sheets(const RowFilter& filter, WaveData& wave, std::vector<base::Diagnostic>& notes) {
    for (std::uint32_t t = 0; t < wave.tables.size(); ++t) {
        const io::Table& table = *wave.tables[t];
        const RowFilter::Rows rows = filter.apply(table);
        const auto n_of_wave =
            static_cast<std::size_t>(std::count(rows.of_wave.begin(), rows.of_wave.end(), 1));
        const auto n_kept = static_cast<std::size_t>(std::count(rows.kept.begin(), rows.kept.end(), 1));
        wave.n_records += n_of_wave;
        wave.n_dropped += n_of_wave - n_kept;
        wave.sheets.reserve(wave.sheets.size() + n_kept);
        for (std::uint32_t record = 0; record < rows.kept.size(); ++record) {
            if (rows.kept[record] != 0) wave.sheets.push_back({t, record});
        }
        if (rows.n_not_numbers == 0) continue;
        notes.push_back(note(base::Severity::note, "data.condition_not_a_number",
                             fmt::format("{} of \"{}\" without a number: limits set for it do not hold there",
                                         plural(rows.n_not_numbers, "cell", "cells"), rows.not_numbers_in),
                             table.path));
    }
}

/// Files of the waves may come from different tools. What `drop` looks for cannot be in a file without the
/// column; of `keep` nobody knows who in it meets the condition, and all of one wave beside some of another
/// would be no change of the place.
void check_absent_conditions(const Study& study, const WaveData& wave, std::vector<base::Diagnostic>& defects,
                             std::vector<base::Diagnostic>& notes) {
    const auto for_each_absent = [&](const std::vector<Condition>& conditions, auto tell) {
        for (const Condition& condition : conditions) {
            if (!condition.is_for(wave.id)) continue;
            for (const auto& table : wave.tables) {
                if (table->find(condition.column) == nullptr) tell(condition, *table);
            }
        }
    };
    for_each_absent(study.rows.keep, [&](const Condition& condition, const io::Table& table) {
        auto defect = study.diagnostic_at(
            condition.mark, base::Severity::error, "data.keep_absent",
            fmt::format("[rows] keep looks at \"{}\", which a file of wave \"{}\" does not have",
                        condition.column, wave.id));
        defect.found = table.path;
        defect.help = fmt::format(
            "add the column to that file; or with waves = [...] choose rows of other waves only: then wave "
            "\"{}\" has everybody, and only linked people can be compared",
            wave.id);
        defects.push_back(std::move(defect));
    });
    for_each_absent(study.rows.drop, [&](const Condition& condition, const io::Table& table) {
        notes.push_back(
            note(base::Severity::note, "data.condition_absent",
                 fmt::format("there is no column \"{}\" here, so [rows] drop leaves out nothing by it",
                             condition.column),
                 table.path));
    });
}

/// Some of one wave beside everybody of another: fine for linked people, not for the change of the place.
void note_uneven_keep(const Study& study, Responses& responses) {
    const auto is_chosen = [&](const WaveData& wave) {
        return std::any_of(study.rows.keep.begin(), study.rows.keep.end(),
                           [&](const Condition& condition) { return condition.is_for(wave.id); });
    };
    std::vector<std::string> chosen;
    std::vector<std::string> whole;
    for (const WaveData& wave : responses.waves)
        (is_chosen(wave) ? chosen : whole).push_back(fmt::format("\"{}\"", wave.id));
    if (chosen.empty() || whole.empty()) return;
    responses.notes.push_back(
        note(base::Severity::warning, "data.keep_uneven",
             fmt::format("[rows] keep chooses among the people of {} and takes everybody of {}: results "
                         "about linked people hold, those about the place do not",
                         base::joined(chosen), base::joined(whole)),
             study.path));
}

/// Why a wave cannot be used as it stands; only looked at if its files were read whole.
void check_wave(const Study& study, const Wave& declared, const LoadOptions& options, const WaveData& wave,
                std::vector<base::Diagnostic>& defects, std::vector<base::Diagnostic>& notes) {
    if (wave.size() + wave.n_set_aside == 0) {
        auto defect = study.diagnostic_at(declared.mark, base::Severity::error, "data.empty_wave",
                                          fmt::format("there is nobody in wave \"{}\"", wave.id));
        defect.found = fmt::format("{} by `where`, {} left out by [rows]",
                                   plural(wave.n_records, "record chosen", "records chosen"), wave.n_dropped);
        defect.help = "see whether the conditions say what the file says";
        defects.push_back(std::move(defect));
        return;
    }
    if (!options.need_people || study.columns.id.empty() || wave.n_blank_id == 0) return;
    if (wave.n_blank_id < wave.size() || study.design != Design::paired) {
        notes.push_back(note(base::Severity::note, "data.blank_ids",
                             fmt::format("{} of wave \"{}\" without an id cannot be linked",
                                         plural(wave.n_blank_id, "sheet", "sheets"), wave.id),
                             wave.tables.front()->path));
        return;
    }
    auto defect = study.diagnostic_at(
        study.columns.id.front().mark, base::Severity::error, "data.all_ids_blank",
        fmt::format("every id of wave \"{}\" is blank, so nobody can be linked", wave.id));
    defect.help =
        "name the right column in [columns] id, or set design = \"cross-section\" if people cannot be linked";
    defects.push_back(std::move(defect));
}

void refuse(std::vector<base::Diagnostic> defects) {
    const auto is_empty_wave = [](const base::Diagnostic& defect) {
        return defect.code == "data.empty_wave";
    };
    if (std::all_of(defects.begin(), defects.end(), is_empty_wave))
        throw base::NotEnoughError(defects.front());
    if (defects.size() > most_errors) {
        const std::size_t more = defects.size() - most_errors;
        defects.resize(most_errors);
        defects.push_back(
            note(base::Severity::note, "data.more_errors", fmt::format("and {} more errors", more), ""));
    }
    throw base::InputError(std::move(defects));
}

}  // namespace

Responses load_for_check(const Study& study, const LoadOptions& options,
                         std::vector<base::Diagnostic>& defects) {
    const auto waves = chosen_waves(study, options);
    const auto files = read_wave_files(study, waves, options, defects);
    Responses responses;
    std::set<const io::Table*> seen;
    for (std::size_t w = 0; w < waves.size(); ++w) {
        WaveData& wave = responses.waves.emplace_back();
        wave.id = waves[w]->id;
        wave.label = waves[w]->label;
        wave.tables = files[w].tables;
        wave.layouts = files[w].layouts;
        add_file_notes(files[w], seen, responses.notes);
        add_sheets(RowFilter(study, *waves[w]), wave, responses.notes);
        if (files[w].complete) check_absent_conditions(study, wave, defects, responses.notes);
        if (auto doubtful = doubtful_rows(study, *waves[w], wave))
            responses.notes.push_back(std::move(*doubtful));
    }
    note_uneven_keep(study, responses);
    number_people(study, options, responses, defects);
    for (std::size_t w = 0; w < waves.size(); ++w) {
        if (files[w].complete) {
            check_wave(study, *waves[w], options, responses.waves[w], defects, responses.notes);
        }
    }
    return responses;
}

Responses load(const Study& study, const LoadOptions& options) {
    std::vector<base::Diagnostic> defects;
    Responses responses = load_for_check(study, options, defects);
    if (!defects.empty()) refuse(std::move(defects));
    return responses;
}

const io::Column* column_of(const WaveData& wave, std::size_t table, const std::string& name) {
    base::require(table < wave.tables.size(), "column_of: there is no such table");
    return wave.tables[table]->find(name);
}

std::string_view cell_text(const WaveData& wave, std::size_t sheet, const std::string& column) {
    base::require(sheet < wave.size(), "cell_text: there is no such sheet");
    const io::Column* cells = column_of(wave, wave.sheets[sheet].table, column);
    return cells == nullptr ? std::string_view() : cells->text(wave.sheets[sheet].record);
}

}  // namespace outcomes::survey
