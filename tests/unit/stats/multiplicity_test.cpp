#include "libstats/stats/multiplicity.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/random.hpp"
#include "libstats/stats/distributions.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

using namespace outcomes;
using stats::adjust;
using stats::Adjustment;
using tests::ReferenceCase;
using tests::within;

namespace {

using P = std::vector<std::optional<double>>;

const std::pair<std::string, Adjustment> methods[] = {
    {"bonferroni", Adjustment::bonferroni}, {"holm", Adjustment::holm},
    {"hochberg", Adjustment::hochberg},     {"hommel", Adjustment::hommel},
    {"BH", Adjustment::benjamini_hochberg}, {"BY", Adjustment::benjamini_yekutieli},
    {"sidak", Adjustment::sidak},           {"holm_sidak", Adjustment::holm_sidak}};

P from_json(const nlohmann::json& values) {
    P p;
    for (const auto& value : values)
        p.push_back(value.is_null() ? std::nullopt : std::optional(value.get<double>()));
    return p;
}

void compare_list(ReferenceCase& reference, const std::string& path, const P& got) {
    for (std::size_t i = 0; i < got.size(); ++i) reference.compare(fmt::format("{}.{}", path, i), got[i]);
    reference.finish({path});
}

P some_p_values(std::size_t n, std::uint64_t seed) {
    base::Random random(seed);
    P p;
    for (std::size_t i = 0; i < n; ++i) p.push_back(std::pow(random.uniform(), 3));
    return p;
}

/// Simes' p-value of a set of hypotheses.
double simes(std::vector<double> p) {
    std::sort(p.begin(), p.end());
    double smallest = 1;
    for (std::size_t i = 0; i < p.size(); ++i) {
        smallest = std::min(smallest, static_cast<double>(p.size()) * p[i] / static_cast<double>(i + 1));
    }
    return smallest;
}

}  // namespace

