#include "libstats/stats/improvement.hpp"

#include "libstats/stats/distributions.hpp"
#include "libstats/stats/proportions.hpp"
#include "tests/unit/stats/rank_cases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace outcomes::stats {
namespace {

using base::ContractError;
using base::Reason;
using tests::ReferenceCase;
using tests::view;
using tests::within;
namespace vectors = tests::vectors;
using Values = std::vector<std::int64_t>;

Improvement run(const Values& d, double level = 0.95) {
    const auto result = improvement(view(d), level);
    REQUIRE(result);
    return *result;
}

/// `up` people at +1, `same` at 0, `down` at -1.
Values people(std::size_t up, std::size_t same, std::size_t down) {
    Values d(up, 1);
    d.insert(d.end(), same, 0);
    d.insert(d.end(), down, -1);
    return d;
}

/// One table of n people and its interval.
struct Table {
    std::int64_t up, same, down;
    Interval ci;
};

std::vector<Table> tables(std::int64_t n) {
    std::vector<Table> all;
    for (std::int64_t up = 0; up <= n; ++up) {
        for (std::int64_t down = 0; down <= n - up; ++down) {
            const Values d = people(static_cast<std::size_t>(up), static_cast<std::size_t>(n - up - down),
                                    static_cast<std::size_t>(down));
            all.push_back({up, n - up - down, down, run(d).ci});
        }
    }
    return all;
}

double log_power(std::int64_t count, double p) {
    return count == 0 ? 0 : static_cast<double>(count) * std::log(p);
}

/// The smallest coverage of the 95 % interval over shares of unchanged and improved people, by adding up the
/// multinomial probabilities of the tables whose interval holds the truth.
double least_coverage(std::int64_t n) {
    const auto all = tables(n);
    double least = 1;
    for (const double same : {0.0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.85, 0.95}) {
        for (int step = 0; step <= 98; ++step) {
            const double up = (1 - same) * (0.5 + 0.005 * step);
            const double down = 1 - same - up;
            const double truth = up + same / 2;
            double covered = 0;
            for (const Table& table : all) {
                if (same == 0 && table.same > 0) continue;
                if (table.ci.low > truth || truth > table.ci.high) continue;
                covered += std::exp(log_choose(n, table.up) + log_choose(n - table.up, table.down) +
                                    log_power(table.up, up) + log_power(table.down, down) +
                                    log_power(table.same, same));
            }
            least = std::min(least, covered);
        }
    }
    return least;
}

TEST_SUITE("stats/improvement") {
    TEST_CASE("every reference case") {
        std::size_t compared = 0;
        for (const auto& rank_case : tests::rank_cases()) {
            ReferenceCase reference(rank_case.id);
            const std::string path = rank_case.prefix + ".rank_effects";
            if (!reference.has(path)) continue;
            CAPTURE(path);
            const auto result = improvement(view(rank_case.differences));
            REQUIRE(result);
            reference.compare(path + ".ps_dependent", result->estimate);
            reference.compare(path + ".dominance_paired", result->dominance);
            reference.finish({path + ".ps_dependent", path + ".dominance_paired"});
            compared += reference.n_compared();
        }
        tests::count_compared("rank_effects, probability of improvement", compared);
    }

    TEST_CASE("it compares each person with herself") {
        CHECK(within(run(vectors::many_unchanged()).estimate, .6923077, 1e-7));  // pairs across people: .620
    }

    TEST_CASE("without unchanged people the interval is the exact one") {
        for (const std::size_t up : {0U, 1U, 7U, 19U, 20U}) {
            CAPTURE(up);
            const Improvement result = run(people(up, 0, 20 - up));
            const Interval exact =
                clopper_pearson_interval({.events = static_cast<std::int64_t>(up), .n = 20});
            CHECK(within(result.effective_n, 20, 1e-12));
            CHECK(within(result.ci.low, exact.low, 1e-9));
            CHECK(within(result.ci.high, exact.high, 1e-9));
        }
    }

    TEST_CASE("the interval is never a single point, even where all people did the same") {
        const Improvement up = run(people(12, 0, 0));
        CHECK(up.estimate == 1);
        CHECK(up.ci.high == 1);
        CHECK(within(up.ci.low, 0.7353515, 1e-6));  // 0.025^(1/12)
        const Improvement same = run(people(0, 12, 0));
        CHECK(same.estimate == 0.5);
        CHECK(same.ci.low < 0.4);
        CHECK(same.ci.high > 0.6);
        const Improvement one = run({1});
        CHECK(one.ci.low < 0.05);
        CHECK(one.ci.high == 1);
    }

    TEST_CASE("unchanged people make the estimate surer, swapping mirrors it, a lower level shortens it") {
        const Improvement coins = run(people(30, 0, 20));
        const Improvement halves = run(people(20, 20, 10));
        CHECK(halves.estimate == coins.estimate);
        CHECK(halves.ci.high - halves.ci.low < coins.ci.high - coins.ci.low);
        const Improvement swapped = run(people(10, 20, 20));
        CHECK(within(swapped.ci.low, 1 - halves.ci.high, 1e-9));
        CHECK(swapped.dominance == -halves.dominance);
        CHECK(within(halves.dominance_ci.low, 2 * halves.ci.low - 1, 1e-12));
        const Improvement narrow = run(people(20, 20, 10), 0.8);
        CHECK(narrow.ci.low > halves.ci.low);
        CHECK(narrow.ci.high < halves.ci.high);
    }

    TEST_CASE("coverage over all tables of 6 to 40 people is at least 94 %") {
        for (const std::int64_t n : {6, 12, 20, 40}) {
            CAPTURE(n);
            const double least = least_coverage(n);
            MESSAGE("least coverage with n = " << n << ": " << least);
            CHECK(least >= 0.94);
        }
    }

    TEST_CASE("poor data have a reason, a caller's mistake throws") {
        CHECK(improvement(view(Values{})).reason() == Reason::no_pairs);
        CHECK_THROWS_AS(static_cast<void>(improvement(view(Values{1}), 0)), ContractError);
        CHECK_THROWS_AS(static_cast<void>(improvement({.units = {}, .denominator = 0})), ContractError);
    }
}

}  // namespace
}  // namespace outcomes::stats
