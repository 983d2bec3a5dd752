#pragma once

#include "tests/calibration/population.hpp"
#include "tests/calibration/store.hpp"
#include "tests/calibration/trials.hpp"

#include <cstdint>
#include <span>

namespace outcomes::calibration {

/// Samples that a method gets in a cell: all of them, or as many as its cost allows; 0 where it is left out.
[[nodiscard]] std::size_t samples_for(const Trial& trial, const Cell& cell, std::size_t index,
                                      std::size_t replicates);

/// Draws the samples of one cell and lets every method speak about each. Depends on `seed` and the cell
/// alone.
/// @param index  of the cell in all_cells()
[[nodiscard]] std::vector<Score> simulate(const Cell& cell, std::size_t index, std::span<const Trial> trials,
                                          std::size_t replicates, std::uint64_t seed);

}  // namespace outcomes::calibration
