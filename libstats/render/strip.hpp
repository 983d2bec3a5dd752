#pragma once

#include "libstats/findings/finding.hpp"

#include <optional>
#include <string>
#include <vector>

namespace outcomes::render {

/// The smallest change that matters in the unit of the row's effect; nothing without an effect or a smallest
/// change.
[[nodiscard]] std::optional<double> smallest_effect(const findings::Finding& row);

/// A forest plot in characters: "   :   |  :===o==   ". One axis for all rows, 0 in the middle, right is
/// better.
class Strip {
  public:
    /// The axis reaches as far as the widest interval of the rows' effects, at least 0.5.
    explicit Strip(const std::vector<const findings::Finding*>& rows);

    /// "-0.5        0       +0.5", as wide as a row.
    [[nodiscard]] std::string axis() const;
    /// Interval ===, estimate o, zero |, smallest change : on both sides, < and > where it runs off the axis.
    [[nodiscard]] std::string row(const findings::Finding& finding) const;

  private:
    [[nodiscard]] std::size_t position(double effect) const;

    double reach_ = 0.5;
};

}  // namespace outcomes::render
