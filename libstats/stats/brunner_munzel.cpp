#include "libstats/stats/brunner_munzel.hpp"

#include "libstats/base/parallel.hpp"
#include "libstats/base/random.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;

/// Limits of p from those of its logit.
Interval logit_interval(double p, double reach) {
    const double logit = std::log(p / (1 - p));
    const double half = reach / (p * (1 - p));
    return {.low = 1 / (1 + std::exp(half - logit)), .high = 1 / (1 + std::exp(-half - logit))};
}

/// The statistic of a split: infinite or 0 where the placements do not vary.
double statistic_of(const JointCounts& counts) {
    const Dominance pairs = dominance(counts);
    const double distance = pairs.delta() / 2;
    const double variance = SuperiorityErrors(pairs).total();
    if (variance > 0) return distance / std::sqrt(variance);
    if (distance == 0) return 0;
    return std::copysign(std::numeric_limits<double>::infinity(), distance);
}

/// Weights of the splits on either side of the observed statistic.
struct Extremes {
    double greater = 0;
    double less = 0;
    double as_far = 0;
    double total = 0;

    /// As shares of all.
    [[nodiscard]] PValues p() const { return {as_far / total, greater / total, less / total}; }
    /// Statistics that are equal but for rounding count as equal.
    void add(double statistic, double observed, double weight) {
        const double slack = std::isfinite(observed) ? 1e-12 * std::abs(observed) : 0;
        total += weight;
        if (statistic >= observed - slack) greater += weight;
        if (statistic <= observed + slack) less += weight;
        if (std::abs(statistic) >= std::abs(observed) - slack) as_far += weight;
    }
};

/// The number of ways to share the values out so that the tables of counts differ; stops above `limit`.
double count_tables(const JointCounts& counts, double limit) {
    const auto second = static_cast<std::size_t>(counts.n_second);
    std::vector<double> ways(second + 1);
    ways[0] = 1;
    for (const JointCount& value : counts.values) {
        const auto size = static_cast<std::size_t>(value.count());
        std::vector<double> next(second + 1);
        double window = 0;
        for (std::size_t j = 0; j <= second; ++j) {
            window += ways[j];
            if (j > size) window -= ways[j - size - 1];
            next[j] = std::min(window, 1e15);
        }
        ways = std::move(next);
        if (*std::max_element(ways.begin(), ways.end()) > 1e6 * (1 + limit)) return 1e15;
    }
    return ways[second];
}

/// Walks over all tables of counts.
class AllSplits {
  public:
    AllSplits(const JointCounts& counts, double observed)
        : counts_(counts), observed_(observed), left_(counts.values.size() + 1) {
        for (std::size_t g = counts.values.size(); g-- > 0;)
            left_[g] = left_[g + 1] + counts.values[g].count();
        log_total_ = log_choose(counts.n(), counts.n_second);
        walk(0, counts.n_second, 0);
    }

    [[nodiscard]] const Extremes& extremes() const { return extremes_; }
    [[nodiscard]] double n_tables() const { return n_tables_; }

  private:
    /// Shares out the values from `g` on, of which `wanted` go to the second sample.
    void walk(std::size_t g, std::int64_t wanted, double log_weight) {
        if (g == counts_.values.size()) {
            extremes_.add(statistic_of(counts_), observed_, std::exp(log_weight - log_total_));
            ++n_tables_;
            return;
        }
        JointCount& value = counts_.values[g];
        const std::int64_t size = value.count();
        const std::int64_t low = std::max<std::int64_t>(0, wanted - left_[g + 1]);
        for (std::int64_t k = low; k <= std::min(size, wanted); ++k) {
            value.n_second = k;
            value.n_first = size - k;
            walk(g + 1, wanted - k, log_weight + log_choose(size, k));
        }
    }

    JointCounts counts_;
    double observed_;
    std::vector<std::int64_t> left_;  ///< values from group g on
    double log_total_ = 0;
    double n_tables_ = 0;
    Extremes extremes_;
};

/// One random split: which of the n people belong to the second sample.
JointCounts random_split(const JointCounts& counts, std::vector<std::size_t>& people, base::Random& random) {
    JointCounts split = counts;
    for (JointCount& value : split.values) {
        value.n_first = value.count();
        value.n_second = 0;
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(counts.n_second); ++i) {
        std::swap(people[i], people[i + random.below(people.size() - i)]);
        JointCount& value = split.values[people[i]];
        --value.n_first;
        ++value.n_second;
    }
    return split;
}

