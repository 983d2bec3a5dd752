#include "libstats/render/json.hpp"

#include "libstats/findings/glossary.hpp"
#include "libstats/render/json_writer.hpp"
#include "libstats/render/row_writers.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::StudyFindings;
using Layout = JsonWriter::Layout;

void write_member(JsonWriter& writer, std::string_view key, std::string_view value) {
    writer.key(key);
    writer.text_or_null(value);
}

void write_place(JsonWriter& writer, std::string_view key, std::uint64_t value) {
    writer.key(key);
    writer.count(value > 0 ? std::optional(value) : std::nullopt);
}

void write_plan(JsonWriter& writer, const findings::PlanRecord& plan) {
    writer.begin_object(Layout::inline_);
    write_member(writer, "state", plan.state);
    write_member(writer, "date", plan.date);
    write_member(writer, "timing", plan.timing);
    writer.key("exploratory");
    writer.boolean(plan.exploratory);
    writer.key("changes");
    writer.begin_array(Layout::inline_);
    for (const findings::RuleChange& change : plan.changes) {
        writer.begin_object(Layout::inline_);
        write_member(writer, "key", change.key);
        write_member(writer, "before", change.before);
        write_member(writer, "after", change.after);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
}

void write_texts(JsonWriter& writer, std::string_view key, const std::vector<std::string>& texts) {
    writer.key(key);
    writer.begin_array(Layout::inline_);
    for (const std::string& text : texts) writer.text(text);
    writer.end_array();
}

void write_counts(JsonWriter& writer,
                  std::initializer_list<std::pair<std::string_view, std::optional<std::uint64_t>>> counts) {
    for (const auto& [name, n] : counts) {
        writer.key(name);
        writer.count(n);
    }
}

/// Which term of which study a spread or a movement table is about.
template <class AboutTerm>
void write_term(JsonWriter& writer, const StudyFindings& study, const AboutTerm& about) {
    write_member(writer, "study", study.id);
    write_member(writer, "term", about.term);
    write_member(writer, "label", about.label);
    write_member(writer, "wave_from", about.wave_from);
    write_member(writer, "wave_to", about.wave_to);
}

void write_study(JsonWriter& writer, const StudyFindings& study) {
    writer.begin_object(Layout::inline_);
    write_member(writer, "id", study.id);
    write_member(writer, "title", study.title);
    write_member(writer, "file", study.path);
    write_member(writer, "sha256", study.sha256);
    write_member(writer, "wave_from_label", study.wave_from_label);
    write_member(writer, "wave_to_label", study.wave_to_label);
    if (study.plan) {
        writer.key("plan");
        write_plan(writer, *study.plan);
    }
    if (!study.hidden.empty()) write_texts(writer, "hidden", study.hidden);
    if (!study.left_out.empty()) write_texts(writer, "left_out", study.left_out);
    writer.end_object();
}

void write_spread(JsonWriter& writer, const StudyFindings& study, const findings::ChangeSpread& spread) {
    writer.begin_object();
    write_term(writer, study, spread);
    writer.key("smallest_change");
    writer.number(spread.smallest_change);
    write_counts(writer, {{"n", spread.n}, {"higher", spread.n_higher}, {"lower", spread.n_lower}});
    writer.key("suppressed");
    writer.boolean(spread.suppressed);
    writer.key("bins");
    writer.begin_array();
    for (const findings::ChangeBin& bin : spread.bins) {
        writer.begin_object(Layout::inline_);
        writer.key("low");
        writer.number(bin.low);
        writer.key("high");
        writer.number(bin.high);
        writer.key("people");
        writer.count(bin.people);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
}

void write_inputs(JsonWriter& writer, const StudyFindings& study) {
    for (const findings::InputFile& input : study.inputs) {
        writer.begin_object(Layout::inline_);
        write_member(writer, "study", study.id);
        write_member(writer, "wave", input.wave);
        write_member(writer, "file", input.file);
        write_member(writer, "sha256", input.sha256);
        writer.key("rows");
        writer.count(input.rows);
        write_member(writer, "profile", input.profile);
        writer.end_object();
    }
}

void write_warnings(JsonWriter& writer, const StudyFindings& study) {
    for (const findings::Warning& warning : study.warnings) {
        writer.begin_object(Layout::inline_);
        write_member(writer, "study", study.id);
        write_member(writer, "code", warning.code);
        write_member(writer, "message", warning.message);
        write_member(writer, "file", warning.file);
        write_place(writer, "line", warning.line);
        write_place(writer, "column", warning.column);
        writer.end_object();
    }
}

void write_results(JsonWriter& writer, const StudyFindings& study, Names names) {
    for (const Finding& row : study.results) {
        writer.begin_object(Layout::inline_);
        for (const findings::ColumnMeaning& column : findings::columns()) {
            writer.key(names == Names::dotted ? column.dotted : column.name);
            std::visit(ValueWriter{row, writer}, column.member);
        }
        writer.end_object();
    }
}

/// Numbers of people, in rows of `per_row`, or as one row.
void write_counts(JsonWriter& writer, const std::vector<std::uint64_t>& counts, std::size_t per_row) {
    writer.begin_array(Layout::inline_);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const bool starts = per_row > 0 && i % per_row == 0;
        const bool ends = per_row > 0 && (i + 1) % per_row == 0;
        if (starts) writer.begin_array(Layout::inline_);
        writer.count(counts[i]);
        if (ends) writer.end_array();
    }
    writer.end_array();
}

void write_movement(JsonWriter& writer, const StudyFindings& study, const findings::Movement& movement) {
    writer.begin_object(Layout::inline_);
    write_term(writer, study, movement);
    write_member(writer, "better", movement.better);
    writer.key("ordered");
    writer.boolean(movement.ordered);
    write_texts(writer, "answers", movement.answers);
    const std::pair<std::string_view, const std::vector<std::uint64_t>*> lists[] = {
        {"count_from", &movement.count_from}, {"count_to", &movement.count_to}};
    for (const auto& [name, counts] : lists) {
        writer.key(name);
        write_counts(writer, *counts, 0);
    }
    writer.key("moves");
    write_counts(writer, movement.moves, movement.answers.size() + 1);
    write_counts(writer, {{"unanswered", movement.n_unanswered},
                          {"higher", movement.n_higher},
                          {"same", movement.n_same},
                          {"lower", movement.n_lower},
                          {"improved", movement.n_improved()},
                          {"worsened", movement.n_worsened()}});
    writer.end_object();
}

/// True if some study has entries of this kind.
template <class Entries>
bool any_study_has(const findings::Findings& all, Entries StudyFindings::*entries) {
    return std::any_of(all.studies.begin(), all.studies.end(),
                       [&](const StudyFindings& study) { return !(study.*entries).empty(); });
}

template <class Write>
void write_array(JsonWriter& writer, std::string_view key, const findings::Findings& all, Write write) {
    writer.key(key);
    writer.begin_array();
    for (const StudyFindings& study : all.studies) write(study);
    writer.end_array();
}

}  // namespace

