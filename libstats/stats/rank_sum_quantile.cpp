#include "libstats/stats/rank_sum_quantile.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;
using base::require;
using std::numbers::pi;

/// From so many values in the smaller sample on, the characteristic function is negligible beyond 12 standard
/// deviations.
constexpr std::int64_t narrow_from = 60;

/// Factors of the characteristic function that may be evaluated one by one.
constexpr double most_factors = 2e6;

bool is_prime(std::int64_t n) {
    for (std::int64_t d = 2; d * d <= n; ++d) {
        if (n % d == 0) return false;
    }
    return true;
}

/// The least odd prime above `n`.
std::int64_t prime_above(std::int64_t n) {
    std::int64_t candidate = std::max<std::int64_t>(n + 1, 3);
    while (!is_prime(candidate)) ++candidate;
    return candidate;
}

/// sin(pi k / period) for any k, with k reduced exactly.
class Sines {
  public:
    Sines(std::int64_t period, bool tabulated) : period_(period) {
        if (!tabulated) return;
        for (std::int64_t k = 0; k <= period_ / 2; ++k) table_.push_back(direct(k));
    }

    [[nodiscard]] double operator()(std::int64_t k) const {
        std::int64_t rest = k % (2 * period_);
        if (rest < 0) rest += 2 * period_;
        return reduced(rest);
    }
    /// For 0 <= k < 2 period.
    [[nodiscard]] double reduced(std::int64_t k) const {
        const bool negative = k >= period_;
        if (negative) k -= period_;
        k = std::min(k, period_ - k);
        const double value = table_.empty() ? direct(k) : table_[static_cast<std::size_t>(k)];
        return negative ? -value : value;
    }

  private:
    [[nodiscard]] double direct(std::int64_t k) const {
        return std::sin(pi * static_cast<double>(k) / static_cast<double>(period_));
    }

    std::int64_t period_;
    std::vector<double> table_;
};

/// zeta(s) / pi^s for even s.
double zeta_over_power_of_pi(std::size_t s) {
    constexpr std::array small{1.0 / 6, 1.0 / 90, 1.0 / 945, 1.0 / 9450};
    if (s / 2 <= small.size()) return small[s / 2 - 1];
    double zeta = 0;
    for (int i = 50; i > 0; --i) zeta += std::pow(i, -static_cast<double>(s));
    return zeta / std::pow(pi, s);
}

/// ln of the characteristic function at 2 x as a power series in ((m + n) x)^2.
class CumulantSeries {
  public:
    CumulantSeries(std::int64_t m, std::int64_t n) : scale_(static_cast<double>(m + n)) {
        std::array<base::CompensatedSum, n_terms> powers;
        for (std::int64_t i = 1; i <= m; ++i) {
            const double above = static_cast<double>(n + i) / scale_;
            const double below = static_cast<double>(i) / scale_;
            double a = 1;
            double b = 1;
            for (base::CompensatedSum& power : powers) {
                a *= above * above;
                b *= below * below;
                power.add(a - b);
            }
        }
        // ln(sin x / x) = - sum over k of zeta(2k) / (k pi^(2k)) x^(2k)
        for (std::size_t k = 0; k < n_terms; ++k) {
            const auto order = static_cast<double>(k + 1);
            coefficients_[k] = zeta_over_power_of_pi(2 * (k + 1)) / order * powers[k].value();
        }
    }

    /// How far (m + n) x may go.
    static constexpr double reach = 1.5;

    [[nodiscard]] double operator()(double x) const {
        const double square = scale_ * x * scale_ * x;
        double sum = 0;
        for (std::size_t k = n_terms; k-- > 0;) sum = (sum + coefficients_[k]) * square;
        return std::exp(-sum);
    }

  private:
    static constexpr std::size_t n_terms = 26;

    double scale_;
    std::array<double, n_terms> coefficients_{};
};

/// The distribution function of U without ties, m <= n.
class UntiedRankSum {
  public:
    UntiedRankSum(std::int64_t m, std::int64_t n)
        : m_(m),
          n_(n),
          period_(prime_above(m * n)),
          sines_(period_, m < narrow_from),
          sd_(std::sqrt(static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(m + n + 1) /
                        12)) {
        for (const double value : characteristic()) {
            const auto j = static_cast<std::int64_t>(weights_.size()) + 1;
            weights_.push_back(value / sines_(j));
            constant_.add(weights_.back() * sines_((m * n + 1) * j));
        }
    }

    [[nodiscard]] double mean() const { return static_cast<double>(m_) * static_cast<double>(n_) / 2; }
    [[nodiscard]] double sd() const { return sd_; }

