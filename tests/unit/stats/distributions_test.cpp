#include "libstats/stats/distributions.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/outcome.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <string>
#include <vector>

using namespace outcomes;
using outcomes::tests::within;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

using Arguments = const std::vector<double>&;

/// One table of dist_grid.json: which columns are the arguments, in order, and which is the value.
struct Grid {
    std::string table;
    std::vector<std::string> arguments;
    std::string value;
    std::function<double(Arguments)> function;
};

/// 1 - p of a decimal p, rounded once: as doubles 0.999999 and 1 - 1e-6 differ by 1e-11 of the tail they
/// leave.
double upper_tail(const std::string& p) {
    const base::Decimal decimal = base::parse_decimal(p).value();
    std::int64_t one = 1;
    for (int i = 0; i < decimal.digits; ++i) one *= 10;
    return base::Decimal{one - decimal.units, decimal.digits}.to_double();
}

double number(const nlohmann::json& cell) {
    return cell.is_string() ? std::stod(cell.get<std::string>()) : cell.get<double>();
}

const std::vector<Grid> grids = {
    {"t_two_sided_p", {"t", "df"}, "value", [](Arguments a) { return stats::t_two_sided_p(a[0], a[1]); }},
    {"normal_sf", {"z"}, "value", [](Arguments a) { return stats::normal_sf(a[0]); }},
    {"normal_quantile", {"p"}, "value", [](Arguments a) { return stats::normal_quantile(a[0]); }},
    {"chi2_sf", {"x", "df"}, "value", [](Arguments a) { return stats::chi2_sf(a[0], a[1]); }},
    {"chi2_quantile", {"p", "df"}, "value", [](Arguments a) { return stats::chi2_quantile(a[0], a[1]); }},
    {"F_sf", {"x", "df1", "df2"}, "value", [](Arguments a) { return stats::f_sf(a[0], a[1], a[2]); }},
    {"F_quantile",
     {"p", "df1", "df2"},
     "value",
     [](Arguments a) { return stats::f_quantile(a[0], a[1], a[2]); }},
    {"beta_quantile",
     {"p", "a", "b"},
     "value",
     [](Arguments a) { return stats::beta_quantile(a[0], a[1], a[2]); }},
    {"binomial_tail_half",
     {"k", "n"},
     "value_P_le_k",
     [](Arguments a) { return stats::binomial_cdf(std::llround(a[0]), std::llround(a[1]), 0.5); }},
    {"noncentral_t_cdf",
     {"t", "df", "ncp"},
     "value",
     [](Arguments a) { return stats::noncentral_t_cdf(a[0], a[1], a[2]); }},
    {"hedges_J", {"df"}, "value", [](Arguments a) { return stats::hedges_j(a[0]); }},
    {"poisson_exact_ci",
     {"x"},
     "lower",
     [](Arguments a) { return a[0] == 0 ? 0 : stats::chi2_quantile(0.025, 2 * a[0]) / 2; }},
    {"poisson_exact_ci",
     {"x"},
     "upper",
     [](Arguments a) { return stats::chi2_quantile(0.975, 2 * a[0] + 2) / 2; }},
};

nlohmann::json grid_json() {
    return nlohmann::json::parse(
        std::ifstream(tests::source_dir() / "tests/reference/visible/dist_grid.json"));
}

}  // namespace

