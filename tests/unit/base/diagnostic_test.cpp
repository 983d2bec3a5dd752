#include "libstats/base/diagnostic.hpp"

#include "libstats/base/outcome.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace outcomes::base;

TEST_SUITE("base/diagnostic") {
    TEST_CASE("a message has the shape of a compiler's") {
        Diagnostic diagnostic;
        diagnostic.message = "the column \"Q9\" is not in the file";
        diagnostic.place = {"study.toml", 42, 9, ""};
        diagnostic.excerpt = "items = [\"Q9\"]";
        diagnostic.caret_column = 10;
        diagnostic.caret_length = 4;
        diagnostic.help = "did you mean \"Q8\"?";
        CHECK(to_text(diagnostic) ==
              "error: the column \"Q9\" is not in the file\n"
              "  --> study.toml:42:9\n"
              "   |\n"
              "42 | items = [\"Q9\"]\n"
              "   |          ^^^^\n"
              "  help: did you mean \"Q8\"?\n");
    }

    TEST_CASE("data are placed by line, field and Excel cell") {
        Diagnostic diagnostic;
        diagnostic.severity = Severity::warning;
        diagnostic.message = "m";
        diagnostic.place = {"a.csv", 121, 9, "I118"};
        CHECK(to_text(diagnostic) == "warning: m\n  --> a.csv:121:9  (cell I118 in Excel)\n");
    }

    TEST_CASE("a long line is shown around the caret, and cannot command the terminal") {
        Diagnostic diagnostic;
        diagnostic.message = "m";
        diagnostic.place.line = 1;
        diagnostic.excerpt = std::string(300, 'x') + "\x1b[2J" + std::string(300, 'y');
        diagnostic.caret_column = 301;
        const std::string text = to_text(diagnostic);
        CHECK(text.find('\x1b') == std::string::npos);
        CHECK(text.find("?[2J") != std::string::npos);
        CHECK(text.size() < 400);
    }

    TEST_CASE("Excel's columns have letters") {
        CHECK(excel_cell(1, 1) == "A1");
        CHECK(excel_cell(118, 9) == "I118");
        CHECK(excel_cell(2, 26) == "Z2");
        CHECK(excel_cell(2, 27) == "AA2");
        CHECK(excel_cell(2, 702) == "ZZ2");
        CHECK(excel_cell(2, 703) == "AAA2");
    }

    TEST_CASE("every reason has a name of its own and a sentence") {
        std::set<std::string> ids;
        for (const Reason reason : all_reasons()) {
            CHECK_FALSE(reason_sentence(reason).empty());
            CHECK(ids.insert(std::string(reason_id(reason))).second);
        }
        CHECK(ids.size() == all_reasons().size());
        CHECK(reason_id(Reason::suppressed) == "suppressed");
    }

    TEST_CASE("an outcome is a value or a reason") {
        const Outcome<int> good(3);
        const Outcome<int> poor(Reason::too_few);
        CHECK(good);
        CHECK(*good == 3);
        CHECK_FALSE(poor);
        CHECK(poor.reason() == Reason::too_few);
    }
}
