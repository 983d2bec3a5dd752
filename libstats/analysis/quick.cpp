#include "libstats/analysis/quick.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/outcome.hpp"

#include <fmt/format.h>

#include <utility>

namespace outcomes::analysis {
namespace {

using base::require;

survey::ColumnName same_in_both(std::string name) {
    survey::ColumnName column;
    column.common = std::move(name);
    return column;
}

survey::Better better_of(const std::string& word) {
    if (word == "lower") return survey::Better::lower;
    if (word == "neither") return survey::Better::neither;
    require(word == "higher", "better is higher, lower or neither");
    return survey::Better::higher;
}

std::string title_of(const QuickForm& form) {
    const std::string title = "Comparison without a study file";
    if (form.better == "neither") return title;
    return title + fmt::format(" (a {} score is taken as better)", form.better);
}

survey::Wave wave_of(std::string id, std::string label, std::string file) {
    survey::Wave wave;
    wave.id = std::move(id);
    wave.label = std::move(label);
    wave.files.push_back(std::move(file));
    return wave;
}

survey::Scale scale_of(const QuickForm& form, std::string id, survey::ColumnName column) {
    survey::Scale scale;
    scale.id = id;
    scale.label = std::move(id);
    scale.column = std::move(column);
    scale.items_per_score = form.items_per_score;
    scale.better = better_of(form.better);
    scale.small_change.points = form.small_change_points;
    scale.small_change.sd = form.small_change_sd;
    return scale;
}

/// In a wide file everybody has a row: who left the cell blank did not answer that time.
survey::Condition answered(const survey::Study& study, const std::string& column) {
    survey::Condition condition;
    condition.column = column;
    condition.is_not = study.missing.labels;
    return condition;
}

/// One scale a pair of columns.
void add_column_pairs(survey::Study& study, const QuickForm& form) {
    require(!form.before.empty() && form.before.size() == form.after.size(),
            "the columns before and after must be as many");
    for (std::size_t i = 0; i < form.before.size(); ++i) {
        survey::ColumnName column;
        column.by_wave = {{"baseline", form.before[i]}, {"repeat", form.after[i]}};
        const bool same = form.before[i] == form.after[i];
        const std::string name =
            same ? form.before[i] : fmt::format("{} to {}", form.before[i], form.after[i]);
        study.scales.push_back(scale_of(form, name, std::move(column)));
    }
}

void add_wide(survey::Study& study, const QuickForm& form) {
    study.waves = {wave_of("baseline", "before", form.data_file), wave_of("repeat", "after", form.data_file)};
    study.columns.row_is_person = form.id.empty();
    add_column_pairs(study, form);
    if (form.before.size() > 1) return;
    study.waves[0].where.push_back(answered(study, form.before[0]));
    study.waves[1].where.push_back(answered(study, form.after[0]));
}

void add_two_files(survey::Study& study, const QuickForm& form) {
    require(!form.before_file.empty() && !form.after_file.empty(), "the quick form needs both files");
    require(form.columns.empty() != form.before.empty(),
            "the quick form needs the columns to compare: named alike, or those of each file");
    study.waves = {wave_of("baseline", "before", form.before_file),
                   wave_of("repeat", "after", form.after_file)};
    for (const std::string& name : form.columns)
        study.scales.push_back(scale_of(form, name, same_in_both(name)));
    if (form.columns.empty()) add_column_pairs(study, form);
    if (form.id.empty()) {
        study.design = survey::Design::cross_section;
        study.rules.headline = survey::Headline::place;
    }
}

}  // namespace

survey::Study quick_study(const QuickForm& form) {
    require(form.data_file.empty() != form.before_file.empty(),
            "the quick form is one wide file or two files");
    survey::Study study;
    study.id = "quick";
    study.title = title_of(form);
    study.missing.labels = {"", "NA"};
    for (const std::string& text : form.missing) {
        study.missing.labels.push_back(text);
        if (base::parse_double(text)) study.missing.codes.emplace(text, "");  // "-9.0" is -9, too
    }
    study.rules.headline = form.place ? survey::Headline::place : survey::Headline::people;
    for (const std::string& name : form.id) study.columns.id.push_back(same_in_both(name));
    if (form.household) study.columns.household = same_in_both(*form.household);
    if (form.data_file.empty())
        add_two_files(study, form);
    else
        add_wide(study, form);
    for (survey::Wave& wave : study.waves) wave.profile = form.profile;
    return study;
}

}  // namespace outcomes::analysis
