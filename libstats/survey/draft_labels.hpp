#pragma once

#include "libstats/survey/draft.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace outcomes::survey {

/// A question with labels for answers.
struct LabelQuestion {
    std::size_t question = 0;
    std::string neighbourhood;  ///< the same for questions of one grid or one row of names; or ""
    bool is_in_grid = false;    ///< the neighbourhood is a grid
    const SeenAnswers* seen = nullptr;
};

/// Questions that seem to offer the same answers, and all answers given to them.
struct LabelCluster {
    std::vector<std::size_t> questions;
    std::vector<std::string> neighbourhoods;
    std::vector<std::string> grids;   ///< those of the neighbourhoods that are grids
    std::vector<SeenAnswer> answers;  ///< counts added up
};

/// Puts questions together whose answers are among those of another one; neighbours that have two answers in
/// common; questions of one grid that have one in common, or whose answers are all of one kind; and questions
/// that few answered, or that are neighbours, where one usual scale offers the answers to all of them.
/// Questions with most answers first; clusters in the order of their first question.
[[nodiscard]] std::vector<LabelCluster> cluster_labels(std::span<const LabelQuestion> questions);

/// The answer list of a cluster, lowest answer first, other spellings under `also`. Where the answers are
/// some of a usual scale, its other ones are added, and a doubt says so. Nothing for one question whose
/// answers have no known order (they are names, not steps).
[[nodiscard]] std::optional<DraftList> label_list(const LabelCluster& cluster);

}  // namespace outcomes::survey
