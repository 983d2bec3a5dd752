#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace outcomes::survey {

/// A decision about two sheets, read back from a reviewed list.
struct LinkDecision {
    std::size_t wave_from = 0;
    std::size_t wave_to = 0;
    std::uint32_t from = 0;  ///< sheets as in read_codes
    std::uint32_t to = 0;
    bool same_person = false;
    base::Place place;  ///< in the list
};

/// A short text that changes with anything a decision rests on: wave, line, code, sex, age and household of
/// both sheets.
[[nodiscard]] std::string review_check(const Study& study, const WaveData& from, std::uint32_t sheet_from,
                                       const WaveData& to, std::uint32_t sheet_to);

/// Reads the list that `link --review` wrote: the columns check, decision, wave_from, line_from, wave_to,
/// line_to (and file_from, file_to where a wave has several files). `decision` is yes, no or blank; a blank
/// one is none. Anything else, a row that is not in the data, a pair decided in two ways and a row whose
/// `check` no longer holds (the sheet was changed after the review) are added to `defects`.
[[nodiscard]] std::vector<LinkDecision> read_decisions(const Study& study, const Responses& responses,
                                                       std::vector<base::Diagnostic>& defects);

}  // namespace outcomes::survey
