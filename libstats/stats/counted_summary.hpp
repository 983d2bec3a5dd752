#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/value_counts.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace outcomes::stats {

/// What a table of answers says of them, from the counts alone: the people need not be sorted.
struct CountedSummary {
    std::int64_t n = 0;              ///< people, at least 1
    double mean = 0;                 ///< exact sum, rounded once
    std::optional<double> sd;        ///< divisor n - 1; empty if n = 1
    double q1 = 0;                   ///< quartiles of Hyndman & Fan's type 7 (R, Excel, NumPy)
    double median = 0;               ///< the second quartile
    double q3 = 0;                   ///< the third
    double min = 0;                  ///< the lowest value
    double max = 0;                  ///< the highest value
    std::optional<double> skewness;  ///< type 2 (SPSS, SAS, Excel); empty if n < 3 or nothing varies
};

/// The same numbers as describe(), in time that grows with the distinct values and not with the people.
/// Quartile i stands at 1 + i (n - 1) / 4, between neighbours in proportion; all of it in integers.
///
/// @param counts  ascending, each count above 0, as value_counts() gives them
/// @param denominator  value = units / denominator
/// @return Reason::no_answers for no counts
/// @throws base::ContractError  a denominator below 1, counts that are not ascending or not positive
[[nodiscard]] base::Outcome<CountedSummary> summary_of(std::span<const ValueCount> counts,
                                                       std::int64_t denominator = 1);

}  // namespace outcomes::stats
