#include "libstats/stats/rm_anova.hpp"

#include "libstats/stats/t_test.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/stats/occasion_cases.hpp"

#include <doctest/doctest.h>
#include <Eigen/LU>

#include <cmath>

namespace outcomes::stats {
namespace {

using base::Reason;
using tests::occasions;
using tests::random_occasions;
using tests::within;
using Units = tests::OccasionUnits;
using Matrix = Eigen::MatrixXd;

/// People by occasions.
Matrix matrix_of(const Units& units, std::size_t k) {
    Matrix x(static_cast<Eigen::Index>(units.size() / k), static_cast<Eigen::Index>(k));
    for (std::size_t i = 0; i < units.size(); ++i)
        x(static_cast<Eigen::Index>(i / k), static_cast<Eigen::Index>(i % k)) = static_cast<double>(units[i]);
    return x;
}

/// Covariances with every row and column centred on 0.
Matrix double_centred_covariance(const Matrix& x) {
    const Matrix centred = x.rowwise() - x.colwise().mean();
    Matrix s = centred.transpose() * centred / static_cast<double>(x.rows() - 1);
    const Eigen::VectorXd rows = s.rowwise().mean();
    s.colwise() -= rows;
    s.rowwise() -= rows.transpose();
    s.array() += rows.mean();
    return s;
}

}  // namespace

TEST_SUITE("stats/rm_anova") {
    TEST_CASE("by hand: three people on three occasions") {
        // Means of occasions 2 3 5 about 10/3, of people 2 3 5; errors from x = row + column - 10/3.
        const Units scores{1, 2, 3, 2, 2, 5, 3, 5, 7};
        const auto anova = rm_anova(occasions(scores, 3));
        REQUIRE(anova);
        CHECK(within(anova->ss_effect, 14, 1e-14));
        CHECK(within(anova->ss_people, 14, 1e-14));
        CHECK(within(anova->ss_error, 2, 1e-14));
        CHECK(within(anova->test.f, 14, 1e-14));
        CHECK(within(anova->partial_eta2, 14.0 / 16, 1e-14));
        CHECK(within(anova->generalized_eta2, 14.0 / 30, 1e-14));
        CHECK(within(anova->omega2, (14 - 2 * 0.5) / (30 + 7), 1e-14));
        CHECK(anova->corrected->epsilon_lower_bound == 0.5);
    }

    TEST_CASE("epsilon and Mauchly's W are those of the double-centred covariances") {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const std::size_t k = 3 + seed % 4;
            const Units scores = random_occasions(25, k, 9, seed);
            const auto anova = rm_anova(occasions(scores, k));
            REQUIRE(anova);
            const Matrix s = double_centred_covariance(matrix_of(scores, k));
            const double q = static_cast<double>(k) - 1;
            const double trace = s.trace();
            CHECK(within(anova->ss_error, 24 * trace, 1e-12));
            CHECK(within(anova->corrected->epsilon_gg, trace * trace / (q * s.squaredNorm()), 1e-12));
            // Filling the direction that all contrasts leave out makes the determinant that of the contrasts.
            const auto size = static_cast<Eigen::Index>(k);
            const double kd = static_cast<double>(k);
            const double det = (s + Matrix::Constant(size, size, 1 / kd)).determinant();
            CHECK(within(anova->mauchly->w, det / std::pow(trace / q, q), 1e-10));
            CHECK(anova->mauchly->p <= anova->mauchly->p_r * (1 + 1e-14));
        }
    }

    TEST_CASE("two occasions: F and T2 are the square of the paired t") {
        const Units scores{1, 4, 2, 2, 5, 9, 3, 4, 0, 6};
        const auto anova = rm_anova(occasions(scores, 2));
        const auto t = paired_t(*moments(GridView{.units = Units{3, 0, 4, 1, 6}, .denominator = 1}));
        CHECK(within(anova->test.f, t->statistic * t->statistic, 1e-13));
        CHECK(within(anova->test.p, t->p.two_sided, 1e-12));
        CHECK(within(anova->hotelling->t2, anova->test.f, 1e-13));
        CHECK(anova->corrected->epsilon_gg == 1);
        CHECK(anova->mauchly.reason() == Reason::not_applicable);
    }

