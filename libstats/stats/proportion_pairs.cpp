#include "libstats/stats/proportion_pairs.hpp"

#include "libstats/stats/distributions.hpp"
#include "libstats/stats/proportions.hpp"
#include "libstats/stats/root.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::stats {
namespace {

using base::Reason;
using base::require;

double real(std::int64_t count) {
    return static_cast<double>(count);
}

double critical_z(double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    return -normal_quantile((1 - level) / 2);
}

void require_counts(const PairedTable& t) {
    require(t.both >= 0 && t.baseline_only >= 0 && t.repeat_only >= 0 && t.neither >= 0,
            "a count is negative");
}

void require_counts(const Moves& moves) {
    require(moves.up >= 0 && moves.down >= 0 && moves.same >= 0, "a count is negative");
}

std::int64_t total(const PairedTable& t) {
    return t.both + t.baseline_only + t.repeat_only + t.neither;
}
std::int64_t total(const Moves& moves) {
    return moves.up + moves.down + moves.same;
}

Moves moves_of(const PairedTable& t) {
    return {t.repeat_only, t.baseline_only, t.both + t.neither};
}

/// Nobody there, or nobody who changed.
std::optional<Reason> poverty(const PairedTable& t) {
    require_counts(t);
    if (total(t) == 0) return Reason::no_pairs;
    if (t.baseline_only + t.repeat_only == 0) return Reason::no_change;
    return std::nullopt;
}

/// Of tails that each hold what was observed.
PValues from_tails(double greater, double less) {
    return {std::min(1.0, 2 * std::min(greater, less)), greater, less};
}

/// Standard error of (up - down) / n for counts that need not be whole.
double wald_std_error(double up, double down, double n) {
    return std::sqrt(std::max(0.0, up + down - (up - down) * (up - down) / n)) / n;
}

/// Wald interval after `added` to `up` and to `down`, and twice that to n.
Interval adjusted_wald(const Moves& moves, double added, double added_to_n, double z) {
    const double up = real(moves.up) + added, down = real(moves.down) + added;
    const double n = real(total(moves)) + added_to_n;
    const double centre = (up - down) / n, half = z * wald_std_error(up, down, n);
    return {centre - half, centre + half};
}

/// Tango's lower limit of (up - down) / n.
double tango_lower(double up, double down, double n, double z) {
    const double observed = (up - down) / n;
    const auto excess = [&](double delta) {
        // The observed change itself is never rejected, though at its edge the variance is 0 as well.
        if (delta >= observed) return -1.0;
        // The probability of moving down that is most likely under delta solves 2n w^2 + linear w + constant
        // = 0.
        const double linear = (2 * n - up + down) * delta - up - down;
        const double constant = -down * delta * (1 - delta);
        const double root = std::sqrt(std::max(0.0, linear * linear - 8 * n * constant));
        const double w = linear <= 0 ? (root - linear) / (4 * n) : -2 * constant / (root + linear);
        const double variance = std::max(0.0, 2 * w + delta * (1 - delta)) / n;
        return observed - delta - z * std::sqrt(variance);
    };
    return observed <= -1 ? -1 : find_root(excess, -1, observed);
}

Interval tango(const Moves& moves, double z) {
    const double up = real(moves.up), down = real(moves.down), n = real(total(moves));
    return {tango_lower(up, down, n, z), -tango_lower(down, up, n, z)};
}

Interval bonett_price(const Moves& moves, double z) {
    return adjusted_wald(moves, 1, 2, z);
}

/// phi after taking `reduction` from ad - bc, though never below 0.
double correlation(const PairedTable& t, double reduction) {
    const double a = real(t.both), b = real(t.baseline_only), c = real(t.repeat_only), d = real(t.neither);
    const double margins = (a + b) * (c + d) * (a + c) * (b + d);
    if (margins == 0) return 0;
    const double cross = a * d - b * c;
    return (cross > 0 ? std::max(cross - reduction, 0.0) : cross) / std::sqrt(margins);
}

/// sqrt(x^2 - 2 phi x y + y^2)
double joined_length(double x, double y, double phi) {
    return std::sqrt(std::max(0.0, x * x - 2 * phi * x * y + y * y));
}

Interval newcombe(const Proportion& before, const Proportion& after, double phi) {
    const double d = after.estimate - before.estimate;
    return {d - joined_length(after.estimate - after.ci.low, before.ci.high - before.estimate, phi),
            d + joined_length(after.ci.high - after.estimate, before.estimate - before.ci.low, phi)};
}

/// The odds p / (1 - p) of both limits; `mirrored` is the interval of 1 - p, which has more digits near p
/// = 1.
Interval odds(Interval p, Interval mirrored) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double high = mirrored.low > 0 ? (1 - mirrored.low) / mirrored.low : infinity;
    return {p.low / (1 - p.low), high};
}

}  // namespace

