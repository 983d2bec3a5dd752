#pragma once

#include "libstats/analysis/verify.hpp"

#include <vector>

namespace outcomes::analysis {

/// Published and independently computed examples, by design. Sources stand in the rows.
[[nodiscard]] std::vector<VerifyRow> verify_paired_examples();
[[nodiscard]] std::vector<VerifyRow> verify_overlap_examples();
[[nodiscard]] std::vector<VerifyRow> verify_share_examples();
[[nodiscard]] std::vector<VerifyRow> verify_other_examples();
/// The golden vectors of every shipped scoring key.
[[nodiscard]] std::vector<VerifyRow> verify_instruments();

}  // namespace outcomes::analysis
