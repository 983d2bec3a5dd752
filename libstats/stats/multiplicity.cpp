#include "libstats/stats/multiplicity.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::stats {
namespace {

/// P-values in ascending order; p[i] has i smaller ones before it, so its rank is i + 1.
using Sorted = std::vector<double>;

/// 1 - (1 - p)^k without loss for small p.
double sidak_of(double p, double k) {
    return p == 1 ? 1 : -std::expm1(k * std::log1p(-p));
}

/// Each p is multiplied by what `factor` says of its rank; results may not fall as p rises.
template <class Step>
void step_down(Sorted& p, const Step& step) {
    double highest = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        highest = std::max(highest, step(p[i], static_cast<double>(i + 1)));
        p[i] = std::min(1.0, highest);
    }
}

template <class Step>
void step_up(Sorted& p, const Step& step) {
    double lowest = 1;
    for (std::size_t i = p.size(); i-- > 0;) {
        lowest = std::min(lowest, step(p[i], static_cast<double>(i + 1)));
        p[i] = lowest;
    }
}

/// Wright (1992, Biometrics 48:1005), appendix: the largest Simes p of all subsets that contain the
/// hypothesis.
void adjust_hommel(Sorted& p) {
    const std::size_t m = p.size();
    double simes = 1;
    for (std::size_t i = 0; i < m; ++i) {
        simes = std::min(simes, static_cast<double>(m) * p[i] / static_cast<double>(i + 1));
    }
    Sorted adjusted(m, simes);
    for (std::size_t size = m - 1; size >= 2; --size) {
        const auto k = static_cast<double>(size);
        const std::size_t n_low = m - size + 1;  // of these at least one is in every subset of that size
        double simes_of_rest = 1;
        for (std::size_t i = n_low; i < m; ++i) {
            simes_of_rest = std::min(simes_of_rest, k * p[i] / static_cast<double>(i - n_low + 2));
        }
        for (std::size_t i = 0; i < m; ++i) {
            const double own = p[std::min(i, n_low - 1)];
            adjusted[i] = std::max(adjusted[i], std::min(k * own, simes_of_rest));
        }
    }
    for (std::size_t i = 0; i < m; ++i) p[i] = std::max(p[i], adjusted[i]);
}

double harmonic(std::size_t m) {
    double sum = 0;
    for (std::size_t i = m; i > 0; --i) sum += 1 / static_cast<double>(i);
    return sum;
}

void adjust_sorted(Sorted& p, Adjustment method) {
    const auto m = static_cast<double>(p.size());
    switch (method) {
        case Adjustment::none:
            return;
        case Adjustment::bonferroni:
            return step_down(p, [m](double x, double) { return m * x; });
        case Adjustment::sidak:
            return step_down(p, [m](double x, double) { return sidak_of(x, m); });
        case Adjustment::holm:
            return step_down(p, [m](double x, double rank) { return (m - rank + 1) * x; });
        case Adjustment::holm_sidak:
            return step_down(p, [m](double x, double rank) { return sidak_of(x, m - rank + 1); });
        case Adjustment::hochberg:
            return step_up(p, [m](double x, double rank) { return (m - rank + 1) * x; });
        case Adjustment::hommel:
            return adjust_hommel(p);
        case Adjustment::benjamini_hochberg:
            return step_up(p, [m](double x, double rank) { return m / rank * x; });
        case Adjustment::benjamini_yekutieli: {
            const double price = harmonic(p.size());
            return step_up(p, [m, price](double x, double rank) { return price * m / rank * x; });
        }
    }
}

}  // namespace

std::vector<std::optional<double>> adjust(std::span<const std::optional<double>> p, Adjustment method) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (!p[i]) continue;
        base::require(*p[i] >= 0 && *p[i] <= 1, "a p-value lies in [0, 1]");
        order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return *p[a] < *p[b]; });
    Sorted sorted;
    for (const std::size_t i : order) sorted.push_back(*p[i]);
    if (!sorted.empty()) adjust_sorted(sorted, method);
    std::vector<std::optional<double>> adjusted(p.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank) adjusted[order[rank]] = sorted[rank];
    return adjusted;
}

std::size_t n_rejected(std::span<const std::optional<double>> adjusted, double alpha) {
    base::require(alpha > 0 && alpha < 1, "alpha must lie between 0 and 1");
    return static_cast<std::size_t>(
        std::count_if(adjusted.begin(), adjusted.end(), [=](const auto& p) { return p && *p <= alpha; }));
}

base::Outcome<CombinedTest> fisher_combination(std::span<const std::optional<double>> p) {
    CombinedTest test;
    base::CompensatedSum logs;
    bool zero = false;
    for (const auto& one : p) {
        if (!one) continue;
        base::require(*one >= 0 && *one <= 1, "a p-value lies in [0, 1]");
        ++test.n;
        if (*one == 0)
            zero = true;
        else
            logs.add(std::log(*one));
    }
    if (test.n == 0) return base::Reason::too_few;
    test.chi2 = zero ? std::numeric_limits<double>::infinity() : std::max(0.0, -2 * logs.value());
    test.df = 2 * static_cast<double>(test.n);
    test.p = chi2_sf(test.chi2, test.df);
    return test;
}

}  // namespace outcomes::stats
