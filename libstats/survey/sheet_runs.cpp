#include "libstats/survey/sheet_runs.hpp"

namespace outcomes::survey {

std::vector<SheetRun> sheet_runs(const WaveData& wave) {
    std::vector<SheetRun> runs;
    for (std::size_t i = 0; i < wave.sheets.size(); ++i) {
        const std::uint32_t table = wave.sheets[i].table;
        if (i == 0 || wave.sheets[i - 1].table != table) runs.push_back({wave.tables[table].get(), i, i});
        runs.back().end = i + 1;
    }
    return runs;
}

}  // namespace outcomes::survey
