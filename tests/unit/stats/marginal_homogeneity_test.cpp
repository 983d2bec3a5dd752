#include "libstats/stats/marginal_homogeneity.hpp"

#include "libstats/base/random.hpp"
#include "libstats/stats/distributions.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>
#include <Eigen/LU>

#include <algorithm>
#include <numeric>

namespace outcomes::stats {
namespace {

using tests::within;

const std::vector<std::string> kinds_with_tables = {"paired_table", "paired", "paired_groups",
                                                    "longitudinal_groups"};
const std::vector<std::string> table_paths = {"table", "paired.likert_table"};

SquareTable table_of(const std::vector<std::vector<std::int64_t>>& rows) {
    SquareTable table;
    table.k = rows.size();
    for (const auto& row : rows) table.counts.insert(table.counts.end(), row.begin(), row.end());
    return table;
}

SquareTable table_at(const tests::ReferenceCase& reference, const std::string& path) {
    return table_of(
        reference.at(path + ".table_rows_baseline").get<std::vector<std::vector<std::int64_t>>>());
}

void compare_homogeneity(tests::ReferenceCase& reference, const std::string& path, const SquareTable& table) {
    const auto test = stuart_maxwell(table);
    REQUIRE(test);
    reference.compare(path + ".n", static_cast<double>(test->n));
    reference.compare(path + ".categories_used", static_cast<double>(test->categories_used));
    reference.compare(path + ".covariance_rank", static_cast<double>(test->df));
    reference.compare(path + ".stuart_maxwell.chi2", test->chi2);
    reference.compare(path + ".stuart_maxwell.df", static_cast<double>(test->df));
    reference.compare(path + ".stuart_maxwell.p", test->p);
    const auto wald = bhapkar(table);
    REQUIRE(wald.has_value() == reference.has(path + ".bhapkar"));
    if (!wald) return;
    reference.compare(path + ".bhapkar.chi2", wald->chi2);
    reference.compare(path + ".bhapkar.df", static_cast<double>(wald->df));
    reference.compare(path + ".bhapkar.p", wald->p);
}

void compare_symmetry(tests::ReferenceCase& reference, const std::string& path, const SquareTable& table) {
    const auto test = bowker(table);
    REQUIRE(test);
    reference.compare(path + ".chi2", test->chi2);
    reference.compare(path + ".df_nonempty_pairs", static_cast<double>(test->df));
    reference.compare(path + ".p_nonempty_pairs", test->p);
    reference.compare(path + ".df_all_pairs", static_cast<double>(test->df_all));
    reference.compare(path + ".p_all_pairs", test->p_all);
}

void compare_shift(tests::ReferenceCase& reference, const std::string& path, const SquareTable& table) {
    const auto test = score_shift(table);
    REQUIRE(test);
    reference.compare(path + ".sum_diff", static_cast<double>(test->sum));
    reference.compare(path + ".z", test->z);
    reference.compare(path + ".chi2", test->chi2);
    reference.compare(path + ".p", test->p);
}

void compare_against_rest(tests::ReferenceCase& reference, const std::string& path,
                          const SquareTable& table) {
    for (std::size_t i = 0; i < reference.at(path).size(); ++i) {
        const std::string one = path + "." + std::to_string(i);
        const std::size_t category = reference.at(one + ".category").get<std::size_t>() - 1;
        reference.ignore(one + ".category");
        const PairedTable answer = against_rest(table, category);
        const auto difference = paired_difference(answer);
        REQUIRE(difference);
        reference.compare(one + ".diff", difference->estimate);
        reference.compare(one + ".newcombe10.0", difference->newcombe.low);
        reference.compare(one + ".newcombe10.1", difference->newcombe.high);
        const auto test = mcnemar(answer);
        if (!reference.has(one + ".mcnemar_chi2")) {
            CHECK_FALSE(test);
            continue;
        }
        reference.compare(one + ".mcnemar_chi2", test ? std::optional(test->chi2) : std::nullopt);
        reference.compare(one + ".mcnemar_p", test ? std::optional(test->p_chi2) : std::nullopt);
        reference.compare(one + ".mcnemar_p_exact",
                          test ? std::optional(test->exact.two_sided) : std::nullopt);
    }
    reference.finish({path});
}

/// Answers in another order.
SquareTable permuted(const SquareTable& table, const std::vector<std::size_t>& order) {
    SquareTable result{table.k, std::vector<std::int64_t>(table.counts.size())};
    for (std::size_t i = 0; i < table.k; ++i) {
        for (std::size_t j = 0; j < table.k; ++j)
            result.counts[i * table.k + j] = table.at(order[i], order[j]);
    }
    return result;
}

SquareTable swapped(const SquareTable& table) {
    SquareTable result = table;
    for (std::size_t i = 0; i < table.k; ++i) {
        for (std::size_t j = 0; j < table.k; ++j) result.counts[i * table.k + j] = table.at(j, i);
    }
    return result;
}

/// Tables with a few people each, many of them with answers that are not used or not left.
std::vector<SquareTable> random_tables(std::size_t how_many) {
    base::Random random(20130301);
    std::vector<SquareTable> tables;
    for (std::size_t t = 0; t < how_many; ++t) {
        SquareTable table;
        table.k = 2 + random.below(5);
        table.counts.assign(table.k * table.k, 0);
        const auto people = static_cast<std::size_t>(1 + random.below(40));
        for (std::size_t i = 0; i < people; ++i) ++table.counts[random.below(table.counts.size())];
        tables.push_back(std::move(table));
    }
    return tables;
}

Eigen::MatrixXd covariance_of(const SquareTable& table) {
    const auto k = static_cast<Eigen::Index>(table.k);
    Eigen::MatrixXd v = Eigen::MatrixXd::Zero(k, k);
    for (Eigen::Index i = 0; i < k; ++i) {
        for (Eigen::Index j = 0; j < k; ++j) {
            if (i == j) continue;
            const auto a = static_cast<std::size_t>(i), b = static_cast<std::size_t>(j);
            const auto moved = static_cast<double>(table.at(a, b) + table.at(b, a));
            v(i, j) -= moved;
            v(i, i) += moved;
        }
    }
    return v;
}

}  // namespace

TEST_SUITE("stats/marginal_homogeneity") {
    TEST_CASE("every square table of the reference is reproduced") {
        std::size_t n_tables = 0;
        for (const auto& id : tests::reference_ids(kinds_with_tables)) {
            tests::ReferenceCase reference(id);
            for (const std::string& at : table_paths) {
                const std::string path = at + ".marginal_homogeneity";
                if (!reference.has(path)) continue;
                CAPTURE(id);
                const SquareTable table = table_at(reference, at);
                compare_homogeneity(reference, path, table);
                compare_symmetry(reference, path + ".bowker", table);
                compare_shift(reference, path + ".ordinal_scores_mh", table);
                for (const char* other : {".R_mcnemar_test", ".coin_mh_p", ".net_change"}) {
                    if (reference.has(path + other)) reference.ignore(path + other);
                }
                reference.finish({path});
                if (reference.has(at + ".per_category_vs_rest"))
                    compare_against_rest(reference, at + ".per_category_vs_rest", table);
                ++n_tables;
            }
            tests::count_compared("marginal_homogeneity", reference.n_compared());
        }
        CHECK(n_tables >= 18);
    }

    TEST_CASE("published: Stuart's distance vision of 7477 women") {
        // Stuart 1955, Biometrika 42:412: chi-squared 11.96 with 3 degrees of freedom.
        const SquareTable vision =
            table_of({{1520, 266, 124, 66}, {234, 1512, 432, 78}, {117, 362, 1772, 205}, {36, 82, 179, 492}});
        CHECK(within(stuart_maxwell(vision)->chi2, 11.96, 0.0005));
        CHECK(stuart_maxwell(vision)->df == 3);
        // Bowker's on the same table is 19.11 with 6 (Agresti 2013, Categorical Data Analysis, section 11.4).
        CHECK(within(bowker(vision)->chi2, 19.11, 0.0005));
    }

    TEST_CASE("the order of the answers does not matter to Stuart-Maxwell, Bhapkar and Bowker") {
        base::Random random(7);
        for (const SquareTable& table : random_tables(400)) {
            std::vector<std::size_t> order(table.k);
            std::iota(order.begin(), order.end(), std::size_t{0});
            for (std::size_t i = order.size() - 1; i > 0; --i)
                std::swap(order[i], order[random.below(i + 1)]);
            const SquareTable other = permuted(table, order);
            const auto a = stuart_maxwell(table), b = stuart_maxwell(other);
            REQUIRE(a.has_value() == b.has_value());
            if (!a) {
                CHECK(a.reason() == b.reason());
                continue;
            }
            CHECK(a->df == b->df);
            CHECK(a->categories_used == b->categories_used);
            CHECK(doctest::Approx(a->chi2).epsilon(1e-10) == b->chi2);
            CHECK(bhapkar(table).has_value() == bhapkar(other).has_value());
            CHECK(doctest::Approx(bowker(table)->chi2).epsilon(1e-12) == bowker(other)->chi2);
        }
    }

    TEST_CASE("swapping the waves leaves the tests and negates the shift") {
        for (const SquareTable& table : random_tables(400)) {
            const auto forward = stuart_maxwell(table), backward = stuart_maxwell(swapped(table));
            if (!forward) continue;
            CHECK(doctest::Approx(forward->chi2).epsilon(1e-12) == backward->chi2);
            CHECK(forward->df == backward->df);
            CHECK(score_shift(table)->z == -score_shift(swapped(table))->z);
            CHECK(bowker(table)->chi2 == bowker(swapped(table))->chi2);
        }
    }

    TEST_CASE("the counted rank is the rank of the covariance matrix") {
        for (const SquareTable& table : random_tables(400)) {
            const auto test = stuart_maxwell(table);
            if (!test) continue;
            Eigen::FullPivLU<Eigen::MatrixXd> decomposition(covariance_of(table));
            decomposition.setThreshold(1e-10);
            CHECK(static_cast<std::size_t>(decomposition.rank()) == test->df);
            CHECK(test->df < test->categories_used);
        }
    }

    TEST_CASE("Bhapkar's is the quadratic form in the observed covariance, and the larger one") {
        for (const SquareTable& table : random_tables(400)) {
            const auto null_variance = stuart_maxwell(table), observed = bhapkar(table);
            if (!observed) continue;
            CHECK(observed->chi2 >= null_variance->chi2);
            CHECK(observed->df == null_variance->df);
            // V - d d' / n, with the weight of the directions it lacks added so that it can be inverted.
            Eigen::VectorXd d = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(table.k));
            for (std::size_t i = 0; i < table.k; ++i) {
                for (std::size_t j = 0; j < table.k; ++j) {
                    d(static_cast<Eigen::Index>(j)) += static_cast<double>(table.at(i, j));
                    d(static_cast<Eigen::Index>(i)) -= static_cast<double>(table.at(i, j));
                }
            }
            const Eigen::MatrixXd covariance =
                covariance_of(table) - d * d.transpose() / static_cast<double>(observed->n);
            Eigen::FullPivLU<Eigen::MatrixXd> decomposition(covariance);
            decomposition.setThreshold(1e-9);
            const double direct = d.dot(decomposition.solve(d));
            CHECK(doctest::Approx(direct).epsilon(1e-7) == observed->chi2);
        }
    }

