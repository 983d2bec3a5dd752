#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/compare_page.hpp"
#include "libstats/render/page.hpp"
#include "libstats/render/result_table.hpp"

#include <string>
#include <vector>

/// What the pages about two waves have in common.
namespace outcomes::render {

/// The rows of a study by what they say.
struct Parts {
    Rows headlines, methods, other_estimand, other_linkage, reliability, response, attrition;
    Rows groups;  ///< headlines of groups of people; how many they are is not among `response`
};
[[nodiscard]] Parts parts_of(const findings::StudyFindings& study);

/// The label, or the term where there is none.
[[nodiscard]] std::string name_of(const findings::Finding& row);

/// The name of a wave for people, where the row is about one of the two.
[[nodiscard]] std::string wave_name(const findings::StudyFindings& study, const findings::Finding& row);

/// A smallest change in three figures: enough to compare a change with.
[[nodiscard]] std::string size_text(double size);

/// Which waves, how many people answered both times, and whose change the figures are.
[[nodiscard]] std::string summary_line(const findings::StudyFindings& study, const Parts& parts);

/// Who was asked, answered and was linked.
void add_response(Page& page, const findings::StudyFindings& study, const Rows& rows);

/// What the methods found, and how each treats zeros, ties, exactness.
void add_method_table(Page& page, const Rows& rows, const ComparePageOptions& options);

/// What the marks in front of results mean, and the "~" behind some.
void add_mark_notes(Page& page, const Rows& headlines);

/// Remarks of rows that have no place of their own: each once, with the terms it is about.
[[nodiscard]] std::vector<std::string> row_notes(const Rows& rows);
void add_row_notes(Page& page, const Rows& rows);

/// How many warnings go with the results.
void add_warning_count(Page& page, const findings::StudyFindings& study);

}  // namespace outcomes::render
