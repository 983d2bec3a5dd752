#pragma once

#include "libstats/render/grid.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace outcomes::render {

/// One number that was known before, and the same as this program computes it.
struct Agreement {
    std::string example;
    std::string method;
    std::string statistic;
    std::string source;
    std::string expected;
    std::string got;
    double digits = 0;  ///< significant digits that agree
    double wanted = 0;  ///< digits needed
    [[nodiscard]] bool passed() const { return digits >= wanted; }
};

/// A line for each example and method with the digits of its worst number; every number that does not agree;
/// a count at the end.
[[nodiscard]] std::string agreement_text(std::span<const Agreement> rows, std::size_t width);

/// Every number: example, method, statistic, expected, got, digits, wanted, passed, source.
[[nodiscard]] Grid agreement_grid(std::span<const Agreement> rows);

}  // namespace outcomes::render
