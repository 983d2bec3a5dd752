#include "libstats/stats/chance_links.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {
namespace {

/// The larger root of q C^2 + (1 - q (n1 + n2)) C + q n1 n2 - pairs = 0 within [0, min(n1, n2)].
double truly_alike(double n_from, double n_to, double chance, double pairs) {
    const double most = std::min(n_from, n_to);
    if (chance * n_from * n_to >= pairs) return 0;
    const double b = 1 - chance * (n_from + n_to);
    const double c = chance * n_from * n_to - pairs;  // < 0: one root above 0
    const double root = 2 * -c / (b + std::sqrt(b * b - 4 * chance * c));
    return std::clamp(root, 0.0, most);
}

}  // namespace

ExpectedMatches expected_matches(const MatchingPass& pass) {
    base::require(pass.n_from >= 0 && pass.n_to >= 0 && pass.n_single >= 0,
                  "expected_matches: a number of people or pairs is negative");
    base::require(pass.chance >= 0 && pass.chance < 1 && pass.chance_accepted >= 0 &&
                      pass.chance_accepted <= pass.chance,
                  "expected_matches: 0 <= chance_accepted <= chance < 1 must hold");
    ExpectedMatches found;
    const double others = std::max(0.0, pass.n_from + pass.n_to - 2);
    found.without_rival = std::exp(others * std::log1p(-pass.chance));
    if (found.without_rival > 0)
        found.truly_alike =
            truly_alike(pass.n_from, pass.n_to, pass.chance, pass.n_single / found.without_rival);
    const double strangers = (pass.n_from - found.truly_alike) * (pass.n_to - found.truly_alike);
    found.false_accepted = std::min(pass.n_single, pass.chance_accepted * found.without_rival * strangers);
    found.chance_pairs = pass.chance * pass.n_from * pass.n_to;
    return found;
}

CodeRisk code_risk(std::span<const double> agreement, double n) {
    base::require(!agreement.empty(), "code_risk: there is no element");
    CodeRisk risk;
    risk.n_codes = 1;
    double alike = 1;
    for (const double chance : agreement) {
        base::require(chance > 0 && chance <= 1, "code_risk: an agreement outside (0, 1]");
        risk.n_codes /= chance;
        alike += 1 / chance - 1;
    }
    risk.duplicate_pairs = n * (n - 1) / (2 * risk.n_codes);
    risk.chance_of_any = -std::expm1(-risk.duplicate_pairs);
    risk.chance_pairs_exact = n * n / risk.n_codes;
    risk.chance_pairs_tolerant = risk.chance_pairs_exact * alike;
    return risk;
}

double chance_agreement(std::span<const std::uint64_t> counts) {
    double n = 0;
    double agreeing = 0;
    for (const std::uint64_t count : counts) {
        const auto c = static_cast<double>(count);
        n += c;
        agreeing += c * (c - 1);
    }
    return n < 2 ? 0 : agreeing / (n * (n - 1));
}

}  // namespace outcomes::stats
