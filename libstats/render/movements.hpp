#pragma once

#include "libstats/findings/disclosure.hpp"
#include "libstats/render/formats.hpp"

#include <cstddef>
#include <string>

namespace outcomes::render {

/// The movement tables of `compare --items` in long form, one row a cell with people in it or not, and always
/// a header:
///
///     study, term, label, wave_from, wave_to, answer_from, answer_to, position_from, position_to, move,
///     people, share
///
/// Positions count the answers from 1, lowest first; an answer and its position are empty where there was no
/// answer. `move` is improved, worsened, higher, lower (no direction is better), other (answers without an
/// order), same, or no_answer. `share` is that of the linked people who answered both times, empty for
/// no_answer. Where nobody is linked there is a row an answer and wave instead, `move` being before or after.
/// Long ranges of numbers have no rows.
[[nodiscard]] std::string movements_delimited(const findings::SafeFindings& findings,
                                              Separated format = Separated::csv);

/// The tables as a page, each with its sentence.
[[nodiscard]] std::string movements_text(const findings::SafeFindings& findings, std::size_t width);
[[nodiscard]] std::string movements_markdown(const findings::SafeFindings& findings);

}  // namespace outcomes::render
