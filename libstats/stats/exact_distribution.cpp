#include "libstats/stats/exact_distribution.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <numeric>
#include <vector>

namespace outcomes::stats {
namespace {

using base::UInt128;
using std::numbers::pi;

/// exp() of anything below is 0.
constexpr double log_of_nothing = -746;
/// Terms this much smaller (in logs) than the largest do not change a double.
constexpr double log_negligible = 37;

/// The ranks over their greatest common divisor, and the smaller of the two tails (the distribution is
/// symmetric).
struct Problem {
    std::vector<RankGroup> groups;  ///< `doubled_rank` holds the rank after division
    std::int64_t people = 0;
    std::int64_t total = 0;  ///< sum of all ranks
    std::int64_t tail = 0;   ///< P(T <= tail) is wanted, 2 tail <= total
    bool mirrored = false;   ///< the wanted tail was the upper one
};

Problem problem_of(std::span<const RankGroup> groups, std::int64_t doubled_sum) {
    base::require(!groups.empty(), "there must be a rank");
    Problem problem;
    std::int64_t divisor = groups.front().doubled_rank;
    std::int64_t previous = 0;
    for (const RankGroup& group : groups) {
        base::require(group.count > 0 && group.doubled_rank > previous, "ranks must be positive and ascend");
        previous = group.doubled_rank;
        divisor = std::gcd(divisor, group.doubled_rank);
    }
    for (const RankGroup& group : groups) {
        problem.groups.push_back({group.doubled_rank / divisor, group.count});
        problem.people += group.count;
        problem.total += group.doubled_rank / divisor * group.count;
    }
    base::require(doubled_sum % divisor == 0, "the rank sum cannot occur with these ranks");
    doubled_sum /= divisor;
    base::require(doubled_sum >= 0 && doubled_sum <= problem.total, "the rank sum lies out of range");
    problem.mirrored = doubled_sum > problem.total - doubled_sum;
    problem.tail = problem.mirrored ? problem.total - doubled_sum : doubled_sum;
    return problem;
}

/// From the smaller tail to all three probabilities.
RankSumTails completed(const Problem& problem, double tail, double point) {
    point = std::min(point, tail);
    const double other = std::min(1.0, 1 - (tail - point));
    if (problem.mirrored) return {.lower = other, .upper = tail, .point = point};
    return {.lower = tail, .upper = other, .point = point};
}

double shift_cost(const Problem& problem) {
    return static_cast<double>(problem.people) * static_cast<double>(problem.tail + 1);
}

RankSumTails by_shift(const Problem& problem) {
    std::vector<double> f(static_cast<std::size_t>(problem.tail) + 1);
    f[0] = 1;
    std::size_t reach = 0;  // f is 0 above
    for (const RankGroup& group : problem.groups) {
        const auto rank = static_cast<std::size_t>(group.doubled_rank);
        for (std::int64_t i = 0; i < group.count; ++i) {
            reach = std::min(reach + rank, f.size() - 1);
            for (std::size_t x = reach + 1; x-- > rank;) f[x] = 0.5 * (f[x] + f[x - rank]);
            for (std::size_t x = std::min(rank, reach + 1); x-- > 0;) f[x] *= 0.5;
        }
    }
    return completed(problem, std::accumulate(f.begin(), f.end(), 0.0), f.back());
}

// --- the tilted Fourier inversion
// -------------------------------------------------------------------------------

/// ln cosh x without loss near 0 and far out.
double log_cosh(double x) {
    x = std::abs(x);
    if (x > 1) return x - std::numbers::ln2 + std::log1p(std::exp(-2 * x));
    const double half = std::sinh(x / 2);
    return std::log1p(2 * half * half);
}

/// Cumulants of T - E[T] = sum of +- r/2, tilted by s: ln E exp(s (T - E)), and its first two derivatives.
struct Cumulants {
    double log_moment = 0;
    double mean = 0;
    double variance = 0;
};

Cumulants cumulants(const std::vector<RankGroup>& groups, double s) {
    base::CompensatedSum log_moment, mean, variance;
    for (const RankGroup& group : groups) {
        const double half = static_cast<double>(group.doubled_rank) / 2;
        const auto count = static_cast<double>(group.count);
        const double slope = std::tanh(s * half);
        log_moment.add(count * log_cosh(s * half));
        mean.add(count * half * slope);
        variance.add(count * half * half * (1 - slope * slope));
    }
    return {log_moment.value(), mean.value(), variance.value()};
}

/// The upper tail P(T - E >= distance), which is the same as the lower one at that distance.
class TiltedTail {
  public:
    TiltedTail(const Problem& problem, double cost_limit) : problem_(problem), budget_(cost_limit) {
        distance_ = static_cast<double>(problem.total - 2 * problem.tail) / 2;
        choose_tilt();
        if (!vanishes()) choose_nodes();
    }

