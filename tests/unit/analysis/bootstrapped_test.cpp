#include "libstats/analysis/bootstrapped.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace outcomes;
using namespace outcomes::analysis;

namespace {

/// Linked people only, whole scores.
Measure measure_of(std::vector<std::int64_t> from, std::vector<std::int64_t> to) {
    Measure measure;
    MeanData& data = measure.mean;
    data.pair_from.units = std::move(from);
    data.pair_to.units = std::move(to);
    for (std::size_t i = 0; i < data.pair_from.units.size(); ++i) {
        data.change.push_back(data.pair_to.units[i] - data.pair_from.units[i]);
        data.cluster_pair.push_back(static_cast<std::uint32_t>(i / 2));
    }
    data.all_from = data.pair_from;
    data.all_to = data.pair_to;
    data.moments_from = stats::moments(stats::GridView{data.all_from.units});
    data.moments_to = stats::moments(stats::GridView{data.all_to.units});
    data.pairs =
        stats::paired_moments(stats::GridView{data.pair_from.units}, stats::GridView{data.pair_to.units});
    return measure;
}

Measure fourteen() {
    return measure_of({10, 12, 13, 9, 15, 20, 11, 14, 16, 12, 10, 18, 13, 12},
                      {12, 12, 15, 11, 14, 21, 14, 15, 18, 12, 13, 19, 15, 11});
}

findings::Finding row_of(const char* method, BootstrapInterval interval, const Measure& measure) {
    return run_bootstrapped(*find_entry(method), interval, measure, 0.95).row;
}

}  // namespace

TEST_SUITE("analysis/bootstrapped") {
    TEST_CASE("the names of the intervals and back") {
        for (const char* name : {"percentile", "basic", "bca", "studentised"}) {
            REQUIRE(bootstrap_interval(name));
            CHECK(name_of(*bootstrap_interval(name)) == name);
        }
        CHECK_FALSE(bootstrap_interval("BCa"));
        CHECK_FALSE(bootstrap_interval(""));
    }

    TEST_CASE("the estimate is the method's, the interval holds it, and no p-value is left") {
        const Measure measure = fourteen();
        for (const char* method : {"paired_t", "hodges_lehmann", "improvement", "g_av_rms", "pearson_r"}) {
            const auto own = find_entry(method)->run(measure, 0.95).row;
            for (const auto interval :
                 {BootstrapInterval::percentile, BootstrapInterval::basic, BootstrapInterval::bca}) {
                const auto row = row_of(method, interval, measure);
                CAPTURE(method);
                CHECK(row.estimate == own.estimate);
                CHECK(row.estimate_type == own.estimate_type);
                CHECK_FALSE(row.p_value);
                CHECK_FALSE(row.effect);
                REQUIRE(row.conf_low);
                CHECK(*row.conf_low < *row.estimate);
                CHECK(*row.estimate < *row.conf_high);
                CHECK(row.policy.find("1999 draws of people") != std::string::npos);
            }
        }
    }

    TEST_CASE("the seed alone decides") {
        Measure measure = fourteen();
        const auto first = row_of("g_av_rms", BootstrapInterval::bca, measure);
        CHECK(row_of("g_av_rms", BootstrapInterval::bca, measure).conf_low == first.conf_low);
        measure.seed = 2;
        CHECK(row_of("g_av_rms", BootstrapInterval::bca, measure).conf_low != first.conf_low);
    }

    TEST_CASE("households are drawn whole") {
        // Both of a household change alike: there are seven changes, each twice.
        Measure measure = measure_of(std::vector<std::int64_t>(14, 10),
                                     {12, 12, 15, 15, 11, 11, 14, 14, 9, 9, 13, 13, 10, 10});
        const auto alone = row_of("paired_t", BootstrapInterval::percentile, measure);
        measure.has_households = true;
        const auto together = row_of("paired_t", BootstrapInterval::percentile, measure);
        CHECK(together.policy.find("households") != std::string::npos);
        CHECK(*together.conf_high - *together.conf_low > 1.2 * (*alone.conf_high - *alone.conf_low));
    }

    TEST_CASE("what cannot be drawn is said") {
        Measure empty;
        CHECK(row_of("paired_t", BootstrapInterval::bca, empty).reason == "no_pairs");
        CHECK(row_of("signed_rank", BootstrapInterval::bca, fourteen()).reason == "not_applicable");
        CHECK(row_of("welch_t", BootstrapInterval::bca, fourteen()).reason == "not_applicable");
        CHECK(row_of("hodges_lehmann", BootstrapInterval::studentised, fourteen()).reason ==
              "not_applicable");
        const Measure flat = measure_of({1, 2, 3}, {2, 3, 4});
        CHECK_FALSE(row_of("paired_t", BootstrapInterval::percentile, flat).reason.empty());
    }

    TEST_CASE("the studentised interval uses the method's standard error") {
        const auto row = row_of("paired_t", BootstrapInterval::studentised, fourteen());
        REQUIRE(row.conf_low);
        CHECK(*row.conf_low < *row.estimate);
        CHECK(*row.conf_high > *row.estimate);
    }
}
