#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/cumulative_link.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace outcomes::stats {

/// How the effects of persons are integrated out, and when the approximation is good.
struct PersonIntegral {
    /// Nodes of adaptive Gauss-Hermite quadrature (Pinheiro & Bates 1995, Journal of Computational and
    /// Graphical Statistics 4:12), 1 to 101. 1 is Laplace's approximation: fast, too small a variance with
    /// few answers a person. 101 is the likelihood to rounding.
    std::size_t nodes = 101;
    double level = 0.95;  ///< of the intervals, in (0, 1)
};

/// logit P(answer <= j) = threshold_j - sum(slope x) - u, u the effect of a person, normal around 0.
struct CumulativeLinkMixed {
    std::size_t n = 0;                    ///< answers
    std::size_t n_persons = 0;            ///< persons
    std::vector<Coefficient> thresholds;  ///< n_categories - 1, ascending
    std::vector<Coefficient> slopes;      ///< one a predictor, for one and the same person; above 0: higher
                                          ///< answers
    double sd = 0;                        ///< of u; 0 if the answers of a person are not alike
    double variance = 0;                  ///< sd^2
    double log_likelihood = 0;            ///< of the approximation chosen
};

/// The proportional odds model with a random intercept for each person (Hedeker & Gibbons 1994, Biometrics
/// 50:933; Tutz & Hennevogl 1996, Computational Statistics & Data Analysis 22:537), for answers of the same
/// people in several waves. Maximum likelihood by Newton's method with exact derivatives at 101 nodes; with
/// fewer nodes the maximum of that approximation, by differences, to about 1e-6. Standard errors come from
/// all second derivatives, those of the sd among them.
///
/// @param data      answers and predictors
/// @param persons   of each row, any numbers
/// @param integral  approximation and level
/// @return as cumulative_link(); also Reason::not_converged if the sd is infinite (nobody ever changes),
///         too_few if no person answers twice
/// @throws base::ContractError  as cumulative_link(); nodes outside 1 to 101
/// Cost O(n nodes p^2) a step, about ten steps.
[[nodiscard]] base::Outcome<CumulativeLinkMixed> cumulative_link_mixed(const OrdinalData& data,
                                                                       std::span<const std::uint32_t> persons,
                                                                       const PersonIntegral& integral = {});

}  // namespace outcomes::stats
