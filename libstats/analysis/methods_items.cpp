#include "libstats/analysis/method_entries.hpp"

#include <array>

namespace outcomes::analysis {
namespace {

constexpr std::array entries{
    MethodEntry{.info = {.id = "alpha",
                         .title = "Cronbach's alpha",
                         .says = "How well the questions of a scale hang together.",
                         .when = "For a scale whose questions are added up; a lower bound of its "
                                 "reliability, not a sign that it measures one thing.",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "reliability",
                         .policy = "listwise; Feldt interval",
                         .citation = "cronbach1951 feldt1965"}},
    MethodEntry{.info = {.id = "alpha_normal_interval",
                         .title = "Interval of alpha without equal covariances",
                         .says = "The interval of alpha from its large-sample standard error.",
                         .when = "Where the questions differ much in spread or in how they go together; "
                                 "needs about 100 people.",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "people who answered every question; reversed questions turned first; "
                                   "normal, not cut off at 1",
                         .citation = "vanzyl2000 duhachek2004"}},
    MethodEntry{.info = {.id = "alpha_standardized",
                         .title = "Standardised alpha",
                         .says = "Alpha of questions brought to the same spread.",
                         .when = "Where questions have different numbers of answers and the score is a sum "
                                 "of standardised answers; not for a plain sum.",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "people who answered every question; reversed questions turned first",
                         .citation = "cronbach1951"}},
    MethodEntry{
        .info = {.id = "average_item_correlation",
                 .title = "Average correlation of the questions",
                 .says = "The mean of the correlations of all pairs of questions.",
                 .when =
                     "To see how closely questions go together whatever their number; 0.15 to 0.5 is usual.",
                 .measures = "mean",
                 .needs = Needs::items,
                 .analysis = "reliability",
                 .policy = "people who answered every question; reversed questions turned first",
                 .citation = "cronbach1951"}},
    MethodEntry{.info = {.id = "alpha_test",
                         .title = "Test of alpha",
                         .says = "Whether the questions have anything in common at all.",
                         .when = "Seldom of interest: nearly every scale passes.",
                         .null_hypothesis = "Alpha is 0.",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "F(n - 1, (n - 1)(k - 1)), upper tail",
                         .citation = "feldt1965"}},
    MethodEntry{
        .info = {.id = "alpha_if_deleted",
                 .title = "Alpha without one question",
                 .says = "Alpha of the other questions.",
                 .when =
                     "To find a question that does not belong; not to trim a scale until alpha is highest.",
                 .measures = "mean",
                 .needs = Needs::items,
                 .analysis = "reliability",
                 .policy = "people who answered every question; reversed questions turned first",
                 .citation = "nunnally1994"}},
    MethodEntry{.info = {.id = "item_rest_correlation",
                         .title = "Item-rest correlation",
                         .says = "How one question goes with the sum of the others.",
                         .when = "To find a question that does not belong or was not turned (below 0).",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "reliability",
                         .policy = "people who answered every question; reversed questions turned first; the "
                                   "question itself left out of the sum",
                         .citation = "nunnally1994"}},
    MethodEntry{.info = {.id = "item_total_correlation",
                         .title = "Item-total correlation",
                         .says = "How one question goes with the sum of all, itself included.",
                         .when = "Only to compare with figures of others: the question is part of the sum, "
                                 "so use the item-rest correlation.",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "people who answered every question; reversed questions turned first",
                         .citation = "nunnally1994"}},
    MethodEntry{
        .info =
            {.id = "squared_multiple_correlation",
             .title = "Squared multiple correlation of a question",
             .says = "The share of one question that the others predict.",
             .when =
                 "To find a question that repeats others (near 1) or has nothing to do with them (near 0).",
             .measures = "mean",
             .needs = Needs::items,
             .analysis = "library",
             .policy = "people who answered every question; reversed questions turned first",
             .citation = "guttman1945"}},
    MethodEntry{.info = {.id = "guttman_lambda1",
                         .title = "Guttman's lambda 1",
                         .says = "The simplest lower bound of the reliability of the sum.",
                         .when = "Only as a step to the others: it is always below alpha.",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "people who answered every question; reversed questions turned first; "
                                   "from covariances, and from correlations as standardized",
                         .citation = "guttman1945"}},
    MethodEntry{.info = {.id = "guttman_lambda2",
                         .title = "Guttman's lambda 2",
                         .says = "A lower bound of the reliability that is never below alpha.",
                         .when = "Instead of alpha where questions go together unequally.",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "reliability",
                         .policy = "people who answered every question; reversed questions turned first; "
                                   "from covariances, and from correlations as standardized",
                         .citation = "guttman1945"}},
    MethodEntry{.info = {.id = "guttman_lambda5",
                         .title = "Guttman's lambda 5",
                         .says = "A lower bound from the question that goes best with the others.",
                         .when = "Where one question goes with all others and these do not go together.",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "people who answered every question; reversed questions turned first; "
                                   "from covariances, and from correlations as standardized",
                         .citation = "guttman1945"}},
    MethodEntry{.info = {.id = "guttman_lambda4",
                         .title = "Guttman's lambda 4",
                         .says = "A lower bound of the reliability from one way of halving the scale.",
                         .when = "For a split that was chosen beforehand; the best of all splits is too high "
                                 "in small samples.",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "people who answered every question; reversed questions turned first; odd "
                                   "against even questions, or first against second half",
                         .citation = "guttman1945"}},
    MethodEntry{
        .info = {.id = "guttman_lambda6",
                 .title = "Guttman's lambda 6",
                 .says = "A lower bound from how far questions are predicted by all others.",
                 .when =
                     "For scales whose questions form groups; too high with few people for each question.",
                 .measures = "mean",
                 .needs = Needs::items,
                 .analysis = "reliability",
                 .policy = "people who answered every question; reversed questions turned first; from "
                           "covariances, and from correlations as standardized",
                 .citation = "guttman1945"}},
    MethodEntry{
        .info = {.id = "split_half",
                 .title = "Split-half reliability",
                 .says = "What two halves of the scale say about the whole, stepped up to full length.",
                 .when =
                     "Where a half is a natural unit; otherwise alpha, which is the mean over all splits.",
                 .measures = "mean",
                 .needs = Needs::items,
                 .analysis = "reliability",
                 .policy = "people who answered every question; reversed questions turned first; odd against "
                           "even questions, or first against second half",
                 .citation = "spearman1910 brown1910"}},
    MethodEntry{.info = {.id = "split_half_horst",
                         .title = "Split-half reliability of unequal halves",
                         .says = "The same for halves with unequal numbers of questions.",
                         .when = "For an odd number of questions.",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "people who answered every question; reversed questions turned first",
                         .citation = "horst1951"}},
    MethodEntry{
        .info = {.id = "sem_alpha",
                 .title = "Standard error of measurement from alpha",
                 .says = "How far a score is usually off by chance, from the questions of one wave.",
                 .when = "For what one score is worth; errors that last longer than a sitting are not in it.",
                 .measures = "mean",
                 .needs = Needs::items,
                 .analysis = "library",
                 .policy = "people who answered every question; reversed questions turned first",
                 .citation = "lord1968"}},
    MethodEntry{.info = {.id = "omega_ml",
                         .title = "Omega total by maximum likelihood",
                         .says = "The share of the variance of the sum that one common factor explains.",
                         .when = "Instead of alpha where questions measure one thing unequally well; not "
                                 "where one factor does not fit.",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "reliability",
                         .policy = "people who answered every question; reversed questions turned first; one "
                                   "factor; raw covariances (omega) and correlations (omega_standardized); a "
                                   "question with error 0 or below gives no figure",
                         .citation = "mcdonald1999 joreskog1967"}},
    MethodEntry{
        .info = {.id = "omega_minres",
                 .title = "Omega total by minimum residuals",
                 .says = "The same from a factor that leaves the smallest residual correlations.",
                 .when = "Where people are few or correlations have no inverse.",
                 .measures = "mean",
                 .needs = Needs::items,
                 .analysis = "library",
                 .policy = "people who answered every question; reversed questions turned first; one factor "
                           "of the correlations; denominator of the model and of the observed correlations",
                 .citation = "mcdonald1999 harman1966"}},
    MethodEntry{
        .info = {.id = "one_factor_fit",
                 .title = "Test of one common factor",
                 .says = "Whether one factor explains how the questions go together.",
                 .when = "Beside omega, with hundreds of people; with a few dozen it rejects scales that one "
                         "factor explains: take one_factor_fit_bartlett.",
                 .null_hypothesis = "One common factor explains all covariances.",
                 .measures = "mean",
                 .needs = Needs::items,
                 .analysis = "library",
                 .policy = "people who answered every question; reversed questions turned first; n times the "
                           "discrepancy",
                 .citation = "joreskog1967"}},
    MethodEntry{.info = {.id = "one_factor_fit_bartlett",
                         .title = "Test of one common factor, few people",
                         .says = "Whether one factor explains how the questions go together.",
                         .when =
                             "Beside omega, with three people or more a question and answers that are not "
                             "piled up at one end; with hundreds of people it rejects nearly every scale, "
                             "since none is exactly of one factor.",
                         .null_hypothesis = "One common factor explains all covariances.",
                         .measures = "mean",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "people who answered every question; reversed questions turned first; "
                                   "n - 1 - (2k + 5)/6 - 2/3 times the discrepancy",
                         .citation = "bartlett1951 joreskog1967"}},
    MethodEntry{
        .info = {.id = "polychoric",
                 .title = "Polychoric correlation",
                 .says = "The correlation of the normal variables behind two questions with ordered answers.",
                 .when = "For few or skewed answers where a normal variable behind each is plausible; not "
                         "for tables with few people or a poor fit.",
                 .measures = "ordered",
                 .needs = Needs::items,
                 .analysis = "library",
                 .policy = "two steps; empty cells kept, or half a person in the one of a 2x2 table; unused "
                           "answers left out; none where nobody is against the order",
                 .citation = "olsson1979 martinson1971 joreskog1994 brown1977"}},
    MethodEntry{.info = {.id = "tetrachoric",
                         .title = "Tetrachoric correlation",
                         .says = "The polychoric correlation of two yes-no questions.",
                         .when = "As the polychoric correlation; nothing tests its assumption.",
                         .measures = "binary",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "as polychoric",
                         .citation = "pearson1900b brown1977"}},
    MethodEntry{.info = {.id = "polychoric_fit",
                         .title = "Fit of a polychoric correlation",
                         .says = "Whether two normal variables can have given the table.",
                         .when = "Beside every polychoric correlation of more than two answers.",
                         .null_hypothesis = "The answers are cuts of two normal variables.",
                         .measures = "ordered",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "likelihood ratio with R C - R - C degrees of freedom; none for 2x2",
                         .citation = "olsson1979"}},
    MethodEntry{.info = {.id = "ordinal_alpha",
                         .title = "Ordinal alpha",
                         .says = "Alpha of the normal variables behind the questions.",
                         .when = "To compare with other work that gives it; it says nothing of the sum of "
                                 "the answers, which is less reliable.",
                         .measures = "ordered",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "people who answered every question; reversed questions turned first; "
                                   "polychoric correlations, not smoothed: see positive_definite",
                         .citation = "zumbo2007 chalmers2018"}},
    MethodEntry{.info = {.id = "ordinal_theta",
                         .title = "Ordinal theta",
                         .says = "Theta from the largest eigenvalue of the polychoric correlations.",
                         .when = "As ordinal alpha.",
                         .measures = "ordered",
                         .needs = Needs::items,
                         .analysis = "library",
                         .policy = "people who answered every question; reversed questions turned first; "
                                   "polychoric correlations, not smoothed: see positive_definite",
                         .citation = "zumbo2007"}},
};

}  // namespace

std::span<const MethodEntry> entries_of_items() {
    return entries;
}

}  // namespace outcomes::analysis
