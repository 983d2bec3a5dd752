#pragma once

#include "tests/mapping/sink.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace outcomes::tests {

/// A value of the library that is not the reference's.
struct Disagreement {
    std::string id;  ///< of the case
    std::string path;
    std::string words;  ///< what was wanted and what came
};

/// What became of the keys of the references.
struct Tally {
    std::size_t compared = 0;       ///< numbers that were compared
    std::size_t not_estimable = 0;  ///< references without a value, where the library has none either
    std::size_t degenerate = 0;     ///< references that are rounding noise; the library flags the data
    std::size_t informational = 0;  ///< one package's output, no target
    std::map<std::string, std::size_t> not_mapped;  ///< numbers without a call, by family
    std::vector<Disagreement> disagree;
};

/// Compares every number and every "not estimable" of `reference` with `computed`.
void compare_tree(const std::string& id, const nlohmann::json& reference, const Computed& computed,
                  Tally& tally);

/// The path without its data-dependent parts: "paired.t_paired.ci" for "paired.t_paired.ci.0".
[[nodiscard]] std::string family_of(const std::string& path);

}  // namespace outcomes::tests
