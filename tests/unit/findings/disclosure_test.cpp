#include "libstats/findings/disclosure.hpp"

#include "libstats/findings/glossary.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <variant>
#include <vector>

using namespace outcomes::findings;

namespace {

using Counts = std::vector<std::uint64_t>;

/// A row of 60 people whose figures are all there.
Finding compared(const std::string& term, std::uint64_t n_pairs = 40,
                 const std::string& method = "paired_t") {
    Finding row;
    row.analysis = "compare";
    row.term = row.label = term;
    row.level = "scale";
    row.wave_from = "first";
    row.wave_to = "second";
    row.estimand = "people";
    row.method = method;
    row.policy = "complete pairs";
    row.n = row.n_pairs = n_pairs;
    row.n_from = n_pairs + 20;
    row.n_to = n_pairs + 20;
    row.mean_from = 3.123456;
    row.mean_to = 3.654321;
    row.sd_from = 0.987654;
    row.sd_to = 1.012345;
    row.estimate = 0.530865;
    row.estimate_type = "points";
    row.std_error = 0.1234;
    row.statistic = 4.3021;
    row.df = static_cast<double>(n_pairs) - 1;
    row.p_value = row.p_adjusted = 0.0003456;
    row.conf_low = 0.281234;
    row.conf_high = 0.780496;
    row.conf_level = 0.95;
    row.effect = 0.5375;
    row.effect_type = "d_baseline";
    row.effect_low = 0.2847;
    row.effect_high = 0.7903;
    row.smallest_change = 0.2;
    row.better = "higher";
    row.verdict = "improved";
    row.verdict_detail = "clear";
    return row;
}

Finding counted(const std::string& term, const std::string& wave, std::uint64_t n,
                const std::string& group = "", const std::string& subgroup = "") {
    Finding row;
    row.analysis = "response";
    row.term = row.label = term;
    row.level = "study";
    row.wave_from = wave;
    row.method = "count";
    row.n = n;
    row.group = group;
    row.subgroup = subgroup;
    return row;
}

TermFacts facts(const std::string& term, const std::string& kind = "mean") {
    TermFacts one;
    one.term = one.label = term;
    one.level = "scale";
    one.kind = kind;
    one.better = "higher";
    one.low = 1;
    one.high = 5;
    one.step = 0.25;
    one.n_items = 4;
    return one;
}

CountBasis basis(const std::string& term, const Counts& people = {20, 20, 20},
                 const Counts& place = {30, 30, 30, 30}) {
    CountBasis one;
    one.term = term;
    one.people = people;
    one.place = place;
    one.apart = {20, 20, 20, 20, 20, 20, 20};
    return one;
}

/// A study with one scale and nothing that needs hiding.
StudyFindings quiet_study() {
    StudyFindings study;
    study.id = "study";
    study.results = {compared("mood")};
    study.terms = {facts("mood")};
    study.bases = {basis("mood")};
    return study;
}

struct GroupSize {
    std::string name;
    std::uint64_t first, second, linked;
};

/// The same with a subgroup, its rows in proportion; the last group has no name: people in none.
StudyFindings study_of(const std::vector<GroupSize>& groups) {
    StudyFindings study = quiet_study();
    SubgroupFacts split{"age", "Age", {}};
    std::uint64_t first = 0, second = 0, linked = 0;
    for (const GroupSize& group : groups) {
        if (!group.name.empty()) split.groups.push_back(group.name);
        first += group.first;
        second += group.second;
        linked += group.linked;
    }
    study.results.front() = compared("mood", linked);
    study.results.front().n_from = first;
    study.results.front().n_to = second;
    for (const GroupSize& group : groups) {
        if (!group.name.empty()) {
            Finding row = compared("mood", group.linked);
            row.n_from = group.first;
            row.n_to = group.second;
            row.group = "age";
            row.subgroup = group.name;
            study.results.push_back(row);
            study.bases.push_back(basis("mood"));
            study.bases.back().group = "age";
            study.bases.back().subgroup = group.name;
        }
        study.results.push_back(counted("answered", "first", group.first, "age", group.name));
        study.results.push_back(counted("answered", "second", group.second, "age", group.name));
        study.results.push_back(counted("linked", "first", group.linked, "age", group.name));
    }
    study.subgroups = {split};
    return study;
}

StudyFindings shown(const StudyFindings& study, Release release = Release::public_release) {
    Findings all;
    all.studies = {study};
    return disclose(std::move(all), default_rules(release)).get().studies.front();
}

/// The names of the groups of which a term, or who answered, is shown.
std::string groups_shown(const StudyFindings& study, const std::string& analysis) {
    std::string names;
    for (const Finding& row : study.results) {
        const bool first = row.analysis != "response" || (row.term == "answered" && row.wave_from == "first");
        if (row.group == "age" && row.analysis == analysis && first && !row.suppressed)
            names += row.subgroup + ' ';
    }
    return names;
}

/// What the numbers of a row are; a suppressed one must have none.
std::size_t n_numbers(const Finding& row) {
    std::size_t n = 0;
    for (const ColumnMeaning& column : columns()) {
        if (const auto* count = std::get_if<std::optional<std::uint64_t> Finding::*>(&column.member))
            n += (row.*(*count)).has_value() ? 1U : 0U;
        if (const auto* figure = std::get_if<std::optional<double> Finding::*>(&column.member))
            n += (row.*(*figure)).has_value() ? 1U : 0U;
    }
    return n;
}

const Finding& row_of(const StudyFindings& study, const std::string& analysis, const std::string& term) {
    const auto found = std::find_if(study.results.begin(), study.results.end(), [&](const Finding& row) {
        return row.analysis == analysis && row.term == term && row.group.empty();
    });
    REQUIRE(found != study.results.end());
    return *found;
}

Movement movement(const Counts& from, const Counts& to) {
    Movement one;
    one.term = one.label = "question";
    one.better = "higher";
    for (std::size_t a = 0; a < from.size(); ++a)
        one.answers.push_back(std::string(1, static_cast<char>('a' + a)));
    one.count_from = from;
    one.count_to = to;
    one.n_higher = one.n_same = one.n_lower = 12;
    return one;
}

StudyFindings study_with(const Movement& one) {
    StudyFindings study = quiet_study();
    study.movements = {one};
    study.terms.push_back(facts("question", "ordered"));
    return study;
}

ChangeSpread spread(const std::vector<ChangeBin>& bins, std::optional<double> smallest) {
    ChangeSpread one;
    one.term = one.label = "mood";
    one.step = 0.25;
    one.smallest_change = smallest;
    one.bins = bins;
    one.n = 0;
    for (const ChangeBin& bin : bins) *one.n += bin.people;
    one.n_higher = one.n_lower = 12;
    return one;
}

ChangeSpread shown_spread(const ChangeSpread& one, Release release = Release::public_release) {
    StudyFindings study = quiet_study();
    study.spreads = {one};
    return shown(study, release).spreads.front();
}

}  // namespace

