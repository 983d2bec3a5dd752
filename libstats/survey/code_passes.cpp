#include "libstats/survey/code_passes.hpp"

#include <algorithm>

namespace outcomes::survey {
namespace {

/// How many likenesses that are not contradicted each code is in; counts stop at 2.
class Rivals {
  public:
    Rivals(const AlikePairs& alike, const std::vector<Likeness>& likenesses)
        : from_(alike.crowded_from), to_(alike.crowded_to) {
        for (auto* marks : {&from_, &to_}) {
            for (std::uint8_t& mark : *marks) mark = mark != 0 ? 2 : 0;
        }
        for (const Likeness& one : likenesses) {
            if (one.said.contradicted()) continue;
            count(from_[one.pair.from]);
            count(to_[one.pair.to]);
        }
    }
    [[nodiscard]] bool has_none(const AlikePair& pair) const {
        return from_[pair.from] == 1 && to_[pair.to] == 1;
    }

  private:
    static void count(std::uint8_t& n) { n = static_cast<std::uint8_t>(std::min(n + 1, 2)); }

    std::vector<std::uint8_t> from_, to_;
};

std::size_t n_open(const CodedWave& wave) {
    return static_cast<std::size_t>(std::count(wave.standing.begin(), wave.standing.end(), Standing::open));
}

std::size_t n_marked(const std::vector<std::uint8_t>& marks) {
    return static_cast<std::size_t>(std::count(marks.begin(), marks.end(), 1));
}

}  // namespace

TolerantPass tolerant_pass(const CodedWave& from, const CodedWave& to, const Confirmers& confirmers,
                           std::span<const SheetPair> refused) {
    const AlikePairs alike = alike_pairs(from, to);
    TolerantPass pass;
    pass.n_from = n_open(from);
    pass.n_to = n_open(to);
    pass.n_crowded = n_marked(alike.crowded_from) + n_marked(alike.crowded_to);
    pass.likenesses.reserve(alike.pairs.size());
    for (const AlikePair& pair : alike.pairs) {
        if (std::binary_search(refused.begin(), refused.end(), SheetPair(pair.from, pair.to))) continue;
        pass.likenesses.push_back({pair, confirmers.compare(pair.from, pair.to), Fate::tied});
    }
    const Rivals rivals(alike, pass.likenesses);
    for (Likeness& one : pass.likenesses) {
        const bool open =
            from.standing[one.pair.from] == Standing::open && to.standing[one.pair.to] == Standing::open;
        if (one.said.contradicted())
            one.fate = Fate::contradicted;
        else if (!open)
            one.fate = Fate::repeated;
        else if (!rivals.has_none(one.pair))
            one.fate = Fate::tied;
        else
            one.fate = confirmers.allow(one.said) ? Fate::accepted : Fate::unconfirmed;
        if (one.fate == Fate::accepted || one.fate == Fate::unconfirmed) ++pass.n_single;
    }
    return pass;
}

}  // namespace outcomes::survey
