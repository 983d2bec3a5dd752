#include "libstats/render/describe.hpp"
#include "libstats/render/json_writer.hpp"
#include "libstats/render/row_writers.hpp"
#include "libstats/render/separated_writer.hpp"

namespace outcomes::render {
namespace {

using findings::Description;
using findings::StudyDescription;
using Layout = JsonWriter::Layout;

void write_member(JsonWriter& writer, std::string_view key, std::string_view value) {
    writer.key(key);
    writer.text_or_null(value);
}

void write_count(JsonWriter& writer, std::string_view key, std::uint64_t value) {
    writer.key(key);
    writer.count(value);
}

void write_place(JsonWriter& writer, std::string_view key, std::uint64_t value) {
    writer.key(key);
    writer.count(value > 0 ? std::optional(value) : std::nullopt);
}

void write_study(JsonWriter& writer, const StudyDescription& study) {
    writer.begin_object(Layout::inline_);
    write_member(writer, "id", study.id);
    write_member(writer, "title", study.title);
    write_member(writer, "file", study.path);
    write_member(writer, "sha256", study.sha256);
    writer.end_object();
}

void write_waves(JsonWriter& writer, const StudyDescription& study) {
    for (const findings::DescribedWave& wave : study.waves) {
        writer.begin_object(Layout::inline_);
        write_member(writer, "study", study.id);
        write_member(writer, "wave", wave.id);
        write_member(writer, "label", wave.label);
        write_count(writer, "n_sheets", wave.n_sheets);
        writer.end_object();
    }
}

void write_inputs(JsonWriter& writer, const StudyDescription& study) {
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

void write_warnings(JsonWriter& writer, const StudyDescription& study) {
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

void write_results(JsonWriter& writer, const StudyDescription& study) {
    for (const Description& row : study.results) {
        writer.begin_object(Layout::inline_);
        for (const auto& column : findings::description_columns()) {
            writer.key(column.name);
            std::visit(ValueWriter{row, writer}, column.member);
        }
        writer.end_object();
    }
}

template <class Write>
void write_array(JsonWriter& writer, std::string_view key, const findings::Descriptions& all, Write write) {
    writer.key(key);
    writer.begin_array();
    for (const StudyDescription& study : all.studies) write(writer, study);
    writer.end_array();
}

}  // namespace

std::string describe_delimited(const findings::SafeDescriptions& descriptions, Separated format) {
    SeparatedWriter writer(format);
    for (const auto& column : findings::description_columns()) writer.text(column.name);
    writer.end_row();
    for (const StudyDescription& study : descriptions.get().studies) {
        for (const Description& row : study.results) {
            for (const auto& column : findings::description_columns())
                std::visit(CellWriter{row, writer}, column.member);
            writer.end_row();
        }
    }
    return writer.finish();
}

std::string describe_json(const findings::SafeDescriptions& descriptions) {
    const findings::Descriptions& all = descriptions.get();
    JsonWriter writer;
    writer.begin_object();
    write_member(writer, "schema", all.schema);
    writer.key("tool");
    writer.begin_object(Layout::inline_);
    write_member(writer, "name", "outcomes");
    write_member(writer, "version", version());
    writer.end_object();
    write_member(writer, "release", descriptions.statement());
    write_array(writer, "studies", all, write_study);
    write_array(writer, "waves", all, write_waves);
    write_array(writer, "inputs", all, write_inputs);
    writer.key("options");
    writer.begin_object(Layout::inline_);
    for (const findings::Option& option : all.options) write_member(writer, option.name, option.value);
    writer.end_object();
    write_array(writer, "warnings", all, write_warnings);
    write_array(writer, "results", all, write_results);
    writer.end_object();
    return writer.finish();
}

}  // namespace outcomes::render
