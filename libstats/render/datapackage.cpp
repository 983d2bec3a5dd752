#include "libstats/render/datapackage.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/render/formats.hpp"
#include "libstats/render/json_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace outcomes::render {
namespace {

using Layout = JsonWriter::Layout;

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_name_character);
}

/// Relative, and not upwards: what the standard calls a safe path.
bool is_safe_path(std::string_view path) {
    if (path.empty() || path.front() == '/' || path.front() == '~' ||
        path.find('\\') != std::string_view::npos)
        return false;
    return !(path == ".." || path.starts_with("../") || path.ends_with("/..") ||
             path.find("/../") != std::string_view::npos);
}

void write_text(JsonWriter& writer, std::string_view key, std::string_view value) {
    if (value.empty()) return;
    writer.key(key);
    writer.text(value);
}

void write_number(JsonWriter& writer, std::string_view key, std::optional<double> value) {
    if (!value) return;
    writer.key(key);
    writer.number(*value);
}

void write_field(JsonWriter& writer, const DataField& field) {
    writer.begin_object(Layout::inline_);
    write_text(writer, "name", field.name);
    write_text(writer, "type", field.is_number ? "number" : "string");
    write_text(writer, "title", field.title);
    write_text(writer, "description", field.description);
    if (field.low || field.high) {
        writer.key("constraints");
        writer.begin_object(Layout::inline_);
        write_number(writer, "minimum", field.low);
        write_number(writer, "maximum", field.high);
        writer.end_object();
    }
    if (!field.categories.empty()) {
        writer.key("categories");
        writer.begin_array(Layout::inline_);
        for (const DataField::Category& category : field.categories) {
            writer.begin_object(Layout::inline_);
            writer.key("value");
            writer.text(category.value);
            write_text(writer, "label", category.label);
            writer.end_object();
        }
        writer.end_array();
    }
    writer.end_object();
}

void write_schema(JsonWriter& writer, const std::vector<DataField>& fields) {
    writer.begin_object();
    write_text(writer, "$schema", "https://datapackage.org/profiles/2.0/tableschema.json");
    writer.key("missingValues");
    writer.begin_array(Layout::inline_);
    writer.text("");
    writer.end_array();
    writer.key("fields");
    writer.begin_array();
    for (const DataField& field : fields) write_field(writer, field);
    writer.end_array();
    writer.end_object();
}

void write_resource(JsonWriter& writer, const DataResource& resource, const std::vector<DataField>& fields) {
    base::require(is_name(resource.name), "the name of a data resource has a character it may not");
    base::require(is_safe_path(resource.path), "the path of a data resource leads elsewhere");
    writer.begin_object();
    write_text(writer, "name", resource.name);
    write_text(writer, "type", "table");
    write_text(writer, "profile", "tabular-data-resource");
    write_text(writer, "path", resource.path);
    write_text(writer, "title", resource.title);
    write_text(writer, "format", resource.tabs ? "tsv" : "csv");
    write_text(writer, "mediatype", resource.tabs ? "text/tab-separated-values" : "text/csv");
    write_text(writer, "encoding", "utf-8");
    writer.key("bytes");
    writer.count(resource.bytes);
    write_text(writer, "hash", "sha256:" + resource.sha256);
    writer.key("dialect");
    writer.begin_object(Layout::inline_);
    write_text(writer, "delimiter", resource.tabs ? "\t" : ",");
    write_text(writer, "lineTerminator", "\n");
    writer.end_object();
    writer.key("schema");
    write_schema(writer, fields);
    writer.end_object();
}

}  // namespace

std::string datapackage_name(const std::string& text) {
    std::string name;
    for (const char c : text) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (is_name_character(lower))
            name += lower;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (name.ends_with('-')) name.pop_back();
    return name.empty() ? "data" : name;
}

std::string datapackage_json(const DataPackage& package) {
    base::require(!package.resources.empty(), "a data package needs a resource");
    base::require(is_name(package.name), "the name of a data package has a character it may not");
    JsonWriter writer;
    writer.begin_object();
    write_text(writer, "$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
    write_text(writer, "profile", "tabular-data-package");
    write_text(writer, "name", package.name);
    write_text(writer, "title", package.title);
    write_text(writer, "description", fmt::format("Scores made by outcomes {}.", version()));
    if (!package.sources.empty()) {
        writer.key("sources");
        writer.begin_array();
        for (const DataSource& source : package.sources) {
            writer.begin_object(Layout::inline_);
            write_text(writer, "title", source.title);
            if (!source.sha256.empty()) write_text(writer, "version", "sha256:" + source.sha256);
            writer.end_object();
        }
        writer.end_array();
    }
    writer.key("resources");
    writer.begin_array();
    for (const DataResource& resource : package.resources) write_resource(writer, resource, package.fields);
    writer.end_array();
    writer.end_object();
    return writer.finish();
}

}  // namespace outcomes::render
