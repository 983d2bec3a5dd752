#pragma once

#include "libstats/render/drawing.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace outcomes::render {

/// A piece of a bar: one answer, or neighbouring answers that are shown together.
struct BarPiece {
    std::size_t first = 0, last = 0;  ///< of the answers
    double percent = 0;
};

/// What people answered in one wave.
struct Bar {
    std::string wave;
    std::vector<BarPiece> pieces;  ///< from the first answer to the last; none where nothing is shown
    std::string instead;           ///< words where nothing is shown
};

struct BarQuestion {
    std::string label;
    std::vector<Bar> bars;  ///< one a wave
};

/// Chart D for ordered answers: bars on both sides of the middle, which a middle answer straddles. A piece of
/// several answers may not reach over the middle.
struct DivergingBars {
    std::vector<std::string> answers;  ///< 2 to 7, from the left (worse) to the right
    std::vector<BarQuestion> questions;
};
[[nodiscard]] std::vector<Drawing> draw(const DivergingBars& bars);

/// Answers on both sides of the middle, in few words: "disagree", "never or rarely".
[[nodiscard]] std::string side_words(const std::vector<std::string>& answers);

/// Chart D for kinds of answers, or too many: two bars an answer, from 0.
struct GroupedBars {
    struct Row {
        std::string answer;
        double percent_from = 0, percent_to = 0;
    };
    std::string from, to;  ///< names of the waves
    std::vector<Row> rows;
};
[[nodiscard]] std::vector<Drawing> draw(const GroupedBars& bars);

}  // namespace outcomes::render
