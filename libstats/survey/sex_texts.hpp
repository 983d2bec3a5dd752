#pragma once

#include "libstats/survey/key_numbers.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace outcomes::survey {

/// What the texts of a column of sex count as, the same in all waves: folded, and a single letter stands for
/// the longer text that begins with it, if there is one only ("F" is "female" beside "Female", and nothing
/// but "f" beside "Female" and "Femme"). Texts that mean "no answer" say nothing.
class SexTexts {
  public:
    SexTexts(const Study& study, std::span<const WaveData* const> waves, const ColumnName& column);
    [[nodiscard]] std::optional<std::string> form(std::string_view text) const;

  private:
    NoKey says_nothing_;
    std::map<std::string, std::string> long_forms_;  ///< "f" -> "female"
};

}  // namespace outcomes::survey
