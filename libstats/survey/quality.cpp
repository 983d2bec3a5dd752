#include "libstats/survey/quality.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/item_scores.hpp"
#include "libstats/survey/key_numbers.hpp"
#include "libstats/survey/linkage.hpp"
#include "libstats/survey/sheet_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t enough_pairs = 30;
constexpr std::size_t items_for_straight_lining = 4;
constexpr double widest_weights = 10;
constexpr std::size_t one_in = 20;  ///< fewer straight-liners than one in so many are a note, not a warning

using Notes = std::vector<base::Diagnostic>;

base::Diagnostic warning(std::string code, std::string message) {
    base::Diagnostic diagnostic;
    diagnostic.severity = base::Severity::warning;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    return diagnostic;
}

std::string quoted(std::string_view text) {
    return '"' + base::fitted(base::printable(text), 40) + '"';
}

std::string people(std::size_t n) {
    return n == 1 ? "1 person" : fmt::format("{} people", n);
}

void note_encodings(const Responses& responses, Notes& notes) {
    std::set<const io::Table*> seen;
    for (const WaveData& wave : responses.waves) {
        for (const auto& table : wave.tables) {
            if (!seen.insert(table.get()).second || table->dialect.encoding == io::Encoding::utf8) continue;
            auto note = warning("data.encoding",
                                fmt::format("read as {}", io::encoding_name(table->dialect.encoding)));
            note.severity = base::Severity::note;
            note.place.file = table->path;
            note.help = "if accents look wrong, name the encoding in the wave";
            notes.push_back(std::move(note));
        }
    }
}

/// How an id may be typed a second time: in other case, with other spaces.
std::string loosened(std::string_view id) {
    std::string text = base::folded(id);
    std::erase(text, ' ');
    return text;
}

void note_similar_ids(const Study& study, const WaveData& wave, Notes& notes) {
    io::TextPool forms;
    std::vector<std::uint32_t> first_sheet{none};  // one a form; the first form is the blank one
    std::vector<std::string> pairs;
    std::size_t n = 0;
    for (std::uint32_t sheet = 0; sheet < wave.size(); ++sheet) {
        if (wave.person[sheet] == none) continue;
        const std::uint32_t form = forms.intern(loosened(key_text(wave, sheet, study.columns.id)));
        if (form == first_sheet.size()) first_sheet.push_back(sheet);
        const std::uint32_t before = first_sheet[form];
        if (before == none || wave.person[before] == wave.person[sheet]) continue;
        ++n;
        if (pairs.size() < 3) {
            pairs.push_back(quoted(key_text(wave, before, study.columns.id)) + " and " +
                            quoted(key_text(wave, sheet, study.columns.id)));
        }
    }
    if (n == 0) return;
    auto note =
        warning("data.similar_ids", fmt::format("{} of wave \"{}\" {} another one but for case or spaces",
                                                n == 1 ? std::string("1 id") : fmt::format("{} ids", n),
                                                wave.id, n == 1 ? "equals" : "equal"));
    note.found = fmt::format("{}", fmt::join(pairs, "; "));
    note.help =
        study.link && study.link->normalise
            ? "one of them may be a person who answered twice; outcomes link --review lists what is alike"
            : "ids are linked exactly as they are written; correct those that mean one person";
    notes.push_back(std::move(note));
}

void note_missing_ids(const Study& study, const WaveData& wave, Notes& notes) {
    std::set<std::string> texts;
    std::size_t n = 0;
    const MissingKey missing(study.missing);
    for (std::size_t sheet = 0; sheet < wave.size(); ++sheet) {
        if (wave.person[sheet] != none) continue;
        for (const ColumnName& column : study.columns.id) {
            const std::string_view text = base::trim(cell_text(wave, sheet, column.in(wave.id)));
            if (text.empty() || !missing.contains(text)) continue;
            ++n;
            if (texts.size() < 3) texts.insert(quoted(text));
            break;
        }
    }
    if (n == 0) return;
    auto note = warning(
        "data.id_means_missing",
        fmt::format("the id of {} in wave \"{}\" means \"no answer\" in [missing], so they are not linked",
                    people(n), wave.id));
    note.found = base::joined(std::vector<std::string>(texts.begin(), texts.end()));
    note.help = "if these are real ids, take them out of [missing] and into the lists that use them";
    notes.push_back(std::move(note));
}

