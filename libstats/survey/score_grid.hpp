#pragma once

#include "libstats/survey/study.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace outcomes::survey {

/// How a scale turns the answers of one sheet into a score. Answers are integers: answer = units /
/// answer_denominator.
struct ScoreForm {
    ScoreKind kind = ScoreKind::mean;
    BlankRule blank = BlankRule::prorate;
    std::size_t n_items = 0;
    std::size_t max_missing = 0;
    std::int64_t answer_denominator = 1;
    std::int64_t lowest_sum = 0;   ///< sum of the items' lowest answers, in answer units
    std::int64_t highest_sum = 0;  ///< sum of the items' highest answers, in answer units
    std::int64_t largest_sum = 0;  ///< no sheet's sum is larger in size than this
};

/// Scores as integers on one grid: with c items answered that add up to s answer units,
///     score = (multiplier[c] * s + offset) / denominator,
/// exactly, whatever c is. A multiplier of 0 means that c answers are too few (or none).
struct ScoreGrid {
    std::vector<std::int64_t> multiplier;  ///< index c, 0 to n_items
    std::int64_t offset = 0;
    std::int64_t denominator = 1;
};

/// How many answers a sheet needs, at least. Prorating: n_items - max_missing, and one in any case. With
/// blanks as zero the same, but max_missing = 0 sets no limit there: a rule for blanks that admits none would
/// say nothing.
[[nodiscard]] std::size_t fewest_answers(const ScoreForm& form);

/// The coarsest grid for sheets with one of `counts` answers; for all that are enough if `counts` is empty.
///
/// With k items, c answered, s their sum, L and H the lowest and highest sums, and m = s / c (prorated) or s
/// / k (blanks are zero):
///     mean = m,   sum = k m,   percent = 100 (k m - L) / (H - L).
/// The denominator is a common multiple of the counts, so 20 items with two blanks allowed lie on 1/3420.
/// Nothing if the scores do not fit into 62 bits there (60 items, any number blank), or percent has no range.
[[nodiscard]] std::optional<ScoreGrid> score_grid(const ScoreForm& form,
                                                  std::span<const std::size_t> counts = {});

/// The same formula in floating point, for scores that fit no grid.
[[nodiscard]] double score_value(const ScoreForm& form, std::int64_t sum, std::size_t n_answered);

}  // namespace outcomes::survey
