#include "libstats/analysis/description_rows.hpp"
#include "libstats/stats/correlation.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/icc.hpp"
#include "libstats/stats/measurement_error.hpp"

#include <cmath>

namespace outcomes::analysis {
namespace {

using base::Outcome;
using base::Reason;
using findings::Description;
using survey::ScaleScores;

/// Moments of the people with a score in both waves.
Outcome<stats::PairedMoments> moments_of_pairs(const ScaleScores& scores, std::size_t from, std::size_t to,
                                               const survey::Linkage& linkage) {
    if (!scores.on_grid) {
        std::vector<double> before, after;
        for (const survey::LinkedPair& pair : linkage.pairs) {
            const double x = scores.values[from][pair.from];
            const double y = scores.values[to][pair.to];
            if (std::isnan(x) || std::isnan(y)) continue;
            before.push_back(x);
            after.push_back(y);
        }
        return stats::paired_moments(before, after);
    }
    std::vector<std::int64_t> before, after;
    for (const survey::LinkedPair& pair : linkage.pairs) {
        const std::int64_t x = scores.waves[from].units[pair.from];
        const std::int64_t y = scores.waves[to].units[pair.to];
        if (x == survey::no_score || y == survey::no_score) continue;
        before.push_back(x);
        after.push_back(y);
    }
    return stats::paired_moments(stats::GridView{before, scores.denominator},
                                 stats::GridView{after, scores.denominator});
}

void add_correlation(RowsOfTerm& rows, std::uint64_t n, const Outcome<stats::PairedMoments>& pairs,
                     double level) {
    const auto found = pairs ? stats::pearson(*pairs, level) : Outcome<stats::Correlation>(pairs.reason());
    Description& row = rows.figure("retest_r", n, found ? Outcome<double>(found->r) : found.reason());
    row.policy = "Pearson; Fisher interval";
    if (found && found->ci) set_interval(row, *found->ci, level);
}

void add_icc(RowsOfTerm& rows, std::uint64_t n, const Outcome<stats::IccFamily>& family,
             stats::Icc stats::IccFamily::*member, std::string_view statistic, double level) {
    const Outcome<double> estimate = family ? ((*family).*member).estimate : Outcome<double>(family.reason());
    Description& row = rows.figure(statistic, n, estimate);
    row.policy = "two-way, single measurement; McGraw-Wong interval";
    if (estimate && ((*family).*member).ci) set_interval(row, *((*family).*member).ci, level);
}

}  // namespace

DescriptionRows describe_retest(const survey::Scale& scale, const ScaleScores& scores, std::size_t from,
                                std::size_t to, const survey::Linkage& linkage, double level) {
    DescriptionRows rows;
    Description common = about_scale(scale);
    common.note = "lowered_by_real_change";
    RowsOfTerm of_scale(common, rows);
    const auto pairs = moments_of_pairs(scores, from, to, linkage);
    const std::uint64_t n = pairs ? pairs->difference.n : 0;
    add_correlation(of_scale, n, pairs, level);
    const auto family = pairs ? stats::icc(*pairs, level) : Outcome<stats::IccFamily>(pairs.reason());
    add_icc(of_scale, n, family, &stats::IccFamily::agreement_single, "icc_agreement", level);
    add_icc(of_scale, n, family, &stats::IccFamily::consistency_single, "icc_consistency", level);
    Outcome<double> sem = pairs ? Reason::too_few : pairs.reason();
    Outcome<double> sdc = sem;
    if (pairs && pairs->difference.sd) {
        const auto error = stats::measurement_error_of_differences(*pairs->difference.sd);
        sem = error.sem;
        sdc = error.sdc95;
    }
    of_scale.figure("sem_retest", n, sem);
    of_scale.figure("sdc_retest", n, sdc);
    return rows;
}

}  // namespace outcomes::analysis
