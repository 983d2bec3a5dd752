#include "tests/calibration/draws.hpp"

#include <algorithm>

namespace outcomes::calibration {
namespace {

using Values = std::vector<std::int64_t>;

Values joined(Values first, const Values& second, std::size_t n) {
    first.resize(n);
    first.insert(first.end(), second.begin(), second.begin() + static_cast<std::ptrdiff_t>(n));
    return first;
}

}  // namespace

Overlapping overlapping_of(const Draw& draw) {
    const std::size_t half = draw.before.size() / 2;
    Values before = draw.before;
    Values after = draw.after;
    before.resize(half);
    after.resize(half);
    return {moments_of(joined(draw.before, draw.others_before, half)),
            moments_of(joined(draw.after, draw.others_after, half)),
            stats::paired_moments(view(before), view(after)).value()};
}

OverlappingScores overlapping_scores_of(const Draw& draw) {
    const std::size_t half = draw.before.size() / 2;
    OverlappingScores scores{draw.others_before, draw.others_after, draw.before, draw.after};
    for (Values* part :
         {&scores.only_baseline, &scores.only_repeat, &scores.paired_baseline, &scores.paired_repeat})
        part->resize(half);
    return scores;
}

stats::PairedTable paired_table_of(const Values& before, const Values& after, std::size_t cut) {
    stats::PairedTable table{};
    const auto limit = static_cast<std::int64_t>(cut);
    for (std::size_t i = 0; i < before.size(); ++i) {
        const bool yes_before = before[i] >= limit;
        const bool yes_after = after[i] >= limit;
        ++(yes_before ? (yes_after ? table.both : table.baseline_only)
                      : (yes_after ? table.repeat_only : table.neither));
    }
    return table;
}

stats::Count yes_of(const std::vector<std::int64_t>& values, std::size_t cut) {
    const auto limit = static_cast<std::int64_t>(cut);
    const auto yes = std::ranges::count_if(values, [limit](std::int64_t value) { return value >= limit; });
    return {yes, static_cast<std::int64_t>(values.size())};
}

std::vector<std::int64_t> square_table_of(const Draw& draw, std::size_t n_scores) {
    std::vector<std::int64_t> table(n_scores * n_scores, 0);
    for (std::size_t i = 0; i < draw.before.size(); ++i)
        ++table[static_cast<std::size_t>(draw.before[i]) * n_scores +
                static_cast<std::size_t>(draw.after[i])];
    return table;
}

}  // namespace outcomes::calibration
