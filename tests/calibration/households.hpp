#pragma once

#include "libstats/base/random.hpp"
#include "tests/calibration/population.hpp"

namespace outcomes::calibration {

/// People whose answers have the distribution of Population, one by one, and who live in households of 1, 2,
/// 3, 2, 4, 1, 2, ... people. A person's two waves are two normal variables cut at thresholds: what both
/// waves of the trait share and what each has of its own are, by one fifth of their variance, the
/// household's. So level and change of the latent trait have an intraclass correlation of 0.2 in the
/// household, which the answers have a little less of.
/// @param into  3 n / 2 people, the last household cut off where there are no more
void draw_households(const Cell& cell, base::Random& random, Households& into);

}  // namespace outcomes::calibration
