#include "libstats/survey/sheet_texts.hpp"

#include "libstats/survey/sheet_runs.hpp"

namespace outcomes::survey {

std::vector<std::uint32_t> SheetTexts::number(const WaveData& wave, const std::string& column,
                                              const TextForm& form) {
    std::vector<std::uint32_t> numbers(wave.size(), none);
    for (const SheetRun& run : sheet_runs(wave)) {
        const io::Column* cells = column.empty() ? nullptr : run.table->find(column);
        if (cells == nullptr) continue;
        std::vector<std::uint32_t> number_of;
        number_of.reserve(cells->values.size());
        for (std::uint32_t code = 0; code < cells->values.size(); ++code) {
            const auto text = form(cells->values.at(code));
            number_of.push_back(text ? pool_.intern(*text) : none);
        }
        for_each_code(wave, run, *cells,
                      [&](std::size_t sheet, std::uint32_t code) { numbers[sheet] = number_of[code]; });
    }
    return numbers;
}

}  // namespace outcomes::survey
