#pragma once

#include "libstats/base/embedded_file.hpp"

#include <span>

namespace outcomes::analysis {

/// The certified data sets that `verify` recomputes.
[[nodiscard]] std::span<const base::EmbeddedFile> embedded_files();
/// One file: libstats/references.md.
[[nodiscard]] std::span<const base::EmbeddedFile> embedded_references();

}  // namespace outcomes::analysis
