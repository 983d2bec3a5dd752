// What people typed goes through the program and comes back as it was.

#include "tests/support/reference.hpp"
#include "tests/unit/io/plain_parser.hpp"
#include "tests/unit/io/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace outcomes;

namespace {

/// Two questions answered 1 to 5, and a file that has them.
constexpr std::string_view study_file = R"(schema = 1
[wave.only]
file = "answers.csv"
[columns]
id = "id"
[answers]
agree = { range = [1, 5] }
[scale.place]
items = ["Q1 agree", "Q2 agree"]
answers = "agree"
small_change = { points = 0.5 }
)";

std::vector<tests::Record> records_of(const std::string& text) {
    const tests::Parsed parsed = tests::PlainParser(text, ',').parse();
    CHECK(parsed.refused.empty());
    return parsed.records;
}

std::vector<std::string> column_of(const std::vector<tests::Record>& records, const std::string& name) {
    REQUIRE_FALSE(records.empty());
    const auto found = std::find(records[0].begin(), records[0].end(), name);
    REQUIRE(found != records[0].end());
    std::vector<std::string> cells;
    for (std::size_t i = 1; i < records.size(); ++i)
        cells.push_back(records[i].at(static_cast<std::size_t>(found - records[0].begin())));
    return cells;
}

/// The column `name` of what `outcomes score --keep name -f csv` writes of these answers.
std::vector<std::string> scored(const std::string& answers, const std::string& name) {
    const tests::TemporaryFolder folder;
    folder.write("answers.csv", answers);
    folder.write("study.toml", study_file);
    const std::string command =
        fmt::format("cd '{}' && '" OUTCOMES_BINARY "' score study.toml -q --keep '{}' -f csv > scores.csv",
                    folder.folder(), name);
    REQUIRE(std::system(command.c_str()) == 0);
    return column_of(records_of(tests::read_file(folder.path("scores.csv"))), name);
}

}  // namespace

TEST_SUITE("cli/free text") {
    TEST_CASE("the list of naughty strings comes back byte for byte") {
        const auto path = tests::shared_path("exports/csvsuites/blns/blns_as_free_text.csv");
        if (!path) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        const std::string answers = tests::read_file(path->string());
        const auto wanted = column_of(records_of(answers), "Any other comments?");
        CHECK(wanted.size() == 515);
        const auto got = scored(answers, "Any other comments?");
        CHECK(got.size() == wanted.size());
        std::size_t n_same = 0;
        for (std::size_t i = 0; i < std::min(got.size(), wanted.size()); ++i) {
            CAPTURE(i);
            CHECK(got[i] == wanted[i]);
            if (got[i] == wanted[i]) ++n_same;
        }
        MESSAGE(fmt::format("{} of {} strings came back byte for byte", n_same, wanted.size()));
    }

    TEST_CASE("so do control characters, marks that cannot be seen, formulas and quotes") {
        const std::vector<std::string> texts{
            "\x01\x02\x1B[31mred\x7F",
            "\xE2\x80\xAEright to left\xE2\x80\xAC",
            "zero\xE2\x80\x8Bwidth\xEF\xBB\xBF",
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\"\"\"",
            "'",
            "a,b;c\td",
            " spaces \t",
            "two\nlines",
            "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC",
            "e\xCC\x81 is not \xC3\xA9",
            "\xED\x9F\xBF\xEE\x80\x80",
            "",
        };
        std::string answers = "id,Q1 agree,Q2 agree,comments\r\n";
        for (std::size_t i = 0; i < texts.size(); ++i) {
            std::string quoted;
            for (const char c : texts[i]) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
            answers += fmt::format("p{},{},4,\"{}\"\r\n", i, i % 5 + 1, quoted);
        }
        CHECK(scored(answers, "comments") == texts);
    }

    TEST_CASE("a line end inside an answer comes back as LF, however it was written") {
        const auto got = scored("id,Q1 agree,Q2 agree,comments\r\np1,1,2,\"a\r\nb\rc\nd\"\r\n", "comments");
        CHECK(got == std::vector<std::string>{"a\nb\nc\nd"});
    }
}
