#include "libstats/stats/linear_model.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/stats/t_test.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <numeric>
#include <sstream>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::Design;
using stats::linear_combination;
using stats::linear_model;
using stats::LinearModel;
using stats::term_test;
using tests::within;

namespace {

using Values = std::vector<double>;

double parsed(const nlohmann::json& text) {
    return base::parse_double(text.get<std::string>()).value();
}

/// NIST prints 15 digits.
double right_digits(double got, double certified) {
    const double error = std::abs(got - certified) / std::abs(certified);
    return error == 0 ? 15 : std::min(15.0, -std::log10(error));
}

struct NistData {
    Values y;
    Design design;
};

/// The lines "y x1 x2 ..." of a set as the columns of its model: a polynomial where there is one x.
NistData nist_data(const nlohmann::json& set) {
    std::ifstream in(tests::source_dir() / "tests/reference/nist" / set.at("file").get<std::string>());
    std::string line;
    for (int i = 0; i < set.at("header_lines").get<int>(); ++i) std::getline(in, line);
    NistData data;
    std::vector<Values> x;
    while (std::getline(in, line)) {
        std::istringstream words(line);
        Values row;
        for (std::string word; words >> word;) row.push_back(base::parse_double(word).value());
        if (row.empty()) continue;
        data.y.push_back(row[0]);
        x.emplace_back(row.begin() + 1, row.end());
    }
    for (const auto& [name, value] : set.at("coef").items()) {
        const int power = std::stoi(name.substr(1));
        Values column;
        for (const Values& row : x) {
            if (row.size() == 1)
                column.push_back(std::pow(row[0], power));
            else
                column.push_back(power == 0 ? 1 : row[static_cast<std::size_t>(power) - 1]);
        }
        data.design.columns.push_back(column);
    }
    return data;
}

/// y of 1, 2, 4 at x of 0, 1, 2.
const Design line = {{{1, 1, 1}, {0, 1, 2}}};
const Values above = {1, 2, 4};

}  // namespace

