#include "libstats/stats/overlap_ranks.hpp"

#include "libstats/stats/overlap_proportions.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/stats/two_sample_data.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::overlap_rank_t;
using stats::overlap_superiority;
using stats::overlap_z;
using stats::OverlapForm;
using stats::OverlapScores;
using tests::UnitVector;
using tests::within;

namespace {

/// Scores by who gave them, owned.
struct Sample {
    UnitVector only_baseline;
    UnitVector only_repeat;
    UnitVector paired_baseline;
    UnitVector paired_repeat;

    [[nodiscard]] OverlapScores scores() const {
        return {{only_baseline, 1}, {only_repeat, 1}, {paired_baseline, 1}, {paired_repeat, 1}};
    }
    [[nodiscard]] Sample swapped() const {
        return {only_repeat, only_baseline, paired_repeat, paired_baseline};
    }
};

/// Derrick, Toher & White (2017), The Quantitative Methods for Psychology 13:120, example.
const Sample derrick = {{20, 21, 16, 18, 14, 12, 14, 17},
                        {10, 16, 18, 16, 15, 14, 13, 10},
                        {14, 15, 18, 20, 11, 19, 14, 15},
                        {15, 10, 15, 17, 13, 19, 12, 13}};

/// The example of Derrick, Dobson-Mckittrick, Toher & White (2015): 15 pairs, 9 and 6 people once.
const stats::OverlapCounts shares = {.both_yes = 8,
                                     .yes_to_no = 1,
                                     .no_to_yes = 3,
                                     .both_no = 3,
                                     .only_baseline = {5, 9},
                                     .only_repeat = {6, 6}};

}  // namespace

