#include "libstats/stats/rank_sum_distribution.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <numeric>
#include <utility>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;

/// People who share a rank.
struct RankedGroup {
    std::int64_t rank = 0;  ///< from the lowest, in units of the common divisor
    std::int64_t size = 0;
};

/// The ranks of both samples, and where the smaller sample is.
struct RankProblem {
    std::vector<RankedGroup> groups;
    std::vector<std::int64_t> lowest;  ///< [j]: sum of the j lowest ranks
    std::int64_t members = 0;          ///< of the smaller sample
    std::int64_t others = 0;
    std::int64_t observed = 0;  ///< rank sum of the smaller sample
    bool counts_second = true;  ///< the smaller sample is the second one

    [[nodiscard]] std::int64_t n() const { return members + others; }
    /// How many members the first i people can have.
    [[nodiscard]] std::int64_t fewest(std::int64_t i) const { return std::max<std::int64_t>(0, i - others); }
    [[nodiscard]] std::int64_t most(std::int64_t i) const { return std::min(i, members); }
    /// Number of rank sums that j members of the first i people can have.
    [[nodiscard]] std::int64_t width(std::int64_t i, std::int64_t j) const {
        return total(i) - total(i - j) - total(j) + 1;
    }

  private:
    [[nodiscard]] std::int64_t total(std::int64_t i) const { return lowest[static_cast<std::size_t>(i)]; }
};

RankProblem rank_problem(const JointCounts& counts) {
    RankProblem problem;
    problem.counts_second = counts.n_second <= counts.n_first;
    problem.members = std::min(counts.n_first, counts.n_second);
    problem.others = std::max(counts.n_first, counts.n_second);
    // Doubled midranks, less the lowest one.
    std::int64_t below = 0;
    std::int64_t divisor = 0;
    for (const JointCount& value : counts.values) {
        const std::int64_t doubled = 2 * below + value.count() + 1;
        const std::int64_t lowest = counts.values.front().count() + 1;
        problem.groups.push_back({doubled - lowest, value.count()});
        divisor = std::gcd(divisor, doubled - lowest);
        below += value.count();
    }
    problem.lowest.reserve(static_cast<std::size_t>(problem.n()) + 1);
    problem.lowest.push_back(0);
    for (std::size_t g = 0; g < problem.groups.size(); ++g) {
        RankedGroup& group = problem.groups[g];
        if (divisor > 0) group.rank /= divisor;
        const JointCount& value = counts.values[g];
        problem.observed += group.rank * (problem.counts_second ? value.n_second : value.n_first);
        for (std::int64_t i = 0; i < group.size; ++i)
            problem.lowest.push_back(problem.lowest.back() + group.rank);
    }
    return problem;
}

bool affordable(const RankProblem& problem, double cost_limit) {
    double cost = 0;
    std::int64_t before = 0;
    for (const RankedGroup& group : problem.groups) {
        const std::int64_t after = before + group.size;
        for (std::int64_t j = problem.fewest(before); j <= problem.most(before); ++j) {
            const std::int64_t low = std::max(problem.fewest(after) - j, std::int64_t{0});
            const std::int64_t high = std::min(problem.most(after) - j, group.size);
            // Each of the additions, and the walk over what there is to add.
            cost += static_cast<double>(high - low + 1) * (static_cast<double>(problem.width(before, j)) + 8);
            if (cost > cost_limit) return false;
        }
        before = after;
    }
    return true;
}

/// C(t, k) p^k (1 - p)^(t - k) for k = 0 .. t, outwards from the largest one.
std::vector<double> binomial_weights(std::int64_t t, double p) {
    std::vector<double> weights(static_cast<std::size_t>(t) + 1);
    const auto mode =
        static_cast<std::size_t>(std::min(static_cast<double>(t), (static_cast<double>(t) + 1) * p));
    const double odds = p / (1 - p);
    weights[mode] = 1;
    for (std::size_t k = mode; k < weights.size() - 1; ++k)
        weights[k + 1] =
            weights[k] * odds * static_cast<double>(weights.size() - 1 - k) / static_cast<double>(k + 1);
    for (std::size_t k = mode; k > 0; --k)
        weights[k - 1] = weights[k] / odds * static_cast<double>(k) / static_cast<double>(weights.size() - k);
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights) weight /= total;
    return weights;
}

