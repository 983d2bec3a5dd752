#include "libstats/survey/codes.hpp"

#include "libstats/base/text.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace outcomes::tests {
namespace {

using survey::LinkRules;

/// The whole codes of one file's column `code`, elements apart with "|".
std::vector<std::string> codes_of(const LinkRules& rules, const std::vector<std::string>& texts) {
    const Folder folder;
    std::string csv = "code\n";
    for (const std::string& text : texts) csv += '"' + text + "\"\n";
    survey::Study study;
    study.waves = {wave("one", folder.write("one.csv", csv))};
    study.columns.id = {column("code")};
    survey::LoadOptions options;
    options.need_people = false;  // codes may stand twice here
    options.extra_columns = {"code"};
    const auto responses = survey::load(study, options);
    study.link = rules;
    study.missing.labels = {"", "NA"};
    std::vector<std::string> found;
    const auto codes = survey::whole_codes(study, responses.waves);
    for (const auto& code : codes.front()) {
        std::string text;
        for (const char c : code.text) text += c == '\x1F' ? '|' : c;
        found.push_back(text);
    }
    return found;
}

LinkRules by_widths(const std::vector<std::size_t>& widths) {
    LinkRules rules;
    rules.widths = widths;
    return rules;
}
LinkRules by_separator(const std::string& separator) {
    LinkRules rules;
    rules.separator = separator;
    return rules;
}

TEST_SUITE_BEGIN("survey/codes");

TEST_CASE("letters and digits only, in capitals, without accents") {
    CHECK(base::plain_capitals(" o'Brien-07 ") == "OBRIEN07");
    CHECK(base::plain_capitals("\xC3\xA9\xC3\x9F") == "ESS");         // e acute, sharp s
    CHECK(base::plain_capitals("\xEF\xBC\xA1\xEF\xBC\x91") == "A1");  // full width
    CHECK(base::plain_capitals("\xD0\xB6") == "\xD0\x96");            // zhe
    CHECK(base::plain_capitals("?_-") == "");
}

TEST_CASE("codes are tidied and divided by widths") {
    // Nine of ten codes have a digit where the letter O stands, and a letter where 0 stands.
    std::vector<std::string> texts(18, "12A4");
    const std::vector<std::pair<std::string, std::string>> rows{
        {"12a4", "12|A|4"}, {" 12-A-4 ", "12|A|4"}, {"I2A4", "12|A|4"}, {"1 2 a 4", "12|A|4"},
        {"O7B3", "7|B|3"},  {"07B3", "7|B|3"},      {"07?3", "7||3"},   {"7B3", "7B3"},
        {"NA", ""},         {"????", ""},           {"Don't know", ""}, {"n / a", ""},
    };
    for (std::size_t i = 0; i < rows.size(); ++i) texts.push_back(rows[i].first);
    const auto got = codes_of(by_widths({2, 1, 1}), texts);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CAPTURE(rows[i].first);
        CHECK(got[18 + i] == rows[i].second);
    }
}

TEST_CASE("a whole code that means no answer is none; letters within a code are letters") {
    CHECK(codes_of(by_separator("-"), {"12-NO-7", "3-NR-1", "No answer", "dont_know", "refused"}) ==
          std::vector<std::string>{"12|NO|7", "3|NR|1", "", "", ""});
}

TEST_CASE("codes are divided by a separator, as most of them are") {
    const auto got = codes_of(by_separator("-"), {"12-A-07", "3-b-11", "NA-C-1", "12A08", "5.0-D-2"});
    CHECK(got == std::vector<std::string>{"12|A|7", "3|B|11", "|C|1", "12A08", "5|D|2"});
}

TEST_CASE("a code written with other marks than the separator, or with none, is the same code") {
    const auto got = codes_of(by_separator("-"), {"19-L-5", "19 L 5", " 19/l/5", "19L5", "1-2-34", "12-3-4",
                                                  "1234", "4 4", "7-K-9", "8-B-2", "9-C-3"});
    const std::vector<std::string> expected{"19|L|5", "19|L|5", "19|L|5", "19|L|5", "1|2|34", "12|3|4",
                                            "1234",   "44",     "7|K|9",  "8|B|2",  "9|C|3"};
    REQUIRE(got.size() == expected.size());
    for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i] == expected[i]);
    LinkRules as_written = by_separator("-");
    as_written.normalise = false;
    CHECK(codes_of(as_written, {"19-L-5", "7-K-9", "19 L 5"}).back() == "19 L 5");
}

TEST_CASE("without a division a code is one piece, and keeps its zeros") {
    CHECK(codes_of({}, {"007-b", "12 C"}) == std::vector<std::string>{"007B", "12C"});
}

TEST_CASE("without tidying nothing is changed but space around") {
    LinkRules rules = by_widths({2, 1});
    rules.normalise = false;
    CHECK(codes_of(rules, {" 07b", "07B", "7B"}) == std::vector<std::string>{"07|b", "07|B", "7B"});
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
