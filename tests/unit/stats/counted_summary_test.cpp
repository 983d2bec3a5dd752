#include "libstats/stats/counted_summary.hpp"

#include "libstats/base/random.hpp"
#include "libstats/stats/descriptives.hpp"
#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::summary_of;
using stats::ValueCount;
using tests::within;

namespace {

stats::CountedSummary summary_of_units(const std::vector<std::int64_t>& units, std::int64_t denominator = 1) {
    return summary_of(stats::value_counts(units), denominator).value();
}

}  // namespace

TEST_SUITE("stats/counted_summary") {
    TEST_CASE("a wave's scores agree with the reference") {
        for (const auto& [id, path, data] : tests::paired_subtrees()) {
            tests::ReferenceCase reference(id);
            for (const auto& [key, scores] : {std::pair(path + ".available_baseline", &data.all_baseline),
                                              std::pair(path + ".available_repeat", &data.all_repeat)}) {
                if (!reference.has(key + ".mean") || scores->units.empty()) continue;
                CAPTURE(id);
                const auto got = summary_of_units(scores->units, scores->denominator);
                reference.compare(key + ".n", static_cast<double>(got.n));
                reference.compare(key + ".mean", got.mean);
                reference.compare(key + ".sd", got.sd);
                reference.compare(key + ".median", got.median);
                reference.compare(key + ".min", got.min);
                reference.compare(key + ".max", got.max);
                reference.compare(key + ".q1_type7", got.q1);
                reference.compare(key + ".q3_type7", got.q3);
                if (!got.skewness) continue;
                if (tests::digits_lost(reference))
                    CHECK(within(*got.skewness, reference.at(key + ".skewness_type2").get<double>(), 1e-6));
                else
                    reference.compare(key + ".skewness_type2", got.skewness);
            }
            tests::count_compared("summary_of", reference.n_compared());
        }
    }

    TEST_CASE("counts say the same as the people one by one") {
        base::Random random(7);
        for (const std::size_t n : {1U, 2U, 3U, 4U, 5U, 50U, 333U}) {
            std::vector<std::int64_t> units;
            for (std::size_t i = 0; i < n; ++i)
                units.push_back(static_cast<std::int64_t>(random.below(12)) - 3);
            const auto got = summary_of_units(units, 4);
            const auto wanted = stats::describe(stats::GridView{units, 4}).value();
            CAPTURE(n);
            CHECK(within(got.mean, wanted.moments.mean, 1e-15));
            CHECK(got.sd.has_value() == wanted.moments.sd.has_value());
            if (got.sd) CHECK(within(*got.sd, *wanted.moments.sd, 1e-14));
            CHECK(within(got.q1, wanted.linear.q1, 1e-15));
            CHECK(within(got.median, wanted.median, 1e-15));
            CHECK(within(got.q3, wanted.linear.q3, 1e-15));
            CHECK(got.skewness.has_value() == wanted.skewness.has_value());
            if (got.skewness) CHECK(within(*got.skewness, wanted.skewness->type2, 1e-11));
        }
    }

    TEST_CASE("none, one, two, three and people who all say the same") {
        CHECK(summary_of({}).reason() == Reason::no_answers);
        const auto one = summary_of_units({5});
        CHECK(one.mean == 5);
        CHECK(one.median == 5);
        CHECK_FALSE(one.sd);
        CHECK_FALSE(one.skewness);
        const auto two = summary_of_units({1, 4});
        CHECK(two.median == 2.5);
        CHECK(two.q1 == 1.75);
        CHECK_FALSE(two.skewness);
        CHECK(summary_of_units({1, 2, 3}).skewness == 0);
        const auto same = summary_of_units({2, 2, 2, 2}, 3);
        CHECK(same.sd == 0);
        CHECK_FALSE(same.skewness);
        CHECK(same.mean == 2.0 / 3);
    }

    TEST_CASE("mistakes throw") {
        const std::vector<ValueCount> unsorted = {{2, 1}, {1, 1}}, empty_value = {{1, 0}};
        CHECK_THROWS_AS((void)summary_of(unsorted), ContractError);
        CHECK_THROWS_AS((void)summary_of(empty_value), ContractError);
        CHECK_THROWS_AS((void)summary_of({}, 0), ContractError);
    }
}
