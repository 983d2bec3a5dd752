#pragma once

#include "libstats/stats/proportions.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace outcomes::stats {

/// The probabilities of every way to spread the events of two groups over them, given how many events there
/// are in all and that the odds of the second group are `ratio` times those of the first: Fisher's noncentral
/// hypergeometric distribution of the events x of the second group,
///
///     P(x) proportional to C(n1, m - x) C(n2, x) ratio^x,   m events in all
///
/// (Fisher 1935, JRSS 98:39). Counts so unlikely that their probability is below 1e-300 of the mode's are
/// left out, so that the cost is O(min(m, n1, n2, standard deviations)).
class NoncentralHypergeometric {
  public:
    /// @param first  its n and events; only the total of the events matters
    /// @param second  its n and events
    /// @param log_ratio  ln of the odds ratio, finite
    /// @throws base::ContractError  events outside 0..n
    NoncentralHypergeometric(Count first, Count second, double log_ratio = 0);

    /// P(x); 0 where x is impossible or left out.
    /// @param x  events of the second group
    [[nodiscard]] double pmf(std::int64_t x) const;
    /// P(X <= x), the sum of its own terms.
    /// @param x  events of the second group
    [[nodiscard]] double cdf(std::int64_t x) const;
    /// P(X > x), the sum of its own terms.
    /// @param x  events of the second group
    [[nodiscard]] double sf(std::int64_t x) const;
    /// Mean of X.
    [[nodiscard]] double mean() const;
    /// P of all x that are no likelier than `limit`.
    /// @param limit  a probability
    [[nodiscard]] double no_likelier(double limit) const;

  private:
    std::int64_t first_ = 0;             ///< the smallest x that is kept
    std::vector<double> probabilities_;  ///< of first_, first_ + 1, ...
};

/// The smallest and the largest possible number of events in the second group, given all events.
struct EventRange {
    std::int64_t low = 0;   ///< max(0, m - n1)
    std::int64_t high = 0;  ///< min(m, n2)
};

/// @param first  its n and events; only the total of the events matters
/// @param second  its n and events
/// @throws base::ContractError  events outside 0..n
[[nodiscard]] EventRange event_range(Count first, Count second);

}  // namespace outcomes::stats
