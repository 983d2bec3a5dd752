#include "libstats/stats/cochran_q.hpp"

#include "libstats/stats/distributions.hpp"
#include "libstats/stats/proportion_pairs.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace outcomes::stats {
namespace {

using base::Reason;
using base::require;

constexpr std::size_t most_steps = 20'000'000;

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

/// The distribution of the column totals of informative people, whichever column has which total. Totals are
/// kept in order and packed into one word.
class ColumnTotals {
  public:
    ColumnTotals(std::size_t k, std::int64_t most)
        : k_(k), bits_(static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(most)))) {
        states_[0] = 1;
    }

    /// False if a state does not fit into one word.
    [[nodiscard]] bool fits() const { return k_ * bits_ <= 64; }

    /// One more person, who says yes in `yes` columns, any of them alike.
    /// @return steps taken
    std::size_t add_person(std::size_t yes) {
        const std::vector<std::vector<std::size_t>> choices = choices_of(yes);
        const double share = 1 / static_cast<double>(choices.size());
        std::unordered_map<std::uint64_t, double> next;
        next.reserve(states_.size() * 2);
        for (const auto& [state, probability] : states_) {
            const std::vector<std::int64_t> totals = unpacked(state);
            for (const auto& columns : choices) {
                std::vector<std::int64_t> changed = totals;
                for (const std::size_t column : columns) ++changed[column];
                std::sort(changed.begin(), changed.end());
                next[packed(changed)] += probability * share;
            }
        }
        const std::size_t steps = states_.size() * choices.size();
        states_ = std::move(next);
        return steps;
    }

    /// P of a sum of squares of at least this.
    [[nodiscard]] double at_least(std::int64_t squares) const {
        std::vector<double> terms;
        for (const auto& [state, probability] : states_) {
            if (sum_of_squares(unpacked(state)) >= squares) terms.push_back(probability);
        }
        std::sort(terms.begin(), terms.end());  // the same sum whatever the order of the states
        return std::min(1.0, std::accumulate(terms.begin(), terms.end(), 0.0));
    }

  private:
    [[nodiscard]] std::vector<std::int64_t> unpacked(std::uint64_t state) const {
        std::vector<std::int64_t> totals(k_);
        const std::uint64_t mask = bits_ == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits_) - 1;
        for (std::size_t j = 0; j < k_; ++j)
            totals[j] = static_cast<std::int64_t>(state >> (j * bits_) & mask);
        return totals;
    }

    [[nodiscard]] std::uint64_t packed(const std::vector<std::int64_t>& totals) const {
        std::uint64_t state = 0;
        for (std::size_t j = 0; j < k_; ++j) state |= static_cast<std::uint64_t>(totals[j]) << (j * bits_);
        return state;
    }

    /// All ways to choose `yes` of the columns.
    [[nodiscard]] std::vector<std::vector<std::size_t>> choices_of(std::size_t yes) const {
        std::vector<std::vector<std::size_t>> choices;
        std::vector<std::size_t> columns(yes);
        std::iota(columns.begin(), columns.end(), std::size_t{0});
        while (true) {
            choices.push_back(columns);
            std::size_t last = yes;
            while (last > 0 && columns[last - 1] == k_ - yes + last - 1) --last;
            if (last == 0) return choices;
            ++columns[last - 1];
            for (std::size_t j = last; j < yes; ++j) columns[j] = columns[j - 1] + 1;
        }
    }

    std::size_t k_;
    std::size_t bits_;
    std::unordered_map<std::uint64_t, double> states_;
};

/// Of the informative people: how many by their number of yes, and the sum of squares of their column totals.
std::optional<double> exact_p(const std::vector<std::int64_t>& people, std::int64_t informative,
                              std::int64_t squares) {
    const std::size_t k = people.size() - 1;
    ColumnTotals totals(k, informative);
    if (!totals.fits()) return std::nullopt;
    std::size_t steps = 0;
    for (std::size_t yes = 1; yes < k; ++yes) {
        if (people[yes] > 0 &&
            std::exp(log_choose(static_cast<std::int64_t>(k), static_cast<std::int64_t>(yes))) > most_steps)
            return std::nullopt;
        for (std::int64_t i = 0; i < people[yes]; ++i) {
            steps += totals.add_person(yes);
            if (steps > most_steps) return std::nullopt;
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
