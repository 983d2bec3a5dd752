#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/proportion_pairs.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace outcomes::stats {

/// The same people asked twice for one of k answers: how many gave answer i before and answer j after. In
/// formulas n_ij, with n_i. and n_.j the sums of rows and columns and n that of all.
struct SquareTable {
    std::size_t k = 0;                 ///< answers
    std::vector<std::int64_t> counts;  ///< k x k, row major: from, to

    /// People who answered `from` before and `to` after.
    /// @param from  answer at the baseline, from 0
    /// @param to  answer at the repeat, from 0
    [[nodiscard]] std::int64_t at(std::size_t from, std::size_t to) const { return counts[from * k + to]; }
};

/// How people moved over a square table of answers in their order. Whatever the table, there is one.
struct TableMoves {
    Moves moves;                      ///< people by the direction of their move, later answers being up
    std::size_t categories_used = 0;  ///< answers that somebody gave in one of the waves
    std::size_t rank = 0;  ///< of the covariance matrix of the margins' changes: degrees of freedom of
                           ///< stuart_maxwell() and bhapkar(); 0 if nobody moved
};

/// @param table  k x k counts; anything else, and a count below 0, is a base::ContractError
/// Cost: O(k^2).
[[nodiscard]] TableMoves table_moves(const SquareTable& table);

/// Everywhere below: no people is Reason::no_pairs, everybody in one cell of the diagonal is
/// Reason::no_variation, everybody on the diagonal is Reason::no_change; a table that is not k x k or has a
/// count below 0 is a base::ContractError.

/// Whether the answers as a whole are spread alike in both waves.
struct MarginalHomogeneity {
    std::int64_t n = 0;               ///< people
    std::size_t categories_used = 0;  ///< answers that somebody gave in one of the waves
    double chi2 = 0;                  ///< the statistic
    std::size_t df = 0;               ///< rank of the covariance matrix
    double p = 1;                     ///< P(chi2(df) > chi2)
};

/// Stuart-Maxwell test: chi2 = d' V^- d with d_i = n_.i - n_i. and the covariance of d if nothing changed,
/// V_ii = n_i. + n_.i - 2 n_ii, V_ij = -(n_ij + n_ji)   (Stuart 1955, Biometrika 42:412; Maxwell 1970,
/// British Journal of Psychiatry 116:651). For two answers it is McNemar's (b - c)^2 / (b + c).
///
/// V is the Laplacian of a graph whose edges are the pairs of answers that people moved between, so its rank
/// is the number of answers used minus the number of parts that this graph falls into, counted and not
/// estimated; d adds up to 0 in each part, so that any one answer of a part may be left out. Answers that
/// nobody gave, and answers that nobody took up or gave up, add nothing.
/// @param table  k x k counts
/// Cost: O(k^3).
[[nodiscard]] base::Outcome<MarginalHomogeneity> stuart_maxwell(const SquareTable& table);

/// Bhapkar's test: the same with the covariance of d as it was observed, V - d d' / n, so that chi2 = S / (1
/// - S / n) with S that of Stuart-Maxwell (Bhapkar 1966, Journal of the American Statistical Association
/// 61:228). Always the larger of the two, and as good in large samples.
/// @param table  k x k counts
/// @return also Reason::no_variation if answers can be given numbers such that everybody moved by the same
/// amount; then S = n and the observed variance is 0
[[nodiscard]] base::Outcome<MarginalHomogeneity> bhapkar(const SquareTable& table);

/// Whether as many people moved from i to j as from j to i, for every pair of answers.
struct Symmetry {
    std::int64_t n = 0;      ///< people
    double chi2 = 0;         ///< sum over i < j of (n_ij - n_ji)^2 / (n_ij + n_ji), empty pairs left out
    std::size_t df = 0;      ///< pairs of answers that anybody moved between
    double p = 1;            ///< with df
    std::size_t df_all = 0;  ///< k (k - 1) / 2, which some programs take
    double p_all = 1;        ///< with df_all
};

/// Bowker's test (1948, Journal of the American Statistical Association 43:572). For two answers McNemar's.
/// @param table  k x k counts
/// Cost: O(k^2).
[[nodiscard]] base::Outcome<Symmetry> bowker(const SquareTable& table);

/// Whether people moved up as far as they moved down, where answers count 1, 2, ..., k.
struct ScoreShift {
    std::int64_t n = 0;    ///< people
    std::int64_t sum = 0;  ///< of j - i over all people
    double z = 0;          ///< sum / sqrt(sum of (j - i)^2); positive: higher at the repeat
    double chi2 = 0;       ///< z^2, 1 degree of freedom
    double p = 1;          ///< two-sided
};

/// Marginal homogeneity of ordered answers with equally spaced scores (Agresti 2013, Categorical Data
/// Analysis, section 11.3).
/// @param table  k x k counts
[[nodiscard]] base::Outcome<ScoreShift> score_shift(const SquareTable& table);

/// One answer against all the others together: "yes" is having given answer `category`.
/// @param table  k x k counts
/// @param category  from 0
/// @throws base::ContractError  no such answer
[[nodiscard]] PairedTable against_rest(const SquareTable& table, std::size_t category);

/// The highest answers together against the lower ones: "yes" is having given answer `lowest` or a later one.
/// With the last two answers of a scale this is its top-two box.
/// @param table  k x k counts, answers in ascending order
/// @param lowest  from 0
/// @throws base::ContractError  no such answer
[[nodiscard]] PairedTable top_box(const SquareTable& table, std::size_t lowest);

}  // namespace outcomes::stats
