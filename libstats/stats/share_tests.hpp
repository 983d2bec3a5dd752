#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/proportions.hpp"
#include "libstats/stats/types.hpp"

namespace outcomes::stats {

/// Everywhere below: two independent groups of people, the baseline with x1 events among n1 and the repeat
/// with x2 among n2; N = n1 + n2, m = x1 + x2, p = m / N. Events outside 0..n and a level outside (0, 1)
/// throw base::ContractError; an empty group is Reason::no_answers.

/// Chi-squared tests of "the same share in both groups".
struct TwoShareTest {
    double z = 0;     ///< (p2 - p1) / sqrt(p(1 - p)(1 / n1 + 1 / n2)); positive: higher at the repeat
    double chi2 = 0;  ///< z^2, Pearson's
    double p = 1;     ///< two-sided, of chi2 with 1 degree of freedom, as are the others
    double chi2_corrected =
        0;  ///< with Yates' correction: |p2 - p1| smaller by (1 / n1 + 1 / n2) / 2, at least 0
    double p_corrected = 1;     ///< of chi2_corrected
    double chi2_n_minus_1 = 0;  ///< chi2 (N - 1) / N
    double p_n_minus_1 = 1;     ///< of chi2_n_minus_1
};

/// Pearson's chi-squared test (1900, Philosophical Magazine 50:157), with the correction of Yates (1934,
/// Supplement to the JRSS 1:217) and in the form that Campbell recommends where all expected counts are at
/// least 1 (2007, Statistics in Medicine 26:3661).
/// @param baseline  x1 and n1
/// @param repeat  x2 and n2
/// @return Reason::no_variation if nobody or everybody has the event
[[nodiscard]] base::Outcome<TwoShareTest> two_share_test(Count baseline, Count repeat);

/// Tests given how many events there are in all.
struct FisherTest {
    PValues exact;       ///< two-sided: P of all tables no likelier than the one observed
    double doubled = 1;  ///< two-sided: twice the smaller tail, at most 1
    PValues mid_p;  ///< two-sided: as `exact`, with half of P of the tables as likely as the one observed
    double mid_p_doubled = 1;  ///< two-sided: twice the smaller mid-p tail
};

/// Fisher's exact test: x2 is hypergeometric given m. Tables whose probability exceeds that observed by less
/// than 1e-7 of it are as likely. One-sided mid-p counts half of P of the table observed. mid-p as in
/// Fagerland, Lydersen & Laake (2017, Statistical Analysis of Contingency Tables, section 4.4). With no
/// event, or nothing but events, there is one table and p is 1 (mid-p too).
/// @param baseline  x1 and n1
/// @param repeat  x2 and n2
/// Cost: O(standard deviations of x2).
[[nodiscard]] base::Outcome<FisherTest> fisher_test(Count baseline, Count repeat);

/// Difference of two shares on a scale where a step matters as much anywhere.
struct CohenH {
    double estimate = 0;   ///< 2 asin(sqrt p2) - 2 asin(sqrt p1), in [-pi, pi]
    double std_error = 0;  ///< sqrt(1 / n1 + 1 / n2)
    Interval ci;           ///< estimate -+ z std_error
};

/// Cohen's h (1988, Statistical Power Analysis for the Behavioral Sciences, chapter 6).
/// @param baseline  x1 and n1
/// @param repeat  x2 and n2
/// @param level  of the interval
[[nodiscard]] base::Outcome<CohenH> cohen_h(Count baseline, Count repeat, double level = 0.95);

}  // namespace outcomes::stats
