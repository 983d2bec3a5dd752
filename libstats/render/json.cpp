#include "libstats/render/json.hpp"

#include "libstats/findings/glossary.hpp"
#include "libstats/render/json_writer.hpp"

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::StudyFindings;
using Layout = JsonWriter::Layout;

struct ValueWriter {
    const Finding& row;
    JsonWriter& writer;

    void operator()(std::string Finding::*member) const { writer.text_or_null(row.*member); }
    void operator()(bool Finding::*member) const { writer.boolean(row.*member); }
    void operator()(std::optional<std::uint64_t> Finding::*member) const { writer.count(row.*member); }
    void operator()(std::optional<double> Finding::*member) const { writer.number(row.*member); }
};

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
    writer.end_object();
    return writer.finish();
}

}  // namespace outcomes::render
