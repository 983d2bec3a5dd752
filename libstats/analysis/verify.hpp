#pragma once

#include <string>
#include <vector>

namespace outcomes::analysis {

/// One shipped reference example, recomputed.
struct VerifyRow {
    std::string example;    ///< data set
    std::string method;     ///< id of the registry, or "descriptives"
    std::string statistic;  ///< which number
    std::string source;     ///< where the expected value comes from
    std::string expected;   ///< as published or computed
    std::string got;        ///< as this program computes it
    double digits = 0;      ///< agreeing significant digits, at most 15 (or as many as `expected` has)
    double wanted = 0;      ///< digits needed to pass
    [[nodiscard]] bool passed() const { return digits >= wanted; }
};

[[nodiscard]] std::vector<VerifyRow> verify();

}  // namespace outcomes::analysis
