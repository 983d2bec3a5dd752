#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/code_passes.hpp"
#include "libstats/survey/codes.hpp"
#include "libstats/survey/link_decisions.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace outcomes::survey {

enum class MatchKind : std::uint8_t {
    exact,     ///< the codes are the same as they stand in the files
    tidied,    ///< the same after tidying case, spaces, accents, O and 0
    tolerant,  ///< one element differs or is missing
    decided    ///< somebody looked and said yes
};

/// One person's sheets in two waves. Sheets as in read_codes.
struct Match {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    MatchKind kind = MatchKind::exact;
    std::uint32_t element = no_element;  ///< the one that differs
    Confirmation said;
};

/// What linking found between two waves.
struct WaveLinks {
    std::size_t wave_from = 0;
    std::size_t wave_to = 0;
    std::vector<Match> matches;  ///< by `from`; people met again here for the first time since `wave_from`
    std::vector<Likeness> likenesses;  ///< alike and not matched; accepted ones only at the strict setting
    std::size_t n_whole_from = 0;      ///< whole codes that stand once in their wave
    std::size_t n_whole_to = 0;
    TolerantPass pass;                    ///< figures of the tolerant pass (its likenesses are above)
    std::vector<Standing> standing_from;  ///< before the tolerant pass, one a coded sheet
    std::vector<Standing> standing_to;
    ConfirmSet confirmers = 0;
    YearsApart years;
};

/// How the people of a study were linked.
struct LinkReport {
    std::vector<CodedWave> codes;  ///< one a wave
    std::vector<Traits> traits;
    std::vector<WaveLinks> between;  ///< neighbouring waves first, then those further apart
};

/// Links people whose codes may hold slips, on top of exact person numbers: changes WaveData::person of all
/// waves and fills person_strict.
///
/// 1. Exact: what number_people found. Codes that stand twice in a wave are set aside before.
/// 2. Tidied (with `normalise`): codes that are the same after tidying and stand once in either wave.
/// 3. Decisions: pairs that somebody confirmed are matched, pairs refused never are.
/// 4. Tolerant: see tolerant_pass(). At the strict setting the pairs are found but not matched.
///
/// Each step runs over neighbouring waves first, then over waves one apart, and so on, for people who are not
/// yet linked between the two; numbers are carried along, and nobody gets two sheets in one wave. So with
/// three waves, somebody absent in the second is looked for in the third.
///
/// Decisions that do not fit the data are added to `defects`.
[[nodiscard]] LinkReport link_people(const Study& study, Responses& responses,
                                     std::vector<base::Diagnostic>& defects);

}  // namespace outcomes::survey
