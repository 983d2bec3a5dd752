#pragma once

#include "libstats/stats/icc.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/mapping/sink.hpp"

namespace outcomes::tests {

/// The tolerance goals of a case or its smallest change, as the references call them.
struct Bounds {
    double low = 0;
    double high = 0;
};
/// `params.tost`; nothing where a case has none.
[[nodiscard]] std::optional<Bounds> bounds_of(const nlohmann::json& params);

// A mapper calls the library and puts every value at the path that it has in the reference.

// One kind of case each, with the whole case.
void map_paired_case(const MapCase& one, Sink sink);
void map_two_group_case(const MapCase& one, Sink sink);
void map_table_case(const MapCase& one, Sink sink);
void map_groups_case(const MapCase& one, Sink sink);
void map_items_case(const MapCase& one, Sink sink);
void map_items2_case(const MapCase& one, Sink sink);
void map_repeated_case(const MapCase& one, Sink sink);
void map_binary_k_case(const MapCase& one, Sink sink);
void map_prop_case(const MapCase& one, Sink sink);
void map_prop2_case(const MapCase& one, Sink sink);
void map_rates_case(const MapCase& one, Sink sink);
void map_alpha_ci_case(const MapCase& one, Sink sink);
void map_pvalues_case(const MapCase& one, Sink sink);
void map_rci_case(const MapCase& one, Sink sink);
void map_power_case(const MapCase& one, Sink sink);
void map_survey_case(const MapCase& one, Sink sink);
void map_meta_case(const MapCase& one, Sink sink);
void map_clmm_case(const MapCase& one, Sink sink);
/// dist_grid.json: not a case, but a list of arguments and values.
void map_distributions(const nlohmann::json& grid, Sink sink);

// Parts that several kinds share. `sink` is the place of the part's own parent.

/// The keys of one sample: n, mean, sd, ... (`difference`, `available_baseline`, `first`, `columns.t0`).
void map_sample(const base::Grid& values, std::size_t n_missing, Sink sink);
/// Everything below `paired`: the next three, the samples and the counts.
void map_paired(const Waves& waves, const nlohmann::json& params, Sink sink);
/// t_paired, tost, effect_sizes, jzs_bf, shapiro_*, correlation, icc, bland_altman, measurement_error,
/// bootstrap_*, high_precision.
void map_changes(const Waves& waves, const std::optional<Bounds>& bounds, Sink sink);
/// wilcoxon_signed_rank, hodges_lehmann, sign_test, sign_flip_permutation_mean, rank_effects.
void map_change_ranks(const Waves& waves, Sink sink);
/// likert_levels, likert_table.
void map_likert(const Waves& waves, const nlohmann::json& params, Sink sink);
/// partially_overlapping.
void map_overlap(const Waves& waves, Sink sink);
/// Everything below `two_group`, `independent_available_cases`, `change_two_group`.
void map_two_samples(const base::Grid& first, const base::Grid& second, const std::optional<Bounds>& bounds,
                     Sink sink);
/// Everything below `table`: rows are baseline, columns repeat.
void map_square_table(const std::vector<std::vector<std::int64_t>>& table, const nlohmann::json& params,
                      Sink sink);
/// The keys of `icc` or `icc_items`, whose place `sink` is (rows are people, columns occasions or questions).
void map_icc(const std::vector<std::vector<double>>& rows, Sink sink);
/// The same from a family that was computed elsewhere.
void put_icc_family(const Sink& at, const base::Outcome<stats::IccFamily>& family);
/// groups.lmm_* and lmm_* of a case with comparison groups.
void map_group_models(const MapCase& one, Sink sink);
/// friedman: rows of k scores a person.
void map_friedman(const std::vector<std::int64_t>& units, std::size_t k, std::int64_t denominator, Sink sink);
/// lmm_* of `repeated`.
void map_repeated_models(const MapCase& one, Sink sink);

}  // namespace outcomes::tests
