#include "libstats/survey/quality.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/item_scores.hpp"
#include "libstats/survey/key_numbers.hpp"
#include "libstats/survey/linkage.hpp"
#include "libstats/survey/sheet_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t enough_pairs = 30;
constexpr double widest_weights = 10;
constexpr std::size_t one_in_five = 5;  ///< more blanks than one cell in so many are worth a note

using Doubts = std::vector<DataDoubt>;

DataDoubt warning(std::string code, std::string message) {
    return doubt(base::Severity::warning, std::move(code), std::move(message));
}

std::string quoted(std::string_view text) {
    return '"' + base::fitted(base::printable(text), 40) + '"';
}

void note_encodings(const Responses& responses, Doubts& doubts) {
    std::set<const io::Table*> seen;
    for (const WaveData& wave : responses.waves) {
        for (const auto& table : wave.tables) {
            if (!seen.insert(table.get()).second || table->dialect.encoding == io::Encoding::utf8) continue;
            auto note = warning("data.encoding",
                                fmt::format("read as {}", io::encoding_name(table->dialect.encoding)));
            note.diagnostic.severity = base::Severity::note;
            note.diagnostic.place.file = table->path;
            note.diagnostic.help = "if accents look wrong, name the encoding in the wave";
            doubts.push_back(std::move(note));
        }
    }
}

/// How an id may be typed a second time: in other case, with other spaces.
std::string loosened(std::string_view id) {
    std::string text = base::folded(id);
    std::erase(text, ' ');
    return text;
}

/// Which letters the ids of a wave have.
struct Letters {
    bool upper = false;
    bool lower = false;
    bool other = false;  ///< white space, or bytes of other letters

    void add(std::string_view text) {
        for (const char c : text) {
            upper = upper || (c >= 'A' && c <= 'Z');
            lower = lower || (c >= 'a' && c <= 'z');
            other = other || c <= ' ' || c > '~';
        }
    }
};

/// False if no two ids can be equal once loosened: plain letters of one case, digits and marks. Most codes
/// are like that, and folding a million of them takes its time.
bool may_have_variants(const Study& study, const WaveData& wave) {
    Letters letters;
    for (const auto& table : wave.tables) {
        for (const ColumnName& id : study.columns.id) {
            const io::Column* column = table->find(id.in(wave.id));
            if (column == nullptr) continue;
            for (std::uint32_t code = 0; code < column->values.size(); ++code)
                letters.add(column->values.at(code));
        }
    }
    return letters.other || (letters.upper && letters.lower);
}

void note_similar_ids(const Study& study, const WaveData& wave, Doubts& doubts) {
    if (!may_have_variants(study, wave)) return;
    io::TextPool forms;
    std::vector<std::uint32_t> first_sheet{none};  // one a form; the first form is the blank one
    std::vector<std::string> pairs;
    std::vector<DoubtfulCell> cells;
    for (std::uint32_t sheet = 0; sheet < wave.size(); ++sheet) {
        if (wave.person[sheet] == none) continue;
        const std::uint32_t form = forms.intern(loosened(key_text(wave, sheet, study.columns.id)));
        if (form == first_sheet.size()) first_sheet.push_back(sheet);
        const std::uint32_t before = first_sheet[form];
        if (before == none || wave.person[before] == wave.person[sheet]) continue;
        cells.push_back(cell_of(wave, sheet, study.columns.id.front().in(wave.id)));
        if (pairs.size() < 3) {
            pairs.push_back(quoted(key_text(wave, before, study.columns.id)) + " and " +
                            quoted(key_text(wave, sheet, study.columns.id)));
        }
    }
    if (cells.empty()) return;
    const std::size_t n = cells.size();
    auto note =
        warning("data.similar_ids", fmt::format("{} of wave \"{}\" {} another one but for case or spaces",
                                                n == 1 ? std::string("1 id") : fmt::format("{} ids", n),
                                                wave.id, n == 1 ? "equals" : "equal"));
    note.diagnostic.found = fmt::format("{}", fmt::join(pairs, "; "));
    note.diagnostic.help =
        study.link && study.link->normalise
            ? "one of them may be a person who answered twice; outcomes link --review lists what is alike"
            : "ids are linked exactly as they are written; correct those that mean one person";
    note.cells = std::move(cells);
    point_at_cells(note);
    doubts.push_back(std::move(note));
}

void note_missing_ids(const Study& study, const WaveData& wave, Doubts& doubts) {
    std::set<std::string> texts;
    std::size_t n = 0;
    bool in_study = false;
    const NoKey no_key(study.missing);
    const MissingKey missing(study.missing);
    for (std::size_t sheet = 0; sheet < wave.size(); ++sheet) {
        if (wave.person[sheet] != none) continue;
        for (const ColumnName& column : study.columns.id) {
            const std::string_view text = base::trim(cell_text(wave, sheet, column.in(wave.id)));
            if (text.empty() || !no_key.contains(text)) continue;
            ++n;
            if (texts.size() < 3) texts.insert(quoted(text));
            in_study = in_study || missing.contains(text);
            break;
        }
    }
    if (n == 0) return;
    auto note =
        warning("data.id_means_missing",
                fmt::format("the id of {} in wave \"{}\" means \"no answer\"{}, so they are not linked",
                            people_in_words(n), wave.id, in_study ? " in [missing]" : ""));
    note.diagnostic.found = base::joined(std::vector<std::string>(texts.begin(), texts.end()));
    note.diagnostic.help =
        in_study
            ? "if these are real ids, take them out of [missing] and into the lists that use them"
            : "if these are real ids, write them another way in the files, such as with a letter in front";
    doubts.push_back(std::move(note));
}