TEST_SUITE("stats/overlap_ranks") {
    TEST_CASE("the t test of ranks by hand") {
        // Once 1 | 5, pairs (2, 3), (3, 7), (4, 4): ranks 1 | 7, (2, 3.5), (3.5, 8), (5.5, 5.5).
        const Sample s{{1}, {5}, {2, 3, 4}, {3, 7, 4}};
        const UnitVector baseline = {2, 4, 7, 11};
        const UnitVector repeat = {14, 7, 16, 11};
        const UnitVector a = {4, 7, 11};
        const UnitVector b = {7, 16, 11};
        const auto wanted =
            stats::overlap_t(stats::moments(stats::GridView{baseline, 2}).value(),
                             stats::moments(stats::GridView{repeat, 2}).value(),
                             stats::paired_moments(stats::GridView{a, 2}, stats::GridView{b, 2}).value())
                .value();
        const auto got = overlap_rank_t(s.scores()).value();
        CHECK(got.form == OverlapForm::overlapping);
        CHECK(got.n_pairs == 3);
        CHECK(got.test.estimate == 3);
        CHECK(got.test.statistic == wanted.test.statistic);
        CHECK(got.test.df == wanted.test.df);
        // The mean ranks' difference over n1 + n2 is the distance of the superiority from 1/2.
        CHECK(within(overlap_superiority(s.scores())->estimate, 0.5 + 3.0 / 8, 1e-15));
    }

    TEST_CASE("without pairs the superiority is the Brunner-Munzel test, exactly") {
        const Sample s{derrick.only_baseline, derrick.only_repeat, {}, {}};
        const auto got = overlap_superiority(s.scores()).value();
        const auto wanted = stats::brunner_munzel({s.only_baseline, 1}, {s.only_repeat, 1}).value();
        CHECK(got.form == OverlapForm::independent);
        CHECK(got.estimate == wanted.estimate);
        CHECK(got.std_error == wanted.std_error);
        CHECK(got.test->df == wanted.test->df);
        CHECK(got.test->p.two_sided == wanted.test->p.two_sided);
        CHECK(overlap_rank_t(s.scores())->form == OverlapForm::independent);
    }

    TEST_CASE("one pair alone is taken as two people") {
        const Sample s{{1, 4, 6}, {2, 5, 9}, {3}, {7}};
        const auto got = overlap_superiority(s.scores()).value();
        CHECK(got.form == OverlapForm::independent);
        CHECK(got.n_pairs == 1);
        const UnitVector first = {1, 4, 6, 3};
        const UnitVector second = {2, 5, 9, 7};
        CHECK(got.std_error == stats::brunner_munzel({first, 1}, {second, 1})->std_error);
    }

    TEST_CASE("with everyone in both waves it is the t test of the comparisons") {
        const Sample s{{}, {}, derrick.paired_baseline, derrick.paired_repeat};
        const auto got = overlap_superiority(s.scores()).value();
        const std::size_t n = s.paired_baseline.size();
        // a_i + b_i by comparing everyone with everyone.
        std::vector<double> sums;
        for (std::size_t i = 0; i < n; ++i) {
            double sum = 0;
            for (std::size_t j = 0; j < n; ++j) {
                const auto sign = [](std::int64_t x, std::int64_t y) { return (y > x) - (y < x); };
                sum += sign(s.paired_baseline[i], s.paired_repeat[j]) +
                       sign(s.paired_baseline[j], s.paired_repeat[i]);
            }
            sums.push_back(sum / static_cast<double>(n));
        }
        const auto moments = stats::moments(sums).value();
        CHECK(got.form == OverlapForm::paired);
        CHECK(within(got.estimate - 0.5, moments.mean / 4, 1e-13));
        CHECK(within(got.std_error, *moments.sd / 2 / std::sqrt(static_cast<double>(n)), 1e-13));
        CHECK(got.test->df == 7);
        CHECK(overlap_rank_t(s.scores())->form == OverlapForm::paired);
        CHECK(overlap_rank_t(s.scores())->test.df == 7);
    }

    TEST_CASE("swapping the waves turns both over; the unit does not matter") {
        const auto test = overlap_rank_t(derrick.scores()).value();
        const auto swapped = overlap_rank_t(derrick.swapped().scores()).value();
        CHECK(within(swapped.test.statistic, -test.test.statistic, 1e-13));
        CHECK(within(swapped.test.df, test.test.df, 1e-13));
        const auto one = overlap_superiority(derrick.scores()).value();
        const auto other = overlap_superiority(derrick.swapped().scores()).value();
        CHECK(within(other.estimate, 1 - one.estimate, 1e-14));
        CHECK(within(other.std_error, one.std_error, 1e-13));
        CHECK(one.estimate < 0.5);  // the example's second sample is lower
        Sample wide = derrick;
        for (UnitVector* units :
             {&wide.only_baseline, &wide.only_repeat, &wide.paired_baseline, &wide.paired_repeat}) {
            for (std::int64_t& x : *units) x = 3 * x + 1000;
        }
        CHECK(overlap_superiority(wide.scores())->std_error == one.std_error);
        CHECK(overlap_rank_t(wide.scores())->test.statistic == test.test.statistic);
    }

    TEST_CASE("poor data and mistakes") {
        const Sample separated{{1, 2}, {8, 9}, {3, 4}, {10, 11}};
        CHECK(overlap_superiority(separated.scores())->estimate == 1);
        CHECK_FALSE(overlap_superiority(separated.scores())->test);
        const Sample equal{{5, 5}, {5}, {5, 5}, {5, 5}};
        CHECK(overlap_rank_t(equal.scores()).reason() == Reason::no_variation);
        CHECK_FALSE(overlap_superiority(equal.scores())->test);
        const Sample empty{{}, {1, 2}, {}, {}};
        CHECK(overlap_superiority(empty.scores()).reason() == Reason::too_few);
        CHECK(overlap_rank_t(empty.scores()).reason() == Reason::too_few);
        const Sample unequal{{1}, {2}, {3, 4}, {5}};
        CHECK_THROWS_AS((void)overlap_rank_t(unequal.scores()), ContractError);
        CHECK_THROWS_AS((void)overlap_superiority(derrick.scores(), 0), ContractError);
        OverlapScores other_grid = derrick.scores();
        other_grid.only_repeat.denominator = 2;
        CHECK_THROWS_AS((void)overlap_superiority(other_grid), ContractError);
    }
}

