#include "libstats/stats/survey_design.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace outcomes::stats {

using base::CompensatedSum;
using base::Outcome;
using base::Reason;
using base::require;

namespace {

/// Rows in the order of their clusters, and the cluster of each position.
struct Unit {
    std::uint32_t stratum = 0;
    std::uint32_t cluster = 0;
    std::size_t row = 0;

    [[nodiscard]] auto key() const { return std::pair(stratum, cluster); }
};

void check_sample(const SurveySample& sample) {
    const std::size_t n = sample.weights.size();
    const auto fits = [n](std::size_t size) { return size == 0 || size == n; };
    require(fits(sample.strata.size()) && fits(sample.clusters.size()) && fits(sample.population.size()),
            "the columns of the sample differ in length");
    for (const double w : sample.weights)
        require(std::isfinite(w) && w >= 0, "a weight is below 0 or not finite");
    for (const double size : sample.population) require(std::isfinite(size), "a population is not finite");
}

void check_values(const SurveySample& sample, std::span<const double> values, Domain domain) {
    const std::size_t n = sample.weights.size();
    require(values.size() == n, "values and weights differ in length");
    require(domain.empty() || domain.size() == n, "domain and weights differ in length");
    for (std::size_t i = 0; i < n; ++i)
        require((!domain.empty() && domain[i] == 0) || std::isfinite(values[i]), "a value is not finite");
}

bool takes_part(const SurveySample& sample, Domain domain, std::size_t row) {
    return sample.weights[row] > 0 && (domain.empty() || domain[row] != 0);
}

std::vector<Unit> units_of(const SurveySample& sample) {
    std::vector<Unit> units(sample.weights.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].stratum = sample.strata.empty() ? 0 : sample.strata[i];
        units[i].cluster = sample.clusters.empty() ? 0 : sample.clusters[i];
        units[i].row = i;
    }
    std::ranges::sort(units, [](const Unit& a, const Unit& b) {
        return a.key() != b.key() ? a.key() < b.key() : a.row < b.row;
    });
    return units;
}

bool same_unit(const SurveySample& sample, const Unit& a, const Unit& b) {
    return !sample.clusters.empty() && a.key() == b.key();
}

/// u with the group means of the adjustments taken out.
std::vector<double> residuals(const SurveySample& sample, std::span<const double> linearized) {
    std::vector<double> u(linearized.begin(), linearized.end());
    const auto take_out = [&u](const AdjustedMargin& margin) {
        require(margin.group.size() == u.size(), "an adjustment belongs to another sample");
        const auto n_groups = margin.group.empty() ? 0 : std::ranges::max(margin.group) + std::size_t{1};
        std::vector<CompensatedSum> sums(n_groups);
        std::vector<double> totals(n_groups);
        for (std::size_t i = 0; i < u.size(); ++i) {
            if (margin.weights[i] <= 0) continue;
            sums[margin.group[i]].add(u[i] / margin.weights[i] * margin.averaging_weight[i]);
            totals[margin.group[i]] += margin.averaging_weight[i];
        }
        for (std::size_t i = 0; i < u.size(); ++i) {
            if (margin.weights[i] <= 0) continue;
            u[i] -= margin.weights[i] * sums[margin.group[i]].value() / totals[margin.group[i]];
        }
    };
    for (const Adjustment& adjustment : sample.adjustments) {
        for (int cycle = 0; cycle < adjustment.cycles; ++cycle)
            std::ranges::for_each(adjustment.margins, take_out);
    }
    return u;
}

/// 1 - n_h/N_h for the stratum of units [first, last).
double uncovered(const SurveySample& sample, std::span<const Unit> stratum, std::size_t n_clusters) {
    if (sample.population.empty()) return 1;
    const double size = sample.population[stratum.front().row];
    for (const Unit& unit : stratum)
        require(sample.population[unit.row] == size, "the population changes within a stratum");
    const double n = static_cast<double>(n_clusters);
    require(size >= n, "a population is smaller than its sample");
    return (size - n) / size;
}

