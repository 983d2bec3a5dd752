#include "libstats/survey/item_scores.hpp"

#include "libstats/base/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace outcomes::survey {
namespace {

struct ItemRule {
    const Item* item = nullptr;
    const AnswerList* list = nullptr;
    bool reversed = false;
};

std::vector<ItemRule> rules_of(const Study& study, const Scale& scale) {
    std::vector<ItemRule> rules;
    for (const std::string& id : scale.items) {
        const Item* item = study.find_item(id);
        base::require(item != nullptr, "a scale uses an item that the study does not have");
        const AnswerList& list = answers_of(study, scale, *item);
        base::require(list.low && list.high, "an answer list needs its lowest and highest score");
        const bool reversed =
            std::find(scale.reverse.begin(), scale.reverse.end(), id) != scale.reverse.end();
        rules.push_back({item, &list, reversed});
    }
    return rules;
}

/// The answers of one run as they are declared, before they are brought to one grid.
struct DeclaredRun {
    SheetRun run;
    std::vector<const io::Column*> columns;
    std::vector<std::vector<Answer>> answers;
};

DeclaredRun declare(const WaveData& wave, const SheetRun& run, const std::vector<ItemRule>& rules,
                    const std::vector<AnswerKey>& keys) {
    DeclaredRun declared{run, {}, {}};
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const std::string& name = rules[i].item->column.in(wave.id);
        const io::Column* column = name.empty() ? nullptr : run.table->find(name);
        declared.columns.push_back(column);
        declared.answers.push_back(column == nullptr ? std::vector<Answer>() : keys[i].decode(*column));
    }
    return declared;
}

/// Messages about answers in no list. Such a text may belong to another wave of the same file: then there is
/// nothing to say, which only the look at this wave's sheets can tell.
void look_for_strays(const WaveData& wave, const std::vector<ItemRule>& rules,
                     const std::vector<AnswerKey>& keys, const std::vector<DeclaredRun>& runs,
                     std::vector<base::Diagnostic>& defects) {
    const auto is_stray = [](const Answer& answer) {
        return answer.meaning == Meaning::unknown || answer.meaning == Meaning::outside;
    };
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const bool doubtful = std::any_of(runs.begin(), runs.end(), [&](const DeclaredRun& run) {
            return std::any_of(run.answers[i].begin(), run.answers[i].end(), is_stray);
        });
        if (!doubtful) continue;
        if (auto defect = unknown_answers_in(wave, std::array{rules[i].item->column.in(wave.id)}, keys[i])) {
            defects.push_back(std::move(*defect));
        }
    }
}

std::vector<DeclaredRun> declare_wave(const Study& study, const WaveData& wave,
                                      const std::vector<ItemRule>& rules,
                                      std::vector<base::Diagnostic>& defects) {
    std::vector<AnswerKey> keys;
    keys.reserve(rules.size());
    for (const ItemRule& rule : rules)
        keys.emplace_back(*rule.list, study.missing, decimal_mark(study, wave));
    std::vector<DeclaredRun> runs;
    for (const SheetRun& run : sheet_runs(wave)) runs.push_back(declare(wave, run, rules, keys));
    look_for_strays(wave, rules, keys, runs, defects);
    return runs;
}

int digits_of(const std::vector<ItemRule>& rules, const std::vector<std::vector<DeclaredRun>>& waves) {
    int digits = 0;
    for (const ItemRule& rule : rules) {
        digits =
            std::max({digits, base::digits_needed(*rule.list->low), base::digits_needed(*rule.list->high)});
    }
    for (const auto& runs : waves) {
        for (const DeclaredRun& run : runs) {
            for (const auto& answers : run.answers) {
                for (const Answer& answer : answers) {
                    if (answer.meaning == Meaning::score)
                        digits = std::max(digits, base::digits_needed(answer.score));
                }
            }
        }
    }
    return digits;
}

std::int64_t units_or_refuse(const base::Decimal& score, int digits) {
    constexpr std::int64_t limit = std::int64_t{1}
                                   << 45;  // leaves room for the sum of 255 items and their count
    const auto units = base::units_at(score, digits);
    if (units && *units <= limit && *units >= -limit) return *units;
    base::Diagnostic diagnostic;
    diagnostic.code = "data.bad_number";
    diagnostic.message = "the scores of the answers have too many digits to be kept exactly";
    diagnostic.found = fmt::format("{} with {} decimals", base::shortest(score.to_double()), digits);
    diagnostic.help = "write the scores of [answers] with fewer digits";
    throw base::InputError(std::move(diagnostic));
}

ItemTable table_of(const io::Column* column, const std::vector<Answer>& answers, const ItemRule& rule,
                   int digits) {
    ItemTable table{column, {}, {}, {}};
    table.units.assign(answers.size(), 0);
    table.answered.assign(answers.size(), 0);
    table.packed.assign(answers.size(), 0);
    const std::int64_t mirror =
        units_or_refuse(*rule.list->low, digits) + units_or_refuse(*rule.list->high, digits);
    for (std::size_t code = 0; code < answers.size(); ++code) {
        if (answers[code].meaning != Meaning::score) continue;
        const std::int64_t units = units_or_refuse(answers[code].score, digits);
        table.units[code] = rule.reversed ? mirror - units : units;
        table.answered[code] = 1;
        table.packed[code] = 256 * table.units[code] + 1;
    }
    return table;
}

}  // namespace

char decimal_mark(const Study& study, const WaveData& wave) {
    const Wave* declared = study.find_wave(wave.id);
    return declared == nullptr ? '.' : declared->decimal;
}

DecodedScale decode_scale(const Study& study, const Scale& scale, std::span<const WaveData* const> waves) {
    const auto rules = rules_of(study, scale);
    std::vector<base::Diagnostic> defects;
    std::vector<std::vector<DeclaredRun>> declared;
    for (const WaveData* wave : waves) declared.push_back(declare_wave(study, *wave, rules, defects));
    if (!defects.empty()) throw base::InputError(std::move(defects));

    DecodedScale decoded;
    const int digits = digits_of(rules, declared);
    for (int d = 0; d < digits; ++d) decoded.denominator *= 10;
    for (const ItemRule& rule : rules) {
        decoded.lowest.push_back(units_or_refuse(*rule.list->low, digits));
        decoded.highest.push_back(units_or_refuse(*rule.list->high, digits));
    }
    for (const auto& runs : declared) {
        auto& out = decoded.waves.emplace_back();
        for (const DeclaredRun& run : runs) {
            auto& items = out.emplace_back(ItemRun{run.run, {}}).items;
            for (std::size_t i = 0; i < rules.size(); ++i) {
                items.push_back(table_of(run.columns[i], run.answers[i], rules[i], digits));
            }
        }
    }
    return decoded;
}

}  // namespace outcomes::survey
