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
    std::vector<std::string> scales;   ///< ids of scales and categories; empty: all
    std::vector<std::string> methods;  ///< "headline" (default), "all", or ids of methods()
    std::optional<double> confidence;  ///< of the intervals shown; the verdict always uses 95 %
    std::size_t threads =
        0;  ///< 0: as many as the machine has, and one for small data; results do not depend on it
    bool want_hashes = false;  ///< fill InputFile::sha256 (costs a pass over the files)
};

/// Compares two waves of a study: per scale and question, effect and interval first, the verdict, and the
/// response, attrition and reliability rows that go with it. Throws base::InputError (data),
/// base::NotEnoughError (nobody in a wave, no linked pair for a `people` headline), base::ContractError (an
/// option that names nothing; the command line checks first).
[[nodiscard]] findings::StudyFindings compare(const survey::Study& study, const CompareOptions& options = {});

}  // namespace outcomes::analysis
