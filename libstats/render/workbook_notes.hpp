#pragma once

#include "libstats/findings/disclosure.hpp"
#include "libstats/render/sheet.hpp"
#include "libstats/render/workbook.hpp"

#include <span>
#include <string>

/// The sheets of a workbook that say what the others are.
namespace outcomes::render {

/// Numbered notes: how to read results, what is hidden, which rules held, what was not done, what went in.
/// The first three are those that other sheets point to.
/// @param left_out  names of sheets that nothing stands on
[[nodiscard]] Sheet notes_sheet(const findings::SafeFindings& findings, const WorkbookOptions& options,
                                std::span<const std::string> left_out);
/// What each method does, how it treats zeros and ties, and where it is described.
[[nodiscard]] Sheet methods_sheet(const findings::Findings& all);
/// Every column of the other sheets: its meaning, its unit and its name in csv.
[[nodiscard]] Sheet dictionary_sheet(std::span<const Sheet> sheets);

}  // namespace outcomes::render
