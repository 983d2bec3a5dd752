#include "../survey/survey_support.hpp"
#include "libstats/analysis/compare.hpp"
#include "libstats/analysis/earlier.hpp"
#include "libstats/analysis/release.hpp"
#include "libstats/survey/study_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <string>

using namespace outcomes;
using findings::Finding;

namespace {

constexpr const char* study_text = R"(schema = 1
[study]
id = "s"
title = "S"
question = "Did it change?"
[wave]
a = { label = "A", file = "a.csv", date = 2020-01-01 }
b = { label = "B", file = "b.csv", date = 2021-01-01 }
[columns]
id = "code"
[rules]
small_change = { points = 1 }
[answers]
steps = { labels = ["no", "some", "yes"], scores = [0, 1, 2] }
ladder = { range = [0, 10] }
yesno = { labels = ["No", "Yes"], scores = [0, 1] }
[scale_defaults]
answers = "steps"
score = "sum"
[scale]
trust = { items = ["q1", "q2"] }
life = { items = ["q3"], answers = "ladder" }
[category]
vote = { column = "q4", answers = "yesno", better = "Yes", small_change = { points = 10 } }
[subgroup]
age = { label = "Age", column = "age", cuts = [16, 30] }
sex = { column = "sex", keep = ["F", "M"] }
[report]
lead = ["life"]
words = "both"
)";

// Person p4 grows into the next age band, p5 has no age the first time, p6 and p7 answered once.
constexpr const char* first_wave =
    "code,q1,q2,q3,q4,age,sex\n"
    "p1,no,some,5,No,20,F\n"
    "p2,some,some,6,Yes,25,f\n"
    "p3,yes,yes,7,No,40,M\n"
    "p4,no,no,2,Yes,29,M\n"
    "p5,some,yes,4,No,,F\n"
    "p6,yes,no,9,Yes,15,X\n";
constexpr const char* second_wave =
    "code,q1,q2,q3,q4,age,sex\n"
    "p1,some,some,7,Yes,21,F\n"
    "p2,some,yes,6,Yes,26,F\n"
    "p3,yes,yes,5,No,41,M\n"
    "p4,some,some,5,Yes,30,M\n"
    "p5,some,yes,4,Yes,33,F\n"
    "p7,no,no,1,No,50,M\n";

class Example {
  public:
    Example() {
        (void)folder_.write("a.csv", first_wave);
        (void)folder_.write("b.csv", second_wave);
        study = survey::read_study(folder_.write("s.toml", study_text));
    }
    survey::Study study;

  private:
    tests::Folder folder_;
};

findings::StudyFindings by(const Example& example, const std::vector<std::string>& subgroups) {
    analysis::CompareOptions options;
    options.by = subgroups;
    return analysis::compare(example.study, options);
}

findings::StudyFindings report(const Example& example) {
    analysis::CompareOptions options;
    options.for_report = true;
    return analysis::compare(example.study, options);
}

std::vector<const Finding*> rows_of(const findings::StudyFindings& found, const std::string& analysis,
                                    const std::string& term, const std::string& group) {
    std::vector<const Finding*> rows;
    for (const Finding& row : found.results) {
        if (row.analysis == analysis && row.term == term && row.group == group) rows.push_back(&row);
    }
    return rows;
}

}  // namespace

