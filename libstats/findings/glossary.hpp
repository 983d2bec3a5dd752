#pragma once

#include "libstats/findings/finding.hpp"

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace outcomes::findings {

/// Where a column's value lives in a row.
template <class Row>
using MemberOf = std::variant<std::string Row::*, std::optional<std::uint64_t> Row::*,
                              std::optional<double> Row::*, bool Row::*>;

/// One column of a machine-readable output whose rows are of one kind.
template <class Row>
struct ColumnOf {
    std::string_view name;     ///< snake case; the CSV header and the JSON key
    std::string_view dotted;   ///< with --names dotted
    std::string_view unit;     ///< "text", "people", "score", "SD", "0 to 1", ...
    std::string_view meaning;  ///< one sentence
    MemberOf<Row> member;
};

/// One column of the findings.
using ColumnMeaning = ColumnOf<Finding>;

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