    TEST_CASE("invariances") {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            constexpr std::size_t k = 4;
            const Units scores = random_occasions(13, k, 6, seed);
            const auto anova = rm_anova(occasions(scores, k));
            REQUIRE(anova);
            for (const Units& other :
                 {tests::people_rotated(scores, k), tests::occasions_reversed(scores, k),
                  tests::moved(scores, 1, 1'000'000'000'000), tests::moved(scores, -3, 5)}) {
                const auto again = rm_anova(occasions(other, k));
                CHECK(within(again->test.f, anova->test.f, 1e-12));
                CHECK(within(again->corrected->epsilon_gg, anova->corrected->epsilon_gg, 1e-12));
                CHECK(within(again->mauchly->w, anova->mauchly->w, 1e-11));
                CHECK(within(again->hotelling->t2, anova->hotelling->t2, 1e-11));
                CHECK(within(again->generalized_eta2, anova->generalized_eta2, 1e-12));
            }
            const auto fine = rm_anova(occasions(tests::moved(scores, 10, 0), k, 10));
            CHECK(within(fine->ss_error, anova->ss_error, 1e-13));
            const auto twice = rm_anova(occasions(tests::duplicated(scores), k));
            CHECK(within(twice->ss_effect, 2 * anova->ss_effect, 1e-13));
            CHECK(within(twice->partial_eta2, anova->partial_eta2, 1e-13));
        }
    }

    TEST_CASE("fewer people than occasions: no T2, no W; n = 2 has the least epsilon and no Huynh-Feldt") {
        const Units scores{1, 3, 2, 7, 2, 9, 4, 4};
        const auto anova = rm_anova(occasions(scores, 4));
        REQUIRE(anova);
        CHECK(anova->hotelling.reason() == Reason::too_few);
        CHECK(anova->mauchly.reason() == Reason::too_few);
        CHECK(within(anova->corrected->epsilon_gg, 1.0 / 3, 1e-12));
        CHECK(anova->corrected->epsilon_hf.reason() == Reason::not_applicable);
        CHECK(anova->corrected->hf.reason() == Reason::not_applicable);
    }

    TEST_CASE("an occasion that follows from others: no T2, no W, but F") {
        Units scores;
        for (const std::int64_t x : {1, 2, 4, 8, 9, 3}) scores.insert(scores.end(), {x, x + 2, x * x % 7});
        const auto anova = rm_anova(occasions(scores, 3));
        CHECK(anova->hotelling.reason() == Reason::redundant_items);
        CHECK(anova->mauchly.reason() == Reason::redundant_items);
        CHECK(within(anova->corrected->epsilon_gg, 0.5, 1e-12));
        CHECK(anova->test.p < 1);
    }

    TEST_CASE("all changed alike, nothing changed, nobody, one person, scores too far apart") {
        const Units alike{1, 2, 4, 5, 6, 8};
        const auto anova = rm_anova(occasions(alike, 3));
        CHECK(anova->ss_error == 0);
        CHECK(std::isinf(anova->test.f));
        CHECK(anova->corrected.reason() == Reason::no_variation);
        CHECK(anova->partial_eta2 == 1);
        CHECK(rm_anova(occasions(Units{4, 4, 2, 2}, 2)).reason() == Reason::no_change);
        CHECK(rm_anova(occasions({}, 2)).reason() == Reason::no_pairs);
        CHECK(rm_anova(occasions(Units{1, 2}, 2)).reason() == Reason::too_few);
        CHECK_THROWS_AS((void)rm_anova(occasions(Units{0, std::int64_t{1} << 61, 1, 1}, 2)),
                        base::ContractError);
    }
}

}  // namespace outcomes::stats
