#include "libstats/stats/clustered.hpp"

#include "libstats/base/random.hpp"
#include "libstats/stats/distributions.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>
#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>

namespace outcomes::stats {
namespace {

using tests::within;

/// Rows that own what ClusteredRows points to.
struct Rows {
    std::vector<double> values;
    std::vector<std::uint32_t> cells;
    std::vector<std::uint32_t> clusters;

    void add(double value, std::uint32_t cell, std::uint32_t cluster) {
        values.push_back(value);
        cells.push_back(cell);
        clusters.push_back(cluster);
    }
    [[nodiscard]] ClusteredRows view() const { return {values, cells, clusters}; }
};

struct Dense {
    double estimate = 0;
    double std_error = 0;
    double df = 0;
};

/// The definition with full matrices: regression on cell indicators, symmetric inverse square roots by
/// eigenvalues.
Dense dense_cr2(const Rows& rows, const std::vector<double>& contrast) {
    const auto n = static_cast<Eigen::Index>(rows.values.size());
    const auto k = static_cast<Eigen::Index>(contrast.size());
    Eigen::MatrixXd x = Eigen::MatrixXd::Zero(n, k);
    Eigen::VectorXd y(n), c(k);
    for (Eigen::Index i = 0; i < n; ++i) {
        x(i, rows.cells[static_cast<std::size_t>(i)]) = 1;
        y(i) = rows.values[static_cast<std::size_t>(i)];
    }
    for (Eigen::Index j = 0; j < k; ++j) c(j) = contrast[static_cast<std::size_t>(j)];
    const Eigen::MatrixXd bread = (x.transpose() * x).inverse();
    const Eigen::MatrixXd residual_maker = Eigen::MatrixXd::Identity(n, n) - x * bread * x.transpose();
    const Eigen::VectorXd residuals = residual_maker * y;

    const std::uint32_t n_clusters = *std::ranges::max_element(rows.clusters) + 1;
    Eigen::MatrixXd pull = Eigen::MatrixXd::Zero(n, n_clusters);  // column g: (I - H)_g' A_g X_g M c
    double variance = 0;
    for (std::uint32_t g = 0; g < n_clusters; ++g) {
        std::vector<Eigen::Index> members;
        for (Eigen::Index i = 0; i < n; ++i) {
            if (rows.clusters[static_cast<std::size_t>(i)] == g) members.push_back(i);
        }
        const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> own(residual_maker(members, members));
        const Eigen::VectorXd weight = own.operatorInverseSqrt() * x(members, Eigen::all) * bread * c;
        const double score = weight.dot(residuals(members));
        variance += score * score;
        pull.col(g) = residual_maker(Eigen::all, members) * weight;
    }
    const Eigen::MatrixXd p = pull.transpose() * pull;
    return {c.dot(bread * x.transpose() * y), std::sqrt(variance), p.trace() * p.trace() / p.squaredNorm()};
}

/// A household holds up to 4 rows, wherever they fall.
Rows random_rows(base::Random& random, std::uint32_t n_cells, std::uint32_t n_clusters) {
    Rows rows;
    for (std::uint32_t cell = 0; cell < n_cells; ++cell) {  // no cell inside one cluster
        rows.add(random.normal(), cell, 0);
        rows.add(random.normal(), cell, 1);
    }
    for (std::uint32_t cluster = 0; cluster < n_clusters; ++cluster) {
        const double shared = random.normal();
        for (std::uint64_t i = 1 + random.below(4); i > 0; --i) {
            rows.add(shared + random.normal(), static_cast<std::uint32_t>(random.below(n_cells)), cluster);
        }
    }
    return rows;
}

/// The rows of a two-wave case with groups; a person is a cluster, cell = 2 group + wave.
Rows rows_of_case(const std::string& id, const std::vector<std::string>& groups) {
    const auto table = tests::reference_table(id);
    Rows rows;
    for (std::size_t i = 0; i < table.at("id").size(); ++i) {
        const std::string &before = table.at("baseline")[i], &after = table.at("repeat")[i];
        if (before.empty() || after.empty() || before == "NA" || after == "NA") continue;
        const auto group = std::ranges::find(groups, table.at("group")[i]) - groups.begin();
        const auto cell = static_cast<std::uint32_t>(2 * group);
        const auto cluster = static_cast<std::uint32_t>(i);
        rows.add(std::stod(before), cell, cluster);
        rows.add(std::stod(after), cell + 1, cluster);
    }
    return rows;
}

void compare_contrast(tests::ReferenceCase& reference, const std::string& path, const Rows& rows,
                      const std::vector<double>& contrast) {
    const auto got = clustered_contrast(rows.view(), contrast);
    REQUIRE(got);
    reference.compare(path + ".se", got->std_error);
    reference.compare(path + ".t", got->statistic);
    reference.compare(path + ".df_satterthwaite", got->df);
    reference.compare(path + ".p_satterthwaite", got->p.two_sided);
    reference.ignore(path + ".p_naive_t");
}

/// The coefficients of y ~ group * time are contrasts of the cells' means.
void compare_did(const std::string& id) {
    tests::ReferenceCase reference(id);
    const std::string did = "groups.did.CR2.";
    std::vector<std::string> groups = {reference.at("groups.reference_group").get<std::string>()};
    for (const auto& [name, values] : reference.at("groups.did.CR2").items()) {
        if (name.front() == 'g' && name.find(':') == std::string::npos) groups.push_back(name.substr(1));
    }
    const Rows rows = rows_of_case(id, groups);
    const auto weights = [&](std::initializer_list<std::pair<std::size_t, double>> entries) {
        std::vector<double> contrast(2 * groups.size());
        for (const auto& [cell, weight] : entries) contrast[cell] = weight;
        return contrast;
    };
    compare_contrast(reference, did + "(Intercept)", rows, weights({{0, 1}}));
    compare_contrast(reference, did + "time", rows, weights({{0, -1}, {1, 1}}));
    for (std::size_t g = 1; g < groups.size(); ++g) {
        compare_contrast(reference, did + "g" + groups[g], rows, weights({{0, -1}, {2 * g, 1}}));
        compare_contrast(reference, did + "g" + groups[g] + ":time", rows,
                         weights({{0, 1}, {1, -1}, {2 * g, -1}, {2 * g + 1, 1}}));
    }
    reference.finish({"groups.did.CR2"});
    tests::count_compared("clustered_contrast", reference.n_compared());
}

}  // namespace

TEST_SUITE("stats/clustered") {
    TEST_CASE("difference in differences with persons as clusters agrees with the reference") {
        for (const auto& id : tests::reference_ids({"paired_groups", "longitudinal_groups"})) compare_did(id);
    }

    TEST_CASE("changes clustered by company agree with the reference") {
        const auto folder = tests::shared_path("exports/prepost/univbct_army");
        if (!folder) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        std::ifstream in(*folder / "univbct_wide.csv");
        std::string line;
        const auto fields = [&] {
            std::vector<std::string> cells;
            std::stringstream stream(line);
            for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
            return cells;
        };
        std::getline(in, line);
        const auto header = fields();
        const auto column = [&](const std::string& name) {
            return static_cast<std::size_t>(std::ranges::find(header, '"' + name + '"') - header.begin());
        };
        std::map<std::string, Rows> changes;
        std::map<std::string, std::uint32_t> companies;
        while (std::getline(in, line)) {
            const auto cells = fields();
            const std::string company = cells[column("BTN")] + cells[column("COMPANY")];
            const auto cluster =
                companies.try_emplace(company, static_cast<std::uint32_t>(companies.size())).first->second;
            for (const auto& [key, name] :
                 {std::pair{"jobsat", "JOBSAT"}, {"commit", "COMMIT"}, {"ready", "READY"}}) {
                const auto first = column(std::string(name) + "1"), third = column(std::string(name) + "3");
                if (third >= cells.size() || cells[first] == "NA" || cells[third] == "NA") continue;
                changes[key].add(std::stod(cells[third]) - std::stod(cells[first]), 0, cluster);
            }
        }
        std::ifstream results(*folder / "reference_results.json");
        const auto reference = nlohmann::json::parse(results).at("cluster_robust_change");
        std::size_t n_compared = 0;
        for (const auto& [key, wanted] : reference.items()) {
            CAPTURE(key);
            const auto got = clustered_mean(changes.at(key).values, changes.at(key).clusters);
            REQUIRE(got);
            CHECK(got->n_rows == wanted.at("n").get<std::size_t>());
            CHECK(got->n_clusters == wanted.at("clusters").get<std::size_t>());
            CHECK(within(got->estimate, wanted.at("est").get<double>()));
            CHECK(within(got->std_error, wanted.at("se_CR2").get<double>()));
            CHECK(within(got->df, wanted.at("df").get<double>()));
            CHECK(within(got->p.two_sided, wanted.at("p").get<double>()));
            n_compared += 6;
        }
        CHECK(n_compared > 0);
        tests::count_compared("clustered_mean", n_compared);
    }

    TEST_CASE("random unbalanced designs agree with the definition by full matrices") {
        base::Random random(20240611);
        const std::vector<std::vector<double>> contrasts = {
            {1}, {-1, 1}, {1, -1, -1, 1}, {0.25, 0, -1.5, 2, 0.5}};
        for (const auto& contrast : contrasts) {
            for (int repeat = 0; repeat < 25; ++repeat) {
                const Rows rows = random_rows(random, static_cast<std::uint32_t>(contrast.size()),
                                              static_cast<std::uint32_t>(3 + random.below(12)));
                const auto got = clustered_contrast(rows.view(), contrast);
                REQUIRE(got);
                const Dense wanted = dense_cr2(rows, contrast);
                CHECK(within(got->estimate, wanted.estimate, 1e-9));
                CHECK(within(got->std_error, wanted.std_error, 1e-9));
                CHECK(within(got->df, wanted.df, 1e-9));
            }
        }
    }

    TEST_CASE("clusters of one make the paired t test") {
        const std::vector<double> d = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
        std::vector<std::uint32_t> own(d.size());
        std::iota(own.begin(), own.end(), 0U);
        const auto got = clustered_mean(d, own);
        REQUIRE(got);
        double sum = 0, squares = 0;
        for (const double x : d) sum += x;
        for (const double x : d) squares += (x - sum / 10) * (x - sum / 10);
        const double std_error = std::sqrt(squares / 9 / 10);
        CHECK(within(got->std_error, std_error, 1e-14));
        CHECK(within(got->df, 9, 1e-13));
        CHECK(within(got->p.two_sided, t_two_sided_p(sum / 10 / std_error, 9), 1e-12));
        CHECK(within(got->ci.high, sum / 10 + t_quantile(0.975, 9) * std_error, 1e-12));
    }

    TEST_CASE("two cells of clusters of one have Welch's standard error") {
        Rows rows;
        const double first[] = {3, 5, 4, 9}, second[] = {2, 8, 8, 7, 1, 1};
        std::uint32_t person = 0;
        for (const double x : first) rows.add(x, 0, person++);
        for (const double x : second) rows.add(x, 1, person++);
        const double contrast[] = {-1, 1};
        const auto got = clustered_contrast(rows.view(), contrast);
        REQUIRE(got);
        const double first_variance = 20.75 / 3, second_variance = 61.5 / 5;  // sums of squares over n - 1
        CHECK(within(got->std_error, std::sqrt(first_variance / 4 + second_variance / 6), 1e-14));
        const double u1 = 1.0 / 4, u2 = 1.0 / 6;
        CHECK(within(got->df, (u1 + u2) * (u1 + u2) / (u1 * u1 / 3 + u2 * u2 / 5), 1e-13));
    }

    TEST_CASE("linked rows in one cluster make the change of complete pairs the paired t test") {
        Rows rows;
        const double before[] = {3, 5, 4, 9, 6}, after[] = {2, 8, 8, 7, 9};
        std::vector<double> d;
        std::vector<std::uint32_t> own;
        for (std::uint32_t i = 0; i < 5; ++i) {
            rows.add(before[i], 0, i);
            rows.add(after[i], 1, i);
            d.push_back(after[i] - before[i]);
            own.push_back(i);
        }
        const double contrast[] = {-1, 1};
        const auto place = clustered_contrast(rows.view(), contrast);
        const auto pairs = clustered_mean(d, own);
        CHECK(within(place->std_error, pairs->std_error, 1e-13));
        CHECK(within(place->df, pairs->df, 1e-12));
    }

    TEST_CASE("swapping the waves negates, shifting does nothing, the unit goes through") {
        base::Random random(7);
        Rows rows = random_rows(random, 2, 9);
        const double forward[] = {-1, 1}, backward[] = {1, -1};
        const auto got = clustered_contrast(rows.view(), forward),
                   swapped = clustered_contrast(rows.view(), backward);
        CHECK(got->estimate == -swapped->estimate);
        CHECK(got->std_error == swapped->std_error);
        CHECK(got->df == swapped->df);
        CHECK(got->p.greater == swapped->p.less);
        CHECK(within(got->ci.low, -swapped->ci.high));
        for (double& x : rows.values) x = 3 * x + 100;
        const auto scaled = clustered_contrast(rows.view(), forward);
        CHECK(within(scaled->std_error, 3 * got->std_error));
        CHECK(within(scaled->df, got->df));
    }

    TEST_CASE("numbers of clusters may have gaps, and cells of weight 0 do not matter") {
        Rows rows;
        const double values[] = {1, 4, 2, 8, 5, 7};
        const std::uint32_t dense[] = {0, 0, 1, 1, 2, 2}, sparse[] = {4, 4, 9, 9, 2, 2};
        for (int i = 0; i < 6; ++i) rows.add(values[i], 0, dense[i]);
        const double one[] = {1}, with_empty[] = {1, 0};
        const auto got = clustered_contrast(rows.view(), one);
        CHECK(got->n_clusters == 3);
        rows.clusters.assign(std::begin(sparse), std::end(sparse));
        rows.add(1e6, 1, 11);
        const auto same = clustered_contrast(rows.view(), with_empty);
        CHECK(same->n_clusters == 3);
        CHECK(same->n_rows == 6);
        CHECK(same->std_error == got->std_error);
        CHECK(within(same->df, got->df, 1e-14));
    }

    TEST_CASE("too few clusters and no variation are reasons") {
        const double values[] = {1, 2, 3};
        const std::uint32_t one[] = {0, 0, 0}, own[] = {0, 1, 2};
        CHECK(clustered_mean(values, one).reason() == base::Reason::too_few_clusters);
        CHECK(clustered_mean({}, {}).reason() == base::Reason::too_few_clusters);
        CHECK(clustered_mean(std::span(values, 1), std::span(own, 1)).reason() ==
              base::Reason::too_few_clusters);
        const std::uint32_t cells[] = {0, 0, 1};
        const double change[] = {-1, 1};
        CHECK(clustered_contrast({values, cells, own}, change).reason() == base::Reason::too_few_clusters);
        const double constant[] = {0.1, 0.1, 0.1};
        CHECK(clustered_mean(constant, own).reason() == base::Reason::no_variation);
        const double cancelling[] = {0.1, 0.7, 0.3, 0.5};
        const std::uint32_t two[] = {0, 0, 1, 1};
        CHECK(clustered_mean(cancelling, two).reason() == base::Reason::no_variation);
    }

    TEST_CASE("mistakes throw") {
        const double values[] = {1, 2, 3}, weights[] = {1}, none[] = {0}, bad[] = {1, std::nan(""), 3};
        const std::uint32_t own[] = {0, 1, 2}, cells[] = {0, 0, 0}, unknown[] = {0, 1, 0};
        CHECK_THROWS_AS((void)clustered_mean(values, std::span(own, 2)), base::ContractError);
        CHECK_THROWS_AS((void)clustered_mean(bad, own), base::ContractError);
        CHECK_THROWS_AS((void)clustered_mean(values, own, 1), base::ContractError);
        CHECK_THROWS_AS((void)clustered_contrast({values, unknown, own}, weights), base::ContractError);
        CHECK_THROWS_AS((void)clustered_contrast({values, cells, own}, none), base::ContractError);
        CHECK_THROWS_AS((void)clustered_contrast({values, cells, own}, {}), base::ContractError);
    }
}

}  // namespace outcomes::stats
