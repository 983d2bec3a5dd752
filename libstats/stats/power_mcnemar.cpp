#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/power.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;

void require_plan(const McNemarPlan& plan) {
    require(plan.lost >= 0 && plan.gained >= 0 && plan.lost + plan.gained <= 1 + 1e-12,
            "shares of people who move lie between 0 and 1, and so does their sum");
    require(plan.alpha > 0 && plan.alpha < 1, "alpha must lie between 0 and 1");
}

/// Shares in Connor's formulas.
struct Discordance {
    double sum = 0;         ///< D
    double difference = 0;  ///< |d|
    double variance = 0;    ///< D - d^2
};

Outcome<Discordance> discordance_of(const McNemarPlan& plan) {
    Discordance shares{.sum = plan.lost + plan.gained, .difference = std::abs(plan.gained - plan.lost)};
    if (shares.sum == 0) return Reason::no_change;
    shares.variance = shares.sum - shares.difference * shares.difference;
    if (!(shares.variance > 0)) return Reason::no_variation;
    return shares;
}

/// Two-sided p-values where `fewer` of `movers` moved one way, and no more the other way.
double exact_p(std::int64_t fewer, std::int64_t movers) {
    return std::min(1.0, 2 * binomial_cdf(fewer, movers, 0.5));
}
double mid_p(std::int64_t fewer, std::int64_t movers) {
    return std::min(1.0, 2 * binomial_cdf(fewer, movers, 0.5) - binomial_pmf(fewer, movers, 0.5));
}
double chi2_p_after(double shortening, std::int64_t fewer, std::int64_t movers) {
    const auto difference = std::max(0.0, static_cast<double>(movers - 2 * fewer) - shortening);
    return chi2_sf(difference * difference / static_cast<double>(movers), 1);
}

/// P(the smaller count of both ways is at most `limit`), 2 limit < movers.
double tails(std::int64_t limit, std::int64_t movers, double share_up) {
    return binomial_cdf(limit, movers, share_up) + binomial_sf(movers - limit - 1, movers, share_up);
}

/// Power of the test whose p-values P gives.
template <class P>
double power_of(const McNemarPlan& plan, std::int64_t n, const P& p_of) {
    const double moving = std::min(1.0, plan.lost + plan.gained);
    if (moving == 0) return 0;
    const double share_up = plan.gained / (plan.lost + plan.gained);
    const double alpha = plan.alpha * (1 + 1e-12);
    base::CompensatedSum power;
    std::int64_t limit = -1;  // the largest smaller count that is rejected; it never falls as movers grow
    for (std::int64_t movers = 1; movers <= n; ++movers) {
        while (2 * (limit + 1) < movers && p_of(limit + 1, movers) <= alpha) ++limit;
        if (limit >= 0) power.add(binomial_pmf(movers, n, moving) * tails(limit, movers, share_up));
    }
    return power.value();
}

}  // namespace

Outcome<double> mcnemar_power_normal(const McNemarPlan& plan, double n) {
    require_plan(plan);
    require(n > 0 && std::isfinite(n), "a study needs people");
    const auto shares = discordance_of(plan);
    if (!shares) return shares.reason();
    const double z = -normal_quantile(plan.alpha / 2);
    return normal_cdf((shares->difference * std::sqrt(n) - z * std::sqrt(shares->sum)) /
                      std::sqrt(shares->variance));
}

Outcome<PairsNeeded> mcnemar_pairs_normal(const McNemarPlan& plan, double power) {
    require_plan(plan);
    require(power > 0 && power < 1, "a power lies between 0 and 1");
    const auto shares = discordance_of(plan);
    if (!shares) return shares.reason();
    if (shares->difference == 0) return Reason::not_applicable;
    const double z = -normal_quantile(plan.alpha / 2);
    const double root = (z * std::sqrt(shares->sum) + normal_quantile(power) * std::sqrt(shares->variance)) /
                        shares->difference;
    const double n = root * std::abs(root);
    if (n <= 0 || n > 1e15) return Reason::not_applicable;
    return PairsNeeded{.n = n, .whole = static_cast<std::int64_t>(std::ceil(n))};
}

McNemarPower mcnemar_power(const McNemarPlan& plan, std::int64_t n) {
    require_plan(plan);
    require(n >= 1, "a study needs people");
    const auto chi2 = [](std::int64_t fewer, std::int64_t movers) { return chi2_p_after(0, fewer, movers); };
    const auto corrected = [](std::int64_t fewer, std::int64_t movers) {
        return chi2_p_after(1, fewer, movers);
    };
    return {.exact = power_of(plan, n, exact_p),
            .mid_p = power_of(plan, n, mid_p),
            .chi2 = power_of(plan, n, chi2),
            .corrected = power_of(plan, n, corrected)};
}

}  // namespace outcomes::stats
