#include "libstats/survey/code_matching.hpp"

#include "libstats/base/text.hpp"

#include <algorithm>
#include <functional>
#include <span>
#include <string_view>
#include <tuple>

namespace outcomes::survey {
namespace {

constexpr std::size_t most_pairs_in_block = 1'000'000;

/// A code under one of its keys: codes with the same key are looked at together.
struct Entry {
    std::uint64_t key = 0;
    std::uint32_t sheet = 0;
    bool is_from = true;

    friend bool operator<(const Entry& l, const Entry& r) {
        return std::tie(l.key, r.is_from, l.sheet) < std::tie(r.key, l.is_from, r.sheet);
    }
};
using Entries = std::vector<Entry>;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    hash ^= value + 0x9E3779B97F4A7C15ULL + (hash << 6U) + (hash >> 2U);
    hash ^= hash >> 32U;
    hash *= 0xD6E8FEB86659FD93ULL;
    return hash ^ (hash >> 32U);
}

bool can_be_looked_at(const CodedWave& wave, std::size_t sheet) {
    return wave.standing[sheet] != Standing::out && wave.site_of(sheet) != 0;
}

/// Whether some codes of the wave must be compared as texts.
bool has_pieces(const CodedWave& wave) {
    return std::find(wave.in_one_piece.begin(), wave.in_one_piece.end(), 1) != wave.in_one_piece.end();
}

/// A key of all elements but one (`left_out`; no_element: all). False if one of them is missing.
bool key_without(const CodedWave& wave, std::size_t sheet, std::size_t left_out, std::uint64_t& key) {
    key = mixed(left_out, wave.site_of(sheet));
    for (std::size_t e = 0; e < wave.n_elements; ++e) {
        if (e == left_out) continue;
        const std::uint32_t value = wave.at(sheet, e);
        if (value == 0) return false;
        key = mixed(key, value);
    }
    return true;
}

void add_element_keys(const CodedWave& wave, bool is_from, std::size_t left_out, Entries& entries) {
    for (std::uint32_t sheet = 0; sheet < wave.size(); ++sheet) {
        std::uint64_t key = 0;
        if (!can_be_looked_at(wave, sheet) || wave.is_piece(sheet)) continue;
        if (key_without(wave, sheet, left_out, key)) entries.push_back({key, sheet, is_from});
    }
}

/// The characters of UTF-8 text, each as its bytes.
std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> all;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
        all.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return all;
}

/// Keys of each text: itself, and what is left without each of its characters. Two texts at an edit distance
/// of one share a key.
void add_text_keys(const CodedWave& wave, bool is_from, Entries& entries) {
    const std::hash<std::string_view> hash;
    std::string shorter;
    for (std::uint32_t sheet = 0; sheet < wave.size(); ++sheet) {
        const std::string& text = wave.texts[sheet];
        if (!can_be_looked_at(wave, sheet) || text.empty()) continue;
        entries.push_back({mixed(hash(text), wave.site_of(sheet)), sheet, is_from});
        for (const std::string_view left_out : characters(text)) {
            const auto at = static_cast<std::size_t>(left_out.data() - text.data());
            shorter.assign(text, 0, at);
            shorter.append(text, at + left_out.size());
            entries.push_back({mixed(hash(shorter), wave.site_of(sheet)), sheet, is_from});
        }
    }
}

/// Runs of entries with one key, as the part of `from` and the part of `to`.
template <class Use>
void for_each_block(Entries& entries, Use use) {
    std::sort(entries.begin(), entries.end());
    for (auto begin = entries.begin(); begin != entries.end();) {
        const auto end =
            std::find_if(begin, entries.end(), [&](const Entry& entry) { return entry.key != begin->key; });
        const auto middle = std::find_if(begin, end, [](const Entry& entry) { return !entry.is_from; });
        if (middle != begin && middle != end) use(std::span(begin, middle), std::span(middle, end));
        begin = end;
    }
}

std::vector<std::uint8_t> no_marks(const CodedWave& wave) {
    return std::vector<std::uint8_t>(wave.size(), 0);
}

/// Collects the alike pairs of two waves, or of one with itself.
class PairFinder {
  public:
    PairFinder(const CodedWave& from, const CodedWave& to, bool within)
        : from_(from), to_(to), within_(within), found_{{}, no_marks(from), no_marks(to)} {}

    AlikePairs run() {
        for (std::size_t e = 0; e < from_.n_elements; ++e) look_without(e);
        look_at_texts();
        auto& pairs = found_.pairs;
        std::sort(pairs.begin(), pairs.end(), [](const AlikePair& l, const AlikePair& r) {
            return std::tie(l.from, l.to, l.element) < std::tie(r.from, r.to, r.element);
        });
        const auto same_sheets = [](const AlikePair& l, const AlikePair& r) {
            return l.from == r.from && l.to == r.to;
        };
        pairs.erase(std::unique(pairs.begin(), pairs.end(), same_sheets), pairs.end());
        return std::move(found_);
    }

  private:
    using Side = std::span<const Entry>;

    /// Calls `look(from, to)` for the pairs of a block, or marks its sheets if they are too many.
    template <class Look>
    void each_pair(Side from, Side to, Look look) {
        if (from.size() > most_pairs_in_block / to.size()) {
            for (const Entry& entry : from) found_.crowded_from[entry.sheet] = 1;
            for (const Entry& entry : to) found_.crowded_to[entry.sheet] = 1;
            return;
        }
        for (const Entry& a : from) {
            for (const Entry& b : to) {
                const bool comparable = from_.site_of(a.sheet) == to_.site_of(b.sheet);
                if (comparable && (!within_ || a.sheet < b.sheet)) look(a.sheet, b.sheet);
            }
        }
    }

