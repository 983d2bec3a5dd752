#pragma once

#include "libstats/survey/questionnaire.hpp"

#include <string>
#include <vector>

namespace outcomes::survey {

/// One score of a golden vector, recomputed.
struct GoldenResult {
    std::string statistic;  ///< "total of 5 1 5 1 5 1"
    std::string expected;   ///< as the key writes it
    std::string got;
    bool agrees = false;  ///< exactly: scores are compared as fractions of integers
    std::string source;
};

/// Every golden vector of a key, scored the way a study's sheets are.
[[nodiscard]] std::vector<GoldenResult> golden_results(const Questionnaire& key);

}  // namespace outcomes::survey
