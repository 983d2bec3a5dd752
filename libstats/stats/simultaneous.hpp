#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace outcomes::stats {

/// Levels of intervals that go with a correction for many tests: what to hand to the interval of each
/// estimate as its own `level`, so that interval and adjusted p-value tell the same.

/// All m intervals hold at once with probability `level`, whatever the dependence: each has level
/// 1 - (1 - level) / m (Bonferroni; Dunn 1961, JASA 56:52). Where an interval inverts its test, it leaves out
/// the null value exactly when m p <= 1 - level. Holm's procedure rejects more than these intervals show.
/// @param m      intervals, >= 1
/// @param level  of all together
/// @throws base::ContractError  m = 0, level outside (0, 1)
[[nodiscard]] double bonferroni_level(std::size_t m, double level = 0.95);

/// The same for independent estimates: level^(1/m) (Sidak 1967, JASA 62:626).
/// @param m      intervals, >= 1
/// @param level  of all together
/// @throws base::ContractError  m = 0, level outside (0, 1)
[[nodiscard]] double sidak_level(std::size_t m, double level = 0.95);

/// How the tests depend on each other.
enum class Dependence {
    independent_or_positive,  ///< selection by Benjamini and Hochberg
    any                       ///< selection by Benjamini and Yekutieli; intervals longer by sum 1 / i
};

/// Estimates that were selected because their false discovery rate is controlled, and the level of their
/// intervals.
struct FcrSelection {
    std::vector<bool> selected;   ///< by position in the p-values; a missing one is never selected
    std::size_t n_tests = 0;      ///< m: p-values that are there
    std::size_t n_selected = 0;   ///< R
    std::optional<double> level;  ///< of the interval of each selected estimate; empty if none is selected
};

/// False coverage-statement rate: among the intervals of selected estimates, the expected share that misses
/// its parameter is at most q = 1 - level. Select the R of m with adjusted p at most q and give each of these
/// an interval of level 1 - R q / m; for any dependence 1 - R q / (m sum_(i <= m) 1/i) (Benjamini & Yekutieli
/// 2005, JASA 100:71, definition 1 and theorems 1 and 4). No interval is shown for the others. A selected
/// interval that inverts its test leaves out the null value.
///
/// @param p           each in [0, 1]; missing ones are left out
/// @param level       1 - q
/// @param dependence  of the tests on each other
/// @throws base::ContractError  a p-value outside [0, 1], level outside (0, 1)
/// Cost O(m log m).
[[nodiscard]] FcrSelection fcr_selection(std::span<const std::optional<double>> p, double level = 0.95,
                                         Dependence dependence = Dependence::independent_or_positive);

}  // namespace outcomes::stats
