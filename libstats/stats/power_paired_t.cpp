#include "libstats/stats/distributions.hpp"
#include "libstats/stats/power.hpp"
#include "libstats/stats/root.hpp"

#include <cmath>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;

constexpr double most_pairs = 1e12;

void require_plan(const PairedTPlan& plan) {
    require(std::isfinite(plan.dz), "the change to plan for must be finite");
    require(plan.n > 1 && std::isfinite(plan.n), "a paired t test needs more than one pair");
    require(plan.alpha > 0 && plan.alpha < 1, "alpha must lie between 0 and 1");
}

void require_power(double power) {
    require(power > 0 && power < 1, "a power lies between 0 and 1");
}

/// What the power is without a change.
double power_of_nothing(const PairedTPlan& plan) {
    return plan.sides == Sides::two_sided_one_tail ? plan.alpha / 2 : plan.alpha;
}

}  // namespace

double paired_t_power(const PairedTPlan& plan) {
    require_plan(plan);
    const double df = plan.n - 1;
    const double ncp = plan.dz * std::sqrt(plan.n);
    if (plan.sides == Sides::one_sided) return noncentral_t_sf(-t_quantile(plan.alpha, df), df, ncp);
    const double limit = -t_quantile(plan.alpha / 2, df);
    const double towards = noncentral_t_sf(limit, df, std::abs(ncp));
    if (plan.sides == Sides::two_sided_one_tail) return towards;
    return towards + noncentral_t_cdf(-limit, df, std::abs(ncp));
}

Outcome<PairsNeeded> pairs_for_power(const PairedTPlan& plan, double power) {
    require_power(power);
    PairedTPlan at = plan;
    at.n = 2;
    require_plan(at);
    const bool wrong_way = plan.sides == Sides::one_sided && plan.dz < 0;
    if (plan.dz == 0 || wrong_way || power <= power_of_nothing(plan)) return Reason::not_applicable;
    const auto missing = [&](double n) {
        at.n = n;
        return paired_t_power(at) - power;
    };
    if (missing(2) >= 0) return PairsNeeded{};
    double low = 2, high = 8;
    while (missing(high) < 0) {
        low = high;
        high *= 4;
        if (high > most_pairs) return Reason::not_affordable;
    }
    const double n = find_root(missing, low, high);
    return PairsNeeded{.n = n, .whole = static_cast<std::int64_t>(std::ceil(n))};
}

Outcome<double> detectable_dz(const PairedTPlan& plan, double power) {
    require_power(power);
    PairedTPlan at = plan;
    at.dz = 0;
    require_plan(at);
    if (power <= power_of_nothing(plan)) return Reason::not_applicable;
    const auto missing = [&](double dz) {
        at.dz = dz;
        return paired_t_power(at) - power;
    };
    double high = 1 / std::sqrt(plan.n);
    while (missing(high) < 0) high *= 2;
    return find_root(missing, 0, high);
}

}  // namespace outcomes::stats
