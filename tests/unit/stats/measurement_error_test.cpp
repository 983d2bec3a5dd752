#include "libstats/stats/measurement_error.hpp"

#include "libstats/stats/descriptives.hpp"
#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace outcomes;
using base::ContractError;
using stats::measurement_error;
using stats::measurement_error_of_differences;
using tests::within;

TEST_SUITE("stats/measurement_error") {
    TEST_CASE("both routes agree with the reference") {
        for (const auto& [id, path, data] : tests::paired_subtrees()) {
            tests::ReferenceCase reference(id);
            const std::string key = path + ".measurement_error";
            if (!reference.has(key + ".mdc95")) continue;
            CAPTURE(id);
            const auto pairs = stats::paired_moments(data.baseline.view(), data.repeat.view()).value();
            REQUIRE(pairs.r);
            const auto by_r = measurement_error(*pairs.baseline.sd, *pairs.r);
            const auto by_differences = measurement_error_of_differences(*pairs.difference.sd);
            if (*pairs.r == 1) {  // sqrt(1 - r) of the reference is rounding noise
                CHECK(by_r.sem == 0);
                reference.ignore(key);
                continue;
            }
            reference.compare(key + ".sem_baseline_sd_test_retest_r", by_r.sem);
            reference.compare(key + ".sdiff_jt", by_r.s_diff);
            reference.compare(key + ".mdc95", by_r.sdc95);
            reference.compare(key + ".sem_from_diff_sd", by_differences.sem);
            reference.compare(key + ".mdc95_from_diff_sd", by_differences.sdc95);
            reference.finish({key});
            tests::count_compared("measurement_error", reference.n_compared());
        }
    }

    TEST_CASE("worked by hand") {
        const auto error = measurement_error(10, 0.75);
        CHECK(error.sem == 5);
        CHECK(within(error.s_diff, std::sqrt(50.0), 1e-15));
        CHECK(within(error.sdc95, 1.96 * std::sqrt(50.0), 1e-15));
        CHECK(measurement_error(10, 1).sdc95 == 0);
        CHECK(measurement_error(0, 0.5).sem == 0);
        CHECK(measurement_error(10, 0).sem == 10);
        CHECK(measurement_error_of_differences(2).s_diff == 2);
        CHECK(within(measurement_error_of_differences(2).sem, std::sqrt(2.0), 1e-15));
    }

    TEST_CASE("a negative reliability makes the error larger than the SD, and mistakes throw") {
        CHECK(measurement_error(10, -0.44).sem == 12);
        CHECK_THROWS_AS((void)measurement_error(-1, 0.5), ContractError);
        CHECK_THROWS_AS((void)measurement_error(1, 1.5), ContractError);
        CHECK_THROWS_AS((void)measurement_error_of_differences(std::numeric_limits<double>::infinity()),
                        ContractError);
    }
}
