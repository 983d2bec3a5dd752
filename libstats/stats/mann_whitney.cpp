#include "libstats/stats/mann_whitney.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {
namespace {

using base::Int128;

/// Of U given the ties.
double null_variance(const JointCounts& counts) {
    const auto n = static_cast<Int128>(counts.n());
    if (n < 2) return 0;
    Int128 cubes = 0;
    for (const JointCount& value : counts.values) {
        const auto ties = static_cast<Int128>(value.count());
        cubes += ties * ties * ties - ties;
    }
    const double pairs = static_cast<double>(counts.n_first) * static_cast<double>(counts.n_second);
    return pairs * base::ratio(n * n * n - n - cubes, 12 * n * (n - 1));
}

std::optional<MannWhitneyExact> exact_test(const JointCounts& counts, double cost_limit) {
    const auto tails = rank_sum_probabilities(counts, cost_limit);
    if (!tails) return std::nullopt;
    const double doubled = 2 * std::min(tails->lower, tails->upper);
    return MannWhitneyExact{.p_absdev = tails->as_far,
                            .p_doubled = std::min(1.0, doubled),
                            .p_greater = tails->upper,
                            .p_less = tails->lower,
                            .point = tails->point,
                            .mid_p_doubled = std::min(1.0, doubled - tails->point)};
}

MannWhitneyNormal normal_test(double distance, double sd, double correction) {
    const double shortened = std::max(0.0, std::abs(distance) - correction);
    const double z = std::copysign(shortened, distance) / sd;
    return {.z = z,
            .p = {.two_sided = normal_two_sided_p(z),
                  .greater = normal_sf((distance - correction) / sd),
                  .less = normal_cdf((distance + correction) / sd)}};
}

}  // namespace

base::Outcome<MannWhitney> mann_whitney(const GridView& first, const GridView& second,
                                        const MannWhitneyOptions& options) {
    const JointCounts counts = joint_counts(first, second);
    if (counts.n_first == 0 || counts.n_second == 0) return base::Reason::no_answers;
    const Dominance pairs = dominance(counts);

    MannWhitney test;
    test.n_first = counts.n_first;
    test.n_second = counts.n_second;
    test.ties = static_cast<std::int64_t>(counts.values.size()) < counts.n();
    const Int128 doubled_u = static_cast<Int128>(2) * pairs.above + pairs.equal;
    test.u_second = base::ratio(doubled_u, 2);
    test.u_first = base::ratio(static_cast<Int128>(2) * pairs.pairs() - doubled_u, 2);
    test.rank_sum_second =
        base::ratio(doubled_u + static_cast<Int128>(counts.n_second) * (counts.n_second + 1), 2);
    test.variance = null_variance(counts);

    test.exact = exact_test(counts, options.cost_limit);
    if (test.variance > 0) {
        const double distance = base::ratio(doubled_u - pairs.pairs(), 2);
        const double sd = std::sqrt(test.variance);
        test.normal = normal_test(distance, sd, 0);
        test.normal_corrected = normal_test(distance, sd, 0.5);
    }
    test.distribution = test.exact ? RankSumNull::exact : RankSumNull::normal;
    if (test.exact)
        test.p = {test.exact->p_doubled, test.exact->p_greater, test.exact->p_less};
    else if (test.normal)
        test.p = test.normal->p;
    return test;
}

}  // namespace outcomes::stats
