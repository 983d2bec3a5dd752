#pragma once

#include "cli/settings.hpp"
#include "libstats/base/hash.hpp"

namespace outcomes::cli {

/// The key that --key names: 64 hexadecimal digits in a file. With --new-key it is made, readable by its
/// owner only, and must not be there yet. Warns if others may read it. The key itself is never shown. Throws
/// UsageError (no --key), base::InputError (no such file, not a key), base::OutputError (cannot be made).
[[nodiscard]] base::SecretKey secret_key(const Settings& settings);

}  // namespace outcomes::cli
