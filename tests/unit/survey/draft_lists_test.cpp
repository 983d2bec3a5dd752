#include "libstats/survey/draft_lists.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace outcomes;
using namespace outcomes::survey;

namespace {

DraftQuestion labelled(const std::string& id,
                       const std::vector<std::pair<std::string, std::size_t>>& answers) {
    DraftQuestion question;
    question.id = id;
    question.seen.kind = AnswerKind::labels;
    for (const auto& [text, count] : answers) {
        std::string key = text;
        std::transform(key.begin(), key.end(), key.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        question.seen.answers.push_back({text, key, count});
        question.seen.n_answered += count;
    }
    return question;
}

DraftQuestion numeric(const std::string& id, int low, int high) {
    DraftQuestion question;
    question.id = id;
    question.seen.kind = AnswerKind::numbers;
    question.seen.is_whole = true;
    question.seen.low = base::Decimal{low, 0};
    question.seen.high = base::Decimal{high, 0};
    question.seen.answers = {{std::to_string(low), std::to_string(low), 5},
                             {std::to_string(high), std::to_string(high), 5}};
    question.seen.n_answered = 10;
    return question;
}

using Labels = std::vector<std::string>;

}  // namespace

TEST_SUITE("survey/draft_lists") {
    TEST_CASE("columns share a list though an answer never occurs in some of them") {
        std::vector<DraftQuestion> questions{
            labelled("Q1_1",
                     {{"Agree", 50}, {"Strongly agree", 20}, {"Disagree", 30}, {"Strongly disagree", 5}}),
            labelled("Q1_2", {{"Agree", 50}, {"Disagree", 40}, {"Strongly agree", 9}}),
            labelled("Q1_3", {{"Disagree", 50}, {"Strongly disagree", 40}}),
        };
        const FoundLists found = find_lists(questions);
        REQUIRE(found.lists.size() == 1);
        CHECK(found.lists[0].list.id == "agree4");
        CHECK(found.lists[0].list.labels ==
              Labels{"Strongly disagree", "Disagree", "Agree", "Strongly agree"});
        CHECK(found.lists[0].n_columns == 3);
        REQUIRE(found.lists[0].doubts.size() == 1);
        CHECK(found.lists[0].doubts[0].starts_with(
            "was there a middle answer such as \"Neither agree nor disagree\"? Nobody answered so"));
        for (const DraftQuestion& question : questions) CHECK(question.list == "agree4");
    }

    TEST_CASE("other spellings of a label") {
        std::vector<DraftQuestion> questions{labelled("mood", {{"Strongly agree", 40},
                                                               {"Agree", 60},
                                                               {"Neither agree nor disagree", 30},
                                                               {"Disagree", 30},
                                                               {"Neither", 10},
                                                               {"Agree strongly", 4},
                                                               {"Agreee", 1}})};
        const FoundLists found = find_lists(questions);
        REQUIRE(found.lists.size() == 1);
        const DraftList& list = found.lists[0];
        CHECK(list.list.labels == Labels{"Strongly disagree", "Disagree", "Neither agree nor disagree",
                                         "Agree", "Strongly agree"});
        CHECK(list.list.scores.back().to_double() == 5);
        CHECK(list.list.middle == "Neither agree nor disagree");
        CHECK(list.list.also.at("Neither") == "Neither agree nor disagree");
        CHECK(list.list.also.at("Agree strongly") == "Strongly agree");
        CHECK(list.list.also.at("Agreee") == "Agree");
        REQUIRE(list.doubts.size() == 2);
        CHECK(list.doubts[0].starts_with("nobody answered \"Strongly disagree\""));
        CHECK(list.doubts[1].starts_with("is \"Agreee\" for \"Agree\" a slip"));
    }

    TEST_CASE("questions of one grid have one list, with the answers that nobody gave in their places") {
        std::vector<DraftQuestion> questions{
            labelled("street", {{"Strongly disagree", 4}, {"Agree", 9}}),
            labelled("help", {{"Agree", 8}, {"Strongly agree", 3}}),
            labelled("say", {{"Neutral", 5}, {"Strongly agree", 2}}),
        };
        for (DraftQuestion& question : questions) question.group = "How far do you agree?";
        const FoundLists found = find_lists(questions);
        REQUIRE(found.lists.size() == 1);
        const DraftList& list = found.lists[0];
        CHECK(list.list.labels ==
              Labels{"Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"});
        for (std::size_t i = 0; i < 5; ++i)
            CHECK(list.list.scores[i].to_double() == static_cast<double>(i + 1));
        CHECK(list.list.middle == "Neutral");
        CHECK(list.n_columns == 3);
        REQUIRE(list.doubts.size() == 1);
        CHECK(list.doubts[0].starts_with("nobody answered \"Disagree\"; usually offered"));
    }

    TEST_CASE("a grid whose answers no words know has one list too, and nothing is added to it") {
        std::vector<DraftQuestion> questions{labelled("m1", {{"dim", 9}, {"pale", 4}}),
                                             labelled("m2", {{"clear", 9}, {"bright", 4}}),
                                             labelled("m3", {{"pale", 9}, {"clear", 4}})};
        for (DraftQuestion& question : questions) question.group = "How is the light?";
        const FoundLists found = find_lists(questions);
        REQUIRE(found.lists.size() == 1);
        CHECK(found.lists[0].list.labels.size() == 4);
        CHECK(found.lists[0].n_columns == 3);
    }

    TEST_CASE("ranks and names in a grid are no answer list; nor is anything added beside unknown answers") {
        std::vector<DraftQuestion> ranks{labelled("r1", {{"west", 1}, {"south", 1}}),
                                         labelled("r2", {{"south", 1}, {"north", 1}}),
                                         labelled("r3", {{"west", 1}, {"north", 1}})};
        for (DraftQuestion& question : ranks) question.group = "Which was best?";
        CHECK(find_lists(ranks).lists.empty());
        std::vector<DraftQuestion> mixed{labelled(
            "cook", {{"Rarely", 9}, {"Sometimes", 9}, {"Often", 9}, {"Never, and not open to it", 4}})};
        const FoundLists found = find_lists(mixed);
        REQUIRE(found.lists.size() == 1);
        CHECK(found.lists[0].list.labels.size() == 4);
        REQUIRE(found.lists[0].doubts.size() == 1);
        CHECK(found.lists[0].doubts[0].starts_with("where does"));
    }

    TEST_CASE("different kinds of answers in one grid stay apart") {
        std::vector<DraftQuestion> questions{
            labelled("g1", {{"Very dissatisfied", 9}, {"Neither", 4}, {"Very satisfied", 4}}),
            labelled("g2", {{"Strongly disagree", 9}, {"Neither", 4}, {"Strongly agree", 3}})};
        for (DraftQuestion& question : questions) question.group = "About the park";
        const FoundLists found = find_lists(questions);
        REQUIRE(found.lists.size() == 2);
        CHECK(found.lists[0].kind == "satisfied");
        CHECK(found.lists[1].kind == "agree");
    }

    TEST_CASE("an opposite is an answer of its own, however rare, and so is what many wrote") {
        std::vector<DraftQuestion> questions{labelled("film", {{"Very favorably", 600},
                                                               {"Somewhat favorably", 300},
                                                               {"Very unfavorably", 2},
                                                               {"Somewhat favourably", 21},
                                                               {"Somewhat favorbly", 2},
                                                               {"Never seen", 40}}),
                                             labelled("film2", {{"Very favorably", 600},
                                                                {"Somewhat favorably", 300},
                                                                {"Never seen", 40},
                                                                {"Very unfavorably", 2}}),
                                             labelled("film3", {{"Very favorably", 600},
                                                                {"Somewhat favorably", 300},
                                                                {"Never seen", 40},
                                                                {"Very unfavorably", 2}})};
        const FoundLists found = find_lists(questions);
        REQUIRE(found.lists.size() == 1);
        const DraftList& list = found.lists[0];
        const auto is_label = [&](const std::string& text) {
            return std::find(list.list.labels.begin(), list.list.labels.end(), text) !=
                   list.list.labels.end();
        };
        CHECK(is_label("Very unfavorably"));
        CHECK(is_label("Somewhat favourably"));
        CHECK(list.list.also.size() == 1);
        CHECK(list.list.also.at("Somewhat favorbly") == "Somewhat favorably");
        // Both are asked: where labels stand, and whether the one slip is one.
        CHECK(list.doubts.size() == 2);
    }

    TEST_CASE("labels of one question without a known order are names, not steps") {
        std::vector<DraftQuestion> questions{labelled("area", {{"North", 20}, {"South", 20}, {"Hill", 9}})};
        CHECK(find_lists(questions).lists.empty());
        std::vector<DraftQuestion> several{labelled("c1", {{"dim", 20}, {"bright", 20}}),
                                           labelled("c2", {{"dim", 20}, {"bright", 20}}),
                                           labelled("c3", {{"dim", 20}, {"bright", 20}})};
        const FoundLists found = find_lists(several);
        REQUIRE(found.lists.size() == 1);
        CHECK_FALSE(found.lists[0].doubts.empty());
    }

    TEST_CASE("numbers: the range of the neighbours, made round") {
        struct Row {
            int low, high;
            std::string id;
        };
        const Row rows[] = {{0, 9, "n0to10"},  {1, 10, "n1to10"},   {3, 10, "n1to10"},
                            {1, 5, "n1to5"},   {2, 5, "n1to5"},     {0, 3, "n0to3"},
                            {-1, 2, "nm2to2"}, {0, 100, "n0to100"}, {5, 97, "n0to100"}};
        for (const Row& row : rows) {
            CAPTURE(row.id);
            std::vector<DraftQuestion> questions{numeric("life", row.low, row.high)};
            static_cast<void>(find_lists(questions));
            CHECK(questions[0].list == row.id);
        }
        std::vector<DraftQuestion> row{numeric("s1", 1, 3), numeric("s2", 2, 5)};
        static_cast<void>(find_lists(row));
        CHECK(row[0].list == "n1to5");
        std::vector<DraftQuestion> minutes{numeric("minutes", 0, 480)};
        CHECK(find_lists(minutes).lists.empty());
    }

    TEST_CASE("half-labelled answers: the number in front is the score") {
        DraftQuestion question;
        question.id = "happy";
        question.seen.kind = AnswerKind::numbered;
        question.seen.answers = {
            {"7 (very)", "7 (very)", 3}, {"5", "5", 3}, {"6.", "6.", 3}, {"4 (not)", "4 (not)", 3}};
        std::vector<DraftQuestion> questions{question};
        const FoundLists found = find_lists(questions);
        REQUIRE(found.lists.size() == 1);
        CHECK(found.lists[0].list.labels == Labels{"4 (not)", "5", "6.", "7 (very)"});
        CHECK(found.lists[0].list.scores[0].to_double() == 4);
        CHECK(found.lists[0].doubts.empty());
    }

    TEST_CASE("what means no answer is collected; a code that is an answer elsewhere is not") {
        DraftQuestion five = numeric("a", 1, 5);
        five.seen.missing = {{"9", "9", 2}, {"-9", "-9", 1}, {"Don't know", "don't know", 3}};
        std::vector<DraftQuestion> questions{five, numeric("b", 0, 10)};
        const FoundLists found = find_lists(questions);
        CHECK(found.missing.labels == Labels{"", "Don't know"});
        CHECK(found.missing.codes.size() == 1);
        CHECK(found.missing.codes.contains("-9"));
        REQUIRE(found.missing_doubts.size() == 1);
        CHECK(found.missing_doubts[0].starts_with("9 is an answer to some questions"));
    }

    TEST_CASE("a dictionary says the codes, and which way they run") {
        DraftQuestion question = numeric("health", 1, 3);
        question.declared = {{"1", "Good"}, {"2", "Fair"}, {"3", "Poor"}};
        question.declared_missing = {{"99", "Refused"}};
        std::vector<DraftQuestion> questions{question};
        const FoundLists found = find_lists(questions);
        REQUIRE(found.lists.size() == 1);
        CHECK(found.lists[0].list.labels == Labels{"Good", "Fair", "Poor"});
        CHECK(found.lists[0].is_falling);
        CHECK(found.lists[0].kind == "quality");
        CHECK(found.missing.codes.at("99") == "Refused");
    }

    TEST_CASE("labels of a dictionary that mean no answer are none, wherever they stand") {
        DraftQuestion question = numeric("trust", 1, 8);
        question.declared = {{"2", "Yes"}, {"1", "No"}, {"8", "Not relevant / don't know"}};
        std::vector<DraftQuestion> questions{question, numeric("ladder", 0, 10)};
        const FoundLists found = find_lists(questions);
        REQUIRE(found.lists.size() == 2);
        CHECK(found.lists[0].list.labels == Labels{"No", "Yes"});
        CHECK(found.lists[0].list.missing == Labels{"Not relevant / don't know", "8"});
        CHECK(found.missing.codes.empty());
    }

    TEST_CASE("codes that are words are in the order of their labels, if words know it") {
        DraftQuestion question = labelled("often", {{"al", 9}, {"nv", 9}, {"so", 9}});
        question.declared = {{"al", "Always"}, {"nv", "Never"}, {"so", "Sometimes"}};
        std::vector<DraftQuestion> questions{question};
        const FoundLists found = find_lists(questions);
        REQUIRE(found.lists.size() == 1);
        CHECK(found.lists[0].list.labels == Labels{"Never", "Sometimes", "Always"});
        CHECK(found.lists[0].list.also.at("so") == "Sometimes");
        CHECK(found.lists[0].doubts.empty());
        questions[0].declared = {{"al", "dim"}, {"nv", "bright"}};
        questions[0].list.clear();
        CHECK_FALSE(find_lists(questions).lists.at(0).doubts.empty());
    }

    TEST_CASE("stems of names") {
        CHECK(name_stem("Q1_3") == "Q1_");
        CHECK(name_stem("trust12") == "trust");
        CHECK(name_stem("F1A") == "F1");
        CHECK(name_stem("trust").empty());
        CHECK(name_stem("12").empty());
        CHECK(name_stem("How often? 3").empty());
    }
}
