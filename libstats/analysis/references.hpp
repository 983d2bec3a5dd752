#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::analysis {

/// A work that a method stands on.
struct Reference {
    std::string_view key;   ///< "wilcoxon1945"
    std::string_view text;  ///< "Wilcoxon F (1945). Individual comparisons by ranking methods. ..."
};

/// The list libstats/references.md, in its order.
[[nodiscard]] std::span<const Reference> references();
/// The work with this key, or nullptr.
[[nodiscard]] const Reference* find_reference(std::string_view key);
/// The works of a list of keys with spaces between them, in its order; a key that is in no list is left out.
[[nodiscard]] std::vector<Reference> references_of(std::string_view keys);
/// Author and year, as running text cites them: "Wilcoxon (1945)".
[[nodiscard]] std::string short_citation(std::string_view keys);

}  // namespace outcomes::analysis