/// The part of one stratum; nothing if it has one cluster and was not drawn whole.
std::optional<double> stratum_variance(const SurveySample& sample, std::span<const Unit> stratum,
                                       std::span<const double> u) {
    std::vector<double> totals;
    for (std::size_t i = 0; i < stratum.size();) {
        CompensatedSum total;
        std::size_t next = i;
        do {
            total.add(u[stratum[next].row]);
        } while (++next < stratum.size() && same_unit(sample, stratum[i], stratum[next]));
        totals.push_back(total.value());
        i = next;
    }
    const double open = uncovered(sample, stratum, totals.size());
    if (open <= 0) return 0;
    if (totals.size() < 2) return std::nullopt;
    const double n = static_cast<double>(totals.size());
    CompensatedSum sum;
    for (const double total : totals) sum.add(total);
    const double mean = sum.value() / n;
    CompensatedSum squares;
    for (const double total : totals) squares.add((total - mean) * (total - mean));
    return open * n / (n - 1) * squares.value();
}

/// An estimate from the linearised values u.
Outcome<SurveyEstimate> inference(const SurveySample& sample, double estimate, std::span<const double> u,
                                  std::size_t n, double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    const auto variance = linearized_variance(sample, u);
    if (!variance) return variance.reason();
    SurveyEstimate result{.n = n,
                          .estimate = estimate,
                          .std_error = std::sqrt(*variance),
                          .df = survey_df(sample),
                          .ci = {},
                          .ci_normal = {}};
    const auto around = [&](double quantile) {
        return Interval{estimate - quantile * result.std_error, estimate + quantile * result.std_error};
    };
    const double tail = (1 + level) / 2;
    if (result.df > 0) result.ci = around(t_quantile(tail, result.df));
    result.ci_normal = around(normal_quantile(tail));
    return result;
}

struct DomainMean {
    std::size_t n = 0;
    double weight = 0;
    double mean = 0;
    double squares = 0;     ///< sum(w (x - mean)^2)
    std::vector<double> u;  ///< linearised values
};

Outcome<DomainMean> domain_mean(const SurveySample& sample, std::span<const double> values, Domain domain) {
    check_sample(sample);
    check_values(sample, values, domain);
    DomainMean result;
    CompensatedSum weight;
    CompensatedSum sum;
    bool varies = false;
    std::optional<double> first;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!takes_part(sample, domain, i)) continue;
        ++result.n;
        weight.add(sample.weights[i]);
        sum.add(sample.weights[i] * values[i]);
        if (!first) first = values[i];
        varies = varies || values[i] != *first;
    }
    if (result.n == 0) return Reason::no_answers;
    result.weight = weight.value();
    result.mean = varies ? sum.value() / result.weight : *first;

    result.u.resize(values.size());
    CompensatedSum squares;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!takes_part(sample, domain, i)) continue;
        const double distance = values[i] - result.mean;
        result.u[i] = sample.weights[i] * distance / result.weight;
        squares.add(sample.weights[i] * distance * distance);
    }
    result.squares = squares.value();
    return result;
}

}  // namespace

double survey_df(const SurveySample& sample) {
    check_sample(sample);
    std::optional<Unit> before;
    double clusters = 0;
    double strata = 0;
    for (const Unit& unit : units_of(sample)) {
        if (sample.weights[unit.row] <= 0) continue;
        if (!before || before->stratum != unit.stratum) ++strata;
        if (!before || !same_unit(sample, *before, unit)) ++clusters;
        before = unit;
    }
    return clusters - strata;
}

Outcome<double> linearized_variance(const SurveySample& sample, std::span<const double> linearized) {
    check_sample(sample);
    check_values(sample, linearized, {});
    const auto u = residuals(sample, linearized);
    const auto units = units_of(sample);
    CompensatedSum variance;
    for (std::size_t first = 0; first < units.size();) {
        std::size_t last = first;
        while (last < units.size() && units[last].stratum == units[first].stratum) ++last;
        const auto part = stratum_variance(sample, std::span(units).subspan(first, last - first), u);
        if (!part) return Reason::too_few_clusters;
        variance.add(*part);
        first = last;
    }
    return variance.value();
}

