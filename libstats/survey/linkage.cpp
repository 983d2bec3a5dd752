#include "libstats/survey/linkage.hpp"

#include <algorithm>

namespace outcomes::survey {

Linkage link(const WaveData& from, const WaveData& to) {
    std::size_t n_people = 0;
    for (const WaveData* wave : {&from, &to}) {
        for (const std::uint32_t person : wave->person) {
            if (person != none) n_people = std::max<std::size_t>(n_people, person + std::size_t{1});
        }
    }
    std::vector<std::uint32_t> sheet_of(n_people, none);
    for (std::uint32_t i = 0; i < to.person.size(); ++i) {
        if (to.person[i] != none) sheet_of[to.person[i]] = i;
    }
    Linkage linkage;
    std::vector<std::uint8_t> met(to.size(), 0);
    for (std::uint32_t i = 0; i < from.size(); ++i) {
        const std::uint32_t person = from.person.empty() ? none : from.person[i];
        const std::uint32_t partner = person == none ? none : sheet_of[person];
        if (partner == none) {
            linkage.only_from.push_back(i);
        } else {
            linkage.pairs.push_back({i, partner});
            met[partner] = 1;
        }
    }
    for (std::uint32_t i = 0; i < to.size(); ++i) {
        if (met[i] == 0) linkage.only_to.push_back(i);
    }
    return linkage;
}

}  // namespace outcomes::survey
