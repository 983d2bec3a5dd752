#pragma once

#include "libstats/io/byte_input.hpp"
#include "libstats/io/variable.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::io {

/// A field of a Frictionless Table Schema. Numbers are kept as they are written.
struct SchemaField {
    std::string name;
    std::string title;
    std::string description;
    std::string type;                    ///< "string", "integer", ...; "any" if it is not said
    std::vector<ValueLabel> categories;  ///< from `categories`, else from `enum`; labels equal values if none
    std::vector<ValueLabel> missing;     ///< missingValues of the field, else of the schema, without ""
    std::optional<std::string> minimum;
    std::optional<std::string> maximum;
    bool is_key = false;  ///< part of the primary key
};

/// The fields of one table.
struct TableSchema {
    std::string name;  ///< of the resource, or ""
    std::vector<SchemaField> fields;
};

/// True if the first character is that of a JSON object.
[[nodiscard]] bool is_json_object(const ByteInput& input);

/// Reads a Table Schema (`fields`), or the schemas of a data package (`resources`); a schema that a package
/// names as a file is looked for beside it. Source: datapackage.org, Table Schema 2.0 (labelled categories
/// and missing values) and 1.0. Throws base::InputError: schema.bad_json (with its line), schema.no_fields,
/// schema.bad_field, csv.not_found.
[[nodiscard]] std::vector<TableSchema> read_table_schemas(const ByteInput& input);

}  // namespace outcomes::io
