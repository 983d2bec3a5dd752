#include "libstats/survey/draft_dictionary.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::survey;

namespace {

DraftQuestion question(const std::string& name) {
    DraftQuestion one;
    one.id = name;
    one.names = {name, name};
    return one;
}

DictionaryVariable variable(const std::string& name, const std::string& text, VariableKind kind) {
    DictionaryVariable one;
    one.name = name;
    one.text = text;
    one.kind = kind;
    return one;
}

}  // namespace

TEST_SUITE("survey/draft_dictionary") {
    TEST_CASE("a dictionary adds what the file does not say") {
        Dictionary dictionary;
        dictionary.variables = {variable("mood", "How is your mood?", VariableKind::choice),
                                variable("why", "Why?", VariableKind::text),
                                variable("mail", "Your address", VariableKind::text),
                                variable("p_01", "01", VariableKind::choice),
                                variable("pain", "Pain from 0 to 10", VariableKind::number),
                                variable("tick___1", "Services", VariableKind::choice)};
        dictionary.variables[0].answers = {{"1", "Low"}, {"2", "High"}};
        dictionary.variables[0].missing = {{"9", "Refused"}};
        dictionary.variables[0].group = "feelings";
        dictionary.variables[2].is_identifier = true;
        dictionary.variables[4].low = base::Decimal{0, 0};
        dictionary.variables[4].high = base::Decimal{10, 0};
        dictionary.variables[5].question = "tick";
        dictionary.variables[5].option = "Library";
        std::vector<DraftQuestion> questions{question("mood"),    question("why"),  question("mail"),
                                             question("p_01"),    question("pain"), question("other"),
                                             question("tick___1")};
        questions[4].text = "said by the file";
        CHECK(apply_dictionary(dictionary, questions) == 6);
        CHECK(questions[0].text == "How is your mood?");
        CHECK(questions[0].declared.size() == 2);
        CHECK(questions[0].declared_missing.size() == 1);
        CHECK(questions[0].group == "feelings");
        CHECK(questions[1].role == ColumnRole::other_text);
        CHECK(questions[2].role == ColumnRole::person);
        CHECK(questions[3].text.empty());  // a number is no wording
        CHECK(questions[4].text == "said by the file");
        CHECK(questions[4].declared_high->units == 10);
        CHECK(questions[5].text.empty());
        CHECK(questions[6].is_choice);
        CHECK(questions[6].text == "Library");
    }

    TEST_CASE("a question is known by its name in any wave") {
        Dictionary dictionary;
        dictionary.variables = {variable("mood_new", "How is your mood?", VariableKind::choice)};
        std::vector<DraftQuestion> questions{question("mood")};
        questions[0].names = {"mood", "mood_new"};
        CHECK(apply_dictionary(dictionary, questions) == 1);
        CHECK(questions[0].text == "How is your mood?");
    }
}
