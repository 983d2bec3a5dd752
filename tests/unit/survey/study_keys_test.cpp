#include "libstats/survey/study_keys.hpp"

#include "libstats/survey/study_file.hpp"
#include "libstats/survey/study_shape.hpp"
#include "libstats/survey/study_text.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace outcomes;
using namespace outcomes::survey;

namespace {

std::string name_of(const StudyKey& key) {
    return std::string(key.table) + " / " + std::string(key.name);
}

TomlValue value_of(std::string_view typed) {
    const auto parsed = parse_toml("x = " + std::string(typed) + "\n");
    REQUIRE(std::holds_alternative<TomlValue>(parsed));
    return std::get<TomlValue>(parsed).find("x")->value;
}

bool mentions(const std::vector<base::Diagnostic>& all, const std::string& code) {
    return std::any_of(all.begin(), all.end(), [&](const auto& d) { return d.code == code; });
}

}  // namespace

TEST_SUITE("survey/study_keys") {
    TEST_CASE("every key is described once, in a sentence") {
        std::set<std::string> seen;
        for (const StudyKey& key : study_keys()) {
            CAPTURE(name_of(key));
            CHECK(seen.insert(name_of(key)).second);
            CHECK(key.shapes != 0);
            CHECK(key.meaning.ends_with('.'));
            CHECK(find_study_key(key.table, key.name) == &key);
        }
    }

    TEST_CASE("examples and defaults have the form that the key asks for") {
        for (const StudyKey& key : study_keys()) {
            CAPTURE(name_of(key));
            if (!key.example.empty()) CHECK(has_shape(value_of(key.example), key.shapes));
            if (!key.unset.empty()) CHECK(has_shape(value_of(key.unset), key.shapes));
            const auto words = allowed_words(key);
            if (words.empty()) continue;
            CHECK(std::find(words.begin(), words.end(), value_of(key.example).text) != words.end());
            if (!key.unset.empty()) {
                CHECK(std::find(words.begin(), words.end(), value_of(key.unset).text) != words.end());
            }
        }
    }

    TEST_CASE("every table that a key leads to exists, and every table is led to") {
        std::set<std::string_view> tables = {""};
        std::set<std::string_view> led_to = {""};
        for (const StudyKey& key : study_keys()) {
            tables.insert(key.table);
            led_to.insert(key.inner);
        }
        CHECK(tables == led_to);
    }

    TEST_CASE("a key is known in the file exactly where the table has it") {
        for (const StudyKey& key : study_keys()) {
            if (key.table.empty() || key.name == "NAME" || !key.inner.empty()) continue;
            if (key.table.find('.') != std::string_view::npos ||
                key.table.find('_') != std::string_view::npos)
                continue;
            if (key.table == "condition" || key.table == "target" || key.table == "community") continue;
            CAPTURE(name_of(key));
            const std::string known = "schema = 1\n[" + std::string(key.table) + "]\n" +
                                      std::string(key.name) + " = " + std::string(key.example) + "\n";
            CHECK_FALSE(mentions(try_parse_study(known, "s.toml").diagnostics, "study.unknown_key"));
            const std::string slip = "schema = 1\n[" + std::string(key.table) + "]\n" +
                                     std::string(key.name) + "q = " + std::string(key.example) + "\n";
            const bool any_name = find_study_key(key.table, "any name at all") != nullptr;
            CHECK(mentions(try_parse_study(slip, "s.toml").diagnostics, "study.unknown_key") != any_name);
        }
    }

    TEST_CASE("the help page names every key and every table") {
        const std::string help = study_help();
        for (const StudyKey& key : study_keys()) {
            CAPTURE(name_of(key));
            CHECK(help.find("\n  " + std::string(key.name) + " ") != std::string::npos);
            if (!key.table.empty())
                CHECK(help.find("\n[" + std::string(key.table) + "]  ") != std::string::npos);
        }
    }

    TEST_CASE("the JSON Schema has every key, its words, and what is required") {
        const auto schema = nlohmann::json::parse(study_json_schema());
        CHECK(schema.at("required") == nlohmann::json{"schema"});
        for (const StudyKey& key : study_keys()) {
            CAPTURE(name_of(key));
            const auto& table =
                key.table.empty() ? schema : schema.at("definitions").at(std::string(key.table));
            const auto& entry = key.name == "NAME" ? table.at("additionalProperties")
                                                   : table.at("properties").at(std::string(key.name));
            CHECK(entry.at("anyOf").size() >= 1);
            const auto& required = table.at("required");
            const bool listed = std::find(required.begin(), required.end(), key.name) != required.end();
            CHECK(listed == (key.state == KeyState::required));
            if (!key.words.empty())
                CHECK(entry.at("anyOf").at(0).at("enum").size() == allowed_words(key).size());
            if (!key.inner.empty()) CHECK(schema.at("definitions").contains(std::string(key.inner)));
        }
    }
}
