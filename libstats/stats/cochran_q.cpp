#include "libstats/stats/cochran_q.hpp"

#include "libstats/stats/distributions.hpp"
#include "libstats/stats/proportion_pairs.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <unordered_map>

namespace outcomes::stats {
namespace {

using base::Reason;
using base::require;

constexpr std::size_t most_steps = 5'000'000;

void require_answers(const YesNoTable& table) {
    require(table.k > 0 || table.answers.empty(), "answers need columns");
    require(table.k == 0 || table.answers.size() % table.k == 0, "everybody answered all columns");
    require(std::all_of(table.answers.begin(), table.answers.end(), [](auto answer) { return answer <= 1; }),
            "an answer is 0 or 1");
}

std::optional<Reason> poverty(const YesNoTable& table) {
    require_answers(table);
    if (table.n() == 0) return Reason::no_pairs;
    if (table.k < 2) return Reason::too_few;
    return std::nullopt;
}

/// How many people said yes in 0, 1, ..., k columns.
std::vector<std::int64_t> people_by_yes(const YesNoTable& table) {
    std::vector<std::int64_t> people(table.k + 1, 0);
    for (std::size_t i = 0; i < table.n(); ++i) {
        std::size_t yes = 0;
        for (std::size_t j = 0; j < table.k; ++j) yes += table.yes(i, j) ? 1U : 0U;
        ++people[yes];
    }
    return people;
}

std::int64_t sum_of_squares(const std::vector<std::int64_t>& totals) {
    return std::accumulate(totals.begin(), totals.end(), std::int64_t{0},
                           [](std::int64_t sum, std::int64_t total) { return sum + total * total; });
}

double choose(std::size_t n, std::size_t k) {
    double ways = 1;
    for (std::size_t i = 0; i < k; ++i) ways = ways * static_cast<double>(n - i) / static_cast<double>(i + 1);
    return ways;
}

/// The distribution of the column totals of informative people, whichever column has which total. Totals are
/// kept in ascending order, each in a field of one word.
class ColumnTotals {
  public:
    ColumnTotals(std::size_t k, std::int64_t most)
        : k_(k), bits_(static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(most)))) {
        states_[0] = 1;
    }

    /// False if a state does not fit into one word.
    [[nodiscard]] bool fits() const { return k_ * bits_ < 64; }

    /// One more person, who says yes in `yes` columns, any of them alike.
    /// @return false if that took too many steps
    [[nodiscard]] bool add_person(std::size_t yes) {
        next_.clear();
        const double ways = choose(k_, yes);
        for (const auto& [state, probability] : states_) {
            spread(state, 0, yes, probability / ways);
            if (steps_ > most_steps) return false;
        }
        states_.swap(next_);
        return true;
    }

    /// P of a sum of squares of at least this.
    [[nodiscard]] double at_least(std::int64_t squares) const {
        std::vector<double> terms;
        for (const auto& [state, probability] : states_) {
            std::vector<std::int64_t> totals(k_);
            for (std::size_t j = 0; j < k_; ++j) totals[j] = static_cast<std::int64_t>(total(state, j));
            if (sum_of_squares(totals) >= squares) terms.push_back(probability);
        }
        std::sort(terms.begin(), terms.end());  // the same sum whatever the order of the states
        return std::min(1.0, std::accumulate(terms.begin(), terms.end(), 0.0));
    }

  private:
    [[nodiscard]] std::uint64_t total(std::uint64_t state, std::size_t column) const {
        return state >> (column * bits_) & ((std::uint64_t{1} << bits_) - 1);
    }

    /// Puts `yes` more into the columns from `column` on. Of columns with equal totals the last ones are
    /// taken, which leaves the order as it is, and counts for every choice among them.
    void spread(std::uint64_t state, std::size_t column, std::size_t yes, double weight) {
        if (yes == 0) {
            next_[state] += weight;
            ++steps_;
            return;
        }
        std::size_t end = column + 1;
        while (end < k_ && total(state, end) == total(state, column)) ++end;
        const std::size_t equal = end - column, rest = k_ - end;
        std::uint64_t taken = state;
        for (std::size_t here = 0; here <= std::min(equal, yes); ++here) {
            if (here > 0) taken += std::uint64_t{1} << ((end - here) * bits_);
            if (yes - here <= rest) spread(taken, end, yes - here, weight * choose(equal, here));
        }
    }

