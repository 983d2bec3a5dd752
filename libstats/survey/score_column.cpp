#include "libstats/survey/score_column.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/cell_message.hpp"
#include "libstats/survey/item_scores.hpp"
#include "libstats/survey/sheet_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace outcomes::survey {
namespace {

using base::Int128;

constexpr std::size_t most_items = 60;

Int128 power_of_ten(int digits) {
    Int128 power = 1;
    for (int d = 0; d < digits; ++d) power *= 10;
    return power;
}

/// The value in units of the last printed decimal.
Int128 printed_units(const PrintedValue& printed) {
    const int finer = printed.value.digits - printed.digits;
    return finer > 0 ? printed.value.units / power_of_ten(finer) : printed.value.units * power_of_ten(-finer);
}

Int128 nearest(Int128 numerator, Int128 denominator) {
    const Int128 twice = 2 * numerator + denominator;
    const Int128 whole = twice / (2 * denominator);
    return twice < 0 && whole * 2 * denominator != twice ? whole - 1 : whole;
}

/// What one distinct text of the column says.
struct Number {
    enum class Kind { missing, decimal, wide, wrong, outside } kind = Kind::missing;
    base::Decimal decimal;
    double value = 0;  ///< of a number with more digits than a Decimal holds
};

/// One run of sheets with its column read.
struct ReadRun {
    std::size_t wave = 0;
    SheetRun run;
    const io::Column* column = nullptr;
    std::vector<Number> numbers;  ///< one a distinct text
    std::vector<bool> used;       ///< whether a sheet of the run holds it
    int digits = 0;               ///< the most decimals of a number that is used
};

bool outside_range(const Scale& scale, const base::Decimal& value) {
    return (scale.low && base::compare(value, *scale.low) < 0) ||
           (scale.high && base::compare(value, *scale.high) > 0);
}

Number read_number(const Scale& scale, const MissingKey& missing, const io::Column& column,
                   std::uint32_t code, char mark) {
    if (missing.contains(column, code)) return {};
    const std::string_view text = column.values.at(code);
    if (const auto decimal = base::parse_decimal(text, mark)) {
        return {outside_range(scale, *decimal) ? Number::Kind::outside : Number::Kind::decimal, *decimal, 0};
    }
    if (const auto value = base::parse_double(text, mark)) return {Number::Kind::wide, {}, *value};
    return {Number::Kind::wrong, {}, 0};
}

std::vector<ReadRun> read_runs(const Study& study, const Scale& scale,
                               std::span<const WaveData* const> waves) {
    std::vector<ReadRun> all;
    for (std::size_t w = 0; w < waves.size(); ++w) {
        const WaveData& wave = *waves[w];
        const char mark = decimal_mark(study, wave);
        const MissingKey missing(study.missing, mark);
        for (const SheetRun& run : sheet_runs(wave)) {
            ReadRun read{w, run, run.table->find(scale.column->in(wave.id)), {}, {}, 0};
            if (read.column == nullptr) continue;
            const io::TextPool& texts = read.column->values;
            for (std::uint32_t code = 0; code < texts.size(); ++code) {
                read.numbers.push_back(read_number(scale, missing, *read.column, code, mark));
            }
            read.used.assign(texts.size(), false);
            for_each_code(wave, run, *read.column,
                          [&](std::size_t, std::uint32_t code) { read.used[code] = true; });
            for (std::size_t code = 0; code < read.numbers.size(); ++code) {
                if (!read.used[code] || read.numbers[code].kind != Number::Kind::decimal) continue;
                read.digits = std::max(read.digits, base::digits_needed(read.numbers[code].decimal));
            }
            all.push_back(std::move(read));
        }
    }
    return all;
}

/// Cells of one wave that a rule refuses, as one message.
template <class Refuse>
void report(const WaveData& wave, const ReadRun& read, Refuse refuse, const char* code_id,
            const std::string& what, const std::string& help, std::vector<base::Diagnostic>& defects) {
    std::size_t n = 0;
    std::size_t first = 0;
    std::set<std::string> texts;
    for_each_code(wave, read.run, *read.column, [&](std::size_t sheet, std::uint32_t code) {
        if (!refuse(read.numbers[code])) return;
        if (n++ == 0) first = sheet;
        if (texts.size() < 3)
            texts.insert('"' + base::fitted(base::printable(read.column->values.at(code)), 60) + '"');
    });
    if (n == 0) return;
    auto diagnostic = diagnostic_at_cell(*read.run.table, wave.sheets[first].record, *read.column, code_id,
                                         fmt::format("{} cell{} of \"{}\" {} {}", n, n == 1 ? "" : "s",
                                                     read.column->name, n == 1 ? "is" : "are", what));
    diagnostic.found = base::joined(std::vector<std::string>(texts.begin(), texts.end()));
    diagnostic.help = help;
    defects.push_back(std::move(diagnostic));
}

std::string range_text(const Scale& scale) {
    const auto end = [](const std::optional<base::Decimal>& value) {
        return value ? base::shortest(value->to_double()) : std::string("no limit");
    };
    return fmt::format("outside the range of \"{}\", {} to {}", scale.id, end(scale.low), end(scale.high));
}

/// Without a study file there are no sections to put anything into.
std::string remedy_for_words(const Scale& scale) {
    if (scale.mark.line > 0)
        return "a text for \"no answer\" belongs in [missing]; a file with decimal commas needs decimal = "
               "\",\" in its wave";
    return "numbers can be compared as they stand; for answers in words let outcomes init draft a study file "
           "from the data, and name texts for \"no answer\" with --missing";
}

void refuse_wrong_cells(const Scale& scale, std::span<const WaveData* const> waves,
                        const std::vector<ReadRun>& runs) {
    std::vector<base::Diagnostic> defects;
    for (const ReadRun& read : runs) {
        const WaveData& wave = *waves[read.wave];
        report(
            wave, read, [](const Number& number) { return number.kind == Number::Kind::wrong; },
            "data.bad_number", "neither a number nor missing", remedy_for_words(scale), defects);
        report(
            wave, read, [](const Number& number) { return number.kind == Number::Kind::outside; },
            "data.out_of_range", range_text(scale), "correct the cell, or the range in the study file",
            defects);
        if (!scale.items_per_score) continue;
        const std::size_t q = *scale.items_per_score;
        report(
            wave, read,
            [&](const Number& number) {
                return number.kind == Number::Kind::decimal &&
                       !may_be_fraction({number.decimal, read.digits}, q);
            },
            "data.not_a_mean", fmt::format("no mean of {} items", q),
            "leave out `items_per_score`, or give the number of items that the column was made from",
            defects);
    }
    if (!defects.empty()) throw base::InputError(std::move(defects));
}

std::vector<PrintedValue> distinct_values(const std::vector<ReadRun>& runs) {
    std::set<std::tuple<Int128, int>> seen;
    std::vector<PrintedValue> values;
    for (const ReadRun& read : runs) {
        for (std::size_t code = 0; code < read.numbers.size(); ++code) {
            if (!read.used[code] || read.numbers[code].kind != Number::Kind::decimal) continue;
            const PrintedValue value{read.numbers[code].decimal, read.digits};
            if (seen.emplace(printed_units(value), value.digits).second) values.push_back(value);
        }
    }
    return values;
}

bool any_wide(const std::vector<ReadRun>& runs) {
    return std::any_of(runs.begin(), runs.end(), [](const ReadRun& read) {
        for (std::size_t code = 0; code < read.numbers.size(); ++code) {
            if (read.used[code] && read.numbers[code].kind == Number::Kind::wide) return true;
        }
        return false;
    });
}

/// The units of every distinct text of every run, or nothing if they fit no decimal grid.
std::optional<std::vector<std::vector<std::int64_t>>> units_of(const std::vector<ReadRun>& runs,
                                                               ScaleScores& scores) {
    std::vector<std::vector<std::int64_t>> all;
    if (scores.items_per_score) {
        scores.denominator = static_cast<std::int64_t>(*scores.items_per_score);
        for (const ReadRun& read : runs) {
            auto& units = all.emplace_back(read.numbers.size(), no_score);
            for (std::size_t code = 0; code < units.size(); ++code) {
                if (!read.used[code] || read.numbers[code].kind != Number::Kind::decimal) continue;
                units[code] =
                    nearest_fraction({read.numbers[code].decimal, read.digits}, *scores.items_per_score);
            }
        }
        return all;
    }
    int digits = 0;
    for (const ReadRun& read : runs) digits = std::max(digits, read.digits);
    scores.denominator = static_cast<std::int64_t>(power_of_ten(digits));
    for (const ReadRun& read : runs) {
        auto& units = all.emplace_back(read.numbers.size(), no_score);
        for (std::size_t code = 0; code < units.size(); ++code) {
            if (!read.used[code] || read.numbers[code].kind != Number::Kind::decimal) continue;
            const auto at = base::units_at(read.numbers[code].decimal, digits);
            if (!at) return std::nullopt;
            units[code] = *at;
        }
    }
    return all;
}

double plain_value(const Number& number) {
    switch (number.kind) {
        case Number::Kind::decimal:
            return number.decimal.to_double();
        case Number::Kind::wide:
            return number.value;
        default:
            return std::nan("");
    }
}

void fill_plain(std::span<const WaveData* const> waves, const std::vector<ReadRun>& runs,
                ScaleScores& scores) {
    scores.on_grid = false;
    scores.denominator = 1;
    for (std::size_t w = 0; w < waves.size(); ++w) {
        scores.waves[w].units.clear();
        scores.values.emplace_back(waves[w]->size(), std::nan(""));
    }
    for (const ReadRun& read : runs) {
        auto& values = scores.values[read.wave];
        for_each_code(*waves[read.wave], read.run, *read.column, [&](std::size_t sheet, std::uint32_t code) {
            values[sheet] = plain_value(read.numbers[code]);
            scores.waves[read.wave].answered[sheet] = std::isnan(values[sheet]) ? 0 : 1;
        });
    }
}

void fill_units(std::span<const WaveData* const> waves, const std::vector<ReadRun>& runs,
                const std::vector<std::vector<std::int64_t>>& units, ScaleScores& scores) {
    for (std::size_t r = 0; r < runs.size(); ++r) {
        WaveScores& wave = scores.waves[runs[r].wave];
        for_each_code(*waves[runs[r].wave], runs[r].run, *runs[r].column,
                      [&](std::size_t sheet, std::uint32_t code) {
                          wave.units[sheet] = units[r][code];
                          wave.answered[sheet] = units[r][code] == no_score ? 0 : 1;
                      });
    }
}

}  // namespace

