#include "libstats/base/random.hpp"
#include "tests/unit/io/plain_parser.hpp"
#include "tests/unit/io/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace outcomes;
using tests::difference;
using tests::Parsed;
using tests::PlainParser;
using tests::TemporaryFolder;

namespace {

std::string random_text(base::Random& random, std::string_view alphabet, std::size_t longest) {
    std::string text;
    for (std::uint64_t i = random.below(longest + 1); i > 0; --i)
        text += alphabet[random.below(alphabet.size())];
    return text;
}

/// Fields that are often right: what random bytes hardly ever are.
std::string random_table(base::Random& random, char delimiter) {
    const std::size_t width = 1 + random.below(4);
    const std::string line_end = random.below(2) == 0 ? "\n" : "\r\n";
    std::string text;
    for (std::uint64_t record = 1 + random.below(6); record > 0; --record) {
        for (std::size_t field = 0; field < width; ++field) {
            if (field > 0) text += delimiter;
            if (random.below(3) == 0) {
                std::string answer = random_text(random, "ab\n\r ,;", 6);
                if (random.below(3) == 0) answer += "\"\"";
                text += '"' + answer + '"';
            } else {
                text += random_text(random, "ab 12", 5);
            }
        }
        if (random.below(8) == 0) text += delimiter;
        if (random.below(8) == 0) text += line_end;
        if (record > 1 || random.below(2) == 0) text += line_end;
    }
    return text;
}

}  // namespace

TEST_SUITE("io/csv_reader against a plain parser") {
    TEST_CASE("random bytes around quotes, delimiters and line ends") {
        base::Random random(20240811);
        const TemporaryFolder folder;
        int n_compared = 0;
        int n_refused = 0;
        for (int round = 0; round < 4000; ++round) {
            const char delimiter = ",;\t|"[random.below(4)];
            std::string text =
                round % 2 == 0 ? random_table(random, delimiter)
                               : random_text(random, std::string("a\"\"\n\r ") + delimiter + delimiter, 30);
            // A first line that ends in LF keeps the choice of line ends out of this test.
            text = std::string("h1") + delimiter + "h2\n" + text;
            const Parsed wanted = PlainParser(text, delimiter).parse();
            CAPTURE(round);
            CAPTURE(text);
            const std::string path = folder.write("a.csv", text);
            const std::size_t step =
                1 + static_cast<std::size_t>(round) % 3;  // skipped fields take another way
            const std::size_t n_previewed = static_cast<std::size_t>(round) / 3 % 4;
            REQUIRE(difference(wanted, path, delimiter, step, n_previewed) == "");
            ++n_compared;
            if (!wanted.refused.empty()) ++n_refused;
        }
        CHECK(n_refused > 500);
        CHECK(n_compared - n_refused > 500);
    }
}
