#pragma once

#include "tests/calibration/store.hpp"

#include <map>
#include <string>
#include <vector>

namespace outcomes::calibration {

/// What to know of each registered method that simulation finds off its level, by the method's name: whether it is
/// "liberal" (coverage below 93 %, size above 7 %) or "conservative" (above 97 %, below 3 %), in how many
/// populations, and in which kind of them most. A method is named if that is so in one population of twenty,
/// or one of seven for the conservative side, and in at least two; with fewer than 20 people nothing is held
/// against it. A rate must be two Monte Carlo standard errors outside.
[[nodiscard]] std::map<std::string, std::string> cautions_of(const std::vector<Score>& scores);

/// libstats/analysis/method_cautions.cpp as these results have it.
[[nodiscard]] std::string cautions_source(const std::vector<Score>& scores);

}  // namespace outcomes::calibration
