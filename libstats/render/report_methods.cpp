#include "libstats/render/report_methods.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/formats.hpp"
#include "libstats/render/lay.hpp"
#include "libstats/render/lay_numbers.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/phrases.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::StudyFindings;
using Id = PhraseId;

void add_heading(DocBlocks& blocks, std::string_view id, Id title) {
    blocks.emplace_back(DocHeading{3, std::string(id), say(title)});
}

void add_text(DocBlocks& blocks, std::string text) {
    blocks.emplace_back(DocParagraph{plain(std::move(text)), DocVoice::note});
}

DocList list_of(const std::vector<std::string>& texts) {
    DocList list;
    for (const std::string& text : texts) list.items.push_back(plain(text));
    return list;
}

void add_hidden(DocBlocks& blocks, const StudyFindings& study, const findings::SafeFindings& safe) {
    add_heading(blocks, "hidden", "title.hidden");
    std::string text =
        say("page.release", {{"statement", std::string(safe.statement())}}) + ' ' + say("page.shorthand");
    if (safe.rules().round > 1) text += ' ' + say("page.rounded");
    add_text(blocks, std::move(text));
    if (!study.hidden.empty()) blocks.emplace_back(list_of(study.hidden));
}

/// "Belonging, Safety and 5 more", or how many where they are most of the page.
std::string terms_cell(const std::vector<std::string>& terms) {
    constexpr std::size_t most = 4;
    return terms.size() > most ? say("cell.all", {{"count", grouped(terms.size())}}) : base::joined(terms);
}

void add_methods(DocBlocks& blocks, const ReportStudy& report) {
    add_heading(blocks, "methods", "title.methods");
    const Rows& headlines = report.rows.headlines.empty() ? report.rows.items : report.rows.headlines;
    const auto& record = report.study.record;
    std::string text;
    if (record && !record->question.empty())
        text += say("method.question", {{"question", record->question}}) + ' ';
    if (record && !record->design.empty()) text += say("method.design", {{"design", record->design}}) + ' ';
    if (record && record->population)
        text += say("method.population", {{"n", grouped(*record->population)}}) + ' ';
    if (!headlines.empty())
        text += say(headlines.front()->estimand == "place" ? Id("method.headline.place")
                                                           : Id("method.headline.people")) +
                ' ';
    add_text(blocks, text + say("method.rule"));
    if (!record || record->methods.empty()) return;
    DocTable table{"table-methods",
                   say("caption.methods"),
                   {{say("col.method")},
                    {say("col.says")},
                    {say("col.policy")},
                    {say("col.terms")},
                    {say("col.source")}},
                   {}};
    for (const findings::MethodUsed& method : record->methods) {
        table.rows.push_back({{fmt::format("{} ({})", method.title, method.id)},
                              {method.says},
                              {method.policy},
                              {terms_cell(method.terms)},
                              {method.citation}});
    }
    blocks.emplace_back(std::move(table));
}

std::string size_of(const findings::SmallestChangeRule& rule) {
    const Slot value{"value", base::shortest(rule.value)};
    if (rule.kind == "sd") return say("method.sd", {value});
    if (rule.kind == "percent") return say("method.percent", {value});
    if (rule.kind == "percentage_points") return say("method.percentage_points", {value});
    return say("method.points", {value});
}

void add_smallest(DocBlocks& blocks, const ReportStudy& report) {
    if (report.rows.headlines.empty()) return;
    add_heading(blocks, "smallest", "title.smallest");
    const auto& rules = report.study.smallest_changes;
    std::vector<std::string> without;
    for (const Finding* row : report.rows.headlines) {
        if (!row->smallest_change && row->verdict != "not_tested") without.push_back(name_of(*row));
    }
    if (rules.empty()) {
        add_text(blocks, say("method.no_smallest"));
        return;
    }
    DocTable table{"table-smallest",
                   say("caption.smallest"),
                   {{say("col.size")}, {say("col.terms")}, {say("col.why")}},
                   {}};
    for (const findings::SmallestChangeRule& rule : rules) {
        constexpr std::size_t all = 100;
        table.rows.push_back({{size_of(rule)},
                              {base::joined(rule.labels, "and", all)},
                              {rule.why.empty() ? say("cell.not_applicable") : rule.why}});
    }
    blocks.emplace_back(std::move(table));
    if (!without.empty()) add_text(blocks, say("method.some_smallest", {{"scales", base::joined(without)}}));
}

