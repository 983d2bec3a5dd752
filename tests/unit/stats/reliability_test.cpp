#include "libstats/stats/reliability.hpp"

#include "libstats/stats/split_half.hpp"
#include "tests/unit/stats/item_cases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace outcomes::stats {
namespace {

using tests::within;
void compare_reliability(const tests::ItemCase& one) {
    tests::ReferenceCase reference(one.id);
    const std::string& path = one.path;
    const auto got = cronbach_alpha(one.moments);
    REQUIRE(got);
    reference.compare(path + ".k", static_cast<double>(got->n_items));
    reference.compare(path + ".n_complete", static_cast<double>(got->n_persons));
    reference.compare(path + ".alpha_raw", got->alpha);
    reference.compare(path + ".alpha_feldt_ci.0", got->alpha_ci.low);
    reference.compare(path + ".alpha_feldt_ci.1", got->alpha_ci.high);
    reference.compare(path + ".alpha_standardized", got->alpha_standardized);
    reference.compare(path + ".average_interitem_r", got->average_correlation);
    reference.compare(path + ".sem_raw_alpha", got->std_error_of_measurement);
    reference.compare(path + ".total_mean", got->total_mean);
    reference.compare(path + ".total_sd", got->total_sd);
    // The other families have tests of their own; here it shows that none was forgotten.
    for (const char* key : {".n_rows", ".n_missing_cells", ".guttman", ".split_half_odd_even",
                            ".split_half_first_second", ".omega_ml", ".omega_minres", ".omega_cfa_raw",
                            ".items", ".psych_alpha", ".psych_alpha_pairwise_missing"})
        reference.ignore(path + key);
    reference.finish({path});
    tests::count_compared("cronbach_alpha", reference.n_compared());
}

}  // namespace

