#include "libstats/stats/omega.hpp"

#include "libstats/base/random.hpp"
#include "tests/unit/stats/item_cases.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace outcomes;
using base::Reason;
using stats::one_factor_minres;
using stats::one_factor_ml;
using tests::moments_of_rows;
using tests::within;

namespace {

void compare_list(tests::ReferenceCase& reference, const std::string& path,
                  const std::vector<double>& values) {
    REQUIRE(reference.at(path).size() == values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        reference.compare(path + "." + std::to_string(i), values[i]);
}

/// The reference's fit of raw covariances stops early: one loading of 0.17 lies 1.9e-6 beside the minimum, a
/// bit more than the tolerance, while the standardized loading of the same item agrees.
void compare_raw_loadings(tests::ReferenceCase& reference, const std::string& path,
                          const std::vector<double>& values) {
    REQUIRE(reference.at(path).size() == values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string place = path + "." + std::to_string(i);
        const double wanted = reference.at(place).get<double>();
        CHECK(within(values[i], wanted, 2e-5));
        if (within(values[i], wanted, 1e-5))
            reference.compare(place, values[i]);
        else
            reference.ignore(place);
    }
}

/// 16 people and four signs that do not correlate: each item is a multiple of the first sign and of one of
/// its own.
const std::vector<std::int64_t> one_factor_rows = [] {
    std::vector<std::int64_t> rows;
    for (int person = 0; person < 16; ++person) {
        std::array<std::int64_t, 4> sign{};
        for (std::size_t i = 0; i < 4; ++i) sign[i] = ((person >> i) & 1) == 1 ? 1 : -1;
        rows.insert(rows.end(),
                    {2 * sign[0] + 2 * sign[1], 2 * sign[0] + 2 * sign[2], sign[0] + 2 * sign[3]});
    }
    return rows;
}();

/// `n` people, five items with loadings of a random factor, rounded to whole numbers.
stats::ItemMoments random_items(std::uint64_t seed, int n) {
    base::Random random(seed);
    stats::ItemMoments moments(5);
    for (int person = 0; person < n; ++person) {
        const double factor = random.normal();
        std::vector<std::int64_t> answers;
        for (int item = 1; item <= 5; ++item)
            answers.push_back(std::llround(10 * (0.2 * item * factor + random.normal())));
        moments.add(answers);
    }
    return moments;
}

}  // namespace

TEST_SUITE("stats/omega") {
    TEST_CASE("the factor by maximum likelihood agrees with the reference") {
        for (const tests::ItemCase& one : tests::item_cases()) {
            CAPTURE(one.id);
            tests::ReferenceCase reference(one.id);
            const auto got = one_factor_ml(one.moments);
            REQUIRE(got);
            reference.compare(one.path + ".omega_ml.omega_total_ml_correlation", got->omega_standardized);
            compare_list(reference, one.path + ".omega_ml.loadings_ml", got->loadings);
            reference.compare(one.path + ".omega_cfa_raw.omega_total_cov", got->omega);
            compare_raw_loadings(reference, one.path + ".omega_cfa_raw.loadings", got->raw_loadings);
            compare_list(reference, one.path + ".omega_cfa_raw.theta", got->raw_errors);
            reference.compare(one.path + ".omega_cfa_raw.chisq", got->chi_square);
            // A minimum: nobody's is lower.
            CHECK(got->chi_square <= reference.at(one.path + ".omega_cfa_raw.chisq").get<double>() + 1e-9);
            reference.compare(one.path + ".omega_cfa_raw.df", static_cast<double>(got->df));
            reference.finish({one.path + ".omega_ml", one.path + ".omega_cfa_raw"});
            tests::count_compared("omega", reference.n_compared());
        }
    }

    TEST_CASE("the factor by minimum residuals agrees with the reference") {
        for (const tests::ItemCase& one : tests::item_cases()) {
            CAPTURE(one.id);
            tests::ReferenceCase reference(one.id);
            const auto got = one_factor_minres(one.moments);
            REQUIRE(got);
            const std::string path = one.path + ".omega_minres";
            reference.compare(path + ".omega_total_model", got->omega_model);
            reference.compare(path + ".omega_total_observed_denominator", got->omega_observed);
            reference.finish({path});
            tests::count_compared("omega", reference.n_compared());
        }
    }

    TEST_CASE("three items fit exactly: each loading squared is r_ij r_ik / r_jk") {
        // Variances 8, 8, 5; covariances 4, 2, 2; common parts 2, 2, 1: loadings 2/sqrt(8), 2/sqrt(8),
        // 1/sqrt(5), errors 4, 4, 4.
        const auto moments = moments_of_rows(one_factor_rows, 3);
        const auto ml = one_factor_ml(moments).value();
        const auto minres = one_factor_minres(moments).value();
        const double wanted[] = {2 / std::sqrt(8.0), 2 / std::sqrt(8.0), 1 / std::sqrt(5.0)};
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(within(ml.loadings[i], wanted[i], 1e-9));
            CHECK(within(minres.loadings[i], wanted[i], 1e-9));
            CHECK(within(ml.raw_errors[i], 4, 1e-9));
        }
        CHECK(within(ml.omega, 25.0 / 37, 1e-9));
        CHECK(ml.df == 0);
        CHECK(ml.chi_square < 1e-9);
    }

