#include "libstats/base/text.hpp"
#include "libstats/survey/study_reading.hpp"

#include <fmt/format.h>

namespace outcomes::survey {
namespace {

constexpr std::array tolerances = {std::pair{std::string_view("strict"), Tolerance::strict},
                                   std::pair{std::string_view("tolerant"), Tolerance::tolerant}};
constexpr std::array confirmers = {std::pair{std::string_view("sex"), Confirm::sex},
                                   std::pair{std::string_view("age"), Confirm::age},
                                   std::pair{std::string_view("household"), Confirm::household}};

bool has_column(const Columns& columns, Confirm confirm) {
    switch (confirm) {
        case Confirm::sex:
            return columns.sex.has_value();
        case Confirm::age:
            return columns.age.has_value();
        case Confirm::household:
            break;
    }
    return columns.household.has_value();
}

/// Those named; without the key, whatever [columns] has.
void read_confirm(StudyReading& reading, const TomlValue& table, LinkRules& rules) {
    const Columns& columns = reading.study.columns;
    const TomlEntry* entry = table.find("confirm");
    for (const auto& [word, confirm] : confirmers) {
        if (entry == nullptr && has_column(columns, confirm)) rules.confirm.push_back(confirm);
    }
    if (entry == nullptr) return;
    for (const std::string& name : texts_in(table, "confirm")) {
        const auto* known = std::find_if(confirmers.begin(), confirmers.end(),
                                         [&](const auto& one) { return one.first == name; });
        if (known == confirmers.end()) {
            reading.defects.error("study.link", fmt::format("codes cannot be confirmed by \"{}\"", name),
                                  entry->value.mark, "", R"(allowed are "sex", "age" and "household")");
        } else if (!has_column(columns, known->second)) {
            reading.defects.error("study.link",
                                  fmt::format("[columns] does not say which column holds \"{}\"", name),
                                  entry->value.mark, "", fmt::format("add {} = \"...\" to [columns]", name));
        } else {
            rules.confirm.push_back(known->second);
        }
    }
}

void read_elements(StudyReading& reading, const TomlValue& table, LinkRules& rules) {
    const TomlEntry* entry = table.find("elements");
    const TomlEntry* separator = entry_in(table, "separator", TomlKind::text);
    if (separator != nullptr) rules.separator = separator->value.text;
    if (entry != nullptr && entry->value.kind == TomlKind::list) {
        for (const TomlValue& one : entry->value.list) {
            if (one.kind == TomlKind::whole && one.number > 0)
                rules.widths.push_back(static_cast<std::size_t>(one.number));
        }
        if (rules.widths.size() < entry->value.list.size() || rules.widths.size() < 2) {
            reading.defects.error("study.link",
                                  "\"elements\" must be two or more whole numbers of at least 1",
                                  entry->value.mark, "",
                                  "the characters of each part: [2, 1, 2] divides 07B12 into 07, B and 12");
        }
    }
    if (entry != nullptr && separator != nullptr) {
        reading.defects.error("study.link", "\"elements\" and \"separator\" both divide the code",
                              separator->mark, "", "keep the one that is true");
    }
    const bool divides = entry != nullptr || separator != nullptr;
    if (divides && reading.study.columns.id.size() > 1) {
        reading.defects.error("study.link", "the id has several columns, and each of them is one element",
                              (entry != nullptr ? entry : separator)->mark, "",
                              "leave \"elements\" and \"separator\" out");
    }
}

/// The site becomes the first column of the key.
void read_site(StudyReading& reading, const TomlValue& table, LinkRules& rules) {
    std::optional<ColumnName> site = column_in(reading, table, "site");
    if (!site) return;
    rules.has_site = true;
    auto& id = reading.study.columns.id;
    id.insert(id.begin(), std::move(*site));
}

/// A code in one piece, serial numbers above all, is not matched tolerantly unless that is asked for.
void settle_tolerance(StudyReading& reading, const TomlValue& table, LinkRules& rules) {
    const bool in_parts =
        reading.study.columns.id.size() > 1 || !rules.widths.empty() || !rules.separator.empty();
    rules.tolerance = in_parts ? Tolerance::tolerant : Tolerance::strict;
    read_word(table, "tolerance", tolerances, rules.tolerance);
}

}  // namespace

LinkRules default_link_rules(const Study& study) {
    LinkRules rules;
    for (const auto& [word, confirm] : confirmers) {
        if (has_column(study.columns, confirm)) rules.confirm.push_back(confirm);
    }
    rules.tolerance = study.columns.id.size() > 1 ? Tolerance::tolerant : Tolerance::strict;
    return rules;
}

void read_link(StudyReading& reading) {
    const TomlEntry* entry = reading.root.find("link");
    if (entry == nullptr || entry->value.kind != TomlKind::table) return;
    const TomlValue& table = entry->value;
    LinkRules rules;
    rules.mark = entry->mark;
    if (reading.study.columns.id.empty()) {
        reading.defects.error("study.link", "[link] needs the code of each person", rules.mark, "",
                              "name its column, or columns, in [columns] id");
        return;
    }
    read_confirm(reading, table, rules);
    read_elements(reading, table, rules);
    settle_tolerance(reading, table, rules);
    if (const TomlEntry* normalise = entry_in(table, "normalise", TomlKind::flag))
        rules.normalise = normalise->value.flag;
    if (const TomlEntry* decisions = entry_in(table, "decisions", TomlKind::text))
        rules.decisions = resolved(reading, decisions->value);
    read_site(reading, table, rules);
    reading.study.link = std::move(rules);
}

}  // namespace outcomes::survey