TEST_SUITE("stats/overlap_proportions") {
    TEST_CASE("the published example") {
        const auto got = overlap_z(shares).value();
        CHECK(std::abs(got.p.two_sided - 0.053) < 5e-4);
        CHECK(within(got.baseline, 14.0 / 24, 1e-15));
        CHECK(within(got.repeat, 17.0 / 21, 1e-15));
        CHECK(got.form == OverlapForm::overlapping);
        CHECK(got.n_pairs == 15);
        // By hand: phi = (24 - 3) / sqrt(9 * 6 * 11 * 4), p = 31 / 45.
        const double phi = 21 / std::sqrt(9.0 * 6 * 11 * 4);
        CHECK(within(got.phi, phi, 1e-14));
        const double spread = 31.0 / 45 * 14 / 45;
        const double error = std::sqrt(spread * (1.0 / 24 + 1.0 / 21 - 2 * phi * 15 / (24.0 * 21)));
        CHECK(within(got.z, (17.0 / 21 - 14.0 / 24) / error, 1e-13));
        const double s1 = 14.0 * 10 / 576;
        const double s2 = 17.0 * 4 / 441;
        const double unpooled =
            std::sqrt(s1 / 24 + s2 / 21 - 2 * phi * std::sqrt(s1 * s2) * 15 / (24.0 * 21));
        CHECK(within(got.std_error, unpooled, 1e-13));
        CHECK(within(got.ci.high - got.ci.low, 2 * 1.959963984540054 * unpooled, 1e-13));
    }

    TEST_CASE("without pairs: z of two independent shares") {
        const auto got = overlap_z({.only_baseline = {7, 20}, .only_repeat = {15, 25}}).value();
        const double pooled = 22.0 / 45 * 23 / 45;
        CHECK(got.form == OverlapForm::independent);
        CHECK(got.phi == 0);
        CHECK(within(got.z, 0.25 / std::sqrt(pooled * (1.0 / 20 + 1.0 / 25)), 1e-13));
        CHECK(within(got.std_error, std::sqrt(.35 * .65 / 20 + .6 * .4 / 25), 1e-13));
    }

    TEST_CASE("with everyone in both waves: Wald's standard error of pairs") {
        const auto got = overlap_z({.both_yes = 12, .yes_to_no = 3, .no_to_yes = 9, .both_no = 16}).value();
        CHECK(got.form == OverlapForm::paired);
        CHECK(within(got.estimate, 6.0 / 40, 1e-15));
        CHECK(within(got.std_error, std::sqrt(12 - 36.0 / 40) / 40, 1e-13));
        // McNemar's z is 6 / sqrt(12); the pooled variance is not quite the same.
        CHECK(std::abs(got.z - 6 / std::sqrt(12.0)) < 0.06);
    }

    TEST_CASE("swapping the waves, or yes and no, turns the sign") {
        const auto plain = overlap_z(shares).value();
        const auto waves = overlap_z({.both_yes = 8,
                                      .yes_to_no = 3,
                                      .no_to_yes = 1,
                                      .both_no = 3,
                                      .only_baseline = {6, 6},
                                      .only_repeat = {5, 9}})
                               .value();
        const auto coding = overlap_z({.both_yes = 3,
                                       .yes_to_no = 3,
                                       .no_to_yes = 1,
                                       .both_no = 8,
                                       .only_baseline = {4, 9},
                                       .only_repeat = {0, 6}})
                                .value();
        for (const auto& other : {waves, coding}) {
            CHECK(within(other.z, -plain.z, 1e-13));
            CHECK(within(other.ci.low, -plain.ci.high, 1e-13));
            CHECK(within(other.p.greater, plain.p.less, 1e-12));
        }
    }

    TEST_CASE("poor data and mistakes") {
        CHECK(overlap_z({}).reason() == Reason::no_answers);
        CHECK(overlap_z({.only_baseline = {1, 2}}).reason() == Reason::no_answers);
        CHECK(overlap_z({.both_yes = 5, .only_repeat = {3, 3}}).reason() == Reason::no_variation);
        // Everyone answered twice, and alike.
        CHECK(overlap_z({.both_yes = 5, .both_no = 7}).reason() == Reason::no_variation);
        CHECK(overlap_z({.both_yes = 5, .both_no = 7, .only_repeat = {0, 1}}).has_value());
        const auto opposite = overlap_z({.only_baseline = {0, 4}, .only_repeat = {6, 6}}).value();
        CHECK(opposite.estimate == 1);
        CHECK(opposite.std_error == 0);
        CHECK(opposite.ci.low == 1);
        CHECK_THROWS_AS((void)overlap_z({.both_yes = -1}), ContractError);
        CHECK_THROWS_AS((void)overlap_z({.only_baseline = {3, 2}}), ContractError);
        CHECK_THROWS_AS((void)overlap_z(shares, 1), ContractError);
    }
}
