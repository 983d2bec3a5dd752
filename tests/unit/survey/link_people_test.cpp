#include "libstats/survey/link_people.hpp"

#include "libstats/survey/linkage.hpp"
#include "tests/unit/survey/survey_support.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace outcomes::tests {
namespace {

using survey::MatchKind;
using survey::none;
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// A study of codes in three columns, divided as they are.
survey::Study study_of(const std::vector<std::string>& files) {
    survey::Study study;
    for (std::size_t w = 0; w < files.size(); ++w)
        study.waves.push_back(wave(fmt::format("w{}", w + 1), files[w]));
    study.columns.id = {column("day"), column("letter"), column("digit")};
    study.missing.labels = {"", "NA"};
    study.link.emplace();
    return study;
}

Pairs linked(const survey::Responses& responses, std::size_t from = 0, std::size_t to = 1) {
    Pairs pairs;
    for (const auto& pair : survey::link(responses.waves[from], responses.waves[to]).pairs)
        pairs.emplace_back(pair.from, pair.to);
    return pairs;
}

std::vector<MatchKind> kinds(const survey::Responses& responses) {
    std::vector<MatchKind> all;
    for (const auto& match : responses.links->between.front().matches) all.push_back(match.kind);
    return all;
}

constexpr const char* header = "day,letter,digit\n";

TEST_SUITE_BEGIN("survey/link_people");

TEST_CASE("exact, then tidied, then tolerant; each is told") {
    const Folder folder;
    auto study = study_of({folder.write("a.csv", std::string(header) + "1,A,1\n2,b,2\n3,C,3\n4,D,4\n"),
                           folder.write("b.csv", std::string(header) + "3,C,9\n02,B,2\n1,A,1\n9,X,9\n")});
    const auto responses = survey::load(study);
    CHECK(linked(responses) == Pairs{{0, 2}, {1, 1}, {2, 0}});
    CHECK(kinds(responses) == std::vector{MatchKind::exact, MatchKind::tidied, MatchKind::tolerant});
    CHECK(responses.links->between[0].matches[2].element == 2);
    CHECK(responses.waves[0].person_strict[1] == responses.waves[1].person_strict[1]);
    CHECK(responses.waves[0].person_strict[2] != responses.waves[1].person_strict[0]);

    study.link->tolerance = survey::Tolerance::strict;
    const auto strict = survey::load(study);
    CHECK(linked(strict) == Pairs{{0, 2}, {1, 1}});
    REQUIRE(strict.links->between[0].likenesses.size() == 1);
    CHECK(strict.links->between[0].likenesses[0].fate == survey::Fate::accepted);
    CHECK(strict.waves[0].person_strict.empty());

    study.link->normalise = false;
    CHECK(linked(survey::load(study)) == Pairs{{0, 2}});
    study.link.reset();
    CHECK(linked(survey::load(study)) == Pairs{{0, 2}});
}

TEST_CASE("a code with a blank part can be matched tolerantly, and is nobody's otherwise") {
    const Folder folder;
    const auto study = study_of({folder.write("a.csv", std::string(header) + "1,A,1\n2,B,\n5,,5\n"),
                                 folder.write("b.csv", std::string(header) + "1,,1\n2,B,2\n7,,7\n")});
    const auto responses = survey::load(study);
    CHECK(linked(responses) == Pairs{{0, 0}, {1, 1}});
    CHECK(responses.waves[0].person[2] == none);
    CHECK(responses.waves[0].n_blank_id == 1);
    CHECK(responses.waves[1].n_blank_id == 1);
}

TEST_CASE("a code set aside because it stands twice still stands in the way") {
    const Folder folder;
    auto study = study_of({folder.write("a.csv", std::string(header) + "1,A,1\n"),
                           folder.write("b.csv", std::string(header) + "1,A,1\n1,A,1\n1,A,2\n")});
    study.rules.duplicates = survey::Duplicates::set_aside;
    const auto responses = survey::load(study);
    CHECK(linked(responses).empty());
    CHECK(responses.waves[1].set_aside.size() == 2);
    REQUIRE(responses.links->between[0].likenesses.size() == 3);
    for (const auto& one : responses.links->between[0].likenesses) CHECK(one.fate == survey::Fate::repeated);
}

TEST_CASE("sex and age must not speak against a tolerant match, and one must speak for it") {
    const Folder folder;
    auto study = study_of(
        {folder.write("a.csv", "day,letter,digit,sex,age\n1,A,1,f,30\n2,B,2,m,40\n3,C,3,,\n4,D,4,m,50\n"),
         folder.write("b.csv",
                      "day,letter,digit,sex,age\n1,A,9,F,31\n2,B,9,m,60\n3,C,9,f,20\n4,D,4,f,50\n")});
    study.columns.sex = column("sex");
    study.columns.age = column("age");
    study.link->confirm = {survey::Confirm::sex, survey::Confirm::age};
    const auto responses = survey::load(study);
    CHECK(linked(responses) == Pairs{{0, 0}, {3, 3}});  // codes that agree wholly need no confirmation
    const auto& between = responses.links->between[0];
    REQUIRE(between.likenesses.size() == 2);
    CHECK(between.likenesses[0].fate == survey::Fate::contradicted);
    CHECK(between.likenesses[1].fate == survey::Fate::unconfirmed);
    CHECK(between.matches[1].said.contradicted());
}

TEST_CASE("people are looked for one wave further on, and nobody gets two sheets in one wave") {
    const Folder folder;
    const auto study = study_of({folder.write("a.csv", std::string(header) + "1,A,1\n2,B,2\n3,C,3\n"),
                                 folder.write("b.csv", std::string(header) + "1,A,2\n8,H,8\n"),
                                 folder.write("c.csv", std::string(header) + "1,B,2\n2,B,3\n3,C,3\n")});
    const auto responses = survey::load(study);
    CHECK(linked(responses, 0, 1) == Pairs{{0, 0}});                  // 1A1 - 1A2
    CHECK(linked(responses, 1, 2) == Pairs{{0, 0}});                  // 1A2 - 1B2, and so 1A1 is 1B2
    CHECK(linked(responses, 0, 2) == Pairs{{0, 0}, {1, 1}, {2, 2}});  // 2B2 - 2B3: 1B2 is taken
}

TEST_CASE("a code counts within its site") {
    const Folder folder;
    survey::Study study;
    study.waves = {wave("w1", folder.write("a.csv", "site,code\nNorth,7A1\nSouth,7A1\nSouth,8B2\n")),
                   wave("w2", folder.write("b.csv", "site,code\nsouth,7A1\nNorth,7A1\nNorth,8B2\n"))};
    study.columns.id = {column("site"), column("code")};
    study.link.emplace();
    study.link->has_site = true;
    study.link->widths = {1, 1, 1};
    const auto responses = survey::load(study);
    CHECK(linked(responses) == Pairs{{0, 1}, {1, 0}});
    CHECK(kinds(responses) == std::vector{MatchKind::exact, MatchKind::tidied});
}

TEST_CASE("decisions are read back, and refused if they do not fit") {
    const Folder folder;
    auto study = study_of({folder.write("a.csv", std::string(header) + "1,A,1\n3,C,3\n4,D,4\n"),
                           folder.write("b.csv", std::string(header) + "1,A,2\n1,A,3\n3,C,4\n4,D,4\n")});
    const auto plain = survey::load(study);
    CHECK(linked(plain) == Pairs{{1, 2}, {2, 3}});
    const auto check = [&](std::uint32_t from, std::uint32_t to) {
        return survey::review_check(study, plain.waves[0], from, plain.waves[1], to);
    };
    const std::string columns = "check,wave_from,line_from,wave_to,line_to,decision\n";
    const auto decide = [&](const std::string& rows) {
        study.link->decisions = folder.write("near.csv", columns + rows);
    };

    decide(fmt::format("{},w1,2,w2,2,Yes\n{},w1,2,w2,3,\n", check(0, 0), check(0, 1)));
    CHECK(linked(survey::load(study)) == Pairs{{0, 0}, {1, 2}, {2, 3}});
    decide(fmt::format("{},w1,2,w2,2,no\n{},w1,3,w2,4,no\n{},w1,4,w2,5,no\n", check(0, 0), check(1, 2),
                       check(2, 3)));
    CHECK(linked(survey::load(study)) == Pairs{{0, 1}});  // the rival is gone, and the other two are refused

    const std::vector<std::pair<std::string, std::string>> wrong{
        {fmt::format("{},w1,2,w2,2,perhaps\n", check(0, 0)), "\"perhaps\" is not a decision"},
        {fmt::format("{},w1,2,w2,3,yes\n", check(0, 0)),
         "the code, sex, age or household of this pair has changed since the review"},
        {fmt::format("{},w1,22,w2,2,yes\n", check(0, 0)), "wave \"w1\" has no answer sheet on this line"},
        {fmt::format("{},w1,2,w9,2,yes\n", check(0, 0)), "there is no wave \"w9\""},
        {fmt::format("{0},w1,2,w2,2,yes\n{0},w1,2,w2,2,no\n", check(0, 0)),
         "this pair is decided in two ways"},
        {fmt::format("{},w1,2,w2,2,yes\n{},w1,2,w2,3,yes\n", check(0, 0), check(0, 1)),
         "one of these people is already matched with somebody else"},
    };
    for (const auto& [rows, message] : wrong) {
        CAPTURE(rows);
        decide(rows);
        const auto errors = errors_of([&] { static_cast<void>(survey::load(study)); });
        REQUIRE(errors.size() == 1);
        CHECK(errors[0].message == message);
        CHECK(!errors[0].help.empty() == (message != "there is no wave \"w9\""));
    }
    study.link->decisions = folder.write("other.csv", "a,b\n1,2\n");
    CHECK(with_code(errors_of([&] { static_cast<void>(survey::load(study)); }), "link.not_a_review").size() ==
          1);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
