#include "tests/attack/people_sums.hpp"

namespace outcomes::tests {
namespace {

std::vector<int> unknowns(IntegerSystem& system, const std::vector<std::int64_t>& truths) {
    std::vector<int> all;
    for (const std::int64_t truth : truths) all.push_back(system.unknown(truth));
    return all;
}

void add_list(Sum& sum, const std::vector<int>& list, const Weight& weight) {
    for (std::size_t a = 0; a < list.size(); ++a) sum.emplace_back(list[a], weight(static_cast<int>(a)));
}

}  // namespace

double one(int) {
    return 1;
}

Part part_of(IntegerSystem& system, const TrueCounts& truth) {
    Part part;
    part.k = truth.k;
    part.pairs = unknowns(system, truth.pairs);
    part.lost = unknowns(system, truth.lost);
    part.gained = unknowns(system, truth.gained);
    part.first = unknowns(system, truth.first);
    part.second = unknowns(system, truth.second);
    part.silent = system.unknown(truth.silent);
    part.first_without = system.unknown(truth.first_without);
    part.second_without = system.unknown(truth.second_without);
    return part;
}

Sum People::pairs(const std::function<double(int, int)>& weight) const {
    Sum sum;
    for (const Part& part : parts_) {
        for (int a = 0; a < part.k; ++a) {
            for (int b = 0; b < part.k; ++b)
                sum.emplace_back(part.pairs[static_cast<std::size_t>(a * part.k + b)], weight(a, b));
        }
    }
    return sum;
}

Sum People::sum(Who who, const Weight& weight) const {
    Sum sum;
    const bool is_after = who == Who::pairs_after || who == Who::everyone_after;
    if (who != Who::lost_before) sum = pairs([&](int a, int b) { return weight(is_after ? b : a); });
    for (const Part& part : parts_) {
        if (who == Who::everyone_before || who == Who::kept_before) add_list(sum, part.lost, weight);
        if (who == Who::everyone_before || who == Who::lost_before) add_list(sum, part.first, weight);
        if (who == Who::everyone_after) {
            add_list(sum, part.gained, weight);
            add_list(sum, part.second, weight);
        }
    }
    return sum;
}

Sum People::linked() const {
    Sum sum = this->sum(Who::kept_before);
    for (const Part& part : parts_) {
        add_list(sum, part.gained, one);
        sum.emplace_back(part.silent, 1);
    }
    return sum;
}

Sum People::alone(int wave) const {
    Sum sum;
    for (const Part& part : parts_) {
        add_list(sum, wave == 0 ? part.first : part.second, one);
        sum.emplace_back(wave == 0 ? part.first_without : part.second_without, 1);
    }
    return sum;
}

Sum People::answered(int wave) const {
    Sum sum = linked();
    add(sum, alone(wave));
    return sum;
}

}  // namespace outcomes::tests
