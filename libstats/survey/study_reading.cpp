#include "libstats/survey/study_reading.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/study_shape.hpp"

#include <fmt/format.h>

namespace outcomes::survey {
namespace {

bool is_scalar(const TomlValue& value) {
    return value.kind == TomlKind::text || value.kind == TomlKind::whole || value.kind == TomlKind::real;
}

std::string trimmed(const TomlValue& value) {
    return std::string(base::trim(value.text));
}

/// One of the three ways to say how small a change is; at most one may be given.
void read_amount(StudyReading& reading, const TomlValue& table, std::string_view kind, SmallChange& change,
                 std::optional<double> SmallChange::*amount) {
    const auto decimal = decimal_in(reading, table, kind);
    if (!decimal) return;
    const Mark& mark = table.find(kind)->value.mark;
    const double value = decimal->to_double();
    if (value <= 0) {
        reading.defects.error("study.small_change", "the smallest change that matters must be above 0", mark);
    } else if (kind == "percent" && value > 100) {
        reading.defects.error("study.small_change", "a percentage of the possible range is at most 100",
                              mark);
    } else if (change.is_set()) {
        reading.defects.error("study.small_change", "the smallest change that matters is given in two ways",
                              change.mark, "", "keep one of points, sd and percent");
    } else {
        change.*amount = value;
    }
    if (kind == "sd" && value > 0.8) {
        reading.defects.warning("study.large_small_change",
                                "the smallest change that matters is above 0.8 standard deviations", mark, "",
                                "few programmes change people by so much; smaller changes will not count");
    }
}

}  // namespace

const TomlValue& table_in(const TomlValue& table, std::string_view key) {
    static const TomlValue empty;
    const TomlEntry* entry = entry_in(table, key, TomlKind::table);
    return entry == nullptr ? empty : entry->value;
}

const TomlEntry* entry_in(const TomlValue& table, std::string_view key, TomlKind kind) {
    const TomlEntry* entry = table.find(key);
    return entry != nullptr && entry->value.kind == kind ? entry : nullptr;
}

std::optional<std::string> text_in(const TomlValue& table, std::string_view key) {
    const TomlEntry* entry = entry_in(table, key, TomlKind::text);
    if (entry == nullptr) return std::nullopt;
    return trimmed(entry->value);
}

std::string text_in(const TomlValue& table, std::string_view key, const std::string& otherwise) {
    const auto text = text_in(table, key);
    return text && !text->empty() ? *text : otherwise;
}

std::vector<std::string> texts_in(const TomlValue& table, std::string_view key) {
    const TomlEntry* entry = table.find(key);
    return entry == nullptr ? std::vector<std::string>{} : values_of(entry->value);
}

std::vector<std::string> values_of(const TomlValue& value) {
    if (is_scalar(value)) return {trimmed(value)};
    std::vector<std::string> values;
    for (const TomlValue& one : value.list) {
        if (is_scalar(one)) values.push_back(trimmed(one));
    }
    return values;
}

std::optional<base::Decimal> decimal_of(StudyReading& reading, const TomlValue& value) {
    if (!has_shape(value, shape_number)) return std::nullopt;
    auto decimal = base::parse_decimal(value.text);
    if (!decimal) reading.defects.error("study.number", "this number has too many digits", value.mark);
    return decimal;
}

std::optional<base::Decimal> decimal_in(StudyReading& reading, const TomlValue& table, std::string_view key) {
    const TomlEntry* entry = table.find(key);
    if (entry == nullptr) return std::nullopt;
    return decimal_of(reading, entry->value);
}

std::optional<std::uint64_t> whole_in(StudyReading& reading, const TomlValue& table, std::string_view key,
                                      std::uint64_t lowest) {
    const TomlEntry* entry = entry_in(table, key, TomlKind::whole);
    if (entry == nullptr) return std::nullopt;
    const auto decimal = base::parse_decimal(entry->value.text);
    const auto value = decimal && decimal->units >= 0 ? static_cast<std::uint64_t>(decimal->units) : 0;
    if (!decimal || decimal->units < 0 || value < lowest) {
        reading.defects.error("study.number", fmt::format("\"{}\" must be {} or more", key, lowest),
                              entry->value.mark);
        return std::nullopt;
    }
    return value;
}

bool is_wave(StudyReading& reading, const std::string& name, const Mark& mark) {
    if (reading.study.find_wave(name) != nullptr) return true;
    const auto waves = ids_of(reading.study.waves);
    const std::string hint = base::did_you_mean(name, waves);
    reading.defects.error("study.unknown_wave", fmt::format("there is no wave \"{}\"", name), mark, "",
                          hint.empty() ? fmt::format("the waves are {}", base::joined(waves)) : hint);
    return false;
}

ColumnName read_column(StudyReading& reading, const TomlValue& value) {
    ColumnName column;
    column.mark = value.mark;
    if (value.kind == TomlKind::text) column.common = trimmed(value);
    if (value.kind == TomlKind::text && column.common.empty()) {
        reading.defects.error("study.empty_name", "the name of a column is empty", value.mark);
    }
    for (const TomlEntry& entry : value.entries) {
        if (is_wave(reading, entry.key, entry.mark) && entry.value.kind == TomlKind::text)
            column.by_wave[entry.key] = trimmed(entry.value);
    }
    return column;
}

std::optional<ColumnName> column_in(StudyReading& reading, const TomlValue& table, std::string_view key) {
    const TomlEntry* entry = table.find(key);
    if (entry == nullptr || !has_shape(entry->value, shape_text | shape_table)) return std::nullopt;
    return read_column(reading, entry->value);
}

SmallChange small_change_in(StudyReading& reading, const TomlValue& table, std::string_view key) {
    SmallChange change;
    const TomlEntry* entry = entry_in(table, key, TomlKind::table);
    if (entry == nullptr) return change;
    change.mark = entry->value.mark;
    change.why = text_in(entry->value, "why", "");
    const std::array kinds = {std::pair{"points", &SmallChange::points}, std::pair{"sd", &SmallChange::sd},
                              std::pair{"percent", &SmallChange::percent}};
    for (const auto& [kind, amount] : kinds) read_amount(reading, entry->value, kind, change, amount);
    const bool none = std::all_of(kinds.begin(), kinds.end(),
                                  [&](const auto& kind) { return entry->value.find(kind.first) == nullptr; });
    if (none) {
        reading.defects.error("study.small_change", "the smallest change that matters has no amount",
                              change.mark, "", fmt::format("for example: {} = {{ points = 0.5 }}", key));
    }
    return change;
}

std::string resolved(const StudyReading& reading, const TomlValue& path) {
    std::string name = trimmed(path);
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' '; };
    if (std::any_of(name.begin(), name.end(), is_control)) {
        reading.defects.error("study.backslash", "a backslash in this path was read as a special character",
                              path.mark, "",
                              "use / in paths, or 'single quotes': file = \"data/spring.csv\"");
        return name;
    }
    if (name.empty()) reading.defects.error("study.empty_name", "the name of a file is empty", path.mark);
    if (name == "-" || name.empty()) return name;
    std::replace(name.begin(), name.end(), '\\', '/');
    return (reading.folder / name).lexically_normal().string();
}

void check_name(StudyReading& reading, const TomlEntry& entry) {
    if (entry.key.find(',') == std::string::npos) return;
    reading.defects.error("study.name", fmt::format("the name \"{}\" has a comma in it", entry.key),
                          entry.mark, "", "use a short name here, and write the long one as its label");
}

}  // namespace outcomes::survey