TEST_SUITE("stats/distributions") {
    TEST_CASE("every point of the grid of 20-digit values is met") {
        const auto json = nlohmann::json::parse(
            std::ifstream(tests::source_dir() / "tests/reference/visible/dist_grid.json"));
        for (const Grid& grid : grids) {
            CAPTURE(grid.table);
            for (const auto& row : json.at(grid.table)) {
                CAPTURE(row.dump());
                std::vector<double> arguments;
                for (const auto& name : grid.arguments) arguments.push_back(number(row.at(name)));
                const double got = grid.function(arguments);
                CAPTURE(got);
                CHECK(within(got, number(row.at(grid.value)), 1e-13));
            }
            tests::count_compared("distributions: " + grid.table, json.at(grid.table).size());
        }
    }

    TEST_CASE("the quantiles of Student's t meet the grid, from the tail they leave") {
        const auto rows = grid_json().at("t_quantile");
        for (const auto& row : rows) {
            CAPTURE(row.dump());
            const double tail = upper_tail(row.at("p").get<std::string>());
            const double got = -stats::t_quantile(tail, number(row.at("df")));
            CHECK(within(got, number(row.at("value")), 1e-13));
        }
        tests::count_compared("distributions: t_quantile", rows.size());
    }

    TEST_CASE("quantiles survive where a general root finder gives up") {
        CHECK(within(stats::beta_quantile(0.5, 5, 5), 0.5, 1e-15));
        const double small = 9.9741604042429303e-11;
        CHECK(within(stats::f_cdf(stats::f_quantile(small, 1, 4), 1, 4), small, 1e-13));
        CHECK(within(stats::f_quantile(0.5, 4.5, 4.5), 1,
                     1e-14));  // the F of equal df is symmetric on the log scale
    }

    TEST_CASE("a quantile is the inverse of its cdf, far into both tails") {
        const double shapes[] = {0.5, 1, 2, 4.5, 10, 33, 250, 4000};
        const double levels[] = {1e-12, 1e-5, 0.005, 0.025, 0.3, 0.5, 0.8, 0.975, 0.999};
        for (const double a : shapes) {
            for (const double p : levels) {
                CAPTURE(a);
                CAPTURE(p);
                CHECK(within(stats::t_cdf(stats::t_quantile(p, a), a), p, 1e-12));
                CHECK(within(stats::chi2_cdf(stats::chi2_quantile(p, a), a), p, 1e-12));
                for (const double b : shapes) {
                    CAPTURE(b);
                    CHECK(within(stats::f_cdf(stats::f_quantile(p, a, b), a, b), p, 1e-11));
                    // A beta quantile next to 1 is rounded to 1e-16, which the steep cdf of Beta(4000, 0.5)
                    // magnifies.
                    CHECK(within(stats::beta_cdf(stats::beta_quantile(p, a, b), a, b), p, 1e-9));
                }
            }
        }
    }

    TEST_CASE("the two sides of a distribution add up to one") {
        for (const double x : {0.01, 0.4, 0.9, 1.7, 12.0}) {
            CAPTURE(x);
            CHECK(within(stats::normal_cdf(x) + stats::normal_sf(x), 1, 1e-15));
            CHECK(within(stats::t_cdf(x, 3.3) + stats::t_sf(x, 3.3), 1, 1e-15));
            CHECK(within(stats::chi2_cdf(x, 3.3) + stats::chi2_sf(x, 3.3), 1, 1e-15));
            CHECK(within(stats::f_cdf(x, 3.3, 7) + stats::f_sf(x, 3.3, 7), 1, 1e-15));
            CHECK(within(stats::beta_cdf(x, 3.3, 7) + stats::beta_sf(x, 3.3, 7), 1, 1e-15));
            CHECK(
                within(stats::noncentral_t_cdf(x, 3.3, 0.7) + stats::noncentral_t_sf(x, 3.3, 0.7), 1, 1e-14));
        }
    }

    TEST_CASE("binomial probabilities are those of counting") {
        // n = 4, p = 1/2: 1, 4, 6, 4, 1 sixteenths.
        const double counts[] = {1, 4, 6, 4, 1};
        double below = 0;
        for (std::int64_t k = 0; k <= 4; ++k) {
            CAPTURE(k);
            const double count = counts[k];
            below += count;
            CHECK(within(stats::binomial_pmf(k, 4, 0.5), count / 16, 1e-14));
            CHECK(within(stats::binomial_cdf(k, 4, 0.5), below / 16, 1e-14));
            CHECK(within(stats::binomial_sf(k, 4, 0.5), 1 - below / 16, 1e-14));
            CHECK(within(std::exp(stats::log_choose(4, k)), count, 1e-14));
        }
        CHECK(stats::binomial_cdf(-1, 4, 0.5) == 0);
        CHECK(stats::binomial_sf(-1, 4, 0.5) == 1);
        CHECK(stats::binomial_pmf(5, 4, 0.5) == 0);
        CHECK(stats::binomial_pmf(0, 0, 0.5) == 1);
        CHECK(stats::binomial_pmf(3, 3, 1) == 1);
        CHECK(stats::binomial_cdf(2, 3, 1) == 0);
    }

    TEST_CASE("the noncentral t without noncentrality is Student's t") {
        for (const double df : {0.7, 1.0, 3.0, 12.5, 400.0, 1e6}) {
            for (const double t : {-90.0, -7.0, -1.0, 0.0, 0.3, 2.0, 15.0}) {
                CAPTURE(df);
                CAPTURE(t);
                CHECK(within(stats::noncentral_t_cdf(t, df, 0), stats::t_cdf(t, df), 1e-12));
            }
        }
    }

    TEST_CASE("the noncentral t with two degrees of freedom has a closed form") {
        // P(T <= t) = Phi(-d) + t / sqrt(2 + t^2) exp(-d^2 / (2 + t^2)) Phi(d t / sqrt(2 + t^2)), which is a
        // sum of positive terms for t > 0 (integrate by parts over a Rayleigh variable).
        for (const double t : {0.2, 1.0, 3.0, 40.0}) {
            for (const double d : {-9.0, -2.0, 0.5, 4.0, 11.0, 30.0}) {
                CAPTURE(t);
                CAPTURE(d);
                const double root = std::sqrt(2 + t * t);
                const double wanted = stats::normal_cdf(-d) + t / root * std::exp(-d * d / (2 + t * t)) *
                                                                  stats::normal_cdf(d * t / root);
                CHECK(within(stats::noncentral_t_cdf(t, 2, d), wanted, 1e-12));
            }
        }
    }

    TEST_CASE("the ends of the line have probability 0 and 1") {
        CHECK(stats::normal_cdf(-infinity) == 0);
        CHECK(stats::normal_sf(-infinity) == 1);
        CHECK(stats::t_cdf(infinity, 2) == 1);
        CHECK(stats::t_two_sided_p(-infinity, 2) == 0);
        CHECK(stats::t_two_sided_p(0, 2) == 1);
        CHECK(stats::chi2_sf(infinity, 2) == 0);
        CHECK(stats::chi2_sf(-1, 2) == 1);
        CHECK(stats::f_sf(infinity, 2, 2) == 0);
        CHECK(stats::noncentral_t_cdf(-infinity, 2, 1) == 0);
        CHECK(stats::normal_quantile(0) == -infinity);
        CHECK(stats::t_quantile(1, 3) == infinity);
        CHECK(stats::chi2_quantile(0, 3) == 0);
        CHECK(stats::f_quantile(1, 3, 3) == infinity);
        CHECK(stats::beta_quantile(1, 3, 3) == 1);
        CHECK(stats::normal_sf(60) == 0);
    }

    TEST_CASE("a caller's mistake throws") {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        CHECK_THROWS_AS((void)stats::t_cdf(1, 0), base::ContractError);
        CHECK_THROWS_AS((void)stats::t_cdf(nan, 3), base::ContractError);
        CHECK_THROWS_AS((void)stats::normal_quantile(1.1), base::ContractError);
        CHECK_THROWS_AS((void)stats::normal_cdf(nan), base::ContractError);
        CHECK_THROWS_AS((void)stats::chi2_sf(1, infinity), base::ContractError);
        CHECK_THROWS_AS((void)stats::f_quantile(nan, 1, 1), base::ContractError);
        CHECK_THROWS_AS((void)stats::beta_cdf(0.5, -1, 1), base::ContractError);
        CHECK_THROWS_AS((void)stats::binomial_cdf(1, -1, 0.5), base::ContractError);
        CHECK_THROWS_AS((void)stats::noncentral_t_cdf(1, 3, infinity), base::ContractError);
        CHECK_THROWS_AS((void)stats::log_choose(3, 4), base::ContractError);
        CHECK_THROWS_AS((void)stats::hedges_j(1), base::ContractError);
        CHECK_THROWS_AS((void)stats::log_gamma(0), base::ContractError);
    }

    TEST_CASE("Poisson: by hand, the tails add up, and a far tail keeps its digits") {
        CHECK(within(stats::poisson_pmf(2, 3), 4.5 * std::exp(-3.0), 1e-14));
        CHECK(within(stats::poisson_cdf(1, 3), 4 * std::exp(-3.0), 1e-14));
        CHECK(within(stats::poisson_sf(0, 1e-20), 1e-20, 1e-14));
        for (std::int64_t k = 0; k < 40; ++k)
            CHECK(within(stats::poisson_cdf(k, 11.5) + stats::poisson_sf(k, 11.5), 1, 1e-13));
        CHECK(stats::poisson_pmf(-1, 2) == 0);
        CHECK(stats::poisson_cdf(-1, 2) == 0);
        CHECK(stats::poisson_sf(-1, 2) == 1);
        CHECK(stats::poisson_pmf(0, 0) == 1);
        CHECK(stats::poisson_pmf(3, 0) == 0);
        CHECK(stats::poisson_cdf(0, 0) == 1);
        CHECK(stats::poisson_sf(0, 0) == 0);
        CHECK_THROWS_AS((void)stats::poisson_cdf(1, -1), base::ContractError);
    }
}
