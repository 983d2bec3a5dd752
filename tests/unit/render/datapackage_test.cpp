#include "libstats/render/datapackage.hpp"

#include "libstats/base/outcome.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <string>

using namespace outcomes;
using nlohmann::json;

namespace {

render::DataPackage sample() {
    render::DataPackage package;
    package.name = "hawkhill";
    package.title = "A \"title\" <b>";
    package.resources = {{"scores.csv", "out/scores.csv", "Scores", false, 12, std::string(64, 'a')},
                         {"scores.tsv", "out/scores.tsv", "Scores", true, 12, std::string(64, 'b')}};
    package.fields = {{.name = "wave", .title = "Wave", .categories = {{"first", "=1+1"}, {"second", ""}}},
                      {.name = "trust", .title = "Trust", .is_number = true, .low = 1, .high = 5},
                      {.name = "age", .title = "Age", .is_number = true, .low = 16}};
    package.sources = {{"Answers, 2013", std::string(64, 'c')}, {"Answers, 2014", ""}};
    return package;
}

}  // namespace

TEST_SUITE("render/datapackage") {
    TEST_CASE("a package has what the standard asks for, in the types it asks for") {
        const json package = json::parse(render::datapackage_json(sample()));
        CHECK(package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json");
        CHECK(package["profile"] == "tabular-data-package");  // as 1.0 called it
        REQUIRE(package["resources"].is_array());
        REQUIRE(package["resources"].size() == 2);
        for (const json& source : package["sources"]) CHECK(source["title"].is_string());
        CHECK(package["sources"][0]["version"] == "sha256:" + std::string(64, 'c'));
        CHECK_FALSE(package["sources"][1].contains("version"));
        std::set<std::string> names;
        for (const json& resource : package["resources"]) {
            for (const char* key : {"name", "path", "type", "format", "mediatype", "encoding", "hash"})
                CHECK(resource[key].is_string());
            CHECK(resource["bytes"] == 12);
            names.insert(resource["name"]);
            const json& schema = resource["schema"];
            CHECK(schema["missingValues"] == json::array({""}));
            REQUIRE(schema["fields"].size() == 3);
            std::set<std::string> fields;
            for (const json& field : schema["fields"]) {
                const bool typed = field["type"] == "string" || field["type"] == "number";
                CHECK(typed);
                fields.insert(field["name"]);
            }
            CHECK(fields.size() == 3);
        }
        CHECK(names.size() == 2);
        CHECK(package["resources"][1]["dialect"]["delimiter"] == "\t");
    }

    TEST_CASE("ranges are constraints and known values are categories, of the type of the field") {
        const json fields =
            json::parse(render::datapackage_json(sample()))["resources"][0]["schema"]["fields"];
        CHECK(fields[0]["categories"] ==
              json::parse(R"([{"value": "first", "label": "=1+1"}, {"value": "second"}])"));
        CHECK_FALSE(fields[0].contains("constraints"));
        CHECK(fields[1]["constraints"] == json::parse(R"({"minimum": 1, "maximum": 5})"));
        CHECK(fields[2]["constraints"] == json::parse(R"({"minimum": 16})"));
    }

    TEST_CASE("names and paths that the standard forbids are a caller's mistake") {
        for (const char* path :
             {"", "/tmp/x.csv", "../x.csv", "a/../x.csv", "..", "a/..", "~/x.csv", "a\\x.csv"}) {
            CAPTURE(path);
            render::DataPackage package = sample();
            package.resources[0].path = path;
            CHECK_THROWS_AS(static_cast<void>(render::datapackage_json(package)), base::ContractError);
        }
        for (const char* name : {"", "A", "a b", "\xC3\xA9"}) {
            render::DataPackage package = sample();
            package.name = name;
            CHECK_THROWS_AS(static_cast<void>(render::datapackage_json(package)), base::ContractError);
        }
        CHECK(render::datapackage_name("Town A 1") == "town-a-1");
        CHECK(render::datapackage_name("<script>") == "script");
        CHECK(render::datapackage_name("\xD9\x85") == "data");
        CHECK(render::datapackage_name("x..csv") == "x..csv");
    }
}