Extremes random_splits(const JointCounts& counts, double observed, const PermutationOptions& options) {
    std::vector<std::size_t> people;
    for (std::size_t g = 0; g < counts.values.size(); ++g)
        people.insert(people.end(), static_cast<std::size_t>(counts.values[g].count()), g);
    constexpr std::size_t block = 250;
    const std::size_t n_blocks = (options.replicates + block - 1) / block;
    std::vector<Extremes> parts(n_blocks);
    base::for_each_index(n_blocks, options.n_threads, [&](std::size_t b) {
        // A stream of its own for each block, and the same order of people at its start.
        base::Random random(options.seed + 0x9E3779B97F4A7C15ULL * (b + 1));
        std::vector<std::size_t> order = people;
        const std::size_t end = std::min((b + 1) * block, options.replicates);
        for (std::size_t i = b * block; i < end; ++i)
            parts[b].add(statistic_of(random_split(counts, order, random)), observed, 1);
    });
    Extremes all{.greater = 1, .less = 1, .as_far = 1, .total = 1};  // the observed split
    for (const Extremes& part : parts) {
        all.greater += part.greater;
        all.less += part.less;
        all.as_far += part.as_far;
        all.total += part.total;
    }
    return all;
}

}  // namespace

SuperiorityErrors::SuperiorityErrors(const Dominance& pairs)
    : first(pairs.first_variance() / 4 / static_cast<double>(pairs.n_first)),
      second(pairs.second_variance() / 4 / static_cast<double>(pairs.n_second)),
      n_first(static_cast<double>(pairs.n_first)),
      n_second(static_cast<double>(pairs.n_second)) {}

double SuperiorityErrors::df() const {
    const double share = first / total();
    return 1 / (share * share / (n_first - 1) + (1 - share) * (1 - share) / (n_second - 1));
}

BrunnerMunzelTest superiority_inference(double estimate, double std_error, double df, double level) {
    BrunnerMunzelTest test;
    test.statistic = (estimate - 0.5) / std_error;
    test.df = df;
    test.p = {t_two_sided_p(test.statistic, df), t_sf(test.statistic, df), t_cdf(test.statistic, df)};
    test.p_normal = {normal_two_sided_p(test.statistic), normal_sf(test.statistic),
                     normal_cdf(test.statistic)};
    const double reach = -t_quantile((1 - level) / 2, df) * std_error;
    test.ci = {estimate - reach, estimate + reach};
    test.ci_logit = logit_interval(estimate, reach);
    return test;
}

Outcome<BrunnerMunzel> brunner_munzel(const GridView& first, const GridView& second, double level) {
    require(level > 0 && level < 1, "a level must lie between 0 and 1");
    const JointCounts counts = joint_counts(first, second);
    if (counts.n_first < 2 || counts.n_second < 2) return Reason::too_few;
    const Dominance pairs = dominance(counts);
    const SuperiorityErrors errors(pairs);
    BrunnerMunzel result;
    result.n_first = counts.n_first;
    result.n_second = counts.n_second;
    result.estimate = pairs.superiority();
    result.std_error = std::sqrt(errors.total());
    if (errors.total() > 0)
        result.test = superiority_inference(result.estimate, result.std_error, errors.df(), level);
    return result;
}

Outcome<PermutationP> brunner_munzel_permutation(const GridView& first, const GridView& second,
                                                 const PermutationOptions& options) {
    require(options.replicates >= 99, "a permutation test needs 99 replicates or more");
    require(options.n_threads > 0, "at least one thread");
    const JointCounts counts = joint_counts(first, second);
    if (counts.n_first < 2 || counts.n_second < 2) return Reason::too_few;
    if (counts.values.size() < 2) return Reason::no_variation;
    PermutationP result;
    result.statistic = statistic_of(counts);
    if (count_tables(counts, options.exact_up_to) <= options.exact_up_to) {
        const AllSplits all(counts, result.statistic);
        const Extremes& extremes = all.extremes();
        result.exact = true;
        result.n_splits = all.n_tables();
        result.p = extremes.p();
        return result;
    }
    const Extremes extremes = random_splits(counts, result.statistic, options);
    result.n_splits = static_cast<double>(options.replicates);
    result.p = extremes.p();
    result.mc_error = std::sqrt(result.p.two_sided * (1 - result.p.two_sided) / result.n_splits);
    return result;
}

}  // namespace outcomes::stats
