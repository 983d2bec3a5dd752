#include "libstats/stats/meta_tau2.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/root.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace outcomes::stats::detail {

using base::CompensatedSum;

namespace {

/// Sums of powers of the weights and the variances.
struct PowerSums {
    CompensatedSum w, w2, w3, w2v, w3v, w2v2, w3v2;

    void add(double weight, double v) {
        const double square = weight * weight;
        w.add(weight);
        w2.add(square);
        w3.add(square * weight);
        w2v.add(square * v);
        w3v.add(square * weight * v);
        w2v2.add(square * v * v);
        w3v2.add(square * weight * v * v);
    }
};

double mean_of(std::span<const double> values) {
    CompensatedSum sum;
    for (const double x : values) sum.add(x);
    return sum.value() / static_cast<double>(values.size());
}

/// sum((y - mean)^2), all sites alike.
double sum_of_squares(std::span<const double> values) {
    const double mean = mean_of(values);
    CompensatedSum squares;
    for (const double x : values) squares.add((x - mean) * (x - mean));
    return squares.value();
}

double degrees(const StudyResults& studies) {
    return static_cast<double>(studies.estimates.size()) - 1;
}

Tau2 dersimonian_laird(const StudyResults& studies) {
    const auto fit = weighted_fit(studies, 0);
    const double df = degrees(studies);
    const double tau2 = std::max(0.0, (fit.q - df) / fit.trace_p);
    const double variance = 2 * df + 4 * tau2 * fit.trace_p + 2 * tau2 * tau2 * fit.trace_pp;
    return {.tau2 = tau2, .std_error = std::sqrt(variance) / fit.trace_p, .log_likelihood = {}};
}

Tau2 hunter_schmidt(const StudyResults& studies) {
    const auto fit = weighted_fit(studies, 0);
    const double df = degrees(studies);
    const double tau2 = std::max(0.0, (fit.q - (df + 1)) / fit.sum_w);
    const double variance = 2 * df + 4 * tau2 * fit.trace_p + 2 * tau2 * tau2 * fit.trace_pp;
    return {.tau2 = tau2, .std_error = std::sqrt(variance) / fit.sum_w, .log_likelihood = {}};
}

Tau2 hedges(const StudyResults& studies) {
    const double df = degrees(studies);
    const double k = df + 1;
    const double mean_v = mean_of(studies.variances);
    const double tau2 = std::max(0.0, sum_of_squares(studies.estimates) / df - mean_v);
    CompensatedSum v2;
    for (const double v : studies.variances) v2.add(v * v);
    const double trace_pvpv = v2.value() * (1 - 2 / k) + mean_v * mean_v;
    const double variance = 2 * trace_pvpv + 4 * tau2 * df * mean_v + 2 * tau2 * tau2 * df;
    return {.tau2 = tau2, .std_error = std::sqrt(variance) / df, .log_likelihood = {}};
}

Tau2 sidik_jonkman(const StudyResults& studies) {
    const double df = degrees(studies);
    const double start = sum_of_squares(studies.estimates) / (df + 1);
    const auto fit = weighted_fit(studies, start);
    const double tau2 = start * fit.q / df;
    const double variance = 2 * fit.trace_pvpv + 4 * tau2 * fit.trace_pvp + 2 * tau2 * tau2 * fit.trace_pp;
    return {.tau2 = tau2, .std_error = start / df * std::sqrt(variance), .log_likelihood = {}};
}

Tau2 paule_mandel(const StudyResults& studies) {
    const double df = degrees(studies);
    const double tau2 = tau2_where_q_is(studies, df);
    const double k = df + 1;
    return {.tau2 = tau2,
            .std_error = k * std::sqrt(2 / df) / weighted_fit(studies, tau2).sum_w,
            .log_likelihood = {}};
}

double log_likelihood(const WeightedFit& fit, bool restricted) {
    const double k = static_cast<double>(fit.k);
    const double terms = restricted ? k - 1 : k;
    const double full = -0.5 * (terms * std::log(2 * std::numbers::pi) + fit.sum_log + fit.q);
    return restricted ? full + 0.5 * std::log(k) - 0.5 * std::log(fit.sum_w) : full;
}

/// Twice the derivative of the log likelihood: y'PPy - trace(P), or with sum(w) for ML.
double score(const WeightedFit& fit, bool restricted) {
    return fit.q2 - (restricted ? fit.trace_p : fit.sum_w);
}

/// The highest peak of the likelihood. From tau^2 = range^2 on the score is never above 0: every
/// |y - mean| is at most (1 - w/sum(w)) range, so each site's part is at most 0.
double likeliest(const StudyResults& studies, bool restricted) {
    const auto [low, high] = std::ranges::minmax(studies.estimates);
    const double top = (high - low) * (high - low);
    const auto slope = [&](double tau2) { return score(weighted_fit(studies, tau2), restricted); };
    const auto height = [&](double tau2) { return log_likelihood(weighted_fit(studies, tau2), restricted); };
    double best = 0;
    double best_height = height(0);
    constexpr int n_steps = 200;
    const double first = 1e-3 * std::min(top, std::ranges::min(studies.variances));
    double left = 0;
    double slope_left = slope(0);
    for (int i = 0; i <= n_steps && top > 0; ++i) {
        const double right = first * std::pow(top / first, static_cast<double>(i) / n_steps);
        const double slope_right = slope(right);
        if (slope_left > 0 && slope_right <= 0) {
            const double peak = find_root(slope, left, right);
            if (height(peak) > best_height) {
                best = peak;
                best_height = height(peak);
            }
        }
        left = right;
        slope_left = slope_right;
    }
    return best;
}

Tau2 by_likelihood(const StudyResults& studies, bool restricted) {
    const double tau2 = likeliest(studies, restricted);
    const auto fit = weighted_fit(studies, tau2);
    double information = fit.trace_pp;
    if (!restricted) {
        CompensatedSum w2;
        for (const double v : studies.variances) w2.add(1 / ((v + tau2) * (v + tau2)));
        information = w2.value();
    }
    return {.tau2 = tau2,
            .std_error = std::sqrt(2 / information),
            .log_likelihood = log_likelihood(fit, restricted)};
}

}  // namespace

