#include "libstats/stats/cochran_q.hpp"

#include "libstats/base/random.hpp"
#include "libstats/stats/proportion_pairs.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

namespace outcomes::stats {
namespace {

using tests::within;

/// `times` people with these answers each.
void add(YesNoTable& table, std::vector<std::uint8_t> answers, int times = 1) {
    table.k = answers.size();
    for (int i = 0; i < times; ++i) table.answers.insert(table.answers.end(), answers.begin(), answers.end());
}

YesNoTable random_table(base::Random& random, std::size_t k, std::size_t n) {
    YesNoTable table{k, {}};
    for (std::size_t i = 0; i < k * n; ++i)
        table.answers.push_back(static_cast<std::uint8_t>(random.below(2)));
    return table;
}

/// The exact p by going through all orders of everybody's answers.
double by_enumeration(const YesNoTable& table) {
    struct Count {
        std::int64_t all = 0;
        std::int64_t extreme = 0;
    };
    std::vector<std::int64_t> totals(table.k, 0);
    const auto squares = [&](const std::vector<std::int64_t>& of) {
        std::int64_t sum = 0;
        for (const std::int64_t total : of) sum += total * total;
        return sum;
    };
    const std::int64_t observed = squares(yes_counts(table).yes);
    Count count;
    const auto go = [&](const auto& self, std::size_t person) -> void {
        if (person == table.n()) {
            ++count.all;
            count.extreme += squares(totals) >= observed ? 1 : 0;
            return;
        }
        std::vector<std::uint8_t> row(
            table.answers.begin() + static_cast<std::ptrdiff_t>(person * table.k),
            table.answers.begin() + static_cast<std::ptrdiff_t>((person + 1) * table.k));
        std::sort(row.begin(), row.end());
        do {
            for (std::size_t j = 0; j < table.k; ++j) totals[j] += row[j];
            self(self, person + 1);
            for (std::size_t j = 0; j < table.k; ++j) totals[j] -= row[j];
        } while (std::next_permutation(row.begin(), row.end()));
    };
    go(go, 0);
    return static_cast<double>(count.extreme) / static_cast<double>(count.all);
}

YesNoTable diphtheria() {
    YesNoTable table;
    add(table, {1, 1, 1, 1}, 4);
    add(table, {1, 1, 0, 1}, 2);
    add(table, {0, 1, 1, 1}, 3);
    add(table, {0, 1, 0, 1}, 1);
    add(table, {0, 0, 0, 0}, 59);
    return table;
}

}  // namespace

TEST_SUITE("stats/cochran_q") {
    TEST_CASE("published: diphtheria bacilli on four media") {
        // Cochran 1950, Biometrika 37:260: Q = 8.05 with 3 degrees of freedom.
        const auto test = cochran_q(diphtheria());
        CHECK(std::round(test->q * 100) == 805);
        CHECK(test->df == 3);
        CHECK(test->counts.n == 69);
        CHECK(test->counts.n_informative == 6);
    }

    TEST_CASE("by hand: three people, three occasions") {
        // Totals 0, 1, 3 of single answers: Q = 2 (3 * 10 - 16) / (12 - 6).
        YesNoTable table;
        add(table, {0, 1, 1});
        add(table, {0, 0, 1}, 2);
        const auto test = cochran_q(table);
        CHECK(within(test->q, 14.0 / 3));
        // Of the 27 ways 6 give 0, 1, 3 and none gives more.
        CHECK(within(*test->p_exact, 6.0 / 27));
    }

    TEST_CASE("the exact p is that of all orders") {
        base::Random random(19501200);
        for (std::size_t k = 2; k <= 4; ++k) {
            for (std::size_t n = 1; n <= 6; ++n) {
                const YesNoTable table = random_table(random, k, n);
                const auto test = cochran_q(table);
                if (!test) continue;
                CHECK(within(*test->p_exact, by_enumeration(table), 1e-12));
            }
        }
    }

    TEST_CASE("two columns: McNemar's chi-squared and exact p") {
        YesNoTable table;
        add(table, {1, 1}, 5);
        add(table, {1, 0}, 2);
        add(table, {0, 1}, 9);
        add(table, {0, 0}, 4);
        const auto test = cochran_q(table);
        const auto pairs = mcnemar({5, 2, 9, 4});
        CHECK(within(test->q, pairs->chi2));
        CHECK(within(test->p, pairs->p_chi2));
        CHECK(*test->p_exact == pairs->exact.two_sided);
        const auto pairwise = pairwise_mcnemar(table);
        CHECK(pairwise->size() == 1);
        CHECK(pairwise->front().first_only == 2);
        CHECK(pairwise->front().second_only == 9);
        CHECK(pairwise->front().p_adjusted == pairs->exact.two_sided);
    }

    TEST_CASE("order of people, order of columns and the coding of the answers change nothing") {
        base::Random random(7);
        for (int i = 0; i < 30; ++i) {
            const YesNoTable table = random_table(random, 4, 9);
            YesNoTable people{4, {}}, columns = table, coded = table;
            for (std::size_t person = table.n(); person-- > 0;) {
                for (std::size_t j = 0; j < 4; ++j) people.answers.push_back(table.answers[person * 4 + j]);
                std::reverse(columns.answers.begin() + static_cast<std::ptrdiff_t>(person * 4),
                             columns.answers.begin() + static_cast<std::ptrdiff_t>(person * 4 + 4));
            }
            for (auto& answer : coded.answers) answer = answer == 0 ? 1 : 0;
            const auto plain = cochran_q(table);
            if (!plain) continue;
            for (const YesNoTable& other : {people, columns, coded}) {
                CHECK(within(cochran_q(other)->q, plain->q, 1e-13));
                CHECK(within(*cochran_q(other)->p_exact, *plain->p_exact, 1e-12));
            }
        }
    }

    TEST_CASE("people who say the same everywhere do not count") {
        YesNoTable table;
        add(table, {1, 0, 0}, 2);
        add(table, {1, 1, 0}, 3);
        const auto few = cochran_q(table);
        add(table, {1, 1, 1}, 40);
        add(table, {0, 0, 0}, 17);
        const auto many = cochran_q(table);
        CHECK(within(few->q, many->q));
        CHECK(*few->p_exact == *many->p_exact);
        CHECK(many->counts.n == 62);
    }

    TEST_CASE("pairs: identical columns have p 1, and the adjustment is Holm's") {
        const auto pairs = pairwise_mcnemar(diphtheria());
        REQUIRE(pairs->size() == 6);
        const ColumnPair& second_fourth = pairs.value()[4];
        CHECK(second_fourth.first == 1);
        CHECK(second_fourth.second == 3);
        CHECK(second_fourth.first_only + second_fourth.second_only == 0);
        CHECK(second_fourth.p == 1);
        CHECK(within(pairs->front().p, 0.125));
        CHECK(within(pairs->front().p_adjusted, 0.75));
        const auto plain = pairwise_mcnemar(diphtheria(), Adjustment::none);
        CHECK(within(plain->front().p_adjusted, 0.125));
    }

    TEST_CASE("where the exact p would cost too much there is none") {
        base::Random random(3);
        const auto test = cochran_q(random_table(random, 12, 200));
        REQUIRE(test);
        CHECK(!test->p_exact);
        CHECK(test->p > 0);
    }

    TEST_CASE("nobody, one column, no change, and callers' mistakes") {
        CHECK(cochran_q({}).reason() == base::Reason::no_pairs);
        CHECK(cochran_q({3, {}}).reason() == base::Reason::no_pairs);
        CHECK(cochran_q({1, {1, 0}}).reason() == base::Reason::too_few);
        CHECK(cochran_q({2, {1, 1, 0, 0}}).reason() == base::Reason::no_change);
        CHECK(pairwise_mcnemar({1, {1}}).reason() == base::Reason::too_few);
        CHECK(pairwise_mcnemar({2, {1, 1, 0, 0}})->front().p == 1);
        CHECK(yes_counts({2, {1, 1, 0, 1}}).yes == std::vector<std::int64_t>{1, 2});
        CHECK_THROWS_AS((void)cochran_q({2, {1, 0, 1}}), base::ContractError);
        CHECK_THROWS_AS((void)cochran_q({2, {1, 2}}), base::ContractError);
        CHECK_THROWS_AS((void)yes_counts({0, {1}}), base::ContractError);
    }
}

}  // namespace outcomes::stats
