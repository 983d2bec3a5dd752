#include "libstats/stats/linear_trend.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/stats/descriptives.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Reason;

std::int64_t narrow(Int128 value) {
    constexpr Int128 limit = Int128{1} << 62;
    base::require(value < limit && value > -limit, "times and scores leave 62 bits");
    return static_cast<std::int64_t>(value);
}

/// k times the distance of each time from the mean time, which is an integer.
std::vector<std::int64_t> weights_of(const OccasionTable& table, const GridView& times) {
    base::require(times.units.size() == table.k, "every occasion needs a time");
    base::require(times.denominator > 0, "the denominator of a grid must be positive");
    Int128 sum = 0;
    for (const std::int64_t time : times.units) sum += time;
    std::vector<std::int64_t> weights;
    bool vary = false;
    for (const std::int64_t time : times.units) {
        weights.push_back(narrow(static_cast<Int128>(table.k) * time - sum));
        vary = vary || weights.back() != 0;
    }
    base::require(vary, "occasions at one time have no trend");
    return weights;
}

}  // namespace

base::Outcome<TTest> linear_trend(const OccasionTable& table, const GridView& times, double level) {
    require_occasions(table);
    base::require(level > 0 && level < 1, "the level must lie between 0 and 1");
    const auto weights = weights_of(table, times);
    if (table.n() == 0) return Reason::no_pairs;
    if (table.n() == 1) return Reason::too_few;
    std::vector<std::int64_t> sums;
    for (std::size_t i = 0; i < table.n(); ++i) {
        Int128 sum = 0;
        for (std::size_t j = 0; j < table.k; ++j)
            sum += static_cast<Int128>(weights[j]) *
                   (static_cast<Int128>(table.at(i, j)) - table.at(i, 0));  // the weights add up to 0
        sums.push_back(narrow(sum));
    }
    const auto slopes = moments(GridView{.units = sums, .denominator = 1});
    if (*slopes->sd == 0) return Reason::no_variation;
    double squares = 0;
    for (const std::int64_t weight : weights)
        squares += static_cast<double>(weight) * static_cast<double>(weight);
    // From sums of k (t - T) x on both grids to slopes.
    const double factor = static_cast<double>(table.k) * static_cast<double>(times.denominator) /
                          (squares * static_cast<double>(table.denominator));
    const double n = static_cast<double>(slopes->n);
    return t_inference(slopes->mean * factor, *slopes->sd * factor / std::sqrt(n), n - 1, level);
}

}  // namespace outcomes::stats
