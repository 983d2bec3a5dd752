#pragma once

#include "libstats/analysis/methods.hpp"

#include <string>

namespace outcomes::cli {

/// `outcomes help methods`: every method by name, grouped by what it needs.
[[nodiscard]] std::string methods_page();
/// `outcomes help METHOD`: what it tells, when to use it, what it tests, what is fixed, where it stands.
[[nodiscard]] std::string method_page(const analysis::MethodInfo& method);

/// Methods in whose name, title or sources a word stands, "sign_test, sign_test_midp", or "".
/// @param word  in any case, with at least 4 letters; with fewer nothing is found
[[nodiscard]] std::string methods_about(std::string_view word);

}  // namespace outcomes::cli
