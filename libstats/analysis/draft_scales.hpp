#pragma once

#include "libstats/survey/draft.hpp"

#include <vector>

namespace outcomes::analysis {

/// Suggests scales and single questions from the questions and answer lists of a draft, and writes them into
/// it: first shipped instruments, then the questions of one grid, those whose names differ by a number at the
/// end, and rows of at least three neighbouring questions with one answer list. Questions of a group that do
/// not hang together (alpha below 0.5 once the reversed ones are turned round) are not made a scale; that is
/// said in a comment. A question is reversed if it goes against the others, which is certain if it does so
/// clearly in every wave. A column that holds the sum or the mean of a group is told apart from its
/// questions.
///
/// Where words leave the order of two answers open, the order is taken in which the questions agree more.
void suggest_scales(survey::StudyDraft& draft);

}  // namespace outcomes::analysis