TEST_SUITE("findings/disclosure") {
    TEST_CASE("internal: everything passes as it is") {
        StudyFindings study = study_of({{"young", 3, 3, 2}, {"old", 40, 40, 30}, {"", 1, 1, 1}});
        study.movements = {movement({1, 2, 3}, {4, 5, 6})};
        study.warnings = {{"some.code", "3 people", "file.csv", 4, 5}};
        const StudyFindings safe = shown(study, Release::internal);
        REQUIRE(safe.results.size() == study.results.size());
        for (std::size_t i = 0; i < safe.results.size(); ++i) {
            CHECK(n_numbers(safe.results[i]) == n_numbers(study.results[i]));
            CHECK(safe.results[i].n == study.results[i].n);
            CHECK(safe.results[i].mean_from == study.results[i].mean_from);
        }
        CHECK(safe.movements.front().count_from == study.movements.front().count_from);
        CHECK(safe.warnings.front().message == "3 people");
        CHECK(safe.warnings.front().line == 4);
        CHECK(safe.hidden.empty());
        CHECK(safe.bases.empty());
    }

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

    TEST_CASE("rows from few people are hidden, and keep nothing but what they are about") {
        for (const auto& [n, release, is_hidden] : {std::tuple{9U, Release::public_release, true},
                                                    {10U, Release::public_release, false},
                                                    {4U, Release::partner, true},
                                                    {5U, Release::partner, false},
                                                    {1U, Release::internal, false}}) {
            CAPTURE(n);
            StudyFindings study = quiet_study();
            study.results = {compared("mood", n)};
            const Finding row = shown(study, release).results.front();
            CHECK(row.suppressed == is_hidden);
            if (!is_hidden) continue;
            CHECK(n_numbers(row) == 0);
            CHECK(row.reason == "suppressed");
            CHECK(row.verdict == "not_tested");
            CHECK(row.verdict_detail.empty());
            CHECK(row.policy.empty());
            CHECK(row.estimate_type.empty());
            CHECK(row.effect_type.empty());
            CHECK(row.term == "mood");
            CHECK(row.method == "paired_t");
        }
    }

    TEST_CASE("shares are hidden when made of few") {
        struct Case {
            std::string method;
            const char* type;
            const char* estimand;
            Counts people, place;
            bool is_hidden;
        };
        const Counts many{12, 12, 12}, few{12, 9, 12}, wide{20, 20, 20, 20}, narrow{20, 20, 4, 36};
        for (const Case& one : {Case{"net_share", "percentage_points", "people", many, wide, false},
                                Case{"net_share", "percentage_points", "people", few, wide, true},
                                Case{"net_share", "percentage_points", "people", {}, wide, true},
                                Case{"sign_test", "share_up_of_changed", "people", few, wide, true},
                                Case{"newcombe", "percentage_points", "place", many, wide, false},
                                Case{"newcombe", "percentage_points", "place", many, narrow, true},
                                Case{"newcombe", "percentage_points", "place", few, wide, true},
                                Case{"paired_t", "points", "people", few, narrow, false}}) {
            CAPTURE(one.method);
            CAPTURE(one.is_hidden);
            StudyFindings study = quiet_study();
            Finding& row = study.results.front();
            row.method = one.method;
            row.estimate_type = one.type;
            row.estimand = one.estimand;
            study.bases = {basis("mood", one.people, one.place)};
            CHECK(shown(study).results.front().suppressed == one.is_hidden);
        }
        StudyFindings study = quiet_study();
        study.results.front().method = "net_share";
        study.bases.clear();
        CHECK(shown(study).results.front().suppressed);  // nobody said what it is made of
    }

    TEST_CASE("rows where nearly all gave the same answer are hidden") {
        using Member = std::uint64_t CountBasis::Apart::*;
        const auto is_hidden = [](Member member, std::uint64_t apart, const char* analysis,
                                  const char* estimand) {
            StudyFindings study = quiet_study();
            study.bases.front().apart.*member = apart;
            Finding second = study.results.front();
            second.analysis = analysis;
            second.estimand = estimand;
            if (std::string(analysis) != "compare") study.results.push_back(second);
            study.results.back().estimand = estimand;
            return shown(study).results.back().suppressed;
        };
        using Apart = CountBasis::Apart;
        for (const Member member : {&Apart::pairs_from, &Apart::pairs_to, &Apart::change}) {
            CHECK(is_hidden(member, 0, "compare", "people"));
            CHECK(is_hidden(member, 4, "compare", "people"));
            CHECK_FALSE(is_hidden(member, 5, "compare", "people"));
            CHECK_FALSE(is_hidden(member, 0, "compare", "place"));
        }
        for (const Member member : {&Apart::all_from, &Apart::all_to}) {
            CHECK(is_hidden(member, 4, "compare", "place"));
            CHECK_FALSE(is_hidden(member, 4, "compare", "people"));
        }
        for (const Member member : {&Apart::lost, &Apart::kept}) {
            CHECK(is_hidden(member, 4, "attrition", ""));
            CHECK_FALSE(is_hidden(member, 5, "attrition", ""));
        }
    }

    TEST_CASE("a second row about nearly the same people is hidden") {
        const auto with_second = [](const char* analysis, std::uint64_t n_from, std::uint64_t n_pairs) {
            StudyFindings study = quiet_study();
            Finding second = compared("mood", n_pairs, "overlap_t");
            second.analysis = analysis;
            second.estimand = std::string(analysis) == "other_estimand" ? "place" : "people";
            second.verdict.clear();
            second.n_from = n_from;
            second.n_to = 80;
            study.results.push_back(second);
            return shown(study).results.back().suppressed;
        };
        CHECK_FALSE(with_second("other_estimand", 60, 40));
        CHECK_FALSE(with_second("other_estimand", 50, 40));
        CHECK(with_second("other_estimand", 49, 40));
        CHECK_FALSE(with_second("other_estimand", 40, 40));  // the same people
        CHECK(with_second("other_linkage", 60, 31));
        CHECK_FALSE(with_second("other_linkage", 60, 30));
    }

    TEST_CASE("partner: numbers of everyone next to those of the linked people are left out") {
        StudyFindings study = quiet_study();
        study.results.front().n_from = 42;
        const Finding row = shown(study, Release::partner).results.front();
        CHECK_FALSE(row.suppressed);
        CHECK(row.n_pairs == 40);
        CHECK_FALSE(row.n_from);
        CHECK_FALSE(row.n_to);
        CHECK(row.mean_from == 3.123456);  // not rounded
        CHECK(row.p_value == 0.0003456);
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

    TEST_CASE("a smallest change worked out from the answers has one digit, everywhere") {
        StudyFindings study = quiet_study();
        study.smallest_changes = {{"sd", 0.2, "", {"mood"}}};
        study.results.front().smallest_change = 0.1975308;
        study.spreads = {spread({{-0.5, -0.5, 12}, {-0.25, 0.25, 30}, {0.5, 0.5, 12}}, 0.1975308)};
        StudyFindings safe = shown(study);
        CHECK(safe.results.front().smallest_change == 0.2);
        CHECK(safe.spreads.front().smallest_change == 0.2);
        study.smallest_changes = {{"points", 0.1975308, "", {"mood"}}};  // given, and no secret
        safe = shown(study);
        CHECK(safe.results.front().smallest_change == 0.1975308);
        CHECK(safe.spreads.front().smallest_change == 0.1975308);
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

    TEST_CASE("figures are as coarse as the numbers of people") {
        const Finding row = shown(quiet_study()).results.front();
        CHECK_FALSE(row.suppressed);
        CHECK(row.n == 40);
        CHECK(row.n_from == 60);
        CHECK(row.mean_from == 3.1);  // 0.25 x 5 / 40 = 0.03125, so steps of 0.05
        CHECK(row.mean_to == 3.65);
        CHECK(row.sd_from == 1);
        CHECK(row.estimate == 0.55);
        CHECK(row.conf_low == 0.3);
        CHECK(row.conf_high == 0.8);
        CHECK(row.p_value == 0.0003);
        CHECK_FALSE(row.statistic);
        CHECK_FALSE(row.df);
        CHECK_FALSE(row.std_error);
        CHECK(row.verdict == "improved");  // judged before rounding
        StudyFindings shares = quiet_study();
        Finding& share = shares.results.front();
        share.method = "newcombe_paired";
        share.estimate_type = "percentage_points";
        share.mean_from = 47.5;
        share.sd_from = share.sd_to = std::nullopt;
        CHECK(shown(shares).results.front().mean_from == 50);  // 2 people of 40 are 5 in 100
        StudyFindings answers = quiet_study();
        answers.terms.front().kind = "ordered";
        answers.results.front().method = "sign_test";
        answers.results.front().estimate_type = "share_up_of_changed";
        const Finding counts = shown(answers).results.front();
        CHECK_FALSE(counts.suppressed);
        CHECK_FALSE(counts.mean_from);
        CHECK_FALSE(counts.sd_to);
    }

    TEST_CASE("remarks with numbers of people are withheld") {
        StudyFindings study = quiet_study();
        study.warnings = {{"a.b", "3 people have no code", "f.csv", 4, 2},
                          {"a.c", "Codes differ", "f.csv", 7, 1}};
        study.inputs = {{"first", "first.csv", "", 43, ""}, {"second", "second.csv", "", 7, ""}};
        Finding strict = compared("mood", 30);
        strict.analysis = "other_linkage";
        strict.verdict.clear();
        strict.rule = "strict: codes agree wholly, 30 of the 40 linked pairs";
        study.results.push_back(strict);
        const StudyFindings safe = shown(study);
        CHECK(safe.warnings[0].message ==
              "a warning with numbers of people in it is withheld; outcomes check shows it");
        CHECK(safe.warnings[0].code == "a.b");
        CHECK(safe.warnings[1].message == "Codes differ");
        CHECK(safe.warnings[1].line == 0);
        CHECK(safe.inputs[0].rows == 45);
        CHECK_FALSE(safe.inputs[1].rows);
        CHECK(safe.results.back().rule == "strict: codes agree wholly");
    }

    TEST_CASE(
        "public, whatever the sizes: no small count, no count but multiples of 5, no figure of a hidden "
        "row") {
        std::size_t n_shown = 0, n_hidden = 0;
        for (std::uint64_t i = 0; i < 400; ++i) {
            StudyFindings study = study_of({{"a", 5 + i % 17, 5 + i % 13, 3 + i % 11},
                                            {"b", 12 + i % 29, 12 + i % 23, 9 + i % 19},
                                            {"c", 30, 30, 20},
                                            {"", i % 7, i % 5, i % 3}});
            study.movements = {movement({i % 31, 12, 12 + i % 7}, {12, i % 37, 15})};
            study.spreads = {spread({{-0.5, -0.5, i % 23}, {-0.25, 0.25, 30}, {0.5, 0.5, i % 19}}, 0.5)};
            const StudyFindings safe = shown(study);
            for (const Finding& row : safe.results) {
                if (row.suppressed) CHECK(n_numbers(row) == 0);
                (row.suppressed ? n_hidden : n_shown) += 1;
                for (const auto& n : {row.n, row.n_from, row.n_to, row.n_pairs}) {
                    if (n) CHECK((*n >= 10 && *n % 5 == 0));
                }
            }
            for (const Movement& one : safe.movements) {
                for (const Counts& counts : {one.count_from, one.count_to}) {
                    for (const std::uint64_t n : counts) CHECK((n >= 10 && n % 5 == 0));
                }
            }
            for (const ChangeSpread& one : safe.spreads) {
                for (const ChangeBin& bin : one.bins) CHECK((bin.people >= 10 && bin.people % 5 == 0));
            }
        }
        CHECK(n_shown > 100);
        CHECK(n_hidden > 100);
    }

    TEST_CASE("what was disclosed once stays as it is") {
        StudyFindings study = study_of({{"a", 8, 8, 8}, {"b", 40, 40, 30}, {"c", 20, 20, 15}, {"", 0, 0, 0}});
        const StudyFindings once = shown(study);
        StudyFindings again = once;
        again.bases = study.bases;
        again = shown(again);
        REQUIRE(again.results.size() == once.results.size());
        for (std::size_t i = 0; i < once.results.size(); ++i) {
            CAPTURE(i);
            if (once.results[i].suppressed) CHECK(again.results[i].suppressed);
            if (!again.results[i].suppressed) CHECK(again.results[i].n == once.results[i].n);
        }
    }
}

TEST_SUITE("findings/disclosure of descriptions") {
    Description figure(const std::string& statistic, std::uint64_t n, double value) {
        Description row;
        row.wave = "first";
        row.level = "scale";
        row.term = "mood";
        row.statistic = statistic;
        row.n = n;
        row.estimate = value;
        return row;
    }

    StudyDescription described(const std::vector<Description>& rows,
                               Release release = Release::public_release) {
        Descriptions all;
        all.studies.emplace_back();
        all.studies.front().waves = {{"first", "First", 43}};
        all.studies.front().results = rows;
        return disclose(std::move(all), default_rules(release)).get().studies.front();
    }

    TEST_CASE("figures from few people are hidden; quartiles need twice as many") {
        struct Case {
            std::string statistic;
            std::uint64_t n;
            bool is_hidden;
        };
        for (const Case& one : {Case{"mean", 9, true}, Case{"mean", 10, false}, Case{"median", 19, true},
                                Case{"median", 20, false}, Case{"q1", 15, true}, Case{"sd", 10, false},
                                Case{"lowest_possible", 3, false}}) {
            CAPTURE(one.statistic);
            const Description row = described({figure(one.statistic, one.n, 3.14159)}).results.front();
            CHECK(row.suppressed == one.is_hidden);
            if (one.is_hidden) CHECK_FALSE(row.estimate);
        }
    }

    TEST_CASE("answers are shown whole or not at all, rounded") {
        const auto answers = [](const Counts& counts) {
            std::vector<Description> rows;
            for (const std::uint64_t count : counts) {
                rows.push_back(figure("answer", 43, 0));
                rows.back().count = count;
            }
            return described(rows).results;
        };
        for (const Description& row : answers({12, 17, 14})) {
            CHECK_FALSE(row.suppressed);
            CHECK(row.n == 45);
            CHECK(*row.count % 5 == 0);
        }
        for (const Description& row : answers({30, 9, 4})) CHECK((row.suppressed && !row.count && !row.n));
    }

    TEST_CASE("sheets are rounded, internal descriptions are not touched") {
        CHECK(described({}).waves.front().n_sheets == 45);
        CHECK(described({}, Release::internal).waves.front().n_sheets == 43);
        CHECK(described({figure("mean", 3, 3.14159)}, Release::internal).results.front().estimate == 3.14159);
    }
}
