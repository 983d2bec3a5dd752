#include "libstats/analysis/verify.hpp"

#include "libstats/analysis/methods.hpp"
#include "libstats/analysis/verify_support.hpp"
#include "libstats/base/outcome.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace outcomes::analysis;

TEST_SUITE("analysis/verify") {
    TEST_CASE("every shipped example reaches its digits") {
        const auto rows = verify();
        CHECK(rows.size() >= 50);
        for (const VerifyRow& row : rows) {
            CAPTURE(row.example);
            CAPTURE(row.method);
            CAPTURE(row.statistic);
            CAPTURE(row.expected);
            CAPTURE(row.got);
            CHECK(row.passed());
            CHECK_FALSE(row.source.empty());
        }
    }

    TEST_CASE("NIST's nine univariate sets have 15 digits for mean and standard deviation") {
        std::set<std::string> sets;
        for (const VerifyRow& row : verify()) {
            if (!row.example.starts_with("NIST")) continue;
            sets.insert(row.example);
            CAPTURE(row.example);
            CAPTURE(row.statistic);
            CHECK(row.digits >= 14.95);
        }
        CHECK(sets.size() == 9);
    }

    TEST_CASE("digits are counted, not assumed") {
        CHECK(agreeing_digits(1.0, 1.0) == 15);
        CHECK(agreeing_digits(1.001, 1.0) == doctest::Approx(3));
        CHECK(agreeing_digits(2.0, 1.0) == 0);
        VerifyRows rows("e", "s");
        rows.add("paired_t", "t", "4.06213", 4.06219);
        CHECK_FALSE(rows.take().front().passed());
    }

    TEST_CASE("an example that is not numbers is refused") {
        CHECK_THROWS_AS(static_cast<void>(example_grid("1 2 x")), outcomes::base::ContractError);
        CHECK_THROWS_AS(static_cast<void>(example_pairs("1 2", "1")), outcomes::base::ContractError);
        CHECK(example_grid("0.5 2").units == std::vector<std::int64_t>{5, 20});
    }
}
