#pragma once

#include "libstats/survey/responses.hpp"

#include <cstddef>
#include <vector>

namespace outcomes::survey {

/// Sheets [begin, end) of a wave, all from one table.
struct SheetRun {
    const io::Table* table = nullptr;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool is_dense = true;  ///< the records follow one another without a gap
};

/// The wave's sheets, cut where the file changes. They must be in file order. Cost O(files x log sheets).
[[nodiscard]] std::vector<SheetRun> sheet_runs(const WaveData& wave);

/// Calls `use(sheet index, code)` for every sheet of a run; the column's narrow type is looked at once.
template <class Use>
void for_each_code(const WaveData& wave, const SheetRun& run, const io::Column& column, Use use) {
    column.codes.visit([&](const auto& codes) {
        if (run.is_dense) {
            const auto* code = codes.data() + wave.sheets[run.begin].record;
            for (std::size_t i = run.begin; i < run.end; ++i) use(i, static_cast<std::uint32_t>(*code++));
        } else {
            for (std::size_t i = run.begin; i < run.end; ++i) {
                use(i, static_cast<std::uint32_t>(codes[wave.sheets[i].record]));
            }
        }
    });
}

}  // namespace outcomes::survey
