#include "libstats/survey/sheet_runs.hpp"

#include <algorithm>
#include <cstdint>

namespace outcomes::survey {

std::vector<SheetRun> sheet_runs(const WaveData& wave) {
    std::vector<SheetRun> runs;
    const auto& sheets = wave.sheets;
    for (std::size_t begin = 0; begin < sheets.size();) {
        const std::uint32_t table = sheets[begin].table;
        const auto after =
            std::partition_point(sheets.begin() + static_cast<std::ptrdiff_t>(begin), sheets.end(),
                                 [&](const Sheet& sheet) { return sheet.table == table; });
        const auto end = static_cast<std::size_t>(after - sheets.begin());
        const bool is_dense = sheets[end - 1].record - sheets[begin].record == end - begin - 1;
        runs.push_back({wave.tables[table].get(), begin, end, is_dense});
        begin = end;
    }
    return runs;
}

}  // namespace outcomes::survey
