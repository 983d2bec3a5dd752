#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/document.hpp"
#include "libstats/render/figure.hpp"
#include "libstats/render/report_rows.hpp"

#include <string>
#include <vector>

/// The sections of a report, each from the rows of one study.
namespace outcomes::render {

/// What every section is made from.
struct ReportStudy {
    const findings::StudyFindings& study;
    ReportRows rows;
    Rows lead;               ///< terms that get a closer look
    bool some_lead = false;  ///< not all that moved
    Voices voices;
    std::vector<Figure> figures;
};

using DocBlocks = std::vector<DocBlock>;

void add_main_findings(DocBlocks& blocks, const ReportStudy& report);
void add_caveats(DocBlocks& blocks, const ReportStudy& report);
void add_who_answered(DocBlocks& blocks, const ReportStudy& report);
void add_change(DocBlocks& blocks, const ReportStudy& report);
void add_closer_look(DocBlocks& blocks, const ReportStudy& report);
void add_items(DocBlocks& blocks, const ReportStudy& report);
void add_groups(DocBlocks& blocks, const ReportStudy& report);

/// A result in the voices that the study asks for: lay first, then for evaluators.
void add_words(DocBlocks& blocks, const ReportStudy& report, const findings::Finding& row);

}  // namespace outcomes::render
