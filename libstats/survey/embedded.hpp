#pragma once

#include "libstats/base/embedded_file.hpp"

#include <span>

namespace outcomes::survey {

/// The scoring keys of data/questionnaires, by name.
[[nodiscard]] std::span<const base::EmbeddedFile> questionnaire_files();

}  // namespace outcomes::survey
