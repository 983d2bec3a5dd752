#include "libstats/analysis/measure.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace outcomes;
using survey::none;
using survey::WaveData;

namespace {

WaveData wave_of(std::vector<std::uint32_t> person, std::vector<std::uint32_t> household = {}) {
    WaveData wave;
    wave.sheets.resize(person.size());
    wave.person = std::move(person);
    wave.household = std::move(household);
    return wave;
}

}  // namespace

TEST_SUITE("analysis/waves") {
    TEST_CASE("a linked person's two sheets share a cluster, others stand alone") {
        const WaveData from = wave_of({0, 1, none});
        const WaveData to = wave_of({1, none, 2});
        const auto waves = analysis::pair_waves(from, to);
        REQUIRE(waves.linkage.pairs.size() == 1);
        CHECK_FALSE(waves.has_households);
        CHECK(waves.cluster_from[1] == waves.cluster_to[0]);
        std::set<std::uint32_t> clusters(waves.cluster_from.begin(), waves.cluster_from.end());
        clusters.insert(waves.cluster_to.begin(), waves.cluster_to.end());
        CHECK(clusters.size() == 5);
        CHECK(*clusters.rbegin() == 4);
    }

    TEST_CASE("people of one household share a cluster, and someone who moves ties two households") {
        const WaveData from = wave_of({0, 1, 2, 3}, {0, 0, 1, none});
        const WaveData to = wave_of({1, 4}, {1, none});
        const auto waves = analysis::pair_waves(from, to);
        CHECK(waves.has_households);
        CHECK(waves.cluster_from[0] == waves.cluster_from[1]);
        CHECK(waves.cluster_from[1] == waves.cluster_from[2]);  // person 1 lived in 0 and then in 1
        CHECK(waves.cluster_from[3] != waves.cluster_from[0]);
        CHECK(waves.cluster_to[0] == waves.cluster_from[0]);
        CHECK(waves.cluster_to[1] != waves.cluster_from[3]);
    }
}
