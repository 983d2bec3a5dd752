#include "libstats/stats/proportion_pairs.hpp"

#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace outcomes::stats {
namespace {

using tests::within;

const std::vector<std::string> kinds_with_tables = {"paired_table", "paired", "paired_groups",
                                                    "longitudinal_groups"};

void compare_interval(tests::ReferenceCase& reference, const std::string& path, Interval ci) {
    reference.compare(path + ".0", ci.low);
    reference.compare(path + ".1", ci.high);
}

PairedTable table_at(const nlohmann::json& node) {
    return {node.at("a").get<std::int64_t>(), node.at("b").get<std::int64_t>(),
            node.at("c").get<std::int64_t>(), node.at("d").get<std::int64_t>()};
}

void compare_tests(tests::ReferenceCase& reference, const std::string& path, const PairedTable& table) {
    const auto test = mcnemar(table);
    REQUIRE(test);
    reference.compare(path + ".discordant", static_cast<double>(test->n_discordant));
    reference.compare(path + ".chi2", test->chi2);
    reference.compare(path + ".p", test->p_chi2);
    reference.compare(path + ".chi2_cc", test->chi2_corrected);
    reference.compare(path + ".p_cc", test->p_chi2_corrected);
    reference.compare(path + ".p_exact", test->exact.two_sided);
    reference.compare(path + ".p_mid", test->mid_p.two_sided);
    reference.compare(path + ".p_exact_less_b", test->exact.greater);
    reference.compare(path + ".p_exact_greater_b", test->exact.less);
    reference.compare(path + ".cohen_g", test->cohen_g);

    const auto odds = conditional_odds_ratio(table);
    REQUIRE(odds);
    reference.compare(path + ".odds_ratio_c_over_b", odds->estimate);
    compare_interval(reference, path + ".odds_ratio_ci_exact", odds->exact);
    compare_interval(reference, path + ".odds_ratio_ci_midp", odds->mid_p);
    compare_interval(reference, path + ".odds_ratio_ci_wilson", odds->wilson);
    REQUIRE(odds->wald.has_value() == reference.has(path + ".odds_ratio_ci_wald"));
    if (odds->wald) compare_interval(reference, path + ".odds_ratio_ci_wald", *odds->wald);
}

void compare_difference(tests::ReferenceCase& reference, const std::string& path, const PairedTable& table) {
    const auto got = paired_difference(table);
    REQUIRE(got);
    reference.compare(path + ".n", static_cast<double>(got->n));
    reference.compare(path + ".p_baseline", got->baseline);
    reference.compare(path + ".p_repeat", got->repeat);
    reference.compare(path + ".diff", got->estimate);
    const std::string ci = path + ".diff_ci.";
    compare_interval(reference, ci + "wald", got->wald);
    compare_interval(reference, ci + "wald_cc_edwards", got->wald_corrected);
    reference.compare(ci + "wald_se", got->wald_std_error);
    compare_interval(reference, ci + "bonett_price", got->bonett_price);
    compare_interval(reference, ci + "agresti_min", got->agresti_min);
    compare_interval(reference, ci + "newcombe_method8", got->newcombe_raw_phi);
    compare_interval(reference, ci + "newcombe_method10", got->newcombe);
    reference.compare(ci + "phi", got->phi);
    reference.compare(ci + "phi_corrected", got->phi_corrected);
    compare_interval(reference, ci + "tango", got->tango);
    compare_interval(reference, ci + "tango_90", paired_difference(table, 0.90)->tango);
}

void compare_ratio(tests::ReferenceCase& reference, const std::string& path, const PairedTable& table) {
    const auto ratio = paired_ratio(table);
    if (!reference.has(path)) {
        CHECK(ratio.reason() == base::Reason::not_applicable);
        return;
    }
    REQUIRE(ratio);
    reference.compare(path + ".rr", ratio->estimate);
    compare_interval(reference, path + ".ci_wald", ratio->wald);
}

void compare_table(tests::ReferenceCase& reference, const std::string& path) {
    const PairedTable table = table_at(reference.at(path));
    for (const char* key : {".a", ".b", ".c", ".d"}) reference.ignore(path + key);
    compare_tests(reference, path + ".mcnemar", table);
    compare_difference(reference, path, table);
    compare_ratio(reference, path + ".risk_ratio", table);
    reference.finish({path});
}

/// The net change of a square table of answers, rows the baseline.
void compare_moves(tests::ReferenceCase& reference, const std::string& table_path) {
    const auto& table = reference.at(table_path + ".table_rows_baseline");
    Moves moves;
    for (std::size_t row = 0; row < table.size(); ++row) {
        for (std::size_t column = 0; column < table.size(); ++column) {
            const auto people = table[row][column].get<std::int64_t>();
            (column > row ? moves.up : column < row ? moves.down : moves.same) += people;
        }
    }
    const auto net = net_share(moves);
    REQUIRE(net);
    const std::string path = table_path + ".marginal_homogeneity.net_change";
    const auto n = static_cast<double>(net->n);
    reference.compare(path + ".up", net->up * n);
    reference.compare(path + ".down", net->down * n);
    reference.compare(path + ".same", net->same * n);
    // The sign test of the moves is McNemar's test of a table with the same off-diagonal.
    const auto test = mcnemar({0, moves.down, moves.up, moves.same});
    reference.compare(path + ".sign_test_p", test ? std::optional(test->exact.two_sided) : std::nullopt);
    reference.finish({path});
}

Interval negated(Interval ci) {
    return {-ci.high, -ci.low};
}

void check_same(Interval got, Interval wanted, double rel = 1e-12) {
    CHECK(within(got.low, wanted.low, rel));
    CHECK(within(got.high, wanted.high, rel));
}

/// Calls `use` with all tables of up to `most` people.
void for_all_tables(std::int64_t most, const std::function<void(const PairedTable&)>& use) {
    for (std::int64_t a = 0; a <= most; ++a) {
        for (std::int64_t b = 0; a + b <= most; ++b) {
            for (std::int64_t c = 0; a + b + c <= most; ++c) {
                for (std::int64_t d = 0; a + b + c + d <= most; ++d) use({a, b, c, d});
            }
        }
    }
}

}  // namespace

