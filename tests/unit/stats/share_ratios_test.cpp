#include "libstats/stats/share_ratios.hpp"

#include "libstats/stats/share_tests.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace outcomes::stats {
namespace {

using tests::within;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Printed to `digits` decimals.
bool printed(Interval got, double low, double high, int digits) {
    const double slack = 0.5 * std::pow(10.0, -digits) * (1 + 1e-9);
    return std::abs(got.low - low) <= slack && std::abs(got.high - high) <= slack;
}

/// True if the interval of a ratio turned over is the other.
bool is_turned(Interval ci, Interval other) {
    const auto turned = [](double x) { return x == 0 ? infinity : 1 / x; };
    return within(ci.low, turned(other.high), 1e-12) &&
           (ci.high == turned(other.low) || within(ci.high, turned(other.low), 1e-12));
}

void for_all_tables(const std::function<void(Count, Count)>& use) {
    for (const std::int64_t n : {1, 2, 3, 8}) {
        for (const std::int64_t m : {1, 5, 12}) {
            for (std::int64_t x = 0; x <= n; ++x) {
                for (std::int64_t y = 0; y <= m; ++y) use({x, n}, {y, m});
            }
        }
    }
}

bool excludes_1(Interval ci) {
    return ci.low > 1 || ci.high < 1;
}

}  // namespace

