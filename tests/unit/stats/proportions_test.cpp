#include "libstats/stats/proportions.hpp"

#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

namespace outcomes::stats {
namespace {

using tests::within;

Count count_at(const nlohmann::json& row, const char* events, const char* n) {
    return {row.at(events).get<std::int64_t>(), row.at(n).get<std::int64_t>()};
}

void compare_interval(tests::ReferenceCase& reference, const std::string& path, Interval ci) {
    reference.compare(path + ".0", ci.low);
    reference.compare(path + ".1", ci.high);
}

void check_same(Interval got, Interval wanted, double rel = 1e-12) {
    CHECK(within(got.low, wanted.low, rel));
    CHECK(within(got.high, wanted.high, rel));
}

Interval mirrored(Interval ci) {
    return {1 - ci.high, 1 - ci.low};
}
Interval negated(Interval ci) {
    return {-ci.high, -ci.low};
}

}  // namespace

TEST_SUITE("stats/proportions") {
    TEST_CASE("intervals of one proportion agree with the reference") {
        for (const auto& id : tests::reference_ids({"prop"})) {
            tests::ReferenceCase reference(id);
            for (std::size_t i = 0; i < reference.at("prop").size(); ++i) {
                const std::string path = "prop." + std::to_string(i);
                const Count count = count_at(reference.at(path), "x", "n");
                reference.compare(path + ".p", proportion(count)->estimate);
                compare_interval(reference, path + ".wilson", proportion(count)->ci);
                compare_interval(reference, path + ".wilson_cc", wilson_interval_corrected(count));
                compare_interval(reference, path + ".clopper_pearson", clopper_pearson_interval(count));
                compare_interval(reference, path + ".midp", mid_p_interval(count));
                // The mapping compares the others.
                for (const char* key : {"x", "n", "wald", "agresti_coull", "jeffreys", "logit_wald"}) {
                    reference.ignore(path + "." + key);
                }
            }
            reference.finish({"prop"});
            tests::count_compared("proportion", reference.n_compared());
        }
    }

    TEST_CASE("differences of independent proportions agree with the reference") {
        for (const auto& id : tests::reference_ids({"prop2"})) {
            tests::ReferenceCase reference(id);
            for (std::size_t i = 0; i < reference.at("prop2").size(); ++i) {
                const std::string path = "prop2." + std::to_string(i);
                const auto& row = reference.at(path);
                // The reference takes the first group minus the second.
                const auto got = proportion_difference(count_at(row, "x2", "n2"), count_at(row, "x1", "n1"));
                REQUIRE(got);
                reference.compare(path + ".diff", got->estimate);
                compare_interval(reference, path + ".newcombe10", got->newcombe);
                compare_interval(reference, path + ".newcombe11_cc", got->newcombe_corrected);
                compare_interval(reference, path + ".miettinen_nurminen", got->miettinen_nurminen);
                compare_interval(reference, path + ".mee", got->mee);
                for (const char* key :
                     {"x1", "n1", "x2", "n2", "wald", "wald_cc", "agresti_caffo", "z_pooled", "chi2_pearson",
                      "p_pearson", "fisher_p", "cohen_h", "odds_ratio"}) {
                    reference.ignore(path + "." + key);
                }
            }
            reference.finish({"prop2"});
            tests::count_compared("proportion_difference", reference.n_compared());
        }
    }

    TEST_CASE("a published share has the published limits") {
        const Count count{211, 1488};  // Wilson .12500 to .16045, exact .12446 to .16057
        CHECK(within(wilson_interval(count).low, 0.12500, 1e-4));
        CHECK(within(wilson_interval(count).high, 0.16045, 1e-4));
        CHECK(within(clopper_pearson_interval(count).low, 0.12446, 1e-4));
        CHECK(within(clopper_pearson_interval(count).high, 0.16057, 1e-4));
    }

    TEST_CASE("nobody and everybody reach the edge exactly") {
        for (const auto interval : {wilson_interval, wilson_interval_corrected, clopper_pearson_interval,
                                    mid_p_interval, jeffreys_interval}) {
            CHECK(interval({0, 20}, 0.95).low == 0);
            CHECK(interval({20, 20}, 0.95).high == 1);
            CHECK(interval({0, 20}, 0.95).high < 0.3);
            CHECK(interval({1, 1}, 0.5).low > 0);
        }
        CHECK(within(mid_p_interval({0, 20}).high, 1 - std::pow(0.05, 1.0 / 20), 1e-12));  // closed form
    }

    TEST_CASE("counting the other answer mirrors an interval") {
        for (const auto interval :
             {wilson_interval, wilson_interval_corrected, clopper_pearson_interval, mid_p_interval,
              jeffreys_interval, agresti_coull_interval, wald_interval}) {
            for (const std::int64_t x : {0, 1, 3, 8, 13})
                check_same(interval({x, 13}, 0.9), mirrored(interval({13 - x, 13}, 0.9)));
        }
    }

    TEST_CASE("intervals for other programs: by hand, and where they have no answer") {
        const double z = 1.959963984540054;
        check_same(wald_interval({5, 10}), {0.5 - z * std::sqrt(0.025), 0.5 + z * std::sqrt(0.025)});
        CHECK(wald_interval({0, 10}).high == 0);
        CHECK(agresti_coull_interval({0, 10}).low < 0);
        const double factor = std::exp(z * std::sqrt(0.5));
        check_same(*logit_interval({4, 8}), {1 / (1 + factor), factor / (1 + factor)});
        CHECK(logit_interval({0, 8}).reason() == base::Reason::no_variation);
        CHECK(logit_interval({8, 8}).reason() == base::Reason::no_variation);
        // Agresti-Caffo of 0 of 1 and 1 of 1: shares of 1/3 and 2/3 among 3 each.
        const auto tiny = proportion_difference({0, 1}, {1, 1});
        check_same(tiny->agresti_caffo,
                   {1.0 / 3 - z * std::sqrt(4.0 / 27), 1.0 / 3 + z * std::sqrt(4.0 / 27)});
        check_same(tiny->wald, {1, 1});
        check_same(tiny->wald_corrected, {0, 2});
    }

    TEST_CASE("an interval holds its estimate and grows with the level") {
        for (const std::int64_t x : {0, 1, 5, 9, 10}) {
            const Interval narrow = wilson_interval({x, 10}, 0.8), wide = wilson_interval({x, 10}, 0.99);
            const double p = static_cast<double>(x) / 10;
            CHECK(narrow.low <= p);
            CHECK(p <= narrow.high);
            CHECK(wide.low <= narrow.low);
            CHECK(narrow.high <= wide.high);
        }
    }

    TEST_CASE("swapping the waves negates the difference and its intervals") {
        for (std::int64_t x = 0; x <= 7; ++x) {
            for (std::int64_t y = 0; y <= 5; ++y) {
                CAPTURE(x);
                CAPTURE(y);
                const auto forward = proportion_difference({x, 7}, {y, 5});
                const auto backward = proportion_difference({y, 5}, {x, 7});
                CHECK(forward->estimate == -backward->estimate);
                check_same(forward->newcombe, negated(backward->newcombe));
                check_same(forward->miettinen_nurminen, negated(backward->miettinen_nurminen), 1e-10);
                for (const Interval ci : {forward->newcombe, forward->newcombe_corrected, forward->mee,
                                          forward->miettinen_nurminen}) {
                    CHECK(ci.low <= forward->estimate);
                    CHECK(ci.high >= forward->estimate);
                    CHECK(ci.low >= -1 - 1e-15);
                    CHECK(ci.high <= 1 + 1e-15);
                }
            }
        }
    }

    TEST_CASE("empty groups have no share, and mistakes throw") {
        CHECK(proportion({0, 0}).reason() == base::Reason::no_answers);
        CHECK(proportion_difference({0, 0}, {1, 2}).reason() == base::Reason::no_answers);
        CHECK(proportion_difference({1, 2}, {0, 0}).reason() == base::Reason::no_answers);
        CHECK_THROWS_AS((void)wilson_interval({0, 0}), base::ContractError);
        CHECK_THROWS_AS((void)proportion({3, 2}), base::ContractError);
        CHECK_THROWS_AS((void)proportion({-1, 2}), base::ContractError);
        CHECK_THROWS_AS((void)proportion({1, 2}, 1), base::ContractError);
        CHECK_THROWS_AS((void)proportion_difference({1, 2}, {1, 2}, 0), base::ContractError);
    }
}

}  // namespace outcomes::stats
