#include "libstats/analysis/compare.hpp"
#include "libstats/analysis/question.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/stats/multiplicity.hpp"
#include "libstats/survey/study_file.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/io/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

using namespace outcomes;
using findings::Finding;
using findings::Movement;
using findings::StudyFindings;

namespace {

survey::Study hawkhill() {
    return survey::read_study((tests::source_dir() / "data/hawkhill/hawkhill.toml").string());
}

StudyFindings items_of(const survey::Study& study, const std::vector<std::string>& scales = {},
                       const std::vector<std::string>& waves = {}) {
    analysis::CompareOptions options;
    options.items = true;
    options.scales = scales;
    options.waves = waves;
    return analysis::compare(study, options);
}

std::vector<Finding> headlines_of(const StudyFindings& found) {
    std::vector<Finding> rows;
    std::copy_if(found.results.begin(), found.results.end(), std::back_inserter(rows),
                 [](const Finding& row) { return row.analysis == "compare" && !row.verdict.empty(); });
    return rows;
}

const Finding& row_of(const StudyFindings& found, const std::string& term, const std::string& method,
                      const std::string& subgroup = "") {
    const auto row = std::find_if(found.results.begin(), found.results.end(), [&](const Finding& one) {
        return one.analysis == "compare" && one.term == term && one.method == method &&
               (subgroup.empty() || one.subgroup == subgroup);
    });
    REQUIRE(row != found.results.end());
    return *row;
}

const Movement& movement_of(const StudyFindings& found, const std::string& term) {
    const auto one = std::find_if(found.movements.begin(), found.movements.end(),
                                  [&](const Movement& movement) { return movement.term == term; });
    REQUIRE(one != found.movements.end());
    return *one;
}

/// A study of two scales that share a question, a yes or no, and tenures, with these answers.
class Town {
  public:
    Town(const std::string& first, const std::string& second, const std::string& rules = "") {
        static_cast<void>(folder_.write("first.csv", "code,q1,q2,own,home\n" + first));
        static_cast<void>(folder_.write("second.csv", "code,q1,q2,own,home\n" + second));
        path_ = folder_.write("town.toml", R"(schema = 1
[study]
id = "town"
title = "Town"
design = "mixed"
[wave]
a = { label = "First", file = "first.csv" }
b = { label = "Second", file = "second.csv" }
[columns]
id = "code"
[rules]
)" + rules + R"(
[answers]
three = { labels = ["Low", "Middle", "High"], scores = [1, 2, 3] }
yesno = { labels = ["Yes", "No"], scores = [1, 0] }
homes = { labels = ["Owner", "Council", "Private", "Other"], scores = [1, 2, 3, 4] }
[item]
q1 = { text = "How much?" }
[scale]
good = { label = "Good", items = ["q1", "q2"], reverse = ["q2"], answers = "three" }
[category]
own = { label = "Owns a key", column = "own", answers = "yesno", better = "Yes" }
home = { label = "Home", column = "home", answers = "homes", ordered = false }
)");
    }
    [[nodiscard]] survey::Study study() const { return survey::read_study(path_); }

  private:
    tests::TemporaryFolder folder_;
    std::string path_;
};

}  // namespace

