#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/lay.hpp"
#include "libstats/render/phrases.hpp"

#include <string>

/// What an evaluator reads about a result: estimate, interval, test, effect, people and method in the order
/// of APA style, symbols in italics, then what the interval says against the smallest change.
namespace outcomes::render {

/// What goes with a row besides its terms.
struct EvaluatorContext {
    TermContext term;
    std::string method;  ///< name of the method, or "" for its id
    std::string adjust;  ///< holm, bh, none
};
[[nodiscard]] EvaluatorContext evaluator_context(const findings::StudyFindings& study,
                                                 const findings::Finding& row);

/// @throws base::ContractError  the row has no verdict
[[nodiscard]] Runs evaluator_text(const findings::Finding& row, const EvaluatorContext& context);

/// A row of analysis "attrition" with an effect.
[[nodiscard]] Runs attrition_text(const findings::Finding& row);

/// The design and what it can carry, the rule of the verdict.
[[nodiscard]] Runs evaluator_caveats(const findings::StudyFindings& study, const Rows& rows);

}  // namespace outcomes::render