TEST_SUITE("stats/reliability") {
    TEST_CASE("alpha agrees with the reference") {
        for (const tests::ItemCase& one : tests::item_cases()) compare_reliability(one);
    }

    TEST_CASE("Feldt's interval of a printed alpha agrees with the reference") {
        for (const auto& id : tests::reference_ids({"alpha_ci"})) {
            tests::ReferenceCase reference(id);
            for (std::size_t i = 0; i < reference.at("alpha_ci").size(); ++i) {
                const std::string path = "alpha_ci." + std::to_string(i);
                const auto& row = reference.at(path);
                const Interval ci =
                    feldt_interval(row.at("alpha").get<double>(), row.at("k").get<std::size_t>(),
                                   row.at("n").get<std::int64_t>(), row.at("conf").get<double>());
                reference.compare(path + ".feldt_ci.0", ci.low);
                reference.compare(path + ".feldt_ci.1", ci.high);
                const AlphaTest test =
                    alpha_test(row.at("alpha").get<double>(), row.at("k").get<std::size_t>(),
                               row.at("n").get<std::int64_t>());
                reference.compare(path + ".F_vs_zero", test.f);
                reference.compare(path + ".p_vs_zero", test.p_value);
                reference.compare(path + ".spearman_brown_double",
                                  spearman_brown(row.at("alpha").get<double>()));
                for (const char* key : {".alpha", ".k", ".n", ".conf"}) reference.ignore(path + key);
            }
            reference.finish({"alpha_ci"});
            tests::count_compared("feldt_interval", reference.n_compared());
        }
    }

    TEST_CASE("small tables worked by hand") {
        struct Row {
            const char* why;
            std::vector<std::int64_t> rows;
            std::size_t n_items;
            double alpha;
        };
        const Row table[] = {
            {"the same item twice", {1, 1, 2, 2, 5, 5}, 2, 1},
            {"variances 1 and 1, total 3: 2 (1 - 2/3)", {1, 1, 2, 3, 3, 2}, 2, 2.0 / 3},
            {"unrelated items", {0, 0, 0, 1, 1, 0, 1, 1}, 2, 0},
            {"variances 1 and 1, total 1: 2 (1 - 2)", {1, 2, 2, 3, 3, 1, 3, 1, 1, 2, 2, 3}, 2, -2},
        };
        for (const Row& row : table) {
            CAPTURE(row.why);
            const auto got = cronbach_alpha(row.rows, row.n_items);
            REQUIRE(got);
            CHECK(got->alpha == doctest::Approx(row.alpha).epsilon(1e-14));
            CHECK(got->std_error_of_measurement == doctest::Approx(got->total_sd * std::sqrt(1 - row.alpha)));
        }
    }

    TEST_CASE("the standard error of alpha agrees with psych") {
        for (const tests::ItemCase& one : tests::item_cases()) {
            const tests::ReferenceCase reference(one.id);
            const auto got = cronbach_alpha(one.moments).value();
            const double wanted = reference.at(one.path + ".psych_alpha.ase_duhachek").get<double>();
            CHECK(within(got.alpha_std_error, wanted, 1e-12));
            CHECK(within(got.alpha_ci_normal.high - got.alpha_ci_normal.low, 2 * 1.959963984540054 * wanted,
                         1e-12));
        }
    }

    TEST_CASE("the standard error by hand: 2 (1 - c) / ((1 + c) sqrt(n)) for two items with correlation c") {
        // Variances 1 and 1, covariance 1/2, three persons.
        const auto half = cronbach_alpha(std::vector<std::int64_t>{1, 1, 2, 3, 3, 2}, 2).value();
        CHECK(within(half.alpha_std_error, 2.0 / 3 / std::sqrt(3.0), 1e-14));
        // The same item twice: alpha is 1 in every sample.
        const auto same = cronbach_alpha(std::vector<std::int64_t>{1, 1, 2, 2, 5, 5}, 2).value();
        CHECK(same.alpha_std_error < 1e-7);
    }

    TEST_CASE("alpha does not depend on the order of persons or items, on shifts or on the unit") {
        const std::vector<std::int64_t> rows = {1, 2, 3, 4, 4, 5, 2, 2, 1, 5, 3, 4, 3, 3, 3};
        const double alpha = cronbach_alpha(rows, 3)->alpha;
        const std::vector<std::int64_t> reversed(rows.rbegin(), rows.rend());
        CHECK(cronbach_alpha(reversed, 3)->alpha == alpha);
        std::vector<std::int64_t> shifted = rows;
        for (auto& x : shifted) x = 1000 * x + 77;
        CHECK(cronbach_alpha(shifted, 3, 1000)->alpha == alpha);
        CHECK(within(cronbach_alpha(shifted, 3, 1000)->total_sd, cronbach_alpha(rows, 3)->total_sd, 1e-15));
        CHECK(within(cronbach_alpha(rows, 3, 5)->total_mean, cronbach_alpha(rows, 3)->total_mean / 5, 1e-15));
    }

    TEST_CASE("answers far from 0 lose no digits") {
        const std::vector<std::int64_t> near = {1, 2, 4, 4, 2, 1, 5, 3, 3, 3};
        std::vector<std::int64_t> far = near;
        for (auto& x : far) x += 2'000'000'000;
        CHECK(cronbach_alpha(far, 2)->alpha == cronbach_alpha(near, 2)->alpha);
    }

    TEST_CASE("an item that never varies leaves alpha but no correlation") {
        const std::vector<std::int64_t> rows = {1, 3, 2, 2, 3, 1, 4, 3, 5};
        const auto got = cronbach_alpha(rows, 3);
        REQUIRE(got);
        CHECK(got->alpha < 1);
        const std::vector<std::int64_t> constant_item = {1, 3, 2, 3, 4, 3};
        REQUIRE(cronbach_alpha(constant_item, 2));
        CHECK(cronbach_alpha(constant_item, 2)->alpha == 0);
        CHECK(!cronbach_alpha(constant_item, 2)->alpha_standardized);
        CHECK(!cronbach_alpha(constant_item, 2)->average_correlation);
    }

    TEST_CASE("the interval holds alpha and grows with the level") {
        for (const double alpha : {-0.5, 0.0, 0.4, 0.9, 1.0}) {
            const Interval narrow = feldt_interval(alpha, 5, 30, 0.8),
                           wide = feldt_interval(alpha, 5, 30, 0.99);
            CHECK(wide.low <= narrow.low);
            CHECK(narrow.low <= alpha);
            CHECK(alpha <= narrow.high);
            CHECK(narrow.high <= wide.high);
            CHECK(wide.high <= 1);
        }
    }

    TEST_CASE("poor data have reasons and mistakes throw") {
        const std::vector<std::int64_t> rows = {1, 2, 3, 4};
        CHECK(cronbach_alpha(rows, 1).reason() == base::Reason::one_item);
        CHECK(cronbach_alpha(rows, 4).reason() == base::Reason::too_few);
        CHECK(cronbach_alpha({}, 4).reason() == base::Reason::too_few);
        const std::vector<std::int64_t> cancelling = {1, 2, 2, 1, 3, 0};
        CHECK(cronbach_alpha(cancelling, 2).reason() == base::Reason::no_variation);
        CHECK_THROWS_AS((void)cronbach_alpha(rows, 3), base::ContractError);
        CHECK_THROWS_AS((void)cronbach_alpha(rows, 0), base::ContractError);
        CHECK_THROWS_AS((void)cronbach_alpha(rows, 2, 0), base::ContractError);
        CHECK_THROWS_AS((void)cronbach_alpha(rows, 2, 1, 1), base::ContractError);
        CHECK_THROWS_AS((void)feldt_interval(0.5, 1, 10), base::ContractError);
        CHECK_THROWS_AS((void)feldt_interval(1.5, 3, 10), base::ContractError);
        CHECK_THROWS_AS((void)alpha_test(1, 3, 10), base::ContractError);
        CHECK_THROWS_AS((void)alpha_test(0.5, 1, 10), base::ContractError);
        ItemMoments items(2);
        const std::int64_t huge[] = {std::int64_t{1} << 40, 0};
        CHECK_THROWS_AS(items.add(huge), base::ContractError);
        CHECK(items.n_persons() == 0);
    }
}

}  // namespace outcomes::stats
