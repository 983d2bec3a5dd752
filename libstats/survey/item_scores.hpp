#pragma once

#include "libstats/survey/answers.hpp"
#include "libstats/survey/scoring.hpp"
#include "libstats/survey/sheet_runs.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace outcomes::survey {

/// What one item's distinct texts are worth in one file, after reversal. Index: code of the text.
struct ItemTable {
    const io::Column* column = nullptr;  ///< nullptr: the item was not asked here
    std::vector<std::int64_t> units;     ///< at most 2^45 in size; 0 where there is no answer
    std::vector<std::uint8_t> answered;  ///< 1 or 0
    std::vector<std::int64_t> packed;    ///< 256 units + answered: one sum for both, for up to 255 items
};

/// One run of sheets with the tables of all items.
struct ItemRun {
    SheetRun run;
    std::vector<ItemTable> items;  ///< one an item, in the scale's order
};

/// A scale of items in several waves, every distinct answer decoded once.
struct DecodedScale {
    std::int64_t denominator = 1;      ///< answer = units / denominator
    std::vector<std::int64_t> lowest;  ///< lowest answer of each item, in units
    std::vector<std::int64_t> highest;
    std::vector<std::vector<ItemRun>> waves;
};

/// Throws base::InputError, one diagnostic a column and wave, for answers that are in no list.
[[nodiscard]] DecodedScale decode_scale(const Study& study, const Scale& scale,
                                        std::span<const WaveData* const> waves);

/// The decimal mark of a wave's files.
[[nodiscard]] char decimal_mark(const Study& study, const WaveData& wave);

}  // namespace outcomes::survey