void note_links(const Study& study, const Responses& responses, Notes& notes) {
    const bool linked =
        !study.columns.id.empty() && study.design != Design::cross_section && responses.waves.size() > 1;
    if (!linked) return;
    const WaveData& first = responses.waves.front();
    const WaveData& last = responses.waves.back();
    const std::size_t n_pairs = link(first, last).pairs.size();
    if (n_pairs < enough_pairs) {
        auto note = warning("data.few_pairs", fmt::format("{} answered both \"{}\" and \"{}\"",
                                                          people(n_pairs), first.id, last.id));
        note.help =
            fmt::format("with fewer than {} pairs only large changes can be told from chance", enough_pairs);
        notes.push_back(std::move(note));
    }
    if (2 * n_pairs < first.size()) {
        auto note = warning("data.few_linked",
                            fmt::format("{} of the {} sheets of \"{}\" are linked to \"{}\", less than half",
                                        n_pairs, first.size(), first.id, last.id));
        note.help =
            "those who answered twice may differ from the others; [rules] headline = \"place\" uses everyone";
        notes.push_back(std::move(note));
    }
}

/// The one answer that everybody gave, or nothing if there are several, or none.
std::optional<std::int64_t> only_answer(const WaveData& wave, const std::vector<ItemRun>& runs,
                                        std::size_t item) {
    std::optional<std::int64_t> only;
    bool several = false;
    for (const ItemRun& run : runs) {
        const ItemTable& table = run.items[item];
        if (table.column == nullptr) continue;
        for_each_code(wave, run.run, *table.column, [&](std::size_t, std::uint32_t code) {
            if (table.answered[code] == 0) return;
            several = several || (only && *only != table.units[code]);
            only = table.units[code];
        });
    }
    return several ? std::nullopt : only;
}

void note_one_answer(const Study& study, const Scale& scale, const WaveData& wave,
                     const std::vector<ItemRun>& runs, Notes& notes) {
    if (wave.size() < 2) return;
    for (std::size_t i = 0; i < scale.items.size(); ++i) {
        if (!only_answer(wave, runs, i)) continue;
        const Item* item = study.find_item(scale.items[i]);
        notes.push_back(warning(
            "data.one_answer",
            fmt::format("everybody who answered {} in wave \"{}\" gave the same answer",
                        quoted(item == nullptr ? scale.items[i] : item->column.in(wave.id)), wave.id)));
    }
}

/// Sheets of the run on which every item is answered, and with the same answer before any is reversed.
/// @param mirror lowest + highest answer of the reversed items
std::size_t count_straight(const WaveData& wave, const ItemRun& run,
                           const std::vector<std::optional<std::int64_t>>& mirror) {
    std::vector<std::int64_t> first(run.run.end - run.run.begin, 0);
    std::vector<std::uint8_t> straight(first.size(), 1);
    for (std::size_t i = 0; i < run.items.size(); ++i) {
        const ItemTable& item = run.items[i];
        if (item.column == nullptr) return 0;
        std::vector<std::int64_t> raw = item.units;
        for (std::int64_t& units : raw) units = mirror[i] ? *mirror[i] - units : units;
        for_each_code(wave, run.run, *item.column, [&](std::size_t sheet, std::uint32_t code) {
            const std::size_t at = sheet - run.run.begin;
            if (i == 0) first[at] = raw[code];
            if (item.answered[code] == 0 || raw[code] != first[at]) straight[at] = 0;
        });
    }
    return static_cast<std::size_t>(std::count(straight.begin(), straight.end(), 1));
}