TEST_SUITE("stats/multiplicity") {
    TEST_CASE("every method agrees with the reference") {
        for (const auto& id : tests::reference_ids({"pvalues"})) {
            ReferenceCase reference(id);
            const P p = from_json(reference.at("adjust.p"));
            reference.ignore("adjust.p");
            for (const auto& [name, method] : methods)
                compare_list(reference, "adjust." + name, adjust(p, method));
            for (const auto& [name, method] : methods) {
                const std::string path = "adjust.alpha05_reject_counts." + name;
                if (!reference.has(path)) continue;
                const auto adjusted = adjust(p, method);
                reference.compare(path, static_cast<double>(stats::n_rejected(adjusted)));
            }
            const auto combined = stats::fisher_combination(p);
            reference.compare("adjust.fisher_combined.chi2", combined->chi2);
            reference.compare("adjust.fisher_combined.df", combined->df);
            reference.compare("adjust.fisher_combined.p", combined->p);
            reference.finish({"adjust"});
            tests::count_compared("multiplicity", reference.n_compared());
        }
    }

    TEST_CASE("the questions of the item case agree with the reference") {
        const std::pair<std::string, std::pair<std::string, Adjustment>> lists[] = {
            {"t_holm", {"t_p", Adjustment::holm}},
            {"t_bh", {"t_p", Adjustment::benjamini_hochberg}},
            {"wilcoxon_exact_holm", {"wilcoxon_exact_p", Adjustment::holm}},
            {"wilcoxon_exact_bh", {"wilcoxon_exact_p", Adjustment::benjamini_hochberg}},
            {"wilcoxon_exact_by", {"wilcoxon_exact_p", Adjustment::benjamini_yekutieli}}};
        for (const auto& id : tests::reference_ids({"items2"})) {
            ReferenceCase reference(id);
            if (!reference.has("per_item_adjusted")) continue;
            for (const auto& [key, what] : lists) {
                nlohmann::json raw;
                for (const auto& item : reference.at("per_item")) raw.push_back(item.at(what.first));
                compare_list(reference, "per_item_adjusted." + key, adjust(from_json(raw), what.second));
            }
            reference.finish({"per_item_adjusted"});
            tests::count_compared("multiplicity", reference.n_compared());
        }
    }

    TEST_CASE("Hommel's values are those of the closed test with Simes' p over all subsets") {
        constexpr std::size_t m = 7;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            CAPTURE(seed);
            const P p = some_p_values(m, seed);
            const P got = adjust(p, Adjustment::hommel);
            for (std::size_t i = 0; i < m; ++i) {
                double wanted = 0;
                for (unsigned subset = 1; subset < (1U << m); ++subset) {
                    if ((subset >> i & 1U) == 0) continue;
                    std::vector<double> members;
                    for (std::size_t j = 0; j < m; ++j) {
                        if ((subset >> j & 1U) != 0) members.push_back(*p[j]);
                    }
                    wanted = std::max(wanted, simes(members));
                }
                CHECK(within(*got[i], wanted, 1e-14));
            }
        }
    }

    TEST_CASE("a missing p-value stays missing and does not count") {
        const P all = some_p_values(9, 5);
        P holes;
        for (const auto& x : all) {
            holes.push_back(x);
            holes.push_back(std::nullopt);
        }
        for (const auto& [name, method] : methods) {
            CAPTURE(name);
            const P without = adjust(all, method);
            const P with = adjust(holes, method);
            REQUIRE(with.size() == 18);
            for (std::size_t i = 0; i < all.size(); ++i) {
                CHECK(with[2 * i] == without[i]);
                CHECK_FALSE(with[2 * i + 1]);
            }
            CHECK_FALSE(adjust(P{std::nullopt}, method)[0]);
            CHECK(adjust(P{}, method).empty());
            CHECK(*adjust(P{0.03}, method)[0] == doctest::Approx(0.03).epsilon(1e-12));
        }
    }

    TEST_CASE("adjusting keeps the order, never helps, and stays a probability") {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            P p = some_p_values(25, seed);
            p[3] = p[4];
            p[7] = 0;
            p[8] = 1;
            for (const auto& [name, method] : methods) {
                CAPTURE(name);
                const P got = adjust(p, method);
                for (std::size_t i = 0; i < p.size(); ++i) {
                    CHECK(*got[i] >= *p[i] * (1 - 1e-15));
                    CHECK(*got[i] <= 1);
                    for (std::size_t j = 0; j < p.size(); ++j) {
                        if (*p[i] <= *p[j]) CHECK(*got[i] <= *got[j]);
                    }
                }
            }
            CHECK(adjust(p, Adjustment::none) == p);
        }
    }

    TEST_CASE("the methods stand in their known order of strictness") {
        const P p = some_p_values(30, 11);
        const auto at = [&](Adjustment method, std::size_t i) { return *adjust(p, method)[i]; };
        for (std::size_t i = 0; i < p.size(); ++i) {
            CHECK(at(Adjustment::holm, i) <= at(Adjustment::bonferroni, i));
            CHECK(at(Adjustment::sidak, i) <= at(Adjustment::bonferroni, i));
            CHECK(at(Adjustment::holm_sidak, i) <= at(Adjustment::holm, i));
            CHECK(at(Adjustment::hochberg, i) <= at(Adjustment::holm, i));
            CHECK(at(Adjustment::hommel, i) <= at(Adjustment::hochberg, i) * (1 + 1e-14));
            CHECK(at(Adjustment::benjamini_hochberg, i) <= at(Adjustment::hommel, i));
            CHECK(at(Adjustment::benjamini_hochberg, i) <= at(Adjustment::benjamini_yekutieli, i));
        }
    }

    TEST_CASE("a very small p keeps its digits") {
        const P p = {1e-30, 0.5};
        CHECK(within(*adjust(p, Adjustment::sidak)[0], 2e-30, 1e-14));
        CHECK(within(*adjust(p, Adjustment::holm_sidak)[0], 2e-30, 1e-14));
    }

    TEST_CASE("Fisher's combination: one p-value is itself, missing ones do not count, 0 is certain") {
        CHECK(within(stats::fisher_combination(P{0.03})->p, 0.03, 1e-14));
        const auto two = stats::fisher_combination(P{0.1, std::nullopt, 0.2});
        CHECK(two->n == 2);
        CHECK(two->df == 4);
        CHECK(within(two->p, 0.02 * (1 - std::log(0.02)), 1e-14));  // 4 df: exp(-x/2) (1 + x/2)
        CHECK(stats::fisher_combination(P{0, 0.5})->p == 0);
        CHECK(stats::fisher_combination(P{1, 1})->p == 1);
        CHECK(stats::fisher_combination(P{std::nullopt}).reason() == base::Reason::too_few);
        CHECK_THROWS_AS((void)stats::fisher_combination(P{-1}), base::ContractError);
    }

    TEST_CASE("rejections are counted at alpha and below") {
        CHECK(stats::n_rejected(P{0.05, 0.051, std::nullopt, 0}) == 2);
        CHECK(stats::n_rejected(P{}) == 0);
        CHECK_THROWS_AS((void)stats::n_rejected(P{0.2}, 0), base::ContractError);
    }

    TEST_CASE("a caller's mistake throws") {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        CHECK_THROWS_AS((void)adjust(P{1.2}, Adjustment::holm), base::ContractError);
        CHECK_THROWS_AS((void)adjust(P{-0.1}, Adjustment::holm), base::ContractError);
        CHECK_THROWS_AS((void)adjust(P{nan}, Adjustment::holm), base::ContractError);
    }
}