bool may_be_fraction(const PrintedValue& printed, std::size_t q) {
    const auto items = static_cast<Int128>(q);
    const Int128 power = power_of_ten(printed.digits);
    const Int128 off = printed_units(printed) * items - nearest_fraction(printed, q) * power;
    return 2 * (off < 0 ? -off : off) <= items;
}

std::int64_t nearest_fraction(const PrintedValue& printed, std::size_t q) {
    base::require(q > 0, "a mean needs at least one item");
    return static_cast<std::int64_t>(
        nearest(printed_units(printed) * static_cast<Int128>(q), power_of_ten(printed.digits)));
}

std::optional<std::size_t> detect_items_per_score(std::span<const PrintedValue> values) {
    const auto fits = [&](std::size_t q) {
        return std::all_of(values.begin(), values.end(),
                           [&](const PrintedValue& v) { return may_be_fraction(v, q); });
    };
    const auto is_exact = [](const PrintedValue& v, std::size_t q) {
        return printed_units(v) * static_cast<Int128>(q) % power_of_ten(v.digits) == 0;
    };
    for (std::size_t q = 2; q <= most_items; ++q) {
        if (!fits(q)) continue;
        if (std::all_of(values.begin(), values.end(),
                        [&](const PrintedValue& v) { return is_exact(v, q); })) {
            return std::nullopt;
        }
        double log_chance = 0;
        for (const PrintedValue& value : values) {
            if (base::digits_needed(value.value) == 0) continue;
            const double covered = static_cast<double>(q) / std::pow(10.0, value.digits);
            if (covered > 0.1) return std::nullopt;
            log_chance += std::log10(covered);
        }
        return log_chance < -6 ? std::optional(q) : std::nullopt;
    }
    return std::nullopt;
}