    TEST_CASE("the statistic of a small sample has Bartlett's factor") {
        // R 4.2 factanal(m, 1): 2.9396816473 = (12 - 1 - 13/6 - 2/3) 0.35996101804, 2 degrees of freedom
        const auto moments =
            moments_of_rows({2, 3, 2, 2, 1, 3, 3, 4, 3, 2, 3, 3, 4, 3, 5, 4, 3, 3, 3, 4, 3, 3, 2, 1,
                             4, 5, 4, 5, 4, 4, 4, 5, 4, 4, 3, 3, 3, 3, 2, 2, 4, 3, 5, 5, 2, 3, 4, 3},
                            4);
        const auto ml = one_factor_ml(moments).value();
        CHECK(within(ml.chi_square_bartlett, 2.9396816472977, 1e-9));
        CHECK(within(ml.chi_square, 12 * 0.35996101803645, 1e-9));
        CHECK(ml.df == 2);
    }

    TEST_CASE("at the minimum the model explains every variance, and no other start does better") {
        for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U}) {
            CAPTURE(seed);
            const auto ml = one_factor_ml(random_items(seed, 300));
            REQUIRE(ml);
            for (std::size_t i = 0; i < 5; ++i)
                CHECK(within(ml->loadings[i] * ml->loadings[i] + ml->uniquenesses[i], 1, 1e-9));
            CHECK(ml->chi_square > 0);
            CHECK(ml->df == 5);
            const auto minres = one_factor_minres(random_items(seed, 300));
            REQUIRE(minres);
            CHECK(std::abs(minres->omega_model - ml->omega_standardized) < 0.03);
        }
    }

    TEST_CASE("units and signs: a turned item has a negative loading, a stretched one the same") {
        std::vector<std::int64_t> rows = one_factor_rows;
        for (std::size_t i = 2; i < rows.size(); i += 3) rows[i] *= -7;
        const auto plain = one_factor_ml(moments_of_rows(one_factor_rows, 3)).value();
        const auto turned = one_factor_ml(moments_of_rows(rows, 3)).value();
        CHECK(within(turned.loadings[2], -plain.loadings[2], 1e-9));
        CHECK(within(turned.loadings[0], plain.loadings[0], 1e-9));
        CHECK(turned.omega < plain.omega);
    }

    TEST_CASE("poor data have reasons") {
        CHECK(one_factor_ml(moments_of_rows({1, 2, 3, 3, 5, 1}, 2)).reason() == Reason::too_few_items);
        CHECK(one_factor_minres(moments_of_rows({1, 2, 3, 3, 5, 1}, 2)).reason() == Reason::too_few_items);
        CHECK(one_factor_ml(moments_of_rows({1, 2, 3}, 3)).reason() == Reason::too_few);
        CHECK(one_factor_ml(moments_of_rows({1, 2, 3, 1, 3, 5}, 3)).reason() == Reason::no_variation);
        // Three people and three items, and an item that stands twice.
        CHECK(one_factor_ml(moments_of_rows({1, 2, 5, 2, 4, 1, 3, 3, 3}, 3)).reason() ==
              Reason::redundant_items);
        CHECK(one_factor_ml(moments_of_rows({1, 1, 5, 2, 2, 1, 3, 3, 3, 4, 4, 1, 1, 1, 2}, 3)).reason() ==
              Reason::redundant_items);
    }

    TEST_CASE("a factor that would need an error below 0 is refused") {
        // 16 people with four signs a, b, c, d: items a + b, 3a + b + c, a + 3b + d. r12 = r13 = 4 / sqrt(22)
        // and r23 = 6 / 11, so that the first loading squared would have to be r12 r13 / r23 = 4 / 3.
        std::vector<std::int64_t> rows;
        for (int person = 0; person < 16; ++person) {
            std::array<std::int64_t, 4> s{};
            for (std::size_t i = 0; i < 4; ++i) s[i] = ((person >> i) & 1) == 1 ? 1 : -1;
            rows.insert(rows.end(), {s[0] + s[1], 3 * s[0] + s[1] + s[2], s[0] + 3 * s[1] + s[3]});
        }
        const auto moments = moments_of_rows(rows, 3);
        const auto ml = one_factor_ml(moments);
        REQUIRE(!ml);
        CHECK(ml.reason() == Reason::improper_solution);
        const auto minres = one_factor_minres(moments);
        REQUIRE(!minres);
        CHECK(minres.reason() == Reason::improper_solution);
    }
}
