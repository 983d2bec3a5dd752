#pragma once

#include <cstddef>
#include <vector>

namespace outcomes::stats {

/// Nodes and weights for integrals of f over the whole line: sum_k scaled_weights[k] f(nodes[k]), exact if
/// f(x) exp(x^2) is a polynomial of degree below 2 n.
struct GaussHermite {
    std::vector<double> nodes;           ///< ascending, symmetric about 0
    std::vector<double> scaled_weights;  ///< the weights of the rule times exp(x^2), so they neither vanish
                                         ///< nor overflow
};

/// The Gauss-Hermite rule with n nodes: eigenvalues of the Jacobi matrix (Golub & Welsch 1969, Mathematics of
/// Computation 23:221), refined by Newton's method on the Hermite functions psi, scaled weights
/// 1 / (n psi_{n-1}(x)^2). Good to 1e-14 for n up to 300.
///
/// @param n  number of nodes, 1 to 300
/// @throws base::ContractError  n outside 1 to 300
/// Cost O(n^2).
[[nodiscard]] GaussHermite gauss_hermite(std::size_t n);

}  // namespace outcomes::stats
