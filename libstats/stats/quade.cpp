#include "libstats/stats/quade.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Reason;

std::vector<std::int64_t> ranges_of(const OccasionTable& table) {
    std::vector<std::int64_t> ranges;
    for (std::size_t i = 0; i < table.n(); ++i) {
        const auto row = table.units.subspan(i * table.k, table.k);
        const auto [low, high] = std::minmax_element(row.begin(), row.end());
        std::int64_t range = 0;
        base::require(!__builtin_sub_overflow(*high, *low, &range), "a person's range leaves 63 bits");
        ranges.push_back(range);
    }
    return ranges;
}

/// Midranks times 2.
std::vector<std::int64_t> doubled_ranks(const std::vector<std::int64_t>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<std::int64_t> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
        for (std::size_t i = first; i <= last; ++i)
            ranks[order[i]] = static_cast<std::int64_t>(first + last + 2);
        first = last + 1;
    }
    return ranks;
}

}  // namespace

base::Outcome<Quade> quade(const OccasionTable& table) {
    const auto ranks = doubled_ranks_in_rows(table);
    if (table.n() == 0) return Reason::no_pairs;
    if (table.n() == 1) return Reason::too_few;
    const auto weights = doubled_ranks(ranges_of(table));
    const auto middle = static_cast<std::int64_t>(table.k + 1);

    Int128 a = 0;                          // of doubled ranks of both kinds: 16 times A
    std::vector<Int128> sums(table.k, 0);  // 4 times S_j
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        const Int128 score = static_cast<Int128>(weights[i / table.k]) * (ranks[i] - middle);
        a += score * score;
        sums[i % table.k] += score;
    }
    if (a == 0) return Reason::no_change;
    Int128 n_b = 0;
    for (const Int128 sum : sums) n_b += sum * sum;

    Quade result;
    result.n = table.n();
    result.k = table.k;
    for (const Int128 sum : sums) result.weighted_sums.push_back(base::ratio(sum, 4));
    const auto n = static_cast<Int128>(result.n);
    const Int128 rest = n * a - n_b;
    OccasionsF& test = result.test;
    test.df1 = static_cast<double>(result.k - 1);
    test.df2 = static_cast<double>((result.n - 1) * (result.k - 1));
    test.f = rest == 0 ? std::numeric_limits<double>::infinity() : base::ratio((n - 1) * n_b, rest);
    test.p = f_sf(test.f, test.df1, test.df2);
    return result;
}

}  // namespace outcomes::stats
