#include "libstats/stats/pairwise_occasions.hpp"

#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/sign_test.hpp"
#include "libstats/stats/signed_rank.hpp"
#include "libstats/stats/t_test.hpp"

#include <cstdint>

namespace outcomes::stats {
namespace {

using base::Outcome;

/// Later less earlier score of every person.
std::vector<std::int64_t> differences(const OccasionTable& table, std::size_t first, std::size_t second) {
    std::vector<std::int64_t> units;
    for (std::size_t i = 0; i < table.n(); ++i) {
        std::int64_t difference = 0;
        base::require(!__builtin_sub_overflow(table.at(i, second), table.at(i, first), &difference),
                      "a difference leaves 63 bits");
        units.push_back(difference);
    }
    return units;
}

template <class Test>
Outcome<double> two_sided(const Outcome<Test>& test) {
    if (!test) return test.reason();
    return test->p.two_sided;
}

Outcome<double> p_of(const GridView& change, const Moments& moments, PairwiseMethod method) {
    switch (method) {
        case PairwiseMethod::paired_t:
            return two_sided(paired_t(moments));
        case PairwiseMethod::signed_rank:
            return two_sided(signed_rank(change));
        case PairwiseMethod::signed_rank_pratt:
            return two_sided(signed_rank(change, {.zeros = ZeroRule::pratt}));
        case PairwiseMethod::sign:
            break;
    }
    return two_sided(sign_test(change));
}

}  // namespace

Outcome<std::vector<PairwiseTest>> pairwise_occasions(const OccasionTable& table, PairwiseMethod method,
                                                      Adjustment adjustment) {
    require_occasions(table);
    if (table.n() == 0) return base::Reason::no_pairs;
    std::vector<PairwiseTest> tests;
    std::vector<std::optional<double>> p;
    for (std::size_t i = 0; i < table.k; ++i) {
        for (std::size_t j = i + 1; j < table.k; ++j) {
            const auto units = differences(table, i, j);
            const GridView change{.units = units, .denominator = table.denominator};
            const auto change_moments = moments(change);
            PairwiseTest test;
            test.first = i;
            test.second = j;
            test.mean_change = change_moments->mean;
            test.p = p_of(change, *change_moments, method);
            p.push_back(test.p ? std::optional(*test.p) : std::nullopt);
            tests.push_back(std::move(test));
        }
    }
    const auto adjusted = adjust(p, adjustment);
    for (std::size_t i = 0; i < tests.size(); ++i) tests[i].p_adjusted = adjusted[i];
    return tests;
}

}  // namespace outcomes::stats
