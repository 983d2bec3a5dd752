#include "libstats/survey/answer_sums.hpp"

#include <algorithm>
#include <numeric>

namespace outcomes::survey {
namespace {

/// Adds in blocks that stay in the cache while all items are added. `packed` becomes 256 times the sum plus
/// the count.
void add_answers(const WaveData& wave, const ItemRun& run, std::span<const std::size_t> items,
                 std::vector<std::int64_t>& packed) {
    constexpr std::size_t block = 4096;
    for (std::size_t begin = run.run.begin; begin < run.run.end; begin += block) {
        const SheetRun part{run.run.table, begin, std::min(begin + block, run.run.end), run.run.is_dense};
        for (const std::size_t position : items) {
            const ItemTable& item = run.items[position];
            if (item.column == nullptr) continue;
            for_each_code(wave, part, *item.column,
                          [&](std::size_t sheet, std::uint32_t code) { packed[sheet] += item.packed[code]; });
        }
    }
}

}  // namespace

WaveScores answer_sums(const WaveData& wave, const std::vector<ItemRun>& runs,
                       std::span<const std::size_t> items) {
    WaveScores sums;
    sums.units.assign(wave.size(), 0);
    sums.answered.assign(wave.size(), 0);
    for (const ItemRun& run : runs) {
        std::vector<std::size_t> all;
        if (items.empty()) {
            all.resize(run.items.size());
            std::iota(all.begin(), all.end(), std::size_t{0});
        }
        add_answers(wave, run, items.empty() ? std::span<const std::size_t>(all) : items, sums.units);
    }
    for (std::size_t i = 0; i < wave.size(); ++i) {
        sums.answered[i] = static_cast<std::uint8_t>(sums.units[i] & 0xFF);
        sums.units[i] >>= 8;
    }
    return sums;
}

}  // namespace outcomes::survey
