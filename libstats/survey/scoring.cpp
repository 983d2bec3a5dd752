#include "libstats/survey/scoring.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/answer_sums.hpp"
#include "libstats/survey/conversion.hpp"
#include "libstats/survey/item_scores.hpp"
#include "libstats/survey/score_column.hpp"
#include "libstats/survey/score_grid.hpp"
#include "libstats/survey/score_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t most_items = 255;

ScoreForm form_of(const Scale& scale, const DecodedScale& decoded) {
    ScoreForm form;
    form.kind = scale.score;
    form.blank = scale.blank;
    form.n_items = scale.items.size();
    form.max_missing = scale.max_missing;
    form.answer_denominator = decoded.denominator;
    for (std::size_t i = 0; i < decoded.lowest.size(); ++i) {
        form.lowest_sum += decoded.lowest[i];
        form.highest_sum += decoded.highest[i];
        form.largest_sum += std::max(std::abs(decoded.lowest[i]), std::abs(decoded.highest[i]));
    }
    return form;
}

void count_sheets(const ScoreForm& form, WaveScores& scores) {
    std::array<std::size_t, 256> sheets_with{};
    for (const std::uint8_t n : scores.answered) ++sheets_with[n];
    scores.n_blank = sheets_with[0];
    for (std::size_t n = 1; n <= form.n_items; ++n) {
        if (n < fewest_answers(form))
            scores.n_lost += sheets_with[n];
        else
            scores.n_scored += sheets_with[n];
        if (n >= fewest_answers(form) && n < form.n_items) scores.n_prorated += sheets_with[n];
    }
}

/// Counts of answers that occur and are enough for a score.
std::vector<std::size_t> counts_met(const ScoreForm& form, const std::vector<WaveScores>& waves) {
    std::set<std::size_t> met;
    for (const WaveScores& wave : waves) {
        for (const std::size_t n : wave.answered) {
            if (n >= fewest_answers(form)) met.insert(n);
        }
    }
    return {met.begin(), met.end()};
}

void put_on_grid(const ScoreGrid& grid, ScaleScores& scores) {
    scores.denominator = grid.denominator;
    for (WaveScores& wave : scores.waves) {
        for (std::size_t i = 0; i < wave.units.size(); ++i) {
            const std::int64_t multiplier = grid.multiplier[wave.answered[i]];
            wave.units[i] = multiplier == 0 ? no_score : multiplier * wave.units[i] + grid.offset;
        }
    }
}

void put_off_grid(const ScoreForm& form, ScaleScores& scores) {
    scores.on_grid = false;
    for (WaveScores& wave : scores.waves) {
        auto& values = scores.values.emplace_back(wave.units.size(), std::nan(""));
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (wave.answered[i] >= fewest_answers(form))
                values[i] = score_value(form, wave.units[i], wave.answered[i]);
        }
        wave.units.clear();
    }
}

/// Lowest and highest score that a sheet can have.
void set_range(const ScoreForm& form, const DecodedScale& decoded, ScaleScores& scores) {
    std::int64_t low = form.lowest_sum;
    std::int64_t high = form.highest_sum;
    if (form.blank == BlankRule::zero) {  // a blank may be worth less, or more, than the item's own lowest or
                                          // highest answer
        const auto ends = [&](std::vector<std::int64_t> items) {
            std::sort(items.begin(), items.end());
            return items;
        };
        const auto fewest = static_cast<std::ptrdiff_t>(fewest_answers(form));
        const auto lowest = ends(decoded.lowest);
        const auto highest = ends(decoded.highest);
        low = std::min(low, std::accumulate(lowest.begin(), lowest.begin() + fewest, std::int64_t{0}));
        high = std::max(high, std::accumulate(highest.end() - fewest, highest.end(), std::int64_t{0}));
    }
    scores.low = score_value(form, low, form.n_items);
    scores.high = score_value(form, high, form.n_items);
}

/// The plain rule: mean, sum or percent of the items, prorated or with blanks as zero.
ScaleScores score_items(const Scale& scale, const DecodedScale& decoded,
                        std::span<const WaveData* const> waves) {
    const ScoreForm form = form_of(scale, decoded);
    ScaleScores scores;
    for (std::size_t w = 0; w < waves.size(); ++w) {
        scores.waves.push_back(answer_sums(*waves[w], decoded.waves[w]));
        count_sheets(form, scores.waves.back());
    }
    set_range(form, decoded, scores);
    auto grid = score_grid(form);
    if (!grid) {
        const auto met = counts_met(form, scores.waves);
        if (!met.empty()) grid = score_grid(form, met);
    }
    if (grid)
        put_on_grid(*grid, scores);
    else
        put_off_grid(form, scores);
    return scores;
}

