#include "libstats/survey/scoring.hpp"

#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>

namespace outcomes::tests {
namespace {

using Scores = std::vector<std::optional<double>>;
using survey::BlankRule;
using survey::ScoreKind;

constexpr std::nullopt_t nobody = std::nullopt;

/// Six sheets: complete, one blank, two blank, three blank, nothing, complete.
survey::Study four_items(const Folder& folder) {
    survey::Study study;
    study.waves = {wave(
        "w", folder.write("w.csv", "id,a,b,c,d\n1,5,4,3,2\n2,5,4,,3\n3,1,,,2\n4,,5,,\n5,,,,\n6,1,1,1,1\n"))};
    study.answers = {numbers("five", "1", "5")};
    add_scale(study, "s", {"a", "b", "c", "d"}, "five");
    return study;
}

TEST_SUITE_BEGIN("survey/scoring");

TEST_CASE("the rules for a score and for blanks") {
    const Folder folder;
    auto study = four_items(folder);
    struct Row {
        const char* what;
        ScoreKind kind;
        BlankRule blank;
        std::size_t max_missing;
        Scores scores;
        std::size_t n_scored, n_prorated, n_lost;
    };
    const Row rows[] = {
        {"mean, complete only",
         ScoreKind::mean,
         BlankRule::prorate,
         0,
         {3.5, nobody, nobody, nobody, nobody, 1.0},
         2,
         0,
         3},
        {"mean, one blank",
         ScoreKind::mean,
         BlankRule::prorate,
         1,
         {3.5, 4.0, nobody, nobody, nobody, 1.0},
         3,
         1,
         2},
        {"mean, any blank",
         ScoreKind::mean,
         BlankRule::prorate,
         3,
         {3.5, 4.0, 1.5, 5.0, nobody, 1.0},
         5,
         3,
         0},
        {"sum, one blank",
         ScoreKind::sum,
         BlankRule::prorate,
         1,
         {14.0, 16.0, nobody, nobody, nobody, 4.0},
         3,
         1,
         2},
        {"sum of what was answered",
         ScoreKind::sum,
         BlankRule::zero,
         0,
         {14.0, 12.0, 3.0, 5.0, nobody, 4.0},
         5,
         3,
         0},
        {"the same with a limit",
         ScoreKind::sum,
         BlankRule::zero,
         2,
         {14.0, 12.0, 3.0, nobody, nobody, 4.0},
         4,
         2,
         1},
        {"mean with blanks as zero",
         ScoreKind::mean,
         BlankRule::zero,
         0,
         {3.5, 3.0, 0.75, 1.25, nobody, 1.0},
         5,
         3,
         0},
        {"percent, one blank",
         ScoreKind::percent,
         BlankRule::prorate,
         1,
         {62.5, 75.0, nobody, nobody, nobody, 0.0},
         3,
         1,
         2},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        study.scales[0].score = row.kind;
        study.scales[0].blank = row.blank;
        study.scales[0].max_missing = row.max_missing;
        const auto got = score(study, survey::load(study), "s");
        CHECK(values(got, 0) == row.scores);
        CHECK(got.waves[0].n_scored == row.n_scored);
        CHECK(got.waves[0].n_prorated == row.n_prorated);
        CHECK(got.waves[0].n_lost == row.n_lost);
        CHECK(got.waves[0].n_blank == 1);
        CHECK(got.waves[0].answered == std::vector<std::uint8_t>{4, 3, 2, 1, 0, 4});
    }
}

TEST_CASE("the possible range follows from the declared answers") {
    const Folder folder;
    auto study = four_items(folder);
    struct Row {
        ScoreKind kind;
        BlankRule blank;
        double low, high;
    };
    const Row rows[] = {{ScoreKind::mean, BlankRule::prorate, 1, 5},
                        {ScoreKind::sum, BlankRule::prorate, 4, 20},
                        {ScoreKind::percent, BlankRule::prorate, 0, 100},
                        {ScoreKind::sum, BlankRule::zero, 1, 20}};  // one answer of 1, three blanks
    for (const Row& row : rows) {
        study.scales[0].score = row.kind;
        study.scales[0].blank = row.blank;
        const auto got = score(study, survey::load(study), "s");
        CHECK(got.low == row.low);
        CHECK(got.high == row.high);
    }
}

TEST_CASE("reversal mirrors the declared answers, not those that were met") {
    const Folder folder;
    survey::Study study;  // nobody answers 5: low + high - x is still 6 - x
    study.waves = {wave("w", folder.write("w.csv", "a,b\n1,2\n4,3\n"))};
    study.answers = {labelled("five", {"v", "w", "x", "y", "z"}, 1)};
    add_scale(study, "s", {"a", "b"}, "five").reverse = {"b"};
    CHECK(values(score(study, survey::load(study), "s"), 0) == Scores{2.5, 3.5});

    const auto before = score(study, survey::load(study), "s");
    study.scales[0].reverse = {"a"};  // the mirror image of the scale
    const auto after = score(study, survey::load(study), "s");
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(after.waves[0].units[i] == 6 * before.denominator - before.waves[0].units[i]);
    }
}

TEST_CASE("scores with halves, and items with answer lists of their own, are kept exactly") {
    const Folder folder;
    survey::Study study;
    study.waves = {wave("w", folder.write("w.csv", "a,b\nnever,0\nsometimes,10\noften,7\n"))};
    auto half = labelled("half", {"Never", "Sometimes", "Often"}, 0);
    half.scores = {decimal("0"), decimal("0.5"), decimal("1")};
    half.high = decimal("1");
    study.answers = {half, numbers("ten", "0", "10")};
    add_scale(study, "s", {"a", "b"}, "half").score = ScoreKind::sum;
    study.items[1].answers = "ten";
    const auto got = score(study, survey::load(study), "s");
    CHECK(got.denominator == 10);
    CHECK(got.waves[0].units == std::vector<std::int64_t>{0, 105, 80});
    CHECK(got.high == 11);
    study.scales[0].score = ScoreKind::percent;
    CHECK(values(score(study, survey::load(study), "s"), 0)[1] == 10.5 / 11 * 100);
}

TEST_CASE("waves share one grid, and an item that a wave did not ask is blank there") {
    const Folder folder;
    survey::Study study;
    study.waves = {wave("first", folder.write("a.csv", "id,q1,q2,q3\n1,3,4,5\n")),
                   wave("second", folder.write("b.csv", "id,p1,p2\n1,3,4\n"))};
    study.answers = {numbers("five", "1", "5")};
    auto& scale = add_scale(study, "s", {"one", "two", "three"}, "five");
    const char* names[][2] = {{"q1", "p1"}, {"q2", "p2"}, {"q3", ""}};
    for (std::size_t i = 0; i < 3; ++i) {
        study.items[i].column = {"", {{"first", names[i][0]}, {"second", names[i][1]}}, {}};
    }
    scale.max_missing = 1;
    const auto got = score(study, survey::load(study), "s");
    CHECK(got.denominator == 6);
    CHECK(got.waves[0].units[0] == 24);
    CHECK(got.waves[1].units[0] == 21);
}

TEST_CASE("a scale of many items with any number blank still lies on a grid of the counts that occur") {
    const Folder folder;
    survey::Study study;
    std::vector<std::string> items;
    std::string header;
    std::string row;
    for (int i = 0; i < 60; ++i) {
        items.push_back(fmt::format("q{}", i));
        header += fmt::format("{}{}", i == 0 ? "" : ",", items.back());
        row += i == 0 ? "1" : (i < 7 ? ",2" : ",");
    }
    study.waves = {wave("w", folder.write("w.csv", header + "\n" + row + "\n"))};
    study.answers = {numbers("five", "1", "5")};
    add_scale(study, "s", items, "five").max_missing = 59;
    const auto got = score(study, survey::load(study), "s");
    CHECK(got.on_grid);
    CHECK(got.denominator == 7);
    CHECK(got.waves[0].units[0] == 13);
}

TEST_CASE("a column of another file order gives the same scores: shuffling sheets shuffles scores") {
    const Folder folder;
    survey::Study study;
    study.answers = {numbers("five", "1", "5")};
    add_scale(study, "s", {"a", "b"}, "five").max_missing = 1;
    study.waves = {wave("w", folder.write("w.csv", "a,b\n1,2\n3,\n5,5\n"))};
    auto forward = values(score(study, survey::load(study), "s"), 0);
    study.waves = {wave("w", folder.write("v.csv", "b,a\n5,5\n,3\n2,1\n"))};
    const auto backward = values(score(study, survey::load(study), "s"), 0);
    std::reverse(forward.begin(), forward.end());
    CHECK(forward == backward);
}

TEST_CASE("rows that were left out do not count, wherever they stand") {
    const Folder folder;
    survey::Study study;
    study.answers = {numbers("five", "1", "5")};
    add_scale(study, "s", {"a"}, "five");
    study.waves = {wave("w", folder.write("w.csv", "a,keep\n1,y\n99,n\n3,y\n4,y\n"))};
    study.rows.keep = {is("keep", {"y"})};
    CHECK(values(score(study, survey::load(study), "s"), 0) == Scores{1.0, 3.0, 4.0});
}

TEST_CASE("item answers for reliability are the complete sheets, reversed") {
    const Folder folder;
    auto study = four_items(folder);
    study.scales[0].reverse = {"d"};
    const auto responses = survey::load(study);
    const auto matrix = survey::item_matrix(study, study.scales[0], responses.waves[0]);
    CHECK(matrix.n_items == 4);
    CHECK(matrix.denominator == 1);
    CHECK(matrix.n_rows() == 2);
    CHECK(matrix.units == std::vector<std::int32_t>{5, 4, 3, 4, 1, 1, 1, 5});
}

TEST_CASE("a category is read as positions in its list") {
    const Folder folder;
    survey::Study study;
    study.waves = {wave("w", folder.write("w.csv", "q,n\nYes,3\n no ,1\nDK,2\n,\n1,3\n"))};
    study.missing.labels = {"DK"};
    study.answers = {labelled("yesno", {"No", "Yes"}, 0), numbers("days", "1", "3")};
    const auto responses = survey::load(study, {.waves = {}, .scales = {}, .extra_columns = {"q", "n"}});
    const auto& w = responses.waves[0];
    const auto yesno = survey::category_answers(study, column("q"), study.answers[0], w);
    CHECK(yesno.labels == std::vector<std::string>{"No", "Yes"});
    CHECK(yesno.codes == std::vector<std::int16_t>{1, 0, -1, -1, 1});
    const auto days = survey::category_answers(study, column("n"), study.answers[1], w);
    CHECK(days.labels == std::vector<std::string>{"1", "2", "3"});
    CHECK(days.codes == std::vector<std::int16_t>{2, 0, 1, -1, 2});
}

TEST_CASE("wrong answers are reported once a list, whatever the number of columns, scales and files") {
    const Folder folder;
    survey::Study study;
    study.waves = {wave("w", folder.write("a.csv", "a,b\n1,9\n"))};
    study.waves[0].files.push_back(folder.write("b.csv", "a,b\n8,9\n"));
    study.answers = {numbers("five", "1", "5")};
    add_scale(study, "s", {"a", "b"}, "five");
    add_scale(study, "t", {"b"}, "five");
    const auto responses = survey::load(study);
    const auto errors = errors_of([&] { (void)score(study, responses, "s"); });
    REQUIRE(errors.size() == 2);
    CHECK(errors[0].message == "1 answer to \"a\" is not in the answer list \"five\"");
    CHECK(errors[1].found == "2 times \"9\"\ncell B2, and 1 more");
    const auto together = survey::unknown_answers(study, responses);
    REQUIRE(together.size() == 1);
    CHECK(together[0].message ==
          "3 answers to 2 questions of wave \"w\" are not in the answer list \"five\"");
    CHECK(together[0].found == "2 times \"9\", 1 time \"8\"\ncells A2 and B2, and 1 more");
}

TEST_CASE("a check finds what would stop any scale") {
    const Folder folder;
    survey::Study study;
    study.waves = {wave("w", folder.write("w.csv", "a,total\n1,12\n2,many\n"))};
    study.answers = {numbers("five", "1", "5")};
    auto& scale = add_scale(study, "s", {"a"}, "five");
    scale.convert = folder.write("table.csv", "raw,converted\n1,10\n3,30\n");
    add_column_scale(study, "t", column("total"));
    const auto found = survey::unknown_answers(study, survey::load(study));
    REQUIRE(found.size() == 2);
    CHECK(found[0].code == "data.bad_conversion");
    CHECK(found[1].code == "data.bad_number");
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
