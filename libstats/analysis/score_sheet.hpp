#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace outcomes::analysis {

struct ScoreOptions {
    std::vector<std::string> waves;   ///< ids; empty: all
    std::vector<std::string> scales;  ///< ids; empty: all
    std::vector<std::string> keep;    ///< columns of the exports to carry along
};

/// Scores of one scale, counted.
struct ScaleCount {
    std::string wave;
    std::string scale;
    std::string label;
    std::size_t n_sheets = 0;
    std::size_t n_scored = 0;
    std::size_t n_prorated = 0;
    std::size_t n_lost = 0;
    std::size_t n_blank = 0;
};

/// What a column of the sheet holds.
struct ScoreColumn {
    std::string title;
    std::optional<double> low, high;  ///< possible scores, where the answers declare them
    std::vector<std::pair<std::string, std::string>> values;  ///< of the wave: ids and labels
};

/// One answer sheet a row: wave, id columns, kept columns, one score a scale. Numbers are shortest round-trip
/// text.
struct ScoreSheet {
    std::vector<std::string> header;
    std::vector<bool> is_number;                 ///< one a column
    std::vector<ScoreColumn> columns;            ///< one a column
    std::vector<std::vector<std::string>> rows;  ///< "" where there is no score
    std::vector<ScaleCount> counts;
    std::vector<base::Diagnostic> notes;
};

[[nodiscard]] ScoreSheet score_sheet(const survey::Study& study, const ScoreOptions& options = {});

}  // namespace outcomes::analysis
