#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// The forms a value may take; a key may allow several.
enum Shape : unsigned {
    shape_text = 1U << 0U,
    shape_whole = 1U << 1U,
    shape_number = 1U << 2U,
    shape_flag = 1U << 3U,
    shape_date = 1U << 4U,
    shape_texts = 1U << 5U,    ///< list of texts
    shape_numbers = 1U << 6U,  ///< list of numbers
    shape_values = 1U << 7U,   ///< list of texts and numbers
    shape_table = 1U << 8U,
    shape_tables = 1U << 9U,    ///< list of tables
    shape_columns = 1U << 10U,  ///< list of column names, each of which may be a table of names by wave
};
using Shapes = unsigned;

enum class KeyState {
    required,
    optional,
    unused,   ///< checked, but this version does nothing with it
    refused,  ///< known, but this version cannot do what it asks for
};

/// One key that a study file may have. The check for unknown keys, the help page and the JSON Schema are made
/// of these.
struct StudyKey {
    std::string_view table;  ///< "" is the top level; "scale.NAME" is each table below [scale]
    std::string_view name;   ///< "NAME" where the author chooses it
    Shapes shapes;
    std::string_view inner;    ///< `table` of the keys inside, where the value may be a table
    std::string_view words;    ///< the only texts allowed: "a|b|c"; "" allows any
    std::string_view unset;    ///< what holds if the key is left out, as typed; "" is nothing
    std::string_view example;  ///< a value as typed
    std::string_view meaning;  ///< one sentence
    KeyState state = KeyState::optional;
};

/// The schema that this version reads.
inline constexpr int study_schema = 1;

/// All keys, those of one table together, in the order in which people should read about them.
[[nodiscard]] std::span<const StudyKey> study_keys();
/// The key `name` of `table`, else the key that stands for any name there, else nothing.
[[nodiscard]] const StudyKey* find_study_key(std::string_view table, std::string_view name,
                                             std::span<const StudyKey> keys = study_keys());
/// Names that `table` knows; none where the author chooses them.
[[nodiscard]] std::vector<std::string> study_key_names(std::string_view table,
                                                       std::span<const StudyKey> keys = study_keys());
/// The words a key allows, or none if any text will do.
[[nodiscard]] std::vector<std::string> allowed_words(const StudyKey& key);
/// "a text in quotes or a list of texts".
[[nodiscard]] std::string shapes_in_words(Shapes shapes);

}  // namespace outcomes::survey
