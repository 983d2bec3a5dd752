#include "libstats/stats/guttman.hpp"

#include "tests/unit/stats/item_cases.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace outcomes;
using base::Reason;
using stats::guttman_bounds;
using tests::moments_of_rows;
using tests::within;

TEST_SUITE("stats/guttman") {
    TEST_CASE("the bounds agree with the reference") {
        for (const tests::ItemCase& one : tests::item_cases()) {
            CAPTURE(one.id);
            tests::ReferenceCase reference(one.id);
            const auto got = guttman_bounds(one.moments);
            REQUIRE(got);
            const std::string path = one.path + ".guttman";
            reference.compare(path + ".lambda1_cov", got->lambda1);
            reference.compare(path + ".lambda2_cov", got->lambda2);
            reference.compare(path + ".lambda3_cov", stats::cronbach_alpha(one.moments)->alpha);
            reference.compare(path + ".lambda6_correlation", got->standardized->lambda6.value());
            reference.compare(path + ".lambda6_covariance", got->lambda6.value());
            reference.finish({path});
            tests::count_compared("guttman_bounds", reference.n_compared());
        }
    }

    TEST_CASE("lambda 2 is at least alpha, which is at least lambda 1") {
        const auto moments = moments_of_rows({1, 2, 3, 4, 4, 5, 2, 2, 1, 5, 3, 4, 3, 3, 3}, 3);
        const auto bounds = guttman_bounds(moments).value();
        const double alpha = stats::cronbach_alpha(moments)->alpha;
        CHECK(bounds.lambda1 < alpha);
        CHECK(alpha < bounds.lambda2);
    }

    TEST_CASE("two items of one spread: lambda 2 and 6 by hand") {
        // Variances 1 and 1, covariance 1/2: total 3, squared multiple correlation 1/4.
        const auto bounds = guttman_bounds(moments_of_rows({1, 1, 2, 3, 3, 2}, 2)).value();
        CHECK(within(bounds.lambda1, 1.0 / 3, 1e-15));
        CHECK(within(bounds.lambda2, 2.0 / 3, 1e-15));
        CHECK(within(bounds.lambda3, 2.0 / 3, 1e-15));
        CHECK(within(bounds.lambda5, 2.0 / 3, 1e-15));
        CHECK(within(bounds.standardized->lambda1, 1.0 / 3, 1e-14));
        CHECK(within(bounds.standardized->lambda2, 2.0 / 3, 1e-14));
        CHECK(within(bounds.standardized->lambda5, 2.0 / 3, 1e-14));
        CHECK(within(bounds.lambda6.value(), 0.5, 1e-14));
        CHECK(within(bounds.standardized->lambda6.value(), 0.5, 1e-14));
    }

    TEST_CASE("the standardized bounds do not depend on the units of an item, the others do") {
        const std::vector<std::int64_t> rows = {1, 2, 3, 4, 4, 5, 2, 2, 1, 5, 3, 4, 3, 3, 3};
        std::vector<std::int64_t> stretched = rows;
        for (std::size_t i = 0; i < rows.size(); i += 3) stretched[i] *= 7;
        const auto plain = guttman_bounds(moments_of_rows(rows, 3)).value();
        const auto other = guttman_bounds(moments_of_rows(stretched, 3)).value();
        CHECK(within(other.standardized->lambda1, plain.standardized->lambda1, 1e-14));
        CHECK(within(other.standardized->lambda2, plain.standardized->lambda2, 1e-14));
        CHECK(within(other.standardized->lambda5, plain.standardized->lambda5, 1e-14));
        CHECK(within(other.standardized->lambda6.value(), plain.standardized->lambda6.value(), 1e-12));
        const auto alpha = stats::cronbach_alpha(moments_of_rows(rows, 3)).value();
        CHECK(within(plain.standardized->lambda3, alpha.alpha_standardized.value(), 1e-14));
        CHECK(within(plain.lambda3, alpha.alpha, 1e-15));
        CHECK(std::abs(other.lambda1 - plain.lambda1) > 0.01);
    }

    TEST_CASE("lambda 5 is the best where one item goes with all others and these do not go together") {
        // Three signs that do not correlate, and their sum: covariances 0, and 1 with the sum.
        std::vector<std::int64_t> rows;
        for (int person = 0; person < 8; ++person) {
            std::int64_t sum = 0;
            for (int i = 0; i < 3; ++i) {
                rows.push_back(((person >> i) & 1) == 1 ? 1 : -1);
                sum += rows.back();
            }
            rows.push_back(sum);
        }
        // Variances 1, 1, 1, 3; total 12.
        const auto bounds = guttman_bounds(moments_of_rows(rows, 4)).value();
        CHECK(within(bounds.lambda1, 0.5, 1e-14));
        CHECK(within(bounds.lambda5, 0.5 + 2 * std::sqrt(3.0) / 12, 1e-14));
        CHECK(within(bounds.lambda2, 0.5 + std::sqrt(8.0) / 12, 1e-14));
        CHECK(bounds.lambda5 > bounds.lambda2);
    }

    TEST_CASE("poor data have reasons") {
        CHECK(guttman_bounds(moments_of_rows({1, 2, 3}, 1)).reason() == Reason::one_item);
        CHECK(guttman_bounds(moments_of_rows({1, 2, 3}, 3)).reason() == Reason::too_few);
        CHECK(guttman_bounds(moments_of_rows({1, 2, 2, 1, 3, 0}, 2)).reason() == Reason::no_variation);
        const auto constant_item = guttman_bounds(moments_of_rows({1, 2, 2, 2, 3, 2}, 2)).value();
        CHECK(constant_item.lambda2 == 0);
        CHECK(constant_item.lambda6.reason() == Reason::no_variation);
        CHECK(constant_item.standardized.reason() == Reason::no_variation);
        const auto repeated = guttman_bounds(moments_of_rows({1, 1, 2, 2, 5, 5}, 2)).value();
        CHECK(repeated.lambda6.reason() == Reason::redundant_items);
        CHECK(repeated.standardized->lambda6.reason() == Reason::redundant_items);
    }
}