void note_links(const Study& study, const Responses& responses, Doubts& doubts) {
    const bool linked =
        !study.columns.id.empty() && study.design != Design::cross_section && responses.waves.size() > 1;
    if (!linked) return;
    const WaveData& first = responses.waves.front();
    const WaveData& last = responses.waves.back();
    const std::size_t n_pairs = link(first, last).pairs.size();
    if (n_pairs < enough_pairs) {
        auto note = warning("data.few_pairs", fmt::format("{} answered both \"{}\" and \"{}\"",
                                                          people_in_words(n_pairs), first.id, last.id));
        note.diagnostic.help =
            fmt::format("with fewer than {} pairs only large changes can be told from chance", enough_pairs);
        doubts.push_back(std::move(note));
    }
    if (auto note = few_linked(first, last, n_pairs)) doubts.push_back({std::move(*note), {}});
}

/// The answers of the list that people gave, by their position; empty texts and strays left out.
std::size_t n_different_answers(const AnswerUse& use) {
    std::vector<base::Decimal> scores;
    for (const TextUse& text : use.texts) {
        if (text.answer.meaning != Meaning::score) continue;
        const bool known = std::any_of(scores.begin(), scores.end(), [&](const base::Decimal& score) {
            return base::compare(score, text.answer.score) == 0;
        });
        if (!known) scores.push_back(text.answer.score);
    }
    return scores.size();
}

void note_one_answer(const WaveData& wave, const std::vector<AnswerUse>& uses, Doubts& doubts) {
    std::vector<std::string> columns;
    for (const AnswerUse& use : uses) {
        if (use.n_answered >= 2 && n_different_answers(use) == 1) columns.push_back(quoted(use.column));
    }
    if (columns.empty()) return;
    auto note = warning("data.one_answer",
                        fmt::format("everybody who answered {} in wave \"{}\" gave the same answer",
                                    base::joined(columns), wave.id));
    note.diagnostic.help = "see whether the column was filled in by the program that made the file";
    doubts.push_back(std::move(note));
}

void note_blanks(const WaveData& wave, const std::vector<AnswerUse>& uses, Doubts& doubts) {
    std::vector<std::string> shares;
    for (const AnswerUse& use : uses) {
        const std::size_t n_blank = wave.size() - use.n_answered;
        if (!use.was_read || use.n_answered == 0 || one_in_five * n_blank <= wave.size()) continue;
        shares.push_back(fmt::format("{} {:.0f} %", quoted(use.column),
                                     100 * static_cast<double>(n_blank) / static_cast<double>(wave.size())));
    }
    if (shares.empty()) return;
    auto note =
        doubt(base::Severity::note, "data.many_blanks",
              fmt::format("{} of wave \"{}\" {} no answer from more than one person in five",
                          shares.size() == 1 ? "1 question" : fmt::format("{} questions", shares.size()),
                          wave.id, shares.size() == 1 ? "has" : "have"));
    note.diagnostic.found = base::joined(shares);
    note.diagnostic.help = "those who answered may differ from those who did not";
    doubts.push_back(std::move(note));
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

void note_weights(const Study& study, const WaveData& wave, Doubts& doubts) {
    const std::string& column = study.columns.weight->in(wave.id);
    const Weights weights = weights_of(wave, column, decimal_mark(study, wave));
    if (weights.n_bad > 0) {
        doubts.push_back(warning(
            "data.weights",
            fmt::format("{} in wave \"{}\" {} no positive weight in {}", people_in_words(weights.n_bad),
                        wave.id, weights.n_bad == 1 ? "has" : "have", quoted(column))));
    }
    if (weights.n > 0 && weights.high > widest_weights * weights.low) {
        auto note = warning("data.weights", fmt::format("the weights of wave \"{}\" range over {:.0f} to 1",
                                                        wave.id, weights.high / weights.low));
        note.diagnostic.found =
            fmt::format("{} to {}", base::shortest(weights.low), base::shortest(weights.high));
        note.diagnostic.help = "a few people then carry the result; weights are often trimmed to 0.3 to 3";
        doubts.push_back(std::move(note));
    }
}

}  // namespace

std::optional<base::Diagnostic> few_linked(const WaveData& from, const WaveData& to, std::size_t n_pairs) {
    if (2 * n_pairs >= from.size()) return std::nullopt;
    auto note = warning("data.few_linked",
                        fmt::format("{} of the {} sheets of \"{}\" are linked to \"{}\", less than half",
                                    n_pairs, from.size(), from.id, to.id));
    note.diagnostic.help =
        "those who answered twice may differ from the others; [rules] headline = \"place\" uses everyone";
    return note.diagnostic;
}

std::vector<DataDoubt> quality_doubts(const Study& study, const Responses& responses,
                                      const std::vector<std::vector<AnswerUse>>& uses) {
    Doubts doubts;
    note_encodings(responses, doubts);
    if (!study.columns.id.empty()) {
        for (const WaveData& wave : responses.waves) note_similar_ids(study, wave, doubts);
        for (const WaveData& wave : responses.waves) note_missing_ids(study, wave, doubts);
    }
    note_links(study, responses, doubts);
    for (std::size_t w = 0; w < responses.waves.size(); ++w) {
        note_one_answer(responses.waves[w], uses[w], doubts);
        note_blanks(responses.waves[w], uses[w], doubts);
    }
    if (study.columns.weight) {
        for (const WaveData& wave : responses.waves) note_weights(study, wave, doubts);
    }
    return doubts;
}

}  // namespace outcomes::survey
