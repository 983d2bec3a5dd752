#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/table.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// What a condition says about one text.
enum class Holds : std::uint8_t { no, yes, not_a_number };

/// A cell as a condition sees it.
struct ConditionCell {
    std::string_view text;
    std::string_view label;  ///< what an SPSS file calls it, or ""
    bool is_missing = false;
};

/// Texts are compared folded, numbers as decimals; `blank` takes missing texts for blank. A limit (above,
/// below, ...) does not hold for a text that is blank or no number, which is then `not_a_number` unless
/// another part fails already.
/// @param mark the decimal mark of the file
[[nodiscard]] Holds holds(const Condition& condition, std::string_view text, const MissingKey& missing,
                          char mark);
/// The same for a cell of any file; `is` and `is_not` look at its label too.
[[nodiscard]] Holds holds(const Condition& condition, const ConditionCell& cell, char mark);

/// The conditions for rows of one wave, read once and applied to any of its files.
class RowFilter {
  public:
    RowFilter(const Study& study, const Wave& wave);

    /// One flag a record of the table: what `where` says, and what is left after [rows] keep and drop.
    struct Rows {
        std::vector<std::uint8_t> of_wave;
        std::vector<std::uint8_t> kept;  ///< of the wave, meets every `keep` and no `drop`
        std::size_t n_not_numbers = 0;   ///< cells of the wave's rows that a limit could not be applied to
        std::string not_numbers_in;      ///< the first column that has such cells
    };
    [[nodiscard]] Rows apply(const io::Table& table) const;

  private:
    /// Clears the flags of the records for which the condition is not `wanted`.
    void restrict_rows(const io::Table& table, const Condition& condition, bool wanted, Rows& rows,
                       std::vector<std::uint8_t>& flags) const;

    const Study* study_;
    const Wave* wave_;
    MissingKey missing_;
};

}  // namespace outcomes::survey
