#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>
#include <span>

namespace outcomes::stats {

/// Comparisons of two or more independent groups. All functions take the groups in any order and leave out
/// those without a value. Reason::too_few: fewer than two groups with values, or too few values for the
/// degrees of freedom. base::ContractError: unequal denominators, a denominator below 1, a value beyond 2^60.

/// An analysis of variance with one factor.
struct OneWayAnova {
    std::int64_t n = 0;         ///< values in all groups
    std::int64_t n_groups = 0;  ///< groups with values
    double ss_between = 0;      ///< sum of n_g (mean_g - mean)^2
    double ss_within = 0;       ///< sum of squared distances from the mean of the own group
    double df_between = 0;      ///< groups - 1
    double df_within = 0;       ///< values - groups
    double ms_between = 0;      ///< ss_between / df_between
    double ms_within = 0;       ///< ss_within / df_within
    double residual_sd = 0;     ///< sqrt(ms_within)
    double f = 0;               ///< ms_between / ms_within, >= 0
    double p = 1;               ///< P(F >= f)
    double eta_squared = 0;     ///< ss_between / (ss_between + ss_within), in [0, 1]
};

/// Fisher's one-way analysis of variance; H0: all means are equal, with normal values of one variance
/// (Fisher 1925, Statistical Methods for Research Workers, section 40). For two groups F = t^2 of Student's
/// test.
///
/// The distance of a group's mean from the overall mean is one integer over another, (N S_g - n_g S) / (n_g
/// N) with sums about a common centre, and is rounded once; so is the sum of squares within a group. All that
/// follows adds positive terms, so F has 15 digits whatever the offset of the data (NIST's SmLs09: 13
/// constant leading digits).
///
/// @param groups  values of each group, on one grid
/// @return Reason::no_variation if no group varies
/// Cost O(n).
[[nodiscard]] base::Outcome<OneWayAnova> one_way_anova(std::span<const GridView> groups);

/// The same from the moments of each group. Distances between the means lose digits when the means are large
/// beside them; groups on a grid are better given as such.
/// @param groups  moments of each group, in the units of the scores
[[nodiscard]] base::Outcome<OneWayAnova> one_way_anova(std::span<const Moments> groups);

/// Welch's analysis of variance; H0: all means are equal, whatever the variances. With w_g = n_g / v_g, W
/// their sum, m = sum w_g m_g / W and k groups
///
///     L  = sum (1 - w_g / W)^2 / (n_g - 1)
///     F  = (sum w_g (m_g - m)^2 / (k - 1)) / (1 + 2 (k - 2) L / (k^2 - 1)),   df2 = (k^2 - 1) / (3 L)
///
/// (Welch 1951, Biometrika 38:330). For two groups F = t^2 of Welch's test. Means are taken about a common
/// centre.
///
/// @param groups  values of each group, on one grid
/// @return Reason::too_few also if a group has one value; Reason::no_variation if a group does not vary
/// Cost O(n).
[[nodiscard]] base::Outcome<FTest> welch_anova(std::span<const GridView> groups);

/// Whether groups spread equally: the analysis of variance of the distances from the group's own median.
/// H0: equal spread, without assuming normal values (Brown & Forsythe 1974, JASA 69:364). For even n the
/// median is the mean of the two middle values. Exact distances on the grid.
///
/// @param groups  values of each group, on one grid
/// @return Reason::no_variation if no group's distances vary, as with two values a group
/// Cost O(n log n).
[[nodiscard]] base::Outcome<OneWayAnova> brown_forsythe(std::span<const GridView> groups);

/// The same with distances from the group's mean (Levene 1960). More powerful for symmetric values, and too
/// easily significant for skewed ones.
/// @param groups  values of each group, on one grid
[[nodiscard]] base::Outcome<OneWayAnova> levene(std::span<const GridView> groups);

/// The Kruskal-Wallis test.
struct KruskalWallis {
    double h = 0;                ///< corrected for ties
    double df = 0;               ///< groups - 1
    double p = 1;                ///< P(chi2 >= h)
    double epsilon_squared = 0;  ///< h / (n - 1), in [0, 1]: the share of the ranks' variance between groups
    double tie_correction = 1;   ///< 1 - sum (t^3 - t) / (n^3 - n); h was divided by it
};

/// Kruskal-Wallis rank test; H0: all groups have one distribution. With midranks over all n values and R_g
/// the rank sum of a group
///
///     H = (12 / (n (n + 1)) sum R_g^2 / n_g - 3 (n + 1)) / (1 - sum (t^3 - t) / (n^3 - n))
///
/// over tie groups of size t (Kruskal & Wallis 1952, JASA 47:583), computed as (n - 1) times the share of the
/// midranks' sum of squares that lies between groups, from exact rank sums. p from chi-squared with groups -
/// 1 degrees of freedom, an approximation that asks for some five values a group. For two groups H = z^2 of
/// the Mann-Whitney test without continuity correction.
///
/// @param groups  values of each group, on one grid
/// @return Reason::no_variation if all values are equal
/// Cost O(n log n).
[[nodiscard]] base::Outcome<KruskalWallis> kruskal_wallis(std::span<const GridView> groups);

}  // namespace outcomes::stats
