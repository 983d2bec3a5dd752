#include "libstats/analysis/method_entries.hpp"

#include <array>

namespace outcomes::analysis {
namespace {

constexpr std::array entries{
    MethodEntry{.info = {.id = "stuart_maxwell",
                         .title = "Stuart-Maxwell test",
                         .says = "Whether the answers as a whole are spread alike in both waves.",
                         .when = "Linked people, two or more answers; with many answers and few people the "
                                 "approximation is poor.",
                         .null_hypothesis = "all answers are as frequent before as after.",
                         .measures = "ordered nominal",
                         .needs = Needs::pairs,
                         .estimand = "people",
                         .analysis = "compare",
                         .policy = "rank of the covariance counted; answers nobody gave left out",
                         .citation = "stuart1955 maxwell1970",
                         .caution = "Conservative: at 5 % it rejects a true hypothesis in under 3 % of "
                                    "samples in 3 of 8 simulated populations (tests/calibration)."},
                .run = run_stuart_maxwell},
    MethodEntry{.info = {.id = "bhapkar",
                         .title = "Bhapkar's test",
                         .says = "The same with the covariance as observed.",
                         .when = "As Stuart-Maxwell; always the larger statistic.",
                         .null_hypothesis = "all answers are as frequent before as after.",
                         .measures = "ordered nominal",
                         .needs = Needs::pairs,
                         .estimand = "people",
                         .analysis = "compare",
                         .policy = "S / (1 - S / n)",
                         .citation = "bhapkar1966",
                         .caution = "Liberal: at 5 % it rejects a true hypothesis in over 7 % of samples in "
                                    "4 of 8 simulated populations, up to 15 % (tests/calibration)."},
                .run = run_bhapkar},
    MethodEntry{.info = {.id = "bowker",
                         .title = "Bowker's test of symmetry",
                         .says = "Whether as many people moved from each answer to each other as back.",
                         .when = "Linked people; asks more than whether the spread changed.",
                         .null_hypothesis = "every move is as frequent as its reverse.",
                         .measures = "ordered nominal",
                         .needs = Needs::pairs,
                         .estimand = "people",
                         .analysis = "compare",
                         .policy = "df: pairs of answers that anybody moved between (df_all: all pairs)",
                         .citation = "bowker1948",
                         .caution = "Conservative: at 5 % it rejects a true hypothesis in under 3 % of "
                                    "samples in 7 of 8 simulated populations (tests/calibration)."},
                .run = run_bowker},
    MethodEntry{
        .info = {.id = "score_shift",
                 .title = "Marginal homogeneity of scores",
                 .says = "Whether people moved up as far as they moved down, answers counting 1 to k.",
                 .when = "One ordered question of linked people, steps taken as equal.",
                 .null_hypothesis = "the mean score is the same before and after.",
                 .measures = "ordered",
                 .needs = Needs::pairs,
                 .estimand = "people",
                 .analysis = "compare",
                 .policy = "equally spaced scores; null variance",
                 .citation = "agresti2013"},
        .run = run_score_shift},
    MethodEntry{
        .info = {.id = "kappa",
                 .title = "Cohen's kappa",
                 .says = "How far two answers of the same people agree beyond chance.",
                 .when = "Agreement of two raters, or of two askings when nothing should have changed; low "
                         "where nearly everybody answers alike.",
                 .null_hypothesis = "they agree no more than by chance.",
                 .measures = "nominal ordered binary",
                 .needs = Needs::pairs,
                 .estimand = "people",
                 .analysis = "compare",
                 .policy =
                     "no credit for answers that differ; interval by the non-null, test by the null error",
                 .citation = "cohen1960 fleiss1969",
                 .caution = "Liberal: the 95 % interval holds in under 93 % of samples in 12 of 25 simulated "
                            "populations, most with 20 people, down to 86 % (tests/calibration)."},
        .run = run_kappa},
    MethodEntry{
        .info = {.id = "kappa_linear",
                 .title = "Weighted kappa, linear",
                 .says = "How far two answers of the same people agree beyond chance.",
                 .when = "Agreement of two raters, or of two askings when nothing should have changed; low "
                         "where nearly everybody answers alike.",
                 .null_hypothesis = "they agree no more than by chance.",
                 .measures = "ordered",
                 .needs = Needs::pairs,
                 .estimand = "people",
                 .analysis = "compare",
                 .policy = "credit falls with the distance; interval by the non-null, test by the null error",
                 .citation = "cohen1968 fleiss1969",
                 .caution = "Liberal: the 95 % interval holds in under 93 % of samples in 12 of 25 simulated "
                            "populations, most with 20 people, down to 86 % (tests/calibration)."},
        .run = run_kappa_linear},
    MethodEntry{
        .info =
            {.id = "kappa_quadratic",
             .title = "Weighted kappa, quadratic",
             .says = "How far two answers of the same people agree beyond chance.",
             .when = "Agreement of two raters, or of two askings when nothing should have changed; low where "
                     "nearly everybody answers alike.",
             .null_hypothesis = "they agree no more than by chance.",
             .measures = "ordered",
             .needs = Needs::pairs,
             .estimand = "people",
             .analysis = "compare",
             .policy =
                 "credit falls with the squared distance; interval by the non-null, test by the null error",
             .citation = "cohen1968 fleiss1969",
             .caution = "Liberal: the 95 % interval holds in under 93 % of samples in 17 of 25 simulated "
                        "populations, down to 78 % (tests/calibration)."},
        .run = run_kappa_quadratic},
    MethodEntry{.info = {.id = "kappa_weights",
                         .title = "Weighted kappa, own weights",
                         .says = "The same with weights that are given.",
                         .when = "When a table of credits was agreed beforehand.",
                         .null_hypothesis = "they agree no more than by chance.",
                         .measures = "ordered nominal",
                         .needs = Needs::pairs,
                         .analysis = "library",
                         .policy = "weights at most 1, 1 on the diagonal",
                         .citation = "cohen1968 fleiss1969"}},
    MethodEntry{
        .info = {.id = "gwet_ac1",
                 .title = "Gwet's AC1",
                 .says = "Agreement beyond chance that stays sensible where nearly everybody answers alike.",
                 .when = "Beside kappa, when one answer dominates.",
                 .measures = "nominal ordered binary",
                 .needs = Needs::pairs,
                 .estimand = "people",
                 .analysis = "compare",
                 .policy = "chance agreement from the spread of the answers",
                 .citation = "gwet2008",
                 .caution = "Liberal: the 95 % interval holds in under 93 % of samples in 5 of 25 simulated "
                            "populations, most with 20 people, down to 86 % (tests/calibration)."},
        .run = run_gwet_ac1},
    MethodEntry{.info = {.id = "percent_agreement",
                         .title = "Share of people with the same answer",
                         .says = "How many answered the same twice.",
                         .when = "As a plain figure beside kappa.",
                         .measures = "nominal ordered binary",
                         .needs = Needs::pairs,
                         .estimand = "people",
                         .analysis = "compare",
                         .policy = "chance not counted",
                         .citation = "cohen1960"},
                .run = run_percent_agreement},
    MethodEntry{
        .info = {.id = "answer_against_rest",
                 .title = "Each answer against the rest",
                 .says = "Change of the share of one answer, answer by answer.",
                 .when = "Linked people, after a test of the whole table; adjust for the number of answers.",
                 .null_hypothesis = "as many people moved up as down.",
                 .measures = "ordered nominal",
                 .needs = Needs::pairs,
                 .analysis = "library",
                 .policy = "one answer is yes, all others no",
                 .citation = "mcnemar1947 newcombe1998c"}},
    MethodEntry{.info = {.id = "top_box",
                         .title = "Top box",
                         .says = "Change of the share of the highest answers together.",
                         .when = "One ordered question of linked people; fix the answers beforehand.",
                         .null_hypothesis = "as many people moved up as down.",
                         .measures = "ordered",
                         .needs = Needs::pairs,
                         .analysis = "library",
                         .policy = "the last two answers unless said otherwise",
                         .citation = "mcnemar1947 newcombe1998c"}},
};

}  // namespace

std::span<const MethodEntry> entries_of_tables() {
    return entries;
}

}  // namespace outcomes::analysis
