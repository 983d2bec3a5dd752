#include "libstats/stats/reliable_change.hpp"

#include "libstats/stats/distributions.hpp"

#include <cmath>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;

constexpr double printed_z = 1.96;

}  // namespace

Outcome<ReliableChange> reliable_change(double pre, double post, double sd, double reliability, double mean) {
    require(std::isfinite(pre) && std::isfinite(post) && std::isfinite(mean), "scores are finite");
    ReliableChange change;
    change.error = measurement_error(sd, reliability);
    if (sd == 0) return Reason::no_variation;
    if (change.error.s_diff == 0) return Reason::not_applicable;
    change.index = (post - pre) / change.error.s_diff;
    change.least_1_96 = printed_z * change.error.s_diff;
    change.least_z = normal_quantile(0.975) * change.error.s_diff;
    change.reliable = std::abs(change.index) > printed_z;
    const double expected = reliability * (pre - mean) + mean;
    change.true_score = {expected - printed_z * change.error.sem, expected + printed_z * change.error.sem};
    return change;
}

Outcome<ClinicalCutoffs> clinical_cutoffs(Norm dysfunctional, Norm functional) {
    for (const Norm& norm : {dysfunctional, functional}) {
        require(std::isfinite(norm.mean), "a mean is finite");
        require(std::isfinite(norm.sd) && norm.sd >= 0, "a standard deviation is finite and not below 0");
    }
    if (dysfunctional.mean == functional.mean) return Reason::not_applicable;
    ClinicalCutoffs cutoffs;
    cutoffs.higher_is_better = functional.mean > dysfunctional.mean;
    const double towards = cutoffs.higher_is_better ? 1 : -1;
    cutoffs.a = dysfunctional.mean + towards * 2 * dysfunctional.sd;
    cutoffs.b = functional.mean - towards * 2 * functional.sd;
    const double both = dysfunctional.sd + functional.sd;
    if (both > 0)
        cutoffs.c = (dysfunctional.sd * functional.mean + functional.sd * dysfunctional.mean) / both;
    return cutoffs;
}

ChangeClass classify_change(const ReliableChange& change, double pre, double post, double cutoff,
                            bool higher_is_better) {
    if (!change.reliable) return ChangeClass::unchanged;
    if ((change.index > 0) != higher_is_better) return ChangeClass::deteriorated;
    const auto over = [&](double score) { return higher_is_better ? score > cutoff : score < cutoff; };
    return over(post) && !over(pre) ? ChangeClass::recovered : ChangeClass::improved;
}

}  // namespace outcomes::stats
