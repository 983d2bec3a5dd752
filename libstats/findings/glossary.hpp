#pragma once

#include "libstats/findings/finding.hpp"

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace outcomes::findings {

/// Where a column's value lives in a Finding.
using Member = std::variant<std::string Finding::*, std::optional<std::uint64_t> Finding::*,
                            std::optional<double> Finding::*, bool Finding::*>;

/// One column of every machine-readable output.
struct ColumnMeaning {
    std::string_view name;     ///< snake case; the CSV header and the JSON key
    std::string_view dotted;   ///< with --names dotted
    std::string_view unit;     ///< "text", "people", "score", "SD", "0 to 1", ...
    std::string_view meaning;  ///< one sentence
    Member member;
};

/// All columns, in the order in which they are written.
[[nodiscard]] std::span<const ColumnMeaning> columns();

/// One word that a column may hold, and what it means: verdicts, details, analyses, estimands, reasons.
struct WordMeaning {
    std::string_view column;
    std::string_view word;
    std::string_view meaning;
};
[[nodiscard]] std::span<const WordMeaning> words();

}  // namespace outcomes::findings
