#pragma once

#include "libstats/survey/answers.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace outcomes::survey {

/// Texts that are no key of a person or a household, in whatever case and spacing: those of [missing], words
/// that mean "no answer" wherever they stand ("n/a", "Don't know"), and marks without a letter or digit
/// ("?"). Two people who wrote one of these are two people.
class NoKey {
  public:
    explicit NoKey(const MissingTexts& texts) : missing_(texts) {}
    [[nodiscard]] bool contains(std::string_view text) const;
    /// The same for a text of a column, whose file may declare it missing or give it such a label.
    [[nodiscard]] bool contains(const io::Column& column, std::uint32_t number) const;

  private:
    MissingKey missing_;
};

/// Numbers of the keys (people, households) of all waves: the same key has the same number everywhere.
struct KeyNumbers {
    std::vector<std::vector<std::uint32_t>> of_wave;  ///< one a sheet; `none` where the key is blank
    std::size_t n = 0;  ///< all numbers are below n; some may belong to no sheet
};

/// Keys of one or several columns that make one key together. Texts are compared exactly but for white space
/// around them; a key with a blank part, or one that is no key (NoKey), is blank.
///
/// A single column is numbered by its distinct texts, not by row, and where all waves use one column of one
/// file its own numbering is taken as it stands. Cost O(distinct texts + rows); several columns cost one
/// look-up a row.
[[nodiscard]] KeyNumbers number_keys(const Study& study, std::span<const WaveData> waves,
                                     std::span<const ColumnName> columns);

/// Numbers from 0 in the order in which they are met, so that none is unused. Returns how many there are.
std::size_t renumber(std::span<std::vector<std::uint32_t>* const> waves, std::size_t n);

/// The key of a sheet as people write it: "A17", "AGES / 3".
[[nodiscard]] std::string key_text(const WaveData& wave, std::size_t sheet,
                                   std::span<const ColumnName> columns);

}  // namespace outcomes::survey