    /// Codes that agree in every element but `left_out`. Codes that are the same are met once, at element 0.
    void look_without(std::size_t left_out) {
        entries_.clear();
        add_element_keys(from_, true, left_out, entries_);
        add_element_keys(to_, false, left_out, entries_);
        for_each_block(entries_, [&](Side from, Side to) {
            each_pair(from, to, [&](std::uint32_t a, std::uint32_t b) {
                for (std::size_t e = 0; e < from_.n_elements; ++e) {
                    if (e != left_out && from_.at(a, e) != to_.at(b, e)) return;  // two keys by chance alike
                }
                const bool same = from_.at(a, left_out) != 0 && from_.at(a, left_out) == to_.at(b, left_out);
                if (same && left_out > 0) return;
                found_.pairs.push_back({a, b, same ? no_element : static_cast<std::uint32_t>(left_out)});
            });
        });
    }

    void look_at_texts() {
        if (!has_pieces(from_) && !has_pieces(to_)) return;
        entries_.clear();
        add_text_keys(from_, true, entries_);
        add_text_keys(to_, false, entries_);
        for_each_block(entries_, [&](Side from, Side to) {
            each_pair(from, to, [&](std::uint32_t a, std::uint32_t b) {
                if (!from_.is_piece(a) && !to_.is_piece(b)) return;
                const std::string& x = from_.texts[a];
                const std::string& y = to_.texts[b];
                if (base::edit_distance(x, y) > 1) return;
                found_.pairs.push_back({a, b, x == y ? no_element : one_character});
            });
        });
    }

    const CodedWave& from_;
    const CodedWave& to_;
    bool within_;
    AlikePairs found_;
    Entries entries_;
};

/// Sheets by their whole code; codes with a missing element are no whole codes.
struct Whole {
    std::uint64_t key = 0;
    std::uint32_t sheet = 0;
};

std::vector<Whole> whole_codes(const CodedWave& wave) {
    std::vector<Whole> codes;
    const std::hash<std::string_view> hash;
    for (std::uint32_t sheet = 0; sheet < wave.size(); ++sheet) {
        if (!can_be_looked_at(wave, sheet)) continue;
        std::uint64_t key = 0;
        if (wave.is_piece(sheet))
            key = mixed(hash(wave.texts[sheet]), wave.site_of(sheet));
        else if (!key_without(wave, sheet, no_element, key))
            continue;
        codes.push_back({key, sheet});
    }
    std::sort(codes.begin(), codes.end(), [](const Whole& l, const Whole& r) {
        return std::tie(l.key, l.sheet) < std::tie(r.key, r.sheet);
    });
    return codes;
}

bool is_same(const CodedWave& from, std::size_t a, const CodedWave& to, std::size_t b) {
    if (from.site_of(a) != to.site_of(b) || from.is_piece(a) != to.is_piece(b)) return false;
    if (from.is_piece(a)) return from.texts[a] == to.texts[b];
    const auto first = from.elements.begin() + static_cast<std::ptrdiff_t>(a * from.n_elements);
    const auto other = to.elements.begin() + static_cast<std::ptrdiff_t>(b * to.n_elements);
    return std::equal(first, first + static_cast<std::ptrdiff_t>(from.n_elements), other);
}

using WholeRun = std::span<const Whole>;

/// The codes at the front of `codes` that have its first key; they are taken off.
WholeRun take_run(WholeRun& codes) {
    std::size_t n = 0;
    while (n < codes.size() && codes[n].key == codes.front().key) ++n;
    const WholeRun run = codes.first(n);
    codes = codes.subspan(n);
    return run;
}

void block(CodedWave& wave, WholeRun run) {
    for (const Whole& code : run) wave.standing[code.sheet] = Standing::blocked;
}

}  // namespace

AlikePairs alike_pairs(const CodedWave& from, const CodedWave& to) {
    return PairFinder(from, to, false).run();
}

AlikePairs alike_pairs_within(const CodedWave& wave) {
    return PairFinder(wave, wave, true).run();
}

std::vector<AlikePair> same_codes(CodedWave& from, CodedWave& to) {
    const std::vector<Whole> codes_from = whole_codes(from);
    const std::vector<Whole> codes_to = whole_codes(to);
    WholeRun rest_from = codes_from;
    WholeRun rest_to = codes_to;
    std::vector<AlikePair> pairs;
    while (!rest_from.empty() || !rest_to.empty()) {
        const bool take_from =
            !rest_from.empty() && (rest_to.empty() || rest_from.front().key <= rest_to.front().key);
        const bool take_to =
            !rest_to.empty() && (rest_from.empty() || rest_to.front().key <= rest_from.front().key);
        const WholeRun a = take_from ? take_run(rest_from) : WholeRun();
        const WholeRun b = take_to ? take_run(rest_to) : WholeRun();
        const bool once = a.size() == 1 && b.size() == 1;
        if (a.size() > 1 || b.size() > 1) {
            block(from, a);
            block(to, b);
        } else if (once && is_same(from, a[0].sheet, to, b[0].sheet)) {
            const bool open =
                from.standing[a[0].sheet] == Standing::open && to.standing[b[0].sheet] == Standing::open;
            if (open) {
                pairs.push_back({a[0].sheet, b[0].sheet, no_element});
            } else {
                block(from, a);
                block(to, b);
            }
        }
    }
    std::sort(pairs.begin(), pairs.end(),
              [](const AlikePair& l, const AlikePair& r) { return l.from < r.from; });
    return pairs;
}

}  // namespace outcomes::survey
