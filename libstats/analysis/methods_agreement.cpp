#include "libstats/analysis/method_entries.hpp"

#include <array>

namespace outcomes::analysis {
namespace {

constexpr std::array entries{
    MethodEntry{
        .info = {.id = "pearson_r",
                 .title = "Correlation between the waves",
                 .says = "How strongly people kept their order between the waves.",
                 .when = "For straight relations; one person far out can make it.",
                 .null_hypothesis = "The waves are not correlated.",
                 .measures = "mean",
                 .needs = Needs::pairs,
                 .estimand = "people",
                 .analysis = "compare",
                 .policy = "Fisher interval; t with n - 2 degrees of freedom",
                 .citation = "fisher1921",
                 .caution =
                     "Liberal: the 95 % interval holds in under 93 % of samples in 15 of 85 simulated "
                     "populations, most with answers at the ceiling, down to 88 % (tests/calibration)."},
        .run = run_pearson},
    MethodEntry{.info = {.id = "spearman_rho",
                         .title = "Spearman correlation",
                         .says = "How strongly people kept their rank between the waves.",
                         .when = "For ordered answers, or where single people lie far out.",
                         .null_hypothesis = "The waves are independent.",
                         .measures = "mean ordered",
                         .needs = Needs::pairs,
                         .estimand = "people",
                         .analysis = "compare",
                         .policy = "midranks; t with n - 2 degrees of freedom; Bonett-Wright interval",
                         .citation = "spearman1904 bonett2000"},
                .run = run_spearman},
    MethodEntry{
        .info = {.id = "kendall_tau_b",
                 .title = "Kendall tau-b",
                 .says =
                     "Pairs of people kept in order less pairs turned round, as a share of those not tied.",
                 .when = "For ordered answers with many ties.",
                 .null_hypothesis = "The waves are independent.",
                 .measures = "mean ordered",
                 .needs = Needs::pairs,
                 .estimand = "people",
                 .analysis = "compare",
                 .policy =
                     "ties out of the denominator; tie-corrected normal p without continuity correction",
                 .citation = "kendall1945 kendall1970 knight1966 fieller1957",
                 .caution = "Liberal: the 95 % interval holds in under 93 % of samples in 45 of 85 simulated "
                            "populations, down to 83 % (tests/calibration)."},
        .run = run_kendall},
    MethodEntry{
        .info = {.id = "lin_concordance",
                 .title = "Lin's concordance correlation",
                 .says = "How closely the second scores repeat the first ones, point for point.",
                 .when = "For repeated measurement of what did not change; a real change lowers it.",
                 .measures = "mean",
                 .needs = Needs::pairs,
                 .estimand = "people",
                 .analysis = "compare",
                 .policy = "divisor n; Fisher interval with the corrected variance of 2000",
                 .citation = "lin1989 lin2000",
                 .caution =
                     "Liberal: the 95 % interval holds in under 93 % of samples in 26 of 85 simulated "
                     "populations, most with answers at the ceiling, down to 82 % (tests/calibration)."},
        .run = run_lin_concordance},
    MethodEntry{
        .info =
            {.id = "icc_a_1",
             .title = "ICC(A,1), one measurement, agreement",
             .says =
                 "Share of the spread that lies between people; a shift of everybody counts as disagreement.",
             .when = "Test-retest where the scores themselves must agree. Also called ICC(2,1).",
             .measures = "mean",
             .needs = Needs::pairs,
             .estimand = "people",
             .analysis = "compare",
             .policy = "McGraw-Wong mean squares and interval; people with all measurements",
             .citation = "mcgraw1996 shrout1979",
             .caution = "Conservative: the 95 % interval holds in over 97 % of samples in 29 of 85 simulated "
                        "populations, most with a large change (tests/calibration)."},
        .run = run_icc_agreement},
    MethodEntry{
        .info =
            {.id = "icc_c_1",
             .title = "ICC(C,1), one measurement, consistency",
             .says = "Share of the spread that lies between people; a shift of everybody does not matter.",
             .when = "Test-retest where only the order and the distances must hold. Also called ICC(3,1).",
             .null_hypothesis = "The coefficient is 0.",
             .measures = "mean",
             .needs = Needs::pairs,
             .estimand = "people",
             .analysis = "compare",
             .policy = "McGraw-Wong mean squares and interval; people with all measurements",
             .citation = "mcgraw1996 shrout1979",
             .caution = "Liberal: the 95 % interval holds in under 93 % of samples in 9 of 85 simulated "
                        "populations, most with answers at the ceiling, down to 91 % (tests/calibration)."},
        .run = run_icc_consistency},
    MethodEntry{.info = {.id = "icc_1_1",
                         .title = "ICC(1,1), one measurement, one way",
                         .says = "Share of the spread that lies between people, if it is not known which "
                                 "measurement is which.",
                         .when = "Where every person was measured by others, or at other times.",
                         .null_hypothesis = "The coefficient is 0.",
                         .measures = "mean",
                         .needs = Needs::pairs,
                         .estimand = "people",
                         .analysis = "compare",
                         .policy = "McGraw-Wong mean squares and interval; people with all measurements",
                         .citation = "mcgraw1996 shrout1979"},
                .run = run_icc_one_way},
    MethodEntry{
        .info = {.id = "pitman_morgan",
                 .title = "Pitman-Morgan test of two spreads",
                 .says = "Whether people became more alike or more different.",
                 .when = "When the spread itself matters; rejects too often with heavy tails or answers "
                         "piled up at an end.",
                 .null_hypothesis = "Both waves have the same variance.",
                 .measures = "mean",
                 .needs = Needs::pairs,
                 .estimand = "people",
                 .analysis = "compare",
                 .policy = "t with n - 2 degrees of freedom",
                 .citation = "pitman1939 morgan1939",
                 .caution = "Liberal: the 95 % interval holds in under 93 % of samples in 17 of 85 simulated "
                            "populations, most with answers at the ceiling, down to 81 %. Liberal: at 5 % it "
                            "rejects a true hypothesis in over 7 % of samples in 2 of 28 simulated "
                            "populations, most with unrelated waves, up to 9 % (tests/calibration)."},
        .run = run_pitman_morgan},
    MethodEntry{
        .info = {.id = "bland_altman",
                 .title = "Bland-Altman limits of agreement",
                 .says = "Mean difference and the limits that about 95 of 100 differences lie between.",
                 .when = "For repeated measurement of what did not change; differences about normal and not "
                         "growing with the score.",
                 .measures = "mean",
                 .needs = Needs::pairs,
                 .estimand = "people",
                 .analysis = "compare",
                 .policy = "1.96 SD; standard error of the limits of 1986 or 1999; t limits",
                 .citation = "bland1986 bland1999"},
        .run = run_bland_altman},
    MethodEntry{
        .info = {.id = "repeatability",
                 .title = "Repeatability coefficient",
                 .says = "What two scores of a person who did not change differ by at most, 95 times in 100.",
                 .when =
                     "For repeated measurement of what did not change; a shift of everybody counts as error.",
                 .measures = "mean",
                 .needs = Needs::pairs,
                 .estimand = "people",
                 .analysis = "compare",
                 .policy = "1.96 sqrt(2) within-person SD about 0",
                 .citation = "bland1986 bland1999"},
        .run = run_repeatability},
    MethodEntry{.info = {.id = "sem_reliability",
                         .title = "Standard error of measurement, from a reliability",
                         .says = "How far one score lies from what it would be without error.",
                         .when = "With a reliability from alpha or a retest.",
                         .measures = "mean",
                         .needs = Needs::pairs,
                         .estimand = "people",
                         .analysis = "compare",
                         .policy = "baseline SD times sqrt(1 - r)",
                         .citation = "lord1968 jacobson1991"},
                .run = run_sem_reliability},
    MethodEntry{.info = {.id = "sdc_reliability",
                         .title = "Smallest detectable change, from a reliability",
                         .says = "The change of one person that error alone exceeds 5 times in 100.",
                         .when = "To judge single people, not averages.",
                         .measures = "mean",
                         .needs = Needs::pairs,
                         .estimand = "people",
                         .analysis = "compare",
                         .policy = "1.96 sqrt(2) sem",
                         .citation = "jacobson1991 devet2006"},
                .run = run_sdc_reliability},
    MethodEntry{
        .info =
            {.id = "sem_differences",
             .title = "Standard error of measurement, from differences",
             .says =
                 "How far one score lies from what it would be without error, from people measured twice.",
             .when = "Only where nobody really changed in between; a change that all share does no harm.",
             .measures = "mean",
             .needs = Needs::pairs,
             .estimand = "people",
             .analysis = "compare",
             .policy = "SD of the differences / sqrt(2)",
             .citation = "bland1996 devet2006"},
        .run = run_sem_differences},
    MethodEntry{.info = {.id = "sdc_differences",
                         .title = "Smallest detectable change, from differences",
                         .says = "The change of one person that error alone exceeds 5 times in 100, from "
                                 "people measured twice.",
                         .when = "As sem_differences.",
                         .measures = "mean",
                         .needs = Needs::pairs,
                         .estimand = "people",
                         .analysis = "compare",
                         .policy = "1.96 SD of the differences",
                         .citation = "bland1996 devet2006"},
                .run = run_sdc_differences},
    MethodEntry{.info = {.id = "shapiro_wilk",
                         .title = "Shapiro-Wilk test of normality",
                         .says = "How straight a normal plot of the changes is.",
                         .when = "To look at, never to choose a test: few people find nothing, many find the "
                                 "steps of the scale.",
                         .null_hypothesis = "The changes are normal.",
                         .measures = "mean",
                         .needs = Needs::pairs,
                         .estimand = "people",
                         .analysis = "compare",
                         .policy = "Royston AS R94; n from 3 to 5000",
                         .citation = "shapiro1965 royston1995"},
                .run = run_shapiro_wilk},
};

}  // namespace

std::span<const MethodEntry> entries_of_agreement() {
    return entries;
}

}  // namespace outcomes::analysis
