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
    const SeenAnswers* seen = nullptr;
};

/// Questions that seem to offer the same answers, and all answers given to them.
struct LabelCluster {
    std::vector<std::size_t> questions;
    std::vector<std::string> neighbourhoods;
    std::vector<SeenAnswer> answers;  ///< counts added up
};

/// Puts questions together whose answers are among those of another one, or that are neighbours and have two
/// answers in common. Questions with most answers first; clusters in the order of their first question.
[[nodiscard]] std::vector<LabelCluster> cluster_labels(std::span<const LabelQuestion> questions);

/// The answer list of a cluster, lowest answer first, other spellings under `also`. Nothing for one question
/// whose answers have no known order (they are names, not steps).
[[nodiscard]] std::optional<DraftList> label_list(const LabelCluster& cluster);

}  // namespace outcomes::survey
