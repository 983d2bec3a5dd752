#pragma once

#include "libstats/analysis/verify.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/types.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::analysis {

/// Whole numbers on a grid, as an example states them.
struct ExampleGrid {
    std::vector<std::int64_t> units;
    std::int64_t denominator = 1;
    [[nodiscard]] stats::GridView view() const { return {units, denominator}; }
};

/// Decimals separated by white space, exactly. Throws base::ContractError for anything else.
[[nodiscard]] ExampleGrid example_grid(std::string_view text);
/// Two lists on one grid.
struct ExamplePairs {
    ExampleGrid before, after, change;
    [[nodiscard]] stats::PairedMoments moments() const;
};
[[nodiscard]] ExamplePairs example_pairs(std::string_view before, std::string_view after);

/// Collects the rows of one example.
class VerifyRows {
  public:
    VerifyRows(std::string example, std::string source)
        : example_(std::move(example)), source_(std::move(source)) {}

    /// @param expected  as printed in the source; its digits (at most 15) are the digits needed, unless
    /// `wanted` says otherwise
    void add(std::string_view method, std::string_view statistic, std::string_view expected, double got,
             std::optional<double> wanted = std::nullopt);
    [[nodiscard]] std::vector<VerifyRow> take() { return std::move(rows_); }

  private:
    std::string example_;
    std::string source_;
    std::vector<VerifyRow> rows_;
};

/// -log10(|got - expected| / |expected|), at most 15; -log10(|got|) when 0 is expected.
[[nodiscard]] double agreeing_digits(double got, double expected);

}  // namespace outcomes::analysis
