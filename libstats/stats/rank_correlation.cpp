#include "libstats/stats/rank_correlation.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/value_counts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Outcome;
using base::Reason;
using base::require;

void require_pairs(const GridView& first, const GridView& second, double level) {
    require(first.units.size() == second.units.size(), "paired columns have the same length");
    require(first.denominator > 0 && second.denominator > 0, "the denominator of a grid must be positive");
    require(level > 0 && level < 1, "a confidence level lies in (0, 1)");
}

/// Twice the midrank of each value, less n + 1: an integer, and they sum to 0.
std::vector<std::int64_t> centred_doubled_ranks(const GridView& column,
                                                const std::vector<ValueCount>& counts) {
    std::vector<std::int64_t> rank_of_group;
    std::int64_t below = 0;
    const auto n = static_cast<std::int64_t>(column.units.size());
    for (const ValueCount& group : counts) {
        rank_of_group.push_back(2 * below + group.count - n);
        below += group.count;
    }
    std::vector<std::int64_t> ranks;
    ranks.reserve(column.units.size());
    for (const std::int64_t value : column.units) {
        const auto at = std::lower_bound(counts.begin(), counts.end(), value,
                                         [](const ValueCount& c, std::int64_t v) { return c.units < v; });
        ranks.push_back(rank_of_group[static_cast<std::size_t>(at - counts.begin())]);
    }
    return ranks;
}

Int128 product_sum(const std::vector<std::int64_t>& x, const std::vector<std::int64_t>& y) {
    Int128 sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += static_cast<Int128>(x[i]) * y[i];
    return sum;
}

/// Ranks lie on a line only if both columns have the same groups, so that equality shows it exactly.
double correlation_of(Int128 product, Int128 square_x, Int128 square_y) {
    if (square_x == square_y && (product == square_x || product == -square_x)) return product > 0 ? 1 : -1;
    const double spread = std::sqrt(static_cast<double>(square_x)) * std::sqrt(static_cast<double>(square_y));
    return static_cast<double>(product) / spread;
}

Outcome<Interval> fisher_interval(double r, double variance, double level) {
    if (std::abs(r) == 1) return Reason::not_applicable;
    const double reach = -normal_quantile((1 - level) / 2) * std::sqrt(variance);
    return Interval{std::tanh(std::atanh(r) - reach), std::tanh(std::atanh(r) + reach)};
}

/// Sums over groups of ties, t people each.
struct Ties {
    Int128 pairs = 0;          ///< t (t - 1) / 2
    Int128 triples = 0;        ///< t (t - 1) (t - 2)
    Int128 variance_part = 0;  ///< t (t - 1) (2t + 5)

    void add(Int128 t) {
        pairs += t * (t - 1) / 2;
        triples += t * (t - 1) * (t - 2);
        variance_part += t * (t - 1) * (2 * t + 5);
    }
};

Ties ties_of(const std::vector<ValueCount>& counts) {
    Ties ties;
    for (const ValueCount& group : counts) ties.add(group.count);
    return ties;
}

using People = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// Pairs of people who are alike in both columns; `people` is sorted.
Int128 joint_ties(const People& people) {
    Int128 pairs = 0;
    std::int64_t run = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
        run = i > 0 && people[i] == people[i - 1] ? run + 1 : 0;
        pairs += run;
    }
    return pairs;
}

/// How many pairs stand in descending order; sorts `values` by merging from the bottom up.
Int128 inversions(std::vector<std::int64_t>& values) {
    Int128 count = 0;
    std::vector<std::int64_t> merged(values.size());
    for (std::size_t width = 1; width < values.size(); width *= 2) {
        for (std::size_t begin = 0; begin < values.size(); begin += 2 * width) {
            const std::size_t middle = std::min(begin + width, values.size());
            const std::size_t end = std::min(begin + 2 * width, values.size());
            std::size_t left = begin;
            std::size_t right = middle;
            for (std::size_t to = begin; to < end; ++to) {
                const bool take_right = right < end && (left == middle || values[right] < values[left]);
                if (take_right) count += static_cast<Int128>(middle - left);
                merged[to] = values[take_right ? right++ : left++];
            }
        }
        values.swap(merged);
    }
    return count;
}

Outcome<KendallTest> kendall_test(double s, std::size_t n_people, const Ties& x, const Ties& y) {
    if (n_people < 3) return Reason::too_few;
    const auto n = static_cast<double>(n_people);
    const auto whole = static_cast<Int128>(n_people);
    KendallTest test;
    test.variance =
        static_cast<double>(whole * (whole - 1) * (2 * whole + 5) - x.variance_part - y.variance_part) / 18 +
        2 * static_cast<double>(x.pairs) * static_cast<double>(y.pairs) / (n * (n - 1)) +
        static_cast<double>(x.triples) * static_cast<double>(y.triples) / (9 * n * (n - 1) * (n - 2));
    test.z = s / std::sqrt(test.variance);
    test.p = {normal_two_sided_p(test.z), normal_sf(test.z), normal_cdf(test.z)};
    return test;
}

}  // namespace

Outcome<Spearman> spearman(GridView first, GridView second, double level) {
    require_pairs(first, second, level);
    const std::size_t n = first.units.size();
    if (n < 2) return Reason::too_few;
    const auto x_counts = value_counts(first.units);
    const auto y_counts = value_counts(second.units);
    if (x_counts.size() < 2 || y_counts.size() < 2) return Reason::no_variation;
    const auto x = centred_doubled_ranks(first, x_counts);
    const auto y = centred_doubled_ranks(second, y_counts);
    Spearman result;
    result.n = n;
    result.rho = correlation_of(product_sum(x, y), product_sum(x, x), product_sum(y, y));
    result.test = correlation_t_test(result.rho, n);
    result.level = level;
    if (n < 4) return result;
    const double variance = (1 + result.rho * result.rho / 2) / (static_cast<double>(n) - 3);
    result.ci = fisher_interval(result.rho, variance, level);
    return result;
}

Outcome<Kendall> kendall(GridView first, GridView second, double level) {
    require_pairs(first, second, level);
    const std::size_t n = first.units.size();
    if (n < 2) return Reason::too_few;
    const auto x_counts = value_counts(first.units);
    const auto y_counts = value_counts(second.units);
    if (x_counts.size() < 2 || y_counts.size() < 2) return Reason::no_variation;
    People people;
    people.reserve(n);
    for (std::size_t i = 0; i < n; ++i) people.emplace_back(first.units[i], second.units[i]);
    std::sort(people.begin(), people.end());
    std::vector<std::int64_t> by_first;
    by_first.reserve(n);
    for (const auto& [x, y] : people) by_first.push_back(y);

    const Ties x = ties_of(x_counts);
    const Ties y = ties_of(y_counts);
    const auto whole = static_cast<Int128>(n);
    const Int128 all = whole * (whole - 1) / 2;
    const Int128 discordant = inversions(by_first);
    const Int128 concordant = all - x.pairs - y.pairs + joint_ties(people) - discordant;
    const Int128 s = concordant - discordant;
    Kendall result;
    result.n = n;
    result.concordant = static_cast<std::int64_t>(concordant);
    result.discordant = static_cast<std::int64_t>(discordant);
    result.tau_b = correlation_of(s, all - x.pairs, all - y.pairs);
    result.test = kendall_test(static_cast<double>(s), n, x, y);
    result.level = level;
    if (n < 5) return result;
    result.ci = fisher_interval(result.tau_b, 0.437 / (static_cast<double>(n) - 4), level);
    return result;
}

}  // namespace outcomes::stats