    /// Even the Chernoff bound on the tail is 0 in doubles.
    [[nodiscard]] bool vanishes() const { return saddle_log_height_ < log_of_nothing; }
    [[nodiscard]] bool affordable() const { return budget_ >= 0; }

    [[nodiscard]] RankSumTails run() {
        add_node(0);
        add_range(1, (nodes_ + 1) / 2);
        const double height = std::exp(log_height_) / static_cast<double>(nodes_);
        return completed(problem_, std::max(0.0, tail_.value() * height),
                         std::max(0.0, point_.value() * height));
    }

  private:
    /// The saddlepoint K'(s) = distance, by Newton steps from the left: K' is concave there, so they never
    /// overshoot. Near the centre the saddlepoint is close to 0, where the geometric series of the tail
    /// converges slowly; any larger tilt gives the same sum.
    void choose_tilt() {
        const double flat = std::sqrt(cumulants(problem_.groups, 0).variance);
        double s = distance_ / (flat * flat);
        Cumulants at = cumulants(problem_.groups, s);
        for (int i = 0; i < 200 && spend(1); ++i) {
            saddle_log_height_ = at.log_moment - s * distance_;
            if (vanishes()) return;
            const double step = (distance_ - at.mean) / at.variance;
            s += step;
            at = cumulants(problem_.groups, s);
            if (!(std::abs(step) > 1e-6 * s)) break;
        }
        saddle_log_height_ = at.log_moment - s * distance_;
        const double spread = s * std::sqrt(at.variance);
        least_log_tail_ = saddle_log_height_ - std::log1p(2.6 * spread) - 3;
        tilt_ = std::max(s, 2.5 / flat);
        tilted_ = cumulants(problem_.groups, tilt_);
        log_height_ = tilted_.log_moment - tilt_ * distance_;
        for (const RankGroup& group : problem_.groups) {
            const double up = 1 / (1 + std::exp(-tilt_ * static_cast<double>(group.doubled_rank)));
            weights_.push_back({up, 4 * up * (1 - up)});
        }
    }

    /// N equidistant nodes add to the tail what lies N, 2N, ... further out, times exp(s N), and what lies
    /// below it, times exp(-s N). The second is at most exp(-s N) in all; the first is bounded by Chernoff's
    /// inequality at a tilt of s + delta. N is taken so large that both are negligible beside the tail.
    void choose_nodes() {
        const double below = (log_negligible - least_log_tail_) / tilt_;
        const double delta = 8 / std::sqrt(tilted_.variance);
        const Cumulants further = cumulants(problem_.groups, tilt_ + delta);
        const double excess = further.log_moment - (tilt_ + delta) * distance_ - least_log_tail_;
        const double above = (log_negligible + excess) / delta;
        const double wanted = std::ceil(std::max({below, above, 8.0}));
        const double largest = static_cast<double>(problem_.groups.back().doubled_rank);
        if (wanted * largest > 9e18) {
            budget_ = -1;
            return;
        }
        nodes_ = static_cast<std::uint64_t>(wanted) | 1U;
        negligible_square_ = std::exp(-2 * log_negligible) / (1 + tilted_.variance);
    }

    bool spend(double evaluations) {
        budget_ -= evaluations * static_cast<double>(problem_.groups.size());
        return budget_ >= 0;
    }

    /// Nodes first .. last - 1. Ranges whose every term is negligible are skipped.
    void add_range(std::uint64_t first, std::uint64_t last) {
        if (first >= last || budget_ < 0 || negligible(first, last - 1)) return;
        if (last - first <= 4) {
            for (std::uint64_t k = first; k < last; ++k) add_node(k);
            return;
        }
        const std::uint64_t middle = first + (last - first) / 2;
        add_range(first, middle);
        add_range(middle, last);
    }

