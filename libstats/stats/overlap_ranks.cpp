#include "libstats/stats/overlap_ranks.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/joint_counts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Outcome;
using base::Reason;
using base::require;

using Units = std::vector<std::int64_t>;

Units joined(const GridView& a, const GridView& b) {
    Units units(a.units.begin(), a.units.end());
    units.insert(units.end(), b.units.begin(), b.units.end());
    return units;
}

/// The scores of each wave, those of the pairs last.
struct WaveScores {
    Units baseline;
    Units repeat;
    std::size_t n_pairs = 0;
    JointCounts counts;

    explicit WaveScores(const OverlapScores& scores)
        : baseline(joined(scores.only_baseline, scores.paired_baseline)),
          repeat(joined(scores.only_repeat, scores.paired_repeat)),
          n_pairs(scores.paired_baseline.units.size()) {
        const std::int64_t denominator = scores.paired_baseline.denominator;
        require(scores.paired_repeat.units.size() == n_pairs, "pairs have two scores each");
        require(scores.only_baseline.denominator == denominator &&
                    scores.only_repeat.denominator == denominator &&
                    scores.paired_repeat.denominator == denominator,
                "two waves must lie on one grid");
        counts = joint_counts({baseline, denominator}, {repeat, denominator});
    }
};

/// Values of the distinct scores, put in the place of the scores.
Units replaced(const Units& units, const JointCounts& counts, const std::vector<std::int64_t>& values) {
    Units result;
    result.reserve(units.size());
    for (const std::int64_t x : units) {
        const auto at =
            std::lower_bound(counts.values.begin(), counts.values.end(), x,
                             [](const JointCount& value, std::int64_t y) { return value.units < y; });
        result.push_back(values[static_cast<std::size_t>(at - counts.values.begin())]);
    }
    return result;
}

std::span<const std::int64_t> last(const Units& units, std::size_t n) {
    return std::span(units).last(n);
}

std::vector<std::int64_t> doubled_midranks(const JointCounts& counts) {
    std::vector<std::int64_t> ranks;
    std::int64_t below = 0;
    for (const JointCount& value : counts.values) {
        ranks.push_back(2 * below + value.count() + 1);
        below += value.count();
    }
    return ranks;
}

/// For each distinct score: how many of the repeat lie above less below, and how many of the baseline lie
/// below less above.
struct Comparisons {
    std::vector<std::int64_t> of_baseline;
    std::vector<std::int64_t> of_repeat;

    explicit Comparisons(const JointCounts& counts) {
        std::int64_t baseline_below = 0;
        std::int64_t repeat_below = 0;
        for (const JointCount& value : counts.values) {
            of_baseline.push_back(counts.n_second - 2 * repeat_below - value.n_second);
            of_repeat.push_back(2 * baseline_below + value.n_first - counts.n_first);
            baseline_below += value.n_first;
            repeat_below += value.n_second;
        }
    }
};

/// Covariance (divisor n - 1) of two columns of integers. n >= 2.
double covariance(std::span<const std::int64_t> x, std::span<const std::int64_t> y) {
    Int128 sum_x = 0;
    Int128 sum_y = 0;
    Int128 products = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sum_x += x[i];
        sum_y += y[i];
        products += static_cast<Int128>(x[i]) * y[i];
    }
    const auto n = static_cast<Int128>(x.size());
    return base::ratio(n * products - sum_x * sum_y, n * (n - 1));
}

/// What the pairs add to the squared standard error.
double shared_error(const WaveScores& waves) {
    const Comparisons comparisons(waves.counts);
    const Units a = replaced(waves.baseline, waves.counts, comparisons.of_baseline);
    const Units b = replaced(waves.repeat, waves.counts, comparisons.of_repeat);
    const auto n1 = static_cast<double>(waves.baseline.size());
    const auto n2 = static_cast<double>(waves.repeat.size());
    // a counts over n2 scores, b over n1.
    const double product = covariance(last(a, waves.n_pairs), last(b, waves.n_pairs)) / n1 / n2;
    return 2 * static_cast<double>(waves.n_pairs) * product / (4 * n1 * n2);
}

}  // namespace

Outcome<Overlap> overlap_rank_t(const OverlapScores& scores, const OverlapOptions& options) {
    const WaveScores waves(scores);
    const auto ranks = doubled_midranks(waves.counts);
    const Units baseline = replaced(waves.baseline, waves.counts, ranks);
    const Units repeat = replaced(waves.repeat, waves.counts, ranks);
    const auto first = moments(GridView{baseline, 2});
    const auto second = moments(GridView{repeat, 2});
    if (!first || !second) return Reason::too_few;
    const auto pairs =
        paired_moments(GridView{last(baseline, waves.n_pairs), 2}, GridView{last(repeat, waves.n_pairs), 2});
    return overlap_t(*first, *second, pairs ? std::optional(*pairs) : std::nullopt, options);
}

Outcome<OverlapSuperiority> overlap_superiority(const OverlapScores& scores, double level) {
    require(level > 0 && level < 1, "a level must lie between 0 and 1");
    const WaveScores waves(scores);
    if (waves.baseline.size() < 2 || waves.repeat.size() < 2) return Reason::too_few;
    const Dominance pairs = dominance(waves.counts);
    OverlapSuperiority result;
    result.n_pairs = waves.n_pairs;
    result.n_only_baseline = waves.baseline.size() - waves.n_pairs;
    result.n_only_repeat = waves.repeat.size() - waves.n_pairs;
    result.estimate = pairs.superiority();

    const SuperiorityErrors errors(pairs);
    const auto once = static_cast<double>(result.n_only_baseline + result.n_only_repeat);
    double variance = errors.total();
    double df = variance > 0 ? errors.df() : 0;
    if (waves.n_pairs < 2) {
        result.form = OverlapForm::independent;
    } else {
        if (once == 0) result.form = OverlapForm::paired;
        variance += shared_error(waves);
        df = overlap_df(static_cast<double>(waves.n_pairs), once, df);
    }
    // Pairs whose comparisons cancel leave rounding noise.
    if (variance <= 1e-14 * errors.total()) return result;
    result.std_error = std::sqrt(variance);
    result.test = superiority_inference(result.estimate, result.std_error, df, level);
    return result;
}

}  // namespace outcomes::stats
