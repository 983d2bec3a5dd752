#include "libstats/survey/score_parts.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/base/int128.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/survey/answer_sums.hpp"
#include "libstats/survey/score_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace outcomes::survey {
namespace {

constexpr int most_digits = 6;

std::int64_t power_of_ten(int digits) {
    std::int64_t power = 1;
    for (int d = 0; d < digits; ++d) power *= 10;
    return power;
}

/// A part of the score: how its answers become its sum.
struct PartGrid {
    const ItemGroup* group = nullptr;
    ScoreForm form;
    ScoreGrid grid;
    std::int64_t denominator = 1;  ///< of the part's sum, after rounding
};

ScoreForm form_of(const ItemGroup& group, const DecodedScale& decoded) {
    ScoreForm form;
    form.kind = ScoreKind::sum;
    form.n_items = group.items.size();
    form.max_missing = group.max_missing;
    form.answer_denominator = decoded.denominator;
    for (const std::size_t i : group.items) {
        form.lowest_sum += decoded.lowest[i];
        form.highest_sum += decoded.highest[i];
        form.largest_sum += std::max(std::abs(decoded.lowest[i]), std::abs(decoded.highest[i]));
    }
    return form;
}

[[noreturn]] void refuse_inexact(const Scale& scale) {
    base::Diagnostic diagnostic;
    diagnostic.code = "data.bad_number";
    diagnostic.message = fmt::format("the parts of \"{}\" cannot be kept exactly", scale.id);
    diagnostic.help = "allow fewer blanks in each part";
    throw base::InputError(std::move(diagnostic));
}

std::vector<PartGrid> grids_of(const Scale& scale, const DecodedScale& decoded) {
    std::vector<PartGrid> parts;
    for (const ItemGroup& group : scale.parts) {
        const ScoreForm form = form_of(group, decoded);
        const auto grid = score_grid(form);
        if (!grid) refuse_inexact(scale);
        parts.push_back({&group, form, *grid, group.round ? power_of_ten(*group.round) : grid->denominator});
    }
    return parts;
}

/// The denominator that all parts share, if their sum then fits.
std::int64_t common_denominator(const Scale& scale, const std::vector<PartGrid>& parts) {
    constexpr std::int64_t most = std::int64_t{1} << 30;
    std::int64_t common = 1;
    for (const PartGrid& part : parts) {
        if (part.denominator > most) refuse_inexact(scale);
        common = std::lcm(common, part.denominator);
        if (common > most) refuse_inexact(scale);
    }
    return common;
}

/// The part's sum in units of its denominator, or no_score.
std::int64_t part_units(const PartGrid& part, std::int64_t sum, std::size_t n_answered) {
    const std::int64_t multiplier = part.grid.multiplier[n_answered];
    if (multiplier == 0) return no_score;
    const std::int64_t units = multiplier * sum + part.grid.offset;
    return part.group->round ? rounded_units(units, part.grid.denominator, *part.group->round) : units;
}

WaveScores add_parts(const WaveData& wave, const std::vector<ItemRun>& runs,
                     const std::vector<PartGrid>& parts, std::int64_t denominator) {
    WaveScores scores;
    scores.units.assign(wave.size(), 0);
    scores.answered.assign(wave.size(), 0);
    for (const PartGrid& part : parts) {
        const WaveScores sums = answer_sums(wave, runs, part.group->items);
        for (std::size_t i = 0; i < wave.size(); ++i) {
            scores.answered[i] = static_cast<std::uint8_t>(scores.answered[i] + sums.answered[i]);
            const std::int64_t units = part_units(part, sums.units[i], sums.answered[i]);
            if (units == no_score)
                scores.units[i] = no_score;
            else if (scores.units[i] != no_score)
                scores.units[i] += units * (denominator / part.denominator);
        }
    }
    return scores;
}

bool has_score(const ScaleScores& scores, std::size_t wave, std::size_t sheet) {
    return scores.on_grid ? scores.waves[wave].units[sheet] != no_score
                          : !std::isnan(scores.values[wave][sheet]);
}

/// Counts again, after rules that the number of answers alone does not show.
void count_again(std::size_t n_items, ScaleScores& scores) {
    for (std::size_t w = 0; w < scores.waves.size(); ++w) {
        WaveScores& wave = scores.waves[w];
        wave.n_scored = wave.n_prorated = wave.n_lost = wave.n_blank = 0;
        for (std::size_t i = 0; i < wave.answered.size(); ++i) {
            const std::size_t n = wave.answered[i];
            if (n == 0) {
                ++wave.n_blank;
            } else if (!has_score(scores, w, i)) {
                ++wave.n_lost;
            } else {
                ++wave.n_scored;
                if (n < n_items) ++wave.n_prorated;
            }
        }
    }
}

}  // namespace

std::int64_t rounded_units(std::int64_t units, std::int64_t denominator, int digits) {
    base::require(denominator > 0 && digits >= 0 && digits <= most_digits,
                  "rounded_units: a positive denominator and 0 to 6 digits");
    const base::Int128 scaled = static_cast<base::Int128>(units) * power_of_ten(digits);
    const base::Int128 size = scaled < 0 ? -scaled : scaled;
    const base::Int128 rounded = (2 * size + denominator) / (2 * static_cast<base::Int128>(denominator));
    return static_cast<std::int64_t>(scaled < 0 ? -rounded : rounded);
}

ScaleScores score_parts(const Scale& scale, const DecodedScale& decoded,
                        std::span<const WaveData* const> waves) {
    const auto parts = grids_of(scale, decoded);
    ScaleScores scores;
    scores.denominator = common_denominator(scale, parts);
    for (std::size_t w = 0; w < waves.size(); ++w)
        scores.waves.push_back(add_parts(*waves[w], decoded.waves[w], parts, scores.denominator));
    scores.low = 0;
    scores.high = 0;
    for (const PartGrid& part : parts) {
        const auto end = [&](std::int64_t sum) {
            return base::ratio(part_units(part, sum, part.form.n_items), part.denominator);
        };
        *scores.low += end(part.form.lowest_sum);
        *scores.high += end(part.form.highest_sum);
    }
    count_again(scale.items.size(), scores);
    return scores;
}

void apply_limits(const Scale& scale, const DecodedScale& decoded, std::span<const WaveData* const> waves,
                  ScaleScores& scores) {
    for (const ItemGroup& limit : scale.limits) {
        for (std::size_t w = 0; w < waves.size(); ++w) {
            const WaveScores sums = answer_sums(*waves[w], decoded.waves[w], limit.items);
            for (std::size_t i = 0; i < sums.answered.size(); ++i) {
                if (limit.items.size() - sums.answered[i] <= limit.max_missing) continue;
                if (scores.on_grid)
                    scores.waves[w].units[i] = no_score;
                else
                    scores.values[w][i] = std::nan("");
            }
        }
    }
    count_again(scale.items.size(), scores);
}

void round_scores(int digits, ScaleScores& scores) {
    const std::int64_t power = power_of_ten(digits);
    const auto rounded = [&](double value) {
        return std::round(value * static_cast<double>(power)) / static_cast<double>(power);
    };
    for (WaveScores& wave : scores.waves) {
        for (std::int64_t& units : wave.units) {
            if (units != no_score) units = rounded_units(units, scores.denominator, digits);
        }
    }
    for (auto& wave : scores.values) std::transform(wave.begin(), wave.end(), wave.begin(), rounded);
    scores.denominator = power;
    if (scores.low) scores.low = rounded(*scores.low);
    if (scores.high) scores.high = rounded(*scores.high);
}

}  // namespace outcomes::survey
