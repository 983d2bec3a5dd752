#pragma once

#include "libstats/stats/types.hpp"
#include "tests/calibration/population.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::calibration {

/// How much of the grid a method can afford.
enum class Cost {
    light,    ///< everywhere
    heavy,    ///< a quarter of the replicates at n = 200
    dear,     ///< a quarter of the replicates everywhere
    dearest,  ///< a quarter of the replicates; at n = 200 a tenth, in one cell of three
    sparse,   ///< one cell of nine up to n = 50, a tenth of the replicates: resampling, with 999 resamples
};

/// What a method says about one sample.
struct Said {
    std::optional<stats::Interval> interval;  ///< at 95 %
    std::optional<double> p;                  ///< two-sided unless the method has one side
};

/// A method of the registry on trial.
struct Trial {
    std::string id;  ///< as in the registry
    Cost cost = Cost::light;
    std::function<Said(const Draw&, std::uint64_t seed)> run;
    /// What the interval should hold; nothing where the population has no such value.
    std::function<std::optional<double>(const Population&)> truth;
    /// Whether the null hypothesis of the test is true here. Empty: where the margins are alike.
    std::function<bool(const Population&)> null_holds;
    bool households = false;  ///< whether it asks for Draw::households
};

/// All methods that are on trial, by family.
[[nodiscard]] std::vector<Trial> all_trials();
[[nodiscard]] std::vector<Trial> trials_of_means();
[[nodiscard]] std::vector<Trial> trials_of_ranks();
[[nodiscard]] std::vector<Trial> trials_of_shares();
[[nodiscard]] std::vector<Trial> trials_of_tables();
[[nodiscard]] std::vector<Trial> trials_of_waves();
[[nodiscard]] std::vector<Trial> trials_of_agreement();
[[nodiscard]] std::vector<Trial> trials_of_resampling();
[[nodiscard]] std::vector<Trial> trials_of_households();
[[nodiscard]] std::vector<Trial> trials_of_overlap();
[[nodiscard]] std::vector<Trial> trials_of_effects();
[[nodiscard]] std::vector<Trial> trials_of_equivalence();
[[nodiscard]] std::vector<Trial> trials_of_rank_forms();
[[nodiscard]] std::vector<Trial> trials_of_share_forms();

/// What a test says where there is nothing to test: people who all stayed the same speak against no
/// hypothesis.
[[nodiscard]] inline Said nothing_to_test() {
    return {std::nullopt, 1.0};
}
/// An interval without a test.
[[nodiscard]] inline Said only(const stats::Interval& interval) {
    return {interval, std::nullopt};
}

}  // namespace outcomes::calibration
