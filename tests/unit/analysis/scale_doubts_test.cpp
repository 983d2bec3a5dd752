#include "libstats/analysis/scale_doubts.hpp"

#include "libstats/analysis/compare.hpp"
#include "libstats/survey/study_file.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace outcomes;

namespace {

survey::Study hawkhill() {
    return survey::read_study((tests::source_dir() / "data/hawkhill/hawkhill.toml").string());
}

std::vector<survey::DataDoubt> keys_of(const survey::Study& study) {
    auto doubts = analysis::scale_doubts(study, survey::load(study));
    std::erase_if(doubts,
                  [](const survey::DataDoubt& one) { return one.diagnostic.code != "data.doubtful_key"; });
    return doubts;
}

stats::ItemMoments moments(std::size_t n_items, const std::vector<std::int64_t>& answers) {
    stats::ItemMoments all(n_items);
    for (std::size_t at = 0; at < answers.size(); at += n_items)
        all.add(std::span(answers).subspan(at, n_items));
    return all;
}

}  // namespace

TEST_SUITE("analysis/scale_doubts") {
    TEST_CASE("a forgotten reversal is noticed, a right key is not doubted") {
        survey::Study study = hawkhill();
        CHECK(keys_of(study).empty());
        const auto agency = std::find_if(study.scales.begin(), study.scales.end(),
                                         [](const auto& scale) { return scale.id == "community_agency"; });
        REQUIRE(agency != study.scales.end());
        agency->reverse.clear();
        const auto doubts = keys_of(study);
        REQUIRE(doubts.size() == 1);
        const base::Diagnostic& said = doubts[0].diagnostic;
        CHECK(said.message.find("Community agency") != std::string::npos);
        CAPTURE(said.found);
        CHECK(said.found.find("\"Q4_3\" in \"baseline\": reliability -0.13") == 0);
        CHECK(said.found.find("\"Q4_3\" in \"repeat\"") != std::string::npos);
        CHECK(said.help == "list \"Q4_3\" under reverse, if the wording bears it out");
        const auto rows = analysis::compare(study).results;
        CHECK(std::count_if(rows.begin(), rows.end(),
                            [](const auto& row) { return row.note == "doubtful_key"; }) == 2);
    }

    TEST_CASE("turning an item round that was reversed wrongly is what is proposed") {
        survey::Study study = hawkhill();
        study.scales.front().reverse.push_back("Q1_1");
        const auto doubts = keys_of(study);
        REQUIRE(doubts.size() == 1);
        CHECK(doubts[0].diagnostic.help.find("take \"Q1_1\" out of reverse") != std::string::npos);
    }

    TEST_CASE("an item is against the rest only if it clearly is, and people are enough") {
        // Items 1 and 2 agree; item 3 is their mirror. Correlation with the rest: 1 and 2 about 0, 3 is -1.
        std::vector<std::int64_t> answers;
        for (std::int64_t i = 0; i < 29; ++i) answers.insert(answers.end(), {i % 5, i % 5, 4 - i % 5});
        CHECK(analysis::items_against_rest(moments(3, answers)).empty());
        answers.insert(answers.end(), {4, 4, 0});
        CHECK(analysis::items_against_rest(moments(3, answers)) == std::vector<std::size_t>{2});
        std::vector<std::int64_t> two;
        for (std::int64_t i = 0; i < 40; ++i) two.insert(two.end(), {i % 5, 4 - i % 5});
        CHECK(analysis::items_against_rest(moments(2, two)).empty());  // of two, who is to say which is wrong
    }
}
