#pragma once

#include "libstats/survey/draft.hpp"
#include "libstats/survey/questionnaire.hpp"

#include <optional>
#include <span>
#include <string>

namespace outcomes::survey {

/// A shipped instrument that questions may belong to.
struct InstrumentGuess {
    const Questionnaire* key = nullptr;
    std::string why;
    Doubt doubt;         ///< "" if the wording shows the instrument and the order of its items
    std::string coding;  ///< where the instrument has several codings: the one that the answers fit
    bool labels_differ =
        false;  ///< the files write labels that the key does not know, as many as it has codes
};

/// Looks for the instrument that these questions, in this order, are: as many items, answers that its codes
/// or labels allow, and its words in the questions or its name in theirs. By the name alone the order of the
/// items stays open, which is a doubt; so is an instrument of one question without its words.
/// @param name  what the names of the questions share
/// @param list  their answers
[[nodiscard]] std::optional<InstrumentGuess> guess_instrument(std::span<const DraftQuestion* const> questions,
                                                              const std::string& name,
                                                              const AnswerList& list);

}  // namespace outcomes::survey
