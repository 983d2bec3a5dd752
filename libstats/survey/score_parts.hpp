#pragma once

#include "libstats/survey/item_scores.hpp"
#include "libstats/survey/scoring.hpp"
#include "libstats/survey/study.hpp"

#include <cstdint>
#include <span>

namespace outcomes::survey {

/// `units / denominator` rounded to `digits` decimals, halves away from zero (2.5 becomes 3, -2.5 becomes
/// -3), in units of 10^-digits. Exact. 0 <= digits <= 6, denominator > 0.
[[nodiscard]] std::int64_t rounded_units(std::int64_t units, std::int64_t denominator, int digits);

/// A score that adds up parts, each by its own rule for blanks: with s the sum of a part's c answered items
/// of k, the part is k s / c, rounded if the part says so, and missing if more than max_missing are blank;
/// the score is the sum of the parts, and missing if one of them is. Throws base::InputError if the parts
/// cannot be kept on one exact grid.
[[nodiscard]] ScaleScores score_parts(const Scale& scale, const DecodedScale& decoded,
                                      std::span<const WaveData* const> waves);

/// Takes the score from every sheet with too many blanks in one of Scale::limits.
void apply_limits(const Scale& scale, const DecodedScale& decoded, std::span<const WaveData* const> waves,
                  ScaleScores& scores);

/// Rounds the finished scores and their possible range.
void round_scores(int digits, ScaleScores& scores);

}  // namespace outcomes::survey
