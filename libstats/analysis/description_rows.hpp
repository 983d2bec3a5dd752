#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/findings/description.hpp"
#include "libstats/stats/types.hpp"
#include "libstats/survey/linkage.hpp"
#include "libstats/survey/scoring.hpp"
#include "libstats/survey/study.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The parts of a description, and what they share.
namespace outcomes::analysis {

using DescriptionRows = std::vector<findings::Description>;

/// What the rows about a scale have in common.
[[nodiscard]] findings::Description about_scale(const survey::Scale& scale);

/// Appends rows that are about one term in one wave.
class RowsOfTerm {
  public:
    /// @param common  what all rows have in common
    RowsOfTerm(findings::Description common, DescriptionRows& rows)
        : common_(std::move(common)), rows_(&rows) {}

    /// `count` of `n` people, and the share; without people there is no share.
    findings::Description& count(std::string_view statistic, std::uint64_t count, std::uint64_t n);
    /// A figure from `n` people, or the reason why there is none.
    findings::Description& figure(std::string_view statistic, std::uint64_t n,
                                  const base::Outcome<double>& value);

  private:
    findings::Description common_;
    DescriptionRows* rows_;
};

void set_interval(findings::Description& row, const stats::Interval& interval, double level);
/// Adds a mark to the note, separated by "; ".
void add_note(findings::Description& row, std::string_view note);

/// More than this share at one end of a scale leaves too little room for change (McHorney & Tarlov 1995,
/// Quality of Life Research 4:293; Terwee et al. 2007, Journal of Clinical Epidemiology 60:34).
inline constexpr double most_at_one_end = 0.15;

/// Shares at the lowest and the highest possible value, marked where they are large.
void add_floor_and_ceiling(RowsOfTerm& rows, std::uint64_t at_floor, std::uint64_t at_ceiling,
                           std::uint64_t n);

/// Scores and reliability of a scale in one wave, and how its items go with each other.
/// @param scores  of all waves; `wave` is number `w` among them
[[nodiscard]] DescriptionRows describe_scale(const survey::Study& study, const survey::Scale& scale,
                                             const survey::ScaleScores& scores, std::size_t w,
                                             const survey::WaveData& wave, double level);

/// Test and retest of a scale: the people of waves number `from` and `to` who have a score in both.
[[nodiscard]] DescriptionRows describe_retest(const survey::Scale& scale, const survey::ScaleScores& scores,
                                              std::size_t from, std::size_t to,
                                              const survey::Linkage& linkage, double level);

/// Answers to an item in one wave; `scale` is one that uses it and says which list its answers are from.
[[nodiscard]] DescriptionRows describe_item(const survey::Study& study, const survey::Scale& scale,
                                            const survey::Item& item, const survey::WaveData& wave);

/// Answers to a question in one wave.
[[nodiscard]] DescriptionRows describe_category(const survey::Study& study, const survey::Category& category,
                                                const survey::WaveData& wave);

}  // namespace outcomes::analysis