    TEST_CASE("two answers: all are McNemar's without correction") {
        for (const SquareTable& table :
             {table_of({{5, 7}, {2, 9}}), table_of({{0, 1}, {4, 0}}), table_of({{794, 150}, {86, 570}})}) {
            const auto pairs = mcnemar(against_rest(table, 1));
            CHECK(within(stuart_maxwell(table)->chi2, pairs->chi2, 1e-13));
            CHECK(within(bowker(table)->chi2, pairs->chi2, 1e-13));
            CHECK(within(score_shift(table)->chi2, pairs->chi2, 1e-13));
            CHECK(within(stuart_maxwell(table)->p, pairs->p_chi2, 1e-12));
            CHECK(stuart_maxwell(table)->df == 1);
        }
    }

    TEST_CASE("answers that nobody gave, and answers that nobody left or took up, change nothing") {
        const SquareTable three = table_of({{4, 6, 1}, {2, 5, 3}, {0, 1, 8}});
        const SquareTable with_unused = table_of({{4, 6, 0, 1}, {2, 5, 0, 3}, {0, 0, 0, 0}, {0, 1, 0, 8}});
        const SquareTable with_loyal = table_of({{4, 6, 0, 1}, {2, 5, 0, 3}, {0, 0, 12, 0}, {0, 1, 0, 8}});
        const auto plain = stuart_maxwell(three);
        for (const SquareTable& table : {with_unused, with_loyal}) {
            CHECK(within(stuart_maxwell(table)->chi2, plain->chi2));
            CHECK(stuart_maxwell(table)->df == 2);
        }
        CHECK(stuart_maxwell(with_unused)->categories_used == 3);
        CHECK(stuart_maxwell(with_loyal)->categories_used == 4);
        CHECK(within(bhapkar(with_unused)->chi2, bhapkar(three)->chi2));
        CHECK(bhapkar(with_loyal)->chi2 < bhapkar(three)->chi2);  // more people, the same moves
    }