/// A raw score that the conversion table does not have, and where it was met first.
struct Unlisted {
    std::size_t n = 0;
    const WaveData* wave = nullptr;
    std::size_t sheet = 0;
};

[[noreturn]] void refuse_unlisted(const Scale& scale, const Conversion& table, std::int64_t denominator,
                                  const std::map<std::int64_t, Unlisted>& unlisted) {
    base::Diagnostic diagnostic;
    diagnostic.code = "data.bad_conversion";
    std::vector<std::string> texts;
    const Unlisted& first = unlisted.begin()->second;
    std::size_t n = 0;
    for (const auto& [units, where] : unlisted) {
        const std::string raw = base::shortest(base::ratio(units, denominator));
        texts.push_back(fmt::format("{} ({} time{})", raw, where.n, where.n == 1 ? "" : "s"));
        n += where.n;
    }
    const Sheet& sheet = first.wave->sheets[first.sheet];
    diagnostic.message = fmt::format("{} raw score{} of \"{}\" {} not in the conversion table {}", n,
                                     n == 1 ? "" : "s", scale.id, n == 1 ? "is" : "are", table.path);
    diagnostic.place = first.wave->tables[sheet.table]->place(sheet.record, 0);
    diagnostic.place.column = 0;
    diagnostic.place.cell.clear();
    diagnostic.found = base::joined(texts, "and", 3);
    diagnostic.help =
        fmt::format("the table goes from {} to {}", base::shortest(table.raw.front().to_double()),
                    base::shortest(table.raw.back().to_double()));
    if (scale.max_missing > 0) diagnostic.help += "; max_missing = 0 scores complete sheets only";
    throw base::InputError(std::move(diagnostic));
}

void convert(const Scale& scale, std::span<const WaveData* const> waves, ScaleScores& scores) {
    const Conversion table = scale.raw_scores.empty() ? read_conversion(scale.convert)
                                                      : Conversion{"of its questionnaire", scale.raw_scores,
                                                                   scale.converted_scores};
    const ConversionGrid grid = on_grid(table, scores.denominator);
    std::map<std::int64_t, Unlisted> unlisted;
    for (std::size_t w = 0; w < waves.size(); ++w) {
        auto& units = scores.waves[w].units;
        for (std::size_t i = 0; i < units.size(); ++i) {
            if (units[i] == no_score) continue;
            const auto found = grid.converted.find(units[i]);
            if (found != grid.converted.end()) {
                units[i] = found->second;
                continue;
            }
            Unlisted& missed = unlisted.try_emplace(units[i], Unlisted{0, waves[w], i}).first->second;
            ++missed.n;
        }
    }
    if (!unlisted.empty()) refuse_unlisted(scale, table, scores.denominator, unlisted);
    scores.denominator = grid.denominator;
    scores.low = grid.low;
    scores.high = grid.high;
}

[[noreturn]] void refuse_inexact_conversion(const Scale& scale) {
    base::Diagnostic diagnostic;
    diagnostic.code = "data.bad_conversion";
    diagnostic.message = fmt::format(
        "the raw scores of \"{}\" cannot be kept exactly, so no table can convert them", scale.id);
    diagnostic.help = "lower max_missing";
    throw base::InputError(std::move(diagnostic));
}

/// The columns that are read with one answer list, each once.
struct ListedColumns {
    const AnswerList* list = nullptr;
    std::vector<std::string> columns;
};

std::vector<ListedColumns> columns_by_list(const Study& study, const std::string& wave) {
    std::vector<ListedColumns> lists;
    const auto add = [&](const std::string& column, const AnswerList& list) {
        auto known =
            std::find_if(lists.begin(), lists.end(), [&](const auto& one) { return one.list == &list; });
        if (known == lists.end()) known = lists.insert(known, {&list, {}});
        auto& columns = known->columns;
        const bool seen = std::find(columns.begin(), columns.end(), column) != columns.end();
        if (!column.empty() && !seen) columns.push_back(column);
    };
    for (const Scale& scale : study.scales) {
        for (const std::string& id : scale.items) {
            const Item* item = study.find_item(id);
            if (item != nullptr) add(item->column.in(wave), answers_of(study, scale, *item));
        }
    }
    for (const Category& category : study.categories) {
        const AnswerList* list = study.find_answers(category.answers);
        if (list != nullptr) add(category.column.in(wave), *list);
    }
    return lists;
}

/// One message an answer list: a label that was forgotten there strays in every question that uses it.
void add_unknown_answers(const Study& study, const WaveData& wave, std::vector<base::Diagnostic>& defects) {
    const char mark = decimal_mark(study, wave);
    for (const ListedColumns& listed : columns_by_list(study, wave.id)) {
        const AnswerKey key(*listed.list, study.missing, mark);
        if (auto defect = unknown_answers_in(wave, listed.columns, key))
            defects.push_back(std::move(*defect));
    }
}

