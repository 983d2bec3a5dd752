#include "libstats/base/text.hpp"
#include "libstats/survey/study_reading.hpp"

#include <fmt/format.h>

#include <map>

namespace outcomes::survey {
namespace {

/// "did you mean ...?", else what there is to choose from.
std::string hint_or_list(const std::string& typed, const std::vector<std::string>& names,
                         std::string_view what) {
    std::string hint = base::did_you_mean(typed, names);
    if (!hint.empty()) return hint;
    return names.empty() ? fmt::format("there are no {}", what)
                         : fmt::format("the {} are {}", what, base::joined(names));
}

/// The label as its list spells it, or "higher", "lower", "neither".
std::string better_answer(StudyReading& reading, const TomlValue& table, const AnswerList& list) {
    std::string better = text_in(table, "better", "higher");
    if (better == "higher" || better == "lower" || better == "neither") return better;
    for (const std::string& label : list.labels) {
        if (base::folded(label) == base::folded(better)) return label;
    }
    std::vector<std::string> choices = list.labels;
    choices.insert(choices.end(), {"higher", "lower", "neither"});
    reading.defects.error("study.unknown_label",
                          fmt::format("\"{}\" is not a label of \"{}\"", better, list.id),
                          table.find("better")->value.mark, "", hint_or_list(better, choices, "choices"));
    return better;
}

/// Answers without an order have no good end, and a change of them no size.
void read_order(StudyReading& reading, const TomlValue& table, Category& category) {
    const TomlEntry* ordered = entry_in(table, "ordered", TomlKind::flag);
    category.ordered = ordered == nullptr || ordered->value.flag;
    if (category.ordered) return;
    const TomlEntry* better = table.find("better");
    if (better != nullptr && category.better != "neither") {
        reading.defects.error("study.unordered", "answers without an order have no better direction",
                              better->value.mark, "", "leave out \"better\", or \"ordered = false\"");
    }
    if (category.small_change.is_set()) {
        reading.defects.error(
            "study.unordered", "answers without an order get no verdict, so no smallest change",
            category.small_change.mark, "", "leave out \"small_change\", or \"ordered = false\"");
    }
    category.better = "neither";
}

Category read_category(StudyReading& reading, const TomlEntry& entry) {
    Category category;
    category.id = entry.key;
    category.mark = entry.mark;
    category.label = text_in(entry.value, "label", entry.key);
    check_name(reading, entry);
    category.column = column_in(reading, entry.value, "column").value_or(ColumnName{});
    category.answers = text_in(entry.value, "answers", "");
    category.small_change = small_change_in(reading, entry.value);
    if (category.small_change.sd) {
        reading.defects.error("study.small_change",
                              "the smallest change of a category is in percentage points",
                              category.small_change.mark, "", "for example: small_change = { points = 5 }");
    }
    const AnswerList* list = reading.study.find_answers(category.answers);
    if (list != nullptr) {
        category.better = better_answer(reading, entry.value, *list);
    } else if (!category.answers.empty()) {
        reading.defects.error("study.unknown_answers",
                              fmt::format("there is no answer list \"{}\"", category.answers),
                              entry.value.find("answers")->value.mark, "",
                              hint_or_list(category.answers, ids_of(reading.study.answers), "lists"));
    }
    read_order(reading, entry.value, category);
    return category;
}

void read_cuts(StudyReading& reading, const TomlValue& table, Subgroup& subgroup) {
    const TomlEntry* cuts = entry_in(table, "cuts", TomlKind::list);
    if (cuts == nullptr) return;
    for (const TomlValue& one : cuts->value.list) {
        const auto cut = decimal_of(reading, one);
        if (!cut) continue;
        if (!subgroup.cuts.empty() && subgroup.cuts.back().to_double() >= cut->to_double()) {
            reading.defects.error("study.cuts", "the cuts must rise", one.mark, "",
                                  "for example: cuts = [16, 35, 65]");
        }
        subgroup.cuts.push_back(*cut);
    }
    if (cuts->value.list.empty())
        reading.defects.error("study.cuts", "the list of cuts is empty", cuts->value.mark);
    if (const TomlEntry* keep = table.find("keep")) {
        reading.defects.error("study.cuts",
                              "\"cuts\" is for numbers and \"keep\" for texts: a subgroup has one of them",
                              keep->mark);
    }
}

Subgroup read_subgroup(StudyReading& reading, const TomlEntry& entry) {
    Subgroup subgroup;
    subgroup.id = entry.key;
    subgroup.mark = entry.mark;
    subgroup.label = text_in(entry.value, "label", entry.key);
    check_name(reading, entry);
    subgroup.column = column_in(reading, entry.value, "column").value_or(ColumnName{});
    read_cuts(reading, entry.value, subgroup);
    subgroup.keep = texts_in(entry.value, "keep");
    return subgroup;
}

/// @param family_of which family each scale is in so far
Family read_family(StudyReading& reading, const TomlEntry& entry,
                   std::map<std::string, std::string>& family_of) {
    Family family{entry.key, {}, entry.mark};
    for (const TomlValue& one : entry.value.list) {
        if (one.kind != TomlKind::text) continue;
        const std::string scale(base::trim(one.text));
        if (reading.study.find_scale(scale) == nullptr) {
            reading.defects.error("study.unknown_scale", fmt::format("there is no scale \"{}\"", scale),
                                  one.mark, "", hint_or_list(scale, ids_of(reading.study.scales), "scales"));
            continue;
        }
        const auto [earlier, is_new] = family_of.emplace(scale, entry.key);
        if (!is_new) {
            reading.defects.error("study.family", fmt::format("the scale \"{}\" is in two families", scale),
                                  one.mark, "", fmt::format("it already is in \"{}\"", earlier->second));
            continue;
        }
        family.scales.push_back(scale);
    }
    if (entry.value.kind == TomlKind::list && entry.value.list.empty()) {
        reading.defects.error("study.family", fmt::format("the family \"{}\" has no scales", entry.key),
                              entry.value.mark);
    }
    return family;
}

}  // namespace

void read_categories(StudyReading& reading) {
    for (const TomlEntry& entry : table_in(reading.root, "category").entries) {
        if (entry.value.kind != TomlKind::table) continue;
        reading.study.categories.push_back(read_category(reading, entry));
    }
}

void read_subgroups(StudyReading& reading) {
    for (const TomlEntry& entry : table_in(reading.root, "subgroup").entries) {
        if (entry.value.kind != TomlKind::table) continue;
        reading.study.subgroups.push_back(read_subgroup(reading, entry));
    }
}

void read_families(StudyReading& reading) {
    std::map<std::string, std::string> family_of;
    for (const TomlEntry& entry : table_in(reading.root, "family").entries) {
        reading.study.families.push_back(read_family(reading, entry, family_of));
    }
}

}  // namespace outcomes::survey
