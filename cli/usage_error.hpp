#pragma once

#include "libstats/base/diagnostic.hpp"

#include <stdexcept>
#include <string>

namespace outcomes::cli {

/// The command line is wrong (exit code 2).
class UsageError : public std::runtime_error {
  public:
    explicit UsageError(const std::string& message, std::string help = {}, std::string found = {});
    [[nodiscard]] const base::Diagnostic& diagnostic() const { return diagnostic_; }

  private:
    base::Diagnostic diagnostic_;
};

}  // namespace outcomes::cli
