#include "libstats/base/sums.hpp"
#include "libstats/stats/friedman.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>
#include <span>

namespace outcomes::stats {
namespace {

using base::Outcome;
using base::Reason;

constexpr std::size_t most_states = std::size_t{1} << 20;

/// Probabilities by key. Open addressing; a key is never 0.
class StateTable {
  public:
    StateTable() : slots_(64) {}

    void add(std::uint64_t key, double probability) {
        if (2 * size_ >= slots_.size()) grow();
        Slot& slot = slots_[find(key)];
        if (slot.key == 0) {
            slot.key = key;
            ++size_;
        }
        slot.probability += probability;
    }
    [[nodiscard]] std::size_t size() const { return size_; }

    template <class Visit>
    void for_each(const Visit& visit) const {
        for (const Slot& slot : slots_) {
            if (slot.key != 0) visit(slot.key, slot.probability);
        }
    }

  private:
    struct Slot {
        std::uint64_t key = 0;
        double probability = 0;
    };

    [[nodiscard]] std::size_t find(std::uint64_t key) const {
        const std::size_t mask = slots_.size() - 1;
        const std::uint64_t mixed = key * 0x9e3779b97f4a7c15U;  // 2^64 over the golden ratio
        std::size_t i = (mixed ^ mixed >> 32) & mask;
        while (slots_[i].key != 0 && slots_[i].key != key) i = (i + 1) & mask;
        return i;
    }
    void grow() {
        std::vector<Slot> old(2 * slots_.size());
        old.swap(slots_);
        for (const Slot& slot : old) {
            if (slot.key != 0) slots_[find(slot.key)] = slot;
        }
    }

    std::vector<Slot> slots_;
    std::size_t size_ = 0;
};

using Row = std::vector<std::int64_t>;

/// All different orders of one person's ranks.
struct Orders {
    Row falling;  ///< the ranks, the largest first
    double count = 0;
    std::vector<std::int64_t> flat;  ///< `count` rows of k
};

/// k! / (t1! t2! ...)
double number_of_orders(const Row& sorted) {
    double count = 1;
    std::size_t run = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
        count *= static_cast<double>(i + 1) / static_cast<double>(run);
    }
    return std::round(count);
}

void list_orders(Orders& orders) {
    Row row = orders.falling;
    std::reverse(row.begin(), row.end());
    do {
        orders.flat.insert(orders.flat.end(), row.begin(), row.end());
    } while (std::next_permutation(row.begin(), row.end()));
}

double centred_norm(std::span<const std::int64_t> values, double squares) {
    const auto total = static_cast<double>(std::accumulate(values.begin(), values.end(), std::int64_t{0}));
    return std::sqrt(std::max(0.0, squares - total * total / static_cast<double>(values.size())));
}

/// The distribution of the ordered rank sums, person after person.
class Walk {
  public:
    Walk(const ReducedRanks& ranks, double cost_limit) : k_(ranks.k), budget_(cost_limit) {
        std::map<Row, std::size_t> people;
        Row sums(k_, 0);
        for (std::size_t i = 0; i < ranks.n(); ++i) {
            const auto row = ranks.row(i);
            for (std::size_t j = 0; j < k_; ++j) sums[j] += row[j];
            Row falling(row.begin(), row.end());
            std::sort(falling.rbegin(), falling.rend());
            ++people[falling];
        }
        observed_ = std::inner_product(sums.begin(), sums.end(), sums.begin(), std::int64_t{0});
        for (const auto& [falling, count] : people) {
            Orders orders{.falling = falling, .count = number_of_orders(falling), .flat = {}};
            patterns_.emplace_back(std::move(orders), count);
        }
        // People with many orders first, while there are few sums.
        std::stable_sort(patterns_.begin(), patterns_.end(),
                         [](const auto& a, const auto& b) { return a.first.count > b.first.count; });
        for (std::size_t i = 0; i < patterns_.size(); ++i) line_.insert(line_.end(), patterns_[i].second, i);
    }

