#pragma once

#include "libstats/findings/disclosure.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::tests {

/// A number of people as a reader knows it: within these bounds, or hidden.
struct Seen {
    std::int64_t low = 0;
    std::int64_t high = 0;
};
using MaybeSeen = std::optional<Seen>;

/// A result row as it stands in the output, and how far its figures may be from the true ones.
struct SeenRow {
    findings::Finding row;
    MaybeSeen n, n_from, n_to, n_pairs;
    double mean_slack = 0, sd_slack = 0, limit_slack = 0, effect_slack = 0;
};

/// Counts of a question; what is hidden has no bounds. `answers` may be several joined by " or ".
struct SeenMovement {
    std::string term;
    std::vector<std::string> answers;
    std::vector<MaybeSeen> count_from, count_to;
    std::vector<MaybeSeen> moves;  ///< answers x answers, row major; none if hidden
    MaybeSeen higher, same, lower;
};

struct SeenBin {
    double low = 0;
    double high = 0;
    MaybeSeen people;
};

struct SeenSpread {
    std::string term;
    std::optional<double> smallest_change;
    MaybeSeen n, higher, lower;
    std::vector<SeenBin> bins;
};

/// Everything that one run tells about one study.
struct Published {
    std::vector<SeenRow> rows;
    std::vector<SeenMovement> movements;
    std::vector<SeenSpread> spreads;
    std::vector<MaybeSeen> records;  ///< in the file of each wave
};

/// What stands in the JSON of a release. The reader knows the algorithm: the steps to which figures were
/// rounded are computed from the true rows.
[[nodiscard]] Published published(const std::string& json, const findings::StudyFindings& truth,
                                  const findings::DisclosureRules& rules);

/// What many a report does: each number of people under `threshold`, and each row from so few, is hidden, and
/// everything else is exact.
[[nodiscard]] Published only_small_hidden(const findings::StudyFindings& truth, std::uint64_t threshold);

/// What CSV, text and Markdown say of rows that the JSON hides: must be nothing.
[[nodiscard]] std::vector<std::string> leaks_of_other_formats(const findings::SafeFindings& safe,
                                                              const Published& json);

}  // namespace outcomes::tests
