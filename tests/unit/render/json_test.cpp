#include "libstats/render/json.hpp"

#include "libstats/findings/glossary.hpp"
#include "libstats/render/json_writer.hpp"
#include "sample_findings.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::tests;
using Json = nlohmann::ordered_json;

namespace {

std::vector<std::string> keys_of(const Json& object) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.items()) keys.push_back(key);
    return keys;
}

}  // namespace

TEST_SUITE("render/json") {
    TEST_CASE("a parser reads back what was written") {
        const Json document = Json::parse(render::json(safe_sample()));
        CHECK(document["schema"] == "outcomes.compare/1");
        CHECK(document["tool"]["name"] == "outcomes");
        CHECK(document["tool"]["version"] == render::version());
        CHECK(document["study"]["id"] == "hawkhill");
        CHECK(document["study"]["sha256"] == "ab12");
        CHECK(document["inputs"][0]["rows"] == 402);
        CHECK(document["inputs"][1]["sha256"].is_null());
        CHECK(document["options"]["methods"] == "headline");
        CHECK(document["options"]["seed"].is_null());
        CHECK(document["warnings"][0]["line"] == 12);
        CHECK(document["warnings"][0]["column"].is_null());
        CHECK(document["release"] == "internal: not for release");
        const Json& first = document["results"][0];
        CHECK(first["effect"].get<double>() == *sample_findings().studies[0].results[0].effect);
        CHECK(first["n"] == 212);
        CHECK(first["suppressed"] == false);
        CHECK(first["mean_from"].is_null());
        CHECK(first["note"].is_null());
    }

    TEST_CASE("results have every column, in order, in both spellings") {
        std::vector<std::string> snake, dotted;
        for (const auto& column : findings::columns()) {
            snake.emplace_back(column.name);
            dotted.emplace_back(column.dotted);
        }
        const Json all = Json::parse(render::json(safe_sample(true)));
        for (const auto& row : all["results"]) CHECK(keys_of(row) == snake);
        const Json document = Json::parse(render::json(safe_sample(), render::Names::dotted));
        CHECK(keys_of(document["results"][0]) == dotted);
    }

    TEST_CASE("one study and many have the same keys") {
        findings::Findings many = sample_findings();
        many.studies.push_back(many.studies.front());
        const Json one = Json::parse(render::json(safe_sample()));
        const Json two = Json::parse(render::json(findings::disclose(many)));
        const Json none =
            Json::parse(render::json(findings::disclose(findings::Findings{"outcomes.compare/1", {}, {}})));
        CHECK(keys_of(one) == keys_of(two));
        CHECK(keys_of(one) == keys_of(none));
        CHECK(two["study"].is_null());
        CHECK(two["studies"].size() == 2);
        CHECK(keys_of(two["studies"][0]) == keys_of(one["study"]));
        CHECK(two["results"].size() == 2 * one["results"].size());
    }

    TEST_CASE("text is escaped, and bytes that are not UTF-8 do not break the document") {
        const std::pair<std::string, std::string> rows[] = {
            {"a\"b\\c", "\"a\\\"b\\\\c\""},
            {"\n\r\t\x01\x7f", "\"\\n\\r\\t\\u0001\\u007f\""},
            {"caf\xC3\xA9 \xF0\x9F\x8C\xB3", "\"caf\xC3\xA9 \xF0\x9F\x8C\xB3\""},
            {"x\xE9y", "\"x\xEF\xBF\xBDy\""},
            {"\xC0\xAF", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},                  // overlong
            {"\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},  // surrogate
            {"\xE2\x82", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},                  // cut short
        };
        for (const auto& [text, wanted] : rows) {
            std::string got;
            render::append_json_string(got, text);
            CHECK(got == wanted);
            CHECK(Json::accept(got));
        }
    }

    TEST_CASE("empty arrays and objects are whole") {
        render::JsonWriter writer;
        writer.begin_object();
        writer.key("none");
        writer.begin_array();
        writer.end_array();
        writer.key("empty");
        writer.begin_object(render::JsonWriter::Layout::inline_);
        writer.end_object();
        writer.end_object();
        CHECK(writer.finish() == "{\n  \"none\": [],\n  \"empty\": {}\n}\n");
    }
}
