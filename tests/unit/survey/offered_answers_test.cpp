#include "libstats/survey/offered_answers.hpp"

#include "libstats/base/text.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using namespace outcomes::survey;

namespace {

using Labels = std::vector<std::string>;

OfferedAnswers offered(const std::string& kind, const Labels& given) {
    const AnswerOrder* order = find_answer_order(kind);
    REQUIRE(order != nullptr);
    const std::optional<OfferedAnswers> found = offered_answers(*order, given);
    REQUIRE(found.has_value());
    return *found;
}

}  // namespace

TEST_SUITE("survey/offered_answers") {
    TEST_CASE("the scales that ship rise from step to step of their kind") {
        for (const char* kind : {"agree", "often", "satisfied", "likely", "quality", "safe", "sure", "amount",
                                 "more", "yesno"}) {
            CAPTURE(kind);
            const AnswerOrder* order = find_answer_order(kind);
            REQUIRE(order != nullptr);
            CHECK_FALSE(order->scales.empty());
            for (const Labels& scale : order->scales) {
                CAPTURE(scale.front());
                CHECK(scale.size() >= 2);
                std::optional<std::size_t> last;
                for (const std::string& text : scale) {
                    CAPTURE(text);
                    CHECK(outcomes::base::folded(text) == text);
                    const auto step = order->step_of(text);
                    REQUIRE(step.has_value());
                    if (last) CHECK(*step > *last);
                    last = step;
                }
            }
        }
    }

    TEST_CASE("what nobody gave is added in its place") {
        struct Row {
            std::string kind;
            Labels given, labels, added;
        };
        const Row rows[] = {
            {"agree",
             {"Strongly disagree", "Neutral", "Agree", "Strongly agree"},
             {"Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"},
             {"Disagree"}},
            {"agree",
             {"Disagree", "Slightly disagree", "Agree"},
             {"Strongly disagree", "Disagree", "Slightly disagree", "Slightly agree", "Agree",
              "Strongly agree"},
             {"Strongly disagree", "Slightly agree", "Strongly agree"}},
            {"agree",
             {"Disagree strongly", "Neither agree nor disagree", "Agree strongly"},
             {"Disagree strongly", "Disagree", "Neither agree nor disagree", "Agree", "Agree strongly"},
             {"Disagree", "Agree"}},
            {"often",
             {"never", "rarely", "often", "always"},
             {"never", "rarely", "sometimes", "often", "always"},
             {"sometimes"}},
            {"satisfied",
             {"very_dissatisfied", "satisfied", "very_satisfied", "neutral"},
             {"very_dissatisfied", "dissatisfied", "neutral", "satisfied", "very_satisfied"},
             {"dissatisfied"}},
            {"yesno", {"No", "Yes"}, {"No", "Yes"}, {}},
            {"agree", {"Disagree", "Agree"}, {"Disagree", "Agree"}, {}},
        };
        for (const Row& row : rows) {
            CAPTURE(row.given.front());
            const OfferedAnswers found = offered(row.kind, row.given);
            CHECK(found.labels == row.labels);
            CHECK(found.added == row.added);
            CHECK(found.perhaps.empty());
        }
    }

    TEST_CASE("a middle that nobody gave is told and not added") {
        const OfferedAnswers four =
            offered("agree", {"Strongly disagree", "Disagree", "Agree", "Strongly agree"});
        CHECK(four.labels.size() == 4);
        CHECK(four.added.empty());
        CHECK(four.open_middle == "Neither agree nor disagree");
        const OfferedAnswers two = offered("agree", {"Strongly disagree", "Agree"});
        CHECK(two.labels == Labels{"Strongly disagree", "Disagree", "Agree", "Strongly agree"});
        CHECK(two.added == Labels{"Disagree", "Strongly agree"});
        CHECK(two.open_middle == "Neither agree nor disagree");
    }

    TEST_CASE("neighbours that several scales offer stay as they are; the others are told") {
        const OfferedAnswers found = offered("often", {"Never", "Sometimes"});
        CHECK(found.labels == Labels{"Never", "Sometimes"});
        CHECK(found.added.empty());
        CHECK(found.perhaps == Labels{"Always", "Often"});
        // With a gap the steps differ, and the scale that stands first in the table counts.
        const OfferedAnswers gap = offered("often", {"Never", "Rarely", "Always"});
        CHECK(gap.added == Labels{"Sometimes", "Often"});
        CHECK(gap.perhaps.empty());
    }

    TEST_CASE("answers that no scale offers together say nothing") {
        const AnswerOrder& agree = *find_answer_order("agree");
        CHECK_FALSE(offered_answers(agree, Labels{"Strongly agree", "Totally disagree"}).has_value());
        CHECK_FALSE(offered_answers(agree, Labels{"Agree", "Blue"}).has_value());
    }
}
