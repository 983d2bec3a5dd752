#pragma once

#include "libstats/stats/value_counts.hpp"

#include <cstdint>
#include <vector>

namespace outcomes::stats {

/// The sums d_i + d_j, i <= j, of n whole numbers, as if they were sorted; halved they are the Walsh averages
/// (Walsh 1949, Annals of Mathematical Statistics 20:64). Works on the distinct values, so nothing of size
/// n^2 is stored.
class WalshSums {
  public:
    /// @param counts  distinct values in ascending order, at least one
    explicit WalshSums(std::vector<ValueCount> counts);

    /// Numbers that were added.
    [[nodiscard]] std::int64_t n() const { return n_; }
    /// n (n + 1) / 2 sums.
    [[nodiscard]] std::int64_t size() const { return n_ * (n_ + 1) / 2; }

    /// The k-th smallest sum, k from 1: the smallest s with k sums or more up to it. Interpolates in the
    /// number of sums, and bisects whenever that has not halved the range. Cost: O(k log range) for k
    /// distinct values.
    /// @param k  from 1 to size()
    [[nodiscard]] std::int64_t ordered(std::int64_t k) const;

    /// The smallest sum above s, which must not be the largest. Cost: O(k).
    /// @param s  any number below the largest sum
    [[nodiscard]] std::int64_t next_after(std::int64_t s) const;

    /// How many sums are <= s. Counts ordered pairs (i, j) while the partner's bound moves down, then adds
    /// those with i = j, which were counted once only, and halves. Cost: O(k).
    /// @param s  any number
    [[nodiscard]] std::int64_t n_up_to(std::int64_t s) const;

  private:
    std::vector<ValueCount> counts_;
    std::int64_t n_ = 0;
};

}  // namespace outcomes::stats