std::string json(const findings::SafeFindings& safe, Names names) {
    const findings::Findings& all = safe.get();
    JsonWriter writer;
    writer.begin_object();
    write_member(writer, "schema", all.schema);
    writer.key("tool");
    writer.begin_object(Layout::inline_);
    write_member(writer, "name", "outcomes");
    write_member(writer, "version", version());
    writer.end_object();
    write_member(writer, "release", safe.statement());
    writer.key("study");
    if (all.studies.size() == 1)
        write_study(writer, all.studies.front());
    else
        writer.raw("null");
    write_array(writer, "studies", all, [&](const StudyFindings& study) { write_study(writer, study); });
    write_array(writer, "inputs", all, [&](const StudyFindings& study) { write_inputs(writer, study); });
    writer.key("options");
    writer.begin_object(Layout::inline_);
    for (const findings::Option& option : all.options) write_member(writer, option.name, option.value);
    writer.end_object();
    write_array(writer, "warnings", all, [&](const StudyFindings& study) { write_warnings(writer, study); });
    write_array(writer, "results", all,
                [&](const StudyFindings& study) { write_results(writer, study, names); });
    if (any_study_has(all, &StudyFindings::movements)) {
        write_array(writer, "movements", all, [&](const StudyFindings& study) {
            for (const findings::Movement& one : study.movements) write_movement(writer, study, one);
        });
    }
    if (any_study_has(all, &StudyFindings::spreads)) {
        write_array(writer, "spreads", all, [&](const StudyFindings& study) {
            for (const findings::ChangeSpread& one : study.spreads) write_spread(writer, study, one);
        });
    }
    writer.end_object();
    return writer.finish();
}

}  // namespace outcomes::render
