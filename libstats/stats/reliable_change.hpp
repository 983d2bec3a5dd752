#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/measurement_error.hpp"
#include "libstats/stats/types.hpp"

namespace outcomes::stats {

/// One person's change against what error of measurement alone can do, in the units of the score.
struct ReliableChange {
    MeasurementError error;  ///< of the score
    double index = 0;        ///< RCI, (post - pre) / s_diff; > 0: the second score is higher
    double least_1_96 = 0;   ///< the smallest change that counts as reliable, 1.96 s_diff
    double least_z = 0;      ///< the same with z = 1.959964
    Interval true_score;     ///< where the person's first score lies without error, see reliable_change()
    bool reliable = false;   ///< |index| > 1.96
};

/// The reliable change index of Jacobson & Truax (1991, Journal of Consulting and Clinical Psychology 59:12):
///
///     RCI = (post - pre) / s_diff,   s_diff = sqrt(2) sem,   sem = sd sqrt(1 - reliability)
///
/// It takes the SD of the first measurement only, and knows nothing of regression to the mean: among people
/// chosen for a bad first score, some come back towards the average without having changed. For that there is
/// `true_score`, reliability (pre - mean) + mean -+ 1.96 sem, the interval that a later score is compared
/// with instead (Speer 1992, Journal of Consulting and Clinical Psychology 60:402, after Edwards & Nunnally).
///
/// @param pre          score at first
/// @param post         score of the same person later
/// @param sd           of the people that `pre` is one of, at the first measurement; positive
/// @param reliability  of the score; at most 1
/// @param mean         of those people
/// @return Reason::no_variation for sd = 0, Reason::not_applicable for a reliability of 1: then every change
///         is reliable
/// @throws base::ContractError  a value that is not finite, sd below 0, reliability above 1
[[nodiscard]] base::Outcome<ReliableChange> reliable_change(double pre, double post, double sd,
                                                            double reliability, double mean);

/// Mean and spread of the scores of a group of people.
struct Norm {
    double mean = 0;  ///< of their scores
    double sd = 0;    ///< of their scores, at least 0
};

/// Scores that part people who need help from people who do not (Jacobson & Truax 1991).
struct ClinicalCutoffs {
    double a = 0;  ///< 2 SD beyond the mean of those who need help, towards the others
    double b = 0;  ///< 2 SD from the mean of those who do not, towards the former
    base::Outcome<double> c = base::Reason::no_variation;  ///< between the means, in equal numbers of SDs
                                                           ///< from both; no_variation: both SDs are 0
    bool higher_is_better = true;                          ///< on which side of the cutoffs one wants to be
};

/// With M0, s0 of the dysfunctional and M1, s1 of the functional group: a = M0 +- 2 s0, b = M1 -+ 2 s1,
/// c = (s0 M1 + s1 M0) / (s0 + s1), the signs such that they point from one group to the other.
///
/// @param dysfunctional  people who need help
/// @param functional     people who do not
/// @return Reason::not_applicable if both means are equal: then there is no direction
/// @throws base::ContractError  a value that is not finite, an SD below 0
[[nodiscard]] base::Outcome<ClinicalCutoffs> clinical_cutoffs(Norm dysfunctional, Norm functional);

/// What became of one person, in the words of Jacobson & Truax (1991).
enum class ChangeClass {
    recovered,    ///< reliably better, and over the cutoff that they were not over before
    improved,     ///< reliably better
    unchanged,    ///< within the error of measurement
    deteriorated  ///< reliably worse
};

/// @param change            of the person
/// @param pre               score at first
/// @param post              score later
/// @param cutoff            one of ClinicalCutoffs; a score on it does not count as over it
/// @param higher_is_better  whether higher scores are the wanted ones
[[nodiscard]] ChangeClass classify_change(const ReliableChange& change, double pre, double post,
                                          double cutoff, bool higher_is_better);

}  // namespace outcomes::stats
