#include "libstats/analysis/method_entries.hpp"

#include <array>

namespace outcomes::analysis {
namespace {

constexpr std::array entries{
    MethodEntry{
        .info = {.id = "mann_whitney_exact",
                 .title = "Mann-Whitney test, exact",
                 .says = "Whether scores of one group tend to be higher than those of the other.",
                 .when = "Two independent groups of ordered answers, small or with many ties. Not if only "
                         "the spread differs: take Brunner-Munzel.",
                 .null_hypothesis = "Both groups have one distribution.",
                 .measures = "mean ordered",
                 .needs = Needs::waves,
                 .estimand = "place",
                 .analysis = "compare",
                 .policy = "midranks; conditional on the ties; two-sided by doubling the smaller tail",
                 .citation = "mann1947 wilcoxon1945 streitberg1986"},
        .run = run_mann_whitney_exact},
    MethodEntry{.info = {.id = "mann_whitney_exact_absdev",
                         .title = "Mann-Whitney test, exact, equal distance",
                         .says = "The same test, two-sided by the distance from the mean rank sum.",
                         .when = "To compare with programs that use this definition (coin, exactRankTests); "
                                 "it differs from doubling with ties and unequal sizes.",
                         .null_hypothesis = "Both groups have one distribution.",
                         .measures = "mean ordered",
                         .needs = Needs::waves,
                         .estimand = "place",
                         .analysis = "compare",
                         .policy = "midranks; conditional on the ties; P(|U - E| as large or larger)",
                         .citation = "mann1947 streitberg1986"},
                .run = run_mann_whitney_exact_absdev},
    MethodEntry{
        .info = {.id = "mann_whitney_mid_p",
                 .title = "Mann-Whitney test, mid-p",
                 .says = "The exact test with half the probability of the observed result.",
                 .when = "Where the exact test is too cautious because few results are possible.",
                 .null_hypothesis = "Both groups have one distribution.",
                 .measures = "mean ordered",
                 .needs = Needs::waves,
                 .estimand = "place",
                 .analysis = "compare",
                 .policy =
                     "midranks; conditional on the ties; doubled smaller tail less the point probability",
                 .citation = "mann1947 streitberg1986"},
        .run = run_mann_whitney_mid_p},
    MethodEntry{.info = {.id = "mann_whitney_normal",
                         .title = "Mann-Whitney test, normal approximation",
                         .says = "Whether scores of one group tend to be higher, for large groups.",
                         .when = "Twenty values or more in each group. For fewer take the exact test.",
                         .null_hypothesis = "Both groups have one distribution.",
                         .measures = "mean ordered",
                         .needs = Needs::waves,
                         .estimand = "place",
                         .analysis = "compare",
                         .policy = "midranks; variance corrected for ties; no continuity correction",
                         .citation = "mann1947"},
                .run = run_mann_whitney_normal},
    MethodEntry{.info = {.id = "mann_whitney_normal_corrected",
                         .title = "Mann-Whitney test, normal approximation, corrected",
                         .says = "The same with a continuity correction.",
                         .when = "To compare with programs that correct by default, such as R.",
                         .null_hypothesis = "Both groups have one distribution.",
                         .measures = "mean ordered",
                         .needs = Needs::waves,
                         .estimand = "place",
                         .analysis = "compare",
                         .policy = "midranks; variance corrected for ties; distance shortened by 1/2",
                         .citation = "mann1947"},
                .run = run_mann_whitney_normal_corrected},
    MethodEntry{
        .info = {.id = "hodges_lehmann_shift",
                 .title = "Hodges-Lehmann shift",
                 .says = "The median of all differences between a score of one group and one of the other.",
                 .when = "How far a group lies above the other, without assuming normal scores. It is not "
                         "the difference of the medians.",
                 .measures = "mean ordered",
                 .needs = Needs::waves,
                 .estimand = "place",
                 .analysis = "compare",
                 .policy = "order statistics of all differences; exact order where affordable, else normal; "
                           "the achieved level is given",
                 .citation = "hodges1963",
                 .caution = "Conservative: the 95 % interval holds in over 97 % of samples in 66 of 85 "
                            "simulated populations (tests/calibration)."},
        .run = run_hodges_lehmann_shift},
    MethodEntry{
        .info = {.id = "brunner_munzel",
                 .title = "Brunner-Munzel test",
                 .says =
                     "The chance that a score of the second group is higher, without assuming equal spread.",
                 .when = "Two independent groups of ten or more with ordered answers. Not if the groups are "
                         "separated: it has no variance then.",
                 .null_hypothesis =
                     "A score of one group is as likely higher as lower than one of the other.",
                 .measures = "mean ordered",
                 .needs = Needs::waves,
                 .estimand = "place",
                 .analysis = "compare",
                 .policy = "placements; Satterthwaite degrees of freedom; ties count one half; interval on "
                           "the logit scale",
                 .citation = "brunner2000"},
        .run = run_brunner_munzel},
    MethodEntry{
        .info = {.id = "brunner_munzel_permutation",
                 .title = "Brunner-Munzel test, permutation",
                 .says = "The same question, with a p-value from splits of the values into two groups.",
                 .when = "Fewer than ten people in a group, or separated groups.",
                 .null_hypothesis =
                     "A score of one group is as likely higher as lower than one of the other.",
                 .measures = "mean ordered",
                 .needs = Needs::waves,
                 .estimand = "place",
                 .analysis = "compare",
                 .policy = "studentised; all splits up to 50,000 tables, else 9,999 seeded random ones",
                 .citation = "neubert2007 brunner2000"},
        .run = run_brunner_munzel_permutation},
    MethodEntry{
        .info = {.id = "cliff_delta",
                 .title = "Cliff's delta",
                 .says = "Share of pairs across the groups in which the second is higher, less the share in "
                         "which it is lower.",
                 .when = "A size for ordered answers that does not depend on units. Not for linked people: "
                         "take the within-pair probability.",
                 .measures = "mean ordered",
                 .needs = Needs::waves,
                 .estimand = "place",
                 .analysis = "compare",
                 .policy = "unbiased variance; asymmetric interval with t; own interval for separated groups",
                 .citation = "cliff1993 feng2004"},
        .run = run_cliff_delta},
    MethodEntry{
        .info = {.id = "vargha_delaney_a",
                 .title = "Vargha and Delaney's A",
                 .says = "The chance that a score of the second group is higher, ties counting one half.",
                 .when = "As a plain probability beside a rank test of two groups.",
                 .measures = "mean ordered",
                 .needs = Needs::waves,
                 .estimand = "place",
                 .analysis = "compare",
                 .policy = "(delta + 1) / 2; the interval of delta, turned likewise",
                 .citation = "vargha2000 cliff1993"},
        .run = run_vargha_delaney},
    MethodEntry{
        .info = {.id = "d_pooled",
                 .title = "Cohen's d of two groups",
                 .says = "Difference of the means over the pooled standard deviation.",
                 .when = "Two independent groups that spread alike. Not for linked people.",
                 .measures = "mean",
                 .needs = Needs::waves,
                 .estimand = "place",
                 .analysis = "compare",
                 .policy = "pooled SD; noncentral t interval",
                 .citation = "cohen1988 steiger1997",
                 .caution = "Liberal: the 95 % interval holds in under 93 % of samples in 5 of 85 simulated "
                            "populations, most with a large change, down to 92 % (tests/calibration)."},
        .run = run_d_pooled},
    MethodEntry{
        .info = {.id = "g_pooled",
                 .title = "Hedges' g of two groups",
                 .says = "The same, corrected for small groups.",
                 .when = "Instead of d with fewer than fifty people.",
                 .measures = "mean",
                 .needs = Needs::waves,
                 .estimand = "place",
                 .analysis = "compare",
                 .policy =
                     "exact gamma correction on n1 + n2 - 2 degrees of freedom; limits corrected likewise",
                 .citation = "hedges1981"},
        .run = run_g_pooled},
    MethodEntry{
        .info = {.id = "d_average_sd",
                 .title = "Difference over the average SD",
                 .says = "Difference of the means over the root mean square of both standard deviations.",
                 .when = "Two groups that spread differently, when neither is the yardstick.",
                 .measures = "mean",
                 .needs = Needs::waves,
                 .estimand = "place",
                 .analysis = "compare",
                 .policy = "sqrt((v1 + v2) / 2)",
                 .citation = "cohen1988"},
        .run = run_d_average_sd},
    MethodEntry{.info = {.id = "glass_delta",
                         .title = "Glass's delta",
                         .says = "Difference of the means over the standard deviation of the first group.",
                         .when = "When the first group is a control or the baseline and the intervention may "
                                 "change the spread.",
                         .measures = "mean",
                         .needs = Needs::waves,
                         .estimand = "place",
                         .analysis = "compare",
                         .policy = "SD of the first group",
                         .citation = "glass1976"},
                .run = run_glass_delta},
    MethodEntry{
        .info = {.id = "variance_ratio",
                 .title = "F test of two variances",
                 .says = "Whether two groups spread equally.",
                 .when = "Normal scores only; for questionnaires take Brown-Forsythe.",
                 .null_hypothesis = "The variances are equal.",
                 .measures = "mean",
                 .needs = Needs::waves,
                 .estimand = "place",
                 .analysis = "compare",
                 .policy = "second over first; doubled smaller tail",
                 .citation = "box1953",
                 .caution = "Liberal: the 95 % interval holds in under 93 % of samples in 24 of 85 simulated "
                            "populations, most with answers at the ceiling, down to 78 %. Liberal: at 5 % it "
                            "rejects a true hypothesis in over 7 % of samples in 5 of 28 simulated "
                            "populations, most with answers at the ceiling, up to 10 % (tests/calibration)."},
        .run = run_variance_ratio},
    MethodEntry{
        .info =
            {.id = "brown_forsythe",
             .title = "Brown-Forsythe test of spread",
             .says = "Whether groups spread equally, by distances from their medians.",
             .when =
                 "To see if an intervention made answers more or less alike. Not with two values a group.",
             .null_hypothesis = "The groups spread equally.",
             .measures = "mean",
             .needs = Needs::waves,
             .estimand = "place",
             .analysis = "compare",
             .policy = "distances from the group median",
             .citation = "brown1974"},
        .run = run_brown_forsythe},
    MethodEntry{.info = {.id = "levene",
                         .title = "Levene's test of spread",
                         .says = "The same by distances from the means.",
                         .when = "Symmetric scores; for skewed ones take Brown-Forsythe.",
                         .null_hypothesis = "The groups spread equally.",
                         .measures = "mean",
                         .needs = Needs::waves,
                         .estimand = "place",
                         .analysis = "compare",
                         .policy = "distances from the group mean",
                         .citation = "levene1960",
                         .caution = "Liberal: at 5 % it rejects a true hypothesis in over 7 % of samples in "
                                    "10 of 28 simulated populations, up to 11 % (tests/calibration)."},
                .run = run_levene},
    MethodEntry{
        .info =
            {.id = "overlap_rank_t",
             .title = "Partly overlapping samples t test of ranks",
             .says =
                 "Whether scores of one wave tend to be higher when some people are linked and some are not.",
             .when = "Ordered answers in two waves in which some people answered twice.",
             .null_hypothesis = "Scores of one wave tend to be neither higher nor lower.",
             .measures = "mean ordered",
             .needs = Needs::waves,
             .estimand = "place",
             .analysis = "compare",
             .policy = "midranks over both waves; T_RNK2, or T_RNK1 with equal variances",
             .citation = "derrick2020 conover1981"},
        .run = run_overlap_rank_t},
    MethodEntry{.info = {.id = "overlap_superiority",
                         .title = "Chance of a higher score, partly overlapping",
                         .says = "The chance that a score of the second wave is higher than one of the "
                                 "first, with pairs counted.",
                         .when = "As the size beside the rank test of partly overlapping waves. It compares "
                                 "everyone with everyone, not each with herself.",
                         .null_hypothesis = "The chance is one half.",
                         .measures = "mean ordered",
                         .needs = Needs::waves,
                         .estimand = "place",
                         .analysis = "compare",
                         .policy = "ties count one half; Brunner-Munzel without pairs, the paired rank test "
                                   "if everyone is linked; degrees of freedom in between as for means",
                         .citation = "konietschke2012 brunner2000 munzel2002"},
                .run = run_overlap_superiority},
    MethodEntry{
        .info = {.id = "jzs_two_sample",
                 .title = "JZS Bayes factor of two samples",
                 .says =
                     "How much more probable the data are if the two means differ than if they are equal.",
                 .when =
                     "As jzs_paired for waves that are not linked, or two groups; supposes equal variances.",
                 .null_hypothesis = "The two means are equal.",
                 .measures = "mean",
                 .needs = Needs::waves,
                 .estimand = "place",
                 .analysis = "compare",
                 .policy =
                     "two-sided; pooled variance; Cauchy prior with scale sqrt(2)/2 unless another is given",
                 .citation = "rouder2009"},
        .run = run_jzs_two_sample},
};

}  // namespace

std::span<const MethodEntry> entries_of_waves() {
    return entries;
}

}  // namespace outcomes::analysis
