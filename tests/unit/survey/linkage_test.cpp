#include "libstats/survey/linkage.hpp"

#include <doctest/doctest.h>

namespace outcomes::tests {
namespace {

using survey::none;

survey::WaveData people(const std::vector<std::uint32_t>& numbers) {
    survey::WaveData wave;
    wave.person = numbers;
    wave.sheets.resize(numbers.size());
    return wave;
}

TEST_SUITE_BEGIN("survey/linkage");

TEST_CASE("people are paired in the order of the first wave; blank ids never link") {
    const auto linked = survey::link(people({4, none, 0, 2, 7}), people({none, 2, 9, 4}));
    REQUIRE(linked.pairs.size() == 2);
    CHECK(linked.pairs[0].from == 0);
    CHECK(linked.pairs[0].to == 3);
    CHECK(linked.pairs[1].from == 3);
    CHECK(linked.pairs[1].to == 1);
    CHECK(linked.only_from == std::vector<std::uint32_t>{1, 2, 4});
    CHECK(linked.only_to == std::vector<std::uint32_t>{0, 2});
}

TEST_CASE("swapping the waves swaps every pair") {
    const auto a = people({3, 1, none, 2, 8});
    const auto b = people({8, 3, 5, none});
    const auto there = survey::link(a, b);
    const auto back = survey::link(b, a);
    REQUIRE(there.pairs.size() == back.pairs.size());
    CHECK(there.only_from == back.only_to);
    CHECK(there.only_to == back.only_from);
    for (const auto& pair : there.pairs) CHECK(a.person[pair.from] == b.person[pair.to]);
    for (const auto& pair : back.pairs) CHECK(b.person[pair.from] == a.person[pair.to]);
}

TEST_CASE("nobody links with nobody") {
    const auto linked = survey::link(people({}), people({none, none}));
    CHECK(linked.pairs.empty());
    CHECK(linked.only_to.size() == 2);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
