#pragma once

#include "libstats/findings/description.hpp"
#include "libstats/render/description_rows.hpp"
#include "libstats/render/page.hpp"

/// The parts of the page that describes the waves of a study.
namespace outcomes::render {

/// "0.78", with `digits` decimals; else the reason in few words; "" for no row.
[[nodiscard]] std::string figure_text(const findings::Description* row, int digits);
/// "0.78 (0.74 to 0.81)"
[[nodiscard]] std::string with_interval(const findings::Description* row, int digits = 2);
/// "4 %", or why not.
[[nodiscard]] std::string share_text(const findings::Description* row);

/// Scores of every scale in a wave.
void add_score_table(Page& page, const DescriptionIndex& index, const findings::DescribedWave& wave);
/// Alpha, omega, halves and the smallest detectable change of every scale in a wave.
void add_reliability_table(Page& page, const DescriptionIndex& index, const findings::DescribedWave& wave);
/// Test and retest between two waves.
void add_retest_table(Page& page, const DescriptionIndex& index, const findings::DescribedWave& from,
                      const findings::DescribedWave& to);
/// The questions of one scale in every wave: the share of each answer, and how they go with each other.
void add_item_tables(Page& page, const DescriptionIndex& index, const findings::StudyDescription& study,
                     const findings::Description& scale);
/// A question reported as answers: the share of each answer by wave.
void add_question_table(Page& page, const DescriptionIndex& index, const findings::StudyDescription& study,
                        const findings::Description& question);

}  // namespace outcomes::render
