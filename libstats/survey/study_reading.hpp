#pragma once

#include "libstats/survey/study_defects.hpp"
#include "libstats/survey/toml_document.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::survey {

/// A study file half way to a Study. Values whose shape is wrong have been reported by check_shape() and are
/// passed over.
struct StudyReading {
    const TomlValue& root;
    Study& study;
    StudyDefects& defects;
    std::filesystem::path folder;  ///< of the study file; "" is the working folder
};

/// The parts of the file, in the order in which later ones need earlier ones.
void read_study_table(StudyReading& reading);
void read_waves(StudyReading& reading);
void read_columns(StudyReading& reading);
void read_link(StudyReading& reading);  ///< after the columns, to which it may add the site
void read_missing(StudyReading& reading);
void read_rules(StudyReading& reading);
void read_rows(StudyReading& reading);
void read_disclosure(StudyReading& reading);
void read_answers(StudyReading& reading);
void read_scales(StudyReading& reading);  ///< with [item] and [scale_defaults]
void read_categories(StudyReading& reading);
void read_subgroups(StudyReading& reading);
void read_families(StudyReading& reading);
void read_report(StudyReading& reading);  ///< after the scales and categories

/// What no single table shows: waves that are the same, items in two scales, no smallest change anywhere, ...
void check_whole_study(const StudyReading& reading);

/// The table `key` of `table`, or an empty one.
[[nodiscard]] const TomlValue& table_in(const TomlValue& table, std::string_view key);
/// The entry `key` if its value is of this kind.
[[nodiscard]] const TomlEntry* entry_in(const TomlValue& table, std::string_view key, TomlKind kind);
/// The text of `key`, trimmed; nothing if there is none.
[[nodiscard]] std::optional<std::string> text_in(const TomlValue& table, std::string_view key);
/// The trimmed text of `key`, or `otherwise` where it is absent or blank.
[[nodiscard]] std::string text_in(const TomlValue& table, std::string_view key, const std::string& otherwise);
/// The texts of a list, or of a single text; other values are passed over.
[[nodiscard]] std::vector<std::string> texts_in(const TomlValue& table, std::string_view key);
/// The value of a text, number, or list of them, each as it was written.
[[nodiscard]] std::vector<std::string> values_of(const TomlValue& value);
/// The number of `key`, exactly as written; one that does not fit is reported.
[[nodiscard]] std::optional<base::Decimal> decimal_in(StudyReading& reading, const TomlValue& table,
                                                      std::string_view key);
[[nodiscard]] std::optional<base::Decimal> decimal_of(StudyReading& reading, const TomlValue& value);
/// A whole number of at least `lowest`; a smaller one is reported.
[[nodiscard]] std::optional<std::uint64_t> whole_in(StudyReading& reading, const TomlValue& table,
                                                    std::string_view key, std::uint64_t lowest);
/// False, and reported, if the study has no such wave.
bool is_wave(StudyReading& reading, const std::string& name, const Mark& mark);
/// A column name, or names by wave. Waves that the study does not have are reported.
[[nodiscard]] std::optional<ColumnName> column_in(StudyReading& reading, const TomlValue& table,
                                                  std::string_view key);
[[nodiscard]] ColumnName read_column(StudyReading& reading, const TomlValue& value);
[[nodiscard]] SmallChange small_change_in(StudyReading& reading, const TomlValue& table,
                                          std::string_view key = "small_change");
/// A path of the study file as seen from the working folder.
[[nodiscard]] std::string resolved(const StudyReading& reading, const TomlValue& path);
/// Reports names that would break lists on the command line.
void check_name(StudyReading& reading, const TomlEntry& entry);

/// Ids of things, for hints.
template <class T>
[[nodiscard]] std::vector<std::string> ids_of(const std::vector<T>& all) {
    std::vector<std::string> ids;
    std::transform(all.begin(), all.end(), std::back_inserter(ids), [](const T& one) { return one.id; });
    return ids;
}

/// Sets `out` to the value that goes with the word of `key`.
template <class E, std::size_t N>
void read_word(const TomlValue& table, std::string_view key,
               const std::array<std::pair<std::string_view, E>, N>& words, E& out) {
    const auto text = text_in(table, key);
    for (const auto& [word, value] : words) {
        if (text == word) out = value;
    }
}

}  // namespace outcomes::survey
