#include "libstats/analysis/method_entries.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace outcomes::analysis {
namespace {

constexpr std::string_view mean = "mean";
constexpr std::string_view ranks = "mean ordered";
constexpr std::string_view ordered = "ordered";
constexpr std::string_view binary = "binary";
constexpr std::string_view nominal = "nominal";
constexpr std::string_view tables = "ordered nominal";
constexpr std::string_view people = "people";
constexpr std::string_view place = "place";
constexpr std::string_view compare = "compare";

constexpr std::array entries{
    // Change of the mean.
    MethodEntry{{"paired_t", "Paired t test", "Mean change of linked people with its t interval.", mean,
                 Needs::pairs, people, compare, "complete pairs", "Student (1908), Biometrika 6:1"},
                run_paired_t},
    MethodEntry{{"paired_cr2", "Paired change, households as clusters",
                 "Mean change of linked people; people of one household share their errors.", mean,
                 Needs::pairs, people, compare, "CR2, Satterthwaite df",
                 "Bell & McCaffrey (2002), Survey Methodology 28:169; Pustejovsky & Tipton (2018), "
                 "Journal of Business & Economic Statistics 36:672"},
                run_paired_cr2,
                true},
    MethodEntry{
        {"overlap_t", "Partly overlapping samples t test, unequal variances",
         "Change of everyone's average when some people answered twice and some once.", mean, Needs::waves,
         place, compare, "unequal variances; the paired or Welch test at its limits",
         "Derrick, Russ, Toher & White (2017), Journal of Modern Applied Statistical Methods 16(1):137"},
        run_overlap_t},
    MethodEntry{
        {"overlap_t_equal", "Partly overlapping samples t test, equal variances",
         "The same with one variance for both waves.", mean, Needs::waves, place, compare,
         "pooled variance; the paired or Student test at its limits",
         "Derrick, Russ, Toher & White (2017), Journal of Modern Applied Statistical Methods 16(1):137"},
        run_overlap_t_equal},
    MethodEntry{{"overlap_cr2", "Change of everyone's average, households as clusters",
                 "Change of everyone's average; people of one household, and one person's two answers, share "
                 "their errors.",
                 mean, Needs::waves, place, compare, "CR2, Satterthwaite df",
                 "Bell & McCaffrey (2002), Survey Methodology 28:169; Pustejovsky & Tipton (2018), Journal "
                 "of Business & Economic "
                 "Statistics 36:672"},
                run_overlap_cr2,
                true},
    MethodEntry{
        {"welch_t", "Welch's t test", "Change of everyone's average as if all people were different ones.",
         mean, Needs::waves, place, compare, "unequal variances", "Welch (1938), Biometrika 29:350"},
        run_welch_t},
    MethodEntry{{"tost", "Two one-sided tests",
                 "Whether a change as large as matters is ruled out in both directions.", mean, Needs::pairs,
                 people, compare, "alpha .05 each side; 90 % interval",
                 "Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15:657"},
                run_tost},
    // Standardised change.
    MethodEntry{{"d_baseline", "Change over the baseline SD",
                 "Mean change over the SD of all baseline answers, that SD taken as known.", mean,
                 Needs::pairs, people, compare, "SD of all baseline answers",
                 "Becker (1988), British Journal of Mathematical "
                 "and Statistical Psychology 41:257"},
                run_d_baseline},
    MethodEntry{{"g_baseline", "Change over the baseline SD, corrected",
                 "d_baseline with Hedges' exact small-sample factor.", mean, Needs::pairs, people, compare,
                 "exact gamma factor, df = n - 1", "Hedges (1981), Journal of Educational Statistics 6:107"},
                run_g_baseline},
    MethodEntry{{"smcr", "Change over the baseline SD, its error counted",
                 "Standardised change whose interval also counts the error of the SD.", mean, Needs::pairs,
                 people, compare, "SD of the pairs at baseline; corrected",
                 "Becker (1988), British Journal of Mathematical and Statistical Psychology 41:257"},
                run_smcr},
    MethodEntry{{"d_z", "Change over the SD of changes",
                 "Mean change over the SD of the changes; for planning, not for comparing scales.", mean,
                 Needs::pairs, people, compare, "noncentral t interval",
                 "Cumming & Finch (2001), Educational and Psychological Measurement 61:532"},
                run_d_z},
    MethodEntry{{"g_z", "Change over the SD of changes, corrected",
                 "d_z with Hedges' exact small-sample factor.", mean, Needs::pairs, people, compare,
                 "exact gamma factor, df = n - 1", "Hedges (1981), Journal of Educational Statistics 6:107"},
                run_g_z},
    MethodEntry{{"d_av_rms", "Change over the root mean square of both SDs",
                 "Mean change over sqrt((s1^2 + s2^2) / 2).", mean, Needs::pairs, people, compare,
                 "Bonett interval", "Bonett (2008), Psychological Methods 13:99"},
                run_d_av_rms},
    MethodEntry{{"g_av_rms", "Change over the root mean square of both SDs, corrected",
                 "d_av_rms with Hedges' exact factor.", mean, Needs::pairs, people, compare,
                 "exact gamma factor, df = n - 1", "Hedges (1981), Journal of Educational Statistics 6:107"},
                run_g_av_rms},
    MethodEntry{{"d_av_mean", "Change over the mean of both SDs", "Mean change over (s1 + s2) / 2.", mean,
                 Needs::pairs, people, compare, "Bonett interval, rescaled",
                 "Cumming (2012), Understanding the New Statistics, ch. 11; Bonett (2008)"},
                run_d_av_mean},
    MethodEntry{{"g_av_mean", "Change over the mean of both SDs, corrected",
                 "d_av_mean with Hedges' exact factor.", mean, Needs::pairs, people, compare,
                 "exact gamma factor, df = n - 1", "Hedges (1981), Journal of Educational Statistics 6:107"},
                run_g_av_mean},
    MethodEntry{{"d_rm", "Change standardised for repeated measures", "d_z times sqrt(2 (1 - r)).", mean,
                 Needs::pairs, people, compare, "noncentral t interval, rescaled",
                 "Morris & DeShon (2002), Psychological Methods 7:105"},
                run_d_rm},
    MethodEntry{{"g_rm", "Change standardised for repeated measures, corrected",
                 "d_rm with Hedges' exact factor.", mean, Needs::pairs, people, compare,
                 "exact gamma factor, df = n - 1", "Hedges (1981), Journal of Educational Statistics 6:107"},
                run_g_rm},
    MethodEntry{{"pearson_r", "Correlation between the waves",
                 "How strongly people kept their order between the waves.", mean, Needs::pairs, people,
                 compare, "Fisher interval", "Fisher (1921), Metron 1:3"},
                run_pearson},
    // Ranks.
    MethodEntry{{"signed_rank_pratt", "Signed-rank test, Pratt's zeros",
                 "Whether changes lean to one side; unchanged people are ranked.", ranks, Needs::pairs,
                 people, compare, "exact where affordable",
                 "Pratt (1959), Journal of the American Statistical Association 54:655"},
                run_signed_rank_pratt},
    MethodEntry{{"signed_rank", "Signed-rank test, zeros dropped",
                 "Whether changes lean to one side; unchanged people are left out.", ranks, Needs::pairs,
                 people, compare, "exact where affordable", "Wilcoxon (1945), Biometrics Bulletin 1:80"},
                run_signed_rank_wilcoxon},
    MethodEntry{{"signed_rank_normal", "Signed-rank test, zeros dropped, normal approximation",
                 "The same by the normal approximation: what most programs print when there are ties.", ranks,
                 Needs::pairs, people, compare, "normal with continuity correction",
                 "Wilcoxon (1945), Biometrics Bulletin 1:80; Cureton (1967), JASA 62:1068"},
                run_signed_rank_normal},
    MethodEntry{{"sign_test", "Sign test", "Whether more people went up than down.", ranks, Needs::pairs,
                 people, compare, "exact binomial; unchanged people left out",
                 "Arbuthnott (1710), Philosophical Transactions 27:186"},
                run_sign_test},
    MethodEntry{{"hodges_lehmann", "Pseudo-median of the changes",
                 "Median of the averages of all pairs of changes.", ranks, Needs::pairs, people, compare,
                 "zeros kept", "Hodges & Lehmann (1963), Annals of Mathematical Statistics 34:598"},
                run_hodges_lehmann},
    MethodEntry{
        {"improvement", "Within-pair probability of a rise",
         "Share of people who went up, plus half of those who stayed.", ranks, Needs::pairs, people, compare,
         "ties count half", "Agresti (1980), Biometrics 36:59; see libstats/stats/improvement.hpp"},
        run_improvement},
    MethodEntry{
        {"rank_biserial", "Matched-pairs rank-biserial correlation",
         "Balance of the ranks of rises and falls, -1 to 1.", ranks, Needs::pairs, people, compare,
         "zeros dropped", "Kerby (2014), Comprehensive Psychology 3:1; see libstats/stats/rank_biserial.hpp"},
        run_rank_biserial},
    // Shares.
    MethodEntry{
        {"net_share", "Net share that moved up",
         "People who moved up minus people who moved down, in percentage points.", ordered, Needs::pairs,
         people, compare, "Tango score interval", "Tango (1998), Statistics in Medicine 17:891"},
        run_net_share},
    MethodEntry{
        {"share_middle", "Share at or above the middle answer",
         "Difference between the waves in the share at or above the middle.", ordered, Needs::waves, place,
         compare, "Newcombe hybrid score interval", "Newcombe (1998), Statistics in Medicine 17:873"},
        run_share_middle},
    MethodEntry{{"newcombe_paired", "Change of a share, linked people",
                 "Difference in percentage points with Newcombe's paired interval.", binary, Needs::pairs,
                 people, compare, "Newcombe method 10", "Newcombe (1998), Statistics in Medicine 17:2635"},
                run_newcombe_paired},
    MethodEntry{
        {"newcombe", "Change of a share, everyone",
         "Difference in percentage points with Newcombe's independent interval.", binary, Needs::waves, place,
         compare, "hybrid score, method 10", "Newcombe (1998), Statistics in Medicine 17:873"},
        run_newcombe},
    MethodEntry{
        {"mcnemar_exact", "McNemar's test, exact", "Whether as many people changed one way as the other.",
         binary, Needs::pairs, people, compare, "exact binomial", "McNemar (1947), Psychometrika 12:153"},
        run_mcnemar_exact},
    MethodEntry{{"mcnemar_mid_p", "McNemar's test, mid-p",
                 "The same, half of the observed probability counted.", binary, Needs::pairs, people, compare,
                 "mid-p", "Fagerland, Lydersen & Laake (2013), BMC Medical Research Methodology 13:91"},
                run_mcnemar_mid_p},
    MethodEntry{{"mcnemar_chi2", "McNemar's test, chi-squared",
                 "The same by the chi-squared approximation, for larger numbers.", binary, Needs::pairs,
                 people, compare, "chi-squared without correction", "McNemar (1947), Psychometrika 12:153"},
                run_mcnemar_chi2},
    MethodEntry{{"mcnemar_chi2_corrected", "McNemar's test, chi-squared with continuity correction",
                 "The same with Edwards' correction: what many programs print.", binary, Needs::pairs, people,
                 compare, "chi-squared with continuity correction", "Edwards (1948), Psychometrika 13:185"},
                run_mcnemar_corrected},
    // Tables of answers.
    MethodEntry{{"stuart_maxwell", "Stuart-Maxwell test",
                 "Whether the answers as a whole are spread alike in both waves.", tables, Needs::pairs,
                 people, compare, "covariance as if nothing changed; df is its rank",
                 "Stuart (1955), Biometrika 42:412; Maxwell (1970), British Journal of Psychiatry 116:651"},
                run_stuart_maxwell},
    MethodEntry{{"bhapkar", "Bhapkar's test", "The same with the covariance as observed.", tables,
                 Needs::pairs, people, compare, "observed covariance (Wald)",
                 "Bhapkar (1966), Journal of the American Statistical Association 61:228"},
                run_bhapkar},
    MethodEntry{{"bowker", "Bowker's test of symmetry",
                 "Whether as many people moved one way as the other between every two answers.", tables,
                 Needs::pairs, people, compare, "df: pairs of answers that anybody moved between",
                 "Bowker (1948), Journal of the American Statistical Association 43:572"},
                run_bowker},
    // One wave.
    MethodEntry{{"alpha", "Cronbach's alpha", "How well the questions of a scale hang together.", mean,
                 Needs::items, "", "reliability", "listwise; Feldt interval",
                 "Cronbach (1951), Psychometrika 16:297; Feldt (1965), Psychometrika 30:357"}},
};

const std::vector<MethodInfo>& infos() {
    static const std::vector<MethodInfo> list = [] {
        std::vector<MethodInfo> all;
        for (const MethodEntry& entry : entries) all.push_back(entry.info);
        return all;
    }();
    return list;
}

}  // namespace

