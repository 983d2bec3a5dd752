#include "libstats/base/random.hpp"
#include "libstats/stats/improvement.hpp"
#include "libstats/stats/rank_biserial.hpp"
#include "libstats/stats/value_counts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

/// Do the 95 % intervals of the rank effect sizes hold the population's value in 95 % of samples? From no
/// effect to nearly everybody improving, n = 12, 20, 40.
namespace outcomes::stats {
namespace {

constexpr int n_samples = 4000;
constexpr double least_coverage = 0.93;
constexpr double conservative_above = 0.975;

/// A finite population, drawn once; its effect sizes are exact and samples are drawn from it with
/// replacement.
struct Population {
    std::string name;
    std::vector<std::int64_t> changes;
    double rank_biserial = 0;        ///< among those who changed
    double rank_biserial_pratt = 0;  ///< among pairs of people who did not both stay the same
    double improvement = 0;
};

Population population_of(std::string name, const std::function<std::int64_t(base::Random&)>& change) {
    constexpr std::size_t size = 100000;
    base::Random random(2024);
    Population population{.name = std::move(name), .changes = std::vector<std::int64_t>(size)};
    std::generate(population.changes.begin(), population.changes.end(), [&] { return change(random); });
    const GridView all{.units = population.changes};
    population.rank_biserial = rank_biserial(all, {.zeros = ZeroRule::wilcoxon})->estimate;
    population.rank_biserial_pratt = rank_biserial(all, {.zeros = ZeroRule::pratt})->estimate;
    population.improvement = improvement(all)->estimate;
    return population;
}

/// Normal changes of which r = 2 Phi(sqrt(2) shift) - 1.
Population continuous(double shift) {
    return population_of("continuous", [shift](base::Random& random) {
        return std::llround((random.normal() + shift) * 1e9);
    });
}

/// Five-point questions about a trait that rises by `shift`; the mean of several, or one alone.
Population likert(int n_items, double shift) {
    const auto change = [n_items, shift](base::Random& random) {
        const double trait = 3 + 0.7 * random.normal();
        std::int64_t sum = 0;
        for (int i = 0; i < n_items; ++i) {
            const auto before = std::llround(trait + 0.8 * random.normal());
            const auto after = std::llround(trait + shift + 0.8 * random.normal());
            sum += std::clamp(after, 1LL, 5LL) - std::clamp(before, 1LL, 5LL);
        }
        return sum;
    };
    return population_of(n_items == 1 ? "one question" : "mean of five", change);
}

/// Coverage and mean width of one interval.
struct Score {
    int held = 0;
    double width = 0;

    void add(const Interval& interval, double truth) {
        held += interval.low <= truth && truth <= interval.high ? 1 : 0;
        width += interval.high - interval.low;
    }
    [[nodiscard]] double coverage() const { return static_cast<double>(held) / n_samples; }
    [[nodiscard]] std::string text() const {
        const char* mark = coverage() > conservative_above ? "conservative" : "";
        return fmt::format("{:.3f} {:.2f} {:12}", coverage(), width / n_samples, mark);
    }
};

void simulate(const Population& population, std::size_t n) {
    base::Random random(1000 + n);
    Score dropped, pratt, improved;
    std::vector<std::int64_t> sample(n);
    for (int i = 0; i < n_samples; ++i) {
        for (std::int64_t& change : sample)
            change = population.changes[random.below(population.changes.size())];
        const GridView view{.units = sample};
        improved.add(improvement(view)->ci, population.improvement);
        // Nobody changed: nothing is estimated, and nothing is claimed.
        const auto first = rank_biserial(view, {.zeros = ZeroRule::wilcoxon});
        const auto second = rank_biserial(view, {.zeros = ZeroRule::pratt});
        dropped.add(first ? first->ci : Interval{-1, 1}, population.rank_biserial);
        pratt.add(second ? second->ci : Interval{-1, 1}, population.rank_biserial_pratt);
    }
    std::cout << fmt::format("{:13} {:3} | {:5.2f} {} | {:5.2f} {} | {:.3f} {}\n", population.name, n,
                             population.rank_biserial, dropped.text(), population.rank_biserial_pratt,
                             pratt.text(), population.improvement, improved.text());
    CAPTURE(population.name);
    CAPTURE(population.rank_biserial);
    CAPTURE(n);
    CHECK(dropped.coverage() >= least_coverage);
    CHECK(pratt.coverage() >= least_coverage);
    CHECK(improved.coverage() >= least_coverage);
}

TEST_SUITE("stats/rank_coverage") {
    TEST_CASE("the intervals of rank effect sizes cover, up to nearly everybody improving") {
        std::vector<Population> populations;
        for (const double shift : {0.0, 0.516, 0.797, 0.994, 1.199, 1.535})
            populations.push_back(continuous(shift));
        for (const double shift : {0.0, 0.256, 0.405, 0.51, 0.62, 0.80})
            populations.push_back(likert(5, shift));
        for (const double shift : {0.0, 0.52, 0.82, 1.04, 1.28, 1.72})
            populations.push_back(likert(1, shift));
        std::cout << "95 % intervals: true value, coverage, mean width\n"
                  << "differences     n | rank-biserial, zeros dropped    | rank-biserial, Pratt            "
                     "| probability of improvement\n";
        for (const Population& population : populations) {
            for (const std::size_t n : {12U, 20U, 40U}) simulate(population, n);
        }
    }
}

}  // namespace
}  // namespace outcomes::stats
