#pragma once

#include "libstats/findings/disclosure.hpp"
#include "libstats/render/report_options.hpp"

#include <string>

namespace outcomes::render {

/// The report of one study as one HTML file that needs nothing else: no script, no network.
/// @throws base::ContractError  the findings are not those of exactly one study
[[nodiscard]] std::string report_html(const findings::SafeFindings& findings,
                                      const ReportOptions& options = {});

}  // namespace outcomes::render
