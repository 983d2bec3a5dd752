#pragma once

#include "libstats/base/embedded_file.hpp"

#include <span>

namespace outcomes::survey {

/// The scoring keys of data/questionnaires, by name.
[[nodiscard]] std::span<const base::EmbeddedFile> questionnaire_files();

/// The export profiles of data/profiles, in the order in which they are tried; "plain" is the last.
[[nodiscard]] std::span<const base::EmbeddedFile> profile_files();

/// The tables of data/words.
[[nodiscard]] std::span<const base::EmbeddedFile> word_files();

}  // namespace outcomes::survey
