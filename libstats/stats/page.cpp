#include "libstats/stats/page.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Outcome;
using base::Reason;

/// Probabilities of the sums 0, 1, 2, ...
using Distribution = std::vector<double>;
using Row = std::vector<std::int64_t>;

/// One person's different ranks with the number of occasions that have each.
struct TieGroups {
    Row ranks;
    std::vector<std::size_t> counts;
    std::vector<std::size_t> strides;  ///< of a state that says how many of each rank are used
    std::size_t n_states = 1;
};

TieGroups tie_groups(const Row& sorted) {
    TieGroups groups;
    for (const std::int64_t rank : sorted) {
        if (groups.ranks.empty() || groups.ranks.back() != rank) {
            groups.ranks.push_back(rank);
            groups.counts.push_back(0);
        }
        ++groups.counts.back();
    }
    for (const std::size_t count : groups.counts) {
        groups.strides.push_back(groups.n_states);
        groups.n_states *= count + 1;
    }
    return groups;
}

std::int64_t largest_sum(const Row& sorted) {
    std::int64_t sum = 0;
    for (std::size_t j = 0; j < sorted.size(); ++j) sum += static_cast<std::int64_t>(j) * sorted[j];
    return sum;
}

/// Distribution of sum_j j r_j, j = 0 .. k - 1, over all orders of one person's ranks. Occasion after
/// occasion takes one of the ranks that are left; states that used the same ranks are one.
Distribution of_one_person(const Row& sorted) {
    const TieGroups groups = tie_groups(sorted);
    const auto width = static_cast<std::size_t>(largest_sum(sorted)) + 1;
    std::vector<Distribution> states(groups.n_states);
    states[0].assign(width, 0);
    states[0][0] = 1;
    // A state's number is above that of all states that lead to it.
    for (std::size_t state = 0; state + 1 < groups.n_states; ++state) {
        if (states[state].empty()) continue;
        std::size_t used = 0;
        for (std::size_t g = 0; g < groups.ranks.size(); ++g)
            used += state / groups.strides[g] % (groups.counts[g] + 1);
        const auto left = static_cast<double>(sorted.size() - used);
        for (std::size_t g = 0; g < groups.ranks.size(); ++g) {
            const std::size_t taken = state / groups.strides[g] % (groups.counts[g] + 1);
            if (taken == groups.counts[g]) continue;
            const double share = static_cast<double>(groups.counts[g] - taken) / left;
            const std::size_t step = used * static_cast<std::size_t>(groups.ranks[g]);
            Distribution& into = states[state + groups.strides[g]];
            if (into.empty()) into.assign(width, 0);
            for (std::size_t sum = 0; sum + step < width; ++sum)
                into[sum + step] += share * states[state][sum];
        }
        Distribution().swap(states[state]);
    }
    return std::move(states.back());
}

/// The sum of two independent ones.
Distribution convolved(const Distribution& a, const Distribution& b) {
    Distribution sum(a.size() + b.size() - 1, 0);
    for (std::size_t j = 0; j < b.size(); ++j) {
        if (b[j] == 0) continue;
        for (std::size_t i = 0; i < a.size(); ++i) sum[i + j] += a[i] * b[j];
    }
    return sum;
}

double cost_of(const std::map<Row, std::size_t>& people) {
    double cost = 0, width = 1;
    for (const auto& [sorted, count] : people) {
        double states = 1;
        std::size_t run = 0;
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
            states *= static_cast<double>(run + 1) / static_cast<double>(run);
        }
        const auto own = static_cast<double>(largest_sum(sorted));
        cost += states * static_cast<double>(sorted.size()) * own;
        for (std::size_t i = 0; i < count; ++i) {
            cost += width * own;
            width += own;
        }
    }
    return cost;
}

std::optional<PageExact> exact_test(const ReducedRanks& ranks, double cost_limit) {
    std::map<Row, std::size_t> people;
    std::size_t observed = 0;
    for (std::size_t i = 0; i < ranks.n(); ++i) {
        const auto row = ranks.row(i);
        for (std::size_t j = 0; j < ranks.k; ++j) observed += j * static_cast<std::size_t>(row[j]);
        Row sorted(row.begin(), row.end());
        std::sort(sorted.begin(), sorted.end());
        ++people[sorted];
    }
    if (cost_of(people) > cost_limit) return std::nullopt;
    Distribution all{1};
    for (const auto& [sorted, count] : people) {
        const Distribution one = of_one_person(sorted);
        for (std::size_t i = 0; i < count; ++i) all = convolved(all, one);
    }
    base::CompensatedSum greater, less;
    for (std::size_t sum = 0; sum < all.size(); ++sum) {
        if (sum >= observed) greater.add(all[sum]);
        if (sum <= observed) less.add(all[sum]);
    }
    PageExact test{.greater = std::min(1.0, greater.value()), .less = std::min(1.0, less.value())};
    test.two_sided = std::min(1.0, 2 * std::min(test.greater, test.less));
    return test;
}

}  // namespace

Outcome<Page> page_trend(const OccasionTable& table, double cost_limit) {
    const auto ranks = doubled_ranks_in_rows(table);
    if (table.n() == 0) return Reason::no_pairs;
    const ReducedRanks reduced = reduced_ranks(ranks, table.k);
    if (reduced.n() == 0) return Reason::no_change;
    const auto n = static_cast<Int128>(table.n());
    const auto k = static_cast<Int128>(table.k);

    Int128 doubled_l = 0, spread = 0;
    Row sums(table.k, 0);
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        sums[i % table.k] += ranks[i];
        doubled_l += static_cast<Int128>(i % table.k + 1) * ranks[i];
        spread += (ranks[i] - (k + 1)) * (ranks[i] - (k + 1));
    }
    Page test;
    test.n = table.n();
    test.k = table.k;
    for (const std::int64_t sum : sums) test.rank_sums.push_back(static_cast<double>(sum) / 2);
    test.l = base::ratio(doubled_l, 2);
    test.mean = base::ratio(n * k * (k + 1) * (k + 1), 4);
    // Doubled ranks: a quarter of the spread; the squares of the occasions' numbers add up to k (k^2-1) / 12.
    test.variance = base::ratio(k * (k + 1) * spread, 48);
    test.variance_no_ties = base::ratio(n * k * k * (k + 1) * (k * k - 1), 144);
    const Int128 doubled_distance = doubled_l - n * k * (k + 1) * (k + 1) / 2;
    test.z = base::ratio(doubled_distance, 2) / std::sqrt(test.variance);
    test.chi2 = base::ratio(12 * doubled_distance * doubled_distance, k * (k + 1) * spread);
    test.p = {
        .two_sided = normal_two_sided_p(test.z), .greater = normal_sf(test.z), .less = normal_cdf(test.z)};
    test.exact = exact_test(reduced, cost_limit);
    return test;
}

}  // namespace outcomes::stats
