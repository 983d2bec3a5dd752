#include "libstats/survey/study_shape.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace outcomes::survey {
namespace {

bool is_number(const TomlValue& value) {
    return value.kind == TomlKind::whole || (value.kind == TomlKind::real && std::isfinite(value.number));
}

template <class Test>
bool is_list_of(const TomlValue& value, Test test) {
    return value.kind == TomlKind::list && std::all_of(value.list.begin(), value.list.end(), test);
}

bool is_kind(const TomlValue& value, TomlKind kind) {
    return value.kind == kind;
}

/// What stands in the file, in words.
std::string in_words(const TomlValue& value) {
    switch (value.kind) {
        case TomlKind::text:
            return fmt::format("the text \"{}\"", value.text);
        case TomlKind::whole:
        case TomlKind::real:
            return fmt::format("the number {}", value.text);
        case TomlKind::flag:
            return value.flag ? "true" : "false";
        case TomlKind::date:
            return fmt::format("the date {}", value.text);
        case TomlKind::time:
            return fmt::format("the time {}", value.text);
        case TomlKind::list:
            return value.list.empty() ? "an empty list" : "a list [ ... ]";
        case TomlKind::table:
            break;
    }
    return "a table { ... }";
}

/// How to mend a value of the wrong kind: the slips people make most, else an example.
std::string remedy(const StudyKey& key, const std::string& name, const TomlValue& value) {
    const bool number_in_quotes = (key.shapes & (shape_number | shape_whole)) != 0 &&
                                  value.kind == TomlKind::text && base::parse_decimal(value.text).has_value();
    if (number_in_quotes)
        return fmt::format("write it without quotes: {} = {}", name, base::trim(value.text));
    const bool bare_number = (key.shapes & shape_text) != 0 && is_number(value);
    if (bare_number) return fmt::format("put it in quotes: {} = \"{}\"", name, value.text);
    if ((key.shapes & shape_texts) != 0 && value.kind == TomlKind::text) {
        return fmt::format("put it in square brackets: {} = [\"{}\"]", name, value.text);
    }
    if ((key.shapes & shape_texts) != 0 &&
        is_list_of(value, [](const TomlValue& v) { return is_number(v) || is_kind(v, TomlKind::text); })) {
        return "put each of them in quotes";
    }
    return fmt::format("for example: {} = {}", name, key.example);
}

class ShapeCheck {
  public:
    ShapeCheck(StudyDefects& defects, std::span<const StudyKey> keys, std::string_view kind)
        : defects_(defects), keys_(keys), kind_(kind) {}

    /// @param table in the key table; @param shown as the author calls it, "" at the top
    void check_table(const TomlValue& value, std::string_view table, const std::string& shown,
                     const Mark& mark) {
        for (const TomlEntry& entry : value.entries) {
            const StudyKey* key = find_study_key(table, entry.key, keys_);
            if (key == nullptr) {
                report_unknown(entry, table, shown);
            } else {
                check_entry(entry, *key, shown);
            }
        }
        for (const StudyKey& key : keys_) {
            const bool missing = key.table == table && key.state == KeyState::required &&
                                 value.find(key.name) == nullptr && !table.empty();
            if (missing) report_missing(key, shown, mark);
        }
    }

  private:
    void check_entry(const TomlEntry& entry, const StudyKey& key, const std::string& shown) {
        const std::string path = shown.empty() ? entry.key : shown + "." + entry.key;
        if (key.state == KeyState::refused) {
            defects_.error("study.not_available",
                           fmt::format("\"{}\" is not available in this version", path), entry.mark, "",
                           "leave it out, or use a version of outcomes that has it");
            return;
        }
        if (key.state == KeyState::unused) {
            defects_.note("study.not_used", fmt::format("[{}] is not used by this version", path),
                          entry.mark);
        }
        if (entry.key.find_first_not_of(' ') == std::string::npos) {
            defects_.error("study.empty_name", "a name is empty", entry.mark);
        } else if (!has_shape(entry.value, key.shapes)) {
            report_shape(entry, key, path);
        } else {
            check_inside(entry, key, path);
        }
    }

    void check_inside(const TomlEntry& entry, const StudyKey& key, const std::string& path) {
        if (!key.words.empty() && entry.value.kind == TomlKind::text) check_word(entry, key);
        if (key.inner.empty()) return;
        if (entry.value.kind == TomlKind::table) check_table(entry.value, key.inner, path, entry.mark);
        for (const TomlValue& one : entry.value.list) {
            if (one.kind == TomlKind::table) check_table(one, key.inner, path, one.mark);
        }
    }

