#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/sheet.hpp"

/// The sheets of a workbook that are made of counts of answers.
namespace outcomes::render {

/// How many gave which answer: one row a question, wave and answer.
[[nodiscard]] Sheet answers_sheet(const findings::Findings& all);
/// Who went from which answer to which: one row a question, answer before and answer after.
[[nodiscard]] Sheet moves_sheet(const findings::Findings& all);
/// How many changed by how much on each scale: one row a scale and step.
[[nodiscard]] Sheet spread_sheet(const findings::Findings& all);

}  // namespace outcomes::render
