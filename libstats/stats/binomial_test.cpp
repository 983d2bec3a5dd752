#include "libstats/stats/binomial_test.hpp"

#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace outcomes::stats {
namespace {

PValues from_tails(double greater, double less) {
    return {std::min(1.0, 2 * std::min(greater, less)), greater, less};
}

/// P of all counts that are no likelier than x: from x outwards, and the far end of the other side.
double no_likelier(std::int64_t x, std::int64_t n, double p) {
    constexpr double as_likely = 1 + 1e-7;
    const double limit = binomial_pmf(x, n, p) * as_likely;
    const auto is_unlikely = [&](std::int64_t k) { return binomial_pmf(k, n, p) <= limit; };
    const std::int64_t mode =
        std::min(n, static_cast<std::int64_t>(std::floor((static_cast<double>(n) + 1) * p)));
    if (is_unlikely(mode)) return 1;
    const bool below = x < mode;
    std::int64_t likely = mode, unlikely = below ? n + 1 : -1;
    while (std::abs(unlikely - likely) > 1) {
        const std::int64_t middle = likely + (unlikely - likely) / 2;
        (is_unlikely(middle) ? unlikely : likely) = middle;
    }
    const double outwards = below ? binomial_cdf(x, n, p) : binomial_sf(x - 1, n, p);
    const double other_side = below ? binomial_sf(unlikely - 1, n, p) : binomial_cdf(unlikely, n, p);
    return std::min(1.0, outwards + other_side);
}

}  // namespace

base::Outcome<BinomialTest> binomial_test(Count count, double expected) {
    base::require(count.n >= 0 && count.events >= 0 && count.events <= count.n,
                  "events must lie between 0 and n");
    base::require(expected >= 0 && expected <= 1, "a share lies in [0, 1]");
    if (count.n == 0) return base::Reason::no_answers;
    const std::int64_t x = count.events, n = count.n;
    BinomialTest result;
    result.expected = expected;
    const double at_least = binomial_sf(x - 1, n, expected), at_most = binomial_cdf(x, n, expected);
    const double half_point = binomial_pmf(x, n, expected) / 2;
    result.exact = from_tails(at_least, at_most);
    result.mid_p =
        from_tails(binomial_sf(x, n, expected) + half_point, binomial_cdf(x - 1, n, expected) + half_point);
    result.min_likelihood = no_likelier(x, n, expected);
    return result;
}

}  // namespace outcomes::stats
