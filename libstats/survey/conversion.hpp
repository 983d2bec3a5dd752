#pragma once

#include "libstats/base/decimal.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace outcomes::survey {

/// A published table from raw to converted scores.
struct Conversion {
    std::string path;
    std::vector<base::Decimal> raw;        ///< rising
    std::vector<base::Decimal> converted;  ///< one a raw score
};

/// Reads a CSV file of two columns, raw and converted, with or without a header. A file that is separated by
/// semicolons may write decimals with a comma. Throws base::InputError (data.bad_conversion) for a cell that
/// is no number, a raw score that stands twice, fewer than two columns or no row at all.
[[nodiscard]] Conversion read_conversion(const std::string& path);

/// The table for raw scores that are `units / denominator`.
struct ConversionGrid {
    std::unordered_map<std::int64_t, std::int64_t> converted;  ///< raw units -> converted units
    std::int64_t denominator = 1;                              ///< of the converted scores
    double low = 0;                                            ///< lowest and highest converted score
    double high = 0;
};

/// Raw scores of the table that do not lie on the grid are left out: no sheet can have them. Throws
/// base::InputError if the converted scores fit no common decimal grid.
[[nodiscard]] ConversionGrid on_grid(const Conversion& table, std::int64_t denominator);

}  // namespace outcomes::survey
