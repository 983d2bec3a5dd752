#include "libstats/survey/code_matching.hpp"

#include "libstats/base/random.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/code_passes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace outcomes::tests {
namespace {

using survey::AlikePair;
using survey::CodedWave;
using survey::Fate;
using survey::no_element;
using survey::one_character;
using survey::Standing;

CodedWave codes(const std::vector<std::vector<std::uint32_t>>& all) {
    CodedWave wave;
    wave.n_elements = all.empty() ? 1 : all.front().size();
    for (const auto& code : all) {
        wave.elements.insert(wave.elements.end(), code.begin(), code.end());
        wave.standing.push_back(Standing::open);
    }
    return wave;
}

CodedWave texts(const std::vector<std::string>& all) {
    CodedWave wave;
    wave.elements.assign(all.size(), 0);
    wave.texts = all;
    wave.in_one_piece.assign(all.size(), 1);
    wave.standing.assign(all.size(), Standing::open);
    return wave;
}

/// Every pair looked at, as the definition says.
std::vector<AlikePair> alike_by_definition(const CodedWave& from, const CodedWave& to) {
    std::vector<AlikePair> pairs;
    for (std::uint32_t a = 0; a < from.size(); ++a) {
        for (std::uint32_t b = 0; b < to.size(); ++b) {
            std::size_t n = 0;
            std::uint32_t last = no_element;
            for (std::uint32_t e = 0; e < from.n_elements; ++e) {
                if (from.at(a, e) != 0 && from.at(a, e) == to.at(b, e)) continue;
                ++n;
                last = e;
            }
            if (n <= 1) pairs.push_back({a, b, last});
        }
    }
    return pairs;
}

std::vector<Fate> fates(const survey::TolerantPass& pass) {
    std::vector<Fate> all;
    for (const auto& one : pass.likenesses) all.push_back(one.fate);
    return all;
}

TEST_SUITE_BEGIN("survey/code_matching");

TEST_CASE("blocks find every alike pair that looking at all pairs finds") {
    base::Random random(3);
    for (int run = 0; run < 50; ++run) {
        const std::size_t n_elements = 1 + random.below(4);
        std::vector<std::vector<std::uint32_t>> all[2];
        for (auto& wave : all) {
            for (int i = 0; i < 30; ++i) {
                auto& code = wave.emplace_back();
                for (std::size_t e = 0; e < n_elements; ++e)
                    code.push_back(static_cast<std::uint32_t>(random.below(4)));
            }
        }
        const CodedWave from = codes(all[0]);
        const CodedWave to = codes(all[1]);
        CHECK(survey::alike_pairs(from, to).pairs == alike_by_definition(from, to));
    }
}

TEST_CASE("codes in one piece are alike at an edit distance of one") {
    const std::vector<std::string> some{"07B12", "7B12",  "07B21",  "70B12", "07B1",
                                        "07C12", "99X99", "07B12A", "B712"};
    const auto pairs = survey::alike_pairs(texts(some), texts(some)).pairs;
    std::size_t n = 0;
    for (std::uint32_t a = 0; a < some.size(); ++a) {
        for (std::uint32_t b = 0; b < some.size(); ++b) {
            const std::size_t distance = base::edit_distance(some[a], some[b]);
            const AlikePair pair{a, b, distance == 0 ? no_element : one_character};
            const bool found = std::find(pairs.begin(), pairs.end(), pair) != pairs.end();
            CHECK(found == (distance <= 1));
            if (distance <= 1) ++n;
        }
    }
    CHECK(pairs.size() == n);
}

TEST_CASE("codes of different sites are never alike, and one without a site is like none") {
    CodedWave from = codes({{1, 2}, {1, 2}, {1, 2}});
    CodedWave to = from;
    from.site = {1, 2, 0};
    to.site = {2, 3, 0};
    const auto pairs = survey::alike_pairs(from, to).pairs;
    REQUIRE(pairs.size() == 1);
    CHECK(pairs[0] == AlikePair{1, 0, no_element});
    const auto same = survey::same_codes(from, to);
    REQUIRE(same.size() == 1);
    CHECK(same[0] == AlikePair{1, 0, no_element});
}

TEST_CASE("the same code is matched where it stands once in either wave") {
    struct Row {
        const char* why;
        std::vector<std::vector<std::uint32_t>> from, to;
        std::size_t n_pairs;
        Standing first;  ///< of the first code of the first wave, afterwards
    };
    const Row rows[] = {
        {"once in both", {{1, 1}, {2, 1}}, {{3, 3}, {1, 1}}, 1, Standing::open},
        {"twice in the second: which of the two?", {{1, 1}}, {{1, 1}, {1, 1}}, 0, Standing::blocked},
        {"twice in the first", {{1, 1}, {1, 1}}, {{1, 1}}, 0, Standing::blocked},
        {"twice in the first, not in the second", {{1, 1}, {1, 1}}, {{2, 1}}, 0, Standing::blocked},
        {"a missing element is no agreement", {{1, 0}}, {{1, 0}}, 0, Standing::open},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        CodedWave from = codes(row.from);
        CodedWave to = codes(row.to);
        CHECK(survey::same_codes(from, to).size() == row.n_pairs);
        CHECK(from.standing[0] == row.first);
    }
}

TEST_CASE("a tolerant match needs to be the only one on both sides") {
    struct Row {
        const char* why;
        std::vector<std::vector<std::uint32_t>> from, to;
        std::vector<Fate> fates;
    };
    const Row rows[] = {
        {"one element differs", {{1, 1, 1}}, {{1, 1, 2}}, {Fate::accepted}},
        {"two elements differ", {{1, 1, 1}}, {{1, 2, 2}}, {}},
        {"one element is missing", {{1, 1, 1}}, {{1, 0, 1}}, {Fate::accepted}},
        {"one is missing and another differs", {{1, 1, 1}}, {{1, 0, 2}}, {}},
        {"the same element is missing in both", {{1, 0, 1}}, {{1, 0, 1}}, {Fate::accepted}},
        {"two in the second wave", {{1, 1, 1}}, {{1, 1, 2}, {1, 2, 1}}, {Fate::tied, Fate::tied}},
        {"two in the first wave", {{1, 1, 1}, {2, 1, 2}}, {{1, 1, 2}}, {Fate::tied, Fate::tied}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        CHECK(fates(survey::tolerant_pass(codes(row.from), codes(row.to), {})) == row.fates);
    }
}

TEST_CASE("somebody matched before is no rival, a repeated code is") {
    CodedWave from = codes({{1, 1, 1}});
    CodedWave to = codes({{1, 1, 2}, {1, 1, 3}});
    to.standing[1] = Standing::out;
    CHECK(fates(survey::tolerant_pass(from, to, {})) == std::vector{Fate::accepted});
    to.standing[1] = Standing::blocked;
    CHECK(fates(survey::tolerant_pass(from, to, {})) == std::vector{Fate::tied, Fate::repeated});
    const std::vector<survey::SheetPair> refused{{0, 1}};
    CHECK(fates(survey::tolerant_pass(from, to, {}, refused)) == std::vector{Fate::accepted});
}

TEST_CASE("a pair whose sex differs is neither matched nor a rival") {
    const CodedWave from = codes({{1, 1, 1}});
    const CodedWave to = codes({{1, 1, 2}, {1, 2, 1}});
    struct Row {
        std::uint32_t from, first, second;  ///< sex; 0 is not known
        std::vector<Fate> fates;
    };
    const Row rows[] = {
        {1, 1, 2, {Fate::accepted, Fate::contradicted}},
        {1, 2, 2, {Fate::contradicted, Fate::contradicted}},
        {1, 1, 1, {Fate::tied, Fate::tied}},
        {1, 0, 2, {Fate::unconfirmed, Fate::contradicted}},
        {1, 1, 0, {Fate::tied, Fate::tied}},
        {0, 1, 2, {Fate::tied, Fate::tied}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.first);
        CAPTURE(row.second);
        const survey::Traits a{{row.from}, {}, {}};
        const survey::Traits b{{row.first, row.second}, {}, {}};
        const survey::Confirmers confirmers(survey::bit_of(survey::Confirm::sex), a, b, {});
        CHECK(fates(survey::tolerant_pass(from, to, confirmers)) == row.fates);
    }
}

TEST_CASE("swapping the waves swaps every pair") {
    const CodedWave a = codes({{1, 2, 3}, {1, 2, 4}, {2, 2, 2}, {3, 3, 3}});
    const CodedWave b = codes({{1, 2, 5}, {2, 2, 1}, {3, 3, 3}, {9, 9, 9}});
    const auto there = survey::tolerant_pass(a, b, {});
    const auto back = survey::tolerant_pass(b, a, {});
    CHECK(there.n_single == back.n_single);
    for (const auto& one : there.likenesses) {
        const auto mirror =
            std::find_if(back.likenesses.begin(), back.likenesses.end(), [&](const auto& other) {
                return other.pair.from == one.pair.to && other.pair.to == one.pair.from;
            });
        REQUIRE(mirror != back.likenesses.end());
        CHECK(mirror->fate == one.fate);
    }
}

TEST_CASE("blocks too large to look into are marked, not searched") {
    CodedWave from;
    from.n_elements = 2;
    for (std::uint32_t i = 1; i <= 1500; ++i) {
        from.elements.insert(from.elements.end(), {1, i});
        from.standing.push_back(Standing::open);
    }
    const auto alike = survey::alike_pairs(from, from);
    CHECK(alike.crowded_from[7] == 1);
    CHECK(survey::tolerant_pass(from, from, {}).n_single == 0);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
