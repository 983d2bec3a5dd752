#include "libstats/survey/sex_texts.hpp"

#include "libstats/base/text.hpp"

#include <set>

namespace outcomes::survey {

SexTexts::SexTexts(const Study& study, std::span<const WaveData* const> waves, const ColumnName& column)
    : says_nothing_(study.missing) {
    std::map<std::string, std::set<std::string>> by_letter;
    for (const WaveData* wave : waves) {
        for (const auto& table : wave->tables) {
            const io::Column* cells = table->find(column.in(wave->id));
            for (std::uint32_t code = 0; cells != nullptr && code < cells->values.size(); ++code) {
                const std::string text = base::folded(cells->values.at(code));
                if (text.size() > 1 && !says_nothing_.contains(text))
                    by_letter[text.substr(0, 1)].insert(text);
            }
        }
    }
    for (const auto& [letter, texts] : by_letter) {
        if (texts.size() == 1) long_forms_[letter] = *texts.begin();
    }
}

std::optional<std::string> SexTexts::form(std::string_view text) const {
    if (says_nothing_.contains(text)) return std::nullopt;
    std::string folded = base::folded(text);
    const auto longer = long_forms_.find(folded);
    return longer == long_forms_.end() ? folded : longer->second;
}

}  // namespace outcomes::survey
