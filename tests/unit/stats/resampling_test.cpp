#include "libstats/stats/resampling.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace outcomes::stats {
namespace {

std::vector<std::uint32_t> drawn(std::uint64_t seed, std::uint64_t replicate, std::uint32_t bound,
                                 std::size_t n) {
    base::Random random = replicate_stream(seed, replicate);
    std::vector<std::uint32_t> numbers;
    draw_indices(random, bound, n, [&](std::uint32_t i) { numbers.push_back(i); });
    return numbers;
}

TEST_SUITE("stats/resampling") {
    TEST_CASE("seed and replicate decide, and nothing else") {
        CHECK(drawn(1, 2, 100, 50) == drawn(1, 2, 100, 50));
        CHECK(drawn(1, 2, 100, 50) != drawn(1, 3, 100, 50));
        CHECK(drawn(1, 2, 100, 50) != drawn(2, 2, 100, 50));
        CHECK(drawn(1, 2, 100, 50) != drawn(2, 1, 100, 50));
        CHECK(drawn(0, 0, 100, 50) != drawn(0, 1, 100, 50));
    }

    TEST_CASE("every number is as likely as any other, in 16 and in 32 bits") {
        for (const std::uint32_t bound : {1U, 2U, 3U, 7U, 1000U, 1024U, 1025U}) {
            CAPTURE(bound);
            constexpr std::size_t n = 200000;
            std::vector<double> counts(bound);
            for (const std::uint32_t i : drawn(9, bound, bound, n)) {
                REQUIRE(i < bound);
                counts[i] += 1;
            }
            const double expected = static_cast<double>(n) / bound;
            double chi2 = 0;
            for (const double count : counts) chi2 += (count - expected) * (count - expected) / expected;
            const double df = bound - 1.0;
            CHECK(std::abs(chi2 - df) <= 5 * std::sqrt(2 * df));
        }
    }
}

}  // namespace
}  // namespace outcomes::stats
