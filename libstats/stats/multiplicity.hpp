#pragma once

#include <optional>
#include <span>
#include <vector>

namespace outcomes::stats {

enum class Adjustment {
    none,
    bonferroni,  ///< m p; familywise error, any dependence
    sidak,       ///< 1 - (1 - p)^m; familywise error, independent tests
    holm,        ///< familywise error, any dependence (Holm 1979, Scandinavian Journal of Statistics 6:65)
    holm_sidak,  ///< familywise error, independent tests
    hochberg,    ///< familywise error, independent tests (Hochberg 1988, Biometrika 75:800)
    hommel,      ///< familywise error, independent tests (Hommel 1988, Biometrika 75:383; Wright 1992)
    benjamini_hochberg,  ///< false discovery rate, independent or positively dependent tests (1995, JRSS B
                         ///< 57:289)
    benjamini_yekutieli  ///< false discovery rate, any dependence (2001, Annals of Statistics 29:1165)
};

/// Adjusted p-values: reject at alpha where adjusted <= alpha. Results come in the order given.
///
/// @param p  each in [0, 1]; a missing one stays missing and does not count: m is the number of p-values that
/// are there
/// @throws base::ContractError  a p-value outside [0, 1]
/// Cost O(m log m); hommel O(m^2).
[[nodiscard]] std::vector<std::optional<double>> adjust(std::span<const std::optional<double>> p,
                                                        Adjustment method);

}  // namespace outcomes::stats
