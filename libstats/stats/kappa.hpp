#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/marginal_homogeneity.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace outcomes::stats {

/// How much credit two answers that differ get, for answers i and j out of k.
enum class KappaWeights {
    unweighted,  ///< none: 1 if i = j, else 0
    linear,      ///< 1 - |i - j| / (k - 1)
    quadratic    ///< 1 - (i - j)^2 / (k - 1)^2
};

/// How often two answers of a person agree, and how often they would if they had nothing to do with each
/// other.
struct Agreement {
    std::int64_t n = 0;   ///< people
    double observed = 0;  ///< po = sum w_ij n_ij / n
    double expected = 0;  ///< pe = sum w_ij n_i. n_.j / n^2
};

/// Agreement beyond chance.
struct Kappa {
    Agreement agreement;        ///< what the estimate is made of
    double estimate = 0;        ///< (po - pe) / (1 - pe), at most 1
    double std_error = 0;       ///< for the interval: kappa as estimated
    Interval ci;                ///< estimate -+ z std_error; not cut off at 1
    double null_std_error = 0;  ///< for the test: kappa is 0
    std::optional<double> z;    ///< estimate / null_std_error; none if null_std_error is 0
    std::optional<double> p;    ///< two-sided, normal; none with z
};

/// Everywhere below: all k answers of the table count, whether or not somebody gave them, because the weights
/// depend on their number. No people is Reason::no_pairs. A table that is not k x k or has a count below 0,
/// weights that are not k x k, not finite or above 1, and a level outside (0, 1) throw base::ContractError.
/// Swapping the waves changes nothing. Cost: O(k^2).

/// Observed and expected agreement of the rows' and the columns' answers. For k = 1 both are 1.
/// @param table  the answers of the same people, first and second
/// @param weights  credit for answers that differ
[[nodiscard]] base::Outcome<Agreement> agreement(const SquareTable& table, KappaWeights weights);
/// The same with weights of one's own.
/// @param table  the answers of the same people, first and second
/// @param weights  k x k, row major; 1 on the diagonal, less elsewhere
[[nodiscard]] base::Outcome<Agreement> agreement(const SquareTable& table, std::span<const double> weights);

/// Cohen's kappa (1960, Educational and Psychological Measurement 20:37; weighted 1968, Psychological
/// Bulletin 70:213). With w_i. = sum_j w_ij n_.j / n and w_.j = sum_i w_ij n_i. / n, the squared standard
/// errors are
///
///     interval:  Var[w_ij - (w_i. + w_.j)(1 - kappa)] / (n (1 - pe)^2)   over the people
///     test:      Var[w_ij - w_i. - w_.j] / (n (1 - pe)^2)                over n_i. n_.j / n^2
///
/// (Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72:323, eq. 8 and 9). Both are taken about their
/// means, so that nothing cancels, and a null variance of 0 (weights that are a sum of a term of the row and
/// one of the column over all answers given) is found as such: then kappa is 0 and there is no test.
///
/// The interval is for large samples; with few people or a kappa near 1 it is too short. Perfect agreement
/// has the interval [1, 1].
///
/// @param table  the answers of the same people, first and second
/// @param weights  credit for answers that differ
/// @param level  of the interval
/// @return also Reason::no_variation if chance alone would agree fully (everybody gave the same answer)
[[nodiscard]] base::Outcome<Kappa> kappa(const SquareTable& table, KappaWeights weights, double level = 0.95);
/// The same with weights of one's own.
/// @param table  the answers of the same people, first and second
/// @param weights  k x k, row major; 1 on the diagonal, less elsewhere
/// @param level  confidence level, 0 < level < 1
[[nodiscard]] base::Outcome<Kappa> kappa(const SquareTable& table, std::span<const double> weights,
                                         double level = 0.95);

/// Agreement beyond chance where chance is measured by how evenly the answers are spread.
struct GwetAc1 {
    Agreement agreement;   ///< po, and pe = sum q_i (1 - q_i) / (k - 1) with q_i = (n_i. + n_.i) / (2n)
    double estimate = 0;   ///< (po - pe) / (1 - pe)
    double std_error = 0;  ///< people as a sample
    Interval ci;           ///< estimate -+ z std_error; not cut off at 1
};

/// Gwet's AC1 (2008, British Journal of Mathematical and Statistical Psychology 61:29), which does not fall
/// to 0 where nearly everybody gives the same answer, as kappa does. The squared standard error is
///
///     Var[1(i = j) + (1 - AC1)(q_i + q_j) / (k - 1)] / (n (1 - pe)^2)   over the people.
///
/// @param table  the answers of the same people, first and second
/// @param level  of the interval
/// @return also Reason::not_applicable if there is one answer only (k = 1)
[[nodiscard]] base::Outcome<GwetAc1> gwet_ac1(const SquareTable& table, double level = 0.95);

}  // namespace outcomes::stats