    TEST_CASE("moves in two parts that nobody crosses: the parts add up") {
        const SquareTable table = table_of({{3, 5, 0, 0}, {1, 4, 0, 0}, {0, 0, 2, 7}, {0, 0, 3, 6}});
        const auto test = stuart_maxwell(table);
        CHECK(test->df == 2);
        CHECK(test->categories_used == 4);
        CHECK(within(test->chi2, 16.0 / 6 + 16.0 / 10));  // McNemar's of each part
    }

    TEST_CASE("everybody moved by one step: the observed variance is 0, so Bhapkar's has no value") {
        const SquareTable up = table_of({{0, 2, 0}, {0, 0, 3}, {0, 0, 0}});
        CHECK(within(stuart_maxwell(up)->chi2, 5));
        CHECK(bhapkar(up).reason() == base::Reason::no_variation);
        const SquareTable one_stays = table_of({{0, 2, 0}, {0, 1, 3}, {0, 0, 0}});
        CHECK(bhapkar(one_stays));
        const SquareTable round = table_of({{0, 2, 0}, {0, 0, 3}, {1, 0, 0}});
        CHECK(bhapkar(round));  // no numbers make all three steps alike
    }

    TEST_CASE("nobody, one person, nobody moved, all alike, and tables that are none") {
        CHECK(stuart_maxwell({}).reason() == base::Reason::no_pairs);
        CHECK(bowker(table_of({{0, 0}, {0, 0}})).reason() == base::Reason::no_pairs);
        CHECK(stuart_maxwell(table_of({{3, 0}, {0, 9}})).reason() == base::Reason::no_change);
        CHECK(bhapkar(table_of({{3, 0}, {0, 9}})).reason() == base::Reason::no_change);
        CHECK(score_shift(table_of({{3, 0}, {0, 9}})).reason() == base::Reason::no_change);
        CHECK(bowker(table_of({{0, 0}, {0, 9}})).reason() == base::Reason::no_variation);
        const SquareTable one = table_of({{0, 0, 1}, {0, 0, 0}, {0, 0, 0}});
        CHECK(stuart_maxwell(one)->df == 1);
        CHECK(stuart_maxwell(one)->chi2 == 1);
        CHECK(bhapkar(one).reason() == base::Reason::no_variation);
        CHECK_THROWS_AS((void)stuart_maxwell({2, {1, 2, 3}}), base::ContractError);
        CHECK_THROWS_AS((void)bowker(table_of({{1, -1}, {0, 2}})), base::ContractError);
        CHECK_THROWS_AS((void)against_rest(one, 3), base::ContractError);
    }