TEST_SUITE("stats/proportion_pairs") {
    TEST_CASE("every paired 2 x 2 table of the reference is reproduced") {
        std::size_t n_tables = 0;
        for (const auto& id : tests::reference_ids(kinds_with_tables)) {
            tests::ReferenceCase reference(id);
            for (const char* path :
                 {"table.paired_2x2", "table.top_box.result", "paired.likert_table.paired_2x2",
                  "paired.likert_table.top_box.result"}) {
                if (!reference.has(path)) continue;
                compare_table(reference, path);
                ++n_tables;
            }
            tests::count_compared("proportion_pairs", reference.n_compared());
        }
        CHECK(n_tables >= 20);
    }

    TEST_CASE("counts of people who moved agree with the reference") {
        for (const auto& id : tests::reference_ids(kinds_with_tables)) {
            tests::ReferenceCase reference(id);
            for (const char* path : {"table", "paired.likert_table"}) {
                if (reference.has(path)) compare_moves(reference, path);
            }
            tests::count_compared("net_share", reference.n_compared());
        }
    }

    TEST_CASE("published intervals are reproduced to the printed digits") {
        // Fagerland, Lydersen & Laake 2014, airway hyper-responsiveness before and after transplantation: 1,
        // 1, 7, 12.
        const auto airway = paired_difference({1, 1, 7, 12});
        CHECK(airway->estimate == doctest::Approx(0.286).epsilon(0.002));
        CHECK(airway->bonett_price.low == doctest::Approx(0.01).epsilon(0.1));
        CHECK(airway->tango.low == doctest::Approx(0.026).epsilon(0.02));
        CHECK(airway->tango.high == doctest::Approx(0.517).epsilon(0.002));
        CHECK(airway->newcombe.low == doctest::Approx(0.019).epsilon(0.02));
        CHECK(airway->newcombe.high == doctest::Approx(0.507).epsilon(0.002));
        CHECK(outcomes::tests::within(mcnemar({1, 1, 7, 12})->mid_p.two_sided, 0.0391, 0.002));
    }

    TEST_CASE("swapping the waves negates the change and turns the odds over") {
        for_all_tables(6, [](const PairedTable& t) {
            if (t.both + t.baseline_only + t.repeat_only + t.neither == 0) return;
            const PairedTable swapped{t.both, t.repeat_only, t.baseline_only, t.neither};
            const auto forward = paired_difference(t), backward = paired_difference(swapped);
            CHECK(forward->estimate == -backward->estimate);
            check_same(forward->newcombe, negated(backward->newcombe));
            check_same(forward->tango, negated(backward->tango), 1e-10);
            check_same(forward->bonett_price, negated(backward->bonett_price));
            if (t.baseline_only + t.repeat_only == 0) return;
            CHECK(mcnemar(t)->exact.greater == mcnemar(swapped)->exact.less);
            CHECK(outcomes::tests::within(mcnemar(t)->mid_p.two_sided, mcnemar(swapped)->mid_p.two_sided,
                                          1e-12));
            const auto odds = conditional_odds_ratio(t), turned = conditional_odds_ratio(swapped);
            CHECK(within(odds->exact.low, 1 / turned->exact.high));
        });
    }

    TEST_CASE("intervals of the change hold it and stay possible") {
        for_all_tables(6, [](const PairedTable& t) {
            const auto got = paired_difference(t);
            if (!got) return;
            for (const Interval ci : {got->tango, got->newcombe, got->newcombe_raw_phi}) {
                CHECK(ci.low <= got->estimate + 1e-15);
                CHECK(ci.high >= got->estimate - 1e-15);
            }
            for (const Interval ci : {got->tango, got->newcombe}) {
                CHECK(ci.low >= -1 - 1e-15);
                CHECK(ci.high <= 1 + 1e-15);
            }
            for (const Interval ci : {got->tango, got->newcombe, got->bonett_price}) CHECK(ci.low < ci.high);
        });
    }

    TEST_CASE("p-values are probabilities and balanced moves are no evidence") {
        for_all_tables(6, [](const PairedTable& t) {
            const auto test = mcnemar(t);
            if (!test) return;
            for (const double p :
                 {test->exact.two_sided, test->mid_p.two_sided, test->p_chi2, test->p_chi2_corrected}) {
                CHECK(p > 0);
                CHECK(p <= 1);
            }
            CHECK(test->mid_p.two_sided <= test->exact.two_sided);
            CHECK(within(test->mid_p.less + test->mid_p.greater, 1));
            if (t.baseline_only == t.repeat_only) {
                CHECK(test->exact.two_sided == 1);
                CHECK(within(test->mid_p.two_sided, 1));
                CHECK(test->p_chi2_corrected == 1);
            }
        });
    }

    TEST_CASE("the 95 % Tango interval leaves out 0 exactly when McNemar's chi-squared exceeds z squared") {
        for_all_tables(14, [](const PairedTable& t) {
            if (t.both > 0 || t.baseline_only + t.repeat_only == 0) return;  // it depends on b, c and n only
            const Interval ci = *tango_interval({t.repeat_only, t.baseline_only, t.neither});
            const bool excluded = ci.low > 0 || ci.high < 0;
            CHECK(excluded == (mcnemar(t)->p_chi2 < 0.05));
        });
    }

    TEST_CASE("people who did not move do not change the test") {
        CHECK(mcnemar({0, 2, 9, 0})->exact.two_sided == mcnemar({50, 2, 9, 800})->exact.two_sided);
    }

    TEST_CASE("a table in which nobody moved has a change of 0 with an interval, but no test") {
        const PairedTable still{12, 0, 0, 8};
        CHECK(mcnemar(still).reason() == base::Reason::no_change);
        CHECK(conditional_odds_ratio(still).reason() == base::Reason::no_change);
        const double z2 = 1.959963984540054 * 1.959963984540054;
        const auto got = paired_difference(still);
        CHECK(got->estimate == 0);
        check_same(got->tango, {-z2 / (20 + z2), z2 / (20 + z2)});
        CHECK(got->bonett_price.low < 0);
        CHECK(paired_ratio(still)->estimate == 1);
    }

    TEST_CASE("one person, and all alike") {
        const auto one = paired_difference({0, 0, 1, 0});
        CHECK(one->estimate == 1);
        CHECK(one->tango.high == 1);
        CHECK(one->tango.low < 0.2);
        const auto alike = paired_difference({30, 0, 0, 0});
        CHECK(alike->estimate == 0);
        CHECK(alike->phi == 0);
        CHECK(alike->newcombe.low < 0);
        CHECK(alike->newcombe.high > 0);
    }

    TEST_CASE("the odds are infinite if nobody moved down, and 0 if nobody moved up") {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        const auto up = conditional_odds_ratio({3, 0, 5, 3});
        CHECK(up->estimate == infinity);
        CHECK(up->exact.high == infinity);
        CHECK(up->exact.low > 0);
        CHECK(!up->wald);
        const auto down = conditional_odds_ratio({3, 5, 0, 3});
        CHECK(down->estimate == 0);
        CHECK(down->exact.low == 0);
        CHECK(down->exact.high < infinity);
    }

    TEST_CASE("the net share is the change of a table with the same moves") {
        const auto net = net_share({11, 1, 8});
        CHECK(net->estimate == doctest::Approx(0.5));
        CHECK(net->up == doctest::Approx(0.55));
        CHECK(net->same == doctest::Approx(0.4));
        const auto table = paired_difference({3, 1, 11, 5});
        check_same(net->tango, table->tango);
        check_same(net->bonett_price, table->bonett_price);
    }

    TEST_CASE("the score test of the net share is the one that Tango's interval inverts") {
        for (const Moves& moves : {Moves{11, 1, 8}, Moves{7, 3, 10}, Moves{20, 35, 12}, Moves{5, 5, 1}}) {
            const auto net = net_share(moves);
            REQUIRE(net->score_p);
            const auto test = mcnemar({0, moves.down, moves.up, moves.same});
            CHECK(*net->score_p == doctest::Approx(test->p_chi2).epsilon(1e-12));
            if (*net->score_p == 1) continue;
            const Interval touching = net_share(moves, 1 - *net->score_p)->tango;
            CHECK(std::min(std::abs(touching.low), std::abs(touching.high)) < 1e-9);
        }
        CHECK_FALSE(net_share({0, 0, 8})->score_p);
    }

    TEST_CASE("no people and impossible counts") {
        CHECK(mcnemar({}).reason() == base::Reason::no_pairs);
        CHECK(conditional_odds_ratio({}).reason() == base::Reason::no_pairs);
        CHECK(paired_difference({}).reason() == base::Reason::no_pairs);
        CHECK(paired_ratio({}).reason() == base::Reason::no_pairs);
        CHECK(net_share({}).reason() == base::Reason::no_pairs);
        CHECK(tango_interval({}).reason() == base::Reason::no_pairs);
        CHECK(bonett_price_interval({}).reason() == base::Reason::no_pairs);
        CHECK(paired_ratio({0, 0, 4, 4}).reason() == base::Reason::not_applicable);
        CHECK_THROWS_AS((void)mcnemar({0, -1, 0, 5}), base::ContractError);
        CHECK_THROWS_AS((void)net_share({1, 2, -3}), base::ContractError);
        CHECK_THROWS_AS((void)tango_interval({1, 2, 3}, 1), base::ContractError);
        CHECK_THROWS_AS((void)paired_difference({1, 1, 1, 1}, 0), base::ContractError);
    }
}

}  // namespace outcomes::stats
