#include "libstats/io/table_schema.hpp"

#include "libstats/base/diagnostic.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <utility>

namespace outcomes::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

[[noreturn]] void fail(const ByteInput& input, std::string code, std::string message, std::string help) {
    base::Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.place.file = input.path();
    diagnostic.help = std::move(help);
    throw base::InputError(std::move(diagnostic));
}

std::string all_of(const ByteInput& input) {
    std::string text(static_cast<std::size_t>(input.size()), '\0');
    text.resize(input.read_at(0, text.data(), text.size()));
    if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    return text;
}

Json parse(const ByteInput& input) {
    const std::string text = all_of(input);
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
        base::Diagnostic diagnostic;
        diagnostic.code = "schema.bad_json";
        diagnostic.message = "this file is not sound JSON from here on";
        diagnostic.place = {
            input.path(), static_cast<std::uint64_t>(std::count(text.begin(), end, '\n') + 1), 0, {}};
        diagnostic.help = "look for a missing comma, quote or bracket on this line or the one before";
        throw base::InputError(std::move(diagnostic));
    }
}

/// A text, number or truth value as text; "" for anything else.
std::string text_of(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    return value.is_number() || value.is_boolean() ? value.dump() : std::string();
}

std::string text_at(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() ? std::string() : text_of(*found);
}

/// ["a", "b"], [1, 2] or [{"value": 1, "label": "a"}].
std::vector<ValueLabel> labelled(const Json& values) {
    std::vector<ValueLabel> all;
    if (!values.is_array()) return all;
    for (const Json& value : values) {
        const std::string code = value.is_object() ? text_at(value, "value") : text_of(value);
        const std::string label = value.is_object() ? text_at(value, "label") : std::string();
        all.push_back({code, label});
    }
    return all;
}

std::vector<ValueLabel> missing_values(const Json& owner) {
    const auto found = owner.find("missingValues");
    if (found == owner.end()) return {};
    auto values = labelled(*found);
    std::erase_if(values, [](const ValueLabel& value) { return value.value.empty(); });
    return values;
}

void read_constraints(const Json& json, SchemaField& field) {
    const auto constraints = json.find("constraints");
    if (constraints == json.end() || !constraints->is_object()) return;
    const auto limit = [&](const char* key) {
        const std::string text = text_at(*constraints, key);
        return text.empty() ? std::nullopt : std::optional(text);
    };
    field.minimum = limit("minimum");
    field.maximum = limit("maximum");
    if (field.categories.empty() && constraints->contains("enum"))
        field.categories = labelled(constraints->at("enum"));
}

SchemaField field_of(const ByteInput& input, const Json& json, const std::vector<ValueLabel>& missing) {
    SchemaField field;
    if (json.is_object()) field.name = text_at(json, "name");
    if (field.name.empty()) {
        fail(input, "schema.bad_field", "a field of the schema has no name",
             "give each entry of `fields` the name of its column: {\"name\": \"...\"}");
    }
    field.title = text_at(json, "title");
    field.description = text_at(json, "description");
    field.type = text_at(json, "type");
    if (field.type.empty()) field.type = "any";
    if (json.contains("categories")) field.categories = labelled(json.at("categories"));
    field.missing = json.contains("missingValues") ? missing_values(json) : missing;
    read_constraints(json, field);
    for (ValueLabel& category : field.categories) {
        if (category.label.empty()) category.label = category.value;
    }
    return field;
}

TableSchema schema_of(const ByteInput& input, const Json& json, std::string name) {
    TableSchema schema{std::move(name), {}};
    const auto missing = missing_values(json);
    for (const Json& field : json.at("fields")) schema.fields.push_back(field_of(input, field, missing));
    const auto key = json.find("primaryKey");
    if (key == json.end()) return schema;
    for (SchemaField& field : schema.fields) {
        field.is_key = text_of(*key) == field.name ||
                       std::any_of(key->begin(), key->end(),
                                   [&](const Json& part) { return text_of(part) == field.name; });
    }
    return schema;
}

bool has_fields(const Json& json) {
    return json.is_object() && json.contains("fields") && json.at("fields").is_array();
}

/// The schema of a resource: in place, or in a file beside the package.
TableSchema schema_of_resource(const ByteInput& input, const Json& resource) {
    const Json& schema = resource.at("schema");
    const std::string name = text_at(resource, "name");
    if (!schema.is_string()) return schema_of(input, schema, name);
    const auto beside = std::filesystem::path(input.path()).parent_path() / schema.get<std::string>();
    const auto file = ByteInput::open(beside.string());
    const Json json = parse(*file);
    if (!has_fields(json))
        fail(*file, "schema.no_fields", "this schema has no `fields`", "see that it is the right file");
    return schema_of(*file, json, name);
}

}  // namespace

bool is_json_object(const ByteInput& input) {
    std::array<char, 64> start{};
    std::string_view head(start.data(), input.read_at(0, start.data(), start.size()));
    if (head.starts_with(byte_order_mark)) head.remove_prefix(byte_order_mark.size());
    const auto first = head.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && head[first] == '{';
}

std::vector<TableSchema> read_table_schemas(const ByteInput& input) {
    const Json json = parse(input);
    std::vector<TableSchema> schemas;
    if (has_fields(json)) schemas.push_back(schema_of(input, json, text_at(json, "name")));
    if (json.contains("resources") && json.at("resources").is_array()) {
        for (const Json& resource : json.at("resources")) {
            const bool has_schema = resource.is_object() && resource.contains("schema") &&
                                    (resource.at("schema").is_string() || has_fields(resource.at("schema")));
            if (has_schema) schemas.push_back(schema_of_resource(input, resource));
        }
    }
    const bool has_any = std::any_of(schemas.begin(), schemas.end(),
                                     [](const TableSchema& schema) { return !schema.fields.empty(); });
    if (!has_any) {
        fail(input, "schema.no_fields", "this JSON file describes no columns",
             "a Table Schema has `fields`; a data package has `resources`, each with a `schema`");
    }
    return schemas;
}

}  // namespace outcomes::io