    /// Bounds |phi|^2 = prod (1 - 4p(1-p) sin^2(r theta / 2))^count on a range of theta: the sine is
    /// smallest where r theta / 2 comes nearest to a multiple of pi.
    bool negligible(std::uint64_t first, std::uint64_t last) {
        const double half_step = pi / static_cast<double>(nodes_);
        const double centre = 0.5 * (static_cast<double>(first) + static_cast<double>(last)) * half_step;
        const double radius = 0.5 * static_cast<double>(last - first) * half_step;
        double bound = 1;
        for (std::size_t j = 0; j < problem_.groups.size(); ++j) {
            const auto rank = static_cast<double>(problem_.groups[j].doubled_rank);
            const double reach = rank * radius;
            const double angle = rank * centre;
            const double nearest = std::abs(angle - pi * std::round(angle / pi)) - reach;
            if (nearest > 0) {
                const double sine = std::sin(nearest);
                const double kept = 1 - weights_[j].swing * sine * sine;
                const std::int64_t count = problem_.groups[j].count;
                bound *= count == 1 ? kept : std::pow(kept, static_cast<double>(count));
            }
            if (bound < negligible_square_ || reach > pi / 2) {
                budget_ -= static_cast<double>(j + 1);
                return bound < negligible_square_;
            }
        }
        spend(1);
        return false;
    }

    void add_node(std::uint64_t k) {
        if (!spend(4)) return;
        base::CompensatedSum log_size, phase;
        for (std::size_t j = 0; j < problem_.groups.size(); ++j) {
            const auto rank = static_cast<std::uint64_t>(problem_.groups[j].doubled_rank);
            const auto count = static_cast<double>(problem_.groups[j].count);
            const double angle = turn(rank * k % nodes_);
            const double sine = std::sin(angle / 2);
            const double up = weights_[j].up;
            log_size.add(0.5 * count * std::log1p(-weights_[j].swing * sine * sine));
            phase.add(count * std::atan2(2 * up * sine * std::cos(angle / 2), 1 - 2 * up * sine * sine));
        }
        const auto upper = static_cast<UInt128>(problem_.total - problem_.tail);
        const double back = turn(static_cast<std::uint64_t>(upper * k % nodes_));
        const auto term = std::polar(k == 0 ? 1.0 : 2 * std::exp(log_size.value()), phase.value() - back);
        const double theta = turn(k);
        const double decay = std::exp(-tilt_);
        const double sine = std::sin(theta / 2);
        const std::complex<double> series{-std::expm1(-tilt_) + 2 * decay * sine * sine,
                                          decay * std::sin(theta)};
        tail_.add((term / series).real());
        point_.add(term.real());
    }

    /// k / N of a full turn, in (-pi, pi].
    [[nodiscard]] double turn(std::uint64_t k) const {
        const bool past_half = 2 * k > nodes_;
        const double part = static_cast<double>(past_half ? nodes_ - k : k) / static_cast<double>(nodes_);
        return (past_half ? -2 : 2) * pi * part;
    }

    struct Weight {
        double up;     ///< probability of going up under the tilt
        double swing;  ///< 4 up (1 - up)
    };

