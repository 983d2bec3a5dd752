#include "libstats/io/csv_writer.hpp"

#include "libstats/base/random.hpp"
#include "libstats/io/csv_reader.hpp"
#include "tests/unit/io/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace outcomes;

TEST_SUITE("io/csv_writer") {
    TEST_CASE("a field is quoted where it must be, and only there") {
        const std::pair<const char*, const char*> rows[] = {
            {"", ""},
            {"agree", "agree"},
            {"a,b", "\"a,b\""},
            {"a;b", "a;b"},
            {"say \"yes\"", "\"say \"\"yes\"\"\""},
            {"two\nlines", "\"two\nlines\""},
            {"two\rlines", "\"two\rlines\""},
            {" x", "\" x\""},
            {"x ", "\"x \""},
            {"x y", "x y"},
        };
        for (const auto& [field, wanted] : rows) {
            CAPTURE(field);
            std::string out;
            io::append_field(out, field);
            CHECK(out == wanted);
        }
        std::string tabs;
        io::append_record(tabs, std::vector<std::string>{"a,b", "c\td"}, '\t');
        CHECK(tabs == "a,b\t\"c\td\"\n");
    }

    TEST_CASE("a record of one blank is not an empty line") {
        std::string out;
        io::append_record(out, std::vector<std::string>{""});
        CHECK(out == "\"\"\n");
    }

    TEST_CASE("what is written is read back") {
        base::Random random(11);
        const tests::TemporaryFolder folder;
        for (int round = 0; round < 50; ++round) {
            const std::size_t width = 1 + random.below(5);
            std::vector<std::vector<std::string>> rows(1 + random.below(20), std::vector<std::string>(width));
            for (auto& row : rows) {
                for (std::string& cell : row) {
                    for (std::uint64_t i = random.below(6); i > 0; --i)
                        cell += "ab \",;\n\xC3"[random.below(7)];
                }
            }
            std::string out;
            io::append_record(out, std::vector<std::string>(width, "h"));
            for (const auto& row : rows) io::append_record(out, row);
            auto file = io::CsvFile::open(folder.write("a.csv", out),
                                          {.encoding = {}, .delimiter = ',', .header_rows = 1});
            std::vector<std::size_t> fields;
            for (std::size_t i = 0; i < width; ++i) fields.push_back(i);
            const io::Table table = file.read(fields);
            REQUIRE(table.n_records == rows.size());
            for (std::size_t i = 0; i < rows.size(); ++i) {
                for (std::size_t j = 0; j < width; ++j) REQUIRE(table.columns[j].text(i) == rows[i][j]);
            }
        }
    }
}
