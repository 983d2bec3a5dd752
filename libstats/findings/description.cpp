#include "libstats/findings/description.hpp"

#include <array>

namespace outcomes::findings {
namespace {

using D = Description;

constexpr std::string_view text = "text";

const std::array meanings{
    ColumnOf<D>{"study", "study", text, "Id of the study file.", &D::study},
    ColumnOf<D>{"community", "community", text, "Place the answers come from.", &D::community},
    ColumnOf<D>{"wave", "wave", text, "Id of the wave; of the first one for test and retest.", &D::wave},
    ColumnOf<D>{"wave_to", "wave.to", text, "Id of the second wave, for test and retest.", &D::wave_to},
    ColumnOf<D>{"level", "level", text,
                "Whether the term is a scale, an item of one, or a question reported as answers.", &D::level},
    ColumnOf<D>{"term", "term", text, "Id of the scale or question.", &D::term},
    ColumnOf<D>{"label", "label", text, "Name of the scale, or wording of the question.", &D::label},
    ColumnOf<D>{"scale", "scale", text, "Scale that a figure about an item is within.", &D::scale},
    ColumnOf<D>{"statistic", "statistic", text, "Which figure this is.", &D::statistic},
    ColumnOf<D>{"answer", "answer", text, "Answer, or kind of missing answer, that was counted.", &D::answer},
    ColumnOf<D>{"n", "n", "people", "Answer sheets behind the figure; for test and retest linked people.",
                &D::n},
    ColumnOf<D>{"count", "count", "people", "How many of the n, where they are counted.", &D::count},
    ColumnOf<D>{"estimate", "estimate", "see statistic", "The figure; of a count its share of the n.",
                &D::estimate},
    ColumnOf<D>{"conf_low", "conf.low", "as estimate", "Lower confidence limit.", &D::conf_low},
    ColumnOf<D>{"conf_high", "conf.high", "as estimate", "Upper confidence limit.", &D::conf_high},
    ColumnOf<D>{"conf_level", "conf.level", "0 to 1", "Confidence level of the limits.", &D::conf_level},
    ColumnOf<D>{"better", "better", text, "Which direction of a scale is good: higher, lower or neither.",
                &D::better},
    ColumnOf<D>{"policy", "policy", text, "Which of several definitions was used.", &D::policy},
    ColumnOf<D>{"suppressed", "suppressed", "true or false", "Whether figures are hidden to protect people.",
                &D::suppressed},
    ColumnOf<D>{"reason", "reason", text, "Why a figure is absent.", &D::reason},
    ColumnOf<D>{"note", "note", text, "Marks and remarks, separated by semicolons.", &D::note},
};

constexpr std::array words_of_descriptions{
    WordMeaning{"level", "scale", "a scale of the study file"},
    WordMeaning{"level", "item", "one question of a scale, in its own direction"},
    WordMeaning{"level", "question", "a question that is reported as answers"},

    WordMeaning{"statistic", "answered", "sheets with an answer"},
    WordMeaning{"statistic", "missing", "sheets without one; by kind where `answer` names it"},
    WordMeaning{"statistic", "not_asked", "sheets of files that do not have the question"},
    WordMeaning{"statistic", "answer", "sheets with this answer, of those that answered"},
    WordMeaning{"statistic", "scored", "sheets with a score"},
    WordMeaning{"statistic", "prorated", "of the scored: some questions blank"},
    WordMeaning{"statistic", "lost", "sheets with too few answers for a score"},
    WordMeaning{"statistic", "blank", "sheets with none of the questions answered"},
    WordMeaning{"statistic", "mean", "average"},
    WordMeaning{"statistic", "sd", "standard deviation (n - 1)"},
    WordMeaning{"statistic", "q1", "lower quartile"},
    WordMeaning{"statistic", "median", "median"},
    WordMeaning{"statistic", "q3", "upper quartile"},
    WordMeaning{"statistic", "skewness", "0 if symmetric, above 0 with a tail of high values"},
    WordMeaning{"statistic", "lowest_possible", "lowest score that the answers allow"},
    WordMeaning{"statistic", "highest_possible", "highest score that the answers allow"},
    WordMeaning{"statistic", "floor", "people at the lowest possible score or answer"},
    WordMeaning{"statistic", "ceiling", "people at the highest"},
    WordMeaning{"statistic", "alpha", "Cronbach's alpha, of those who answered every question"},
    WordMeaning{"statistic", "omega_total", "McDonald's omega total of one common factor"},
    WordMeaning{"statistic", "split_half", "odd against even questions, lengthened by Spearman and Brown"},
    WordMeaning{"statistic", "lambda2", "Guttman's lambda 2, at least alpha and still a lower bound"},
    WordMeaning{"statistic", "lambda4", "Guttman's lambda 4 of the same halves"},
    WordMeaning{"statistic", "average_r", "average correlation of two questions"},
    WordMeaning{"statistic", "sem_alpha",
                "standard error of measurement: SD of the scores x sqrt(1 - alpha)"},
    WordMeaning{"statistic", "sdc_alpha", "smallest detectable change of one person, 1.96 sqrt(2) sem_alpha"},
    WordMeaning{"statistic", "item_rest", "correlation of the question with the sum of the others"},
    WordMeaning{"statistic", "alpha_if_deleted", "alpha of the other questions"},
    WordMeaning{"statistic", "retest_r", "Pearson's correlation of the two waves"},
    WordMeaning{"statistic", "icc_agreement",
                "ICC(A,1) = ICC(2,1): a change that all share counts against it"},
    WordMeaning{"statistic", "icc_consistency", "ICC(C,1) = ICC(3,1): a change that all share does not"},
    WordMeaning{"statistic", "sem_retest", "standard error of measurement: SD of the differences / sqrt(2)"},
    WordMeaning{"statistic", "sdc_retest",
                "smallest detectable change of one person, 1.96 SD of the differences"},

    WordMeaning{"note", "fewer_than_50_people", "the figure rests on fewer than 50 people"},
    WordMeaning{"note", "alpha_below_0.60", "so unreliable that small changes will be hard to see"},
    WordMeaning{"note", "many_at_floor", "more than 15 % cannot fall further"},
    WordMeaning{"note", "many_at_ceiling", "more than 15 % cannot rise further"},
    WordMeaning{"note", "reversed", "the answers were turned round for this figure"},
    WordMeaning{"note", "against_the_others",
                "the question goes against the others; perhaps it should be reversed"},
    WordMeaning{"note", "lowered_by_real_change",
                "people who really changed between the waves lower it, or raise the error"},
};

}  // namespace

std::span<const ColumnOf<Description>> description_columns() {
    return meanings;
}

std::span<const WordMeaning> description_words() {
    return words_of_descriptions;
}

}  // namespace outcomes::findings
