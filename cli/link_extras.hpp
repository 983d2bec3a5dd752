#pragma once

#include "cli/settings.hpp"

#include <string>
#include <string_view>

namespace outcomes::cli {

/// `link --plan`: how well a code would tell people apart. Reads no data.
[[nodiscard]] int run_link_plan(const Settings& settings);
/// `link --pseudonymise FOLDER`: the data files with their codes replaced.
[[nodiscard]] int run_pseudonymise(const Settings& settings);

/// Throw UsageError for options that mean nothing without --plan, or without --pseudonymise.
void refuse_plan_options(const Settings& settings);
void refuse_key_options(const Settings& settings);

/// Writes one more file beside the results and says so. Throws base::OutputError (it exists and there is no
/// --force).
void write_file(const std::string& path, std::string_view bytes, const Settings& settings);

}  // namespace outcomes::cli
