#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/reliability.hpp"

#include <cstddef>
#include <vector>

namespace outcomes::stats {

/// One common factor behind k items, and the reliability of their sum that follows from it:
/// omega total = (sum l)^2 / ((sum l)^2 + sum u), l the loadings and u the error variances of the items
/// (McDonald 1999, Test Theory, eq. 6.20b). With one factor omega total and omega hierarchical are the same.
///
/// Signs: the loadings add up to something positive; an item that points the other way has a negative one.

/// The factor fitted by maximum likelihood.
struct FactorMl {
    std::vector<double> loadings;      ///< of items brought to SD 1
    std::vector<double> uniquenesses;  ///< 1 - loading^2, each above 0
    /// Loadings and error variances in the units of the answers, of covariances with divisor n.
    std::vector<double> raw_loadings;
    std::vector<double> raw_errors;  ///< in squared units
    double omega = 0;                ///< of the sum of the answers as they are (raw loadings and errors)
    double omega_standardized = 0;   ///< of the sum of items brought to SD 1
    double chi_square = 0;           ///< n times the minimum of the discrepancy
    /// The same with Bartlett's factor in place of n, for people who are few: n - 1 - (2 k + 5) / 6 - 2 / 3
    /// (Bartlett 1951, Biometrika 38:337). With as many people as items, or fewer, there is no fit at all.
    double chi_square_bartlett = 0;
    std::size_t df = 0;  ///< k (k - 3) / 2
};

/// The factor whose likelihood is the largest: minimum of ln|M| - ln|R| + trace(R M^-1) - k over M = l l' +
/// U, by Newton's method on the logarithms of the uniquenesses with exact second derivatives (Joreskog 1967,
/// Psychometrika 32:443; Clarke 1970, British Journal of Mathematical and Statistical Psychology 23:43),
/// until a step changes none of them by more than 1e-10. The fit does not depend on the items' units, so the
/// raw figures are the standardized ones in other units.
///
/// @param items  sums of the answers of everyone who answered all items
/// @return Reason::too_few_items for fewer than 3 items (one factor is not determined), too_few for fewer
///         than 2 persons, no_variation if an item never varies, redundant_items if the correlations have no
///         inverse (fewer people than items, or one item follows from others), improper_solution if a
///         uniqueness goes to 0, not_converged
/// Cost O(k^3) a step, about ten steps.
[[nodiscard]] base::Outcome<FactorMl> one_factor_ml(const ItemMoments& items);

/// The factor fitted by minimum residuals.
struct FactorMinres {
    std::vector<double> loadings;  ///< of items brought to SD 1
    double omega_model = 0;        ///< denominator: variance of the total by the model
    double omega_observed = 0;     ///< 1 - sum(1 - l^2) / sum of all observed correlations
};

/// The factor that leaves the smallest sum of squared residual correlations, the diagonal left out (Harman &
/// Jones 1966, Psychometrika 31:351), by their item-by-item steps and then Newton's method.
///
/// @param items  sums of the answers of everyone who answered all items
/// @return as one_factor_ml(), except that correlations without an inverse do no harm; improper_solution if
///         a loading passes 1
/// Cost O(k^2) for each of 500 steps, then O(k^3) for each of about five.
[[nodiscard]] base::Outcome<FactorMinres> one_factor_minres(const ItemMoments& items);

}  // namespace outcomes::stats
