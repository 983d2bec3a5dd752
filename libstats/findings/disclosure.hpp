#pragma once

#include "libstats/findings/finding.hpp"

#include <string_view>

namespace outcomes::findings {

/// Who the output is for. Only `internal` exists so far: nothing is hidden, and every output says "not for
/// release".
enum class Release { internal };

/// Findings that may be shown. Only disclose() makes them, and renderers take nothing else: the wall between
/// what was computed and what leaves the house is a compile-time one.
class SafeFindings {
  public:
    [[nodiscard]] const Findings& get() const { return findings_; }
    [[nodiscard]] Release release() const { return release_; }
    /// "internal: not for release"
    [[nodiscard]] std::string_view statement() const;

  private:
    friend SafeFindings disclose(Findings findings, Release release);
    SafeFindings(Findings findings, Release release);

    Findings findings_;
    Release release_;
};

/// Applies the rules of a release profile. `internal` passes everything.
[[nodiscard]] SafeFindings disclose(Findings findings, Release release);

}  // namespace outcomes::findings
