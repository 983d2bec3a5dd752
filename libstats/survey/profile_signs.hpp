#pragma once

#include "libstats/survey/export_preview.hpp"
#include "libstats/survey/profile_file.hpp"

namespace outcomes::survey {

/// True if the first records of a file show the sign.
[[nodiscard]] bool is_seen(const ProfileSign& sign, const ExportPreview& preview);

}  // namespace outcomes::survey
