#include "libstats/survey/draft_words.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace outcomes::survey;

namespace {

/// The labels in the order that words give them, folded.
std::vector<std::string> ordered(const std::vector<std::string>& labels) {
    std::vector<std::string> keys;
    for (const std::string& label : labels) keys.push_back(outcomes::base::folded(label));
    std::vector<std::string> result;
    for (const std::size_t place : order_labels(keys).order) result.push_back(keys[place]);
    return result;
}

std::string kind_of(const std::vector<std::string>& labels) {
    const LabelOrder order = order_labels(labels);
    return order.kind == nullptr ? "" : order.kind->kind;
}

}  // namespace

TEST_SUITE("survey/draft_words") {
    TEST_CASE("what comparison groups are called") {
        for (const char* text : {"control", "control group", "waiting list", "0", "no treatment"}) {
            CAPTURE(text);
            CHECK(names_comparison(text));
        }
        for (const char* text : {"1", "treated", "north", "nobel school", "2"}) {
            CAPTURE(text);
            CHECK_FALSE(names_comparison(text));
        }
    }

    TEST_CASE("no answer, as forms write it") {
        for (const char* text :
             {"dont_know", "don't know.", "n / a", "n/a", "no answer!", "prefer_not_to_say"}) {
            CAPTURE(text);
            CHECK(is_missing_text(text));
        }
        for (const char* text : {"no", "know", "", "north",
                                 "."
                                 " a"}) {
            CAPTURE(text);
            CHECK_FALSE(is_missing_text(text));
        }
    }

    TEST_CASE("labels are put in order, whatever their case and their language") {
        const std::vector<std::vector<std::string>> lists{
            {"strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"},
            {"never", "rarely", "sometimes", "often", "very often"},
            {"none of the time", "rarely", "some of the time", "often", "all of the time"},
            {"not at all sure", "not very sure", "fairly sure", "very sure"},
            {"very dissatisfied", "dissatisfied", "neither", "satisfied", "very satisfied"},
            {"very unlikely", "unlikely", "likely", "very likely"},
            {"not at all", "a little", "moderately", "quite a bit", "extremely"},
            {"very unsafe", "a bit unsafe", "fairly safe", "very safe"},
            {"very poor", "poor", "fair", "good", "excellent"},
            {"a lot less", "less", "same", "more", "a lot more"},
            {"no", "yes"},
            {"nie", "selten", "manchmal", "oft", "immer"},
            {"jamais", "rarement", "parfois", "souvent", "toujours"},
            {"nunca", "rara vez", "a veces", "a menudo", "siempre"},
            {"oneens", "neutraal", "eens"},
        };
        for (const auto& list : lists) {
            CAPTURE(list.front());
            std::vector<std::string> backwards(list.rbegin(), list.rend());
            backwards.front()[0] = static_cast<char>(std::toupper(backwards.front()[0]));
            CHECK(ordered(backwards) == list);
            CHECK(order_labels(list).undecided.empty());
            CHECK(order_labels(list).unknown.empty());
        }
    }

    TEST_CASE("a label may give alternatives, cut words short, or explain itself in brackets") {
        const AnswerOrder* often = find_answer_order("often");
        REQUIRE(often != nullptr);
        CHECK(often->step_of("rarely/never") == often->step_of("almost never"));
        CHECK(often->step_of("occas/moderately") == often->step_of("occasionally"));
        CHECK(often->step_of("often (once a week)") == often->step_of("often"));
        CHECK_FALSE(often->step_of("purple"));
        CHECK_FALSE(often->step_of(""));
        CHECK(find_answer_order("no such kind") == nullptr);
    }

    TEST_CASE("what words do not settle is said") {
        const LabelOrder tie =
            order_labels(std::vector<std::string>{"never", "occasionally", "sometimes", "always"});
        REQUIRE(tie.undecided.size() == 1);
        CHECK(tie.undecided[0] == 1);
        const LabelOrder stranger = order_labels(std::vector<std::string>{"never", "purple", "always"});
        CHECK(stranger.unknown == std::vector<std::size_t>{1});
        CHECK(kind_of({"apples", "pears"}).empty());
        CHECK(kind_of({"never"}).empty());
    }

    TEST_CASE("no answer") {
        for (const char* text :
             {"don't know", "prefer not to say", "n/a", "#null!", "keine angabe", "ne sait pas"}) {
            CAPTURE(text);
            CHECK(is_missing_text(text));
        }
        CHECK_FALSE(is_missing_text("no"));
        CHECK_FALSE(is_missing_text("none of the time"));
        CHECK(is_missing_code(*outcomes::base::parse_decimal("-9.0")));
        CHECK_FALSE(is_missing_code(*outcomes::base::parse_decimal("3")));
    }

    TEST_CASE("names are taken apart at signs and changes of case") {
        CHECK(words_of("ResponseCode") == std::vector<std::string>{"response", "code"});
        CHECK(words_of("redcap_event.name (new)") ==
              std::vector<std::string>{"redcap", "event", "name", "new"});
        CHECK(words_of("").empty());
        CHECK(fits_topic("Age band", NameTopic::age) == 7);
        CHECK(fits_topic("Language", NameTopic::age) == 0);
        CHECK(fits_topic("HouseholdRef", NameTopic::household) > 0);
        CHECK(fits_topic("Response number", NameTopic::response) > 0);
    }

    TEST_CASE("which way is good, by the words") {
        CHECK(direction_of("I felt lonely") < 0);
        CHECK(direction_of("I was happy") > 0);
        CHECK(direction_of("I do not feel safe here") < 0);
        CHECK(direction_of("Q1_3") == 0);
    }

    TEST_CASE("times in names have an order") {
        const auto time = [](const char* name) { return *time_name(words_of(name)); };
        CHECK(time("pre") < time("post"));
        CHECK(time("baseline_labels") < time("month6_labels"));
        CHECK(time("month6") < time("month24"));
        CHECK(time("month6") < time("followup"));
        CHECK(time("t0") < time("t1"));
        CHECK(time("6m") < time("year1"));
        CHECK_FALSE(time_name(words_of("trust")));
        CHECK(numbered_time(words_of("t1_followup"))->text == "t1");
        CHECK_FALSE(numbered_time(words_of("followup")));
    }
}
