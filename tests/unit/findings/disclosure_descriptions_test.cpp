#include "tests/unit/findings/disclosure_cases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace outcomes::findings;
using namespace outcomes::tests;

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
