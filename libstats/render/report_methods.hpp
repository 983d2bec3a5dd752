#pragma once

#include "libstats/findings/disclosure.hpp"
#include "libstats/render/report_sections.hpp"

namespace outcomes::render {

/// The notes at the end of a report, written from what really ran: what is hidden, methods with policy and
/// source, smallest changes and why, families, the plan, files with their sums, how it was run, every
/// warning, and what was not done.
void add_notes(DocBlocks& blocks, const ReportStudy& report, const findings::SafeFindings& findings);

}  // namespace outcomes::render
