#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/document.hpp"
#include "libstats/render/result_table.hpp"

#include <optional>
#include <string>
#include <vector>

/// The rows of a study as a report uses them, and the cells that they become.
namespace outcomes::render {

/// Rows of a study by their place in a report.
struct ReportRows {
    Rows headlines;  ///< scales and questions, with a verdict
    Rows items;      ///< single questions, with a verdict
    Rows answers;    ///< shares of answers that have no order
    Rows groups;     ///< of groups of people
    Rows other_estimand, response, attrition, reliability;
};
[[nodiscard]] ReportRows report_rows(const findings::StudyFindings& study);

/// Terms that get a closer look: those that the study leads with, in their order; where it names none, those
/// that moved most.
struct LeadRows {
    Rows rows;
    bool some = false;  ///< more than these moved
};
[[nodiscard]] LeadRows lead_rows(const findings::StudyFindings& study, const ReportRows& rows);

/// Whether plain words and figures for evaluators are wanted.
struct Voices {
    bool lay = true;
    bool evaluator = true;
};
[[nodiscard]] Voices voices_of(const findings::StudyFindings& study);

/// `text`, or why there is none: [c] hidden, [x] not available.
[[nodiscard]] DocCell cell_or_reason(const findings::Finding& row, bool known, std::string text);
[[nodiscard]] DocCell name_cell(const findings::Finding& row);
[[nodiscard]] DocCell people_cell(const findings::Finding& row);
[[nodiscard]] DocCell change_cell(const findings::Finding& row);
[[nodiscard]] DocCell interval_cell(const findings::Finding& row);
[[nodiscard]] DocCell level_cell(const findings::Finding& row, std::optional<double> level);
[[nodiscard]] DocCell effect_cell(const findings::Finding& row);
[[nodiscard]] DocCell p_cell(const findings::Finding& row, std::optional<double> p);
[[nodiscard]] DocCell smallest_cell(const findings::Finding& row);
/// "Improved (may be small)", "Not tested: too few"
[[nodiscard]] DocCell result_cell(const findings::Finding& row);

/// "95% interval", with the level of these rows.
[[nodiscard]] std::string interval_head(const Rows& rows);

/// Letters and digits of a text, others as "-", to go into an id.
[[nodiscard]] std::string id_part(const std::string& text);

}  // namespace outcomes::render