std::span<const MethodInfo> methods() {
    return infos();
}

const MethodInfo* find_method(std::string_view id) {
    const auto& list = infos();
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& info) { return info.id == id; });
    return found == list.end() ? nullptr : &*found;
}

std::span<const MethodEntry> method_entries() {
    return entries;
}

const MethodEntry* find_entry(std::string_view id) {
    const auto* found =
        std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.info.id == id; });
    return found == entries.end() ? nullptr : found;
}

bool admits(const MethodInfo& info, MeasureKind kind) {
    switch (kind) {
        case MeasureKind::mean:
            return info.measures.find(mean) != std::string_view::npos;
        case MeasureKind::ordered:
            return info.measures.find(ordered) != std::string_view::npos;
        case MeasureKind::binary:
            return info.measures.find(binary) != std::string_view::npos;
        case MeasureKind::nominal:
            return info.measures.find(nominal) != std::string_view::npos;
    }
    return false;
}

HeadlineChoice headline_method(MeasureKind kind, survey::Headline estimand, bool has_households,
                               bool has_links) {
    const bool of_people = estimand == survey::Headline::people;
    if (kind == MeasureKind::nominal) return {"stuart_maxwell", "answers without order, linked people"};
    if (kind == MeasureKind::ordered) {
        return of_people ? HeadlineChoice{"net_share", "one ordered question, linked people"}
                         : HeadlineChoice{"share_middle", "one ordered question, everyone"};
    }
    if (kind == MeasureKind::binary) {
        return of_people ? HeadlineChoice{"newcombe_paired", "two answers, linked people"}
                         : HeadlineChoice{"newcombe", "two answers, everyone"};
    }
    if (of_people) {
        return has_households ? HeadlineChoice{"paired_cr2", "mean of linked people, households known"}
                              : HeadlineChoice{"paired_t", "mean of linked people"};
    }
    if (has_households) return {"overlap_cr2", "mean of everyone, households known"};
    return has_links ? HeadlineChoice{"overlap_t", "mean of everyone, some linked"}
                     : HeadlineChoice{"welch_t", "mean of everyone, nobody linked"};
}

}  // namespace outcomes::analysis
