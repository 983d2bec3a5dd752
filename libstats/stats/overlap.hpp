#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/t_test.hpp"

#include <cstddef>
#include <optional>

namespace outcomes::stats {

/// Which form the partially overlapping samples test took. It is chosen by the data alone.
enum class OverlapForm {
    paired,       ///< everyone answered in both waves: the paired t test, exactly
    overlapping,  ///< some answered twice and some once
    independent,  ///< nobody is known to have answered twice: Welch's test, or Student's with equal variances
};

/// Whether the waves may differ in their variances.
enum class VarianceRule {
    unequal,  ///< each wave has its own variance (T_new2)
    equal,    ///< one pooled variance (T_new1)
};

/// How to test.
struct OverlapOptions {
    VarianceRule variances = VarianceRule::unequal;  ///< separate or pooled
    double level = 0.95;                             ///< of the interval, in (0, 1)
    std::size_t min_pairs =
        2;  ///< with fewer the waves are taken as independent, which is conservative for r > 0; >= 2
};

/// Change of the mean between two waves that share some people.
struct Overlap {
    TTest test;  ///< of mean(repeat) - mean(baseline) over everyone in each wave
    OverlapForm form = OverlapForm::overlapping;  ///< the test that was used
    std::size_t n_pairs = 0;  ///< people known in both waves, even if they were too few to be used as pairs
    std::size_t n_only_baseline = 0;  ///< people in the first wave only
    std::size_t n_only_repeat = 0;    ///< people in the second wave only
    double r = 0;  ///< correlation that was used: of the pairs, 0 where a wave of them does not vary
};

/// Test of a change of the mean when some people answered in both waves and some in only one (Derrick, Russ,
/// Toher & White 2017, Journal of Modern Applied Statistical Methods 16(1):137, T_new1 and T_new2; sign here:
/// repeat - baseline).
///
/// With n1, n2 people, means m1, m2 and variances v1, v2 over all answers of a wave, n12 pairs of correlation
/// r, and n_a = n1 - n12, n_b = n2 - n12 people in one wave only:
///
///     unequal  se^2 = v1/n1 + v2/n2 - 2 r sqrt(v1 v2) n12/(n1 n2),      g = Welch's degrees of freedom
///     equal    se^2 = v (1/n1 + 1/n2 - 2 r n12/(n1 n2)), v pooled,      g = n1 + n2 - 2
///     df = (n12 - 1) + (n_a + n_b) (g - n12 + 1) / (n_a + n_b + 2 n12)
///
/// For everyone in both waves this tends to the paired test, and with no pairs to the independent one; at
/// those limits exactly those tests are returned.
///
/// @param baseline, repeat  moments of everyone who answered in that wave
/// @param pairs             of those who answered in both; empty if nobody is linked
/// @param options           variances, level, fewest pairs to be used
/// @return Reason::too_few, Reason::no_variation
/// @throws base::ContractError  more pairs than people, level outside (0, 1), min_pairs < 2
[[nodiscard]] base::Outcome<Overlap> overlap_t(const Moments& baseline, const Moments& repeat,
                                               const std::optional<PairedMoments>& pairs,
                                               const OverlapOptions& options = {});

/// The degrees of freedom of that test: between n_pairs - 1 and those of independent samples.
/// @param n_pairs         at least 1
/// @param n_once          people in one wave only
/// @param independent_df  g above
[[nodiscard]] double overlap_df(double n_pairs, double n_once, double independent_df);

}  // namespace outcomes::stats