ScaleScores score_column(const Study& study, const Scale& scale, std::span<const WaveData* const> waves) {
    base::require(scale.column.has_value(), "score_column: the scale has no column");
    ScaleScores scores;
    for (const WaveData* wave : waves) {
        WaveScores empty;
        empty.units.assign(wave->size(), no_score);
        empty.answered.assign(wave->size(), 0);
        scores.waves.push_back(std::move(empty));
    }
    if (scale.low) scores.low = scale.low->to_double();
    if (scale.high) scores.high = scale.high->to_double();
    const auto runs = read_runs(study, scale, waves);
    refuse_wrong_cells(scale, waves, runs);
    const bool wide = any_wide(runs);
    scores.items_per_score = scale.items_per_score;
    if (!wide && !scores.items_per_score) {
        scores.items_per_score = detect_items_per_score(distinct_values(runs));
        scores.items_per_score_detected = scores.items_per_score.has_value();
    }
    const auto units = wide ? std::nullopt : units_of(runs, scores);
    if (units)
        fill_units(waves, runs, *units, scores);
    else
        fill_plain(waves, runs, scores);
    for (WaveScores& wave : scores.waves) {
        wave.n_scored = static_cast<std::size_t>(std::count(wave.answered.begin(), wave.answered.end(), 1));
        wave.n_blank = wave.answered.size() - wave.n_scored;
    }
    return scores;
}

}  // namespace outcomes::survey
