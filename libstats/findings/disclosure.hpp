#pragma once

#include "libstats/findings/description.hpp"
#include "libstats/findings/finding.hpp"

#include <string_view>
#include <utility>

namespace outcomes::findings {

/// Who the output is for. Only `internal` exists so far: nothing is hidden, and every output says "not for
/// release".
enum class Release { internal };

/// "internal: not for release"
[[nodiscard]] std::string_view release_statement(Release release);

/// Results that may be shown. Only disclose() makes them, and renderers take nothing else: the wall between
/// what was computed and what leaves the house is a compile-time one.
template <class Results>
class Safe {
  public:
    [[nodiscard]] const Results& get() const { return results_; }
    [[nodiscard]] Release release() const { return release_; }
    [[nodiscard]] std::string_view statement() const { return release_statement(release_); }

  private:
    friend Safe<Findings> disclose(Findings findings, Release release);
    friend Safe<Descriptions> disclose(Descriptions descriptions, Release release);
    Safe(Results results, Release release) : results_(std::move(results)), release_(release) {}

    Results results_;
    Release release_;
};

using SafeFindings = Safe<Findings>;
using SafeDescriptions = Safe<Descriptions>;

/// Applies the rules of a release profile. `internal` passes everything.
[[nodiscard]] SafeFindings disclose(Findings findings, Release release);
[[nodiscard]] SafeDescriptions disclose(Descriptions descriptions, Release release);

}  // namespace outcomes::findings