TEST_SUITE("analysis/items") {
    TEST_CASE("Hawkhill: every question once, one family, one movement table each") {
        const StudyFindings found = items_of(hawkhill());
        const auto rows = headlines_of(found);
        REQUIRE(rows.size() == 47);
        REQUIRE(found.movements.size() == 47);
        std::vector<std::optional<double>> p;
        for (const Finding& row : rows) {
            CAPTURE(row.term);
            CHECK(row.level == "item");
            CHECK(row.label != row.term);
            p.push_back(row.p_value);
            const Movement& movement = movement_of(found, row.term);
            CHECK(*movement.n_higher + *movement.n_same + *movement.n_lower == *row.n_pairs);
            if (row.method != "net_share") continue;
            const double net =
                static_cast<double>(*movement.n_higher) - static_cast<double>(*movement.n_lower);
            CHECK(tests::within(*row.estimate, 100 * net / static_cast<double>(*row.n_pairs)));
            CHECK(row_of(found, row.term, "sign_test").n_pairs == row.n_pairs);
        }
        const auto adjusted = stats::adjust(p, stats::Adjustment::holm);
        for (std::size_t i = 0; i < rows.size(); ++i) CHECK(rows[i].p_adjusted == adjusted[i]);
    }

    TEST_CASE("reversed questions, and those of scales where lower is better, are better low") {
        const StudyFindings found = items_of(hawkhill());
        CHECK(row_of(found, "Q1_1", "net_share").better == "higher");
        CHECK(row_of(found, "Q1_3", "net_share").better == "lower");
        const Movement& reversed = movement_of(found, "Q1_3");
        CHECK(reversed.n_improved() == reversed.n_lower);
        CHECK(reversed.n_worsened() == reversed.n_higher);
        const Finding& fear =
            row_of(found, "Q13", "paired_cr2");  // ten numbers: the mean, as without --items
        CHECK(fear.better == "lower");
        CHECK(fear.smallest_change == 0.5);
        CHECK(movement_of(found, "Q13").answers.size() == 10);
    }

    TEST_CASE("a scale of one question says the same with and without --items") {
        const auto scale = headlines_of(analysis::compare(hawkhill()));
        const auto alone = std::find_if(scale.begin(), scale.end(),
                                        [](const Finding& row) { return row.term == "fear_of_crime"; });
        const Finding item = row_of(items_of(hawkhill()), "Q13", "paired_cr2");
        CHECK(item.estimate == alone->estimate);
        CHECK(item.conf_low == alone->conf_low);
        CHECK(item.verdict == alone->verdict);
    }

    TEST_CASE("swapping the waves transposes every table and mirrors improved and worsened") {
        const StudyFindings forward = items_of(hawkhill());
        const StudyFindings backward = items_of(hawkhill(), {}, {"repeat", "baseline"});
        REQUIRE(forward.movements.size() == backward.movements.size());
        for (std::size_t i = 0; i < forward.movements.size(); ++i) {
            const Movement& a = forward.movements[i];
            const Movement& b = backward.movements[i];
            CHECK(a.n_improved() == b.n_worsened());
            CHECK(a.n_same == b.n_same);
            CHECK(a.count_from == b.count_to);
            for (std::size_t from = 0; from <= a.answers.size(); ++from) {
                for (std::size_t to = 0; to <= a.answers.size(); ++to)
                    CHECK(a.at(from, to) == b.at(to, from));
            }
        }
        const auto before = headlines_of(forward), after = headlines_of(backward);
        for (std::size_t i = 0; i < before.size(); ++i) {
            CHECK(tests::within(*before[i].estimate, -*after[i].estimate, 1e-12));
            CHECK(tests::within(*before[i].p_value, *after[i].p_value, 1e-9));
            if (before[i].verdict == "improved") CHECK(after[i].verdict == "worsened");
            if (before[i].verdict == "inconclusive") CHECK(after[i].verdict == "inconclusive");
        }
    }

    TEST_CASE("the table holds every linked person once, those without an answer too") {
        const StudyFindings found = items_of(hawkhill());
        std::uint64_t linked = 0;
        for (const Finding& row : found.results) {
            if (row.term == "linked") linked = *row.n;
        }
        for (const Movement& movement : found.movements) {
            std::uint64_t all = 0, unanswered = 0;
            const std::size_t none = movement.answers.size();
            for (std::size_t from = 0; from <= none; ++from) {
                for (std::size_t to = 0; to <= none; ++to) {
                    all += movement.at(from, to);
                    if (from == none || to == none) unanswered += movement.at(from, to);
                }
            }
            CHECK(all == linked);
            CHECK(unanswered == movement.n_unanswered);
        }
    }

    TEST_CASE("categories without order: Stuart-Maxwell, Bhapkar, each answer's share, no verdict") {
        const Town town(
            "1,Low,Low,Yes,Owner\n2,Low,High,No,Council\n3,High,Low,No,Council\n4,Low,Low,Yes,Private\n",
            "1,High,Low,Yes,Owner\n2,Low,Low,Yes,Owner\n3,High,Middle,Yes,Private\n4,,Low,Yes,Council\n");
        const StudyFindings found = items_of(town.study());
        const Finding& test = row_of(found, "home", "stuart_maxwell");
        CHECK(test.verdict.empty());
        CHECK(test.better == "neither");
        CHECK(test.df == 2);
        CHECK(test.p_value);
        CHECK(row_of(found, "home", "bhapkar").statistic >= test.statistic);
        const Finding& owners = row_of(found, "home", "newcombe_paired", "Owner");
        CHECK(*owners.mean_from == 25);
        CHECK(*owners.mean_to == 50);
        CHECK(owners.verdict.empty());
        const Movement& homes = movement_of(found, "home");
        CHECK_FALSE(homes.ordered);
        CHECK(homes.n_same == 1);
        CHECK_FALSE(homes.n_higher);
        CHECK(movement_of(found, "q1").n_unanswered == 1);
        CHECK(movement_of(found, "q1").at(0, 3) == 1);
        // The good answer of the yes or no stands first in its list.
        CHECK(movement_of(found, "own").n_improved() == 2);
        CHECK(movement_of(found, "own").n_worsened() == 0);
        CHECK(row_of(found, "own", "newcombe_paired").verdict == "inconclusive");
        CHECK(row_of(found, "own", "mcnemar_exact").p_value == 0.5);
    }

    TEST_CASE("nobody, one, two and three people linked") {
        const std::string rows[] = {"1,Low,Low,Yes,Owner\n", "2,Middle,Low,No,Owner\n",
                                    "3,High,High,No,Council\n"};
        const std::string later[] = {"1,High,Low,Yes,Owner\n", "2,Middle,Low,No,Other\n",
                                     "3,High,Low,Yes,Owner\n"};
        for (std::size_t n = 1; n <= 3; ++n) {
            CAPTURE(n);
            std::string first, second;
            for (std::size_t i = 0; i < n; ++i) {
                first += rows[i];
                second += later[i];
            }
            const StudyFindings found = items_of(Town(first, second).study());
            const Finding& q1 = row_of(found, "q1", "net_share");
            CHECK(*q1.n_pairs == n);
            CHECK(*q1.conf_low < *q1.conf_high);
            CHECK(q1.verdict == "inconclusive");
            CHECK(row_of(found, "home", "stuart_maxwell").reason == (n == 1 ? "no_variation" : ""));
        }
        const Town apart("1,Low,Low,Yes,Owner\n", "2,Middle,Low,No,Owner\n", "headline = \"place\"\n");
        const StudyFindings found = items_of(apart.study());
        CHECK(row_of(found, "q1", "share_middle").verdict == "inconclusive");
        CHECK(row_of(found, "q1", "share_middle").subgroup == "Middle or above");
        CHECK(row_of(found, "home", "stuart_maxwell").reason == "no_pairs");
        CHECK(row_of(found, "home", "newcombe", "Owner").estimate == 0);
        CHECK(movement_of(found, "q1").moves.empty());
        CHECK(movement_of(found, "q1").count_to == std::vector<std::uint64_t>{0, 1, 0});
        CHECK_THROWS_AS(
            static_cast<void>(items_of(Town("1,Low,Low,Yes,Owner\n", "2,Low,Low,No,Owner\n").study())),
            base::NotEnoughError);
    }

    TEST_CASE("nobody moved: an interval, a reason in place of each test") {
        const std::string rows = "1,Low,Low,Yes,Owner\n2,High,Low,No,Council\n";
        const StudyFindings found = items_of(Town(rows, rows).study());
        CHECK(row_of(found, "q1", "net_share").estimate == 0);
        CHECK(row_of(found, "q1", "sign_test").reason == "no_change");
        CHECK(row_of(found, "home", "stuart_maxwell").reason == "no_change");
    }

    TEST_CASE("an answer that only one wave gave, and one that nobody did") {
        const Town town("1,Low,Low,Yes,Owner\n2,Low,Low,Yes,Council\n3,Low,Low,Yes,Owner\n",
                        "1,High,Low,Yes,Private\n2,High,Low,Yes,Private\n3,Low,Low,Yes,Owner\n");
        const StudyFindings found = items_of(town.study());
        CHECK(row_of(found, "home", "stuart_maxwell").df == 2);
        const Movement& homes = movement_of(found, "home");
        CHECK(homes.count_from == std::vector<std::uint64_t>{2, 1, 0, 0});
        CHECK(homes.count_to == std::vector<std::uint64_t>{1, 0, 2, 0});
        CHECK(row_of(found, "home", "newcombe_paired", "Other").estimate == 0);
    }

    TEST_CASE("the smallest change of single questions is in percentage points") {
        const std::string first = "1,Low,Low,Yes,Owner\n2,Low,Low,Yes,Council\n";
        const Town town(first, first, "small_change = { sd = 0.2 }\nitem_change = { points = 10 }\n");
        const StudyFindings found = items_of(town.study());
        CHECK(row_of(found, "q1", "net_share").smallest_change == 10);
        CHECK_FALSE(row_of(found, "own", "newcombe_paired").smallest_change);  // a category has its own
        REQUIRE(found.smallest_changes.size() == 1);
        CHECK(found.smallest_changes.front().kind == "percentage_points");
        CHECK(found.smallest_changes.front().labels == std::vector<std::string>{"How much?", "q2"});
    }

    TEST_CASE("a question that two scales take in opposite directions is better neither way") {
        survey::Study study = hawkhill();
        survey::Scale opposite = study.scales.front();
        opposite.id = "opposite";
        opposite.better = survey::Better::lower;
        study.scales.push_back(opposite);
        const auto questions = analysis::questions_of(study, {});
        CHECK(questions.size() == 47);
        CHECK(questions.front().better == survey::Better::neither);
        const Finding row = row_of(items_of(study), "Q1_1", "net_share");
        CHECK(row.better == "neither");
        CHECK(row.note.find("directions_differ") != std::string::npos);
        CHECK_FALSE(movement_of(items_of(study), "Q1_1").n_improved());
    }

    TEST_CASE("one question can be named, alone or beside a scale") {
        const Town town("1,Low,High,Yes,Owner\n2,Middle,Low,No,Owner\n",
                        "1,High,High,Yes,Owner\n2,Middle,Middle,No,Owner\n");
        const auto named = [&](std::vector<std::string> names) {
            analysis::CompareOptions options;
            options.items = true;
            options.scales = std::move(names);
            std::string terms;
            for (const Movement& movement : analysis::compare(town.study(), options).movements)
                terms += movement.term + ' ';
            return terms;
        };
        CHECK(named({"q2"}) == "q2 ");
        CHECK(named({"own", "q1"}) == "q1 own ");
        CHECK(named({"good", "q1"}) == "q1 q2 ");
        CHECK(named({}) == "q1 q2 own home ");
    }

    TEST_CASE("a study without questions of its own is refused") {
        survey::Study study = hawkhill();
        survey::Scale column = study.scales.front();
        column.column = survey::ColumnName{"Q1_1", {}, {}};
        column.items.clear();
        study.scales = {column};
        CHECK_THROWS_AS(static_cast<void>(items_of(study)), base::InputError);
    }
}
