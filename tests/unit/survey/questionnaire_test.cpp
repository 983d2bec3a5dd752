#include "libstats/survey/questionnaire.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace outcomes;

TEST_SUITE("survey/questionnaire") {
    TEST_CASE("every shipped key can be read and is found by its id") {
        const auto all = survey::questionnaires();
        CHECK(all.size() == 32);
        for (const survey::Questionnaire& key : all) {
            CAPTURE(key.id);
            CHECK(survey::find_questionnaire(key.id) == &key);
            CHECK(key.n_items > 0);
            CHECK(key.keywords.size() == key.n_items);
            CHECK(!key.codes.empty());
            CHECK(!key.scores.empty());
            CHECK(!key.golden.empty());
            CHECK(!key.licence.empty());
            CHECK(!key.aliases.empty());
        }
        CHECK(survey::find_questionnaire("rses") == nullptr);
        CHECK(survey::questionnaires_beginning("rses") == std::vector<std::string>{"rses_a", "rses_b"});
    }
}
