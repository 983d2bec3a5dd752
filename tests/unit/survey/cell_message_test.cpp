#include "libstats/survey/cell_message.hpp"

#include "libstats/io/csv_reader.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

namespace outcomes::tests {
namespace {

TEST_SUITE_BEGIN("survey/cell_message");

TEST_CASE("a field is found in its line, without its quotes") {
    struct Row {
        const char* line;
        std::size_t field;
        std::uint64_t first, length;  // 0: not in the line
        const char* why;
    };
    const Row rows[] = {
        {"a,bc,d", 0, 1, 1, "the first"},
        {"a,bc,d", 1, 3, 2, "one within"},
        {"a,bc,d", 2, 6, 1, "the last"},
        {"a,bc,d", 3, 0, 0, "none"},
        {"a,,d", 1, 3, 0, "a blank one"},
        {"a,\"b,\"\"c\"\"\",d", 1, 4, 7, "delimiters and doubled quotes within quotes"},
        {"a,\"b,\"\"c\"\"\",d", 2, 13, 1, "and the one after it"},
        {"a,5\" tall,d", 2, 11, 1, "a quote that does not begin the field"},
        {"\xC3\xA9\xC3\xA9,b", 1, 4, 1, "counted in characters, not bytes"},
        {"a,\"runs on", 2, 0, 0, "beyond a field that goes on in the next line"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.line);
        CAPTURE(row.why);
        const auto span = survey::field_span(row.line, row.field, ',');
        REQUIRE(span.has_value() == (row.first > 0));
        if (!span) continue;
        CHECK(span->first == row.first);
        CHECK(span->length == row.length);
    }
}

TEST_CASE("the message shows the cell in its line") {
    const Folder folder;
    auto file = io::CsvFile::open(folder.write("a.csv", "id;answer\n1;\"two; or three\"\n"));
    const std::size_t fields[] = {1};
    const auto table = file.read(fields);
    const auto got = survey::diagnostic_at_cell(table, 0, table.columns[0], "data.unknown_answer",
                                                "one answer is unknown");
    CHECK(got.place.line == 2);
    CHECK(got.place.cell == "B2");
    CHECK(got.excerpt == "1;\"two; or three\"");
    CHECK(got.caret_column == 4);
    CHECK(got.caret_length == 13);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
