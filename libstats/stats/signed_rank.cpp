#include "libstats/stats/signed_rank.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Int128;

/// Sums of doubled ranks, exactly.
struct RankSums {
    std::vector<RankGroup> groups;
    Int128 plus = 0;
    Int128 minus = 0;
    Int128 squares = 0;
};

RankSums rank_sums(const Magnitudes& sizes, ZeroRule zeros) {
    RankSums sums;
    // Zeros take the lowest ranks under Pratt's rule, and push all others up.
    const std::int64_t push = zeros == ZeroRule::pratt ? 2 * sizes.n_zero : 0;
    for (const MagnitudeCount& size : sizes.groups) {
        const Int128 rank = size.doubled_rank + push;
        sums.groups.push_back({static_cast<std::int64_t>(rank), size.count()});
        sums.plus += rank * size.n_pos;
        sums.minus += rank * size.n_neg;
        sums.squares += rank * rank * size.count();
    }
    return sums;
}

std::optional<SignedRankExact> exact_test(const RankSums& sums, std::int64_t n_nonzero, double cost_limit) {
    const auto tails = exact_tails(sums.groups, static_cast<std::int64_t>(sums.plus), cost_limit);
    if (!tails) return std::nullopt;
    SignedRankExact test;
    test.p = {.two_sided = std::min(1.0, 2 * std::min(tails->lower, tails->upper)),
              .greater = tails->upper,
              .less = tails->lower};
    test.point = tails->point;
    test.mid_p = std::min(1.0, 2 * std::min(tails->lower, tails->upper) - tails->point);
    if (n_nonzero <= 53) test.count = std::round(std::ldexp(test.p.two_sided, static_cast<int>(n_nonzero)));
    return test;
}

SignedRankNormal normal_test(double distance, double sd, double correction) {
    const double shortened = std::max(0.0, std::abs(distance) - correction);
    const double z = std::copysign(shortened, distance) / sd;
    return {.z = z,
            .p = {.two_sided = normal_two_sided_p(z),
                  .greater = normal_sf((distance - correction) / sd),
                  .less = normal_cdf((distance + correction) / sd)}};
}

/// The zeros share the ranks 1 .. n_zero, all others those above; half of the zeros' sum goes to each side.
void split_zeros(SignedRank& test, const Magnitudes& sizes) {
    const RankSums ranked = rank_sums(sizes, ZeroRule::pratt);
    const Int128 zeros = sizes.n_zero;
    test.split_t_plus = base::ratio(ranked.plus + zeros * (zeros + 1) / 2, 2);
    test.split_t_minus = base::ratio(ranked.minus + zeros * (zeros + 1) / 2, 2);
    test.split_variance = base::ratio(ranked.squares + zeros * (zeros + 1) * (zeros + 1), 16);
    const double distance = base::ratio(ranked.plus - ranked.minus, 4);
    const double sd = std::sqrt(test.split_variance);
    test.split_normal = normal_test(distance, sd, 0);
    test.split_normal_corrected = normal_test(distance, sd, 0.5);
}

}  // namespace

base::Outcome<SignedRank> signed_rank(GridView differences, const SignedRankOptions& options) {
    base::require(differences.denominator > 0, "the denominator of a grid must be positive");
    return signed_rank(magnitudes(differences.units), options);
}

base::Outcome<SignedRank> signed_rank(const Magnitudes& sizes, const SignedRankOptions& options) {
    if (sizes.n() == 0) return base::Reason::no_pairs;
    if (sizes.n_nonzero() == 0) return base::Reason::no_change;
    const RankSums sums = rank_sums(sizes, options.zeros);

    SignedRank test;
    test.n_pairs = sizes.n();
    test.n_zero = sizes.n_zero;
    test.n_pos = sizes.n_pos;
    test.n_neg = sizes.n_neg;
    test.ties = static_cast<std::int64_t>(sizes.groups.size()) < sizes.n_nonzero();
    test.zeros = options.zeros;
    test.t_plus = base::ratio(sums.plus, 2);
    test.t_minus = base::ratio(sums.minus, 2);
    test.mean = base::ratio(sums.plus + sums.minus, 4);
    test.variance = base::ratio(sums.squares, 16);

    const double distance = base::ratio(sums.plus - sums.minus, 4);
    const double sd = std::sqrt(test.variance);
    test.normal = normal_test(distance, sd, 0);
    test.normal_corrected = normal_test(distance, sd, 0.5);
    split_zeros(test, sizes);
    test.r_pairs = test.normal.z / std::sqrt(static_cast<double>(test.n_pairs));
    test.exact = exact_test(sums, sizes.n_nonzero(), options.cost_limit);
    test.distribution = test.exact ? NullDistribution::exact : NullDistribution::normal;
    test.p = test.exact ? test.exact->p : test.normal.p;
    return test;
}

}  // namespace outcomes::stats
