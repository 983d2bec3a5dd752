#include "libstats/analysis/link_chances.hpp"

#include "libstats/base/random.hpp"
#include "libstats/stats/chance_links.hpp"

#include <algorithm>
#include <utility>

namespace outcomes::analysis {
namespace {

using survey::CodedWave;
using survey::Standing;

constexpr double weight_of_frequencies = 4;  ///< pairs that the observed count is set against
constexpr std::size_t most_pairs_looked_at = 200'000;

bool has_elements(const CodedWave& wave, std::size_t sheet) {
    if (wave.is_piece(sheet)) return false;
    const auto first = wave.elements.begin() + static_cast<std::ptrdiff_t>(sheet * wave.n_elements);
    return std::any_of(first, first + static_cast<std::ptrdiff_t>(wave.n_elements),
                       [](std::uint32_t value) { return value != 0; });
}

bool has_code(const CodedWave& wave, std::size_t sheet) {
    return wave.is_piece(sheet) || has_elements(wave, sheet);
}

/// Agreeing pairs among the people of one wave who have an element.
struct Agreement {
    double pairs = 0;
    double agreeing = 0;

    void add(const CodedWave& wave, std::size_t e) {
        std::vector<std::uint64_t> counts;
        double n = 0;
        for (std::size_t sheet = 0; sheet < wave.size(); ++sheet) {
            if (wave.is_piece(sheet)) continue;
            const std::uint32_t value = wave.at(sheet, e);
            if (value == 0) continue;
            if (value >= counts.size()) counts.resize(value + std::size_t{1}, 0);
            ++counts[value];
            ++n;
        }
        pairs += n * (n - 1);
        agreeing += stats::chance_agreement(counts) * n * (n - 1);
    }
    [[nodiscard]] double chance() const { return pairs == 0 ? 0 : agreeing / pairs; }
};

/// Share of the codes that have element e, of all or of those still open.
double present(const CodedWave& wave, std::size_t e, bool open_only) {
    double n = 0;
    double with = 0;
    for (std::size_t sheet = 0; sheet < wave.size(); ++sheet) {
        if (!has_elements(wave, sheet)) continue;
        if (open_only && wave.standing[sheet] != Standing::open) continue;
        ++n;
        if (wave.at(sheet, e) != 0) ++with;
    }
    return n == 0 ? 1 : with / n;
}

/// Chances that two codes are the same, and that they are alike.
struct Alike {
    double same = 1;
    double one_off = 0;

    [[nodiscard]] double alike() const { return same + one_off; }
};

Alike of_elements(const std::vector<double>& agreement) {
    Alike chance;
    for (const double a : agreement) {
        chance.one_off = chance.one_off * a + chance.same * (1 - a);
        chance.same *= a;
    }
    return chance;
}

/// Pairs of one wave that are seen, and that the frequencies make expect.
struct Within {
    double pairs = 0;
    double n_same = 0;
    double n_alike = 0;
};

Within pairs_within(const CodedWave& wave) {
    CodedWave everyone = wave;
    double n = 0;
    for (std::size_t sheet = 0; sheet < wave.size(); ++sheet) {
        everyone.standing[sheet] = has_code(wave, sheet) ? Standing::open : Standing::out;
        if (everyone.standing[sheet] == Standing::open) ++n;
    }
    Within within{n * (n - 1) / 2, 0, 0};
    for (const survey::AlikePair& pair : survey::alike_pairs_within(everyone).pairs) {
        ++within.n_alike;
        if (pair.element == survey::no_element) ++within.n_same;
    }
    return within;
}

double corrected(double chance, double seen, double expected) {
    return std::min(0.5, chance * (seen + weight_of_frequencies) / (expected + weight_of_frequencies));
}

bool all_in_one_piece(const CodedWave& wave) {
    for (std::size_t sheet = 0; sheet < wave.size(); ++sheet) {
        if (has_elements(wave, sheet)) return false;
    }
    return true;
}

std::vector<std::uint32_t> open_sheets(const CodedWave& wave) {
    std::vector<std::uint32_t> sheets;
    for (std::uint32_t sheet = 0; sheet < wave.size(); ++sheet) {
        if (wave.standing[sheet] == Standing::open) sheets.push_back(sheet);
    }
    return sheets;
}

/// Counts what the confirmers say of pairs.
struct Tally {
    const survey::Confirmers& confirmers;
    double n = 0;
    double not_contradicted = 0;
    double allowed = 0;

    void add(std::uint32_t from, std::uint32_t to) {
        const survey::Confirmation said = confirmers.compare(from, to);
        ++n;
        if (!said.contradicted()) ++not_contradicted;
        if (confirmers.allow(said)) ++allowed;
    }
};

}  // namespace

CodeChances code_chances(const CodedWave& from, const CodedWave& to) {
    Within within = pairs_within(from);
    const Within second = pairs_within(to);
    within.pairs += second.pairs;
    within.n_same += second.n_same;
    within.n_alike += second.n_alike;
    CodeChances chances;
    chances.n_same_within = static_cast<std::size_t>(within.n_same);
    chances.n_alike_within = static_cast<std::size_t>(within.n_alike);
    if (all_in_one_piece(from) || all_in_one_piece(to)) {
        if (within.pairs == 0) return chances;
        chances.same = within.n_same / within.pairs;
        chances.alike = std::min(0.5, within.n_alike / within.pairs);
        return chances;
    }
    std::vector<double> of_all;
    std::vector<double> of_open;
    for (std::size_t e = 0; e < from.n_elements; ++e) {
        Agreement agreement;
        agreement.add(from, e);
        agreement.add(to, e);
        of_all.push_back(agreement.chance() * present(from, e, false) * present(to, e, false));
        of_open.push_back(agreement.chance() * present(from, e, true) * present(to, e, true));
    }
    const Alike everyone = of_elements(of_all);
    const Alike open = of_elements(of_open);
    chances.expected_same_within = everyone.same * within.pairs;
    chances.expected_alike_within = everyone.alike() * within.pairs;
    chances.same = corrected(everyone.same, within.n_same, chances.expected_same_within);
    chances.alike = corrected(open.alike(), within.n_alike, chances.expected_alike_within);
    return chances;
}

ConfirmChances confirm_chances(const CodedWave& from, const CodedWave& to,
                               const survey::Confirmers& confirmers,
                               std::span<const survey::SheetPair> alike) {
    if (!confirmers.any()) return {};
    const std::vector<std::uint32_t> open_from = open_sheets(from);
    const std::vector<std::uint32_t> open_to = open_sheets(to);
    Tally tally{confirmers};
    if (open_from.empty() || open_to.empty()) return {};
    const auto look = [&](std::uint32_t a, std::uint32_t b) {
        if (!std::binary_search(alike.begin(), alike.end(), survey::SheetPair(a, b))) tally.add(a, b);
    };
    if (open_from.size() <= most_pairs_looked_at / open_to.size()) {
        for (const std::uint32_t a : open_from) {
            for (const std::uint32_t b : open_to) look(a, b);
        }
    } else {
        base::Random random(1);
        for (std::size_t i = 0; i < most_pairs_looked_at; ++i) {
            look(open_from[random.below(open_from.size())], open_to[random.below(open_to.size())]);
        }
    }
    if (tally.n == 0) return {};
    return {tally.not_contradicted / tally.n, tally.allowed / tally.n};
}

}  // namespace outcomes::analysis
