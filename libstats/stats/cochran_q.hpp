#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/multiplicity.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace outcomes::stats {

/// A yes or no of the same people at k occasions, or to k questions. Everybody answered all of them.
struct YesNoTable {
    std::size_t k = 0;                  ///< columns
    std::vector<std::uint8_t> answers;  ///< people x k, row major; 1 is a yes, 0 a no

    /// Number of people; 0 if there are no columns.
    [[nodiscard]] std::size_t n() const { return k == 0 ? 0 : answers.size() / k; }
    /// Whether this person said yes in this column.
    /// @param person  from 0
    /// @param column  from 0
    [[nodiscard]] bool yes(std::size_t person, std::size_t column) const {
        return answers[person * k + column] != 0;
    }
};

/// Everywhere below: in the tests, no people is Reason::no_pairs, fewer than two columns is Reason::too_few.
/// An incomplete row and an answer other than 0 and 1 throw base::ContractError.

/// How often people said yes. Whatever the answers, there is one.
struct YesCounts {
    std::size_t n = 0;              ///< people
    std::size_t k = 0;              ///< columns
    std::size_t n_informative = 0;  ///< people who said yes in some columns and no in others
    std::vector<std::int64_t> yes;  ///< people who said yes, by column
};

/// @param table  everybody's answers
[[nodiscard]] YesCounts yes_counts(const YesNoTable& table);

/// Whether "yes" is as frequent in all columns.
struct CochranQ {
    YesCounts counts;               ///< what it is made of
    double q = 0;                   ///< the statistic
    std::size_t df = 0;             ///< k - 1
    double p = 1;                   ///< P(chi2(df) >= q)
    std::optional<double> p_exact;  ///< none where it would cost too much
};

/// Cochran's test (1950, Biometrika 37:256): with C_j the number of yes in column j, R_i that of person i and
/// T the number of all,
///
///     Q = (k - 1)(k sum C_j^2 - T^2) / (k T - sum R_i^2).
///
/// For two columns it is McNemar's chi-squared. People who said the same everywhere do not count.
///
/// `p_exact` is the probability of a Q at least as large if each person's answers are put into any order, all
/// orders alike (Patil 1975, JASA 70:186): exact in whole numbers, by the distribution of the column totals
/// up to their order. It is there if that takes no more than 5 million steps: always for two columns, up to
/// some 300 informative people for three, 100 for four, 50 for five, 25 for six.
/// @param table  everybody's answers
/// @return Reason::no_change if nobody is informative
[[nodiscard]] base::Outcome<CochranQ> cochran_q(const YesNoTable& table);

/// Two columns compared.
struct ColumnPair {
    std::size_t first = 0;         ///< column, from 0
    std::size_t second = 0;        ///< column, > first
    std::int64_t first_only = 0;   ///< people who said yes in `first` only
    std::int64_t second_only = 0;  ///< people who said yes in `second` only
    double p = 1;                  ///< McNemar's exact test, two-sided; 1 if all said the same in both
    double p_adjusted = 1;         ///< for the number of pairs
};

/// McNemar's exact test of each pair of columns, (0, 1), (0, 2), ..., adjusted together.
/// @param table  everybody's answers
/// @param method  of adjusting
[[nodiscard]] base::Outcome<std::vector<ColumnPair>> pairwise_mcnemar(const YesNoTable& table,
                                                                      Adjustment method = Adjustment::holm);

}  // namespace outcomes::stats
