#include "libstats/io/json_rows.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/byte_input.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string_view>
#include <utility>

namespace outcomes::io {
namespace {

using Json = nlohmann::json;

[[noreturn]] void fail(const std::string& path, std::string message) {
    base::Diagnostic diagnostic;
    diagnostic.code = "json.not_results";
    diagnostic.message = std::move(message);
    diagnostic.place.file = path;
    diagnostic.help = "name a .json file that this program wrote (-o FILE.json)";
    throw base::InputError(std::move(diagnostic));
}

Json parsed(const std::string& path) {
    const auto input = ByteInput::open(path);
    std::string text(static_cast<std::size_t>(input->size()), '\0');
    text.resize(input->read_at(0, text.data(), text.size()));
    Json document = Json::parse(text, nullptr, false);
    if (document.is_discarded() || !document.is_object()) fail(path, "this file is not a JSON document");
    return document;
}

JsonRow row_of(const Json& object) {
    JsonRow row;
    for (const auto& [key, value] : object.items()) {
        if (value.is_string())
            row.emplace(key, value.get<std::string>());
        else if (value.is_number() || value.is_boolean())
            row.emplace(key, value.dump());
    }
    return row;
}

}  // namespace

std::vector<JsonRow> read_json_rows(const std::string& path, const std::string& schema,
                                    const std::string& name) {
    const Json document = parsed(path);
    const auto found = document.find("schema");
    if (found == document.end() || !found->is_string() || !found->get<std::string>().starts_with(schema))
        fail(path, fmt::format("this is no document of the schema \"{}\"", schema));
    const auto list = document.find(name);
    if (list == document.end() || !list->is_array()) fail(path, fmt::format("it has no list \"{}\"", name));
    std::vector<JsonRow> rows;
    for (const Json& one : *list) {
        if (one.is_object()) rows.push_back(row_of(one));
    }
    return rows;
}

}  // namespace outcomes::io