Outcome<SurveyMean> survey_mean(const SurveySample& sample, std::span<const double> values, double level,
                                Domain domain) {
    const auto moments = domain_mean(sample, values, domain);
    if (!moments) return moments.reason();
    const auto mean = inference(sample, moments->mean, moments->u, moments->n, level);
    if (!mean) return mean.reason();
    SurveyMean result{.mean = *mean, .sd = {}, .deff = {}};
    if (moments->n < 2) return result;
    const double n = static_cast<double>(moments->n);
    const double variance = moments->squares / moments->weight * (n / (n - 1));
    result.sd = std::sqrt(variance);
    const double random = (moments->weight - n) / moments->weight * variance / n;
    if (random > 0) result.deff = mean->std_error * mean->std_error / random;
    return result;
}

Outcome<SurveyEstimate> survey_total(const SurveySample& sample, std::span<const double> values, double level,
                                     Domain domain) {
    check_sample(sample);
    check_values(sample, values, domain);
    std::vector<double> u(values.size());
    CompensatedSum total;
    std::size_t n = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!takes_part(sample, domain, i)) continue;
        ++n;
        u[i] = sample.weights[i] * values[i];
        total.add(u[i]);
    }
    if (n == 0) return Reason::no_answers;
    return inference(sample, total.value(), u, n, level);
}

Outcome<SurveyEstimate> survey_ratio(const SurveySample& sample, std::span<const double> numerator,
                                     std::span<const double> denominator, double level, Domain domain) {
    check_sample(sample);
    check_values(sample, numerator, domain);
    check_values(sample, denominator, domain);
    CompensatedSum above;
    CompensatedSum below;
    std::size_t n = 0;
    for (std::size_t i = 0; i < numerator.size(); ++i) {
        if (!takes_part(sample, domain, i)) continue;
        ++n;
        above.add(sample.weights[i] * numerator[i]);
        below.add(sample.weights[i] * denominator[i]);
    }
    if (n == 0) return Reason::no_answers;
    if (below.value() == 0) return Reason::not_applicable;
    const double ratio = above.value() / below.value();
    std::vector<double> u(numerator.size());
    for (std::size_t i = 0; i < numerator.size(); ++i) {
        if (takes_part(sample, domain, i))
            u[i] = sample.weights[i] * (numerator[i] - ratio * denominator[i]) / below.value();
    }
    return inference(sample, ratio, u, n, level);
}

Outcome<SurveyProportion> survey_proportion(const SurveySample& sample, std::span<const std::uint8_t> yes,
                                            double level, Domain domain) {
    std::vector<double> values(yes.begin(), yes.end());
    for (const double value : values) require(value == 0 || value == 1, "a share counts values of 0 and 1");
    const auto mean = survey_mean(sample, values, level, domain);
    if (!mean) return mean.reason();
    SurveyProportion result{.share = mean->mean, .ci_logit = {}};
    const double p = result.share.estimate;
    if (p <= 0 || p >= 1 || result.share.df <= 0) return result;
    const double logit = std::log(p / (1 - p));
    const double half = t_quantile((1 + level) / 2, result.share.df) * result.share.std_error / (p * (1 - p));
    const auto share = [](double x) { return 1 / (1 + std::exp(-x)); };
    result.ci_logit = Interval{share(logit - half), share(logit + half)};
    return result;
}

Outcome<SurveyEstimate> survey_difference(const SurveySample& sample, std::span<const double> values,
                                          Domain first, Domain second, double level) {
    const auto before = domain_mean(sample, values, first);
    if (!before) return before.reason();
    const auto after = domain_mean(sample, values, second);
    if (!after) return after.reason();
    std::vector<double> u = after->u;
    for (std::size_t i = 0; i < u.size(); ++i) u[i] -= before->u[i];
    return inference(sample, after->mean - before->mean, u, before->n + after->n, level);
}

Outcome<TTest> survey_paired_t(const SurveySample& sample, std::span<const double> changes, double level,
                               Domain domain) {
    const auto mean = survey_mean(sample, changes, level, domain);
    if (!mean) return mean.reason();
    if (mean->mean.std_error <= 0) return Reason::no_variation;
    if (mean->mean.df <= 1) return Reason::too_few;
    return t_inference(mean->mean.estimate, mean->mean.std_error, mean->mean.df - 1, level);
}

}  // namespace outcomes::stats