    /// P(U <= u), 0 <= u <= m n. The sum of exp(2 i x (v - m n / 2)) over v = 0 .. u is made real, and 2 sin
    /// a cos b split into sin(a + b) + sin(a - b).
    [[nodiscard]] double cdf(std::int64_t u) const {
        base::CompensatedSum sum = constant_;
        const std::int64_t step = 2 * u + 1 - m_ * n_;
        for (std::size_t j = 0; j < weights_.size(); ++j)
            sum.add(weights_[j] * sines_(step * (static_cast<std::int64_t>(j) + 1)));
        return std::clamp((static_cast<double>(u + 1) + sum.value()) / static_cast<double>(period_), 0.0,
                          1.0);
    }

  private:
    /// At x = pi j / period for j = 1, 2, ... as far as it matters.
    [[nodiscard]] std::vector<double> characteristic() const {
        std::vector<double> values;
        std::int64_t last = (period_ - 1) / 2;
        if (m_ < narrow_from) {
            for (std::int64_t j = 1; j <= last; ++j) values.push_back(by_table(j));
            return values;
        }
        const double step = pi / static_cast<double>(period_);
        last = std::min(last, static_cast<std::int64_t>(6 / (step * sd_)) + 1);
        const double reach = static_cast<double>(m_ + n_) * step * static_cast<double>(last);
        if (reach > CumulantSeries::reach) {
            for (std::int64_t j = 1; j <= last; ++j)
                values.push_back(by_product(step * static_cast<double>(j)));
            return values;
        }
        const CumulantSeries series(m_, n_);
        for (std::int64_t j = 1; j <= last; ++j) values.push_back(series(step * static_cast<double>(j)));
        return values;
    }

    [[nodiscard]] double by_product(double x) const {
        double value = 1;
        for (std::int64_t i = 1; i <= m_; ++i) {
            value *= static_cast<double>(i) * std::sin(static_cast<double>(n_ + i) * x) /
                     (static_cast<double>(n_ + i) * std::sin(static_cast<double>(i) * x));
        }
        return value;
    }

    /// The same with arguments that are kept as whole steps.
    [[nodiscard]] double by_table(std::int64_t j) const {
        double value = 1;
        std::int64_t above = (n_ * j) % (2 * period_);
        std::int64_t below = 0;
        for (std::int64_t i = 1; i <= m_; ++i) {
            above += j;
            if (above >= 2 * period_) above -= 2 * period_;
            below += j;
            if (below >= 2 * period_) below -= 2 * period_;
            value *= static_cast<double>(i) * sines_.reduced(above) /
                     (static_cast<double>(n_ + i) * sines_.reduced(below));
        }
        return value;
    }

    std::int64_t m_;
    std::int64_t n_;
    std::int64_t period_;
    Sines sines_;
    double sd_;
    std::vector<double> weights_;  ///< characteristic function over sin x
    base::CompensatedSum constant_;
};

/// The chance that all of one sample lie below all of the other.
double chance_of_zero(std::int64_t m, std::int64_t n) {
    double chance = 1;
    for (std::int64_t i = 1; i <= m && chance > 0; ++i)
        chance *= static_cast<double>(i) / static_cast<double>(n + i);
    return chance;
}

}  // namespace

Outcome<RankSumQuantile> rank_sum_quantile(std::int64_t n_first, std::int64_t n_second, double p) {
    constexpr std::int64_t largest = 100'000'000;
    require(n_first > 0 && n_second > 0 && n_first <= largest && n_second <= largest,
            "a quantile of U is for samples of 1 to 10^8");
    require(p > 0 && p < 0.5, "p must lie between 0 and 1/2");
    const std::int64_t m = std::min(n_first, n_second);
    const std::int64_t n = std::max(n_first, n_second);
    const double factors = static_cast<double>(m) * static_cast<double>(m) * static_cast<double>(n) / 2;
    if (m < narrow_from && factors > most_factors) return Reason::not_affordable;

    const UntiedRankSum distribution(m, n);
    const auto reached = [&](std::int64_t u) { return distribution.cdf(u) >= p * (1 - 1e-11); };
    // A bracket about the normal quantile, widened until it holds.
    const std::int64_t top = m * n / 2;
    const double guess = distribution.mean() + normal_quantile(p) * distribution.sd();
    std::int64_t high = std::clamp(static_cast<std::int64_t>(guess), std::int64_t{0}, top);
    std::int64_t low = high - 1;
    for (std::int64_t step = 1; high < top && !reached(high); step *= 2) {
        low = high;
        high = std::min(top, high + step);
    }
    for (std::int64_t step = 1; low >= 0 && reached(low); step *= 2) {
        high = low;
        low = std::max<std::int64_t>(-1, low - step);
    }
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (reached(middle) ? high : low) = middle;
    }
    RankSumQuantile quantile;
    quantile.value = high;
    quantile.below = high > 0 ? distribution.cdf(high - 1) : 0;
    quantile.at_zero = chance_of_zero(m, n);
    return quantile;
}

}  // namespace outcomes::stats
