#include "libstats/stats/simultaneous.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/random.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/multiplicity.hpp"
#include "libstats/stats/t_test.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace outcomes::stats {
namespace {

using tests::within;
using P = std::vector<std::optional<double>>;

bool leaves_out_0(double estimate, double level) {
    const Interval ci = t_inference(estimate, 1, 20, level).ci;
    return ci.low > 0 || ci.high < 0;
}

}  // namespace

TEST_SUITE("stats/simultaneous") {
    TEST_CASE("levels, by hand") {
        CHECK(within(bonferroni_level(10), 0.995, 1e-15));
        CHECK(within(sidak_level(2, 0.9025), 0.95, 1e-15));
        CHECK(bonferroni_level(1, 0.9) == 0.9);
        CHECK(sidak_level(7) < bonferroni_level(7));
        // Sorted limits .0125 .025 .0375 .05: three of four are selected.
        const FcrSelection chosen = fcr_selection(P{0.03, 0.9, std::nullopt, 0.001, 0.02});
        CHECK(chosen.selected == std::vector<bool>{true, false, false, true, true});
        CHECK(chosen.n_tests == 4);
        CHECK(chosen.n_selected == 3);
        CHECK(within(*chosen.level, 1 - 3 * 0.05 / 4, 1e-15));
        const FcrSelection any = fcr_selection(P{0.03, 0.9, 0.001, 0.02}, 0.95, Dependence::any);
        CHECK(any.n_selected == 1);
        CHECK(within(*any.level, 1 - 0.05 / 4 / (1 + 1.0 / 2 + 1.0 / 3 + 1.0 / 4), 1e-15));
    }

    TEST_CASE("an interval leaves out 0 exactly when its adjusted p-value says so") {
        base::Random random(41);
        for (int repeat = 0; repeat < 50; ++repeat) {
            std::vector<double> estimates;
            P p;
            for (int i = 0; i < 12; ++i) {
                estimates.push_back(3 * random.normal());
                p.push_back(t_inference(estimates.back(), 1, 20).p.two_sided);
            }
            const auto bonferroni = adjust(p, Adjustment::bonferroni);
            const auto sidak = adjust(p, Adjustment::sidak);
            const FcrSelection chosen = fcr_selection(p);
            for (std::size_t i = 0; i < p.size(); ++i) {
                CHECK(leaves_out_0(estimates[i], bonferroni_level(12)) == (*bonferroni[i] <= 0.05));
                CHECK(leaves_out_0(estimates[i], sidak_level(12)) == (*sidak[i] <= 0.05));
                if (chosen.selected[i]) CHECK(leaves_out_0(estimates[i], *chosen.level));
            }
            CHECK(chosen.n_selected == n_rejected(adjust(p, Adjustment::benjamini_hochberg)));
        }
    }

    TEST_CASE("among selected intervals few miss; unadjusted ones miss far too often") {
        base::Random random(2005);
        constexpr int repeats = 4000, m = 20;
        double missed = 0, missed_unadjusted = 0;
        for (int repeat = 0; repeat < repeats; ++repeat) {
            std::vector<double> estimates;
            P p;
            const auto truth = [](std::size_t i) { return i < 4 ? 2.0 : 0.0; };
            for (std::size_t i = 0; i < m; ++i) {
                estimates.push_back(truth(i) + random.normal());
                p.push_back(normal_two_sided_p(estimates.back()));
            }
            const FcrSelection chosen = fcr_selection(p);
            if (chosen.n_selected == 0) continue;
            const double z = normal_quantile(0.5 + *chosen.level / 2);
            double far = 0, far_unadjusted = 0;
            for (std::size_t i = 0; i < m; ++i) {
                if (!chosen.selected[i]) continue;
                far += std::abs(estimates[i] - truth(i)) > z ? 1 : 0;
                far_unadjusted += std::abs(estimates[i] - truth(i)) > 1.96 ? 1 : 0;
            }
            missed += far / static_cast<double>(chosen.n_selected);
            missed_unadjusted += far_unadjusted / static_cast<double>(chosen.n_selected);
        }
        CHECK(missed / repeats < 0.05 + 3 * 0.0035);
        CHECK(missed_unadjusted / repeats > 0.08);
    }

    TEST_CASE("nothing selected, nothing there, and calls that make no sense") {
        CHECK_FALSE(fcr_selection(P{0.4, 0.9}).level);
        CHECK(fcr_selection(P{}).n_tests == 0);
        CHECK_FALSE(fcr_selection(P{std::nullopt}).selected[0]);
        CHECK_THROWS_AS((void)fcr_selection(P{1.5}), base::ContractError);
        CHECK_THROWS_AS((void)fcr_selection(P{0.5}, 1), base::ContractError);
        CHECK_THROWS_AS((void)bonferroni_level(0), base::ContractError);
        CHECK_THROWS_AS((void)sidak_level(3, 0), base::ContractError);
    }
}

}  // namespace outcomes::stats
