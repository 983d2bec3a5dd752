#pragma once

#include "libstats/findings/disclosure.hpp"
#include "libstats/render/document.hpp"
#include "libstats/render/report_options.hpp"

namespace outcomes::render {

/// The report of one study as a document, in the order in which a busy reader may stop: main findings, what
/// they can and cannot tell, who answered, change on every scale, a closer look, single questions, groups,
/// notes. Sections without data are left out; the notes say what was not done.
/// @throws base::ContractError  the findings are not those of exactly one study
[[nodiscard]] Document report_document(const findings::SafeFindings& findings, const ReportOptions& options);

}  // namespace outcomes::render
