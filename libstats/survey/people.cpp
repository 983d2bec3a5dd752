#include "libstats/survey/people.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/cell_message.hpp"
#include "libstats/survey/key_numbers.hpp"
#include "libstats/survey/link_people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <utility>

namespace outcomes::survey {
namespace {

/// Ids that more than one sheet of a wave has.
struct Repeated {
    std::vector<std::vector<std::uint32_t>> sheets;  ///< one an id, in the order of the first
    std::vector<std::uint8_t> is_repeated;           ///< one a sheet of the wave
};

Repeated find_repeated(const std::vector<std::uint32_t>& person, std::size_t n_people) {
    std::vector<std::uint8_t> times(n_people, 0);
    for (const std::uint32_t number : person) {
        if (number != none && times[number] < 2) ++times[number];
    }
    Repeated repeated;
    repeated.is_repeated.assign(person.size(), 0);
    std::map<std::uint32_t, std::size_t> place;
    for (std::uint32_t sheet = 0; sheet < person.size(); ++sheet) {
        if (person[sheet] == none || times[person[sheet]] < 2) continue;
        repeated.is_repeated[sheet] = 1;
        const auto [found, is_new] = place.try_emplace(person[sheet], repeated.sheets.size());
        if (is_new) repeated.sheets.emplace_back();
        repeated.sheets[found->second].push_back(sheet);
    }
    return repeated;
}

std::string lines_of(const WaveData& wave, const std::vector<std::uint32_t>& sheets) {
    std::vector<std::string> lines;
    for (const std::uint32_t index : sheets) {
        const Sheet& sheet = wave.sheets[index];
        const base::Place place = wave.tables[sheet.table]->place(sheet.record, 0);
        lines.push_back(wave.tables.size() == 1 ? fmt::format("{}", place.line)
                                                : fmt::format("{}:{}", place.file, place.line));
    }
    return base::joined(lines, "and", 4);
}

/// Whether the sheets agree in every column that was read beside the id: one person may have sent the same
/// twice. "" if nothing else was read.
std::string likeness(const WaveData& wave, const std::vector<std::uint32_t>& sheets,
                     const std::vector<ColumnName>& ids) {
    const Sheet& first = wave.sheets[sheets.front()];
    bool was_read = false;
    for (const io::Column& column : wave.tables[first.table]->columns) {
        if (std::any_of(ids.begin(), ids.end(),
                        [&](const ColumnName& id) { return id.in(wave.id) == column.name; }))
            continue;
        was_read = true;
        const std::string_view text = base::trim(column.text(first.record));
        const bool same = std::all_of(sheets.begin(), sheets.end(), [&](std::uint32_t sheet) {
            return base::trim(cell_text(wave, sheet, column.name)) == text;
        });
        if (!same) return ", the answers differ";
    }
    return was_read ? ", all the same" : "";
}

base::Diagnostic duplicate_ids(const Study& study, const WaveData& wave, const Repeated& repeated) {
    const auto& columns = study.columns.id;
    const std::size_t n = repeated.sheets.size();
    const Sheet& first = wave.sheets[repeated.sheets.front()[1]];
    const io::Table& table = *wave.tables[first.table];
    auto diagnostic = diagnostic_at_cell(
        table, first.record, *table.find(columns.front().in(wave.id)), "data.duplicate_id",
        fmt::format("{} id{} more than once in wave \"{}\"", n, n == 1 ? " stands" : "s stand", wave.id));
    for (std::size_t i = 0; i < std::min<std::size_t>(3, n); ++i) {
        const auto& sheets = repeated.sheets[i];
        diagnostic.found += fmt::format("{}\"{}\" {} times (lines {}){}", i == 0 ? "" : "\n",
                                        key_text(wave, sheets.front(), columns), sheets.size(),
                                        lines_of(wave, sheets), likeness(wave, sheets, columns));
    }
    if (n > 3) diagnostic.found += fmt::format("\nand {} more ids like this", n - 3);
    diagnostic.help = "correct the ids, or leave all copies out with [rules] duplicates = \"set_aside\"";
    return diagnostic;
}

template <class T>
void keep_unflagged(std::vector<T>& values, const std::vector<std::uint8_t>& flags) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (flags[i] == 0) values[kept++] = values[i];
    }
    values.resize(kept);
}

