#include "libstats/stats/autocorrelation.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/one_way.hpp"
#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <sstream>

using namespace outcomes;
using tests::Scores;

namespace {

/// NIST's certified values are printed to 15 digits; so is the agreement with them.
double right_digits(double got, double certified) {
    const double error = std::abs(got - certified) / std::abs(certified);
    return error == 0 ? 15 : std::min(15.0, -std::log10(error));
}

nlohmann::json certified_sets() {
    return nlohmann::json::parse(std::ifstream(tests::source_dir() / "tests/reference/nist/certified.json"))
        .at("datasets");
}

double certified(const nlohmann::json& set, const std::string& key) {
    return base::parse_double(set.at(key).get<std::string>()).value();
}

/// The words of the data lines, as written.
std::vector<std::vector<std::string>> data_lines(const nlohmann::json& set) {
    std::ifstream in(tests::source_dir() / "tests/reference/nist" / set.at("file").get<std::string>());
    std::string line;
    for (int i = 0; i < set.at("header_lines").get<int>(); ++i) std::getline(in, line);
    std::vector<std::vector<std::string>> lines;
    while (std::getline(in, line)) {
        std::istringstream words(line);
        std::vector<std::string> cells;
        for (std::string word; words >> word;) cells.push_back(word);
        if (!cells.empty()) lines.push_back(cells);
    }
    return lines;
}

/// The responses by treatment, on one grid.
std::map<std::string, Scores> groups_of(const nlohmann::json& set) {
    const auto lines = data_lines(set);
    std::vector<std::string> responses;
    for (const auto& line : lines) responses.push_back(line.at(1));
    const Scores all = tests::scores_of(responses);
    std::map<std::string, Scores> groups;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Scores& group = groups[lines[i].at(0)];
        group.denominator = all.denominator;
        group.units.push_back(all.units.at(i));
    }
    return groups;
}

}  // namespace

TEST_SUITE("stats/nist") {
    TEST_CASE("mean, sd and lag-1 autocorrelation of the univariate sets have 15 digits") {
        std::size_t compared = 0;
        const auto sets = certified_sets();
        for (const auto& [name, set] : sets.items()) {
            if (set.at("type") != "univariate") continue;
            CAPTURE(name);
            std::vector<std::string> cells;
            for (const auto& line : data_lines(set)) cells.push_back(line.at(0));
            const Scores scores = tests::scores_of(cells);
            REQUIRE(scores.units.size() == set.at("n").get<std::size_t>());
            const auto moments = stats::moments(scores.view()).value();
            const double mean = right_digits(moments.mean, certified(set, "mean"));
            const double sd = right_digits(moments.sd.value(), certified(set, "sd"));
            const double lag1 =
                right_digits(stats::autocorrelation(scores.view()).value(), certified(set, "autocorr_lag1"));
            std::cout << fmt::format("NIST {:8}  mean {:4.1f}  sd {:4.1f}  lag-1 {:4.1f} digits\n", name,
                                     mean, sd, lag1);
            CHECK(mean >= 14.9);
            CHECK(sd >= 14.9);
            CHECK(lag1 >= 14.4);
            compared += 3;
        }
        CHECK(compared == 27);
        tests::count_compared("NIST univariate: mean, sd, lag-1 autocorrelation", compared);
    }

    TEST_CASE("the analyses of variance have 14 digits, with 13 constant leading digits, too") {
        std::size_t compared = 0;
        const auto sets = certified_sets();
        for (const auto& [name, set] : sets.items()) {
            if (set.at("type") != "one-way ANOVA") continue;
            CAPTURE(name);
            const auto groups = groups_of(set);
            REQUIRE(groups.size() == set.at("groups").get<std::size_t>());
            std::vector<stats::GridView> views;
            for (const auto& [treatment, scores] : groups) views.push_back(scores.view());
            const auto got = stats::one_way_anova(views).value();
            CHECK(got.n == set.at("n").get<std::int64_t>());
            const double f = right_digits(got.f, certified(set, "F"));
            std::cout << fmt::format("NIST {:8}  F {:4.1f} digits\n", name, f);
            CHECK(f >= 14);
            CHECK(right_digits(got.ss_between, certified(set, "between_SS")) >= 14);
            CHECK(right_digits(got.ss_within, certified(set, "within_SS")) >= 14);
            CHECK(right_digits(got.ms_between, certified(set, "between_MS")) >= 14);
            CHECK(right_digits(got.ms_within, certified(set, "within_MS")) >= 14);
            CHECK(right_digits(got.eta_squared, certified(set, "r_squared")) >= 14);
            CHECK(right_digits(got.residual_sd, certified(set, "residual_sd")) >= 14);
            CHECK(got.df_between == certified(set, "between_df"));
            CHECK(got.df_within == certified(set, "within_df"));
            compared += 9;
        }
        CHECK(compared == 99);
        tests::count_compared("NIST one-way analysis of variance", compared);
    }
}
