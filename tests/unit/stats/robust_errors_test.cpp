#include "libstats/stats/robust_errors.hpp"

#include "libstats/stats/clustered.hpp"
#include "libstats/stats/descriptives.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::cluster_tests;
using stats::ClusterType;
using stats::Design;
using stats::hc_tests;
using stats::HcType;
using tests::within;

namespace {

using Values = std::vector<double>;
using Clusters = std::vector<std::uint32_t>;

constexpr std::array hc_types{HcType::hc0, HcType::hc1, HcType::hc2, HcType::hc3, HcType::hc4};
constexpr std::array cluster_types{ClusterType::cr0, ClusterType::cr1, ClusterType::cr1s, ClusterType::cr2,
                                   ClusterType::cr3};

/// Ten rows in clusters of 4, 3, 2 and 1. What is expected of them was computed from the definitions with
/// full matrices and 30 digits (mpmath).
const Design design = {{Values(10, 1), {0, 1, 2, 3, 4, 1, 5, 2, 6, 3}, {1, 0, 1, 0, 1, 1, 0, 0, 1, 0}}};
const Values y = {3, 4, 8, 7, 9, 2, 12, 5, 15, 4};
const Clusters clusters = {0, 0, 0, 0, 1, 1, 1, 2, 2, 3};

struct Expected {
    std::array<double, 3> std_error;
    std::array<double, 3> df;
};

}  // namespace