    void check_word(const TomlEntry& entry, const StudyKey& key) {
        const std::vector<std::string> words = allowed_words(key);
        if (std::find(words.begin(), words.end(), entry.value.text) != words.end()) return;
        const std::string hint = base::did_you_mean(entry.value.text, words);
        std::vector<std::string> choices(words.size());
        std::transform(words.begin(), words.end(), choices.begin(), in_quotes);
        const std::string all =
            fmt::format("\"{}\" is {}", entry.key, base::joined(choices, "or", choices.size()));
        defects_.error("study.unknown_word",
                       fmt::format("\"{}\" cannot be \"{}\"", entry.key, entry.value.text), entry.value.mark,
                       "", hint.empty() ? all : fmt::format("{}  ({})", hint, all));
    }

    void report_unknown(const TomlEntry& entry, std::string_view table, const std::string& shown) {
        const std::vector<std::string> names = study_key_names(table, keys_);
        std::string help = base::did_you_mean(entry.key, names);
        if (help.empty()) help = elsewhere(entry);
        if (help.empty())
            help = fmt::format("the keys here are {}", base::joined(names, "and", names.size()));
        const bool a_table = entry.value.kind == TomlKind::table && shown.empty();
        const std::string what = a_table ? fmt::format("there is no table [{}]", entry.key)
                                 : shown.empty()
                                     ? fmt::format("\"{}\" is not a key of {}", entry.key, kind_)
                                     : fmt::format("\"{}\" is not a key of [{}]", entry.key, shown);
        defects_.error("study.unknown_key", what, entry.mark, "", help);
    }

    /// A key in the wrong table, most often one that slipped below the wrong heading.
    [[nodiscard]] std::string elsewhere(const TomlEntry& entry) const {
        std::vector<std::string> places;
        for (const StudyKey& key : keys_) {
            if (key.name != entry.key || !has_shape(entry.value, key.shapes)) continue;
            places.push_back(key.table.empty() ? "the top of the file" : fmt::format("[{}]", key.table));
        }
        return places.empty() ? ""
                              : fmt::format("\"{}\" belongs in {}", entry.key, base::joined(places, "or", 4));
    }

    void report_shape(const TomlEntry& entry, const StudyKey& key, const std::string& path) {
        defects_.error("study.wrong_type",
                       fmt::format("\"{}\" must be {}", path, shapes_in_words(key.shapes)), entry.value.mark,
                       in_words(entry.value), remedy(key, entry.key, entry.value));
    }

    void report_missing(const StudyKey& key, const std::string& shown, const Mark& mark) {
        defects_.error("study.missing_key", fmt::format("[{}] has no \"{}\"", shown, key.name), mark, "",
                       fmt::format("add, for example: {} = {}", key.name, key.example));
    }

    StudyDefects& defects_;
    std::span<const StudyKey> keys_;
    std::string_view kind_;
};

}  // namespace

bool has_shape(const TomlValue& value, Shapes shapes) {
    const auto allowed = [&](Shape shape) { return (shapes & shape) != 0; };
    const auto text = [](const TomlValue& v) { return v.kind == TomlKind::text; };
    const auto table = [](const TomlValue& v) { return v.kind == TomlKind::table; };
    return (allowed(shape_text) && text(value)) ||
           (allowed(shape_whole) && is_kind(value, TomlKind::whole)) ||
           (allowed(shape_number) && is_number(value)) ||
           (allowed(shape_flag) && is_kind(value, TomlKind::flag)) ||
           (allowed(shape_date) && is_kind(value, TomlKind::date)) ||
           (allowed(shape_table) && table(value)) || (allowed(shape_texts) && is_list_of(value, text)) ||
           (allowed(shape_numbers) && is_list_of(value, is_number)) ||
           (allowed(shape_values) &&
            is_list_of(value, [&](const auto& v) { return text(v) || is_number(v); })) ||
           (allowed(shape_columns) &&
            is_list_of(value, [&](const auto& v) { return text(v) || table(v); })) ||
           (allowed(shape_tables) && is_list_of(value, table));
}

void check_shape(const TomlValue& root, StudyDefects& defects, std::span<const StudyKey> keys,
                 std::string_view kind) {
    ShapeCheck(defects, keys, kind).check_table(root, "", "", {});
}

}  // namespace outcomes::survey
