#include "libstats/io/cell_replacer.hpp"

#include "libstats/base/outcome.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

namespace outcomes::tests {
namespace {

io::Dialect dialect(char delimiter = ',', std::size_t header_rows = 1) {
    io::Dialect one;
    one.delimiter = delimiter;
    one.header_rows = header_rows;
    return one;
}

std::string replaced(std::string_view bytes, const io::Dialect& how, const std::vector<std::size_t>& fields) {
    return io::with_cells_replaced(
        bytes, how, fields, [](std::size_t record, std::size_t) { return fmt::format("p{}", record); });
}

TEST_SUITE_BEGIN("io/cell_replacer");

TEST_CASE("only the cells asked for change") {
    struct Row {
        const char* why;
        std::string before, after;
        std::vector<std::size_t> fields;
        io::Dialect how;
    };
    io::Dialect cr_only = dialect();
    cr_only.cr_only = true;
    io::Dialect sep_line = dialect(';');
    sep_line.has_sep_line = true;
    const Row rows[] = {
        {"plain", "id,x\nA,1\nB,2\n", "id,x\np0,1\np1,2\n", {0}, dialect()},
        {"last field, no line end", "x,id\n1,A", "x,id\n1,p0", {1}, dialect()},
        {"CRLF, and a CR before it",
         "x,id\r\n1,A\r\n2,B\r\r\n",
         "x,id\r\n1,p0\r\n2,p1\r\r\n",
         {1},
         dialect()},
        {"quotes stay", "id,x\n\"A\",\"1,5\"\n", "id,x\n\"p0\",\"1,5\"\n", {0}, dialect()},
        {"quotes, delimiters and lines in an answer",
         "x,id\n\"a\"\"b,\n\nc\",A\n",
         "x,id\n\"a\"\"b,\n\nc\",p0\n",
         {1},
         dialect()},
        {"spaces after a quote", "id,x\n\"A\" ,1\n", "id,x\n\"p0\" ,1\n", {0}, dialect()},
        {"a quote inside is a character", "id,x\nA\"B,1\n", "id,x\np0,1\n", {0}, dialect()},
        {"blank lines are no records",
         "id,x\n\nA,1\n  \r\nB,2\n\n",
         "id,x\n\np0,1\n  \r\np1,2\n\n",
         {0},
         dialect()},
        {"two fields", "a,x,b\n1,2,3\n", "a,x,b\np0,2,p0\n", {0, 2}, dialect()},
        {"a short record is left", "x,y,id\n1\n2,3,A\n", "x,y,id\n1\n2,3,p1\n", {2}, dialect()},
        {"byte-order mark", "\xEF\xBB\xBFid\nA\n", "\xEF\xBB\xBFid\np0\n", {0}, dialect()},
        {"three header rows",
         "id,x\n\"the\nquestion\",q\nimp,imp\nA,1\n",
         "id,x\n\"the\nquestion\",q\nimp,imp\np0,1\n",
         {0},
         dialect(',', 3)},
        {"tab, and a blank cell", "id\tx\n\t1\nA\t2\n", "id\tx\np0\t1\np1\t2\n", {0}, dialect('\t')},
        {"lone CR", "id,x\rA,1\rB,2", "id,x\rp0,1\rp1,2", {0}, cr_only},
        {"sep line", "sep=;\nid;x\nA;1\n", "sep=;\nid;x\np0;1\n", {0}, sep_line},
        {"Latin-1 bytes are copied", "id,x\nA,\xE9\n", "id,x\np0,\xE9\n", {0}, dialect()},
        {"no record", "id,x\n", "id,x\n", {0}, dialect()},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        CHECK(replaced(row.before, row.how, row.fields) == row.after);
        CHECK(replaced(row.before, row.how, {}) == row.before);
    }
}

TEST_CASE("UTF-16 is refused") {
    io::Dialect wide = dialect();
    wide.encoding = io::Encoding::utf16le;
    CHECK_THROWS_AS(static_cast<void>(replaced("", wide, {})), base::ContractError);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
