#include "libstats/stats/survey_weights.hpp"

#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace outcomes;
using stats::weight_summary;
using tests::within;

using Weights = std::vector<double>;

TEST_SUITE("stats/survey_weights") {
    TEST_CASE("by hand: 3 rows of weight 1, 1, 2") {
        const auto got = weight_summary(Weights{1, 1, 2}).value();
        CHECK(got.n == 3);
        CHECK(got.sum == 4);
        CHECK(within(got.kish_deff, 1.125, 1e-15));  // 3 * 6 / 16
        CHECK(within(got.n_eff, 8.0 / 3, 1e-15));
        CHECK(within(got.cv2, 0.125, 1e-14));
    }

    TEST_CASE("equal weights cost nothing") {
        const auto got = weight_summary(Weights(7, 30.97)).value();
        CHECK(within(got.kish_deff, 1, 1e-15));
        CHECK(within(got.n_eff, 7, 1e-15));
        CHECK(got.cv2 < 1e-30);
    }

    TEST_CASE("the unit of the weights does not matter, nor does doubling the sample") {
        const auto got = weight_summary(Weights{1, 3, 8, 0.5}).value();
        const auto scaled = weight_summary(Weights{1024, 3072, 8192, 512}).value();
        CHECK(scaled.kish_deff == got.kish_deff);
        const auto twice = weight_summary(Weights{1, 1, 3, 3, 8, 8, 0.5, 0.5}).value();
        CHECK(within(twice.kish_deff, got.kish_deff, 1e-15));
        CHECK(within(twice.n_eff, 2 * got.n_eff, 1e-15));
    }

    TEST_CASE("a row of weight 0 counts as a row") {
        CHECK(within(weight_summary(Weights{1, 1, 0})->n_eff, 2, 1e-15));
        CHECK(within(weight_summary(Weights{1, 1, 0})->kish_deff, 1.5, 1e-15));
    }

    TEST_CASE("poor weights give a reason, wrong ones throw") {
        CHECK(weight_summary(Weights{}).reason() == base::Reason::no_answers);
        CHECK(weight_summary(Weights{0, 0}).reason() == base::Reason::no_answers);
        CHECK_THROWS_AS((void)weight_summary(Weights{1, -1}), base::ContractError);
        CHECK_THROWS_AS((void)weight_summary(Weights{1, NAN}), base::ContractError);
    }
}
