#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::render {

/// A column of a table, as the Table Schema calls it.
struct DataField {
    std::string name;  ///< the header
    std::string title;
    std::string description = {};
    bool is_number = false;
    std::optional<double> low = {}, high = {};  ///< possible values
    struct Category {
        std::string value, label;
    };
    std::vector<Category> categories = {};  ///< all values that a text can have, where they are known
};

/// A table in a file beside the description.
struct DataResource {
    std::string name;  ///< letters, digits, "-", "_" and "." only
    std::string path;  ///< relative to the description, never upwards
    std::string title;
    bool tabs = false;  ///< separated by tabs, not by commas
    std::uint64_t bytes = 0;
    std::string sha256;
};

/// A file that the tables were made from: what it is and its hash, not where it lies.
struct DataSource {
    std::string title;
    std::string sha256;
};

struct DataPackage {
    std::string name;  ///< letters, digits, "-", "_" and "." only
    std::string title;
    std::vector<DataResource> resources;  ///< at least one; all with the same columns
    std::vector<DataField> fields;
    std::vector<DataSource> sources;
};

/// A datapackage.json (Data Package 2.0, readable as 1.0 too) that says what the columns of the tables are.
/// @throws base::ContractError  no resource, a name or a path that the standard does not allow
[[nodiscard]] std::string datapackage_json(const DataPackage& package);

/// A text as a name that the standard allows: "Town A 1" is "town-a-1". Never empty.
[[nodiscard]] std::string datapackage_name(const std::string& text);

}  // namespace outcomes::render
