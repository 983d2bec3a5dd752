#include "libstats/base/text.hpp"
#include "libstats/survey/study_reading.hpp"

#include <fmt/format.h>

#include <map>

namespace outcomes::survey {
namespace {

/// Everything that picks the rows of a wave, as one text.
std::string rows_of(const Wave& wave) {
    std::string rows;
    for (const std::string& file : wave.files) rows += file + '\n';
    for (const Condition& condition : wave.where) {
        rows += '\n' + condition.column + '\n';
        for (const std::string& value : condition.is) rows += base::folded(value) + '\n';
    }
    return rows;
}

void check_waves(const StudyReading& reading) {
    if (reading.study.waves.empty() && reading.root.find("wave") == nullptr) {
        reading.defects.warning(
            "study.no_wave", "the study names no wave, so no data can be read", {}, "",
            "add, for example:\n[wave]\nbaseline = { file = \"data/spring.csv\", date = 2024-04-01 }");
    }
    std::map<std::string, const Wave*> seen;
    for (const Wave& wave : reading.study.waves) {
        const auto [earlier, is_new] = seen.emplace(rows_of(wave), &wave);
        if (is_new || wave.files.empty()) continue;
        reading.defects.warning(
            "study.same_wave",
            fmt::format("the waves \"{}\" and \"{}\" read the same rows", earlier->second->id, wave.id),
            wave.mark, "", "name another file, or pick the rows of each with where = { ... }");
    }
}

void check_id(const StudyReading& reading) {
    const Study& study = reading.study;
    if (study.waves.size() < 2 || study.design == Design::cross_section) return;
    const TomlEntry* columns = reading.root.find("columns");
    if (columns != nullptr && columns->value.find("id") != nullptr) return;
    reading.defects.warning(
        "study.no_id", "no column says who is who, so people cannot be followed from wave to wave",
        study.columns.mark, "",
        "add [columns] id = \"...\", or [study] design = \"cross-section\" if different people answered");
}

/// A total and its subscales share items by design.
bool same_use(const Study& study, const std::string& other, const Scale& scale) {
    const Scale* earlier = study.find_scale(other);
    return !scale.use.empty() && earlier != nullptr && earlier->use == scale.use;
}

void check_shared_items(const StudyReading& reading) {
    std::map<std::string, std::string> scale_of;
    for (const Scale& scale : reading.study.scales) {
        for (const std::string& item : scale.items) {
            const auto [earlier, is_new] = scale_of.emplace(item, scale.id);
            if (is_new || earlier->second == scale.id || same_use(reading.study, earlier->second, scale))
                continue;
            reading.defects.warning("study.shared_item",
                                    fmt::format("the item \"{}\" is in two scales, \"{}\" and \"{}\"", item,
                                                earlier->second, scale.id),
                                    scale.mark, "", "their changes will resemble each other");
        }
    }
}

void check_measures(const StudyReading& reading) {
    const Study& study = reading.study;
    const bool declared = reading.root.find("scale") != nullptr || reading.root.find("category") != nullptr;
    if (study.scales.empty() && study.categories.empty() && !declared) {
        reading.defects.warning(
            "study.nothing_to_measure", "the study has neither a scale nor a category", {}, "",
            "add, for example:\n[scale]\nbelonging = { label = \"Belonging\", items = [\"Q1_1..Q1_4\"] }");
    }
    const auto has_change = [](const auto& measure) { return measure.small_change.is_set(); };
    if (study.scales.empty() || study.rules.small_change.is_set()) return;
    if (std::any_of(study.scales.begin(), study.scales.end(), has_change)) return;
    reading.defects.warning(
        "study.no_small_change",
        "no smallest change that matters is set, so \"no meaningful change\" can never be found", {}, "",
        "add, for example: [rules] small_change = { sd = 0.2 }");
}

void check_families(const StudyReading& reading) {
    const Study& study = reading.study;
    if (study.families.empty()) return;
    for (const Scale& scale : study.scales) {
        const auto has_it = [&](const Family& family) {
            return std::find(family.scales.begin(), family.scales.end(), scale.id) != family.scales.end();
        };
        if (std::any_of(study.families.begin(), study.families.end(), has_it)) continue;
        reading.defects.warning("study.no_family", fmt::format("the scale \"{}\" is in no family", scale.id),
                                scale.mark, "", "put it into one: p-values are adjusted within a family");
    }
}

}  // namespace

void check_whole_study(const StudyReading& reading) {
    check_waves(reading);
    check_id(reading);
    check_shared_items(reading);
    check_measures(reading);
    check_families(reading);
}

}  // namespace outcomes::survey
