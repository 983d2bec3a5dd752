#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace outcomes::stats {

/// The same n people on k >= 2 occasions, without gaps, on one exact grid: a score is units / denominator.
struct OccasionTable {
    std::span<const std::int64_t> units;  ///< row by row, one row of k scores a person
    std::size_t k = 0;                    ///< occasions, in their order
    std::int64_t denominator = 1;         ///< > 0

    /// People.
    [[nodiscard]] std::size_t n() const { return units.size() / k; }
    /// Units of one person on one occasion.
    /// @param person    from 0
    /// @param occasion  from 0
    [[nodiscard]] std::int64_t at(std::size_t person, std::size_t occasion) const {
        return units[person * k + occasion];
    }
};

/// What every method below asks of its table.
/// @param table  to be looked at
/// @throws base::ContractError  fewer than 2 occasions, rows that are not whole, a denominator below 1
void require_occasions(const OccasionTable& table);

/// An F statistic of k occasions and its upper tail.
struct OccasionsF {
    double f = 0;    ///< may be infinite; then p is 0
    double df1 = 0;  ///< numerator; may be a fraction
    double df2 = 0;  ///< denominator; may be a fraction
    double p = 1;    ///< P(F >= f)
};

/// Midranks of each person's own scores, times 2 so that they are integers; the lowest score has the lowest
/// rank. In the layout of the table.
/// @param table  of any number of people
/// Cost O(n k log k).
[[nodiscard]] std::vector<std::int64_t> doubled_ranks_in_rows(const OccasionTable& table);

/// What the permutations within people work on: rank sums differ from those of the ranks by a constant and a
/// factor only.
struct ReducedRanks {
    std::size_t k = 0;                ///< occasions
    std::vector<std::int64_t> ranks;  ///< rows of k; each row's lowest is 0, and all have no common divisor

    /// People whose scores are not all the same; the others are left out.
    [[nodiscard]] std::size_t n() const { return k == 0 ? 0 : ranks.size() / k; }
    /// The ranks of one person.
    /// @param person  from 0, of those that are kept
    [[nodiscard]] std::span<const std::int64_t> row(std::size_t person) const {
        return std::span(ranks).subspan(person * k, k);
    }
};

/// Ranks brought down to what permutations need.
/// @param doubled_ranks  as doubled_ranks_in_rows() gives them
/// @param k              occasions
[[nodiscard]] ReducedRanks reduced_ranks(std::span<const std::int64_t> doubled_ranks, std::size_t k);

}  // namespace outcomes::stats
