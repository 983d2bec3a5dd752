#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/doubt.hpp"
#include "libstats/survey/responses.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace outcomes::survey {

/// In a score column: this person has no score.
inline constexpr std::int64_t no_score = std::numeric_limits<std::int64_t>::min();

/// The scores of one wave on one scale, one a sheet.
struct WaveScores {
    std::vector<std::int64_t> units;  ///< score = units / denominator, or no_score
    std::vector<std::uint8_t>
        answered;                ///< how many items were answered, one a sheet (at most 255 items a scale)
    std::size_t n_scored = 0;    ///< people with a score
    std::size_t n_prorated = 0;  ///< of these with at least one item blank
    std::size_t n_lost = 0;      ///< people who answered something but too little for a score
    std::size_t n_blank = 0;     ///< people who answered none of the items
};

/// The scores of several waves on one scale, on one common grid.
struct ScaleScores {
    std::int64_t denominator = 1;
    std::vector<WaveScores> waves;
    /// Possible lowest and highest score, when the answers declare them.
    std::optional<double> low;
    std::optional<double> high;
    /// For a column that was computed before: the number of items its values are means of, given or detected
    /// (`items_per_score_detected`), or nothing if it lies on a plain decimal grid.
    std::optional<std::size_t> items_per_score;
    bool items_per_score_detected = false;
    bool on_grid = true;  ///< false: the values fit no grid; then `values` is filled and units are not
    std::vector<std::vector<double>>
        values;  ///< by wave and sheet, only when not on a grid (NaN where no score)
};

/// Scores of a scale in the waves given. An answer that is in no list is an error: throws base::InputError
/// with one diagnostic a column (grouped, with counts and the first cells). Reversal is low + high - x of the
/// declared codes. `mean` of the answered items; `sum` = mean x number of items; `percent` = (mean - low) /
/// (high - low) x 100; blank = "zero": the sum of what was answered (mean: divided by the number of items);
/// `convert` looks the sum up in a table and refuses what is not in it.
[[nodiscard]] ScaleScores score_scale(const Study& study, const Scale& scale,
                                      std::span<const WaveData* const> waves);

/// Item answers of one wave after reversal, for reliability: exact item units, row major, complete rows only.
struct ItemMatrix {
    std::size_t n_items = 0;
    std::int64_t denominator = 1;
    std::vector<std::int32_t> units;  ///< n_rows x n_items
    [[nodiscard]] std::size_t n_rows() const { return n_items == 0 ? 0 : units.size() / n_items; }
};
[[nodiscard]] ItemMatrix item_matrix(const Study& study, const Scale& scale, const WaveData& wave);

/// Answers to one question as positions in its answer list (0 lowest), -1 where there is none.
struct CategoryAnswers {
    std::vector<std::string> labels;  ///< lowest to highest
    std::vector<std::int16_t> codes;  ///< one a sheet
};
[[nodiscard]] CategoryAnswers category_answers(const Study& study, const ColumnName& column,
                                               const AnswerList& answers, const WaveData& wave);

/// Every answer that is in no list, over all scales and categories, grouped by column and text, and whatever
/// else would stop a scale from being scored (cells of a column of scores, raw scores that a table lacks):
/// for `check`.
[[nodiscard]] std::vector<base::Diagnostic> unknown_answers(const Study& study, const Responses& responses);
/// Every cell with an answer that is in no list, by wave, list, column and sheet.
[[nodiscard]] std::vector<DoubtfulCell> unknown_answer_cells(const Study& study, const Responses& responses);

}  // namespace outcomes::survey