TEST_SUITE("analysis/report") {
    TEST_CASE("groups: bands of numbers, kept texts; a linked person stays in the group of the first time") {
        const Example example;
        const auto found = by(example, {"age", "sex"});
        struct Row {
            const char *group, *subgroup;
            std::size_t linked;
        };
        // p5 takes the age of the second time; p4 stays 16 to 29; p6 is below the first cut, and X is not
        // kept
        const Row table[] = {{"age", "16 to 29", 3}, {"age", "30 and over", 2}, {"age", "", 0},
                             {"sex", "F", 3},        {"sex", "M", 2},           {"sex", "", 0}};
        for (const Row& row : table) {
            CAPTURE(row.subgroup);
            const auto rows = rows_of(found, "response", "linked", row.group);
            const auto same = std::find_if(rows.begin(), rows.end(),
                                           [&](const Finding* one) { return one->subgroup == row.subgroup; });
            REQUIRE(same != rows.end());
            CHECK((*same)->n == row.linked);
        }
        REQUIRE(found.subgroups.size() == 2);
        CHECK(found.subgroups[0].groups == std::vector<std::string>{"16 to 29", "30 and over"});
        CHECK(found.subgroups[0].label == "Age");
        CHECK(found.subgroups[1].label == "sex");
    }

    TEST_CASE("groups: the pairs of all groups are the pairs of everyone, and so are their changes") {
        const Example example;
        const auto found = by(example, {"age"});
        for (const char* term : {"trust", "life"}) {
            CAPTURE(term);
            const auto everyone = rows_of(found, "compare", term, "");
            const auto groups = rows_of(found, "compare", term, "age");
            REQUIRE(everyone.size() == 1);
            REQUIRE(groups.size() == 2);
            double sum = 0;
            std::uint64_t n = 0;
            for (const Finding* row : groups) {
                if (row->estimate) CHECK(row->smallest_change == everyone.front()->smallest_change);
                n += *row->n_pairs;
                if (row->mean_to)
                    sum += (*row->mean_to - *row->mean_from) * static_cast<double>(*row->n_pairs);
            }
            CHECK(n == *everyone.front()->n_pairs);
            CHECK(sum == doctest::Approx(*everyone.front()->estimate * static_cast<double>(n)));
        }
    }

    TEST_CASE("a report holds scales, single questions, spreads and the record") {
        const Example example;
        const auto found = report(example);
        CHECK(found.movements.size() == 4);
        CHECK(rows_of(found, "compare", "q1", "").size() == 2);
        REQUIRE(found.record);
        CHECK(found.record->question == "Did it change?");
        CHECK(found.record->lead == std::vector<std::string>{"life"});
        CHECK(found.record->words == "both");
        CHECK(found.record->date_to == "2021-01-01");
        CHECK_FALSE(found.record->methods.empty());
        CHECK_FALSE(found.record->not_done.empty());
        REQUIRE(found.spreads.size() == 2);
        // trust by hand: +1, +1, 0, +2, 0
        const findings::ChangeSpread& trust = found.spreads[0];
        CHECK(trust.step == 1);
        REQUIRE(trust.bins.size() == 3);
        CHECK(trust.bins[0].people == 2);
        CHECK(trust.bins[1].people == 2);
        CHECK(trust.bins[2].people == 1);
        CHECK(trust.n_higher == 3);
        CHECK(trust.n_lower == 0);
        // life by hand: +2, 0, -2, +3, 0
        const findings::ChangeSpread& life = found.spreads[1];
        CHECK(life.bins.front().low == -2);
        CHECK(life.bins.back().high == 3);
        CHECK(life.n_higher == 2);
        CHECK(life.n_lower == 1);
        for (const findings::ChangeSpread& spread : found.spreads) {
            std::uint64_t people = 0;
            for (const findings::ChangeBin& bin : spread.bins) people += bin.people;
            CHECK(people == *spread.n);
        }
    }

    TEST_CASE("facts of a term: possible range, step, kind") {
        const Example example;
        const auto found = report(example);
        struct Row {
            const char *term, *kind;
            double step;
        };
        const Row table[] = {
            {"trust", "mean", 1}, {"life", "mean", 1}, {"vote", "binary", 1}, {"q1", "ordered", 1}};
        for (const Row& row : table) {
            CAPTURE(row.term);
            const auto facts = std::find_if(found.terms.begin(), found.terms.end(),
                                            [&](const auto& one) { return one.term == row.term; });
            REQUIRE(facts != found.terms.end());
            CHECK(facts->kind == row.kind);
            CHECK(facts->step == row.step);
        }
        CHECK(found.terms[0].low == 0);
        CHECK(found.terms[0].high == 4);
    }

    TEST_CASE("the study file makes a release stricter, never looser") {
        Example example;
        using findings::Release;
        CHECK_FALSE(analysis::disclosure_rules(example.study, Release::internal).hides());
        CHECK(analysis::disclosure_rules(example.study, Release::public_release).threshold == 10);
        example.study.disclosure.threshold = 3;
        CHECK(analysis::disclosure_rules(example.study, Release::public_release).threshold == 10);
        example.study.disclosure.threshold = 30;
        CHECK(analysis::disclosure_rules(example.study, Release::public_release).threshold == 30);
        example.study.disclosure.profile = survey::Profile::internal;
        CHECK_FALSE(analysis::disclosure_rules(example.study, Release::public_release).hides());
        example.study.disclosure.profile = survey::Profile::partner;
        const auto partner = analysis::disclosure_rules(example.study, Release::public_release);
        CHECK(partner.release == Release::partner);
        CHECK(partner.round == 1);
    }

    TEST_CASE("an earlier report is read back with its numbers") {
        const tests::Folder folder;
        const std::string path = folder.write(
            "old.json",
            R"({"schema":"outcomes.report/1","results":[{"analysis":"compare","term":"trust","n_pairs":50,)"
            R"("estimate":0.25,"p_value":null,"suppressed":false},{"term":"life","suppressed":true}]})");
        const auto earlier = analysis::read_earlier_release(path);
        REQUIRE(earlier.results.size() == 2);
        CHECK(earlier.results[0].n_pairs == 50);
        CHECK(earlier.results[0].estimate == 0.25);
        CHECK_FALSE(earlier.results[0].p_value);
        CHECK(earlier.results[1].suppressed);
        const std::string other = folder.write("other.json", R"({"schema":"outcomes.check/1","results":[]})");
        CHECK_THROWS_AS((void)analysis::read_earlier_release(other), base::InputError);
        CHECK_THROWS_AS((void)analysis::read_earlier_release(folder.write("no.json", "no")),
                        base::InputError);
    }
}
