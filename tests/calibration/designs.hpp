#pragma once

#include "libstats/base/random.hpp"
#include "libstats/stats/types.hpp"
#include "tests/calibration/store.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Simulation of the methods that are not about one score in two waves: each family brings its populations.
namespace outcomes::calibration {

/// What a method says about the sample that was drawn last. Empty: it gives a reason and no answer.
struct Reply {
    std::optional<stats::Interval> interval;  ///< at 95 %
    double truth = 0;                         ///< what the interval should hold
    std::optional<double> p;                  ///< of a true hypothesis
};

/// One method on trial in one population, for its interval or for its test.
struct Question {
    std::string method;  ///< as in the registry, or that and a variant
    bool is_test = false;
    double share = 1;  ///< of the replicates, as its cost allows
    std::function<Reply()> ask;
};

/// An interval for a value of the population.
[[nodiscard]] Question interval_of(std::string method, double truth,
                                   std::function<std::optional<stats::Interval>()> ask, double share = 1);
/// A test whose hypothesis is true in the population.
[[nodiscard]] Question test_of(std::string method, std::function<std::optional<double>()> ask,
                               double share = 1);

/// A population, the sample that was drawn last, and what the methods say about it.
struct DesignCell {
    std::function<void(base::Random&)> draw;
    std::vector<Question> questions;
};

/// A population that can be made when it is needed. The second word of its name is "n" and a number: people,
/// a group's people, sites or expected events.
struct DesignTrial {
    std::string cell;
    std::function<DesignCell()> make;
};

/// What both say of one effect: its interval and, where there is none (`no_effect`), its test.
/// @param find  Found has an interval `ci`
/// @param p     the two-sided p-value of a Found
template <class Found, class P>
void ask_effect(DesignCell& cell, const std::string& method, double truth, bool no_effect,
                const std::function<std::optional<Found>()>& find, P p, double share) {
    cell.questions.push_back(interval_of(
        method, truth,
        [find]() -> std::optional<stats::Interval> {
            const std::optional<Found> found = find();
            return found ? std::optional(found->ci) : std::nullopt;
        },
        share));
    if (!no_effect) return;
    cell.questions.push_back(test_of(
        method,
        [find, p]() -> std::optional<double> {
            const std::optional<Found> found = find();
            return found ? std::optional(p(*found)) : std::nullopt;
        },
        share));
}

/// All populations, by family.
[[nodiscard]] std::vector<DesignTrial> all_designs();
[[nodiscard]] std::vector<DesignTrial> designs_of_items();
[[nodiscard]] std::vector<DesignTrial> designs_of_occasions();
[[nodiscard]] std::vector<DesignTrial> designs_of_mixed_models();
[[nodiscard]] std::vector<DesignTrial> designs_of_sites();
[[nodiscard]] std::vector<DesignTrial> designs_of_groups();
[[nodiscard]] std::vector<DesignTrial> designs_of_households();
[[nodiscard]] std::vector<DesignTrial> designs_of_rates();
[[nodiscard]] std::vector<DesignTrial> designs_of_odds();
[[nodiscard]] std::vector<DesignTrial> designs_of_surveys();
[[nodiscard]] std::vector<DesignTrial> designs_of_many_tests();

/// Draws the samples of one population and asks the methods that `wanted` names. Depends on `seed` and the
/// name of the population alone.
[[nodiscard]] std::vector<Score> simulate(const std::string& name, const DesignCell& cell,
                                          const std::function<bool(const std::string&)>& wanted,
                                          std::size_t replicates, std::uint64_t seed);

}  // namespace outcomes::calibration
