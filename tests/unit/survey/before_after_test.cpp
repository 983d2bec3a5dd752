#include "libstats/survey/before_after.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace outcomes;
using namespace outcomes::survey;

namespace {

DraftQuestion number(const std::string& id, int high) {
    DraftQuestion question;
    question.id = id;
    question.seen.kind = AnswerKind::numbers;
    question.seen.low = base::Decimal{1, 0};
    question.seen.high = base::Decimal{high, 0};
    return question;
}

std::vector<std::pair<std::string, std::string>> pairs_of(const std::vector<std::string>& names) {
    std::vector<DraftQuestion> questions;
    for (const std::string& name : names) questions.push_back(number(name, 5));
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const BeforeAfter& pair : before_after_questions(questions))
        pairs.emplace_back(pair.before, pair.after);
    return pairs;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

}  // namespace

TEST_SUITE("survey/before_after") {
    TEST_CASE("names that differ in a mark of time alone") {
        CHECK(pairs_of({"depress1", "age", "depress2"}) == Pairs{{"depress1", "depress2"}});
        CHECK(pairs_of({"mood_post", "mood_pre"}) == Pairs{{"mood_pre", "mood_post"}});
        CHECK(pairs_of({"preMood", "postMood"}) == Pairs{{"preMood", "postMood"}});
        CHECK(pairs_of({"moodPre", "moodPost"}) == Pairs{{"moodPre", "moodPost"}});
        CHECK(pairs_of({"t1sleep", "t2sleep"}) == Pairs{{"t1sleep", "t2sleep"}});
        CHECK(pairs_of({"sleepT0", "sleepT1"}) == Pairs{{"sleepT0", "sleepT1"}});
        CHECK(pairs_of({"w1_calm", "w2_calm"}) == Pairs{{"w1_calm", "w2_calm"}});
        CHECK(pairs_of({"calm before", "calm after"}) == Pairs{{"calm before", "calm after"}});
        CHECK(pairs_of({"calm.baseline", "calm.followup"}) == Pairs{{"calm.baseline", "calm.followup"}});
        CHECK(pairs_of({"job1", "mood1", "job2", "mood2"}) == Pairs{{"job1", "job2"}, {"mood1", "mood2"}});
    }

    TEST_CASE("rows of questions are no pairs") {
        CHECK(pairs_of({"q1", "q2"}).empty());
        CHECK(pairs_of({"trust1", "trust2", "trust3"}).empty());
        CHECK(pairs_of({"item11", "item12"}).empty());
        CHECK(pairs_of({"pretest.1", "pretest.2", "post.test.1"}).empty());
        CHECK(pairs_of({"Weight1", "Weight2", "Weight3"}).empty());
        CHECK(pairs_of({"depress1", "mood2"}).empty());
        CHECK(pairs_of({"pre", "post"}).empty());
    }

    TEST_CASE("unlike answers are no pair") {
        std::vector<DraftQuestion> questions{number("work1", 5), number("work2", 90)};
        CHECK(before_after_questions(questions).empty());
        questions[1] = number("work2", 5);
        questions[1].seen.kind = AnswerKind::text;
        CHECK(before_after_questions(questions).empty());
    }

    TEST_CASE("what to type") {
        const std::vector<BeforeAfter> one{{"depress1", "depress2"}};
        CHECK(compare_command("jobs.csv", one) ==
              "outcomes compare jobs.csv --before depress1 --after depress2 --better lower");
        const std::vector<BeforeAfter> two{{"calm before", "calm after"}, {"sad1", "sad2"}};
        CHECK(compare_command("my data.csv", two) ==
              "outcomes compare 'my data.csv' --before 'calm before,sad1' --after 'calm after,sad2'");
    }
}
