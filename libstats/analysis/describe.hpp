#pragma once

#include "libstats/findings/description.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::analysis {

struct DescribeOptions {
    std::vector<std::string> waves;    ///< ids; empty: all
    std::vector<std::string> scales;   ///< ids of scales, categories and questions; empty: all
    std::optional<double> confidence;  ///< of the intervals; none: what the study file says
    std::size_t threads =
        0;  ///< 0: as many as the machine has, and one for small data; results do not depend on it
    bool want_hashes = false;  ///< fill InputFile::sha256 (costs a pass over the files)
};

/// Describes the waves of a study one by one: answers, scores and reliability, and test and retest between
/// each wave and the next where people can be linked. The statistics are listed and explained in
/// findings::description_words(). Results stand in this order: scales by wave, test and retest, items by
/// wave, questions by wave.
///
/// Alpha, omega and the halves use those who answered every question of the scale; means, SDs and quartiles
/// everyone with a score. Quartiles are of type 7, skewness of type 2. Items are described in their own
/// direction; correlations of items are taken after reversal.
///
/// Throws base::InputError (data), base::NotEnoughError (nobody in a wave), base::ContractError (an option
/// that names nothing; the command line checks first).
/// Cost: linear in the answer sheets.
[[nodiscard]] findings::StudyDescription describe(const survey::Study& study,
                                                  const DescribeOptions& options = {});

}  // namespace outcomes::analysis