TEST_SUITE("stats/linear_model") {
    TEST_CASE("NIST's linear sets") {
        std::ifstream file(tests::source_dir() / "tests/reference/nist/certified.json");
        const auto sets = nlohmann::json::parse(file).at("datasets");
        std::size_t compared = 0;
        for (const auto& [name, set] : sets.items()) {
            if (set.at("type") != "linear regression") continue;
            CAPTURE(name);
            const NistData data = nist_data(set);
            const auto model = linear_model(data.design, data.y);
            if (parsed(set.at("residual_SS")) == 0) {  // Wampler1 and 2: exact polynomials
                REQUIRE(!model);
                CHECK(model.reason() == Reason::no_variation);
                continue;
            }
            REQUIRE(model);
            double coefficients = 15;
            double errors = 15;
            std::size_t j = 0;
            for (const auto& [key, value] : set.at("coef").items()) {
                coefficients =
                    std::min(coefficients, right_digits(model->coefficients[j].estimate, parsed(value)));
                errors = std::min(
                    errors, right_digits(model->coefficients[j++].std_error, parsed(set.at("se").at(key))));
            }
            const double sigma = right_digits(model->sigma, parsed(set.at("residual_sd")));
            std::cout << fmt::format("NIST {:8}  coefficients {:4.1f}  se {:4.1f}  sigma {:4.1f} digits\n",
                                     name, coefficients, errors, sigma);
            // Filip's tenth powers are rounded before they get here, and its condition is 1e10.
            const bool filip = name == "Filip";
            CHECK(coefficients >= (filip ? 7 : 13));
            CHECK(errors >= (filip ? 7 : 13));
            CHECK(sigma >= (filip ? 8 : 13.5));
            CHECK(right_digits(model->r_squared, parsed(set.at("r_squared"))) >= (filip ? 10 : 13.5));
            ++compared;
        }
        CHECK(compared == 9);
    }

    TEST_CASE("three points by hand") {
        const auto model = linear_model(line, above).value();
        CHECK(model.n_rows == 3);
        CHECK(model.df == 1);
        CHECK(within(model.coefficients[0].estimate, 5.0 / 6));
        CHECK(within(model.coefficients[1].estimate, 1.5));
        CHECK(within(model.residual_sum_squares, 1.0 / 6));
        CHECK(within(model.sigma, std::sqrt(1.0 / 6)));
        CHECK(within(model.coefficients[1].std_error, std::sqrt(1.0 / 12)));
        CHECK(within(model.coefficients[1].statistic, std::sqrt(27.0)));
        CHECK(within(model.coefficients[0].std_error, std::sqrt(5.0 / 36)));
        CHECK(within(model.r_squared, 1 - (1.0 / 6) / (14.0 / 3)));
        CHECK(within(model.unscaled.at(0, 1), -0.5));
        CHECK(within(model.residuals[1], 2 - 7.0 / 3));

        const auto slope = term_test(line, above, std::vector<std::size_t>{1}).value();
        CHECK(within(slope.sum_squares, 4.5));
        CHECK(within(slope.test.f, 27));
        CHECK(slope.test.df1 == 1);
        CHECK(slope.test.df2 == 1);
        CHECK(within(slope.test.p, model.coefficients[1].p.two_sided));

        const auto at_one = linear_combination(model, Values{1, 1});  // the mean of y, at the mean of x
        CHECK(within(at_one.estimate, 7.0 / 3));
        CHECK(within(at_one.std_error, std::sqrt(1.0 / 18)));
    }

    TEST_CASE("a constant alone is the one-sample t test") {
        const Values y = {3, 1, 4, 1, 5, 9, 2, 6};
        const auto model = linear_model({{Values(8, 1)}}, y).value();
        const auto t = stats::paired_t(stats::moments(y).value()).value();
        CHECK(within(model.coefficients[0].statistic, t.statistic));
        CHECK(within(model.coefficients[0].ci.low, t.ci.low));
        CHECK(model.r_squared == 0);
    }

    TEST_CASE("rows may be permuted, columns scaled, y shifted by a column") {
        Design design = {{Values(6, 1), {1, 4, 2, 8, 5, 7}, {0, 1, 0, 1, 1, 0}}};
        Values y = {2, 7, 1, 8, 2, 8};
        const LinearModel first = linear_model(design, y).value();
        for (auto& column : design.columns) std::ranges::reverse(column);
        std::ranges::reverse(y);
        for (double& value : design.columns[1]) value = 1024 * value;
        for (std::size_t i = 0; i < y.size(); ++i) y[i] += 3 * design.columns[2][i];
        const LinearModel second = linear_model(design, y).value();
        CHECK(within(second.coefficients[1].estimate, first.coefficients[1].estimate / 1024, 1e-13));
        CHECK(within(second.coefficients[1].statistic, first.coefficients[1].statistic, 1e-13));
        CHECK(within(second.coefficients[2].estimate, first.coefficients[2].estimate + 3, 1e-13));
        CHECK(within(second.coefficients[2].std_error, first.coefficients[2].std_error, 1e-13));
    }

    TEST_CASE("an offset of 1e9 costs no more than the data lose by it") {
        const Values x = {1, 2, 3, 4, 5, 6};
        const Values y = {2, 1, 4, 3, 7, 5};
        Values far = x;
        for (double& value : far) value += 1e9;
        const auto near_zero = linear_model({{Values(6, 1), x}}, y).value();
        const auto shifted = linear_model({{Values(6, 1), far}}, y).value();
        CHECK(within(shifted.coefficients[1].estimate, near_zero.coefficients[1].estimate, 1e-13));
        CHECK(within(shifted.coefficients[1].std_error, near_zero.coefficients[1].std_error, 1e-13));
        CHECK(within(shifted.sigma, near_zero.sigma, 1e-13));
    }

    TEST_CASE("poor data have a reason") {
        CHECK(linear_model(line, Values{1, 2, 3}).reason() == Reason::no_variation);
        CHECK(linear_model({{{1, 1}, {0, 1}}}, Values{1, 2}).reason() == Reason::too_few);
        CHECK(linear_model({{{1}, {0}}}, Values{1}).reason() == Reason::too_few);
        CHECK(linear_model({{Values{}}}, Values{}).reason() == Reason::too_few);
        CHECK(linear_model({{{1, 1, 1}, {2, 2, 2}}}, above).reason() == Reason::no_variation);
        CHECK(linear_model({{{1, 1, 1}, {0, 0, 0}}}, above).reason() == Reason::no_variation);
        CHECK(linear_model({{{1, 1, 1, 1}, {0.1, 0.2, 0.3, 0.5}, {1.1, 1.2, 1.3, 1.5}}}, Values{1, 2, 2, 1})
                  .reason() == Reason::no_variation);
        CHECK(linear_model(line, Values{5, 5, 5}).reason() == Reason::no_variation);
    }

    TEST_CASE("a caller's mistakes") {
        const std::vector<std::size_t> none;
        const std::vector<std::size_t> twice = {1, 1};
        const std::vector<std::size_t> absent = {2};
        const auto model = linear_model(line, above).value();
        CHECK_THROWS_AS((void)linear_model({}, above), ContractError);
        CHECK_THROWS_AS((void)linear_model(line, Values{1, 2}), ContractError);
        CHECK_THROWS_AS((void)linear_model({{{1, 1, 1}, {0, 1}}}, above), ContractError);
        CHECK_THROWS_AS((void)linear_model({{{1, 1, NAN}}}, above), ContractError);
        CHECK_THROWS_AS((void)linear_model(line, Values{1, INFINITY, 2}), ContractError);
        CHECK_THROWS_AS((void)linear_model(line, above, 1), ContractError);
        CHECK_THROWS_AS((void)term_test(line, above, none), ContractError);
        CHECK_THROWS_AS((void)term_test(line, above, twice), ContractError);
        CHECK_THROWS_AS((void)term_test(line, above, absent), ContractError);
        CHECK_THROWS_AS((void)linear_combination(model, Values{1}), ContractError);
        CHECK_THROWS_AS((void)linear_combination(model, Values{0, 0}), ContractError);
    }
}
