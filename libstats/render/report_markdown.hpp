#pragma once

#include "libstats/findings/disclosure.hpp"
#include "libstats/render/figure.hpp"
#include "libstats/render/report_options.hpp"

#include <cstddef>
#include <string>

namespace outcomes::render {

/// The name of the file that holds part `part` of a figure: "hawkhill-change.svg", "hawkhill-change-2.svg".
[[nodiscard]] std::string figure_file_name(const Figure& figure, std::size_t part);

/// The report of one study in Markdown, with the same figures in the same order as the page. Charts are
/// linked as files of `folder` (as it is to stand in links, "" for the folder of the report), which the
/// caller writes: the file_parts of figures_of() under figure_file_name().
/// @throws base::ContractError  the findings are not those of exactly one study
[[nodiscard]] std::string report_markdown(const findings::SafeFindings& findings,
                                          const ReportOptions& options, const std::string& folder);

}  // namespace outcomes::render
