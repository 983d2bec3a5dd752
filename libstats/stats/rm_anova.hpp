#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/occasions.hpp"

#include <cstddef>

namespace outcomes::stats {

/// Corrections of the degrees of freedom for unequal variances of the differences between occasions. Each F
/// has df1 and df2 times its epsilon, but never more than the uncorrected ones.
struct SphericityCorrections {
    double epsilon_gg = 1;           ///< Greenhouse-Geisser, 1 / (k - 1) to 1
    double epsilon_lower_bound = 1;  ///< 1 / (k - 1), the least there can be
    /// Huynh-Feldt (1976); may exceed 1. not_applicable: its denominator is 0, as with n = 2
    base::Outcome<double> epsilon_hf = base::Reason::not_applicable;
    OccasionsF gg;                                                ///< with epsilon_gg
    OccasionsF lower_bound;                                       ///< with epsilon_lower_bound
    base::Outcome<OccasionsF> hf = base::Reason::not_applicable;  ///< with min(1, epsilon_hf)
};

/// Mauchly's test of sphericity. Shown, never used to choose.
struct Mauchly {
    double w = 1;     ///< 0 to 1; 1: all differences between occasions vary alike
    double chi2 = 0;  ///< -rho (n - 1) ln w
    double df = 0;    ///< k (k - 1) / 2 - 1
    double p = 1;     ///< with Box's second-order term
    double p_r = 1;   ///< as R prints it: 3 k in place of 3 q in w2; for comparison only
};

/// Hotelling's T2: all occasions have the same mean, whatever their variances and correlations.
struct HotellingT2 {
    double t2 = 0;    ///< n m' S^-1 m
    OccasionsF test;  ///< (n - k + 1) T2 / ((k - 1)(n - 1)), df k - 1 and n - k + 1
};

/// Repeated-measures analysis of variance with one factor, the occasions.
struct RmAnova {
    std::size_t n = 0;            ///< people
    std::size_t k = 0;            ///< occasions
    double ss_effect = 0;         ///< sum of squares between occasions, in squared units of the scores
    double ss_people = 0;         ///< between people
    double ss_error = 0;          ///< what both leave
    OccasionsF test;              ///< without correction; infinite if ss_error is 0
    double partial_eta2 = 0;      ///< ss_effect / (ss_effect + ss_error)
    double generalized_eta2 = 0;  ///< ss_effect / sum of all three (Olejnik & Algina 2003,
                                  ///< Psychological Methods 8:434)
    double omega2 = 0;            ///< see rm_anova(); may be below 0
    /// no_variation: all people changed alike, so there is no error to look at
    base::Outcome<SphericityCorrections> corrected = base::Reason::no_variation;
    /// not_applicable: two occasions have one difference; too_few: fewer people than occasions;
    /// redundant_items: a difference between occasions follows from others
    base::Outcome<Mauchly> mauchly = base::Reason::not_applicable;
    base::Outcome<HotellingT2> hotelling = base::Reason::too_few;  ///< reasons as for `mauchly`
};

/// Whether the mean differs between k occasions of the same n people.
///
/// With Y the k - 1 orthonormal Helmert contrasts of each person's scores, m their means and S their
/// covariance matrix (divisor n - 1),
///
///     ss_effect = n m' m,  ss_error = (n - 1) tr S,  F = (ss_effect / (k - 1)) / (ss_error / ((n - 1)(k -
///     1))) epsilon_gg = (tr S)^2 / ((k - 1) tr S^2)           (Greenhouse & Geisser 1959, Psychometrika
///     24:95) epsilon_hf = (n (k - 1) e - 2) / ((k - 1) (n - 1 - (k - 1) e)),  e = epsilon_gg
///                                        (Huynh & Feldt 1976, Journal of Educational Statistics 1:69)
///     w = det S / (tr S / (k - 1))^(k - 1)               (Mauchly 1940, Annals of Math. Statistics 11:204)
///     omega2 = (ss_effect - (k - 1) MSE) / (ss_total + ss_people / (n - 1))
///
/// (omega2: Lakens 2013, Frontiers in Psychology 4:863). Mauchly's p is P1 + w2 (P2 - P1) with P1, P2
/// the tails of chi2 = -rho (n - 1) ln w with f = k (k - 1) / 2 - 1 and f + 4 degrees of freedom,
/// q = k - 1, rho = 1 - (2 q^2 + q + 2) / (6 q (n - 1)) and
/// w2 = (q + 2)(q - 1)(q - 2)(2 q^3 + 6 q^2 + 3 q + 2) / (288 (q (n - 1) rho)^2) (Anderson 2003, An
/// Introduction to Multivariate Statistical Analysis, sec. 10.7). T2: Hotelling 1931, Annals of Mathematical
/// Statistics 2:360. The sums of contrasts are exact integers, so no offset of the scores costs digits.
///
/// For n > k Hotelling's T2 needs no sphericity; with few people take epsilon_gg.
///
/// @param table  at least two people
/// @return Reason::no_pairs (nobody), Reason::too_few (n = 1), Reason::no_change (each person has the same
///         score on all occasions)
/// @throws base::ContractError  a score 2^62 / k^2 units or more from the first one; see require_occasions()
/// Cost: O(n k^2 + k^3).
[[nodiscard]] base::Outcome<RmAnova> rm_anova(const OccasionTable& table);

}  // namespace outcomes::stats
