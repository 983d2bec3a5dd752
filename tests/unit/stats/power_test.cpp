#include "libstats/stats/power.hpp"

#include "libstats/stats/distributions.hpp"
#include "libstats/stats/proportion_pairs.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

namespace outcomes::stats {
namespace {

using base::Reason;
using tests::within;

constexpr std::array all_sides{Sides::two_sided, Sides::two_sided_one_tail, Sides::one_sided};

/// Power of the four tests as the sum over all tables of n people, with the tests of the library.
McNemarPower enumerated(const McNemarPlan& plan, std::int64_t n) {
    McNemarPower power;
    for (std::int64_t lost = 0; lost <= n; ++lost) {
        for (std::int64_t gained = 0; lost + gained <= n; ++gained) {
            const auto test = mcnemar({0, lost, gained, n - lost - gained});
            if (!test) continue;
            const double probability =
                std::exp(log_choose(n, lost + gained) + log_choose(lost + gained, lost)) *
                std::pow(plan.lost, lost) * std::pow(plan.gained, gained) *
                std::pow(1 - plan.lost - plan.gained, n - lost - gained);
            if (test->exact.two_sided <= plan.alpha) power.exact += probability;
            if (test->mid_p.two_sided <= plan.alpha) power.mid_p += probability;
            if (test->p_chi2 <= plan.alpha) power.chi2 += probability;
            if (test->p_chi2_corrected <= plan.alpha) power.corrected += probability;
        }
    }
    return power;
}

}  // namespace

TEST_SUITE("stats/power") {
    TEST_CASE("published: pairs for a medium change") {
        // As G*Power 3 prints (Faul, Erdfelder, Lang & Buchner 2007, Behavior Research Methods 39:175): dz
        // 0.5 at alpha .05 and power .80 takes 34 pairs two-sided, 27 one-sided; dz 0.2 takes 199, dz 0.8
        // takes 15.
        CHECK(pairs_for_power({.dz = 0.5}, 0.8)->whole == 34);
        CHECK(pairs_for_power({.dz = 0.5, .sides = Sides::one_sided}, 0.8)->whole == 27);
        CHECK(pairs_for_power({.dz = 0.2}, 0.8)->whole == 199);
        CHECK(pairs_for_power({.dz = 0.8}, 0.8)->whole == 15);
    }

    TEST_CASE("pairs, change and power invert each other") {
        for (const Sides sides : all_sides) {
            for (const double dz : {0.02, 0.3, 1.1}) {
                PairedTPlan plan{.dz = dz, .alpha = 0.01, .sides = sides};
                const auto needed = pairs_for_power(plan, 0.9);
                REQUIRE(needed);
                plan.n = needed->n;
                CHECK(within(paired_t_power(plan), 0.9, 1e-10));
                CHECK(within(*detectable_dz(plan, 0.9), dz, 1e-9));
                plan.n = static_cast<double>(needed->whole);
                CHECK(paired_t_power(plan) >= 0.9);
                plan.n -= 1;
                CHECK(paired_t_power(plan) < 0.9);
            }
        }
    }

    TEST_CASE("without a change the power is the level; a fall mirrors a rise") {
        CHECK(within(paired_t_power({.dz = 0, .n = 12}), 0.05, 1e-11));
        CHECK(within(paired_t_power({.dz = 0, .n = 12, .sides = Sides::one_sided}), 0.05, 1e-11));
        CHECK(within(paired_t_power({.dz = 0, .n = 12, .sides = Sides::two_sided_one_tail}), 0.025, 1e-11));
        CHECK(paired_t_power({.dz = -0.4, .n = 20}) == paired_t_power({.dz = 0.4, .n = 20}));
        CHECK(paired_t_power({.dz = -0.4, .n = 20, .sides = Sides::one_sided}) < 0.01);
    }

    TEST_CASE("nothing reaches it, or two pairs do") {
        CHECK(pairs_for_power({.dz = 0}, 0.8).reason() == Reason::not_applicable);
        CHECK(pairs_for_power({.dz = -1, .sides = Sides::one_sided}, 0.8).reason() == Reason::not_applicable);
        CHECK(pairs_for_power({.dz = 0.3}, 0.05).reason() == Reason::not_applicable);
        CHECK(pairs_for_power({.dz = 1e-9}, 0.8).reason() == Reason::not_affordable);
        CHECK(pairs_for_power({.dz = 100}, 0.8)->whole == 2);
        CHECK(detectable_dz({.n = 10}, 0.04).reason() == Reason::not_applicable);
        CHECK(pairs_for_power({.dz = -0.5}, 0.8)->whole == 34);
    }

    TEST_CASE("Connor's formulas, by hand") {
        // Shares .2 and .1: D = .3, d = .1, D - d^2 = .29.
        const McNemarPlan plan{.lost = 0.2, .gained = 0.1};
        const double z = normal_quantile(0.975);
        CHECK(within(*mcnemar_power_normal(plan, 100), normal_cdf((1 - z * std::sqrt(0.3)) / std::sqrt(0.29)),
                     1e-12));
        const auto needed = mcnemar_pairs_normal(plan, 0.8);
        CHECK(within(*mcnemar_power_normal(plan, needed->n), 0.8, 1e-12));
        CHECK(within(mcnemar_pairs_normal({.lost = 0.1, .gained = 0.2}, 0.8)->n, needed->n, 1e-14));
        CHECK(mcnemar_pairs_normal({.lost = 0.1, .gained = 0.1}, 0.8).reason() == Reason::not_applicable);
        CHECK(mcnemar_power_normal({}, 10).reason() == Reason::no_change);
        CHECK(mcnemar_power_normal({.lost = 1, .gained = 0}, 10).reason() == Reason::no_variation);
    }

    TEST_CASE("the exact power is the sum over all tables") {
        for (const double lost : {0.05, 0.3, 0.6}) {
            for (const std::int64_t n : {1, 5, 12, 31}) {
                for (const double alpha : {0.05, 0.01, 0.3}) {
                    const McNemarPlan plan{.lost = lost, .gained = 0.35, .alpha = alpha};
                    const McNemarPower got = mcnemar_power(plan, n), wanted = enumerated(plan, n);
                    CAPTURE(n);
                    CHECK(std::abs(got.exact - wanted.exact) <= 1e-12 * wanted.exact);
                    CHECK(std::abs(got.mid_p - wanted.mid_p) <= 1e-12 * wanted.mid_p);
                    CHECK(std::abs(got.chi2 - wanted.chi2) <= 1e-12 * wanted.chi2);
                    CHECK(std::abs(got.corrected - wanted.corrected) <= 1e-12 * wanted.corrected);
                }
            }
        }
    }

    TEST_CASE("the exact test keeps its level, the directions are alike, nobody moves") {
        for (const std::int64_t n : {10, 40, 200}) {
            CHECK(mcnemar_power({.lost = 0.2, .gained = 0.2}, n).exact <= 0.05);
            const McNemarPower up = mcnemar_power({.lost = 0.1, .gained = 0.3}, n);
            const McNemarPower down = mcnemar_power({.lost = 0.3, .gained = 0.1}, n);
            CHECK(within(up.mid_p, down.mid_p, 1e-12));
            CHECK(up.exact <= up.mid_p);
            CHECK(up.corrected <= up.chi2);
        }
        CHECK(mcnemar_power({}, 50).chi2 == 0);
        CHECK(within(mcnemar_power({.lost = 0, .gained = 1}, 6).exact, 1, 1e-14));  // 2 / 64 <= .05
        CHECK(mcnemar_power({.lost = 0, .gained = 1}, 5).exact == 0);               // 2 / 32 > .05
        CHECK(within(mcnemar_power({.lost = 0, .gained = 1, .alpha = 0.0625}, 5).exact, 1, 1e-14));
    }

    TEST_CASE("a caller's mistake throws") {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        CHECK_THROWS_AS((void)paired_t_power({.dz = nan, .n = 9}), base::ContractError);
        CHECK_THROWS_AS((void)paired_t_power({.dz = 1, .n = 1}), base::ContractError);
        CHECK_THROWS_AS((void)paired_t_power({.dz = 1, .n = 9, .alpha = 1}), base::ContractError);
        CHECK_THROWS_AS((void)pairs_for_power({.dz = 1}, 1), base::ContractError);
        CHECK_THROWS_AS((void)mcnemar_power({.lost = 0.7, .gained = 0.4}, 9), base::ContractError);
        CHECK_THROWS_AS((void)mcnemar_power({.lost = -0.1, .gained = 0.4}, 9), base::ContractError);
        CHECK_THROWS_AS((void)mcnemar_power({.lost = 0.1}, 0), base::ContractError);
        CHECK_THROWS_AS((void)mcnemar_pairs_normal({.lost = 0.1}, 0), base::ContractError);
    }
}

}  // namespace outcomes::stats
