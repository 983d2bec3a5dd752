#pragma once

#include "libstats/analysis/methods.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/findings/verdict.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/proportion_pairs.hpp"
#include "libstats/stats/proportions.hpp"
#include "libstats/survey/linkage.hpp"
#include "libstats/survey/scoring.hpp"
#include "libstats/survey/study.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::analysis {

/// The two waves that are compared, linked once for all terms.
struct WavePair {
    const survey::WaveData* from = nullptr;
    const survey::WaveData* to = nullptr;
    survey::Linkage linkage;
    std::size_t n_tidied = 0;    ///< of the pairs: codes the same only after tidying
    std::size_t n_tolerant = 0;  ///< codes that differ in one element
    std::size_t n_decided = 0;   ///< matched by somebody's decision
    bool has_households = false;
    std::vector<std::uint32_t>
        cluster_from;  ///< one a sheet: household or person that the sheet's errors are shared with
    std::vector<std::uint32_t> cluster_to;  ///< numbered as cluster_from
};

/// Links two waves. Sheets of one household share a cluster; so do the two sheets of one person, who then
/// ties the households of both waves together; without either a sheet is a cluster of its own. Cost O(n).
[[nodiscard]] WavePair pair_waves(const survey::WaveData& from, const survey::WaveData& to);

/// Numbers of the people used, on one exact grid, or as doubles where no grid holds them.
struct Sample {
    std::vector<std::int64_t> units;
    std::vector<double> values;  ///< only when not on a grid
};

/// What is compared for one scale or number: the mean kind of measure.
struct MeanData {
    bool on_grid = true;
    std::int64_t denominator = 1;
    Sample all_from, all_to;                  ///< everyone with a score
    std::vector<std::uint32_t> cluster_from;  ///< of all_from
    std::vector<std::uint32_t> cluster_to;    ///< of all_to
    Sample pair_from, pair_to;                ///< linked people with a score in both waves, in one order
    std::vector<std::int64_t> change;         ///< pair_to - pair_from in units; empty when not on a grid
    std::vector<std::uint32_t> cluster_pair;  ///< of the pairs
    Sample lost_from;  ///< first-wave scores of those without a linked second answer sheet
    Sample kept_from;  ///< first-wave scores of those with one
    base::Outcome<stats::Moments> moments_from = base::Reason::no_answers;  ///< of everyone
    base::Outcome<stats::Moments> moments_to = base::Reason::no_answers;
    base::Outcome<stats::PairedMoments> pairs = base::Reason::no_pairs;
    std::optional<double> low, high;  ///< possible range of the score, when the answers declare it
};

/// Moments of a sample of `data`, exact where it lies on the grid.
[[nodiscard]] base::Outcome<stats::Moments> moments_of(const MeanData& data, const Sample& sample);

/// What is compared for one question: counts by answer.
struct AnswerData {
    std::vector<std::string> labels;                 ///< lowest to highest
    std::vector<std::int64_t> count_from, count_to;  ///< everyone, by answer
    std::vector<std::int64_t> moves;                 ///< pairs, labels x labels, row major: from, to
    std::vector<std::int64_t> lost;                  ///< linked people with this answer and none later
    std::vector<std::int64_t> gained;                ///< linked people with this answer and none before
    std::int64_t silent = 0;                         ///< linked people without an answer in both waves
    std::size_t middle = 0;                          ///< first answer that counts as "at or above the middle"
};

/// One term of a comparison with everything that a method may ask for.
struct Measure {
    std::string term;
    std::string label;
    std::string level;  ///< "scale", "question" or "item"
    MeasureKind kind = MeasureKind::mean;
    findings::Direction better = findings::Direction::higher;
    std::optional<double>
        smallest_change;  ///< in the units of the headline estimate (points or percentage points)
    std::string smallest_change_note;  ///< why none applies although one is set, or ""
    bool has_households = false;
    MeanData mean;            ///< also filled for `ordered`: scores behind the answers
    AnswerData answers;       ///< for all but `mean`
    std::size_t success = 1;  ///< for `binary`: the answer whose share is reported
    std::uint64_t seed = 1;   ///< of methods that draw random numbers
    std::vector<std::string> notes;
};

/// The measure of a scale. Throws base::InputError for answers that are in no list.
[[nodiscard]] Measure measure_scale(const survey::Study& study, const survey::Scale& scale,
                                    const WavePair& waves);

/// The measure of a question that is reported as answers.
[[nodiscard]] Measure measure_category(const survey::Study& study, const survey::Category& category,
                                       const WavePair& waves);

/// Counts of answers to one question. Throws base::InputError for answers that are in no list.
[[nodiscard]] AnswerData answer_data(const survey::Study& study, const survey::ColumnName& column,
                                     const survey::AnswerList& list, const WavePair& waves);

/// What kind of measure a scale is: the mean, unless it is one question with fewer than ten ordered answers.
[[nodiscard]] MeasureKind kind_of(const survey::Study& study, const survey::Scale& scale);

}  // namespace outcomes::analysis
