#include "libstats/stats/joint_counts.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/value_counts.hpp"

#include <limits>

namespace outcomes::stats {
namespace {

using base::Int128;

/// (n sum of squares - (sum)^2) / (n (n - 1) m^2): the variance of row sums over m.
double mean_variance(Int128 squares, Int128 sum, Int128 n, Int128 m) {
    const double scale = static_cast<double>(m) * static_cast<double>(m);
    return base::ratio(n * squares - sum * sum, n * (n - 1)) / scale;
}

}  // namespace

JointCounts joint_counts(const GridView& first, const GridView& second) {
    base::require(first.denominator > 0, "the denominator of a grid must be positive");
    base::require(first.denominator == second.denominator, "two samples must lie on one grid");
    const auto a = value_counts(first.units);
    const auto b = value_counts(second.units);
    JointCounts joint;
    joint.n_first = static_cast<std::int64_t>(first.units.size());
    joint.n_second = static_cast<std::int64_t>(second.units.size());
    constexpr auto beyond = std::numeric_limits<std::int64_t>::max();
    auto x = a.begin();
    auto y = b.begin();
    while (x != a.end() || y != b.end()) {
        const std::int64_t next_x = x != a.end() ? x->units : beyond;
        const std::int64_t next_y = y != b.end() ? y->units : beyond;
        JointCount value;
        value.units = std::min(next_x, next_y);
        if (next_x == value.units) value.n_first = (x++)->count;
        if (next_y == value.units) value.n_second = (y++)->count;
        joint.values.push_back(value);
    }
    return joint;
}

double Dominance::delta() const {
    return base::ratio(above - below, pairs());
}

double Dominance::superiority() const {
    return base::ratio(static_cast<Int128>(2) * above + equal, static_cast<Int128>(2) * pairs());
}

double Dominance::first_variance() const {
    return mean_variance(first_squares, above - below, n_first, n_second);
}

double Dominance::second_variance() const {
    return mean_variance(second_squares, above - below, n_second, n_first);
}

Dominance dominance(const JointCounts& counts) {
    Dominance result;
    result.n_first = counts.n_first;
    result.n_second = counts.n_second;
    std::int64_t first_below = 0;
    std::int64_t second_below = 0;
    for (const JointCount& value : counts.values) {
        // Of the other sample: how many lie above the value less how many below.
        const std::int64_t second_above = counts.n_second - second_below - value.n_second;
        const std::int64_t first_row = second_above - second_below;
        const std::int64_t first_above = counts.n_first - first_below - value.n_first;
        const std::int64_t second_row = first_below - first_above;
        result.above += value.n_second * first_below;
        result.equal += value.n_first * value.n_second;
        result.first_squares += static_cast<Int128>(value.n_first) * first_row * first_row;
        result.second_squares += static_cast<Int128>(value.n_second) * second_row * second_row;
        first_below += value.n_first;
        second_below += value.n_second;
    }
    result.below = result.pairs() - result.above - result.equal;
    return result;
}

}  // namespace outcomes::stats
