#include "libstats/stats/meta_analysis.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/meta_tau2.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::stats {

using base::CompensatedSum;
using base::Outcome;
using base::Reason;
using base::require;
using detail::weighted_fit;

namespace {

void check(const StudyResults& studies, double level) {
    require(studies.estimates.size() == studies.variances.size(), "estimates and variances differ in number");
    for (const double y : studies.estimates) require(std::isfinite(y), "an estimate is not finite");
    for (const double v : studies.variances) require(std::isfinite(v) && v > 0, "a variance is not above 0");
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
}

Interval around(double estimate, double half) {
    return {estimate - half, estimate + half};
}

std::optional<HartungKnapp> hartung_knapp(const detail::WeightedFit& fit, double level) {
    const double df = static_cast<double>(fit.k) - 1;
    HartungKnapp result;
    result.q_scale = fit.q / df;
    result.df = df;
    if (result.q_scale <= 0) return std::nullopt;
    const double usual = 1 / std::sqrt(fit.sum_w);
    const double quantile = t_quantile((1 + level) / 2, df);
    result.std_error = std::sqrt(result.q_scale) * usual;
    result.statistic = fit.mean / result.std_error;
    result.p = t_two_sided_p(result.statistic, df);
    result.ci = around(fit.mean, quantile * result.std_error);
    result.ci_at_least_1 = around(fit.mean, quantile * std::max(result.std_error, usual));
    return result;
}

PredictionIntervals prediction(const MetaAnalysis& model, double level) {
    const double tail = (1 + level) / 2;
    const double k = static_cast<double>(model.k);
    const auto spread = [&](double se) { return std::sqrt(model.tau2 + se * se); };
    PredictionIntervals result;
    result.normal = around(model.estimate, normal_quantile(tail) * spread(model.std_error));
    if (model.k > 2) result.t_k2 = around(model.estimate, t_quantile(tail, k - 2) * spread(model.std_error));
    if (model.hartung_knapp) {
        result.t_k1_hartung_knapp =
            around(model.estimate, t_quantile(tail, k - 1) * spread(model.hartung_knapp->std_error));
    }
    return result;
}

/// i2 and h2.
void put_heterogeneity(MetaAnalysis& model, const StudyResults& studies) {
    const auto common = weighted_fit(studies, 0);
    const double df = static_cast<double>(model.k) - 1;
    if (model.method == Tau2Method::common_effect) {
        model.i2 = common.q > df ? (common.q - df) / common.q : 0;
        model.h2 = common.q / df;
        return;
    }
    const double typical = df / common.trace_p;
    model.i2 = model.tau2 / (typical + model.tau2);
    model.h2 = model.tau2 / typical + 1;
}

}  // namespace

Outcome<MetaAnalysis> meta_analysis(const StudyResults& studies, Tau2Method method, double level) {
    check(studies, level);
    if (studies.estimates.size() < 2) return Reason::too_few;

    const auto between = detail::tau2_of(studies, method);
    const auto fit = weighted_fit(studies, between.tau2);
    MetaAnalysis model;
    model.k = fit.k;
    model.method = method;
    model.tau2 = between.tau2;
    model.tau2_se = between.std_error;
    model.log_likelihood = between.log_likelihood;
    model.estimate = fit.mean;
    model.std_error = 1 / std::sqrt(fit.sum_w);
    model.z = model.estimate / model.std_error;
    model.p = {
        .two_sided = normal_two_sided_p(model.z), .greater = normal_sf(model.z), .less = normal_cdf(model.z)};
    model.ci = around(model.estimate, normal_quantile((1 + level) / 2) * model.std_error);
    for (const double v : studies.variances) model.weights.push_back(1 / (v + model.tau2) / fit.sum_w);
    put_heterogeneity(model, studies);
    if (method == Tau2Method::common_effect) return model;
    model.hartung_knapp = hartung_knapp(fit, level);
    model.prediction = prediction(model, level);
    return model;
}

Outcome<HeterogeneityTest> heterogeneity_test(const StudyResults& studies) {
    check(studies, 0.95);
    if (studies.estimates.size() < 2) return Reason::too_few;
    const auto fit = weighted_fit(studies, 0);
    const double df = static_cast<double>(fit.k) - 1;
    return HeterogeneityTest{.q = fit.q, .df = df, .p = chi2_sf(fit.q, df)};
}

Outcome<Interval> tau2_q_profile(const StudyResults& studies, double level) {
    check(studies, level);
    if (studies.estimates.size() < 2) return Reason::too_few;
    const double df = static_cast<double>(studies.estimates.size()) - 1;
    if (weighted_fit(studies, 0).q <= 0) return Reason::no_variation;
    const double tail = (1 - level) / 2;
    return Interval{detail::tau2_where_q_is(studies, chi2_quantile(1 - tail, df)),
                    detail::tau2_where_q_is(studies, chi2_quantile(tail, df))};
}

Outcome<EggerTest> egger_test(const StudyResults& studies, double level) {
    check(studies, level);
    const std::size_t k = studies.estimates.size();
    if (k < 3) return Reason::too_few;
    const auto fit = weighted_fit(studies, 0);
    CompensatedSum sum_se;
    for (const double v : studies.variances) sum_se.add(1 / std::sqrt(v));
    const double mean_se = sum_se.value() / fit.sum_w;

    CompensatedSum xx;
    CompensatedSum xy;
    for (std::size_t i = 0; i < k; ++i) {
        const double v = studies.variances[i];
        const double x = std::sqrt(v) - mean_se;
        xx.add(x * x / v);
        xy.add(x * (studies.estimates[i] - fit.mean) / v);
    }
    const double rounding = static_cast<double>(k) * std::numeric_limits<double>::epsilon();
    if (xx.value() <= rounding * rounding * static_cast<double>(k)) return Reason::no_variation;

    const double df = static_cast<double>(k) - 2;
    EggerTest result;
    result.slope = xy.value() / xx.value();
    result.df = df;
    CompensatedSum squares;
    for (std::size_t i = 0; i < k; ++i) {
        const double v = studies.variances[i];
        const double residual = studies.estimates[i] - fit.mean - result.slope * (std::sqrt(v) - mean_se);
        squares.add(residual * residual / v);
    }
    if (squares.value() <= rounding * rounding * fit.q) return Reason::no_variation;
    const double variance = squares.value() / df;
    result.std_error = std::sqrt(variance / xx.value());
    result.statistic = result.slope / result.std_error;
    result.p = t_two_sided_p(result.statistic, df);
    result.limit = fit.mean - result.slope * mean_se;
    result.limit_se = std::sqrt(variance * (1 / fit.sum_w + mean_se * mean_se / xx.value()));
    result.limit_ci = around(result.limit, t_quantile((1 + level) / 2, df) * result.limit_se);
    return result;
}

}  // namespace outcomes::stats
