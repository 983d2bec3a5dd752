#include "libstats/findings/disclosure_rules.hpp"

#include "libstats/base/outcome.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

using namespace outcomes::findings;

namespace {

const DisclosureRules internal = default_rules(Release::internal);
const DisclosureRules partner = default_rules(Release::partner);
const DisclosureRules open = default_rules(Release::public_release);

}  // namespace

TEST_SUITE("findings/disclosure_rules") {
    TEST_CASE("the three profiles") {
        CHECK_FALSE(internal.hides());
        CHECK(internal.threshold == 1);
        CHECK(partner.hides());
        CHECK(partner.threshold == 5);
        CHECK(partner.round == 1);
        CHECK_FALSE(partner.hides_zero);
        CHECK(open.hides());
        CHECK(open.threshold == 10);
        CHECK(open.round == 5);
        CHECK(open.hides_zero);
    }

    TEST_CASE("ids there and back") {
        for (const Release release : {Release::internal, Release::partner, Release::public_release})
            CHECK(release_from_id(release_id(release)) == release);
        CHECK(release_id(Release::public_release) == "public");
        CHECK_FALSE(release_from_id("everyone"));
        CHECK_FALSE(release_from_id(""));
    }

    TEST_CASE("what is too few") {
        struct Case {
            std::uint64_t people;
            bool by_internal, by_partner, by_public;
        };
        for (const Case& one :
             {Case{0, false, false, true}, Case{1, false, true, true}, Case{4, false, true, true},
              Case{5, false, false, true}, Case{9, false, false, true}, Case{10, false, false, false},
              Case{10'000, false, false, false}}) {
            CAPTURE(one.people);
            CHECK(internal.too_few(one.people) == one.by_internal);
            CHECK(partner.too_few(one.people) == one.by_partner);
            CHECK(open.too_few(one.people) == one.by_public);
        }
    }

    TEST_CASE("what a part leaves of a whole") {
        CHECK(open.leaves_few(20, 11));
        CHECK(open.leaves_few(20, 19));
        CHECK_FALSE(open.leaves_few(20, 10));
        CHECK_FALSE(open.leaves_few(20, 20));
        CHECK_FALSE(open.leaves_few(20, 21));
        CHECK(partner.leaves_few(20, 16));
        CHECK_FALSE(partner.leaves_few(20, 15));
        CHECK_FALSE(internal.leaves_few(20, 19));
    }

    TEST_CASE("people who differ from all others") {
        CHECK(open.nearly_none(0));
        CHECK(open.nearly_none(4));
        CHECK_FALSE(open.nearly_none(5));
        CHECK(partner.nearly_none(2));
        CHECK_FALSE(partner.nearly_none(3));
    }

    TEST_CASE("rounding of counts: nearest multiple, never further off than 2") {
        for (const auto& [people, shown] : {std::pair{10U, 10U},
                                            {11U, 10U},
                                            {12U, 10U},
                                            {13U, 15U},
                                            {17U, 15U},
                                            {18U, 20U},
                                            {402U, 400U},
                                            {403U, 405U}}) {
            CHECK(open.rounded(people) == shown);
            CHECK(partner.rounded(people) == people);
        }
        for (std::uint64_t n = 0; n < 1'000; ++n) {
            const std::uint64_t shown = open.rounded(n);
            CHECK(shown % 5 == 0);
            CHECK((shown > n ? shown - n : n - shown) <= 2);
            CHECK(open.rounded(shown) == shown);
        }
    }

    TEST_CASE("the stricter of two sets of rules") {
        const DisclosureRules both = stricter(partner, {Release::public_release, 3, 10, false});
        CHECK(both.release == Release::public_release);
        CHECK(both.threshold == 5);
        CHECK(both.round == 10);
        CHECK_FALSE(both.hides_zero);
        CHECK(stricter(internal, open).hides_zero);
        CHECK(stricter(open, internal).threshold == 10);
    }

    TEST_CASE("every output says who it is for") {
        CHECK(release_statement(internal) == "internal: not for release");
        CHECK(release_statement(partner) == "partner: for the named partner only; groups under 5 are hidden");
        CHECK(release_statement(open) ==
              "public: for release; groups under 10 are hidden, numbers of people are rounded to 5");
    }

    TEST_CASE("steps are 1, 2 or 5 times a power of ten, at least as large as asked") {
        struct Case {
            double size;
            double step;
        };
        for (const Case& one :
             {Case{1, 1}, Case{1.1, 2}, Case{2, 2}, Case{2.1, 5}, Case{5.1, 10}, Case{0.02, 0.02},
              Case{0.021, 0.05}, Case{0.06, 0.1}, Case{120, 200}, Case{3e-7, 5e-7}}) {
            CAPTURE(one.size);
            CHECK(outcomes::tests::within(step_of_at_least(one.size).size(), one.step, 1e-12));
        }
        for (double size = 1e-6; size < 1e6; size *= 1.37) {
            const double step = step_of_at_least(size).size();
            CHECK(step >= size * (1 - 1e-8));
            CHECK(step <= size * 2.5 * (1 + 1e-8));
        }
        for (const double wrong :
             {0.0, -1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
            CHECK_THROWS_AS(static_cast<void>(step_of_at_least(wrong)), outcomes::base::ContractError);
    }

    TEST_CASE("the nearest multiple is the decimal that is written so") {
        CHECK(step_of_at_least(0.1).nearest(0.30000000000000004) == 0.3);
        CHECK(step_of_at_least(0.2).nearest(3.29) == 3.2);
        CHECK(step_of_at_least(0.05).nearest(-2.33) == -2.35);
        CHECK(step_of_at_least(5).nearest(12.4) == 10);
        CHECK(step_of_at_least(20).nearest(51) == 60);
        CHECK_FALSE(std::signbit(step_of_at_least(1).nearest(-0.2)));
    }

    TEST_CASE("a step of a mean holds as many sums of scores as a rounded count holds numbers") {
        for (const double grid : {0.25, 1.0, 100.0}) {
            for (const std::uint64_t n : {10U, 11U, 37U, 60U, 500U, 9'999U})
                CHECK(step_of_mean(grid, n, 5).size() >= 5 * grid / static_cast<double>(n) * (1 - 1e-8));
        }
        CHECK(step_of_mean(1, 20, 5).size() == doctest::Approx(0.5));
        CHECK(step_of_mean(100, 50, 5).size() == doctest::Approx(10));
        CHECK(step_of_mean(1, 0, 5).size() == doctest::Approx(5));
    }

    TEST_CASE("limits move by less than a step when n moves within its rounding") {
        for (const std::uint64_t n : {12U, 40U, 300U}) {
            const auto people = static_cast<double>(n);
            const double sd = 1.3, half = 1.96 * sd / std::sqrt(people);
            const double step = step_of_limits(half, {1, -3}, n, 5).size();
            CHECK(std::abs(half - 1.96 * sd / std::sqrt(people + 2)) <= step);
            CHECK(std::abs(half - 1.96 * sd / std::sqrt(people - 2)) <= step);
        }
        CHECK(step_of_limits(0, {5, -1}, 20, 5).size() == doctest::Approx(0.5));
    }

    TEST_CASE("significant digits") {
        CHECK(to_digits(0.0367, 1) == 0.04);
        CHECK(to_digits(0.0367, 2) == 0.037);
        CHECK(to_digits(0.96, 1) == 1);
        CHECK(to_digits(-123.4, 2) == -120);
        CHECK(to_digits(0, 1) == 0);
        CHECK(to_digits(1e-9, 1) == 1e-9);
        CHECK_THROWS_AS(static_cast<void>(to_digits(1, 0)), outcomes::base::ContractError);
    }
}
