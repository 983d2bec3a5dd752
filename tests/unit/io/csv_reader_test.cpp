#include "libstats/io/csv_reader.hpp"

#include "libstats/base/hash.hpp"
#include "libstats/base/outcome.hpp"
#include "tests/unit/io/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

using namespace outcomes;
using namespace std::string_literals;
using tests::TemporaryFolder;

namespace {

using Rows = std::vector<std::vector<std::string>>;

io::Table read_all(const std::string& path, const io::ReadOptions& options = {}) {
    auto file = io::CsvFile::open(path, options);
    std::vector<std::size_t> fields(file.header().size());
    std::iota(fields.begin(), fields.end(), std::size_t{0});
    return file.read(fields);
}

Rows rows_of(const io::Table& table) {
    Rows rows(table.n_records);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const io::Column& column : table.columns) rows[i].emplace_back(column.text(i));
    }
    return rows;
}

/// What is thrown when all of the file is read; nothing if it can be read.
std::optional<base::Diagnostic> refusal(const std::string& path, const io::ReadOptions& options = {}) {
    try {
        static_cast<void>(read_all(path, options));
    } catch (const base::InputError& error) {
        return error.diagnostics().front();
    }
    return std::nullopt;
}

}  // namespace

TEST_SUITE("io/csv_reader") {
    TEST_CASE("bytes become the records they stand for") {
        struct Row {
            const char* why;
            std::string bytes;
            std::vector<std::string> header;
            Rows rows;
        };
        const Row rows[] = {
            {"plain", "id,a\n1,x\n2,y\n", {"id", "a"}, {{"1", "x"}, {"2", "y"}}},
            {"no last line end", "id,a\n1,x", {"id", "a"}, {{"1", "x"}}},
            {"CRLF", "id,a\r\n1,x\r\n", {"id", "a"}, {{"1", "x"}}},
            {"CR", "id,a\r1,x\r2,y", {"id", "a"}, {{"1", "x"}, {"2", "y"}}},
            {"CR CR LF", "id,a\r\r\n1,x\r\r\n", {"id", "a"}, {{"1", "x"}}},
            {"CR, with LF in an answer", "id,a\r1,\"x\ny\"\r", {"id", "a"}, {{"1", "x\ny"}}},
            {"byte-order mark before a quoted header",
             "\xEF\xBB\xBF\"id\",a\n1,x\n",
             {"id", "a"},
             {{"1", "x"}}},
            {"delimiter in quotes", "id,a\n1,\"x,y\"\n", {"id", "a"}, {{"1", "x,y"}}},
            {"doubled quotes", "id,a\n1,\"\"\"x\"\" y\"\n", {"id", "a"}, {{"1", "\"x\" y"}}},
            {"only a doubled quote", "id,a\n1,\"\"\"\"\n", {"id", "a"}, {{"1", "\""}}},
            {"empty quotes", "id,a\n\"\",\"\"\n", {"id", "a"}, {{"", ""}}},
            {"CRLF in an answer is LF", "id,a\r\n1,\"x\r\ny\"\r\n", {"id", "a"}, {{"1", "x\ny"}}},
            {"CR in an answer is LF", "id,a\n1,\"x\ry\"\n", {"id", "a"}, {{"1", "x\ny"}}},
            {"CR outside quotes is data", "id,a\n1,x\ry\n", {"id", "a"}, {{"1", "x\ry"}}},
            {"blank lines in an answer",
             "id,a\n1,\"x\n\n\ny\"\n2,z\n",
             {"id", "a"},
             {{"1", "x\n\n\ny"}, {"2", "z"}}},
            {"two long answers in a record",
             "id,a,b\n1,\"x\ny\",\"p\nq\"\n2,r,s\n",
             {"id", "a", "b"},
             {{"1", "x\ny", "p\nq"}, {"2", "r", "s"}}},
            {"a doubled quote at a line end", "id,a\n1,\"x\"\"\ny\"\n", {"id", "a"}, {{"1", "x\"\ny"}}},
            {"a quote inside a word is a quote",
             "id,a\n1,6'3\"\n2,x\"y\"\n",
             {"id", "a"},
             {{"1", "6'3\""}, {"2", "x\"y\""}}},
            {"a space before the quote makes it one, too",
             "id,a\n1, \"x\"\n",
             {"id", "a"},
             {{"1", " \"x\""}}},
            {"spaces after the closing quote", "id,a\n\"1\" ,\"x\" \n", {"id", "a"}, {{"1", "x"}}},
            {"texts are not trimmed, headers are",
             " id ,a\xC2\xA0\n 1 ,\tx\n",
             {"id", "a"},
             {{" 1 ", "\tx"}}},
            {"line break in a header", "id,\"a\nb\"\n1,x\n", {"id", "a\nb"}, {{"1", "x"}}},
            {"blank and duplicate headers",
             "id,,a,a\n1,2,3,4\n",
             {"id", "", "a", "a"},
             {{"1", "2", "3", "4"}}},
            {"one column", "a\nx\ny\n", {"a"}, {{"x"}, {"y"}}},
            {"sep line", "sep=;\nid;a\n1;2,5\n", {"id", "a"}, {{"1", "2,5"}}},
            {"tabs, blanks at the end", "id\ta\tb\n1\t\t\n", {"id", "a", "b"}, {{"1", "", ""}}},
            {"blank lines", "\nid,a\n\n1,x\n  \n2,y\n\n", {"id", "a"}, {{"1", "x"}, {"2", "y"}}},
            {"a line of tabs is a record of a file of tabs",
             "a\tb\n\t\n1\t2\n",
             {"a", "b"},
             {{"", ""}, {"1", "2"}}},
            {"short rows", "id,a,b\n1\n2,x\n", {"id", "a", "b"}, {{"1", "", ""}, {"2", "x", ""}}},
            {"delimiter after the last field",
             "id,a\n1,x,\n2,y,\"\"\n",
             {"id", "a"},
             {{"1", "x"}, {"2", "y"}}},
            {"Windows-1252", "id,a\n1,caf\xE9\n", {"id", "a"}, {{"1", "caf\xC3\xA9"}}},
            {"UTF-16", "\xFF\xFEi\0,\0a\0\n\0"s + "1\0,\0\xE9\0\n\0"s, {"i", "a"}, {{"1", "\xC3\xA9"}}},
        };
        const TemporaryFolder folder;
        for (const Row& row : rows) {
            CAPTURE(row.why);
            const std::string path = folder.write("a.csv", row.bytes);
            const io::Table table = read_all(path);
            CHECK(table.header == row.header);
            CHECK(rows_of(table) == row.rows);
            CHECK(table.lines.size() == table.n_records);
            CHECK(table.rows.size() == table.n_records);
        }
    }

    TEST_CASE("what was mended is counted") {
        const TemporaryFolder folder;
        const auto table =
            read_all(folder.write("a.csv", "id,a,b\n\n1\n2,x,y,\n3,x,y, ,\"\"\n   \n4,x,y\n5,x\n"));
        CHECK(table.n_records == 5);
        CHECK(table.n_short == 2);
        CHECK(table.n_long == 2);
        CHECK(table.n_blank_lines == 2);
    }

    TEST_CASE("options overrule what the bytes suggest") {
        const TemporaryFolder folder;
        const std::string path = folder.write("a.csv", "id;a,b\n1;\x8E,2\n");
        const auto table =
            read_all(path, {.encoding = io::Encoding::mac_roman, .delimiter = ';', .header_rows = 1});
        CHECK(rows_of(table) == Rows{{"1", "\xC3\xA9,2"}});
        const std::string sep = folder.write("b.csv", "sep=,\nid;a\n1;2,5\n");
        CHECK(rows_of(read_all(sep, {.encoding = {}, .delimiter = ';', .header_rows = 1})) ==
              Rows{{"1", "2,5"}});
    }

    TEST_CASE("the dialect is told") {
        const TemporaryFolder folder;
        const auto dialect =
            io::CsvFile::open(folder.write("a.csv", "\xEF\xBB\xBFsep=;\r\nid;a\r\n1;2\r\n")).dialect();
        CHECK(dialect.encoding == io::Encoding::utf8);
        CHECK(dialect.has_bom);
        CHECK(dialect.has_sep_line);
        CHECK(dialect.delimiter == ';');
        CHECK_FALSE(dialect.cr_only);
        CHECK(io::CsvFile::open(folder.write("b.csv", "id,a\r1,2\r")).dialect().cr_only);
    }

    TEST_CASE("two or three header rows: the first names the columns") {
        const TemporaryFolder folder;
        const std::string path =
            folder.write("a.csv", "id,Q1\n\"Your\ncode\",\"How, then?\"\n{x},{y}\n1,2\n");
        const auto three = read_all(path, {.encoding = {}, .delimiter = {}, .header_rows = 3});
        CHECK(three.header == std::vector<std::string>{"id", "Q1"});
        CHECK(rows_of(three) == Rows{{"1", "2"}});
        CHECK(three.place(0, 1).line == 5);
        CHECK(three.place(0, 1).cell == "B4");
        CHECK(read_all(path, {.encoding = {}, .delimiter = {}, .header_rows = 2}).n_records == 2);
        CHECK_THROWS_AS(read_all(path, {.encoding = {}, .delimiter = {}, .header_rows = 0}),
                        base::ContractError);
        CHECK_THROWS_AS(read_all(path, {.encoding = {}, .delimiter = {}, .header_rows = 4}),
                        base::ContractError);
    }

    TEST_CASE("the first records can be looked at, and are read all the same") {
        const TemporaryFolder folder;
        const std::string path =
            folder.write("a.csv", " id ,Q1,\nYour code,How?\n\n1,\"a\nb\",\n2,c,,\n3,d,\n");
        for (const std::size_t n : {1U, 2U, 3U, 4U, 100U}) {
            CAPTURE(n);
            auto file = io::CsvFile::open(path);
            const Rows first = file.preview(n);
            CHECK(first.size() == std::min<std::size_t>(n, 5));
            CHECK(first[0] == std::vector<std::string>{" id ", "Q1", ""});
            if (n > 2) CHECK(first[2] == std::vector<std::string>{"1", "a\nb", ""});
            file.set_header(2, {"id", "Q1", "column C"});
            CHECK(file.header()[2] == "column C");
            const std::vector<std::size_t> fields{2, 1};
            const io::Table table = file.read(fields);
            CHECK(rows_of(table) == Rows{{"", "a\nb"}, {"", "c"}, {"", "d"}});
            CHECK(table.columns[0].name == "column C");
            CHECK(table.n_long == 1);
            CHECK(table.place(1, 1).line == 6);
            CHECK(table.place(1, 1).cell == "B5");
        }
    }

    TEST_CASE("a preview of a wide file is shorter, and ends where the file cannot be read") {
        const TemporaryFolder folder;
        std::string text;
        for (int record = 0; record < 100; ++record) text += "1,2,3,4\n";
        CHECK(io::CsvFile::open(folder.write("a.csv", text)).preview(64, 80).size() == 28);
        auto file = io::CsvFile::open(folder.write("b.csv", "a,b\n1,2\n3,\"4\n"));
        CHECK(file.preview().size() == 2);
        const std::vector<std::size_t> fields{0};
        try {
            static_cast<void>(file.read(fields));
            FAIL("the quote is never closed");
        } catch (const base::InputError& error) {
            CHECK(error.diagnostics().front().code == "csv.unclosed_quote");
        }
    }

    TEST_CASE("only the columns asked for are kept, in the order asked") {
        const TemporaryFolder folder;
        auto file =
            io::CsvFile::open(folder.write("a.csv", "id,a,\"b\",c\n1,x,\"p \"\"q\"\"\nr\",7\n2,y,s,8\n"));
        const std::size_t fields[] = {3, 0};
        const io::Table table = file.read(fields);
        REQUIRE(table.columns.size() == 2);
        CHECK(rows_of(table) == Rows{{"7", "1"}, {"8", "2"}});
        CHECK(table.columns[0].name == "c");
        CHECK(table.columns[0].field == 3);
        CHECK(table.find("id") == &table.columns[1]);
        CHECK(table.find("a") == nullptr);
        CHECK(table.header.size() == 4);
        CHECK_THROWS_AS(static_cast<void>(file.read(fields)), base::ContractError);
        auto twice = io::CsvFile::open(folder.path("a.csv"));
        CHECK(rows_of(twice.read(std::vector<std::size_t>{0, 3, 0})) ==
              Rows{{"1", "7", "1"}, {"2", "8", "2"}});
        auto again = io::CsvFile::open(folder.path("a.csv"));
        CHECK_THROWS_AS(static_cast<void>(again.read(std::vector<std::size_t>{4})), base::ContractError);
    }

    TEST_CASE("the first record of each text is known, also in columns of very many texts") {
        std::string bytes = "id,a\n";
        for (int i = 0; i < 3000; ++i) {
            if (i % 1000 != 999) bytes += 'p' + std::to_string(i % 1500);
            bytes += ',' + std::to_string(i % 7) + '\n';
        }
        const TemporaryFolder folder;
        const io::Table table = read_all(folder.write("a.csv", bytes));
        for (const io::Column& column : table.columns) {
            std::vector<std::optional<std::size_t>> first(column.values.size());
            for (std::size_t i = 0; i < table.n_records; ++i) {
                if (!first[column.codes[i]]) first[column.codes[i]] = i;
            }
            REQUIRE(column.first_record.size() == column.values.size());
            for (std::size_t i = 0; i < first.size(); ++i)
                REQUIRE(column.first_record[i] == first[i].value_or(0));
        }
        CHECK(table.columns[0].text(1500) == "p0");
        CHECK(table.columns[0].text(999).empty());
        CHECK(table.columns[1].values.size() == 8);
    }

    TEST_CASE("every cell has a line and an Excel cell") {
        const TemporaryFolder folder;
        // Lines:                                   1         2   3      4  5  6     7         9     10
        const std::string path =
            folder.write("a.csv", "id,\"long\nheader\"\n1,\"x\ny\"\n\n2,\"p\n\nq\"\n3,z\n");
        const auto file = io::CsvFile::open(path);
        CHECK(file.header_place(1).line == 1);
        CHECK(file.header_place(1).cell == "B1");
        const io::Table table = read_all(path);
        REQUIRE(table.n_records == 3);
        const auto place = table.place(1, 1);
        CHECK(place.file == path);
        CHECK(place.line == 6);
        CHECK(place.column == 2);
        CHECK(place.cell == "B4");  // header, first record and the blank line are rows 1 to 3
        CHECK(table.place(2, 0).line == 9);
        CHECK(table.place(2, 0).cell == "A5");
        CHECK(table.line_text(0) == "1,\"x");
        CHECK(table.line_text(2) == "3,z");
        ::unlink(path.c_str());
        CHECK(table.line_text(2).empty());
    }

    TEST_CASE("a line before the header moves the lines, and sep= is no Excel row") {
        const TemporaryFolder folder;
        const io::Table sep = read_all(folder.write("a.csv", "sep=;\nid;a\n1;2\n"));
        CHECK(sep.place(0, 0).line == 3);
        CHECK(sep.place(0, 0).cell == "A2");
        const auto blank = io::CsvFile::open(folder.write("b.csv", "\nid;a\n1;2\n"));
        CHECK(blank.header_place(0).line == 2);
        CHECK(blank.header_place(0).cell == "A2");
    }

    TEST_CASE("what cannot be read is refused with its place") {
        struct Row {
            const char* why;
            std::string bytes;
            const char* code;
            std::uint64_t line;
            std::uint64_t column;
            const char* cell;
            std::string excerpt;
            std::uint64_t caret;
        };
        const Row rows[] = {
            {"unclosed quote", "id,a,b\n1,x,\"y\n2,p,q\n", "csv.unclosed_quote", 2, 3, "C2", "1,x,\"y", 5},
            {"unclosed quote in a record that began above", "id,a,b\n1,\"x\nz\",\"y\n2,p,q\n",
             "csv.unclosed_quote", 3, 3, "C2", "z\",\"y", 4},
            {"unclosed quote in the header", "id,\"a\n1,2\n", "csv.unclosed_quote", 1, 2, "B1", "id,\"a", 4},
            {"after accents", "id,a\n\xC3\xA9\xC3\xA9,\"y\n", "csv.unclosed_quote", 2, 2, "B2",
             "\xC3\xA9\xC3\xA9,\"y", 4},
            {"text after a quote", "id,a\n1,\"x\" y\n", "csv.text_after_quote", 2, 2, "B2", "1,\"x\" y", 3},
            {"unescaped quotes", "id,a\n1,\"say \"yes\" now\"\n", "csv.text_after_quote", 2, 2, "B2",
             "1,\"say \"yes\" now\"", 3},
            {"too many fields", "id,a\n1,x\n2,y,z\n", "csv.long_record", 3, 3, "C3", "2,y,z", 5},
            {"the first extra field that says something", "id,a\n2,y,,z\n", "csv.long_record", 2, 4, "D2",
             "2,y,,z", 6},
            {"NUL", "id,a\n1,x\0y\n"s, "csv.nul", 2, 2, "B2", "1,x\0y"s, 4},
            {"NUL at a line's start", "id,a\n1,x\n\0,y\n"s, "csv.nul", 3, 1, "A3", "\0,y"s, 1},
            {"NUL in a quoted answer", "id,a\n1,\"x\ny\0\"\n"s, "csv.nul", 3, 2, "B2", "y\0\""s, 2},
            {"NUL in the header", "i\0d,a\n1,x\n"s, "csv.nul", 1, 1, "A1", "i\0d,a"s, 2},
        };
        const TemporaryFolder folder;
        for (const Row& row : rows) {
            CAPTURE(row.why);
            const std::string path = folder.write("a.csv", row.bytes);
            const auto got = refusal(path);
            REQUIRE(got.has_value());
            CHECK(got->code == row.code);
            CHECK(got->place.file == path);
            CHECK(got->place.line == row.line);
            CHECK(got->place.column == row.column);
            CHECK(got->place.cell == row.cell);
            CHECK(got->excerpt == row.excerpt);
            CHECK(got->caret_column == row.caret);
            CHECK_FALSE(got->message.empty());
            CHECK_FALSE(got->help.empty());
        }
    }

    TEST_CASE("a file that is said to be UTF-8 and is not is refused") {
        const TemporaryFolder folder;
        const auto got = refusal(folder.write("a.csv", "id,a\n1,x\n2,caf\xE9\n"),
                                 {.encoding = io::Encoding::utf8, .delimiter = {}, .header_rows = 1});
        REQUIRE(got.has_value());
        CHECK(got->code == "csv.not_utf8");
        CHECK(got->place.line == 3);
        CHECK(got->place.cell == "B3");
        CHECK(got->caret_column == 6);
    }

    TEST_CASE("files of another kind are called by their name") {
        const std::pair<std::string, const char*> rows[] = {
            {"PK\x03\x04 .... [Content_Types].xml ...."s, "csv.workbook"},
            {"PK\x03\x04 .... xl/workbook.xml ...."s, "csv.workbook"},
            {"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet"s, "csv.workbook"},
            {"PK\x03\x04 answers.csv"s, "csv.zip"},
            {"\x1F\x8B\x08\0\0"s, "csv.gzip"},
            {"\xD0\xCF\x11\xE0\xA1\xB1"s, "csv.workbook"},
            {"%PDF-1.7\n"s, "csv.not_text"},
            {""s, "csv.empty"},
            {"\xEF\xBB\xBF"s, "csv.empty"},
            {"\n \n"s, "csv.empty"},
            {"sep=;\n"s, "csv.empty"},
            {"id,a\n"s, "csv.no_records"},
            {"id,a\n\n"s, "csv.no_records"},
        };
        const TemporaryFolder folder;
        for (const auto& [bytes, code] : rows) {
            CAPTURE(bytes);
            const auto got = refusal(folder.write("a.csv", bytes));
            REQUIRE(got.has_value());
            CHECK(got->code == code);
            CHECK(got->place.file == folder.path("a.csv"));
            CHECK_FALSE(got->help.empty());
        }
    }

    TEST_CASE("a header without records is an error of read(), not of open()") {
        const TemporaryFolder folder;
        auto file = io::CsvFile::open(folder.write("a.csv", "id,a\n"));
        CHECK(file.header().size() == 2);
        CHECK_THROWS_AS(static_cast<void>(file.read({})), base::InputError);
    }

    TEST_CASE("a missing file is looked for in its folder") {
        const TemporaryFolder folder;
        folder.write("baseline_2024.csv", "id\n1\n");
        const auto close = refusal(folder.path("basline_2024.csv"));
        REQUIRE(close.has_value());
        CHECK(close->code == "csv.not_found");
        CHECK(close->help == "did you mean \"baseline_2024.csv\"?");
        CHECK(refusal(folder.path("nowhere/x.csv"))->message.find("no folder") != std::string::npos);
        CHECK(refusal(folder.folder())->code == "csv.is_folder");
        if (::geteuid() != 0) {  // nothing is unreadable to root
            ::chmod(folder.path("baseline_2024.csv").c_str(), 0);
            CHECK(refusal(folder.path("baseline_2024.csv"))->code == "csv.not_readable");
        }
    }

    TEST_CASE("a pipe is read into memory, and its places can be shown") {
        const TemporaryFolder folder;
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const std::string text = "id,a\n1,x\n2,\"y\n";
        REQUIRE(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
        ::close(ends[1]);
        const auto got = refusal("/dev/fd/" + std::to_string(ends[0]));
        ::close(ends[0]);
        REQUIRE(got.has_value());
        CHECK(got->code == "csv.unclosed_quote");
        CHECK(got->excerpt == "2,\"y");
    }

    TEST_CASE("standard input is \"-\"") {
        const TemporaryFolder folder;
        const std::string path = folder.write("a.csv", "id,a\n1,x\n");
        const int kept = ::dup(STDIN_FILENO);
        REQUIRE(std::freopen(path.c_str(), "r", stdin) != nullptr);
        const io::Table table = read_all("-");
        ::dup2(kept, STDIN_FILENO);
        ::close(kept);
        CHECK(rows_of(table) == Rows{{"1", "x"}});
        CHECK(table.path == "-");
        CHECK(table.line_text(0).empty());
        CHECK(io::file_sha256("-").empty());
    }

    TEST_CASE("the hash of a file is that of its bytes") {
        const TemporaryFolder folder;
        const std::string bytes(700000, 'x');
        CHECK(io::file_sha256(folder.write("a.csv", bytes)) == base::sha256(bytes));
        // FIPS 180-4, example of one block.
        CHECK(io::file_sha256(folder.write("b.csv", "abc")) ==
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
