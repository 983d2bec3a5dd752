#include "libstats/findings/glossary.hpp"

#include "libstats/base/outcome.hpp"

#include <array>
#include <vector>

namespace outcomes::findings {
namespace {

using F = Finding;

constexpr std::string_view text = "text";
constexpr std::string_view people = "people";
constexpr std::string_view score = "score";
constexpr std::string_view share = "0 to 1";

const std::array meanings{
    ColumnMeaning{"study", "study", text, "Id of the study file.", &F::study},
    ColumnMeaning{"community", "community", text, "Place the answers come from.", &F::community},
    ColumnMeaning{"analysis", "analysis", text, "What kind of row this is.", &F::analysis},
    ColumnMeaning{"term", "term", text, "Id of the scale or question.", &F::term},
    ColumnMeaning{"label", "label", text, "Name of the scale or question for people.", &F::label},
    ColumnMeaning{"level", "level", text,
                  "Whether the term is a scale, a question reported on its own, an item (one question of "
                  "compare --items) or the whole study.",
                  &F::level},
    ColumnMeaning{"wave_from", "wave.from", text, "Id of the earlier wave.", &F::wave_from},
    ColumnMeaning{"wave_to", "wave.to", text, "Id of the later wave.", &F::wave_to},
    ColumnMeaning{"group", "group", text, "Programme or comparison place, where there are two.", &F::group},
    ColumnMeaning{"subgroup", "subgroup", text, "Part of the people, or the answer, that the row is about.",
                  &F::subgroup},
    ColumnMeaning{"estimand", "estimand", text,
                  "people: change of those who answered both times; place: change of everyone's average.",
                  &F::estimand},
    ColumnMeaning{"method", "method", text, "Id of the method; `outcomes help methods` lists them.",
                  &F::method},
    ColumnMeaning{"policy", "policy", text, "How the method treats zeros, ties, exactness, correction.",
                  &F::policy},
    ColumnMeaning{"rule", "rule", text, "Why this method was used.", &F::rule},
    ColumnMeaning{"n", "n", people, "People behind the estimate.", &F::n},
    ColumnMeaning{"n_from", "n.from", people, "People with a value in the earlier wave.", &F::n_from},
    ColumnMeaning{"n_to", "n.to", people, "People with a value in the later wave.", &F::n_to},
    ColumnMeaning{"n_pairs", "n.pairs", people, "People with a value in both waves, linked.", &F::n_pairs},
    ColumnMeaning{"mean_from", "mean.from", score, "Average in the earlier wave.", &F::mean_from},
    ColumnMeaning{"mean_to", "mean.to", score, "Average in the later wave.", &F::mean_to},
    ColumnMeaning{"sd_from", "sd.from", score, "Standard deviation in the earlier wave (n - 1).",
                  &F::sd_from},
    ColumnMeaning{"sd_to", "sd.to", score, "Standard deviation in the later wave (n - 1).", &F::sd_to},
    ColumnMeaning{"estimate", "estimate", "see estimate_type",
                  "The figure itself, in the scale's own direction: repeat minus baseline.", &F::estimate},
    ColumnMeaning{"estimate_type", "estimate.type", text, "What the estimate is.", &F::estimate_type},
    ColumnMeaning{"std_error", "std.error", "as estimate", "Standard error of the estimate.", &F::std_error},
    ColumnMeaning{"statistic", "statistic", "none", "Test statistic of the method.", &F::statistic},
    ColumnMeaning{"df", "df", "none", "Degrees of freedom of the statistic.", &F::df},
    ColumnMeaning{"p_value", "p.value", share,
                  "p-value, not adjusted; two-sided unless the method says otherwise.", &F::p_value},
    ColumnMeaning{"p_adjusted", "adj.p.value", share, "p-value adjusted over the family of scales.",
                  &F::p_adjusted},
    ColumnMeaning{"conf_low", "conf.low", "as estimate", "Lower confidence limit of the estimate.",
                  &F::conf_low},
    ColumnMeaning{"conf_high", "conf.high", "as estimate", "Upper confidence limit of the estimate.",
                  &F::conf_high},
    ColumnMeaning{"conf_level", "conf.level", share, "Confidence level of the limits.", &F::conf_level},
    ColumnMeaning{"effect", "effect", "see effect_type",
                  "Standardised change, or 2 p - 1 of a probability, turned so that positive is better.",
                  &F::effect},
    ColumnMeaning{"effect_type", "effect.type", text, "What the effect is.", &F::effect_type},
    ColumnMeaning{"effect_low", "effect.conf.low", "as effect", "Lower confidence limit of the effect.",
                  &F::effect_low},
    ColumnMeaning{"effect_high", "effect.conf.high", "as effect", "Upper confidence limit of the effect.",
                  &F::effect_high},
    ColumnMeaning{"smallest_change", "smallest.change", "as estimate",
                  "Smallest change that matters, always positive.", &F::smallest_change},
    ColumnMeaning{"better", "better", text, "Which direction is good: higher, lower or neither.", &F::better},
    ColumnMeaning{"verdict", "verdict", text,
                  "What the 95 % interval of the headline estimate says against the smallest change.",
                  &F::verdict},
    ColumnMeaning{"verdict_detail", "verdict.detail", text, "How the verdict came about.",
                  &F::verdict_detail},
    ColumnMeaning{"suppressed", "suppressed", "true or false",
                  "Whether figures are hidden to protect people.", &F::suppressed},
    ColumnMeaning{"reason", "reason", text, "Why a figure is absent.", &F::reason},
    ColumnMeaning{"note", "note", text, "Marks and remarks, separated by semicolons.", &F::note},
};

constexpr std::array own_words{
    WordMeaning{"analysis", "compare", "change between two waves"},
    WordMeaning{"analysis", "other_estimand",
                "the same change for the other estimand, where some people answered only once"},
    WordMeaning{"analysis", "other_linkage",
                "the same change for people whose codes agree wholly, where [link] matches tolerantly"},
    WordMeaning{"analysis", "reliability", "how well the questions of a scale hang together"},
    WordMeaning{"analysis", "response", "how many were asked, answered, linked and used"},
    WordMeaning{"analysis", "attrition", "how those who did not answer again differ at the start"},
    WordMeaning{"estimand", "people", "change among those who answered both times (linked pairs)"},
    WordMeaning{"estimand", "place", "change of the community's average, everyone who answered either time"},
    WordMeaning{"verdict", "improved", "the interval lies on the better side of 0"},
    WordMeaning{"verdict", "worsened", "the interval lies on the worse side of 0"},
    WordMeaning{"verdict", "rose", "the interval lies above 0 (neither direction is better)"},
    WordMeaning{"verdict", "fell", "the interval lies below 0 (neither direction is better)"},
    WordMeaning{"verdict", "no_meaningful_change",
                "any change is smaller than the smallest change that matters"},
    WordMeaning{"verdict", "inconclusive", "the interval holds 0 and changes that would matter"},
    WordMeaning{"verdict", "not_tested", "there is no interval to judge by; the reason says why"},
    WordMeaning{"verdict_detail", "clear", "even the weak end of the interval reaches the smallest change"},
    WordMeaning{"verdict_detail", "size_unsure",
                "the change may be smaller than the smallest change that matters"},
    WordMeaning{"verdict_detail", "tiny_rise", "better by less than the smallest change"},
    WordMeaning{"verdict_detail", "tiny_fall", "worse by less than the smallest change"},
    WordMeaning{"verdict_detail", "none", "the interval holds 0 and lies within the smallest change"},
    WordMeaning{"verdict_detail", "worsening_ruled_out", "a worsening that matters is ruled out"},
    WordMeaning{"verdict_detail", "improvement_ruled_out", "an improvement that matters is ruled out"},
    WordMeaning{"verdict_detail", "too_imprecise", "neither is ruled out"},
    WordMeaning{"verdict_detail", "no_smallest_change",
                "no smallest change is set, so only the direction can be judged"},
    WordMeaning{"note", "suggestive", "the interval leaves out 0, but the adjusted p-value is .05 or more"},
    WordMeaning{"note", "equivalent_at_5_percent", "both one-sided tests reject at 5 %"},
    WordMeaning{"note", "fewer_than_50_people", "alpha from fewer than 50 people is itself unsure"},
    WordMeaning{"note", "lost_differ",
                "those who did not answer again differed at the start by more than a quarter SD"},
    WordMeaning{"note", "more_than_eligible", "more people answered than the study file says there are"},
    WordMeaning{"note", "smallest_change_needs_spread",
                "the smallest change is set in SDs and nobody differs at baseline"},
    WordMeaning{"note", "smallest_change_needs_range",
                "the smallest change is set in percent and the possible range is not known"},
    WordMeaning{"note", "smallest_change_in_sd_not_for_shares",
                "a smallest change in SDs has no meaning for percentage points"},
    WordMeaning{
        "note", "doubtful_key",
        "a question goes against the others; perhaps it should be reversed (outcomes check says which)"},
    WordMeaning{"note", "directions_differ",
                "scales take the question in opposite directions, so neither is called better"},
    WordMeaning{"note", "limits_of_agreement",
                "the limits are where 95 of 100 people lie, not an interval of the estimate"},
    WordMeaning{"note", "see_mann_whitney_normal",
                "the exact test costs too much for this many people; take mann_whitney_normal"},
    WordMeaning{"note", "see_sign_flip",
                "the exact test costs too much for this many people; take sign_flip"},
    WordMeaning{"note", "see_signed_rank_normal_uncorrected",
                "the exact test costs too much for this many people; take signed_rank_normal_uncorrected"},
    WordMeaning{"note", "see_signed_rank_pratt_normal_uncorrected",
                "the exact test costs too much for this many people; take "
                "signed_rank_pratt_normal_uncorrected"},
    WordMeaning{"note", "unbounded",
                "an estimate or a limit has no finite value, and its place is left empty"},
    WordMeaning{"note", "unverified_rule",
                "a rule of the questionnaire's key is not verified (outcomes check says which)"},
    WordMeaning{"note", "correlation_differs",
                "the correlation between the waves differs by more than .15 from that with tolerant matches"},
    WordMeaning{"note", "households_not_used",
                "people share households and this method takes no account of it"},
};

std::vector<WordMeaning> all_words() {
    std::vector<WordMeaning> list(own_words.begin(), own_words.end());
    for (const base::Reason reason : base::all_reasons()) {
        list.push_back({"reason", base::reason_id(reason), base::reason_sentence(reason)});
    }
    return list;
}

}  // namespace

std::span<const ColumnMeaning> columns() {
    return meanings;
}

std::span<const WordMeaning> words() {
    static const std::vector<WordMeaning> list = all_words();
    return list;
}

}  // namespace outcomes::findings