    const Problem& problem_;
    double budget_;
    double distance_ = 0;
    double tilt_ = 0;
    Cumulants tilted_;
    double saddle_log_height_ = 0;
    double least_log_tail_ = 0;
    double log_height_ = 0;
    double negligible_square_ = 0;  ///< squared size of a term that cannot matter
    std::uint64_t nodes_ = 1;
    std::vector<Weight> weights_;
    base::CompensatedSum tail_, point_;
};

base::Outcome<RankSumTails> by_fourier(const Problem& problem, double cost_limit) {
    if (problem.tail == 0) {
        const double alone = problem.people > 1100 ? 0 : std::ldexp(1.0, -static_cast<int>(problem.people));
        return completed(problem, alone, alone);
    }
    // The least that is ever needed; saves starting what cannot be finished.
    if (150.0 * static_cast<double>(problem.groups.size()) > cost_limit) return base::Reason::not_affordable;
    TiltedTail tail(problem, cost_limit);
    if (tail.vanishes()) return completed(problem, 0, 0);
    if (!tail.affordable()) return base::Reason::not_affordable;
    const RankSumTails tails = tail.run();
    if (!tail.affordable()) return base::Reason::not_affordable;
    return tails;
}

/// Cornish-Fisher expansion of the tie-free quantile up to the sixth cumulant (Fisher & Cornish 1960,
/// Technometrics 2:209), of the sum plus a uniform number on (-1/2, 1/2). Hardly ever off by more than one.
double approximate_quantile(std::int64_t n, double p) {
    double second = 0, fourth = 0, sixth = 0;  // cumulants of a coin of +- 1/2 are 1/4, -1/8 and 1/4
    for (std::int64_t r = 1; r <= n; ++r) {
        const double square = static_cast<double>(r) * static_cast<double>(r);
        second += square / 4;
        fourth -= square * square / 8;
        sixth += square * square * square / 4;
    }
    const double variance = second + 1.0 / 12;
    fourth /= variance * variance;
    sixth /= variance * variance * variance;
    const double z = normal_quantile(p);
    const double z2 = z * z;
    const double standard = z + fourth / 24 * z * (z2 - 3) + sixth / 720 * z * (z2 * z2 - 10 * z2 + 15) -
                            fourth * fourth / 384 * z * (3 * z2 * z2 - 24 * z2 + 29);
    return static_cast<double>(n) * static_cast<double>(n + 1) / 4 + std::sqrt(variance) * standard;
}

}  // namespace

double shift_cost(std::span<const RankGroup> groups, std::int64_t doubled_sum) {
    return shift_cost(problem_of(groups, doubled_sum));
}

RankSumTails tails_by_shift(std::span<const RankGroup> groups, std::int64_t doubled_sum) {
    return by_shift(problem_of(groups, doubled_sum));
}

base::Outcome<RankSumTails> tails_by_fourier(std::span<const RankGroup> groups, std::int64_t doubled_sum,
                                             double cost_limit) {
    return by_fourier(problem_of(groups, doubled_sum), cost_limit);
}

base::Outcome<RankSumTails> exact_tails(std::span<const RankGroup> groups, std::int64_t doubled_sum,
                                        double cost_limit) {
    const Problem problem = problem_of(groups, doubled_sum);
    // Beyond 1000 people single patterns underflow, and the shift algorithm would lose small tails.
    const double cost = shift_cost(problem);
    if (problem.people <= 1000 && cost <= shift_cost_limit) {
        if (cost > cost_limit) return base::Reason::not_affordable;
        return by_shift(problem);
    }
    return by_fourier(problem, cost_limit);
}

SignedRankQuantile signed_rank_quantile(std::int64_t n, double p) {
    base::require(n >= 1 && n <= 20000, "the exact quantile is for 1 to 20000 people");
    base::require(p > 0 && p < 0.5, "the quantile is for 0 < p < 1/2");
    std::vector<RankGroup> ranks;
    for (std::int64_t r = 1; r <= n; ++r) ranks.push_back({2 * r, 1});

    const double start = std::ceil(approximate_quantile(n, p) - 0.5);
    std::int64_t value = std::clamp(static_cast<std::int64_t>(start), std::int64_t{0}, n * (n + 1) / 4);

    // Near the quantile each step of one changes the tail by the point probability.
    constexpr double no_limit = std::numeric_limits<double>::max();
    const double farthest = static_cast<double>(n) * static_cast<double>(n);
    SignedRankQuantile found;
    for (int i = 0; i < 100; ++i) {
        const auto tails = exact_tails(ranks, 2 * value, no_limit);
        const double below = tails->lower - tails->point;
        found = {.value = value, .below = below};
        const bool too_low = tails->lower < p;
        if (!too_low && (below < p || value == 0)) break;
        const double newton = std::min((too_low ? p - tails->lower : below - p) / tails->point, farthest);
        const auto step = std::max(std::int64_t{1}, static_cast<std::int64_t>(newton));
        value = std::clamp(too_low ? value + step : value - step, std::int64_t{0}, n * (n + 1) / 4);
    }
    return found;
}

}  // namespace outcomes::stats
