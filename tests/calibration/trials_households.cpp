#include "libstats/stats/clustered.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/trials.hpp"
#include "tests/calibration/truth.hpp"

#include <array>

/// Means of people who live in households: errors are shared there.
namespace outcomes::calibration {
namespace {

using stats::ClusteredContrast;

Said said(const base::Outcome<ClusteredContrast>& contrast) {
    if (!contrast) return {};
    return {contrast->ci, contrast->p.two_sided};
}

/// The first n people, linked.
Said linked(const Draw& draw, std::uint64_t /*seed*/) {
    const Households& people = draw.households;
    const std::size_t n = draw.before.size();
    std::vector<double> changes;
    for (std::size_t i = 0; i < n; ++i)
        changes.push_back(static_cast<double>(people.after[i] - people.before[i]));
    return said(stats::clustered_mean(changes, std::span(people.household).first(n)));
}

/// Every third of the 3 n / 2 people is linked, every third in the first wave only, every third in the second
/// only: people of all three kinds share households.
Said partly_linked(const Draw& draw, std::uint64_t /*seed*/) {
    const Households& people = draw.households;
    std::vector<double> values;
    std::vector<std::uint32_t> waves;
    std::vector<std::uint32_t> homes;
    const auto add = [&](std::int64_t score, std::uint32_t wave, std::size_t person) {
        values.push_back(static_cast<double>(score));
        waves.push_back(wave);
        homes.push_back(people.household[person]);
    };
    constexpr std::size_t kinds = 3;
    for (std::size_t i = 0; i < people.before.size(); ++i) {
        if (i % kinds != 2) add(people.before[i], 0, i);
        if (i % kinds != 1) add(people.after[i], 1, i);
    }
    constexpr std::array contrast{-1.0, 1.0};
    return said(stats::clustered_contrast({values, waves, homes}, contrast));
}

Trial household_trial(const char* id, Said (*run)(const Draw&, std::uint64_t)) {
    return {.id = id,
            .run = run,
            .truth = [](const Population& population) -> std::optional<double> {
                return centre_of(population).change();
            },
            .null_holds = {},
            .households = true};
}

}  // namespace

std::vector<Trial> trials_of_households() {
    return {household_trial("paired_cr2", linked), household_trial("overlap_cr2", partly_linked)};
}

}  // namespace outcomes::calibration
