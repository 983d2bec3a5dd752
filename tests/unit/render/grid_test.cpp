#include "libstats/render/grid.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/render/agreement.hpp"
#include "libstats/render/diagnostics.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

using namespace outcomes;
using base::Diagnostic;
using base::Severity;
using render::Grid;

namespace {

Diagnostic diagnostic(Severity severity, const std::string& message) {
    Diagnostic one;
    one.severity = severity;
    one.code = "study.x";
    one.message = message;
    one.place = {"a.csv", 3, 2, "B3"};
    one.help = "do this";
    return one;
}

const Grid small{{{"name", false}, {"score", true}}, {{"=x,y", "-0.5"}, {"b", ""}}};

}  // namespace

TEST_SUITE("render/grid") {
    TEST_CASE("one table in every format") {
        CHECK(render::grid_separated(small) == "name,score\n\"=x,y\",-0.5\nb,\n");
        CHECK(render::grid_separated(small, render::Separated::tsv) == "name\tscore\n=x,y\t-0.5\nb\t\n");
        CHECK(render::grid_separated(small, render::Separated::excel_csv) ==
              "\xEF\xBB\xBFname,score\r\n\"'=x,y\",-0.5\r\nb,\r\n");
        CHECK(render::grid_text(small, 80) == "name  score\n=x,y   -0.5\nb\n");
        CHECK(render::grid_markdown(small) ==
              "| name | score |\n| --- | ---: |\n| =x,y | -0.5 |\n| b |  |\n");
        const render::NamedGrid parts[] = {{"results", &small}};
        const auto json = nlohmann::json::parse(render::grids_json("outcomes.score/1", parts));
        CHECK(json["schema"] == "outcomes.score/1");
        CHECK(json["results"][0]["score"] == -0.5);
        CHECK(json["results"][1]["score"].is_null());
    }

    TEST_CASE("a document in the format asked for") {
        using render::Format;
        const Grid counts{{{"n", true}}, {{"2"}}};
        const render::NamedGrid parts[] = {{"counts", &counts}, {"results", &small}};
        CHECK(render::grids_document("s/1", parts, Format::csv) == render::grid_separated(small));
        CHECK(render::grids_document("s/1", parts, Format::tsv) ==
              render::grid_separated(small, render::Separated::tsv));
        CHECK(render::grids_document("s/1", parts, Format::excel_csv) ==
              render::grid_separated(small, render::Separated::excel_csv));
        CHECK(render::grids_document("s/1", parts, Format::md) == render::grid_markdown(small));
        const auto json = nlohmann::json::parse(render::grids_document("s/1", parts, Format::json));
        CHECK(json["counts"][0]["n"] == 2);
        CHECK(json["results"].size() == 2);
        CHECK(nlohmann::json::parse(render::grid_document("s/1", small, Format::json))["schema"] == "s/1");
        CHECK_THROWS_AS((void)render::grid_document("s/1", small, Format::text), base::ContractError);
        CHECK_THROWS_AS((void)render::grids_document("s/1", {}, Format::csv), base::ContractError);
    }

    TEST_CASE("grids with different columns stand below each other") {
        const Grid other{{{"score", true}, {"wave", false}}, {{"3", "w"}}};
        const Grid both[] = {small, other};
        const Grid all = render::stacked(both);
        CHECK(render::grid_separated(all) == "name,score,wave\n\"=x,y\",-0.5,\nb,,\n,3,w\n");
        CHECK(render::stacked({}).columns.empty());
    }

    TEST_CASE("diagnostics are counted, errors last") {
        const std::vector<Diagnostic> found{diagnostic(Severity::error, "E"), diagnostic(Severity::note, "N"),
                                            diagnostic(Severity::warning, "W"),
                                            diagnostic(Severity::warning, "V")};
        CHECK(render::count_line(found) == "1 error, 2 warnings, 1 note");
        CHECK(render::count_line({}) == "nothing wrong found");
        const std::string text = render::diagnostics_text(found);
        CHECK(text.find("note: N") < text.find("warning: W"));
        CHECK(text.find("warning: V") < text.find("error: E"));
        CHECK(render::diagnostics_text({}).empty());
        const std::string few = render::diagnostics_text(found, false, 1);
        CHECK(few.find('V') == std::string::npos);
        CHECK(few.find("... and 1 more warnings like these") != std::string::npos);
        CHECK(render::grid_separated(render::diagnostics_grid(found))
                  .find("\nerror,study.x,E,a.csv,3,2,B3,,do this\n") != std::string::npos);
    }

    TEST_CASE("numbers that do not agree are named") {
        std::vector<render::Agreement> rows{{"sleep", "paired_t", "t", "R", "-4.0621", "-4.0621", 15, 12},
                                            {"sleep", "paired_t", "p", "R", "0.0028", "0.0029", 1.4, 12}};
        std::string text = render::agreement_text(rows, 80);
        CHECK(text.find("DIFFERS") != std::string::npos);
        CHECK(text.find("sleep, paired_t, p: 0.0028 expected, 0.0029 computed (R)") != std::string::npos);
        CHECK(text.find("1 of 2 numbers differ") != std::string::npos);
        rows.pop_back();
        CHECK(render::agreement_text(rows, 80).find("all 1 numbers agree") != std::string::npos);
        CHECK(render::agreement_grid(rows).rows[0][7] == "true");
    }
}
