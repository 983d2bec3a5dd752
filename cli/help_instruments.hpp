#pragma once

#include "libstats/survey/questionnaire.hpp"

#include <string>

namespace outcomes::cli {

/// `outcomes help instruments`: every key that ships with the program, and how a study uses one.
[[nodiscard]] std::string instruments_page();
/// `outcomes help ID`: one key, with its sources and what is not verified.
[[nodiscard]] std::string instrument_page(const survey::Questionnaire& key);

}  // namespace outcomes::cli