void add_family(DocBlocks& blocks, const ReportStudy& report) {
    if (!report.study.record || report.rows.headlines.size() < 2) return;
    add_heading(blocks, "family", "title.family");
    const auto adjusted = std::count_if(report.rows.headlines.begin(), report.rows.headlines.end(),
                                        [](const Finding* row) { return row->p_adjusted.has_value(); });
    const Slot count{"count", fmt::format("{}", adjusted)};
    const std::string& adjust = report.study.record->adjust;
    if (adjusted == 0 && adjust != "none") return;  // nothing is shown that was adjusted
    if (adjust == "none")
        add_text(blocks, say("method.family.none"));
    else
        add_text(blocks, say(adjust == "bh" ? Id("method.family.bh") : Id("method.family.holm"), {count}));
}

std::string change_text(const findings::RuleChange& change) {
    const Slot key{"key", change.key};
    const Slot before{"before", change.before};
    const Slot after{"after", change.after};
    if (change.before.empty()) return say("method.plan_new", {key, after});
    if (change.after.empty()) return say("method.plan_gone", {key, before});
    return say("method.plan_change", {key, before, after});
}

void add_plan(DocBlocks& blocks, const StudyFindings& study) {
    if (!study.plan) return;
    add_heading(blocks, "plan", "title.plan");
    add_text(blocks, study.plan->sentence.empty() ? say("method.no_plan") : study.plan->sentence);
    std::vector<std::string> changes;
    for (const findings::RuleChange& change : study.plan->changes) changes.push_back(change_text(change));
    if (!changes.empty()) blocks.emplace_back(list_of(changes));
}

/// One row a scale, one column a wave.
void add_reliability(DocBlocks& blocks, const ReportStudy& report) {
    const Rows& rows = report.rows.reliability;
    if (rows.empty()) return;
    add_heading(blocks, "reliability", "title.reliability");
    DocTable table{"table-reliability", say("caption.reliability"), {{say("col.scale")}}, {}};
    std::vector<std::string> waves;
    for (const Finding* row : rows) {
        if (std::find(waves.begin(), waves.end(), row->wave_from) != waves.end()) continue;
        waves.push_back(row->wave_from);
        table.columns.push_back({wave_name(report.study, *row), true});
    }
    for (auto row = rows.begin(); row != rows.end();) {
        std::vector<DocCell> cells(waves.size() + 1, DocCell{say("cell.not_applicable")});
        cells[0] = {full_name(**row)};
        const std::string& term = (*row)->term;
        for (; row != rows.end() && (*row)->term == term; ++row) {
            const auto column = std::find(waves.begin(), waves.end(), (*row)->wave_from) - waves.begin();
            const Finding& alpha = **row;
            std::string text = alpha.estimate ? base::fixed(*alpha.estimate, 2) : "";
            if (alpha.conf_low && alpha.conf_high)
                text += fmt::format(" ({})", with_minus(interval(alpha.conf_low, alpha.conf_high, 2)));
            cells[static_cast<std::size_t>(column) + 1] =
                cell_or_reason(alpha, alpha.estimate.has_value(), with_minus(text));
        }
        table.rows.push_back(std::move(cells));
    }
    blocks.emplace_back(std::move(table));
}

void add_remarks(DocBlocks& blocks, const ReportStudy& report) {
    Rows rows = report.rows.headlines;
    for (const Rows* more : {&report.rows.items, &report.rows.reliability})
        rows.insert(rows.end(), more->begin(), more->end());
    const std::vector<std::string> notes = row_notes(rows);
    if (notes.empty()) return;
    add_heading(blocks, "remarks", "title.remarks");
    blocks.emplace_back(list_of(notes));
}

