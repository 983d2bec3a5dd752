#include "libstats/survey/needed_columns.hpp"

#include <algorithm>
#include <utility>

namespace outcomes::survey {
namespace {

/// Collects names; a name that is needed in two ways is needed in the stricter one.
class Names {
  public:
    void add(const std::string& name, const Mark& mark, bool somewhere = false) {
        if (name.empty()) return;
        const auto found =
            std::find_if(all_.begin(), all_.end(), [&](const auto& one) { return one.name == name; });
        if (found == all_.end())
            all_.push_back({name, mark, somewhere});
        else if (found->somewhere && !somewhere)
            *found = {name, mark, false};
    }
    [[nodiscard]] std::vector<NeededColumn> take() { return std::move(all_); }

  private:
    std::vector<NeededColumn> all_;
};

bool is_asked_for(const LoadOptions& options, const std::string& id) {
    return options.scales.empty() ||
           std::find(options.scales.begin(), options.scales.end(), id) != options.scales.end();
}

void add_people(const Study& study, const Wave& wave, const LoadOptions& options, Names& names) {
    const Columns& columns = study.columns;
    if (options.need_people) {
        for (const ColumnName& id : columns.id) names.add(id.in(wave.id), id.mark);
    }
    for (const auto* column : {&columns.household, &columns.weight}) {
        if (*column) names.add((*column)->in(wave.id), (*column)->mark);
    }
    for (const auto* column : {&columns.sex, &columns.age, &columns.consent}) {
        if (*column) names.add((*column)->in(wave.id), (*column)->mark, true);
    }
    if (columns.group) names.add(columns.group->column, columns.group->mark, true);
    for (const Subgroup& subgroup : study.subgroups) {
        names.add(subgroup.column.in(wave.id), subgroup.column.mark, true);
    }
}

void add_questions(const Study& study, const Wave& wave, const LoadOptions& options, Names& names) {
    for (const Scale& scale : study.scales) {
        if (scale.column && is_asked_for(options, scale.id))
            names.add(scale.column->in(wave.id), scale.column->mark);
        for (const std::string& id : scale.items) {
            const Item* item = study.find_item(id);
            if (item != nullptr && is_named(options.scales, scale, id))
                names.add(item->column.in(wave.id), item->column.mark);
        }
    }
    for (const Category& category : study.categories) {
        if (is_asked_for(options, category.id)) names.add(category.column.in(wave.id), category.column.mark);
    }
}

}  // namespace

std::vector<NeededColumn> needed_columns(const Study& study, const Wave& wave, const LoadOptions& options,
                                         bool is_first) {
    Names names;
    add_people(study, wave, options, names);
    if (!options.people_only) add_questions(study, wave, options, names);
    for (const Condition& condition : wave.where) {
        if (condition.is_for(wave.id)) names.add(condition.column, condition.mark);
    }
    for (const auto* conditions : {&study.rows.keep, &study.rows.drop}) {
        for (const Condition& condition : *conditions) {
            if (condition.is_for(wave.id)) names.add(condition.column, condition.mark, true);
        }
    }
    for (const std::string& column : options.extra_columns) names.add(column, {}, !is_first);
    return names.take();
}

}  // namespace outcomes::survey
