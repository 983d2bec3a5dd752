#pragma once

#include "libstats/findings/disclosure.hpp"

#include <string>

namespace outcomes::tests {

/// The sample with everything a report has: questions with their movement tables, groups, spreads, record.
[[nodiscard]] findings::Findings sample_report();

/// The same with texts that a browser, a spreadsheet, a terminal or LaTeX would take for something else, in
/// every place that holds text from outside.
[[nodiscard]] findings::Findings hostile_report();

/// One scale for each verdict, named after its id.
[[nodiscard]] findings::Findings verdict_report();

[[nodiscard]] findings::SafeFindings safe(findings::Findings findings);

}  // namespace outcomes::tests
