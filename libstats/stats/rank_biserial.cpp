#include "libstats/stats/rank_biserial.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/value_counts.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {
namespace {

using base::Int128;

/// People at "no change" that the observed variance is weighed against.
constexpr double prior_people = 10;

struct RankSums {
    Int128 plus = 0;   ///< of doubled ranks
    Int128 minus = 0;  ///< of doubled ranks
    double squares = 0;
};

RankSums rank_sums(const Magnitudes& sizes, std::int64_t ranked_zeros) {
    RankSums sums;
    for (const MagnitudeCount& size : sizes.groups) {
        const std::int64_t rank = size.doubled_rank + 2 * ranked_zeros;
        sums.plus += static_cast<Int128>(rank) * size.n_pos;
        sums.minus += static_cast<Int128>(rank) * size.n_neg;
        sums.squares +=
            static_cast<double>(rank) * static_cast<double>(rank) * static_cast<double>(size.count());
    }
    return sums;
}

/// Sum of squares about the mean of what each person contributes to T+: with whom of all, herself included,
/// her change has a positive sum (a sum of 0 counts one half). One pass from the smallest change up.
double contribution_squares(const Magnitudes& sizes, std::int64_t ranked_zeros) {
    double sum = 0, squares = 0;
    const auto add = [&](double contribution, std::int64_t people) {
        sum += contribution * static_cast<double>(people);
        squares += contribution * contribution * static_cast<double>(people);
    };
    const auto n = static_cast<double>(sizes.n_nonzero() + ranked_zeros);
    auto larger_neg = static_cast<double>(sizes.n_neg);
    auto larger_pos = static_cast<double>(sizes.n_pos);
    for (const MagnitudeCount& size : sizes.groups) {
        larger_neg -= static_cast<double>(size.n_neg);
        larger_pos -= static_cast<double>(size.n_pos);
        add(n - larger_neg - static_cast<double>(size.n_neg) / 2, size.n_pos);
        add(larger_pos + static_cast<double>(size.n_pos) / 2, size.n_neg);
    }
    return std::max(0.0, squares - sum * sum / static_cast<double>(sizes.n_nonzero()));
}

/// Independent answers with the variance of `share`.
double effective_people(const Magnitudes& sizes, const RankSums& sums, std::int64_t ranked_zeros,
                        double share) {
    const auto m = static_cast<double>(sizes.n_nonzero());
    const double total = static_cast<double>(sums.plus + sums.minus) / 2;
    const double variance =
        m > 2 ? contribution_squares(sizes, ranked_zeros) / (total * total) * m / (m - 1) : 0;
    const double at_no_change = m * sums.squares / 4 / (total * total);
    const double weight = m > 2 ? 4 * share * (1 - share) * m : 0;
    const double observed = m > 2 ? 4 * m * m * variance : 0;
    const double ratio = (observed + prior_people * at_no_change) / (weight + prior_people);
    return m / std::clamp(ratio, 1.0, 2.0);
}

/// Wilson's interval for a share of `people`, in units of 2 share - 1.
Interval wilson(double share, double people, double level) {
    const double z = normal_quantile((1 + level) / 2);
    const double shrunk = z * z / people;
    const double centre = (2 * share - 1) / (1 + shrunk);
    const double half =
        2 * z * std::sqrt(share * (1 - share) / people + shrunk / (4 * people)) / (1 + shrunk);
    return {.low = std::max(-1.0, centre - half), .high = std::min(1.0, centre + half)};
}

}  // namespace

base::Outcome<RankBiserial> rank_biserial(GridView differences, const RankBiserialOptions& options) {
    base::require(options.level > 0 && options.level < 1, "a level must lie between 0 and 1");
    base::require(differences.denominator > 0, "the denominator of a grid must be positive");
    if (differences.units.empty()) return base::Reason::no_pairs;
    const Magnitudes sizes = magnitudes(differences.units);
    if (sizes.n_nonzero() == 0) return base::Reason::no_change;

    const std::int64_t ranked_zeros = options.zeros == ZeroRule::pratt ? sizes.n_zero : 0;
    const RankSums sums = rank_sums(sizes, ranked_zeros);
    RankBiserial result;
    result.n_pairs = sizes.n();
    result.n_zero = sizes.n_zero;
    result.zeros = options.zeros;
    result.estimate = base::ratio(sums.plus - sums.minus, sums.plus + sums.minus);
    const double share = base::ratio(sums.plus, sums.plus + sums.minus);
    result.effective_n = effective_people(sizes, sums, ranked_zeros, share);
    result.ci = wilson(share, result.effective_n, options.level);
    if (sums.minus == 0) result.ci.high = 1;
    if (sums.plus == 0) result.ci.low = -1;
    return result;
}

}  // namespace outcomes::stats
