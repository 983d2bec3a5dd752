#include "libstats/stats/descriptives.hpp"

#include "libstats/base/random.hpp"
#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <numeric>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::describe;
using stats::GridView;
using stats::moments;
using stats::paired_moments;
using stats::QuantileRule;
using tests::ReferenceCase;
using tests::Scores;
using tests::within;

namespace {

using Maybe = std::optional<double>;

void compare_shape(ReferenceCase& reference, const std::string& path,
                   const std::optional<stats::Shape>& shape) {
    reference.compare(path + "_type1", shape ? Maybe(shape->type1) : std::nullopt);
    reference.compare(path + "_type2", shape ? Maybe(shape->type2) : std::nullopt);
    reference.compare(path + "_type3", shape ? Maybe(shape->type3) : std::nullopt);
}

void compare_quartiles(ReferenceCase& reference, const std::string& path, int type,
                       const stats::Quartiles& got) {
    reference.compare(path + ".q1_type" + std::to_string(type), got.q1);
    reference.compare(path + ".q3_type" + std::to_string(type), got.q3);
}

/// Every value below `path` against what `describe` says.
void compare_descriptives(ReferenceCase& reference, const std::string& path, const stats::Descriptives& d,
                          std::size_t n_rows) {
    const auto n = static_cast<double>(d.moments.n);
    reference.compare(path + ".n", n);
    reference.compare(path + ".n_missing", static_cast<double>(n_rows) - n);
    reference.compare(path + ".mean", d.moments.mean);
    reference.compare(path + ".sd", d.moments.sd);
    reference.compare(path + ".var", d.moments.variance);
    reference.compare(path + ".se", d.std_error);
    reference.compare(path + ".sum", d.moments.sum);
    reference.compare(path + ".median", d.median);
    reference.compare(path + ".min", d.moments.min);
    reference.compare(path + ".max", d.moments.max);
    compare_quartiles(reference, path, 2, d.averaged_steps);
    compare_quartiles(reference, path, 6, d.weibull);
    compare_quartiles(reference, path, 7, d.linear);
    compare_quartiles(reference, path, 8, d.median_unbiased);
    reference.compare(path + ".mad_raw", d.mad);
    reference.compare(path + ".mad_scaled", d.mad_scaled);
    reference.compare(path + ".trimmed_mean_20", d.trimmed_mean_20);
    compare_shape(reference, path + ".skewness", d.skewness);
    compare_shape(reference, path + ".excess_kurtosis", d.excess_kurtosis);
    reference.compare(path + ".se_skewness", d.se_skewness);
    reference.compare(path + ".se_kurtosis", d.se_kurtosis);
    reference.compare(path + ".mean_ci.0", d.mean_ci ? Maybe(d.mean_ci->low) : std::nullopt);
    reference.compare(path + ".mean_ci.1", d.mean_ci ? Maybe(d.mean_ci->high) : std::nullopt);
    reference.finish({path});
}

/// log10 of the relative error, turned over: the number of right digits, at most 15.
double right_digits(double got, double certified) {
    const double error = std::abs(got - certified) / std::abs(certified);
    return error == 0 ? 15 : std::min(15.0, -std::log10(error));
}

Scores nist_column(const std::string& file) {
    std::ifstream in(tests::source_dir() / "tests/reference/nist" / file);
    std::string line;
    for (int i = 0; i < 60; ++i) std::getline(in, line);
    std::vector<std::string> cells;
    while (std::getline(in, line)) {
        const auto first = line.find_first_not_of(" \r");
        if (first != std::string::npos)
            cells.push_back(line.substr(first, line.find_last_not_of(" \r") - first + 1));
    }
    return tests::scores_of(cells);
}

Scores shuffled(Scores scores, std::uint64_t seed) {
    base::Random random(seed);
    for (std::size_t i = scores.units.size(); i > 1; --i)
        std::swap(scores.units[i - 1], scores.units[random.below(i)]);
    return scores;
}

}  // namespace

