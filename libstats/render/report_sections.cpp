#include "libstats/render/report_sections.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/render/evaluator.hpp"
#include "libstats/render/figure.hpp"
#include "libstats/render/lay.hpp"
#include "libstats/render/lay_numbers.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/phrases.hpp"
#include "libstats/render/report_markdown.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Finding;
using Id = PhraseId;

void add_heading(DocBlocks& blocks, int level, std::string id, std::string text) {
    blocks.emplace_back(DocHeading{level, std::move(id), std::move(text)});
}

std::string spaced(const std::vector<std::string>& sentences) {
    return fmt::format("{}", fmt::join(sentences, " "));
}

DocList list_of(const std::vector<std::string>& texts, bool strong = false) {
    DocList list{{}, strong};
    for (const std::string& text : texts) list.items.push_back(plain(text));
    return list;
}

std::string caption(Id phrase, const ReportStudy& report) {
    return say(phrase, {{"from", report.study.wave_from_label}, {"to", report.study.wave_to_label}});
}

/// Columns that only evaluators read.
void add_evaluator_columns(std::vector<DocColumn>& columns, const ReportStudy& report) {
    if (!report.voices.evaluator) return;
    columns.push_back({say("col.effect"), true});
    columns.push_back({say("col.p"), true});
    columns.push_back({say("col.p_adjusted"), true});
}

void add_evaluator_cells(std::vector<DocCell>& cells, const ReportStudy& report, const Finding& row) {
    if (!report.voices.evaluator) return;
    cells.push_back(effect_cell(row));
    cells.push_back(p_cell(row, row.p_value));
    cells.push_back(p_cell(row, row.p_adjusted));
}

