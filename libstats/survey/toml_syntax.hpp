#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/study.hpp"
#include "libstats/survey/toml_document.hpp"

namespace outcomes::survey {

/// Says in plain words what keeps a study file from being TOML: the parser's message tells a programmer what
/// it saw, this tells the author what to type. Where the slip lies before the place at which the parser gave
/// up (a bracket that is never closed, a name that was used before), the message points at the slip.
/// @param file its path and lines are used
[[nodiscard]] base::Diagnostic syntax_diagnostic(const Study& file, const TomlFault& fault);

}  // namespace outcomes::survey