base::Outcome<McNemar> mcnemar(const PairedTable& table) {
    if (const auto reason = poverty(table)) return *reason;
    const std::int64_t b = table.baseline_only, c = table.repeat_only, m = b + c;
    McNemar result;
    result.n_discordant = m;

    const double down_at_most = binomial_cdf(b, m, 0.5);  // few moved down: the repeat is higher
    const double up_at_most = binomial_cdf(c, m, 0.5);
    const double half_point = binomial_pmf(b, m, 0.5) / 2;
    result.exact = from_tails(down_at_most, up_at_most);
    result.mid_p = from_tails(down_at_most - half_point, up_at_most - half_point);

    const double gap = std::abs(real(b - c));
    result.chi2 = gap * gap / real(m);
    result.p_chi2 = chi2_sf(result.chi2, 1);
    const double corrected_gap = std::max(0.0, gap - 1);
    result.chi2_corrected = corrected_gap * corrected_gap / real(m);
    result.p_chi2_corrected = chi2_sf(result.chi2_corrected, 1);
    result.cohen_g = real(c - b) / (2 * real(m));
    return result;
}

base::Outcome<ConditionalOddsRatio> conditional_odds_ratio(const PairedTable& table, double level) {
    const double z = critical_z(level);
    if (const auto reason = poverty(table)) return *reason;
    const std::int64_t b = table.baseline_only, c = table.repeat_only, m = b + c;
    ConditionalOddsRatio result;
    result.estimate = b > 0 ? real(c) / real(b) : std::numeric_limits<double>::infinity();
    result.exact = odds(clopper_pearson_interval({c, m}, level), clopper_pearson_interval({b, m}, level));
    result.mid_p = odds(mid_p_interval({c, m}, level), mid_p_interval({b, m}, level));
    result.wilson = odds(wilson_interval({c, m}, level), wilson_interval({b, m}, level));
    if (b > 0 && c > 0) {
        const double factor = std::exp(z * std::sqrt(1 / real(b) + 1 / real(c)));
        result.wald = Interval{result.estimate / factor, result.estimate * factor};
    }
    return result;
}

base::Outcome<Interval> tango_interval(const Moves& moves, double level) {
    const double z = critical_z(level);
    require_counts(moves);
    if (total(moves) == 0) return Reason::no_pairs;
    return tango(moves, z);
}

base::Outcome<Interval> bonett_price_interval(const Moves& moves, double level) {
    const double z = critical_z(level);
    require_counts(moves);
    if (total(moves) == 0) return Reason::no_pairs;
    return bonett_price(moves, z);
}

base::Outcome<PairedDifference> paired_difference(const PairedTable& table, double level) {
    const double z = critical_z(level);
    require_counts(table);
    if (total(table) == 0) return Reason::no_pairs;

    PairedDifference result;
    result.n = total(table);
    const Moves moves = moves_of(table);
    const double n = real(result.n);
    const Proportion before = *proportion({table.both + table.baseline_only, result.n}, level);
    const Proportion after = *proportion({table.both + table.repeat_only, result.n}, level);
    result.baseline = before.estimate;
    result.repeat = after.estimate;
    result.estimate = real(moves.up - moves.down) / n;

    result.phi = correlation(table, 0);
    result.phi_corrected = correlation(table, n / 2);
    result.newcombe = newcombe(before, after, result.phi_corrected);
    result.newcombe_raw_phi = newcombe(before, after, result.phi);
    result.tango = tango(moves, z);
    result.bonett_price = bonett_price(moves, z);
    result.agresti_min = adjusted_wald(moves, 0.5, 2, z);
    result.wald = adjusted_wald(moves, 0, 0, z);
    result.wald_corrected = {result.wald.low - 1 / n, result.wald.high + 1 / n};
    result.wald_std_error = wald_std_error(real(moves.up), real(moves.down), n);
    return result;
}

base::Outcome<PairedRatio> paired_ratio(const PairedTable& table, double level) {
    const double z = critical_z(level);
    require_counts(table);
    if (total(table) == 0) return Reason::no_pairs;
    const double before = real(table.both + table.baseline_only),
                 after = real(table.both + table.repeat_only);
    if (before == 0 || after == 0) return Reason::not_applicable;
    const double changed = real(table.baseline_only + table.repeat_only);
    const double estimate = after / before;
    const double factor = std::exp(z * std::sqrt(changed / (before * after)));
    return PairedRatio{estimate, {estimate / factor, estimate * factor}};
}

base::Outcome<NetShare> net_share(const Moves& moves, double level) {
    const double z = critical_z(level);
    require_counts(moves);
    if (total(moves) == 0) return Reason::no_pairs;
    const double n = real(total(moves));
    const double moved = real(moves.up + moves.down);
    std::optional<double> score_p;
    if (moved > 0) score_p = normal_two_sided_p(real(moves.up - moves.down) / std::sqrt(moved));
    return NetShare{.n = total(moves),
                    .up = real(moves.up) / n,
                    .down = real(moves.down) / n,
                    .same = real(moves.same) / n,
                    .estimate = real(moves.up - moves.down) / n,
                    .tango = tango(moves, z),
                    .bonett_price = bonett_price(moves, z),
                    .score_p = score_p};
}

}  // namespace outcomes::stats