void add_inputs(DocBlocks& blocks, const StudyFindings& study) {
    add_heading(blocks, "inputs", "title.inputs");
    if (!study.path.empty())
        add_text(blocks, say("method.study_file", {{"file", study.path}, {"sha256", study.sha256}}));
    if (study.inputs.empty()) return;
    DocTable table{"table-inputs",
                   say("caption.inputs"),
                   {{say("col.file")},
                    {say("col.wave")},
                    {say("col.rows"), true},
                    {say("col.profile")},
                    {say("col.sha256"), false, true}},
                   {}};
    for (const findings::InputFile& input : study.inputs) {
        const std::string dash = say("cell.not_applicable");
        table.rows.push_back({{input.file.empty() ? say("cell.stdin") : input.file},
                              {input.wave},
                              {input.rows ? grouped(*input.rows) : say("cell.hidden")},
                              {input.profile.empty() ? dash : input.profile},
                              {input.sha256.empty() ? dash : input.sha256}});
    }
    blocks.emplace_back(std::move(table));
}

void add_run(DocBlocks& blocks, const StudyFindings& study, const findings::Findings& all) {
    add_heading(blocks, "run", "title.run");
    std::string text = say("method.version", {{"version", std::string(version())}});
    text += ' ' + say("method.schema", {{"schema", all.schema}});
    if (study.record) text += ' ' + say("method.seed", {{"seed", fmt::format("{}", study.record->seed)}});
    if (!all.command.empty()) text += ' ' + say("method.command");
    add_text(blocks, std::move(text));
    if (!all.command.empty()) blocks.emplace_back(DocCode{all.command});
    DocTable table{"table-options", say("caption.options"), {{say("col.option")}, {say("col.value")}}, {}};
    for (const findings::Option& option : all.options) {
        if (!option.value.empty()) table.rows.push_back({{option.name}, {option.value}});
    }
    if (!table.rows.empty()) blocks.emplace_back(std::move(table));
}

/// ", file.csv, line 12"
std::string where_text(const findings::Warning& warning) {
    std::string text;
    if (!warning.file.empty()) text += ", " + warning.file;
    if (warning.line > 0) text += fmt::format(", line {}", warning.line);
    return text;
}

void add_warnings(DocBlocks& blocks, const StudyFindings& study) {
    add_heading(blocks, "warnings", "title.warnings");
    std::vector<std::string> texts;
    for (const findings::Warning& warning : study.warnings) {
        texts.push_back(
            say("method.warning",
                {{"message", warning.message}, {"code", warning.code}, {"where", where_text(warning)}}));
    }
    if (texts.empty())
        add_text(blocks, say("method.no_warnings"));
    else
        blocks.emplace_back(list_of(texts));
}

void add_not_done(DocBlocks& blocks, const StudyFindings& study) {
    if (!study.record || study.record->not_done.empty()) return;
    add_heading(blocks, "not-done", "title.not_done");
    std::vector<std::string> texts;
    for (const std::string& what : study.record->not_done)
        texts.push_back(say("method.not_done", {{"what", what}}));
    blocks.emplace_back(list_of(texts));
}

}  // namespace

void add_notes(DocBlocks& blocks, const ReportStudy& report, const findings::SafeFindings& safe) {
    blocks.emplace_back(DocHeading{2, "notes", say("title.notes")});
    add_hidden(blocks, report.study, safe);
    add_methods(blocks, report);
    add_smallest(blocks, report);
    add_family(blocks, report);
    add_plan(blocks, report.study);
    add_reliability(blocks, report);
    add_remarks(blocks, report);
    add_inputs(blocks, report.study);
    add_run(blocks, report.study, safe.get());
    add_warnings(blocks, report.study);
    add_not_done(blocks, report.study);
}

}  // namespace outcomes::render
