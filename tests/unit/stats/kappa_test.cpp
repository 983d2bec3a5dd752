#include "libstats/stats/kappa.hpp"

#include "libstats/base/random.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <functional>
#include <vector>

namespace outcomes::stats {
namespace {

using tests::within;

constexpr std::array all_weights{KappaWeights::unweighted, KappaWeights::linear, KappaWeights::quadratic};

SquareTable table_of(const std::vector<std::vector<std::int64_t>>& rows) {
    SquareTable table{rows.size(), {}};
    for (const auto& row : rows) table.counts.insert(table.counts.end(), row.begin(), row.end());
    return table;
}

SquareTable mapped(const SquareTable& table, const std::function<std::int64_t(std::size_t, std::size_t)>& f) {
    SquareTable result = table;
    for (std::size_t i = 0; i < table.k; ++i) {
        for (std::size_t j = 0; j < table.k; ++j) result.counts[i * table.k + j] = f(i, j);
    }
    return result;
}

SquareTable swapped(const SquareTable& table) {
    return mapped(table, [&](std::size_t i, std::size_t j) { return table.at(j, i); });
}

SquareTable reversed(const SquareTable& table) {
    return mapped(table,
                  [&](std::size_t i, std::size_t j) { return table.at(table.k - 1 - i, table.k - 1 - j); });
}

SquareTable times(const SquareTable& table, std::int64_t factor) {
    return mapped(table, [&](std::size_t i, std::size_t j) { return factor * table.at(i, j); });
}

std::vector<SquareTable> random_tables(std::size_t how_many) {
    base::Random random(19600401);
    std::vector<SquareTable> tables;
    for (std::size_t t = 0; t < how_many; ++t) {
        SquareTable table{2 + random.below(5), {}};
        table.counts.assign(table.k * table.k, 0);
        const auto people = 2 + random.below(40);
        for (std::size_t i = 0; i < people; ++i) ++table.counts[random.below(table.counts.size())];
        tables.push_back(std::move(table));
    }
    return tables;
}

/// Standard error by the delta method with numerical derivatives: sqrt(sum n_ij (df / dn_ij)^2).
double numerical_std_error(const SquareTable& table, const std::function<double(const SquareTable&)>& f) {
    constexpr std::int64_t fine = 10'000'000, step = 10'000;
    const SquareTable big = times(table, fine);
    double sum = 0;
    for (std::size_t cell = 0; cell < table.counts.size(); ++cell) {
        if (table.counts[cell] == 0) continue;
        SquareTable more = big, less = big;
        more.counts[cell] += step;
        less.counts[cell] -= step;
        const double slope = (f(more) - f(less)) / (2.0 * step) * fine;
        sum += static_cast<double>(table.counts[cell]) * slope * slope;
    }
    return std::sqrt(sum);
}

}  // namespace

TEST_SUITE("stats/kappa") {
    TEST_CASE("published: Cohen's two clinicians and Fleiss, Cohen and Everitt's two raters") {
        // Cohen 1960 (.492) and 1968 (.348 with his weights); Fleiss, Cohen & Everitt 1969 (.429 and .507).
        const SquareTable clinicians = table_of({{88, 14, 18}, {10, 40, 10}, {2, 6, 12}});
        CHECK(std::round(kappa(clinicians, KappaWeights::unweighted)->estimate * 1000) == 492);
        const std::vector<double> cohen{1, 5.0 / 6, 0.5, 5.0 / 6, 1, 0, 0.5, 0, 1};
        CHECK(std::round(kappa(clinicians, cohen)->estimate * 1000) == 348);
        const SquareTable raters = table_of({{106, 10, 4}, {22, 28, 10}, {2, 12, 6}});
        CHECK(std::round(kappa(raters, KappaWeights::unweighted)->estimate * 1000) == 429);
        const std::vector<double> fleiss{1, 0, 0.4444, 0, 1, 0.6667, 0.4444, 0.6667, 1};
        CHECK(std::round(kappa(raters, fleiss)->estimate * 1000) == 507);
    }

    TEST_CASE("by hand: 118 agree on yes, 7 disagree, nobody agrees on no") {
        // po = .944; kappa: pe = 14770 / 15625; AC1: q = .972, pe = 2 (.972)(.028).
        const SquareTable table = table_of({{118, 5}, {2, 0}});
        const auto cohen = kappa(table, KappaWeights::unweighted);
        CHECK(within(cohen->agreement.observed, 0.944));
        CHECK(within(cohen->agreement.expected, 0.94528));
        CHECK(within(cohen->estimate, -0.00128 / 0.05472));
        const auto gwet = gwet_ac1(table);
        CHECK(within(gwet->agreement.expected, 0.054432));
        CHECK(within(gwet->estimate, 0.889568 / 0.945568));
    }

    TEST_CASE("the standard errors are those of the delta method") {
        for (const SquareTable& table :
             {table_of({{106, 10, 4}, {22, 28, 10}, {2, 12, 6}}), table_of({{9, 3}, {1, 8}}),
              table_of({{5, 2, 0, 1}, {1, 0, 3, 0}, {0, 4, 6, 2}, {0, 0, 1, 7}})}) {
            for (const KappaWeights weights : all_weights) {
                const auto estimate = [&](const SquareTable& t) { return kappa(t, weights)->estimate; };
                CHECK(within(kappa(table, weights)->std_error, numerical_std_error(table, estimate), 1e-6));
            }
            const auto estimate = [](const SquareTable& t) { return gwet_ac1(t)->estimate; };
            CHECK(within(gwet_ac1(table)->std_error, numerical_std_error(table, estimate), 1e-6));
        }
    }

    TEST_CASE("two answers: all weights are the same kappa") {
        const SquareTable table = table_of({{14, 10}, {14, 12}});
        const auto plain = kappa(table, KappaWeights::unweighted);
        for (const KappaWeights weights : all_weights) {
            CHECK(within(kappa(table, weights)->estimate, plain->estimate, 1e-13));
            CHECK(within(*kappa(table, weights)->p, *plain->p, 1e-13));
        }
    }

    TEST_CASE("weights of one's own: those built in, written out") {
        for (const SquareTable& table : random_tables(200)) {
            const auto built_in = kappa(table, KappaWeights::quadratic);
            std::vector<double> weights;
            const double longest = static_cast<double>(table.k - 1);
            for (std::size_t i = 0; i < table.k; ++i) {
                for (std::size_t j = 0; j < table.k; ++j) {
                    const double step = (static_cast<double>(i) - static_cast<double>(j)) / longest;
                    weights.push_back(1 - step * step);
                }
            }
            const auto own = kappa(table, weights);
            REQUIRE(own.has_value() == built_in.has_value());
            if (!own) continue;
            REQUIRE(own->z.has_value() == built_in->z.has_value());
            CHECK(std::abs(own->estimate - built_in->estimate) < 1e-13);
            if (own->z) CHECK(std::abs(*own->z - *built_in->z) < 1e-10);
        }
    }

    TEST_CASE("quadratic kappa is the concordance of the scores 1 to k, with n as divisor") {
        for (const SquareTable& table : random_tables(200)) {
            const auto quadratic = kappa(table, KappaWeights::quadratic);
            if (!quadratic) continue;
            double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
            for (std::size_t i = 0; i < table.k; ++i) {
                for (std::size_t j = 0; j < table.k; ++j) {
                    const auto count = static_cast<double>(table.at(i, j));
                    const auto a = static_cast<double>(i), b = static_cast<double>(j);
                    n += count;
                    x += count * a;
                    y += count * b;
                    xx += count * a * a;
                    yy += count * b * b;
                    xy += count * a * b;
                }
            }
            const double covariance = xy / n - x * y / n / n;
            const double spread = xx / n - x * x / n / n + yy / n - y * y / n / n;
            const double gap = (x - y) / n;
            CHECK(std::abs(quadratic->estimate - 2 * covariance / (spread + gap * gap)) < 1e-12);
        }
    }

    TEST_CASE("swapping the waves and turning the scale over change nothing") {
        for (const SquareTable& table : random_tables(200)) {
            for (const KappaWeights weights : all_weights) {
                const auto plain = kappa(table, weights);
                for (const SquareTable& other : {swapped(table), reversed(table)}) {
                    const auto turned = kappa(other, weights);
                    REQUIRE(turned.has_value() == plain.has_value());
                    if (!plain) continue;
                    REQUIRE(turned->z.has_value() == plain->z.has_value());
                    CHECK(std::abs(turned->estimate - plain->estimate) < 1e-14);
                    CHECK(std::abs(turned->std_error - plain->std_error) < 1e-13);
                    if (plain->p) CHECK(within(*turned->p, *plain->p, 1e-11));
                }
            }
            CHECK(std::abs(gwet_ac1(swapped(table))->estimate - gwet_ac1(table)->estimate) < 1e-14);
        }
    }

    TEST_CASE("twice the people: the same kappa, errors smaller by the root of 2") {
        for (const SquareTable& table : random_tables(100)) {
            const SquareTable twice = times(table, 2);
            for (const KappaWeights weights : all_weights) {
                const auto one = kappa(table, weights), two = kappa(twice, weights);
                if (!one) continue;
                CHECK(std::abs(two->estimate - one->estimate) < 1e-14);
                CHECK(std::abs(two->std_error * std::sqrt(2.0) - one->std_error) < 1e-14);
                CHECK(std::abs(two->null_std_error * std::sqrt(2.0) - one->null_std_error) < 1e-14);
            }
            CHECK(std::abs(gwet_ac1(twice)->std_error * std::sqrt(2.0) - gwet_ac1(table)->std_error) < 1e-14);
        }
    }

    TEST_CASE("an answer that nobody gave leaves unweighted kappa alone, and not the others") {
        const SquareTable three = table_of({{4, 6, 1}, {2, 5, 3}, {0, 1, 8}});
        const SquareTable four = table_of({{4, 6, 1, 0}, {2, 5, 3, 0}, {0, 1, 8, 0}, {0, 0, 0, 0}});
        CHECK(within(kappa(four, KappaWeights::unweighted)->estimate,
                     kappa(three, KappaWeights::unweighted)->estimate));
        CHECK(kappa(four, KappaWeights::linear)->agreement.observed >
              kappa(three, KappaWeights::linear)->agreement.observed);
        CHECK(gwet_ac1(four)->estimate > gwet_ac1(three)->estimate);
    }

    TEST_CASE("perfect agreement") {
        const SquareTable table = table_of({{3, 0, 0}, {0, 4, 0}, {0, 0, 5}});
        for (const KappaWeights weights : all_weights) {
            const auto result = kappa(table, weights);
            CHECK(result->estimate == 1);
            CHECK(result->std_error == 0);
            CHECK(result->ci.low == 1);
            CHECK(result->null_std_error > 0);
            CHECK(*result->p < 0.01);
        }
        CHECK(gwet_ac1(table)->estimate == 1);
        CHECK(gwet_ac1(table)->std_error == 0);
    }

    TEST_CASE("where the margins decide the agreement, kappa is 0 and there is no test") {
        // One row is used only; and, with linear weights, everybody stays or moves up.
        for (const KappaWeights weights : all_weights) {
            const auto result = kappa(table_of({{43, 1}, {0, 0}}), weights);
            CHECK(result->estimate == 0);
            CHECK(result->std_error == 0);
            CHECK(!result->z);
            CHECK(!result->p);
        }
        const SquareTable up = table_of({{0, 0, 2}, {0, 0, 1}, {0, 0, 4}});
        CHECK(kappa(up, KappaWeights::linear)->estimate == 0);
        CHECK(!kappa(up, KappaWeights::linear)->p);
        const std::vector<double> thirds{1, 2.0 / 3, 1.0 / 3, 2.0 / 3, 1, 2.0 / 3, 1.0 / 3, 2.0 / 3, 1};
        CHECK(kappa(up, thirds)->estimate == 0);
        CHECK(!kappa(up, thirds)->p);
    }

    TEST_CASE("nobody, one person, all alike, and callers' mistakes") {
        CHECK(kappa({}, KappaWeights::linear).reason() == base::Reason::no_pairs);
        CHECK(gwet_ac1(table_of({{0, 0}, {0, 0}})).reason() == base::Reason::no_pairs);
        const SquareTable alike = table_of({{0, 0}, {0, 7}});
        CHECK(kappa(alike, KappaWeights::unweighted).reason() == base::Reason::no_variation);
        CHECK(kappa(alike, std::vector<double>{1, 0.3, 0.3, 1}).reason() == base::Reason::no_variation);
        CHECK(agreement(alike, KappaWeights::unweighted)->observed == 1);
        CHECK(agreement(alike, KappaWeights::unweighted)->expected == 1);
        CHECK(gwet_ac1(alike)->estimate == 1);
        CHECK(!kappa(table_of({{0, 1}, {0, 0}}), KappaWeights::unweighted)->p);
        CHECK(kappa(table_of({{5}}), KappaWeights::quadratic).reason() == base::Reason::no_variation);
        CHECK(gwet_ac1(table_of({{5}})).reason() == base::Reason::not_applicable);
        CHECK_THROWS_AS((void)kappa({2, {1, 2, 3}}, KappaWeights::linear), base::ContractError);
        CHECK_THROWS_AS((void)kappa(table_of({{1, -1}, {0, 2}}), KappaWeights::linear), base::ContractError);
        CHECK_THROWS_AS((void)kappa(alike, KappaWeights::linear, 1), base::ContractError);
        CHECK_THROWS_AS((void)kappa(alike, std::vector<double>{1, 0}), base::ContractError);
        CHECK_THROWS_AS((void)kappa(alike, std::vector<double>{1, 2, 0, 1}), base::ContractError);
        CHECK_THROWS_AS((void)gwet_ac1(alike, 0), base::ContractError);
    }
}

}  // namespace outcomes::stats