void set_aside_repeated(const Study& study, WaveData& wave, std::size_t n_people, Responses& responses,
                        std::vector<base::Diagnostic>& defects) {
    const Repeated repeated = find_repeated(wave.person, n_people);
    if (repeated.sheets.empty()) return;
    base::Diagnostic diagnostic = duplicate_ids(study, wave, repeated);
    for (const auto& sheets : repeated.sheets) {
        for (const std::uint32_t sheet : sheets) wave.set_aside.push_back(wave.sheets[sheet]);
    }
    wave.n_set_aside = wave.set_aside.size();
    if (study.rules.duplicates == Duplicates::set_aside) {
        diagnostic.severity = base::Severity::warning;
        diagnostic.message += fmt::format("; their {} sheets are set aside", wave.n_set_aside);
        diagnostic.excerpt.clear();
        diagnostic.caret_column = 0;
        diagnostic.help.clear();
        responses.notes.push_back(std::move(diagnostic));
    } else {
        defects.push_back(std::move(diagnostic));
    }
    keep_unflagged(wave.sheets, repeated.is_repeated);
    keep_unflagged(wave.person, repeated.is_repeated);
}

void number_records(Responses& responses) {
    for (WaveData& wave : responses.waves) {
        wave.person.clear();
        for (const Sheet& sheet : wave.sheets) wave.person.push_back(sheet.record);
        for (const std::uint32_t record : wave.person) {
            responses.n_people = std::max<std::size_t>(responses.n_people, record + std::size_t{1});
        }
    }
}

std::size_t renumber_member(Responses& responses, std::vector<std::uint32_t> WaveData::*member,
                            std::size_t n) {
    std::vector<std::vector<std::uint32_t>*> waves;
    for (WaveData& wave : responses.waves) waves.push_back(&(wave.*member));
    return renumber(waves, n);
}

void number_ids(const Study& study, Responses& responses, std::vector<base::Diagnostic>& defects) {
    KeyNumbers keys = number_keys(study, responses.waves, study.columns.id);
    for (std::size_t w = 0; w < responses.waves.size(); ++w) {
        WaveData& wave = responses.waves[w];
        wave.person = std::move(keys.of_wave[w]);
        set_aside_repeated(study, wave, keys.n, responses, defects);
    }
    if (study.link)
        responses.links = std::make_shared<const LinkReport>(link_people(study, responses, defects));
    responses.n_people = 0;
    for (WaveData& wave : responses.waves) {
        wave.n_blank_id = static_cast<std::size_t>(std::count(wave.person.begin(), wave.person.end(), none));
        for (const std::uint32_t person : wave.person) {
            if (person != none)
                responses.n_people = std::max<std::size_t>(responses.n_people, person + std::size_t{1});
        }
    }
}

/// A wave whose file has no column of households takes what the first wave that knows it says of the person.
void carry_households(const ColumnName& column, std::span<WaveData> waves, std::size_t n_people) {
    std::vector<std::uint32_t> home(n_people, none);
    for (const WaveData& wave : waves) {
        for (std::size_t sheet = 0; sheet < wave.size(); ++sheet) {
            const std::uint32_t person = wave.person[sheet];
            if (person != none && home[person] == none) home[person] = wave.household[sheet];
        }
    }
    for (WaveData& wave : waves) {
        if (!column.in(wave.id).empty()) continue;
        for (std::size_t sheet = 0; sheet < wave.size(); ++sheet) {
            if (wave.person[sheet] != none) wave.household[sheet] = home[wave.person[sheet]];
        }
    }
}

}  // namespace

void number_people(const Study& study, const LoadOptions& options, Responses& responses,
                   std::vector<base::Diagnostic>& defects) {
    for (WaveData& wave : responses.waves) wave.person.assign(wave.size(), none);
    if (options.need_people && !study.columns.id.empty())
        number_ids(study, responses, defects);
    else if (options.need_people && study.columns.row_is_person)
        number_records(responses);
    responses.n_people = renumber_member(responses, &WaveData::person, responses.n_people);
    if (!study.columns.household) return;
    const ColumnName columns[] = {*study.columns.household};
    KeyNumbers keys = number_keys(study, responses.waves, columns);
    for (std::size_t w = 0; w < responses.waves.size(); ++w)
        responses.waves[w].household = std::move(keys.of_wave[w]);
    carry_households(*study.columns.household, responses.waves, responses.n_people);
    responses.n_households = renumber_member(responses, &WaveData::household, keys.n);
}

}  // namespace outcomes::survey