    TEST_CASE("one answer against the rest adds up to the table") {
        const SquareTable table = table_of({{4, 6, 1}, {2, 5, 3}, {0, 1, 8}});
        const PairedTable middle = against_rest(table, 1);
        CHECK(middle.both == 5);
        CHECK(middle.baseline_only == 5);
        CHECK(middle.repeat_only == 7);
        CHECK(middle.neither == 13);
    }

    TEST_CASE("the top box adds up to the table") {
        const SquareTable table = table_of({{4, 6, 1}, {2, 5, 3}, {0, 1, 8}});
        const PairedTable top_two = top_box(table, 1);
        CHECK(top_two.both == 17);
        CHECK(top_two.baseline_only == 2);
        CHECK(top_two.repeat_only == 7);
        CHECK(top_two.neither == 4);
        CHECK(top_box(table, 0).both == 30);
        CHECK(top_box(table, 2).both == against_rest(table, 2).both);
        CHECK_THROWS_AS((void)top_box(table, 3), base::ContractError);
    }

    TEST_CASE("every table has its moves, whether or not there is a test") {
        const TableMoves moves = table_moves(table_of({{4, 6, 1}, {2, 5, 3}, {0, 1, 8}}));
        CHECK(moves.moves.up == 10);
        CHECK(moves.moves.down == 3);
        CHECK(moves.moves.same == 17);
        CHECK(moves.categories_used == 3);
        CHECK(moves.rank == 2);
        const TableMoves still = table_moves(table_of({{3, 0, 0}, {0, 9, 0}, {0, 0, 0}}));
        CHECK(still.moves.same == 12);
        CHECK(still.categories_used == 2);
        CHECK(still.rank == 0);
        CHECK(table_moves({}).categories_used == 0);
        for (const SquareTable& table : random_tables(100)) {
            const auto test = stuart_maxwell(table);
            CHECK(table_moves(table).rank == (test ? test->df : 0));
        }
        CHECK_THROWS_AS((void)table_moves(table_of({{1, -1}, {0, 2}})), base::ContractError);
    }
}

}  // namespace outcomes::stats
