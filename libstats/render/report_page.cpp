#include "libstats/render/report_page.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/formats.hpp"
#include "libstats/render/phrases.hpp"
#include "libstats/render/report_methods.hpp"
#include "libstats/render/report_sections.hpp"

#include <cctype>
#include <string_view>
#include <utility>

namespace outcomes::render {

namespace {

/// "internal: not for release" as a sentence.
std::string sentence_of(std::string_view statement) {
    std::string text(statement);
    if (text.empty()) return text;
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text.ends_with('.') ? text : text + '.';
}

}  // namespace

Document report_document(const findings::SafeFindings& safe, const ReportOptions& options) {
    base::require(safe.get().studies.size() == 1, "report: a page is about exactly one study");
    const findings::StudyFindings& study = safe.get().studies.front();
    ReportStudy report{study, report_rows(study), {}, false, voices_of(study), figures_of(safe)};
    LeadRows lead = lead_rows(study, report.rows);
    report.lead = std::move(lead.rows);
    report.some_lead = lead.some;

    Document page;
    page.title = study.title.empty() ? study.id : study.title;
    if (study.record && !study.record->question.empty()) page.subtitles.push_back(study.record->question);
    std::string when = say("page.waves", {{"from", study.wave_from_label}, {"to", study.wave_to_label}});
    if (study.record && !study.record->community.empty()) when = study.record->community + ". " + when;
    page.subtitles.push_back(std::move(when));
    page.statement = sentence_of(safe.statement());

    add_main_findings(page.blocks, report);
    add_caveats(page.blocks, report);
    add_who_answered(page.blocks, report);
    add_change(page.blocks, report);
    add_closer_look(page.blocks, report);
    add_items(page.blocks, report);
    add_groups(page.blocks, report);
    add_notes(page.blocks, report, safe);

    if (!options.companions.empty())
        page.footer.push_back(say("page.files", {{"files", base::joined(options.companions)}}));
    page.footer.push_back(say("page.made", {{"version", std::string(version())}}));
    if (!options.date.empty()) page.footer.push_back(say("page.date", {{"date", options.date}}));
    return page;
}

}  // namespace outcomes::render
