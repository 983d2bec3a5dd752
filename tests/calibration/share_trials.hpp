#pragma once

#include "libstats/stats/proportion_pairs.hpp"
#include "libstats/stats/proportions.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/trials.hpp"
#include "tests/calibration/truth.hpp"

#include <optional>

/// How methods for shares are put on trial: answers from the middle of the range up are "yes".
namespace outcomes::calibration {

[[nodiscard]] inline std::optional<double> share_change(const Population& population) {
    const Shares shares = shares_of(population, middle_cut(population));
    return shares.second - shares.first;
}

[[nodiscard]] inline std::optional<double> first_share(const Population& population) {
    return shares_of(population, middle_cut(population)).first;
}

/// Of the first wave alone.
template <class IntervalOf>
[[nodiscard]] Trial one_share_interval(const char* id, IntervalOf interval) {
    return {.id = id,
            .run = [interval](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                return {interval(yes_of(draw.before, draw.cut), 0.95), std::nullopt};
            },
            .truth = first_share,
            .null_holds = {}};
}

/// Of two independent shares.
template <class Pick>
[[nodiscard]] Trial two_shares_interval(const char* id, Pick pick) {
    return {.id = id,
            .run = [pick](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = stats::proportion_difference(yes_of(draw.others_before, draw.cut),
                                                                 yes_of(draw.others_after, draw.cut));
                if (!result) return {};
                return {pick(*result), std::nullopt};
            },
            .truth = share_change,
            .null_holds = {}};
}

/// A ratio of two independent shares.
template <class Ratio, class Pick>
[[nodiscard]] Trial ratio_trial(const char* id, Ratio ratio, Pick pick, double (*truth)(const Shares&)) {
    return {.id = id,
            .run = [ratio, pick](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result =
                    ratio(yes_of(draw.others_before, draw.cut), yes_of(draw.others_after, draw.cut), 0.95);
                if (!result) return {};
                return {pick(*result), std::nullopt};
            },
            .truth = [truth](const Population& population) -> std::optional<double> {
                return truth(shares_of(population, middle_cut(population)));
            },
            .null_holds = {}};
}

template <class Pick>
[[nodiscard]] Trial two_share_test_trial(const char* id, Pick pick) {
    return {.id = id,
            .run = [pick](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                return {std::nullopt,
                        pick(yes_of(draw.others_before, draw.cut), yes_of(draw.others_after, draw.cut))};
            },
            .truth = {},
            .null_holds = {}};
}

template <class Pick>
[[nodiscard]] Trial paired_odds_trial(const char* id, Pick pick) {
    return {.id = id,
            .run = [pick](const Draw& draw, std::uint64_t /*seed*/) -> Said {
                const auto result = stats::conditional_odds_ratio(paired_table_of(draw, draw.cut));
                if (!result) return {};
                return {pick(*result), std::nullopt};
            },
            .truth = [](const Population& population) -> std::optional<double> {
                const Shares shares = shares_of(population, middle_cut(population));
                return (shares.second - shares.both) / (shares.first - shares.both);
            },
            .null_holds = {}};
}

[[nodiscard]] inline double relative(const Shares& shares) {
    return shares.second / shares.first;
}
[[nodiscard]] inline double odds(const Shares& shares) {
    return shares.second * (1 - shares.first) / (shares.first * (1 - shares.second));
}

}  // namespace outcomes::calibration
