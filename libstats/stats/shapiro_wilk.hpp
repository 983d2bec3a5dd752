#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/types.hpp"

#include <cstddef>
#include <span>

namespace outcomes::stats {

/// The sample sizes that Royston's approximation was fitted to.
inline constexpr std::size_t shapiro_wilk_smallest = 3;
inline constexpr std::size_t shapiro_wilk_largest = 5000;  ///< likewise

/// How straight a normal plot of the values is.
struct ShapiroWilk {
    std::size_t n = 0;  ///< values
    double w = 1;       ///< in (0, 1]: the squared correlation of the sorted values with expected normal ones
    double p = 1;       ///< upper tail of the transformed 1 - W: small where the values are not normal
};

/// Shapiro and Wilk's test of normality (1965, Biometrika 52:591) by Royston's approximation (1995, Applied
/// Statistics 44:547, algorithm AS R94), in double precision: the weights of the extreme two values are
/// polynomials in 1 / sqrt(n), the others follow the normal scores of Blom, and ln(1 - W) is about normal
/// with mean and SD given as polynomials (n <= 11: in n, of a further transformation; else in ln n). For n =
/// 3 the distribution is exact.
///
/// To be shown, never used to choose a test: with few people it finds nothing, with many it finds the steps
/// of the scale, and a choice made on it changes the error rates of the test chosen. Ties lower W.
///
/// @param values  one sample, for example the differences repeat - baseline, in any order
/// @return Reason::too_few for n < 3, Reason::not_applicable for n > 5000, Reason::no_variation if all values
///         are the same
/// @throws base::ContractError  a value that is not finite, a denominator below 1
/// Cost O(n log n).
[[nodiscard]] base::Outcome<ShapiroWilk> shapiro_wilk(std::span<const double> values);
/// The same for values on a grid.
/// @param values  one sample, for example the changes repeat - baseline
[[nodiscard]] base::Outcome<ShapiroWilk> shapiro_wilk(GridView values);

}  // namespace outcomes::stats
