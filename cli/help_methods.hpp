#pragma once

#include "libstats/analysis/methods.hpp"

#include <string>

namespace outcomes::cli {

/// `outcomes help methods`: every method by name, grouped by what it needs.
[[nodiscard]] std::string methods_page();
/// `outcomes help METHOD`: what it tells, when to use it, what it tests, what is fixed, where it stands.
[[nodiscard]] std::string method_page(const analysis::MethodInfo& method);

}  // namespace outcomes::cli
