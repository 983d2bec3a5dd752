#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::analysis {

struct CompareOptions {
    std::vector<std::string> waves;    ///< none, or two ids: from, to (default: first and last)
    std::vector<std::string> scales;   ///< ids of scales and categories, with `items` of questions
                                       ///< too; empty: all
    std::vector<std::string> methods;  ///< "headline" (default), "all", or ids of methods()
    bool items = false;                ///< compare single questions: those of the scales, and the categories
    std::vector<std::string> by;       ///< ids of subgroups: the headline of each term for each group as well
    bool for_report = false;  ///< scales and single questions, every subgroup, spreads of individual change,
                              ///< and the record of the study
    std::optional<double> confidence;  ///< of the intervals shown; the verdict always uses 95 %
    std::size_t threads =
        0;  ///< 0: as many as the machine has, and one for small data; results do not depend on it
    bool want_hashes = false;  ///< fill InputFile::sha256 (costs a pass over the files)
};

/// Compares two waves of a study: per scale and question, effect and interval first, the verdict, and the
/// response, attrition and reliability rows that go with it.
///
/// With `items` the terms are single questions, level `item`: the headline row of each, unless methods are
/// named the tests that stand beside it (the sign test, McNemar's exact test, Bhapkar's test and the change
/// of each answer's share), response rows, and the movement table of each question. All questions together
/// are one family, whatever the families of the study file.
///
/// With `by`, rows whose `group` is the id of the subgroup and whose `subgroup` is the group say the same of
/// its people; the smallest change that matters is everyone's, p-values are adjusted over the terms and
/// groups of a subgroup together, and rows of analysis `response` say how many answered. Throws
/// base::InputError (data), base::NotEnoughError (nobody in a wave, no linked pair for a `people` headline),
/// base::ContractError (an option that names nothing; the command line checks first).
[[nodiscard]] findings::StudyFindings compare(const survey::Study& study, const CompareOptions& options = {});

}  // namespace outcomes::analysis
