#pragma once

#include <string>

namespace outcomes::survey {

/// The help page on the study file: every key with its form, what holds without it, and what it means. Plain
/// text.
[[nodiscard]] std::string study_help();

/// A JSON Schema (draft 7) of the study file, with which editors complete and check keys.
[[nodiscard]] std::string study_json_schema();

}  // namespace outcomes::survey