WeightedFit weighted_fit(const StudyResults& studies, double tau2) {
    WeightedFit fit{.k = studies.estimates.size()};
    PowerSums sums;
    CompensatedSum wy;
    CompensatedSum logs;
    for (std::size_t i = 0; i < fit.k; ++i) {
        const double v = studies.variances[i];
        const double w = 1 / (v + tau2);
        sums.add(w, v);
        wy.add(w * (studies.estimates[i] - studies.estimates[0]));
        logs.add(std::log(v + tau2));
    }
    const double total = sums.w.value();
    fit.sum_w = total;
    fit.sum_log = logs.value();
    fit.mean = studies.estimates[0] + wy.value() / total;
    fit.trace_p = total - sums.w2.value() / total;
    const double w2 = sums.w2.value() / total;
    const double w2v = sums.w2v.value() / total;
    fit.trace_pp = sums.w2.value() - 2 * sums.w3.value() / total + w2 * w2;
    fit.trace_pvp = sums.w2v.value() - 2 * sums.w3v.value() / total + w2v * w2;
    fit.trace_pvpv = sums.w2v2.value() - 2 * sums.w3v2.value() / total + w2v * w2v;

    CompensatedSum q;
    CompensatedSum q2;
    for (std::size_t i = 0; i < fit.k; ++i) {
        const double w = 1 / (studies.variances[i] + tau2);
        const double d = studies.estimates[i] - fit.mean;
        q.add(w * d * d);
        q2.add(w * d * w * d);
    }
    fit.q = q.value();
    fit.q2 = q2.value();
    return fit;
}

double tau2_where_q_is(const StudyResults& studies, double target) {
    const auto excess = [&](double tau2) { return weighted_fit(studies, tau2).q - target; };
    if (excess(0) <= 0) return 0;
    double high = std::ranges::min(studies.variances);
    while (excess(high) > 0) high *= 2;
    return find_root(excess, 0, high);
}

Tau2 tau2_of(const StudyResults& studies, Tau2Method method) {
    switch (method) {
        case Tau2Method::common_effect:
            return {};
        case Tau2Method::dersimonian_laird:
            return dersimonian_laird(studies);
        case Tau2Method::restricted_likelihood:
            return by_likelihood(studies, true);
        case Tau2Method::paule_mandel:
            return paule_mandel(studies);
        case Tau2Method::maximum_likelihood:
            return by_likelihood(studies, false);
        case Tau2Method::hedges:
            return hedges(studies);
        case Tau2Method::sidik_jonkman:
            return sidik_jonkman(studies);
        case Tau2Method::hunter_schmidt:
            return hunter_schmidt(studies);
    }
    throw base::ContractError("no such method");
}

}  // namespace outcomes::stats::detail
