#include "libstats/stats/root.hpp"

#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>

using outcomes::base::ContractError;
using outcomes::stats::find_root;
using outcomes::tests::within;

TEST_SUITE("stats/root") {
    TEST_CASE("roots are found to the last bits") {
        struct Row {
            const char* why;
            double (*f)(double);
            double low;
            double high;
            double root;
        };
        const Row rows[] = {
            {"line", [](double x) { return 3 * x - 1; }, 0, 1, 1.0 / 3},
            {"falling", [](double x) { return 2 - x * x; }, 0, 2, std::sqrt(2.0)},
            {"flat at the root", [](double x) { return std::pow(x - 0.3, 3); }, 0, 1, 0.3},
            {"very steep", [](double x) { return std::exp(60 * x) - 2; }, -1, 1, std::log(2.0) / 60},
            {"tiny root", [](double x) { return x - 1e-200; }, -1, 1, 1e-200},
            {"a jump", [](double x) { return x < 0.7 ? -1.0 : 1.0; }, 0, 1, 0.7},
        };
        for (const Row& row : rows) {
            CAPTURE(row.why);

            CHECK(within(find_root(row.f, row.low, row.high), row.root, 1e-15));
            CHECK(within(find_root(row.f, row.high, row.low), row.root, 1e-15));
        }
    }

    TEST_CASE("an end that is a root is the answer") {
        const auto f = [](double x) { return x * (1 - x) * (2 - x); };
        CHECK(find_root(f, 0, 0.5) == 0);
        CHECK(find_root(f, 1.5, 2) == 2);
    }

    TEST_CASE("a smooth function needs few evaluations, and a hard one not many") {
        int evaluations = 0;
        const auto smooth = [&](double x) { return ++evaluations, std::cos(x) - x; };
        CHECK(within(find_root(smooth, 0, 1), 0.7390851332151607, 1e-15));
        CHECK(evaluations <= 15);
        evaluations = 0;
        const auto jump = [&](double x) { return ++evaluations, x < 1e-300 ? -1.0 : 1.0; };
        CHECK(find_root(jump, -1, 1) < 1e-100);
        CHECK(evaluations <= 510);
    }

    TEST_CASE("the same sign at both ends throws") {
        const auto f = [](double x) { return x * x + 1; };
        CHECK_THROWS_AS((void)find_root(f, -1, 1), ContractError);
    }
}
