#pragma once

#include "libstats/findings/verdict.hpp"
#include "libstats/render/drawing.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::render {

/// People whose change lies between two sizes, both included.
struct ChangeBar {
    double low = 0, high = 0;
    std::uint64_t people = 0;
};

/// Chart F: how much each person changed. Changes keep their own sign; where low is better the axis runs from
/// high to low, so that better is right.
struct ChangeChart {
    std::vector<ChangeBar> bars;     ///< rising, without gaps but for `step`
    double step = 0;                 ///< between two changes that can be told apart; 0 if there is no grid
    std::optional<double> smallest;  ///< smallest change that matters
    findings::Direction better = findings::Direction::higher;
    std::optional<std::uint64_t> n;  ///< from 10 to 39 people are drawn as dots where bars are one step wide
    std::string went_down, went_up;  ///< "22% went down by 0.15 or more"
    std::string axis_words;          ///< "change in score, 2025 minus 2024"
    std::optional<double> mean, low, high;
    std::string mean_words;  ///< "average +0.33 (+0.23 to +0.43)"
    findings::Verdict verdict = findings::Verdict::not_tested;
};

/// None without bars, and none for fewer than 10 people. The area of a bar is its people: one that stands for
/// several sizes of change is as wide as these.
[[nodiscard]] std::vector<Drawing> draw(const ChangeChart& chart);

}  // namespace outcomes::render
