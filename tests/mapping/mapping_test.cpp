#include "tests/mapping/compare.hpp"
#include "tests/mapping/mappers.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <iostream>
#include <regex>
#include <string_view>

namespace outcomes::tests {
namespace {

namespace fs = std::filesystem;

struct Mapper {
    std::string_view kind;
    void (*map)(const MapCase&, Sink);
};

constexpr std::array mappers{
    Mapper{"paired", map_paired_case},
    Mapper{"two_group", map_two_group_case},
    Mapper{"paired_table", map_table_case},
    Mapper{"paired_groups", map_groups_case},
    Mapper{"longitudinal_groups", map_groups_case},
    Mapper{"items", map_items_case},
    Mapper{"items2", map_items2_case},
    Mapper{"repeated", map_repeated_case},
    Mapper{"binary_k", map_binary_k_case},
    Mapper{"prop", map_prop_case},
    Mapper{"prop2", map_prop2_case},
    Mapper{"rates", map_rates_case},
    Mapper{"alpha_ci", map_alpha_ci_case},
    Mapper{"pvalues", map_pvalues_case},
    Mapper{"rci", map_rci_case},
    Mapper{"power", map_power_case},
    Mapper{"survey", map_survey_case},
    Mapper{"meta", map_meta_case},
    Mapper{"clmm", map_clmm_case},
};

/// Families of keys that have no call, and why.
struct Unmapped {
    std::string_view families;  ///< regular expression
    std::string_view reason;
};

constexpr std::array unmapped{
    Unmapped{"^never$", "no family is left out"},
};

/// References that are proven wrong: what the library says is right.
struct Disputed {
    std::string_view id;
    std::string_view paths;  ///< regular expression
    std::string_view reason;
};

constexpr std::array disputed{
    Disputed{
        "rounding_times", "pairwise\\.wilcoxon|quade\\.(F|p)",
        "differences of decimals that are equal were ranked as doubles, which are not (Decimal arithmetic: "
        "quade.F 6.3704)"},
    Disputed{"anorexia", "change_score\\.kruskal\\.(H|p)", "the same; with exact decimals H is 9.0730655976"},
    Disputed{"syn15_bigoffset", "levene_mean\\.(F|p)",
             "digits lost at 1e9; in exact fractions F is 0.5596300023076893"},
    Disputed{"api_strat", "prop_schwide_yes\\.(p$|ci_logit)",
             "the iteration behind it stopped after three steps; in exact fractions p is 0.8279480114158235"},
    Disputed{"clasp_meta", "ML\\.I2",
             "2e-12 for 0: the likelihood falls from tau2 = 0 on (score -42.04 in exact fractions)"},
    Disputed{"sleepstudy", "random_slope\\.varcomp\\.2",
             "a covariance to 1.6e-6 of itself; balanced data have the closed form S - sigma^2 (Z'Z)^-1, "
             "which is 9.604333316744091 in exact fractions"},
    Disputed{"wine_bitterness", "clmm_nAGQ",
             "a loose optimum: the rule meant for these keys is 0.002 and 0.001, but an earlier one of 1e-6 "
             "matches "
             "\"lmm\"; ml_quadrature_101 agrees to 1e-6"},
    Disputed{"sai_cart", "time1\\.omega_cfa_raw\\.loadings\\.11",
             "a loose optimum (gradient 2.6e-5); the minimum to 30 digits has 0.17045852520826830"},
};

const Disputed* dispute_about(const Disagreement& one) {
    for (const Disputed& known : disputed) {
        if (one.id == known.id && std::regex_search(one.path, std::regex(std::string(known.paths))))
            return &known;
    }
    return nullptr;
}

std::string_view reason_for(const std::string& family) {
    for (const Unmapped& rule : unmapped) {
        if (std::regex_search(family, std::regex(std::string(rule.families)))) return rule.reason;
    }
    return "";
}

/// The cases of the project, or of a folder of the same form.
fs::path folder() {
    const char* chosen = std::getenv("OUTCOMES_REFERENCE");  // NOLINT(concurrency-mt-unsafe)
    if (chosen != nullptr) return chosen;
    return shared_path("reference/visible").value_or(source_dir() / "tests/reference/visible");
}

void map_case(const MapCase& one, Tally& tally) {
    Computed computed;
    for (const Mapper& mapper : mappers) {
        if (mapper.kind == one.kind) mapper.map(one, Sink(computed));
    }
    compare_tree(one.id, one.reference, computed, tally);
}

void report(const Tally& tally) {
    std::size_t not_mapped = 0;
    for (const auto& [family, n] : tally.not_mapped) not_mapped += n;
    std::cout << fmt::format(
        "compared {}, not mapped {}; not estimable, and said so: {}; degenerate, and flagged: {}; "
        "informational: {}\n",
        tally.compared, not_mapped, tally.not_estimable, tally.degenerate, tally.informational);
    for (const auto& [family, n] : tally.not_mapped)
        std::cout << fmt::format("  not mapped: {:5} {}: {}\n", n, family, reason_for(family));
}

TEST_SUITE("mapping") {
    TEST_CASE("every key of the references is compared with a call, or has a reason why not") {
        Tally tally;
        for (const MapCase& one : read_cases(folder())) map_case(one, tally);
        if (const fs::path grid = folder() / "dist_grid.json"; fs::exists(grid)) {
            const auto json = read_json(grid);
            Computed computed;
            map_distributions(json, Sink(computed));
            compare_tree("dist_grid", json, computed, tally);
        }
        report(tally);
        for (const Disagreement& one : tally.disagree) {
            const std::string line = fmt::format("{}: {}: {}", one.id, one.path, one.words);
            if (const Disputed* known = dispute_about(one))
                std::cout << "  disputed: " << line << ": " << known->reason << '\n';
            else
                FAIL_CHECK(line);
        }
        for (const auto& [family, n] : tally.not_mapped) CHECK_MESSAGE(!reason_for(family).empty(), family);
        CHECK(tally.compared > 1000);
    }
}

}  // namespace
}  // namespace outcomes::tests
