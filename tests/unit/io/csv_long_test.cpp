#include "libstats/base/random.hpp"
#include "libstats/io/line_reader.hpp"
#include "tests/unit/io/plain_parser.hpp"
#include "tests/unit/io/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace outcomes;
using tests::difference;
using tests::Parsed;
using tests::PlainParser;
using tests::TemporaryFolder;

namespace {

/// The line reader works in blocks of 16 MiB, three at a time: answers of every length come to lie across
/// their ends.
constexpr std::size_t beyond_three_blocks = (std::size_t{49} << 20);

std::string long_text(std::size_t size, const std::string& line_end) {
    base::Random random(3);
    std::string text = "id,a,b" + line_end;
    text.reserve(size + (1 << 16));
    while (text.size() < size) {
        text += std::to_string(random.below(1000000));
        for (int field = 0; field < 2; ++field) {
            text += ",";
            std::string answer(random.below(random.below(20) == 0 ? 40000 : 600), 'x');
            for (std::size_t i = 0; i < answer.size(); i += 1 + random.below(60))
                answer[i] = "ab ,\n"[random.below(5)];
            text += '"' + answer + (random.below(4) == 0 ? "\"\"\"" : "\"");
        }
        text += line_end;
    }
    return text;
}

std::string refusal(const std::string& path, base::Place& place) {
    try {
        static_cast<void>(io::CsvFile::open(path).read({}));
    } catch (const base::InputError& error) {
        place = error.diagnostics().front().place;
        return error.diagnostics().front().code;
    }
    return {};
}

}  // namespace

TEST_SUITE("io/csv_reader, long files") {
    TEST_CASE("records across the blocks of the line reader stay whole") {
        const TemporaryFolder folder;
        for (const std::string line_end : {"\n", "\r\n"}) {
            const std::string text = long_text(beyond_three_blocks, line_end);
            const Parsed wanted = PlainParser(text, ',').parse();
            REQUIRE(wanted.refused.empty());
            REQUIRE(wanted.records.size() > 10000);
            CHECK(difference(wanted, folder.write("a.csv", text), ',') == "");
        }
    }

    TEST_CASE("short records likewise, to the last one, whatever the block ends in") {
        const TemporaryFolder folder;
        constexpr std::size_t two_blocks = std::size_t{1} << 25;
        for (const std::size_t size : {two_blocks - 1, two_blocks, two_blocks + 1}) {
            const std::string record = "1234567\n";
            std::string text = "h\n";
            std::size_t n_records = 1;
            for (; text.size() + record.size() < two_blocks; ++n_records) text += record;
            text.append(size - text.size(), '9');
            auto file = io::CsvFile::open(folder.write("a.csv", text));
            const std::size_t fields[] = {0};
            const io::Table table = file.read(fields);
            CHECK(table.n_records == n_records);
            CHECK(table.columns[0].text(table.n_records - 1).front() == '9');
            CHECK(table.n_blank_lines == 0);
        }
    }

    TEST_CASE("a line that is too long is refused with its number") {
        const TemporaryFolder folder;
        base::Place place;
        const std::string longest(io::longest_line - 2, 'x');
        CHECK(refusal(folder.write("a.csv", "h\n" + longest + "\n"), place).empty());
        CHECK(refusal(folder.write("a.csv", "h\n1\n" + longest + "xxxx\n2\n"), place) == "csv.line_too_long");
        CHECK(place.line == 3);
    }

    TEST_CASE("a quote that nothing closes is not looked for to the end of a long file") {
        const TemporaryFolder folder;
        std::string text = "h,i\n1,\"x\n";
        while (text.size() < (std::size_t{20} << 20)) text += "1,a fairly long line of a long file\n";
        text += "1,\"y\"\n";
        base::Place place;
        CHECK(refusal(folder.write("a.csv", text), place) == "csv.unclosed_quote");
        CHECK(place.line == 2);
        CHECK(place.cell == "B2");
    }

    TEST_CASE("a NUL far into a file is found with its place") {
        const TemporaryFolder folder;
        std::string text = "h,i\n";
        std::uint64_t line = 1;
        for (; text.size() < (std::size_t{40} << 20); ++line) text += "1,a fairly long line of a long file\n";
        text += std::string("2,\0\n", 4) + "3,4\n";
        base::Place place;
        CHECK(refusal(folder.write("a.csv", text), place) == "csv.nul");
        CHECK(place.line == line + 1);
        CHECK(place.column == 2);
    }
}
