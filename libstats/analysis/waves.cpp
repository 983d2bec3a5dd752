#include "libstats/analysis/measure.hpp"

#include <numeric>
#include <utility>

namespace outcomes::analysis {
namespace {

/// Disjoint sets of numbers 0 .. n - 1, joined one by one.
class DisjointSets {
  public:
    explicit DisjointSets(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0U); }

    std::uint32_t root(std::uint32_t x) {
        while (parent_[x] != x) {
            parent_[x] = parent_[parent_[x]];
            x = parent_[x];
        }
        return x;
    }
    void join(std::uint32_t a, std::uint32_t b) { parent_[root(a)] = root(b); }
    [[nodiscard]] std::size_t size() const { return parent_.size(); }

  private:
    std::vector<std::uint32_t> parent_;
};

/// Joins each sheet to its household; households are the numbers from `first_household` on.
void join_households(DisjointSets& sets, const survey::WaveData& wave, std::size_t first_sheet,
                     std::size_t first_household) {
    for (std::size_t s = 0; s < wave.household.size(); ++s) {
        if (wave.household[s] == survey::none) continue;
        sets.join(static_cast<std::uint32_t>(first_sheet + s),
                  static_cast<std::uint32_t>(first_household + wave.household[s]));
    }
}

std::size_t n_households(const survey::WaveData& wave) {
    std::size_t n = 0;
    for (const std::uint32_t household : wave.household) {
        if (household != survey::none) n = std::max<std::size_t>(n, household + std::size_t{1});
    }
    return n;
}

/// Renumbers the roots from 0 in order of appearance, so that later sums need no room for gaps.
class Renumbering {
  public:
    explicit Renumbering(std::size_t n) : number_(n, survey::none) {}
    std::uint32_t of(std::uint32_t root) {
        if (number_[root] == survey::none) number_[root] = next_++;
        return number_[root];
    }

  private:
    std::vector<std::uint32_t> number_;
    std::uint32_t next_ = 0;
};

}  // namespace

WavePair pair_waves(const survey::WaveData& from, const survey::WaveData& to) {
    WavePair waves;
    waves.from = &from;
    waves.to = &to;
    waves.linkage = survey::link(from, to);
    const std::size_t households = std::max(n_households(from), n_households(to));
    waves.has_households = households > 0;

    DisjointSets sets(from.size() + to.size() + households);
    for (const survey::LinkedPair& pair : waves.linkage.pairs) {
        sets.join(pair.from, static_cast<std::uint32_t>(from.size() + pair.to));
    }
    join_households(sets, from, 0, from.size() + to.size());
    join_households(sets, to, from.size(), from.size() + to.size());

    Renumbering numbers(sets.size());
    waves.cluster_from.reserve(from.size());
    waves.cluster_to.reserve(to.size());
    for (std::uint32_t s = 0; s < from.size(); ++s) waves.cluster_from.push_back(numbers.of(sets.root(s)));
    for (std::size_t s = 0; s < to.size(); ++s) {
        waves.cluster_to.push_back(numbers.of(sets.root(static_cast<std::uint32_t>(from.size() + s))));
    }
    return waves;
}

}  // namespace outcomes::analysis
