#include "tests/unit/findings/disclosure_cases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace outcomes::findings;
using namespace outcomes::tests;

TEST_SUITE("findings/disclosure of groups") {
    TEST_CASE("a group is hidden in all tables or in none") {
        struct Case {
            std::string name;
            std::vector<GroupSize> groups;
            const char* shown;
        };
        const std::vector<Case> cases{
            {"all large", {{"a", 20, 20, 15}, {"b", 20, 20, 15}, {"", 0, 0, 0}}, "a b "},
            {"one small group hides the smallest of the others",
             {{"a", 8, 8, 8}, {"b", 40, 40, 30}, {"c", 20, 20, 15}, {"", 0, 0, 0}},
             "b "},
            {"few of a group can be linked",
             {{"a", 30, 30, 9}, {"b", 40, 40, 30}, {"c", 30, 30, 20}, {"", 0, 0, 0}},
             "b "},
            {"few of a group answered the second time",
             {{"a", 30, 9, 9}, {"b", 40, 40, 30}, {"c", 30, 30, 20}, {"", 0, 0, 0}},
             "b "},
            {"two small groups with enough together",
             {{"a", 8, 8, 8}, {"b", 9, 9, 9}, {"c", 40, 40, 30}, {"", 0, 0, 0}},
             "c "},
            {"two small groups with too few together",
             {{"a", 3, 3, 3}, {"b", 4, 4, 4}, {"c", 20, 20, 15}, {"d", 40, 40, 30}, {"", 0, 0, 0}},
             "d "},
            {"few people in no group count as a group",
             {{"a", 20, 20, 15}, {"b", 40, 40, 30}, {"", 3, 3, 2}},
             "b "},
            {"many people in no group are enough by themselves",
             {{"a", 20, 20, 15}, {"b", 40, 40, 30}, {"", 14, 14, 12}},
             "a b "},
            {"a small group beside many people in no group",
             {{"a", 4, 4, 4}, {"b", 40, 40, 30}, {"", 14, 14, 12}},
             "b "},
            {"two groups, one small: nothing is left",
             {{"a", 8, 8, 8}, {"b", 40, 40, 30}, {"", 0, 0, 0}},
             ""},
            {"nobody in a group is too few as well",
             {{"a", 0, 0, 0}, {"b", 40, 40, 30}, {"c", 20, 20, 15}, {"", 0, 0, 0}},
             "b "},
        };
        for (const Case& one : cases) {
            CAPTURE(one.name);
            const StudyFindings safe = shown(study_of(one.groups));
            CHECK(groups_shown(safe, "response") == one.shown);
            CHECK(groups_shown(safe, "compare") == one.shown);
            CHECK(std::none_of(safe.results.begin(), safe.results.end(), [](const Finding& row) {
                return !row.group.empty() && row.subgroup.empty();
            }));
            const bool all = std::string(one.shown).size() == 2 * (one.groups.size() - 1);
            const bool says_so =
                std::any_of(safe.hidden.begin(), safe.hidden.end(),
                            [](const std::string& text) { return text.starts_with("Age: some groups"); });
            CHECK(says_so != all);
        }
    }

    TEST_CASE("a term with few people in a group, or in the hidden ones, is shown for no group") {
        const std::vector<GroupSize> groups{{"a", 20, 20, 15}, {"b", 40, 40, 30}, {"", 14, 14, 12}};
        StudyFindings study = study_of(groups);
        for (Finding& row : study.results) {
            if (row.subgroup == "a" && row.analysis == "compare") row.n_pairs = row.n = 9;
        }
        StudyFindings safe = shown(study);
        CHECK(groups_shown(safe, "compare").empty());
        CHECK(groups_shown(safe, "response") == "a b ");
        study = study_of(groups);
        study.results.front().n_from = 20 + 40 + 3;  // of everyone: 3 in the groups that are not shown
        safe = shown(study);
        CHECK(groups_shown(safe, "compare").empty());
    }

    TEST_CASE("hidden groups have everyone's method, whether or not anybody of them is linked") {
        StudyFindings study = study_of({{"a", 8, 8, 0}, {"b", 40, 40, 30}, {"c", 20, 20, 15}, {"", 0, 0, 0}});
        for (Finding& row : study.results) {
            if (row.subgroup == "a" && row.analysis == "compare") row.method = "welch_t";
        }
        for (const Finding& row : shown(study).results) {
            if (row.analysis == "compare") CHECK(row.method == "paired_t");
        }
    }

    TEST_CASE("who answered: of the parts of a whole never exactly one is hidden") {
        const auto with = [](std::uint64_t only_from, std::uint64_t no_id, bool has_no_id) {
            StudyFindings study = quiet_study();
            study.results = {counted("answered", "first", 60), counted("answered", "second", 60),
                             counted("linked", "first", 30), counted("only_from", "first", only_from),
                             counted("only_to", "second", 20)};
            if (has_no_id) {
                study.results.push_back(counted("no_id", "first", no_id));
                study.results.push_back(counted("no_id", "second", 15));
            }
            std::string hidden;
            for (const Finding& row : shown(study).results) {
                if (row.suppressed) hidden += row.term + ' ' + row.wave_from + ' ';
            }
            return hidden;
        };
        CHECK(with(30, 0, false).empty());
        CHECK(with(4, 0, false) == "linked first only_from first ");
        CHECK(with(20, 20, true).empty());
        CHECK(with(4, 20, true) == "only_from first no_id first ");
        CHECK(with(20, 0, true) == "only_from first no_id first ");
    }

    TEST_CASE("how many people there are is not told where few did not answer") {
        const auto with = [](std::uint64_t population, Release release) {
            StudyFindings study = quiet_study();
            study.record.emplace();
            study.record->population = population;
            Finding answered = counted("answered", "first", 60);
            answered.n_from = population;
            answered.estimate = 60.0 / static_cast<double>(population);
            answered.estimate_type = "share";
            answered.conf_low = 0.1;
            answered.conf_high = 0.9;
            answered.conf_level = 0.95;
            study.results = {counted("eligible", "first", population), answered};
            return shown(study, release);
        };
        CHECK(with(100, Release::public_release).record->population == 100);
        CHECK(row_of(with(100, Release::public_release), "response", "eligible").n == 100);
        CHECK(row_of(with(103, Release::public_release), "response", "answered").n_from == 103);
        CHECK(row_of(with(103, Release::public_release), "response", "answered").estimate ==
              0.57);  // 60 of 105
        CHECK_FALSE(row_of(with(103, Release::public_release), "response", "answered").conf_low);
        for (const std::uint64_t population : {60U, 61U, 69U}) {
            const StudyFindings safe = with(population, Release::public_release);
            CHECK_FALSE(safe.record->population);
            CHECK(row_of(safe, "response", "eligible").suppressed);
            CHECK(row_of(safe, "response", "answered").n == 60);
            CHECK_FALSE(row_of(safe, "response", "answered").n_from);
            CHECK_FALSE(row_of(safe, "response", "answered").estimate);
        }
        CHECK(with(60, Release::partner).record->population == 60);
        CHECK_FALSE(with(62, Release::partner).record->population);
    }
}
