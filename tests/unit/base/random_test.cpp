#include "libstats/base/random.hpp"

#include "libstats/base/outcome.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace outcomes::base;

TEST_SUITE("base/random") {
    TEST_CASE("the same seed gives the same numbers, another seed others") {
        Random a(42), b(42), c(43);
        bool differs = false;
        for (int i = 0; i < 100; ++i) {
            const auto x = a.next();
            CHECK(x == b.next());
            differs = differs || x != c.next();
        }
        CHECK(differs);
    }

    TEST_CASE("draws below a bound are spread evenly") {
        Random random(7);
        std::array<int, 6> counts{};
        for (int i = 0; i < 60'000; ++i) ++counts.at(random.below(6));
        double chi2 = 0;
        for (const int count : counts) chi2 += (count - 10'000.0) * (count - 10'000.0) / 10'000.0;
        CHECK(chi2 < 20.5);  // the 99.9 % point of chi-squared with 5 degrees of freedom
        CHECK(random.below(1) == 0);
        CHECK_THROWS_AS(static_cast<void>(random.below(0)), ContractError);
    }

    TEST_CASE("uniform and normal draws have their mean and variance") {
        Random random(3);
        double sum = 0, square = 0, uniform = 0;
        const int n = 200'000;
        for (int i = 0; i < n; ++i) {
            const double u = random.uniform();
            REQUIRE(u >= 0);
            REQUIRE(u < 1);
            uniform += u;
            const double z = random.normal();
            sum += z;
            square += z * z;
        }
        CHECK(std::abs(uniform / n - 0.5) < 0.003);
        CHECK(std::abs(sum / n) < 0.01);
        CHECK(std::abs(square / n - 1) < 0.015);
    }
}
