#pragma once

#include "libstats/io/table.hpp"
#include "libstats/survey/responses.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// What the text of a cell counts as: "female" for " Female". Nothing: it says nothing.
using TextForm = std::function<std::optional<std::string>(std::string_view)>;

/// Numbers what the cells of one or several columns count as, the same number in every file and wave. A form
/// is made once a distinct text.
class SheetTexts {
  public:
    /// One number a sheet; `none` where the cell says nothing or the file has no such column.
    [[nodiscard]] std::vector<std::uint32_t> number(const WaveData& wave, const std::string& column,
                                                    const TextForm& form);
    [[nodiscard]] std::string_view text(std::uint32_t number) const { return pool_.at(number); }
    /// All numbers are below this.
    [[nodiscard]] std::size_t size() const { return pool_.size(); }

  private:
    io::TextPool pool_;
};

}  // namespace outcomes::survey
