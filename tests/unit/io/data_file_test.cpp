#include "libstats/io/data_file.hpp"

#include "libstats/base/diagnostic.hpp"
#include "tests/support/sav_file.hpp"
#include "tests/unit/io/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::tests;
using namespace std::string_literals;

namespace {

std::string refusal(const std::string& path) {
    try {
        static_cast<void>(io::DataFile::open(path));
    } catch (const base::InputError& error) {
        CHECK_FALSE(error.diagnostics().front().help.empty());
        return error.diagnostics().front().code;
    }
    return {};
}

}  // namespace

TEST_SUITE("io/data_file") {
    TEST_CASE("the first bytes decide, whatever the file is called") {
        const TemporaryFolder folder;
        const std::string sav =
            sav_bytes({{.name = "id"}, {.name = "score", .label = "Score"}}, {{1.0, 4.0}});
        struct Row {
            std::string name;
            std::string bytes;
            bool is_spss;
        };
        const Row rows[] = {{"spring.sav", sav, true},
                            {"renamed.csv", sav, true},
                            {"spring.csv", "id,score\n1,4\n", false},
                            {"renamed.sav", "id,score\n1,4\n", false},
                            {"utf16.sav",
                             "\xFF\xFEi\0d\0,\0s\0c\0o\0r\0e\0\n\0"
                             "1\0,\0"
                             "4\0\n\0"s,
                             false}};
        for (const Row& row : rows) {
            CAPTURE(row.name);
            auto file = io::DataFile::open(folder.write(row.name, row.bytes));
            CHECK(file.is_spss() == row.is_spss);
            CHECK(file.header() == std::vector<std::string>{"id", "score"});
            CHECK(file.variables().size() == (row.is_spss ? 2 : 0));
            CHECK((file.delimited() == nullptr) == row.is_spss);
            CHECK(file.header_place(1).column == 2);
            const io::Table table = file.read(std::vector<std::size_t>{1});
            CHECK(table.n_records == 1);
            CHECK(table.columns[0].text(0) == "4");
        }
    }

    TEST_CASE("files of other programs are refused by name") {
        const TemporaryFolder folder;
        CHECK(refusal(folder.write("new.dta", "<stata_dta><header>")) == "csv.other_program");
        CHECK(refusal(folder.write("old.dta", "\x72\x02\x01\0abc"s)) == "csv.other_program");
        CHECK(refusal(folder.write("a.sas7bdat", std::string(12, '\0') + "\xC2\xEA\x81\x60\xB3")) ==
              "csv.other_program");
        CHECK(refusal(folder.write("a.xpt", "HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!")) ==
              "csv.other_program");
        CHECK(refusal(folder.write("junk.sav", "junk\0\0junk"s)) == "spss.not_spss");
        CHECK(refusal(folder.path("none.sav")) == "csv.not_found");
    }
}
