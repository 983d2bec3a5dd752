#pragma once

#include "libstats/survey/code_matching.hpp"
#include "libstats/survey/confirmers.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// The columns that hold the code itself: those of the id, without the site.
[[nodiscard]] std::span<const ColumnName> code_columns(const Study& study);

/// How many sheets of a wave have a place in its CodedWave: those that count, then those set aside.
[[nodiscard]] std::size_t n_coded(const WaveData& wave);
/// A sheet by its number there.
[[nodiscard]] const Sheet& coded_sheet(const WaveData& wave, std::size_t number);
/// Its code as it stands in the file: "12 / B / 7" for several columns.
[[nodiscard]] std::string code_text(const Study& study, const WaveData& wave, std::size_t number);
/// A cell of it; "" where the column is absent.
[[nodiscard]] std::string_view coded_cell(const WaveData& wave, std::size_t number,
                                          const std::string& column);

/// The code of a whole wave's sheets, taken apart as [link] says and, if it says so, tidied. All sheets with
/// any part of a code are open, those set aside are blocked, the others out.
///
/// Elements are the columns of the id, or the parts of its one column (`widths` or `separator`); a code that
/// does not divide as it should, and any code where [link] gives no division, is one piece; tidied, other
/// marks than the separator divide as well, and none at all if one code only reads so. Tidied, an
/// element has capitals without accents, and letters and digits only; 0 and O, 1 and I are taken for what
/// nine in ten codes have in that place; zeros before a number do not count. A blank element, one that means
/// "no answer", and one of nothing but marks ("?") is missing.
[[nodiscard]] std::vector<CodedWave> read_codes(const Study& study, std::span<const WaveData> waves);

/// The whole tidied code of every sheet as one text, its elements apart (and its site, where there is one):
/// the same text for the same code, in every wave. "" where nothing of a code is known.
struct WholeCode {
    std::string text;
    bool is_whole = true;  ///< false: an element, or the site, is missing
};
[[nodiscard]] std::vector<std::vector<WholeCode>> whole_codes(const Study& study,
                                                              std::span<const WaveData> waves);

/// What is known of every sheet's person beside the code, numbered as in read_codes. Columns that a wave has
/// not are empty there.
[[nodiscard]] std::vector<Traits> read_traits(const Study& study, std::span<const WaveData> waves);
/// The confirmers of [link] that both waves have.
[[nodiscard]] ConfirmSet confirmers_of(const Study& study, const Traits& from, const Traits& to);

/// Name of an element for people: its column, or "part 3".
[[nodiscard]] std::string element_name(const Study& study, const std::string& wave, std::uint32_t element);

}  // namespace outcomes::survey
