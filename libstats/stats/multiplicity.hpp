#pragma once

#include "libstats/base/outcome.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace outcomes::stats {

/// What keeps the number of false findings down among m tests.
enum class Adjustment {
    none,        ///< p as it is
    bonferroni,  ///< m p; familywise error, any dependence
    sidak,       ///< 1 - (1 - p)^m; familywise error, independent tests (Sidak 1967, JASA 62:626)
    holm,        ///< familywise error, any dependence (Holm 1979, Scandinavian Journal of Statistics 6:65)
    holm_sidak,  ///< familywise error, independent tests (Holland & Copenhaver 1987, Biometrics 43:417)
    hochberg,    ///< familywise error, independent tests (Hochberg 1988, Biometrika 75:800)
    hommel,      ///< familywise error, independent tests (Hommel 1988, Biometrika 75:383; Wright 1992)
    benjamini_hochberg,  ///< false discovery rate, independent or positively dependent tests (1995, JRSS B
                         ///< 57:289)
    benjamini_yekutieli  ///< false discovery rate, any dependence (2001, Annals of Statistics 29:1165)
};

/// Adjusted p-values: reject at alpha where adjusted <= alpha. Results come in the order given.
///
/// @param method  of adjustment
/// @param p  each in [0, 1]; a missing one stays missing and does not count: m is the number of p-values that
/// are there
/// @throws base::ContractError  a p-value outside [0, 1]
/// Cost O(m log m); hommel O(m^2).
[[nodiscard]] std::vector<std::optional<double>> adjust(std::span<const std::optional<double>> p,
                                                        Adjustment method);

/// How many hypotheses are rejected: adjusted p-values at most alpha. Missing ones are not.
/// @param adjusted  p-values as adjust() gives them
/// @param alpha     largest p-value that rejects
/// @throws base::ContractError  alpha outside (0, 1)
[[nodiscard]] std::size_t n_rejected(std::span<const std::optional<double>> adjusted, double alpha = 0.05);

/// One test of "none of the m hypotheses is false".
struct CombinedTest {
    std::size_t n = 0;  ///< p-values that are there
    double chi2 = 0;    ///< -2 sum ln p; infinite if a p-value is 0
    double df = 0;      ///< 2 n
    double p = 1;       ///< P(chi-squared with df > chi2)
};

/// Fisher's combination of p-values of independent tests (Fisher 1932, Statistical Methods for Research
/// Workers, 4th ed., sec. 21.1). Tests on the same people are not independent: then it says too much.
///
/// @param p  each in [0, 1]; missing ones are left out
/// @return Reason::too_few if no p-value is there
/// @throws base::ContractError  a p-value outside [0, 1]
/// Cost O(m).
[[nodiscard]] base::Outcome<CombinedTest> fisher_combination(std::span<const std::optional<double>> p);

}  // namespace outcomes::stats