TEST_SUITE("stats/share_ratios") {
    TEST_CASE("published: 36 of 40 against 16 of 80") {
        // Koopman 1984, Biometrics 40:513: 2.94 to 7.15.
        const auto ratio = relative_risk({16, 80}, {36, 40});
        CHECK(within(ratio->estimate, 4.5));
        CHECK(printed(ratio->koopman, 2.94, 7.15, 2));
    }

    TEST_CASE("published: the examples of Fagerland, Lydersen and Laake") {
        // 2017, Statistical Analysis of Contingency Tables, chapter 4; more digits from their programs.
        const auto risk = relative_risk({1, 34}, {7, 34});
        CHECK(within(risk->estimate, 7));
        CHECK(printed(risk->koopman, 1.2209, 42.5757, 4));
        CHECK(printed(risk->miettinen_nurminen, 1.2086, 43.0330, 4));
        CHECK(printed(*risk->wald, 0.9096, 53.8695, 4));
        const auto odds = odds_ratio({4, 14}, {9, 13});
        CHECK(within(odds->estimate, 5.625));
        CHECK(printed(odds->miettinen_nurminen, 1.0934, 28.9419, 4));
        const auto none = odds_ratio({15, 72}, {0, 16});
        CHECK(none->estimate == 0);
        CHECK(printed(none->score, 0, 0.9532, 4));
        CHECK(!none->wald);
        CHECK(printed(conditional_two_by_two({1, 4}, {3, 4})->mid_p, 0.3101, 308.5568, 4));
    }

    TEST_CASE("published: conditional odds ratios of Fisher's tea and twins") {
        // Agresti 1990, Categorical Data Analysis, p. 61, and Fisher 1962, as R prints them, to about four
        // digits. The limit is the root of 20 (16 t^3 + t^4) = 1 + 16 t + 36 t^2 + 16 t^3 + t^4.
        CHECK(within(conditional_two_by_two({1, 4}, {3, 4})->estimate, 6.408309, 3e-6));
        CHECK(within(conditional_two_by_two({1, 4}, {3, 4}, 0.9)->exact.low, 0.313573767504985, 1e-12));
        CHECK(within(conditional_two_by_two({10, 13}, {2, 17})->estimate, 0.04693661, 2e-6));
        CHECK(within(conditional_two_by_two({10, 13}, {2, 17}, 0.9)->exact.high, 0.2849601, 2e-5));
    }

    TEST_CASE("by hand: the conditional likelihood of 1 of 1 and 1 of 2") {
        // x2 = 1 or 2 with weights C(1,1) C(2,1) r and C(1,0) C(2,2) r^2: P(1) = 2 / (2 + r).
        const auto result = conditional_two_by_two({1, 1}, {1, 2});
        CHECK(result->estimate == 0);
        CHECK(result->exact.low == 0);
        CHECK(within(result->exact.high, 2 / 0.025 - 2, 1e-11));
        CHECK(within(result->mid_p.high, 1 / 0.025 - 2, 1e-11));
    }

    TEST_CASE("the interval leaves out 1 exactly when its test rejects") {
        for_all_tables([](Count one, Count other) {
            const auto test = two_share_test(one, other);
            if (!test) return;
            const auto risk = relative_risk(one, other);
            const auto odds = odds_ratio(one, other);
            CHECK(excludes_1(risk->koopman) == (test->p < 0.05));
            CHECK(excludes_1(odds->score) == (test->p < 0.05));
            CHECK(excludes_1(risk->miettinen_nurminen) == (test->p_n_minus_1 < 0.05));
            CHECK(excludes_1(odds->miettinen_nurminen) == (test->p_n_minus_1 < 0.05));
            const auto exact = conditional_two_by_two(one, other);
            const auto fisher = fisher_test(one, other);
            CHECK(excludes_1(exact->exact) == (fisher->doubled < 0.05));
            CHECK(excludes_1(exact->mid_p) == (fisher->mid_p_doubled < 0.05));
        });
    }

    TEST_CASE("swapping the waves turns every ratio over") {
        for_all_tables([](Count one, Count other) {
            const auto risk = relative_risk(one, other), risk_turned = relative_risk(other, one);
            REQUIRE(risk.has_value() == risk_turned.has_value());
            if (risk) {
                CHECK(is_turned(risk->koopman, risk_turned->koopman));
                CHECK(is_turned(risk->miettinen_nurminen, risk_turned->miettinen_nurminen));
                if (risk->wald) CHECK(is_turned(*risk->wald, *risk_turned->wald));
            }
            const auto odds = odds_ratio(one, other), odds_turned = odds_ratio(other, one);
            if (!odds) return;
            CHECK(is_turned(odds->score, odds_turned->score));
            if (odds->wald) CHECK(is_turned(*odds->wald, *odds_turned->wald));
            const auto exact = conditional_two_by_two(one, other);
            const auto exact_turned = conditional_two_by_two(other, one);
            CHECK(is_turned(exact->exact, exact_turned->exact));
            CHECK(is_turned(exact->mid_p, exact_turned->mid_p));
        });
    }

    TEST_CASE("odds ratios turn over when the other answer is coded as the event") {
        for_all_tables([](Count one, Count other) {
            const auto odds = odds_ratio(one, other);
            if (!odds) return;
            const auto coded = odds_ratio({one.n - one.events, one.n}, {other.n - other.events, other.n});
            CHECK(is_turned(odds->score, coded->score));
            CHECK(is_turned(odds->miettinen_nurminen, coded->miettinen_nurminen));
        });
    }

    TEST_CASE("every interval holds its estimate and grows with the level") {
        for_all_tables([](Count one, Count other) {
            const auto odds = odds_ratio(one, other), wide = odds_ratio(one, other, 0.99);
            if (!odds) return;
            CHECK(odds->score.low <= odds->estimate);
            CHECK(odds->score.high >= odds->estimate);
            CHECK(wide->score.low <= odds->score.low);
            CHECK(wide->score.high >= odds->score.high);
            const auto exact = conditional_two_by_two(one, other);
            CHECK(exact->exact.low <= exact->mid_p.low);
            CHECK(exact->exact.high >= exact->mid_p.high);
            CHECK(exact->mid_p.low <= exact->estimate);
            CHECK(exact->mid_p.high >= exact->estimate);
        });
    }

    TEST_CASE("everybody in both groups: the limits of the score interval in closed form") {
        // The likeliest shares are 1 and r for r < 1, so that z^2 = n (1 - r) / r.
        const double z2 = 1.959963984540054 * 1.959963984540054;
        const auto all = relative_risk({9, 9}, {14, 14});
        CHECK(all->estimate == 1);
        CHECK(within(all->koopman.low, 14 / (14 + z2), 1e-12));
        CHECK(within(all->koopman.high, (9 + z2) / 9, 1e-12));
    }

    TEST_CASE("many people in no time: the exact interval of a million") {
        const auto big = conditional_two_by_two({400'000, 1'000'000}, {402'000, 1'000'000});
        const auto wald = odds_ratio({400'000, 1'000'000}, {402'000, 1'000'000})->wald;
        CHECK(within(big->mid_p.low, wald->low, 1e-4));
        CHECK(within(big->mid_p.high, wald->high, 1e-4));
    }

    TEST_CASE("no events, nothing but events, empty groups and callers' mistakes") {
        CHECK(relative_risk({0, 4}, {0, 5}).reason() == base::Reason::not_applicable);
        CHECK(relative_risk({0, 4}, {2, 5})->estimate == infinity);
        CHECK(relative_risk({0, 4}, {2, 5})->koopman.high == infinity);
        CHECK(relative_risk({0, 4}, {2, 5})->koopman.low > 0);
        CHECK(!relative_risk({0, 4}, {2, 5})->wald);
        CHECK(relative_risk({2, 4}, {0, 5})->koopman.low == 0);
        CHECK(odds_ratio({0, 4}, {0, 5}).reason() == base::Reason::no_variation);
        CHECK(odds_ratio({4, 4}, {5, 5}).reason() == base::Reason::no_variation);
        CHECK(conditional_two_by_two({4, 4}, {5, 5}).reason() == base::Reason::no_variation);
        CHECK(odds_ratio({0, 4}, {5, 5})->estimate == infinity);
        CHECK(odds_ratio({4, 4}, {0, 5})->estimate == 0);
        for (const Count empty : {Count{0, 0}}) {
            CHECK(relative_risk(empty, {1, 2}).reason() == base::Reason::no_answers);
            CHECK(odds_ratio({1, 2}, empty).reason() == base::Reason::no_answers);
            CHECK(conditional_two_by_two(empty, empty).reason() == base::Reason::no_answers);
        }
        CHECK_THROWS_AS((void)relative_risk({3, 2}, {1, 2}), base::ContractError);
        CHECK_THROWS_AS((void)odds_ratio({1, 2}, {1, 2}, 1), base::ContractError);
        CHECK_THROWS_AS((void)conditional_two_by_two({1, 2}, {-1, 2}), base::ContractError);
    }
}

}  // namespace outcomes::stats
