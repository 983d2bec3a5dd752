#pragma once

#include "libstats/stats/meta_analysis.hpp"

#include <cstddef>
#include <optional>

/// The parts of meta_analysis.hpp that find the variance between sites. Not for callers.
namespace outcomes::stats::detail {

/// The weighted mean with weights w = 1/(v + tau^2), and the sums that the estimators use. P is the matrix
/// diag(w) - w w' / sum(w).
struct WeightedFit {
    std::size_t k = 0;      ///< sites
    double sum_w = 0;       ///< sum(w)
    double mean = 0;        ///< sum(w y) / sum(w)
    double q = 0;           ///< sum(w (y - mean)^2) = y'Py
    double q2 = 0;          ///< sum(w^2 (y - mean)^2) = y'PPy
    double sum_log = 0;     ///< sum(ln(v + tau^2))
    double trace_p = 0;     ///< trace of P
    double trace_pp = 0;    ///< trace of PP
    double trace_pvp = 0;   ///< trace of PVP, V = diag(v)
    double trace_pvpv = 0;  ///< trace of PVPV
};

/// @param studies  at least one site
/// @param tau2     0 or more
[[nodiscard]] WeightedFit weighted_fit(const StudyResults& studies, double tau2);

/// tau^2 and what belongs to it.
struct Tau2 {
    double tau2 = 0;                       ///< 0 or more
    std::optional<double> std_error;       ///< empty for the common effect
    std::optional<double> log_likelihood;  ///< ML and REML
};

/// @param studies  at least two sites
/// @param method   how
[[nodiscard]] Tau2 tau2_of(const StudyResults& studies, Tau2Method method);

/// The tau^2 at which Q with weights 1/(v + tau^2) comes down to `target`; 0 if it is below that from the
/// start.
/// @param studies  at least two sites
/// @param target   above 0
[[nodiscard]] double tau2_where_q_is(const StudyResults& studies, double target);

}  // namespace outcomes::stats::detail