/// One row a term: people, averages, change, interval, what matters, result.
DocTable change_table(const ReportStudy& report, const Rows& rows, std::string id, std::string caption_text,
                      bool with_results) {
    DocTable table{
        std::move(id), std::move(caption_text), {{say("col.scale")}, {say("col.people"), true}}, {}};
    table.columns.push_back({report.study.wave_from_label, true});
    table.columns.push_back({report.study.wave_to_label, true});
    table.columns.push_back({say("col.change"), true});
    table.columns.push_back({interval_head(rows), true});
    table.columns.push_back({say("col.matters"), true});
    add_evaluator_columns(table.columns, report);
    if (with_results) table.columns.push_back({say("col.result")});
    for (const Finding* row : rows) {
        std::vector<DocCell> cells{name_cell(*row),
                                   people_cell(*row),
                                   level_cell(*row, row->mean_from),
                                   level_cell(*row, row->mean_to),
                                   change_cell(*row),
                                   interval_cell(*row),
                                   smallest_cell(*row)};
        add_evaluator_cells(cells, report, *row);
        if (with_results) cells.push_back(result_cell(*row));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

DocTable table_of(const Figure& figure) {
    DocTable table{"table-" + figure.id, figure.table.caption, {}, {}, true};
    for (const FigureColumn& column : figure.table.columns)
        table.columns.push_back({column.title, column.right});
    for (const auto& row : figure.table.rows) {
        std::vector<DocCell> cells;
        for (const std::string& text : row) cells.push_back({text});
        table.rows.push_back(std::move(cells));
    }
    return table;
}

/// A chart; its own table where no table of the section holds the same figures.
void add_figure(DocBlocks& blocks, const Figure& figure, bool with_table) {
    if (figure.page_parts.empty()) {
        if (!figure.instead.empty()) blocks.emplace_back(DocParagraph{plain(figure.instead), DocVoice::note});
    } else {
        DocFigure doc{figure.id, figure.headline, figure.subtitle, figure.description, figure.page_parts, {}};
        for (std::size_t part = 0; part < figure.file_parts.size(); ++part)
            doc.files.push_back(figure_file_name(figure, part));
        blocks.emplace_back(std::move(doc));
    }
    if (with_table && !figure.table.rows.empty()) blocks.emplace_back(table_of(figure));
}

/// Figures of one kind, about one term if it is named.
void add_figures(DocBlocks& blocks, const ReportStudy& report, FigureKind kind, bool with_table,
                 std::string_view term = {}) {
    for (const Figure& figure : report.figures) {
        if (figure.kind == kind && (term.empty() || figure.term == term))
            add_figure(blocks, figure, with_table);
    }
}

DocTable response_table(const ReportStudy& report) {
    DocTable table{
        "table-who",
        say("caption.who"),
        {{say("col.what")}, {say("col.wave")}, {say("col.people"), true}, {say("col.share"), true}},
        {}};
    for (const Finding* row : report.rows.response) {
        const bool is_share = row->estimate.has_value();
        table.rows.push_back(
            {{name_of(*row)},
             {row->term == "linked" ? say("cell.not_applicable") : wave_name(report.study, *row)},
             cell_or_reason(*row, row->n.has_value(), row->n ? grouped(*row->n) : ""),
             is_share ? DocCell{percent_text(*row->estimate)}
                      : DocCell{row->suppressed ? say("cell.hidden") : say("cell.not_applicable")}});
    }
    return table;
}

DocTable attrition_table(const ReportStudy& report) {
    const Rows& rows = report.rows.attrition;
    DocTable table{"table-lost",
                   say("caption.lost"),
                   {{say("col.scale")},
                    {say("col.lost"), true},
                    {say("col.kept"), true},
                    {say("col.difference"), true},
                    {interval_head(rows), true},
                    {say("col.effect"), true}},
                   {}};
    for (const Finding* row : rows) {
        const auto count = [&](std::optional<std::uint64_t> n) {
            return cell_or_reason(*row, n.has_value(), n ? grouped(*n) : "");
        };
        table.rows.push_back({{full_name(*row)},
                              count(row->n_from),
                              count(row->n_to),
                              change_cell(*row),
                              interval_cell(*row),
                              effect_cell(*row)});
    }
    return table;
}

const findings::Movement* movement_of(const ReportStudy& report, const Finding& row) {
    return context_of(report.study, row).movement;
}

/// People who moved; nothing to show where the waves are not linked.
DocCell moved_cell(const Finding& row, const std::optional<std::uint64_t>& n) {
    if (n) return {grouped(*n)};
    return {row.suppressed ? say("cell.hidden") : say("cell.absent")};
}

DocTable items_table(const ReportStudy& report, const Rows& rows, std::string id, std::string caption_text) {
    const bool moves =
        std::any_of(rows.begin(), rows.end(), [](const Finding* row) { return row->method == "net_share"; });
    DocTable table{
        std::move(id), std::move(caption_text), {{say("col.question")}, {say("col.people"), true}}, {}};
    if (moves) {
        table.columns.push_back({say("col.moved_up"), true});
        table.columns.push_back({say("col.moved_same"), true});
        table.columns.push_back({say("col.moved_down"), true});
    } else {
        table.columns.push_back({report.study.wave_from_label, true});
        table.columns.push_back({report.study.wave_to_label, true});
    }
    table.columns.push_back({say("col.change"), true});
    table.columns.push_back({interval_head(rows), true});
    if (report.voices.evaluator) {
        table.columns.push_back({say("col.p"), true});
        table.columns.push_back({say("col.p_adjusted"), true});
    }
    table.columns.push_back({say("col.result")});
    for (const Finding* row : rows) {
        std::vector<DocCell> cells{name_cell(*row), people_cell(*row)};
        if (moves) {
            const findings::Movement* m = movement_of(report, *row);
            const auto none = std::optional<std::uint64_t>();
            cells.push_back(moved_cell(*row, m != nullptr ? m->n_higher : none));
            cells.push_back(moved_cell(*row, m != nullptr ? m->n_same : none));
            cells.push_back(moved_cell(*row, m != nullptr ? m->n_lower : none));
        } else {
            cells.push_back(level_cell(*row, row->mean_from));
            cells.push_back(level_cell(*row, row->mean_to));
        }
        cells.push_back(change_cell(*row));
        cells.push_back(interval_cell(*row));
        if (report.voices.evaluator) {
            cells.push_back(p_cell(*row, row->p_value));
            cells.push_back(p_cell(*row, row->p_adjusted));
        }
        cells.push_back(result_cell(*row));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

/// The questions of one scale.
Rows items_of(const ReportStudy& report, const std::string& scale) {
    Rows rows;
    for (const Finding* row : report.rows.items) {
        const TermContext context = context_of(report.study, *row);
        if (context.facts != nullptr && context.facts->scale == scale) rows.push_back(row);
    }
    return rows;
}

bool is_lead(const ReportStudy& report, const std::string& term) {
    return std::any_of(report.lead.begin(), report.lead.end(),
                       [&](const Finding* row) { return row->term == term; });
}

/// Questions that no closer look has shown.
Rows other_items(const ReportStudy& report) {
    Rows rows;
    for (const Finding* row : report.rows.items) {
        const TermContext context = context_of(report.study, *row);
        const bool shown = context.facts != nullptr && is_lead(report, context.facts->scale);
        if (!shown) rows.push_back(row);
    }
    return rows;
}

DocTable answers_table(const ReportStudy& report) {
    DocTable table{"table-answers",
                   caption("caption.answers", report),
                   {{say("col.question")},
                    {say("col.people"), true},
                    {report.study.wave_from_label, true},
                    {report.study.wave_to_label, true},
                    {say("col.change"), true},
                    {interval_head(report.rows.answers), true}},
                   {}};
    for (const Finding* row : report.rows.answers) {
        table.rows.push_back({{full_name(*row)},
                              people_cell(*row),
                              level_cell(*row, row->mean_from),
                              level_cell(*row, row->mean_to),
                              change_cell(*row),
                              interval_cell(*row)});
    }
    return table;
}

DocTable group_table(const ReportStudy& report, const Rows& rows, const findings::SubgroupFacts& groups) {
    DocTable table{"table-group-" + id_part(groups.id),
                   say("caption.groups", {{"group", groups.label},
                                          {"from", report.study.wave_from_label},
                                          {"to", report.study.wave_to_label}}),
                   {{say("col.scale")},
                    {groups.label},
                    {say("col.people"), true},
                    {say("col.change"), true},
                    {interval_head(rows), true},
                    {say("col.result")}},
                   {}};
    for (const Finding* row : rows) {
        table.rows.push_back({name_cell(*row),
                              {row->subgroup},
                              people_cell(*row),
                              change_cell(*row),
                              interval_cell(*row),
                              result_cell(*row)});
    }
    return table;
}

}  // namespace

void add_words(DocBlocks& blocks, const ReportStudy& report, const Finding& row) {
    if (report.voices.lay) {
        const LayText text = lay_text(row, context_of(report.study, row));
        blocks.emplace_back(DocParagraph{plain(spaced(text.more)), DocVoice::plain, text.verdict});
    }
    if (report.voices.evaluator)
        blocks.emplace_back(
            DocParagraph{evaluator_text(row, evaluator_context(report.study, row)), DocVoice::evaluator});
}

void add_main_findings(DocBlocks& blocks, const ReportStudy& report) {
    add_heading(blocks, 2, "main-findings", say("title.main"));
    const Rows& rows = report.rows.headlines.empty() ? report.rows.items : report.rows.headlines;
    blocks.emplace_back(list_of(main_findings(report.study, rows), true));
}

void add_caveats(DocBlocks& blocks, const ReportStudy& report) {
    add_heading(blocks, 2, "can-tell", say("title.can"));
    const Rows& rows = report.rows.headlines.empty() ? report.rows.items : report.rows.headlines;
    blocks.emplace_back(list_of(caveats(report.study, rows)));
    if (!report.voices.evaluator) return;
    blocks.emplace_back(DocParagraph{evaluator_caveats(report.study, rows), DocVoice::evaluator});
}

void add_who_answered(DocBlocks& blocks, const ReportStudy& report) {
    const Rows& rows = report.rows.response;
    if (rows.empty()) return;
    add_heading(blocks, 2, "who", say("title.who"));
    blocks.emplace_back(DocParagraph{plain(spaced(who_answered(report.study, rows)))});
    add_figures(blocks, report, FigureKind::answered, false);
    blocks.emplace_back(response_table(report));
    if (report.rows.attrition.empty()) return;
    add_heading(blocks, 3, "lost", say("title.lost"));
    if (const std::string lost = lost_sentence(report.rows.attrition); !lost.empty())
        blocks.emplace_back(DocParagraph{plain(lost)});
    if (report.voices.evaluator) blocks.emplace_back(attrition_table(report));
}

void add_change(DocBlocks& blocks, const ReportStudy& report) {
    const Rows& rows = report.rows.headlines;
    if (rows.empty()) return;
    add_heading(blocks, 2, "change", say("title.change"));
    add_figures(blocks, report, FigureKind::change, false);
    add_figures(blocks, report, FigureKind::change_points, false);
    blocks.emplace_back(change_table(report, rows, "table-change", caption("caption.change", report), true));
    add_figures(blocks, report, FigureKind::averages, false);
    const bool all_lead =
        std::all_of(rows.begin(), rows.end(), [&](const Finding* row) { return is_lead(report, row->term); });
    if (!all_lead) add_heading(blocks, 3, "in-words", say("title.all"));
    for (const Finding* row : rows) {
        if (!is_lead(report, row->term)) add_words(blocks, report, *row);
    }
    const Rows& other = report.rows.other_estimand;
    if (other.empty()) return;
    const bool place = other.front()->estimand == "place";
    add_heading(blocks, 3, "other-estimand", say(place ? Id("title.other.place") : Id("title.other.people")));
    blocks.emplace_back(DocParagraph{plain(say(place ? Id("lay.other.place") : Id("lay.other.people")))});
    blocks.emplace_back(
        change_table(report, other, "table-other",
                     caption(place ? Id("caption.other.place") : Id("caption.other.people"), report), false));
}

void add_closer_look(DocBlocks& blocks, const ReportStudy& report) {
    if (report.lead.empty()) return;
    add_heading(blocks, 2, "closer-look", say("title.lead"));
    if (report.some_lead)
        blocks.emplace_back(DocParagraph{plain(say("page.lead", {{"count", grouped(report.lead.size())}}))});
    int number = 0;
    for (const Finding* row : report.lead) {
        const std::string id = fmt::format("look-{}", ++number);
        add_heading(blocks, 3, id, full_name(*row));
        add_words(blocks, report, *row);
        for (const FigureKind kind : {FigureKind::spread, FigureKind::answers, FigureKind::moves})
            add_figures(blocks, report, kind, true, row->term);
        const Rows items = items_of(report, row->term);
        if (items.empty()) continue;
        blocks.emplace_back(items_table(report, items, "table-" + id,
                                        say("caption.item", {{"scale", full_name(*row)},
                                                             {"from", report.study.wave_from_label},
                                                             {"to", report.study.wave_to_label}})));
    }
}

void add_items(DocBlocks& blocks, const ReportStudy& report) {
    const Rows rows = other_items(report);
    if (rows.empty() && report.rows.answers.empty()) return;
    add_heading(blocks, 2, "questions", say("title.items"));
    const bool place = !rows.empty() && rows.front()->estimand == "place";
    blocks.emplace_back(DocParagraph{plain(say(place ? Id("page.items_place") : Id("page.items_about")))});
    if (!rows.empty())
        blocks.emplace_back(items_table(report, rows, "table-questions", caption("caption.items", report)));
    if (!report.rows.answers.empty()) blocks.emplace_back(answers_table(report));
}

void add_groups(DocBlocks& blocks, const ReportStudy& report) {
    if (report.rows.groups.empty()) return;
    add_heading(blocks, 2, "groups", say("title.groups"));
    blocks.emplace_back(DocParagraph{plain(say("page.groups_about") + ' ' + say("page.groups_look"))});
    for (const findings::SubgroupFacts& groups : report.study.subgroups) {
        Rows rows;
        for (const Finding* row : report.rows.groups) {
            if (row->group == groups.id) rows.push_back(row);
        }
        if (rows.empty()) continue;
        add_heading(blocks, 3, "group-" + id_part(groups.id), groups.label);
        blocks.emplace_back(group_table(report, rows, groups));
    }
}

}  // namespace outcomes::render