void note_straight_lining(const Scale& scale, const DecodedScale& decoded, const WaveData& wave,
                          const std::vector<ItemRun>& runs, Notes& notes) {
    const bool telling = !scale.reverse.empty() && scale.reverse.size() < scale.items.size() &&
                         scale.items.size() >= items_for_straight_lining;
    if (!telling) return;
    std::vector<std::optional<std::int64_t>> mirror;
    for (std::size_t i = 0; i < scale.items.size(); ++i) {
        const bool reversed =
            std::find(scale.reverse.begin(), scale.reverse.end(), scale.items[i]) != scale.reverse.end();
        mirror.push_back(reversed ? std::optional(decoded.lowest[i] + decoded.highest[i]) : std::nullopt);
    }
    std::size_t n = 0;
    for (const ItemRun& run : runs) n += count_straight(wave, run, mirror);
    if (n == 0) return;
    auto note = warning(
        "data.straight_lining",
        fmt::format(
            "{} gave one answer to all {} questions of \"{}\" in wave \"{}\", although some are reversed",
            people(n), scale.items.size(), scale.id, wave.id));
    if (n * one_in < wave.size()) note.severity = base::Severity::note;
    note.help = "they may not have read the questions; nothing is left out for it";
    notes.push_back(std::move(note));
}

void note_answers(const Study& study, const Responses& responses, Notes& notes) {
    for (const Scale& scale : study.scales) {
        if (scale.column || scale.items.empty()) continue;
        for (const WaveData& wave : responses.waves) {
            const WaveData* const waves[] = {&wave};
            try {
                const DecodedScale decoded = decode_scale(study, scale, waves);
                note_one_answer(study, scale, wave, decoded.waves.front(), notes);
                note_straight_lining(scale, decoded, wave, decoded.waves.front(), notes);
            } catch (const base::InputError&) {  // answers in no list: unknown_answers() reports them
                continue;
            }
        }
    }
}

/// The weights of a wave, in short.
struct Weights {
    std::size_t n = 0;
    std::size_t n_bad = 0;  ///< blank, no number, or not above 0
    double low = 0;
    double high = 0;
};

Weights weights_of(const WaveData& wave, const std::string& column_name, char mark) {
    Weights weights;
    for (const SheetRun& run : sheet_runs(wave)) {
        const io::Column* column = run.table->find(column_name);
        if (column == nullptr) continue;
        std::vector<double> values;
        for (std::uint32_t code = 0; code < column->values.size(); ++code) {
            values.push_back(base::parse_double(column->values.at(code), mark).value_or(0));
        }
        for_each_code(wave, run, *column, [&](std::size_t, std::uint32_t code) {
            const double value = values[code];
            if (value <= 0) {
                ++weights.n_bad;
                return;
            }
            weights.low = weights.n == 0 ? value : std::min(weights.low, value);
            weights.high = std::max(weights.high, value);
            ++weights.n;
        });
    }
    return weights;
}

void note_weights(const Study& study, const WaveData& wave, Notes& notes) {
    const std::string& column = study.columns.weight->in(wave.id);
    const Weights weights = weights_of(wave, column, decimal_mark(study, wave));
    if (weights.n_bad > 0) {
        notes.push_back(
            warning("data.weights",
                    fmt::format("{} in wave \"{}\" {} no positive weight in {}", people(weights.n_bad),
                                wave.id, weights.n_bad == 1 ? "has" : "have", quoted(column))));
    }
    if (weights.n > 0 && weights.high > widest_weights * weights.low) {
        auto note = warning("data.weights", fmt::format("the weights of wave \"{}\" range over {:.0f} to 1",
                                                        wave.id, weights.high / weights.low));
        note.found = fmt::format("{} to {}", base::shortest(weights.low), base::shortest(weights.high));
        note.help = "a few people then carry the result; weights are often trimmed to 0.3 to 3";
        notes.push_back(std::move(note));
    }
}

}  // namespace

std::vector<base::Diagnostic> quality_notes(const Study& study, const Responses& responses) {
    Notes notes;
    note_encodings(responses, notes);
    if (!study.columns.id.empty()) {
        for (const WaveData& wave : responses.waves) note_similar_ids(study, wave, notes);
        for (const WaveData& wave : responses.waves) note_missing_ids(study, wave, notes);
    }
    note_links(study, responses, notes);
    note_answers(study, responses, notes);
    if (study.columns.weight) {
        for (const WaveData& wave : responses.waves) note_weights(study, wave, notes);
    }
    return notes;
}

}  // namespace outcomes::survey
