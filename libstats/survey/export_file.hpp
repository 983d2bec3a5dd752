#pragma once

#include "libstats/survey/draft.hpp"

#include <string>

namespace outcomes::survey {

/// Reads an export whole: recognises its layout from the first records, then reads every column. Throws
/// base::InputError as io::DataFile does.
[[nodiscard]] ExportFile read_export(const std::string& path);

}  // namespace outcomes::survey
