#include "libstats/stats/friedman.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/parallel.hpp"
#include "libstats/base/random.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Outcome;
using base::Reason;

/// Sums of squares of doubled ranks about their mean k + 1.
struct Spread {
    Int128 of_sums = 0;   ///< of the occasions' sums
    Int128 of_ranks = 0;  ///< of the single ranks
};

std::vector<std::int64_t> column_sums(std::span<const std::int64_t> rows, std::size_t k) {
    std::vector<std::int64_t> sums(k, 0);
    for (std::size_t i = 0; i < rows.size(); ++i) sums[i % k] += rows[i];
    return sums;
}

Spread spread_of(std::span<const std::int64_t> ranks, std::span<const std::int64_t> sums) {
    const auto mean = static_cast<Int128>(sums.size() + 1);
    const auto n = static_cast<Int128>(ranks.size() / sums.size());
    Spread spread;
    for (const std::int64_t rank : ranks) spread.of_ranks += (rank - mean) * (rank - mean);
    for (const std::int64_t sum : sums) spread.of_sums += (sum - n * mean) * (sum - n * mean);
    return spread;
}

/// Why nothing can be said, if so.
std::optional<Reason> obstacle(const OccasionTable& table, std::span<const std::int64_t> ranks) {
    if (table.n() == 0) return Reason::no_pairs;
    if (table.n() == 1) return Reason::too_few;
    const auto middle = static_cast<std::int64_t>(table.k + 1);
    if (std::all_of(ranks.begin(), ranks.end(), [&](auto rank) { return rank == middle; }))
        return Reason::no_change;
    return std::nullopt;
}

OccasionsF iman_davenport(const Spread& spread, std::size_t n, std::size_t k) {
    const auto people = static_cast<Int128>(n);
    const Int128 rest = people * spread.of_ranks - spread.of_sums;
    OccasionsF test;
    test.df1 = static_cast<double>(k - 1);
    test.df2 = static_cast<double>((n - 1) * (k - 1));
    test.f = rest == 0 ? std::numeric_limits<double>::infinity()
                       : base::ratio((people - 1) * spread.of_sums, rest);
    test.p = f_sf(test.f, test.df1, test.df2);
    return test;
}

std::int64_t sum_of_squares(std::span<const std::int64_t> values) {
    return std::inner_product(values.begin(), values.end(), values.begin(), std::int64_t{0});
}

/// How many of `count` random permutations are as extreme as the observed one.
std::int64_t extreme_ones(const ReducedRanks& ranks, std::int64_t observed, std::int64_t count,
                          std::uint64_t seed) {
    base::Random random(seed);
    std::vector<std::int64_t> rows = ranks.ranks;
    std::vector<std::int64_t> sums(ranks.k);
    std::int64_t n_extreme = 0;
    for (std::int64_t sample = 0; sample < count; ++sample) {
        std::fill(sums.begin(), sums.end(), 0);
        for (std::size_t start = 0; start < rows.size(); start += ranks.k) {
            const auto row = std::span(rows).subspan(start, ranks.k);
            for (std::size_t i = ranks.k - 1; i > 0; --i) std::swap(row[i], row[random.below(i + 1)]);
            for (std::size_t i = 0; i < ranks.k; ++i) sums[i] += row[i];
        }
        if (sum_of_squares(sums) >= observed) ++n_extreme;
    }
    return n_extreme;
}

}  // namespace

Outcome<Friedman> friedman(const OccasionTable& table, double cost_limit) {
    const auto ranks = doubled_ranks_in_rows(table);
    if (const auto reason = obstacle(table, ranks)) return *reason;
    const auto sums = column_sums(ranks, table.k);
    const Spread spread = spread_of(ranks, sums);
    const auto n = static_cast<Int128>(table.n());
    const auto steps = static_cast<Int128>(table.k - 1);

    Friedman test;
    test.n = table.n();
    test.k = table.k;
    for (const std::int64_t sum : sums) {
        test.rank_sums.push_back(static_cast<double>(sum) / 2);
        test.mean_ranks.push_back(base::ratio(sum, 2 * n));
    }
    test.chi2 = base::ratio(steps * spread.of_sums, spread.of_ranks);
    test.df = static_cast<double>(table.k - 1);
    test.p = chi2_sf(test.chi2, test.df);
    test.kendall_w = base::ratio(spread.of_sums, n * spread.of_ranks);
    test.iman_davenport = iman_davenport(spread, test.n, test.k);
    if (const auto exact = friedman_exact_p(table, cost_limit)) test.p_exact = *exact;
    return test;
}

Outcome<SampledP> friedman_sampled_p(const OccasionTable& table, std::int64_t n_samples, std::uint64_t seed,
                                     std::size_t n_threads) {
    base::require(n_samples > 0, "a sampled p-value needs samples");
    const auto doubled = doubled_ranks_in_rows(table);
    if (const auto reason = obstacle(table, doubled)) return *reason;
    const ReducedRanks ranks = reduced_ranks(doubled, table.k);
    const std::int64_t observed = sum_of_squares(column_sums(ranks.ranks, table.k));

    // Parts of a fixed size, each with a seed of its own, so that the number of threads does not matter.
    constexpr std::int64_t part = 1000;
    const auto n_parts = static_cast<std::size_t>((n_samples + part - 1) / part);
    std::vector<std::uint64_t> seeds(n_parts);
    base::Random seeder(seed);
    for (auto& one : seeds) one = seeder.next();
    std::vector<std::int64_t> extreme(n_parts);
    base::for_each_index(n_parts, n_threads, [&](std::size_t i) {
        const std::int64_t done = static_cast<std::int64_t>(i) * part;
        extreme[i] = extreme_ones(ranks, observed, std::min(part, n_samples - done), seeds[i]);
    });
    const auto n_extreme = std::accumulate(extreme.begin(), extreme.end(), std::int64_t{0});
    const double p = static_cast<double>(n_extreme + 1) / static_cast<double>(n_samples + 1);
    return SampledP{
        .p = p, .std_error = std::sqrt(p * (1 - p) / static_cast<double>(n_samples)), .n_samples = n_samples};
}

}  // namespace outcomes::stats