TEST_SUITE("stats/robust_errors") {
    TEST_CASE("HC errors of a small regression") {
        constexpr std::array<std::array<double, 3>, 5> expected{{
            {0.82291203870006665, 0.19331521275982136, 0.91706080406883327},
            {0.98356801162001139, 0.23105587291010372, 1.0960973095222724},
            {0.97943623562864959, 0.24272991476540325, 1.0699789186672461},
            {1.1830715754520871, 0.31032575887587156, 1.2597596069571569},
            {1.0209100420423706, 0.27048948513869414, 1.0795705842531678},
        }};
        for (std::size_t i = 0; i < hc_types.size(); ++i) {
            const auto tests = hc_tests(design, y, hc_types[i]).value();
            for (std::size_t j = 0; j < 3; ++j) {
                CHECK(within(tests[j]->std_error, expected[i][j], 1e-13));
                CHECK(tests[j]->df == 7);
            }
            CHECK(within(tests[1]->estimate, 2.0375, 1e-14));
            CHECK(within(tests[1]->statistic, 2.0375 / expected[i][1], 1e-13));
        }
    }

    TEST_CASE("cluster-robust errors of the same regression, and their degrees of freedom") {
        constexpr std::array<double, 3> plain_df = {2.081298870060605, 1.9800939855911457,
                                                    2.4197036893694206};
        constexpr std::array<Expected, 5> expected{{
            {{0.9600435004385869, 0.22949785857354693, 1.0659733384018541}, plain_df},
            {{1.1085627468239375, 0.26500130085175997, 1.230879987750549}, plain_df},
            {{1.2569920032029128, 0.30048323106958541, 1.395686717723221}, plain_df},
            {{1.4943820975270142, 0.37137744967718856, 1.3679627936506859},
             {1.8203662964434741, 2.0129144652524181, 2.3264066930050104}},
            {{2.4209903419129074, 0.6082160540394174, 1.7923780577763631},
             {1.676815310116761, 2.0321457358665857, 2.2695248937595463}},
        }};
        for (std::size_t i = 0; i < cluster_types.size(); ++i) {
            const auto robust = cluster_tests(design, y, clusters, cluster_types[i]).value();
            CHECK(robust.n_clusters == 4);
            for (std::size_t j = 0; j < 3; ++j) {
                const auto& test = robust.coefficients[j].value();
                CHECK(within(test.satterthwaite.std_error, expected[i].std_error[j], 1e-12));
                CHECK(within(test.satterthwaite.df, expected[i].df[j], 1e-12));
                CHECK(test.naive.df == 3);
                CHECK(test.naive.std_error == test.satterthwaite.std_error);
            }
        }
    }

    TEST_CASE("a mean: HC1 and HC2 are the plain standard error, and so is CR2 with a cluster a row") {
        const Design constant = {{Values(10, 1)}};
        const double se = std::sqrt(stats::moments(y)->variance.value() / 10);
        Clusters own(10);
        std::iota(own.begin(), own.end(), 100U);
        CHECK(within(hc_tests(constant, y, HcType::hc1).value()[0]->std_error, se, 1e-14));
        CHECK(within(hc_tests(constant, y, HcType::hc2).value()[0]->std_error, se, 1e-14));
        const auto test = cluster_tests(constant, y, own)->coefficients[0].value();
        CHECK(within(test.satterthwaite.std_error, se, 1e-14));
        CHECK(within(test.satterthwaite.df, 9, 1e-13));
    }

    TEST_CASE("a cluster a row: CR0, CR2, CR3 are HC0, HC2, HC3") {
        Clusters own(10);
        std::iota(own.begin(), own.end(), 0U);
        const std::array pairs{std::pair{ClusterType::cr0, HcType::hc0},
                               std::pair{ClusterType::cr2, HcType::hc2},
                               std::pair{ClusterType::cr3, HcType::hc3}};
        for (const auto& [cluster_type, hc_type] : pairs) {
            const auto robust = cluster_tests(design, y, own, cluster_type).value();
            const auto tests = hc_tests(design, y, hc_type).value();
            for (std::size_t j = 0; j < 3; ++j)
                CHECK(within(robust.coefficients[j]->naive.std_error, tests[j]->std_error, 1e-12));
        }
    }

    TEST_CASE("cell means agree with the contrast that needs no matrix") {
        const Clusters cells = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1};
        const Clusters shared = {0, 0, 1, 1, 2, 2, 3, 3, 1, 3};
        Design indicators;
        for (std::uint32_t cell = 0; cell < 4; ++cell) {
            Values column;
            for (const std::uint32_t c : cells) column.push_back(c == cell ? 1 : 0);
            indicators.columns.push_back(column);
        }
        // The last coefficient of 1, a, b, ab is the contrast 1, -1, -1, 1 of the cells.
        Design factorial = {{Values(10, 1), {}, {}, indicators.columns[3]}};
        for (std::size_t i = 0; i < 10; ++i) {
            factorial.columns[1].push_back(indicators.columns[1][i] + indicators.columns[3][i]);
            factorial.columns[2].push_back(indicators.columns[2][i] + indicators.columns[3][i]);
        }
        const auto robust = cluster_tests(factorial, y, shared).value();
        const double contrast[] = {1, -1, -1, 1};
        const auto plain = stats::clustered_contrast({y, cells, shared}, contrast).value();
        const auto& effect = robust.coefficients[3]->satterthwaite;
        CHECK(within(effect.estimate, plain.estimate, 1e-12));
        CHECK(within(effect.std_error, plain.std_error, 1e-12));
        CHECK(within(effect.df, plain.df, 1e-12));
        CHECK(within(effect.p.two_sided, plain.p.two_sided, 1e-11));
    }

    TEST_CASE("rows may come in any order, clusters have any number") {
        Design reversed = design;
        Values y_reversed(y.rbegin(), y.rend());
        for (auto& column : reversed.columns) std::ranges::reverse(column);
        Clusters renamed;
        for (auto c = clusters.rbegin(); c != clusters.rend(); ++c)
            renamed.push_back(4'000'000'000U - 7 * *c);
        const auto first = cluster_tests(design, y, clusters).value();
        const auto second = cluster_tests(reversed, y_reversed, renamed).value();
        for (std::size_t j = 0; j < 3; ++j) {
            CHECK(within(second.coefficients[j]->satterthwaite.std_error,
                         first.coefficients[j]->satterthwaite.std_error, 1e-12));
            CHECK(within(second.coefficients[j]->satterthwaite.df, first.coefficients[j]->satterthwaite.df,
                         1e-12));
        }
    }

    TEST_CASE("poor data have a reason") {
        const Design two = {{Values(4, 1), {0, 0, 0, 1}}};
        const Values four = {1, 2, 4, 9};
        // The last row decides its coefficient alone.
        CHECK(hc_tests(two, four, HcType::hc2).reason() == Reason::too_few);
        CHECK(cluster_tests(two, four, Clusters{0, 1, 2, 3}).reason() == Reason::too_few_clusters);
        const auto plain = cluster_tests(two, four, Clusters{0, 1, 2, 3}, ClusterType::cr0);
        CHECK(plain.has_value());
        CHECK(cluster_tests(two, four, Clusters{5, 5, 5, 5}).reason() == Reason::too_few_clusters);
        CHECK(cluster_tests(two, Values{3, 3, 3, 3}, Clusters{0, 1, 2, 3}).reason() == Reason::no_variation);
        // Group 0 does not vary: its mean has no error, the difference has.
        const Design groups = {{Values(6, 1), {0, 0, 0, 1, 1, 1}}};
        const auto tests = hc_tests(groups, Values{2, 2, 2, 1, 5, 6}, HcType::hc3).value();
        REQUIRE(!tests[0]);
        CHECK(tests[0].reason() == Reason::no_variation);
        CHECK(tests[1]->estimate == 2);
    }

    TEST_CASE("a caller's mistakes") {
        CHECK_THROWS_AS((void)cluster_tests(design, y, Clusters{0, 1}), ContractError);
        CHECK_THROWS_AS((void)cluster_tests(design, y, clusters, ClusterType::cr2, 0), ContractError);
        CHECK_THROWS_AS((void)hc_tests(design, Values{1}, HcType::hc0), ContractError);
        CHECK_THROWS_AS((void)hc_tests(design, y, HcType::hc0, 2), ContractError);
    }
}