/// What scoring refuses, but for unknown answers, which are known by now.
void add_scoring_errors(const Study& study, const Scale& scale, std::span<const WaveData* const> waves,
                        std::vector<base::Diagnostic>& defects) {
    try {
        (void)score_scale(study, scale, waves);
    } catch (const base::InputError& error) {
        std::copy_if(error.diagnostics().begin(), error.diagnostics().end(), std::back_inserter(defects),
                     [](const base::Diagnostic& one) { return one.code != "data.unknown_answer"; });
    }
}

}  // namespace

ScaleScores score_scale(const Study& study, const Scale& scale, std::span<const WaveData* const> waves) {
    if (scale.column) return score_column(study, scale, waves);
    base::require(!scale.items.empty() && scale.items.size() <= most_items, "a scale has 1 to 255 items");
    const DecodedScale decoded = decode_scale(study, scale, waves);
    ScaleScores scores =
        scale.parts.empty() ? score_items(scale, decoded, waves) : score_parts(scale, decoded, waves);
    if (!scale.limits.empty()) apply_limits(scale, decoded, waves, scores);
    if (scale.is_converted() && !scores.on_grid) refuse_inexact_conversion(scale);
    if (scale.is_converted()) convert(scale, waves, scores);
    if (scale.round) round_scores(*scale.round, scores);
    return scores;
}

ItemMatrix item_matrix(const Study& study, const Scale& scale, const WaveData& wave) {
    base::require(!scale.column, "item_matrix: the scale has no items");
    const WaveData* const waves[] = {&wave};
    const DecodedScale decoded = decode_scale(study, scale, waves);
    const WaveScores sums = answer_sums(wave, decoded.waves.front());
    ItemMatrix matrix{scale.items.size(), decoded.denominator, {}};
    for (const ItemRun& run : decoded.waves.front()) {
        for (std::size_t sheet = run.run.begin; sheet < run.run.end; ++sheet) {
            if (sums.answered[sheet] != matrix.n_items) continue;
            const std::uint32_t record = wave.sheets[sheet].record;
            for (const ItemTable& item : run.items) {
                const std::int64_t units = item.units[item.column->codes[record]];
                base::require(std::in_range<std::int32_t>(units),
                              "item_matrix: an answer does not fit into 32 bits");
                matrix.units.push_back(static_cast<std::int32_t>(units));
            }
        }
    }
    return matrix;
}

CategoryAnswers category_answers(const Study& study, const ColumnName& column, const AnswerList& answers,
                                 const WaveData& wave) {
    CategoryAnswers result;
    result.labels = answers.labels;
    if (answers.is_range) {
        const auto low = base::units_at(*answers.low, 0);
        const auto high = base::units_at(*answers.high, 0);
        base::require(low && high && *high - *low < std::numeric_limits<std::int16_t>::max(),
                      "a category needs labels or a range of whole numbers");
        for (std::int64_t step = *low; step <= *high; ++step) result.labels.push_back(std::to_string(step));
    }
    result.codes.assign(wave.size(), -1);
    const AnswerKey key(answers, study.missing, decimal_mark(study, wave));
    const std::string& name = column.in(wave.id);
    if (auto defect = unknown_answers_in(wave, std::array{name}, key))
        throw base::InputError(std::move(*defect));
    for (const SheetRun& run : sheet_runs(wave)) {
        const io::Column* cells = run.table->find(name);
        if (cells == nullptr) continue;
        const auto decoded = key.decode(*cells);
        for_each_code(wave, run, *cells, [&](std::size_t sheet, std::uint32_t code) {
            result.codes[sheet] = decoded[code].position;
        });
    }
    return result;
}

std::vector<base::Diagnostic> unknown_answers(const Study& study, const Responses& responses) {
    std::vector<base::Diagnostic> defects;
    for (const WaveData& wave : responses.waves) add_unknown_answers(study, wave, defects);
    std::vector<const WaveData*> waves;
    for (const WaveData& wave : responses.waves) waves.push_back(&wave);
    for (const Scale& scale : study.scales) {
        if (scale.column || scale.is_converted() || !scale.parts.empty())
            add_scoring_errors(study, scale, waves, defects);
    }
    return defects;
}

std::vector<DoubtfulCell> unknown_answer_cells(const Study& study, const Responses& responses) {
    std::vector<DoubtfulCell> cells;
    for (const WaveData& wave : responses.waves) {
        for (const ListedColumns& listed : columns_by_list(study, wave.id)) {
            const AnswerKey key(*listed.list, study.missing, decimal_mark(study, wave));
            for (const std::string& name : listed.columns) {
                const auto more = unknown_cells_in(wave, name, key);
                cells.insert(cells.end(), more.begin(), more.end());
            }
        }
    }
    return cells;
}

}  // namespace outcomes::survey
