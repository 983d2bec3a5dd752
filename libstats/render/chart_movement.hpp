#pragma once

#include "libstats/render/drawing.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::render {

/// Chart E: how the same people moved between answers.
struct MovementChart {
    std::string from, to;               ///< names of the waves
    std::vector<std::string> answers;   ///< the worse ones first, where one end is better
    std::vector<std::uint64_t> people;  ///< row major, before x after; answers.size() squared
    bool with_shares = true;            ///< percent of each row and its total; not where counts are rounded
    std::vector<std::string> notes;     ///< sentences under it
};

/// A table shaded by the number of people; of more than 7 answers the 10 biggest moves. None without answers.
/// @throws base::ContractError  people.size() is not answers.size() squared
[[nodiscard]] std::vector<Drawing> draw(const MovementChart& chart);

}  // namespace outcomes::render