    Outcome<double> run() {
        // The person of the most different ranks has the largest sums; the last sum follows from the others.
        Row rest(k_, 0);
        for (const auto& [orders, count] : patterns_) {
            for (std::size_t j = 0; j < k_; ++j)
                rest[j] += orders.falling[j] * static_cast<std::int64_t>(count);
        }
        bits_ = static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(rest[0])));
        if ((k_ - 1) * bits_ > 64) return Reason::not_affordable;
        StateTable states;
        Row first = patterns_[line_[0]].first.falling;
        states.add(packed(first), 1);
        for (std::size_t person = 0; person < line_.size(); ++person) {
            const Row& falling = patterns_[line_[person]].first.falling;
            for (std::size_t j = 0; j < k_; ++j) rest[j] -= falling[j];
            total_ += std::accumulate(falling.begin(), falling.end(), std::int64_t{0});
            settle(states, rest);
            if (person + 1 == line_.size()) break;
            if (!affordable(person + 1)) return Reason::not_affordable;
            if (!expand(states, patterns_[line_[person + 1]].first)) return Reason::not_affordable;
        }
        return std::min(1.0, tail_.value());
    }

  private:
    [[nodiscard]] std::uint64_t packed(std::span<const std::int64_t> sums) const {
        std::uint64_t key = 0;
        for (std::size_t j = 0; j + 1 < k_; ++j) key = key << bits_ | static_cast<std::uint64_t>(sums[j]);
        return key;
    }
    void unpack(std::uint64_t key, Row& sums) const {
        const std::uint64_t mask = (std::uint64_t{1} << bits_) - 1;
        sums[k_ - 1] = total_;
        for (std::size_t j = k_ - 1; j-- > 0;) {
            sums[j] = static_cast<std::int64_t>(key & mask);
            sums[k_ - 1] -= sums[j];
            key >>= bits_;
        }
    }

    /// Keeps in live_ the states whose fate is open. `rest`: the ranks to come, all people ordered alike.
    void settle(const StateTable& states, const Row& rest) {
        live_.clear();
        Row sums(k_);
        const auto rest_squares =
            static_cast<double>(std::inner_product(rest.begin(), rest.end(), rest.begin(), std::int64_t{0}));
        const double reach = centred_norm(rest, rest_squares);
        const auto all = total_ + std::accumulate(rest.begin(), rest.end(), std::int64_t{0});
        const auto grand = static_cast<double>(all);
        const double target = std::sqrt(
            std::max(0.0, static_cast<double>(observed_) - grand * grand / static_cast<double>(k_)));
        states.for_each([&](std::uint64_t key, double probability) {
            unpack(key, sums);
            std::int64_t highest = 0, now = 0;
            for (std::size_t j = 0; j < k_; ++j) {
                highest += (sums[j] + rest[j]) * (sums[j] + rest[j]);
                now += sums[j] * sums[j];
            }
            if (highest < observed_) return;
            const bool last = reach == 0;
            if (last || centred_norm(sums, static_cast<double>(now)) - reach > target * (1 + 1e-9))
                tail_.add(probability);
            else
                live_.emplace_back(key, probability);
        });
    }

    /// The number of sums grows with the (k - 1)th power of the number of people.
    [[nodiscard]] bool affordable(std::size_t done) const {
        double cost = 0;
        for (std::size_t next = done; next < line_.size(); ++next) {
            const double growth =
                std::pow(static_cast<double>(next) / static_cast<double>(done), static_cast<double>(k_ - 1));
            cost += growth * patterns_[line_[next]].first.count;
        }
        return live_.size() <= most_states && cost * static_cast<double>(live_.size()) <= 4 * budget_;
    }

    [[nodiscard]] bool expand(StateTable& states, Orders& orders) {
        states = StateTable();
        budget_ -= static_cast<double>(live_.size()) * orders.count;
        if (budget_ < 0) return false;
        if (orders.flat.empty()) list_orders(orders);
        const double share = 1 / orders.count;
        Row from(k_), sums(k_);
        for (const auto& [key, probability] : live_) {
            unpack(key, from);
            for (std::size_t start = 0; start < orders.flat.size(); start += k_) {
                for (std::size_t j = 0; j < k_; ++j) {
                    const std::int64_t sum = from[j] + orders.flat[start + j];
                    std::size_t at = j;
                    for (; at > 0 && sums[at - 1] < sum; --at) sums[at] = sums[at - 1];
                    sums[at] = sum;
                }
                states.add(packed(sums), probability * share);
            }
        }
        return true;
    }

    std::size_t k_;
    double budget_;
    unsigned bits_ = 0;
    std::int64_t observed_ = 0;                             ///< sum of squared rank sums
    std::int64_t total_ = 0;                                ///< of all ranks so far
    std::vector<std::pair<Orders, std::size_t>> patterns_;  ///< and how many people have it
    std::vector<std::size_t> line_;                         ///< the pattern of each person, in turn
    std::vector<std::pair<std::uint64_t, double>> live_;
    base::CompensatedSum tail_;
};

}  // namespace

Outcome<double> friedman_exact_p(const OccasionTable& table, double cost_limit) {
    const auto doubled = doubled_ranks_in_rows(table);
    if (table.n() == 0) return Reason::no_pairs;
    if (table.n() == 1) return Reason::too_few;
    const ReducedRanks ranks = reduced_ranks(doubled, table.k);
    if (ranks.n() == 0) return Reason::no_change;
    if (!(cost_limit > 0)) return Reason::not_affordable;
    return Walk(ranks, cost_limit).run();
}

}  // namespace outcomes::stats
