#pragma once

#include "libstats/findings/disclosure.hpp"
#include "libstats/render/formats.hpp"

#include <string>

namespace outcomes::render {

/// One JSON document with the same keys for one study and for many:
///
///     schema    "outcomes.compare/1"
///     tool      { name, version }
///     release   "internal: not for release"
///     study     the study, if there is one; null if there are several
///     studies   [ { id, title, file, sha256, wave_from_label, wave_to_label, plan } ]; plan, with a study
///               file: { state, date, timing, exploratory, changes: [ { key, before, after } ] }
///     inputs    [ { study, wave, file, sha256, rows } ]
///     options   { name: value }
///     warnings  [ { study, code, message, file, line, column } ]
///     results   [ one object a result, keys as findings::columns() ]
///     movements [ { study, term, label, wave_from, wave_to, better, ordered, answers, count_from, count_to,
///                   moves, unanswered, higher, same, lower, improved, worsened } ], only of compare --items
///
/// `moves` has one list an answer of the earlier wave and one for no answer, each with a number an answer of
/// the later wave and one for no answer; empty where nobody is linked.
///
/// What is missing is null; there is no NaN. Numbers are the shortest text that reads back to the same
/// double.
[[nodiscard]] std::string json(const findings::SafeFindings& findings, Names names = Names::snake);

}  // namespace outcomes::render
