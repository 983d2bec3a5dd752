#pragma once

#include "libstats/findings/earlier_release.hpp"

#include <string>

namespace outcomes::analysis {

/// Reads the JSON document of an earlier report (`outcomes report -o FILE.json`). Throws base::InputError.
[[nodiscard]] findings::EarlierRelease read_earlier_release(const std::string& path);

}  // namespace outcomes::analysis
