#pragma once

#include "libstats/analysis/bootstrapped.hpp"
#include "libstats/analysis/compare.hpp"
#include "libstats/analysis/method_entries.hpp"
#include "libstats/analysis/question.hpp"
#include "libstats/survey/study.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace outcomes::analysis {

/// A term of the comparison: a scale, a question reported as answers, or one question of a scale.
using Term = std::variant<const survey::Scale*, const survey::Category*, Question>;

/// A method by name, with its own interval or a bootstrap one ("hodges_lehmann/bca").
struct AskedMethod {
    const MethodEntry* entry = nullptr;
    std::optional<BootstrapInterval> bootstrap = {};

    friend bool operator==(const AskedMethod&, const AskedMethod&) = default;
};

/// What a comparison will do, settled before any data are read.
struct Plan {
    const survey::Wave* from = nullptr;
    const survey::Wave* to = nullptr;
    survey::Headline headline = survey::Headline::people;
    double level = 0.95;  ///< of the intervals shown
    std::vector<Term> terms;
    bool items = false;    ///< terms are questions, not scales
    bool spreads = false;  ///< how people's scores changed, one by one
    bool headline_only = true;
    bool tests_beside = false;  ///< with the headline, the tests that stand beside it
    bool all_methods = false;
    std::vector<AskedMethod> methods;  ///< named ones, in the registry's order
};

/// @throws base::ContractError  a wave, scale or method that does not exist, not exactly two waves, a level
/// outside (0, 1)
/// @throws base::InputError     a study with fewer than two waves, or nothing to compare
[[nodiscard]] Plan make_plan(const survey::Study& study, const CompareOptions& options);

}  // namespace outcomes::analysis
