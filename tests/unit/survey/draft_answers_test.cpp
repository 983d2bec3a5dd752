#include "libstats/survey/draft_answers.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::survey;

namespace {

io::Column column_of(const std::vector<std::string>& cells) {
    io::Column column;
    for (const std::string& cell : cells) column.codes.push_back(column.values.intern(cell));
    return column;
}

SeenAnswers seen_in(const std::vector<std::string>& cells) {
    const io::Column column = column_of(cells);
    std::vector<std::size_t> records(cells.size());
    std::iota(records.begin(), records.end(), std::size_t{0});
    const ColumnRows rows{&column, records};
    return seen_answers({&rows, 1});
}

/// Every cell so many times.
std::vector<std::string> times(std::size_t n, const std::vector<std::string>& cells) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < n; ++i) all.insert(all.end(), cells.begin(), cells.end());
    return all;
}

std::vector<std::string> texts(const std::vector<SeenAnswer>& answers) {
    std::vector<std::string> all;
    for (const SeenAnswer& answer : answers) all.push_back(answer.text);
    return all;
}

}  // namespace

TEST_SUITE("survey/draft_answers") {
    TEST_CASE("numbers in front of labels") {
        struct Row {
            std::string label;
            int number;
            std::string text;
        };
        const Row rows[] = {{"7 (a very happy person)", 7, "(a very happy person)"},
                            {"5", 5, ""},
                            {"2.", 2, ""},
                            {"1 - not at all", 1, "not at all"},
                            {" 4. All of the time.", 4, "All of the time."},
                            {"-2 = worse", -2, "worse"}};
        for (const Row& row : rows) {
            CAPTURE(row.label);
            const auto got = leading_number(row.label);
            REQUIRE(got);
            CHECK(got->first == row.number);
            CHECK(got->second == row.text);
        }
        for (const char* label : {"18 - 29", "12-15", "never", "", "6'3\"", "1st", "2013-03-01", "$0"}) {
            CAPTURE(label);
            CHECK_FALSE(leading_number(label));
        }
    }

    TEST_CASE("dates in the usual ways of writing them") {
        CHECK(iso_date("2013-03-01") == "2013-03-01");
        CHECK(iso_date("2013-03-01T10:20:30Z") == "2013-03-01");
        CHECK(iso_date("01/03/2013 10:20") == "2013-03-01");
        CHECK(iso_date("3/14/13 9:00") == "2013-03-14");
        CHECK(iso_date("14.3.2013") == "2013-03-14");
        for (const char* text : {"", "2013", "3/14", "1.5", "99/99/2013", "2013-03-01x", "a/b/c"}) {
            CAPTURE(text);
            CHECK_FALSE(iso_date(text));
        }
    }

    TEST_CASE("answers that differ in case and spaces are one, in the commonest spelling") {
        const SeenAnswers seen = seen_in({"Agree", "agree", " Agree", "Disagree", "AGREE ", "", "Agree"});
        CHECK(seen.kind == AnswerKind::labels);
        REQUIRE(seen.answers.size() == 2);
        CHECK(seen.answers[0].text == "Agree");
        CHECK(seen.answers[0].count == 5);
        CHECK(seen.n_blank == 1);
        CHECK(seen.n_answered == 6);
    }

    TEST_CASE("what means no answer is set apart") {
        const SeenAnswers seen = seen_in(times(4, {"Often", "Never", "Don't know", "Prefer not to say"}));
        CHECK(texts(seen.answers) == std::vector<std::string>{"Often", "Never"});
        CHECK(texts(seen.missing) == std::vector<std::string>{"Don't know", "Prefer not to say"});
    }

    TEST_CASE("codes are set apart where they lie apart") {
        struct Row {
            std::vector<std::string> cells;
            std::vector<std::string> missing;
        };
        const Row rows[] = {{{"1", "2", "3", "4", "5", "-9"}, {"-9"}},
                            {{"1", "2", "3", "4", "5", "99", "-8"}, {"99", "-8"}},
                            {{"1", "2", "5", "9"}, {"9"}},
                            {{"-2", "-1", "0", "1", "2"}, {}},
                            {{"-1", "0", "1", "2", "3"}, {}},
                            {{"6", "7", "8", "9", "10"}, {}},
                            {{"0", "40", "88", "99"}, {}},
                            {{"Never", "Often", "-9"}, {"-9"}}};
        for (const Row& row : rows) {
            CAPTURE(row.cells.back());
            CHECK(texts(seen_in(times(5, row.cells)).missing) == row.missing);
        }
    }

    TEST_CASE("kinds of answers") {
        CHECK(seen_in({"", " "}).kind == AnswerKind::none);
        CHECK(seen_in({"1", "2.5", "3"}).kind == AnswerKind::numbers);
        CHECK_FALSE(seen_in({"1", "2.5", "3"}).is_whole);
        CHECK(seen_in({"2013-03-01", "2013-03-02"}).kind == AnswerKind::dates);
        CHECK(seen_in(times(9, {"1 (no)", "2", "3", "4 (yes)"})).kind == AnswerKind::numbered);
        CHECK(seen_in(times(9, {"Yes", "No"})).kind == AnswerKind::labels);
        CHECK(seen_in({"the park", "my street", "the bus", "nothing", "more light", "less noise"}).kind ==
              AnswerKind::text);
        std::vector<std::string> long_texts(5, std::string(200, 'x'));
        CHECK(seen_in(long_texts).kind == AnswerKind::text);
    }

    TEST_CASE("a few words among many numbers are odd, not labels") {
        std::vector<std::string> cells = times(10, {"1", "2", "3", "4"});
        cells.emplace_back("see note");
        const SeenAnswers seen = seen_in(cells);
        CHECK(seen.kind == AnswerKind::numbers);
        CHECK(texts(seen.odd) == std::vector<std::string>{"see note"});
        CHECK(seen.high->to_double() == 4);
    }
}
