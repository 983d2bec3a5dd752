#include "libstats/survey/members.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/item_scores.hpp"
#include "libstats/survey/sheet_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

namespace outcomes::survey {
namespace {

/// Which group a text belongs to, or -1.
using GroupOf = std::function<std::int32_t(std::string_view text, char mark)>;

/// Calls `use(wave, sheet, text, mark)` for every sheet whose cell says something.
template <class Use>
void for_each_text(const Study& study, const Subgroup& subgroup, std::span<const WaveData* const> waves,
                   Use use) {
    for (std::size_t w = 0; w < waves.size(); ++w) {
        const WaveData& wave = *waves[w];
        const char mark = decimal_mark(study, wave);
        const MissingKey missing(study.missing, mark);
        for (const SheetRun& run : sheet_runs(wave)) {
            const std::string& name = subgroup.column.in(wave.id);
            const io::Column* column = name.empty() ? nullptr : run.table->find(name);
            if (column == nullptr) continue;
            for_each_code(wave, run, *column, [&](std::size_t sheet, std::uint32_t code) {
                if (!missing.contains(*column, code)) use(w, sheet, column->values.at(code), mark);
            });
        }
    }
}

std::string text_of(const base::Decimal& number) {
    return fmt::format("{}", number.to_double());
}

std::vector<std::string> labels_of_cuts(const std::vector<base::Decimal>& cuts) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        const double low = cuts[i].to_double();
        if (i + 1 == cuts.size()) {
            labels.push_back(text_of(cuts[i]) + " and over");
            continue;
        }
        const double next = cuts[i + 1].to_double();
        const bool whole = low == static_cast<double>(static_cast<std::int64_t>(low)) &&
                           next == static_cast<double>(static_cast<std::int64_t>(next));
        labels.push_back(whole ? fmt::format("{} to {}", low, next - 1)
                               : fmt::format("{} to under {}", low, next));
    }
    return labels;
}

std::int32_t band_of(const std::vector<base::Decimal>& cuts, std::string_view text, char mark) {
    const auto number = base::parse_decimal(text, mark);
    if (!number) return -1;
    const double value = number->to_double();
    std::int32_t band = -1;
    for (const base::Decimal& cut : cuts) {
        if (value >= cut.to_double()) ++band;
    }
    return band;
}

/// Every text that stands in the column, by its folded form.
std::map<std::string, std::string> texts_in(const Study& study, const Subgroup& subgroup,
                                            std::span<const WaveData* const> waves) {
    std::map<std::string, std::string> texts;
    for_each_text(study, subgroup, waves, [&](std::size_t, std::size_t, std::string_view text, char) {
        texts.try_emplace(base::folded(text), base::trim(text));
    });
    return texts;
}

}  // namespace

Members members_of(const Study& study, const Subgroup& subgroup, std::span<const WaveData* const> waves) {
    Members members;
    std::map<std::string, std::int32_t> positions;
    if (!subgroup.cuts.empty()) {
        members.labels = labels_of_cuts(subgroup.cuts);
    } else if (!subgroup.keep.empty()) {
        members.labels = subgroup.keep;
    } else {
        for (const auto& [folded, text] : texts_in(study, subgroup, waves)) members.labels.push_back(text);
    }
    for (std::size_t i = 0; i < members.labels.size(); ++i)
        positions.try_emplace(base::folded(members.labels[i]), static_cast<std::int32_t>(i));
    for (const WaveData* wave : waves) members.of_sheet.emplace_back(wave->size(), -1);
    for_each_text(
        study, subgroup, waves, [&](std::size_t wave, std::size_t sheet, std::string_view text, char mark) {
            std::int32_t& group = members.of_sheet[wave][sheet];
            if (!subgroup.cuts.empty()) {
                group = band_of(subgroup.cuts, text, mark);
            } else if (const auto found = positions.find(base::folded(text)); found != positions.end()) {
                group = found->second;
            }
        });
    return members;
}

}  // namespace outcomes::survey