TEST_SUITE("stats/descriptives") {
    TEST_CASE("NIST's certified means and standard deviations come out with all their digits") {
        const auto certified =
            nlohmann::json::parse(std::ifstream(tests::source_dir() / "tests/reference/nist/certified.json"));
        std::size_t compared = 0;
        for (const auto& [name, set] : certified.at("datasets").items()) {
            if (set.at("type") != "univariate") continue;
            CAPTURE(name);
            const Scores scores = nist_column(set.at("file").get<std::string>());
            REQUIRE(scores.units.size() == set.at("n").get<std::size_t>());
            const auto got = moments(scores.view());
            REQUIRE(got);
            CHECK(right_digits(got->mean, std::stod(set.at("mean").get<std::string>())) >= 14.95);
            CHECK(right_digits(*got->sd, std::stod(set.at("sd").get<std::string>())) >= 14.95);
            compared += 2;
        }
        CHECK(compared == 18);
        tests::count_compared("descriptives: NIST univariate, 15 digits", compared);
    }

    TEST_CASE("two waves are described as in the reference") {
        for (const auto& [id, path, data] : tests::paired_subtrees()) {
            ReferenceCase reference(id);
            const std::size_t n_pairs = data.baseline.units.size();
            const auto check = [&](const std::string& key, const Scores& scores, std::size_t n_rows) {
                compare_descriptives(reference, path + "." + key, describe(scores.view()).value(), n_rows);
            };
            check("available_baseline", data.all_baseline, data.n_rows);
            check("available_repeat", data.all_repeat, data.n_rows);
            check("complete_baseline", data.baseline, n_pairs);
            check("complete_repeat", data.repeat, n_pairs);
            check("difference", data.difference, n_pairs);
            tests::count_compared("descriptives", reference.n_compared());
        }
    }

    TEST_CASE("the changes of each group are described as in the reference") {
        for (const auto& [id, path, data] : tests::group_subtrees()) {
            ReferenceCase reference(id);
            const auto got = describe(data.difference.view()).value();
            const std::string group = path.substr(path.rfind('.') + 1);
            compare_descriptives(reference, path + ".difference", got, data.difference.units.size());
            compare_descriptives(reference, "groups.change_by_group." + group, got,
                                 data.difference.units.size());
            tests::count_compared("descriptives", reference.n_compared());
        }
    }

    TEST_CASE("single columns are described as in the reference") {
        for (const auto& id : tests::reference_ids({"two_group"})) {
            ReferenceCase reference(id);
            for (const std::string side : {"first", "second"}) {
                const auto label = reference.at("params." + side).get<std::string>();
                const auto rows = tests::rows_where(tests::reference_table(id), "group", label);
                const Scores scores = tests::scores_of(rows.at("value"));
                compare_descriptives(reference, side, describe(scores.view()).value(), scores.units.size());
            }
            tests::count_compared("descriptives", reference.n_compared());
        }
        for (const auto& id : tests::reference_ids({"repeated"})) {
            ReferenceCase reference(id);
            if (!reference.has("repeated.columns")) continue;
            for (const auto& [column, results] : reference.at("repeated.columns").items()) {
                const auto cells = tests::reference_table(id).at(column);
                const auto got = describe(tests::scores_of(cells).view()).value();
                compare_descriptives(reference, "repeated.columns." + column, got, cells.size());
            }
            tests::count_compared("descriptives", reference.n_compared());
        }
    }

    TEST_CASE("doubles give what the grid gives, where nothing is lost on the way in") {
        for (const auto& [id, path, data] : tests::paired_subtrees()) {
            CAPTURE(id);
            const auto exact = describe(data.repeat.view()).value();
            const auto doubles = describe(data.repeat.doubles()).value();
            CHECK(within(doubles.moments.mean, exact.moments.mean, 1e-14));
            const double scale = std::max(std::abs(exact.moments.min), std::abs(exact.moments.max));
            CHECK(std::abs(*doubles.moments.sd - *exact.moments.sd) <= 1e-15 * scale);
            CHECK(doubles.median == exact.median);
        }
    }

    TEST_CASE("the exact sums survive spreads that leave 128 bits") {
        // About +-2^61 units on a grid of 10^18: sums of squares pass 2^127 already with 40 values.
        constexpr std::int64_t big = std::int64_t{1} << 61;
        Scores scores{{}, 1'000'000'000'000'000'000};
        for (int i = 0; i < 1000; ++i) scores.units.push_back(i % 2 == 0 ? big : -big);
        const auto got = moments(scores.view()).value();
        const double value = std::ldexp(1.0, 61) / 1e18;
        CHECK(got.mean == 0);
        CHECK(within(*got.sd, value * std::sqrt(1000.0 / 999), 1e-14));
        const auto pair = paired_moments(scores.view(), scores.view()).value();
        CHECK(within(*pair.r, 1, 1e-15));
    }

    TEST_CASE("order does not matter, an offset shifts and a finer grid changes nothing") {
        const Scores scores{{1, 5, 3, 3, 2, 4, 4, 1, 2, 5, 5}, 3};
        const auto got = describe(scores.view()).value();
        const auto other = describe(shuffled(scores, 7).view()).value();
        CHECK(other.moments.mean == got.moments.mean);
        CHECK(other.moments.sd == got.moments.sd);
        CHECK(other.mad == got.mad);

        Scores shifted = scores;
        for (auto& x : shifted.units) x += 3'000'000'000'000'000;
        const auto far = describe(shifted.view()).value();
        CHECK(far.moments.sd == got.moments.sd);  // not a bit lost, at an offset of 10^15
        CHECK(within(far.moments.mean, got.moments.mean + 1e15, 1e-15));

        Scores finer{scores.units, 300};
        for (auto& x : finer.units) x *= 100;
        CHECK(*describe(finer.view())->moments.sd == *got.moments.sd);
    }

    TEST_CASE("the moments of paired waves belong together") {
        for (const auto& [id, path, data] : tests::paired_subtrees()) {
            CAPTURE(id);
            const auto pair = paired_moments(data.baseline.view(), data.repeat.view()).value();
            const auto swapped = paired_moments(data.repeat.view(), data.baseline.view()).value();
            CHECK(swapped.difference.mean == -pair.difference.mean);
            CHECK(*swapped.difference.sd == *pair.difference.sd);
            CHECK(swapped.r == pair.r);
            const double sum = *pair.baseline.variance + *pair.repeat.variance;
            const double left = sum - 2 * *pair.covariance;
            CHECK(std::abs(left - *pair.difference.variance) <= 1e-13 * sum);
            const auto doubles = paired_moments(data.baseline.doubles(), data.repeat.doubles()).value();
            CHECK(std::abs(*doubles.covariance - *pair.covariance) <= 1e-6 * sum);
        }
    }

    TEST_CASE("quantiles of a short list, by hand") {
        const std::vector<double> sorted = {1, 2, 4, 8};
        CHECK(stats::quantile(sorted, 0.5) == 3);
        CHECK(stats::quantile(sorted, 0.25, QuantileRule::averaged_steps) == 1.5);
        CHECK(stats::quantile(sorted, 0.25, QuantileRule::weibull) == 1.25);
        CHECK(stats::quantile(sorted, 0.25, QuantileRule::linear) == 1.75);
        CHECK(within(stats::quantile(sorted, 0.25, QuantileRule::median_unbiased), 1 + 5.0 / 12, 1e-14));
        CHECK(stats::quantile(sorted, 0, QuantileRule::weibull) == 1);
        CHECK(stats::quantile(sorted, 1, QuantileRule::weibull) == 8);
        CHECK(stats::quantile(std::vector<double>{7}, 0.9, QuantileRule::averaged_steps) == 7);
    }

    TEST_CASE("one value has a mean and no spread") {
        const Scores one{{7}, 2};
        const auto got = describe(one.view()).value();
        CHECK(got.moments.mean == 3.5);
        CHECK_FALSE(got.moments.sd);
        CHECK_FALSE(got.std_error);
        CHECK_FALSE(got.mean_ci);
        CHECK_FALSE(got.skewness);
        CHECK(got.mad == 0);
        CHECK(got.trimmed_mean_20 == 3.5);
        const auto pair = paired_moments(one.view(), one.view()).value();
        CHECK_FALSE(pair.covariance);
        CHECK_FALSE(pair.r);
    }

    TEST_CASE("values that are all the same have sd 0, whatever their size") {
        CHECK(*moments(std::vector<double>(7, 0.1))->sd == 0);
        CHECK(moments(std::vector<double>(7, 0.1))->mean == 0.1);
        CHECK(*moments(Scores{std::vector<std::int64_t>(7, 1), 3}.view())->sd == 0);
        CHECK_FALSE(describe(std::vector<double>(7, 0.1))->skewness);
        const Scores flat{{2, 2, 2}, 1};
        const Scores rising{{1, 2, 3}, 1};
        const auto pair = paired_moments(flat.view(), rising.view()).value();
        CHECK(*pair.covariance == 0);
        CHECK_FALSE(pair.r);
    }

    TEST_CASE("points on a line correlate at exactly 1 or -1") {
        const Scores x{{1, 2, 4, 8, 16, 3, 7}, 7};
        Scores up = x;
        Scores down = x;
        for (auto& value : up.units) value = 3 * value + 5;
        for (auto& value : down.units) value = 11 - 6 * value;
        CHECK(*paired_moments(x.view(), up.view())->r == 1);
        CHECK(*paired_moments(x.view(), down.view())->r == -1);
        up.units[0] += 1;
        CHECK(*paired_moments(x.view(), up.view())->r < 1);
    }

    TEST_CASE("no values give a reason") {
        const std::vector<double> none;
        CHECK(moments(none).reason() == Reason::no_answers);
        CHECK(moments(GridView{}).reason() == Reason::no_answers);
        CHECK(describe(none).reason() == Reason::no_answers);
        CHECK(describe(GridView{}).reason() == Reason::no_answers);
        CHECK(paired_moments(none, none).reason() == Reason::no_pairs);
        CHECK(paired_moments(GridView{}, GridView{}).reason() == Reason::no_pairs);
    }

    TEST_CASE("a caller's mistake throws") {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const std::vector<double> one = {1};
        const std::vector<double> two = {1, 2};
        const std::vector<std::int64_t> extremes = {std::numeric_limits<std::int64_t>::max()};
        const std::vector<std::int64_t> minus = {-2};
        CHECK_THROWS_AS((void)moments(std::vector<double>{1, nan}), ContractError);
        CHECK_THROWS_AS((void)moments(std::vector<double>{1, 1e200}), ContractError);
        CHECK_THROWS_AS((void)moments(GridView{minus, 0}), ContractError);
        CHECK_THROWS_AS((void)paired_moments(one, two), ContractError);
        CHECK_THROWS_AS((void)paired_moments(GridView{minus, 1}, GridView{minus, 2}), ContractError);
        CHECK_THROWS_AS((void)paired_moments(GridView{minus, 1}, GridView{extremes, 1}), ContractError);
        CHECK_THROWS_AS((void)describe(two, 1), ContractError);
        CHECK_THROWS_AS((void)stats::quantile(two, 1.5), ContractError);
        CHECK_THROWS_AS((void)stats::quantile({}, 0.5), ContractError);
    }
}
