#include "tests/unit/findings/disclosure_cases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace outcomes::findings;
using namespace outcomes::tests;

TEST_SUITE("findings/disclosure of answers") {
    TEST_CASE("answers that few gave are joined with their neighbours, from the lowest on") {
        struct Case {
            Counts from, to;
            const char* answers;
            Counts joined_from;
        };
        for (const Case& one :
             {Case{{20, 20, 20}, {20, 20, 20}, "a, b, c", {20, 20, 20}},
              Case{{3, 20, 20}, {20, 20, 20}, "a or b, c", {25, 20}},
              Case{{20, 20, 3}, {20, 20, 20}, "a, b or c", {20, 25}},
              Case{{20, 20, 20}, {20, 9, 20}, "a, b or c", {20, 40}},
              Case{{4, 4, 4, 30}, {10, 10, 10, 10}, "a or b or c, d", {10, 30}},
              Case{{3, 3, 3}, {20, 20, 20}, "", {}}, Case{{20, 3, 3}, {20, 3, 3}, "", {}}}) {
            const StudyFindings safe = shown(study_with(movement(one.from, one.to)));
            const Movement& joined = safe.movements.front();
            std::string answers;
            for (const std::string& answer : joined.answers)
                answers += (answers.empty() ? "" : ", ") + answer;
            CHECK(answers == one.answers);
            CHECK(joined.count_from == one.joined_from);
            CHECK(joined.count_to.size() == joined.answers.size());
        }
        Movement kinds = movement({3, 20, 20}, {20, 20, 20});
        kinds.ordered = false;  // neighbours mean nothing
        CHECK(shown(study_with(kinds)).movements.front().answers.empty());
    }

    TEST_CASE("directions and movement tables: all or nothing") {
        Movement one = movement({40, 40}, {40, 40});
        one.moves = {20, 20, 3, 20, 20, 2, 1, 0, 0};
        Movement safe = shown(study_with(one)).movements.front();
        CHECK(safe.moves == Counts{20, 20, 0, 20, 20, 0, 0, 0, 0});  // who did not answer is in no cell
        CHECK(safe.n_higher == 10);
        CHECK_FALSE(safe.n_unanswered);
        CHECK_FALSE(safe.suppressed);
        one.n_lower = 9;
        safe = shown(study_with(one)).movements.front();
        CHECK_FALSE(safe.n_higher);
        CHECK_FALSE(safe.n_same);
        CHECK_FALSE(safe.n_lower);
        CHECK(safe.suppressed);
        CHECK_FALSE(safe.moves.empty());
        one.n_lower = 12;
        one.moves[1] = 9;
        safe = shown(study_with(one)).movements.front();
        CHECK(safe.moves.empty());
        CHECK(safe.suppressed);
        one.moves[1] = 20;
        one.count_from = {44, 44};  // 4 of those with the first answer are not in the table
        CHECK_FALSE(shown(study_with(one)).movements.front().moves.empty());  // rounding hides how few
        CHECK(shown(study_with(one), Release::partner).movements.front().moves.empty());
    }

    TEST_CASE("spreads: sizes are joined within the zones, and the ends are open") {
        const ChangeSpread wide = spread({{-1, -1, 2},
                                          {-0.75, -0.75, 12},
                                          {-0.5, -0.5, 9},
                                          {-0.25, 0.25, 30},
                                          {0.5, 0.5, 11},
                                          {0.75, 0.75, 3}},
                                         0.5);
        const ChangeSpread safe = shown_spread(wide);
        REQUIRE(safe.bins.size() == 3);
        CHECK(safe.bins[0].low == -4);  // the possible range, 1 to 5, and not what one person did
        CHECK(safe.bins[0].high == -0.5);
        CHECK(safe.bins[0].people == 25);
        CHECK(safe.bins[1].people == 30);
        CHECK(safe.bins[2].low == 0.5);
        CHECK(safe.bins[2].high == 4);
        CHECK(safe.bins[2].people == 15);
        CHECK(safe.n == 65);
        CHECK(safe.suppressed);
        const ChangeSpread internal = shown_spread(wide, Release::internal);
        CHECK(internal.bins.size() == 6);
        const ChangeSpread one_sided =
            shown_spread(spread({{-0.5, -0.5, 3}, {-0.25, 0.25, 30}, {0.5, 0.5, 30}}, 0.5));
        CHECK(one_sided.bins.empty());
        CHECK_FALSE(one_sided.n_higher);
        CHECK(one_sided.n == 65);
        StudyFindings study = quiet_study();
        study.terms.front().high = std::nullopt;
        study.spreads = {wide};
        CHECK(shown(study).spreads.front().bins.empty());
    }

    TEST_CASE("a movement table beside the spread of the same question is left out") {
        StudyFindings study = quiet_study();
        study.terms.front().n_items = 1;
        study.terms.push_back(facts("question"));
        study.terms.back().scale = "mood";
        study.spreads = {spread({{-0.5, -0.5, 12}, {-0.25, 0.25, 30}, {0.5, 0.5, 12}}, 0.5)};
        study.movements = {movement({40, 40}, {40, 40})};
        study.movements.front().moves = {20, 20, 0, 20, 20, 0, 0, 0, 0};
        const StudyFindings safe = shown(study);
        CHECK(safe.spreads.front().bins.size() == 3);
        CHECK(safe.movements.front().moves.empty());
        CHECK_FALSE(safe.movements.front().n_higher);
    }
}
