#pragma once

#include "libstats/survey/doubt.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <vector>

namespace outcomes::survey {

/// People who may not have read the questions. Nothing is left out for any of these; one finding a wave and
/// code, with the scales and the rows. In this order:
///
///     data.same_answer_throughout  one answer to every question of a scale, on more than 95 % of the scales
///                                  of three or more questions that were answered in full; at least three
///                                  such scales and twelve questions. A warning.
///     data.straight_lining         one answer to every question of a scale with reversed questions, four or
///                                  more, so that the sheet says yes and no at once. The middle answer to all
///                                  counts only where every other scale of the sheet got one answer too:
///                                  "neither" to a few questions is no contradiction. People counted above
///                                  are not counted again.
///     data.contradictory           the strongest answer, on the same side, both to the questions asked one
///                                  way and to those asked the other way: the means of the two sets, as
///                                  ticked, both within the outer eighth of the answers (on 1 to 5: both at
///                                  4.5 or above, or both at 1.5 or below). People counted above are not
///                                  counted again.
///
/// Why an eighth: to agree with a statement and with its opposite is common among people who read both (the
/// statements are never quite opposite); to agree as strongly as the answers allow with both is rare, and
/// with one reversed question among four it takes at most one answer of the whole scale that is not extreme.
/// Contradiction is only judged on sheets that answer the whole scale, with answers of four steps or more,
/// and where the two sets of the wave go together after reversal (a correlation above 0.2 among 30 sheets or
/// more): where they do not, the key is doubtful and not the people. After Meade & Craig 2012
/// (Psychological Methods 17:437), who compare several such counts.
///
/// Fewer people than one in twenty of a wave make a note, more a warning. Cost: one pass over the answers.
[[nodiscard]] std::vector<DataDoubt> careless_answers(const Study& study, const Responses& responses);

}  // namespace outcomes::survey