/// Weights of the rank sums of j members among the first people, for each j; s counts from the least sum.
struct Layer {
    std::int64_t first = 0;  ///< the least j
    std::vector<std::vector<double>> sums;
};

Layer next_layer(const RankProblem& problem, const Layer& layer, std::int64_t before,
                 const RankedGroup& group, const std::vector<double>& weights) {
    const std::int64_t after = before + group.size;
    Layer next;
    next.first = problem.fewest(after);
    for (std::int64_t j = next.first; j <= problem.most(after); ++j) {
        std::vector<double> sums(static_cast<std::size_t>(problem.width(after, j)));
        const std::int64_t from = std::max(j - group.size, layer.first);
        const std::int64_t to = std::min(j, problem.most(before));
        for (std::int64_t i = from; i <= to; ++i) {
            const std::int64_t k = j - i;
            const double weight = weights[static_cast<std::size_t>(k)];
            const auto& source = layer.sums[static_cast<std::size_t>(i - layer.first)];
            const std::int64_t shift = k * group.rank + problem.lowest[static_cast<std::size_t>(i)] -
                                       problem.lowest[static_cast<std::size_t>(j)];
            double* target = sums.data() + shift;
            for (std::size_t s = 0; s < source.size(); ++s) target[s] += weight * source[s];
        }
        next.sums.push_back(std::move(sums));
    }
    return next;
}

/// Relative weights of the rank sums of the smaller sample, from the least one on.
std::vector<double> rank_sum_weights(const RankProblem& problem) {
    const double share = static_cast<double>(problem.members) / static_cast<double>(problem.n());
    Layer layer{.first = 0, .sums = {{1.0}}};
    std::int64_t before = 0;
    for (const RankedGroup& group : problem.groups) {
        layer = next_layer(problem, layer, before, group, binomial_weights(group.size, share));
        before += group.size;
    }
    return layer.sums.front();
}

RankSumProbabilities probabilities(const RankProblem& problem, const std::vector<double>& weights) {
    const std::int64_t least = problem.lowest[static_cast<std::size_t>(problem.members)];
    // n times the distance of a rank sum from its mean.
    const auto distance = [&](std::int64_t sum) {
        return std::abs(sum * problem.n() - problem.members * problem.lowest.back());
    };
    base::CompensatedSum lower;
    base::CompensatedSum upper;
    base::CompensatedSum as_far;
    base::CompensatedSum total;
    RankSumProbabilities result;
    for (std::size_t s = 0; s < weights.size(); ++s) {
        const std::int64_t sum = least + static_cast<std::int64_t>(s);
        total.add(weights[s]);
        if (sum <= problem.observed) lower.add(weights[s]);
        if (sum >= problem.observed) upper.add(weights[s]);
        if (sum == problem.observed) result.point = weights[s];
        if (distance(sum) >= distance(problem.observed)) as_far.add(weights[s]);
    }
    result.lower = std::min(1.0, lower.value() / total.value());
    result.upper = std::min(1.0, upper.value() / total.value());
    result.as_far = std::min(1.0, as_far.value() / total.value());
    result.point = std::min(1.0, result.point / total.value());
    if (!problem.counts_second) std::swap(result.lower, result.upper);
    return result;
}

}  // namespace

Outcome<RankSumProbabilities> rank_sum_probabilities(const JointCounts& counts, double cost_limit) {
    require(counts.n_first > 0 && counts.n_second > 0, "a rank sum needs two samples");
    const RankProblem problem = rank_problem(counts);
    if (!affordable(problem, cost_limit)) return Reason::not_affordable;
    return probabilities(problem, rank_sum_weights(problem));
}

}  // namespace outcomes::stats
