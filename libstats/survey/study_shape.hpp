#pragma once

#include "libstats/survey/study_defects.hpp"
#include "libstats/survey/study_keys.hpp"
#include "libstats/survey/toml_document.hpp"

namespace outcomes::survey {

/// True if `value` has one of the forms.
[[nodiscard]] bool has_shape(const TomlValue& value, Shapes shapes);

/// Walks the document along study_keys(): unknown keys, values of the wrong kind, words that are not allowed,
/// keys that are missing, and what this version cannot do. Values that pass have the shape the table
/// promises.
/// @param keys  of the kind of file; @param kind  what messages call it
void check_shape(const TomlValue& root, StudyDefects& defects, std::span<const StudyKey> keys = study_keys(),
                 std::string_view kind = "a study file");

}  // namespace outcomes::survey
