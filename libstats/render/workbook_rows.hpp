#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/sheet.hpp"

#include <vector>

/// The sheets of a workbook that are made of result rows. A sheet without rows is empty and left out.
namespace outcomes::render {

/// True for rows about a part of the people, e.g. one age group.
[[nodiscard]] bool is_of_group(const findings::Finding& row);

/// True for the row of a term that carries its result.
[[nodiscard]] bool is_headline(const findings::Finding& row);

/// The label of a row, with the answer it is about: "Volunteered: Yes".
[[nodiscard]] std::string row_name(const findings::Finding& row);

[[nodiscard]] Sheet scales_sheet(const findings::Findings& all);
[[nodiscard]] Sheet averages_sheet(const findings::Findings& all);
[[nodiscard]] Sheet reliability_sheet(const findings::Findings& all);
[[nodiscard]] Sheet questions_sheet(const findings::Findings& all);
[[nodiscard]] Sheet groups_sheet(const findings::Findings& all);
[[nodiscard]] Sheet people_sheet(const findings::Findings& all);
[[nodiscard]] Sheet attrition_sheet(const findings::Findings& all);
/// Every row with every column of findings::columns(), as in csv.
[[nodiscard]] Sheet results_sheet(const findings::Findings& all);

}  // namespace outcomes::render
