#include "libstats/survey/study_text.hpp"

#include "libstats/survey/study_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::survey {
namespace {

constexpr std::size_t help_width = 80;
constexpr std::size_t help_indent = 21;

/// Tables in the order in which the key table first names them.
std::vector<std::string_view> tables() {
    std::vector<std::string_view> names;
    for (const StudyKey& key : study_keys()) {
        if (std::find(names.begin(), names.end(), key.table) == names.end()) names.push_back(key.table);
    }
    return names;
}

/// The key that leads to a table, for its meaning.
const StudyKey* key_of_table(std::string_view table) {
    for (const StudyKey& key : study_keys()) {
        if (key.inner == table) return &key;
    }
    return nullptr;
}

std::string wrapped(std::string_view text, std::size_t indent) {
    std::string out;
    std::size_t used = indent;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (used > indent && used + 1 + word.size() > help_width) {
            out += '\n' + std::string(indent, ' ');
            used = indent;
        } else if (used > indent) {
            out += ' ';
            ++used;
        }
        out += word;
        used += word.size();
    }
    return out;
}

std::string_view state_in_words(KeyState state) {
    switch (state) {
        case KeyState::required:
            return " Required.";
        case KeyState::unused:
            return " Not used by this version.";
        case KeyState::refused:
            return " Not available in this version.";
        case KeyState::optional:
            break;
    }
    return "";
}

/// "paired" | "cross-section", or the forms that the value may take.
std::string form_of(const StudyKey& key) {
    if (key.words.empty()) return shapes_in_words(key.shapes);
    std::string form;
    for (const std::string& word : allowed_words(key))
        form += fmt::format("{}\"{}\"", form.empty() ? "" : " | ", word);
    return form;
}

std::string help_of_key(const StudyKey& key) {
    std::string text = wrapped(fmt::format("{}{}", key.meaning, state_in_words(key.state)), help_indent);
    const std::string margin = '\n' + std::string(help_indent, ' ');
    const bool heading = key.table.empty() && !key.inner.empty();
    if (!heading) {
        const std::string unset = key.unset.empty() ? "" : fmt::format("; without it {}", key.unset);
        text += margin + wrapped(form_of(key) + unset, help_indent);
    }
    if (key.words.empty() && !key.example.empty()) {
        const std::string example = fmt::format("{} = {}", key.name, key.example);
        const std::size_t indent = help_indent + example.size() > help_width ? 4 : help_indent;
        text += '\n' + std::string(indent, ' ') + wrapped(example, indent);
    }
    return fmt::format("  {:<{}}{}\n", key.name, help_indent - 2, text);
}

// --- JSON Schema, written by hand: this library does not depend on a JSON library

std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::string json_words(const StudyKey& key) {
    std::string out;
    for (const std::string& word : allowed_words(key)) out += (out.empty() ? "" : ", ") + json_text(word);
    return "{\"enum\": [" + out + "]}";
}

std::string list_of(std::string_view item) {
    return fmt::format(R"({{"type": "array", "items": {}}})", item);
}

std::string json_forms(const StudyKey& key) {
    const std::string inner = fmt::format("{{\"$ref\": \"#/definitions/{}\"}}", key.inner);
    const std::string text = key.words.empty() ? R"({"type": "string"})" : json_words(key);
    const std::array forms = {
        std::pair{shape_text, text},
        std::pair{shape_whole, std::string(R"({"type": "integer"})")},
        std::pair{shape_number, std::string(R"({"type": "number"})")},
        std::pair{shape_flag, std::string(R"({"type": "boolean"})")},
        std::pair{shape_date, std::string(R"({"type": "string", "format": "date"})")},
        std::pair{shape_texts, list_of(R"({"type": "string"})")},
        std::pair{shape_numbers, list_of(R"({"type": "number"})")},
        std::pair{shape_values, list_of(R"({"type": ["string", "number"]})")},
        std::pair{shape_table, inner},
        std::pair{shape_tables, list_of(inner)},
        std::pair{shape_columns, list_of(fmt::format(R"({{"anyOf": [{{"type": "string"}}, {}]}})", inner))},
    };
    std::string out;
    for (const auto& [shape, form] : forms) {
        if ((key.shapes & shape) != 0) out += (out.empty() ? "" : ", ") + form;
    }
    return out;
}

std::string json_key(const StudyKey& key) {
    std::string meaning = fmt::format("{}{}", key.meaning, state_in_words(key.state));
    if (!key.unset.empty()) meaning += fmt::format(" Without it: {}.", key.unset);
    return fmt::format(R"({{"description": {}, "anyOf": [{}]}})", json_text(meaning), json_forms(key));
}

/// The members of an object schema for one table.
std::string json_table(std::string_view table, std::string_view indent) {
    std::string properties;
    std::string required;
    std::string others = "false";
    for (const StudyKey& key : study_keys()) {
        if (key.table != table) continue;
        if (key.name == "NAME") {
            others = json_key(key);
            continue;
        }
        properties += fmt::format("{}\n{}  {}: {}", properties.empty() ? "" : ",", indent,
                                  json_text(key.name), json_key(key));
        if (key.state == KeyState::required) required += (required.empty() ? "" : ", ") + json_text(key.name);
    }
    return fmt::format(
        "\"type\": \"object\",\n{0}\"required\": [{1}],\n{0}\"properties\": "
        "{{{2}\n{0}}},\n{0}\"additionalProperties\": {3}",
        indent, required, properties, others);
}

}  // namespace

std::string study_help() {
    std::string out = fmt::format(
        "The study file says what was asked and how to read the answers. It is plain\n"
        "text in TOML. Paths in it are relative to its folder. This version reads\n"
        "schema {}.\n",
        study_schema);
    for (const std::string_view table : tables()) {
        const StudyKey* leads_here = key_of_table(table);
        if (table.empty()) {
            out += "\nAt the top\n";
        } else {
            out += '\n' + wrapped(fmt::format("[{}]  {}", table, leads_here->meaning), 0) + '\n';
        }
        for (const StudyKey& key : study_keys()) {
            if (key.table == table) out += help_of_key(key);
        }
    }
    return out;
}

std::string study_json_schema() {
    std::string out = "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n";
    out += fmt::format("  \"title\": \"Study file of outcomes, schema {}\",\n  {},\n  \"definitions\": {{",
                       study_schema, json_table("", "  "));
    bool first = true;
    for (const std::string_view table : tables()) {
        if (table.empty()) continue;
        out += fmt::format("{}\n    {}: {{\n      {}\n    }}", first ? "" : ",", json_text(table),
                           json_table(table, "      "));
        first = false;
    }
    return out + "\n  }\n}\n";
}

}  // namespace outcomes::survey