    std::size_t k_;
    std::size_t bits_;
    std::size_t steps_ = 0;
    std::unordered_map<std::uint64_t, double> states_;
    std::unordered_map<std::uint64_t, double> next_;
};

/// Of the informative people: how many by their number of yes, and the sum of squares of their column totals.
std::optional<double> exact_p(const std::vector<std::int64_t>& people, std::int64_t informative,
                              std::int64_t squares) {
    const std::size_t k = people.size() - 1;
    ColumnTotals totals(k, informative);
    if (!totals.fits()) return std::nullopt;
    for (std::size_t yes = 1; yes < k; ++yes) {
        for (std::int64_t i = 0; i < people[yes]; ++i) {
            if (!totals.add_person(yes)) return std::nullopt;
        }
    }
    return totals.at_least(squares);
}

/// People with the first column only, and with the second only.
ColumnPair counts_of(const YesNoTable& table, std::size_t first, std::size_t second) {
    ColumnPair pair{.first = first, .second = second};
    for (std::size_t i = 0; i < table.n(); ++i) {
        const bool a = table.yes(i, first), b = table.yes(i, second);
        if (a && !b) ++pair.first_only;
        if (b && !a) ++pair.second_only;
    }
    return pair;
}

}  // namespace

YesCounts yes_counts(const YesNoTable& table) {
    require_answers(table);
    YesCounts counts{table.n(), table.k, 0, std::vector<std::int64_t>(table.k, 0)};
    for (std::size_t i = 0; i < counts.n; ++i) {
        std::size_t yes = 0;
        for (std::size_t j = 0; j < table.k; ++j) {
            counts.yes[j] += table.yes(i, j) ? 1 : 0;
            yes += table.yes(i, j) ? 1U : 0U;
        }
        if (yes > 0 && yes < table.k) ++counts.n_informative;
    }
    return counts;
}

base::Outcome<CochranQ> cochran_q(const YesNoTable& table) {
    if (const auto reason = poverty(table)) return *reason;
    CochranQ test;
    test.counts = yes_counts(table);
    if (test.counts.n_informative == 0) return Reason::no_change;
    const std::vector<std::int64_t> people = people_by_yes(table);
    const auto k = static_cast<std::int64_t>(table.k);
    test.df = table.k - 1;

    std::vector<std::int64_t> totals = test.counts.yes;
    for (std::int64_t& total : totals) total -= people[table.k];
    const std::int64_t all = std::accumulate(totals.begin(), totals.end(), std::int64_t{0});
    const std::int64_t squares = sum_of_squares(totals);
    std::int64_t within = 0;
    for (std::int64_t yes = 1; yes < k; ++yes)
        within += people[static_cast<std::size_t>(yes)] * yes * (k - yes);
    test.q = static_cast<double>(k - 1) * static_cast<double>(k * squares - all * all) /
             static_cast<double>(within);
    test.p = chi2_sf(test.q, static_cast<double>(test.df));
    test.p_exact = k == 2 ? mcnemar({0, totals[0], totals[1], 0})->exact.two_sided
                          : exact_p(people, static_cast<std::int64_t>(test.counts.n_informative), squares);
    return test;
}

base::Outcome<std::vector<ColumnPair>> pairwise_mcnemar(const YesNoTable& table, Adjustment method) {
    if (const auto reason = poverty(table)) return *reason;
    std::vector<ColumnPair> pairs;
    std::vector<std::optional<double>> p;
    for (std::size_t first = 0; first < table.k; ++first) {
        for (std::size_t second = first + 1; second < table.k; ++second) {
            ColumnPair pair = counts_of(table, first, second);
            const auto test = mcnemar({0, pair.first_only, pair.second_only, 1});
            if (test) pair.p = test->exact.two_sided;
            p.emplace_back(pair.p);
            pairs.push_back(pair);
        }
    }
    const auto adjusted = adjust(p, method);
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].p_adjusted = *adjusted[i];
    return pairs;
}

}  // namespace outcomes::stats
