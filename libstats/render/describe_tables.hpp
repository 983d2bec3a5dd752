#pragma once

#include "libstats/findings/description.hpp"
#include "libstats/render/description_rows.hpp"
#include "libstats/render/page.hpp"

#include <functional>
#include <string>
#include <vector>

/// The parts of the page that describes the waves of a study.
namespace outcomes::render {

/// "0.78", with `digits` decimals; else the reason in few words; "" for no row.
[[nodiscard]] std::string figure_text(const findings::Description* row, int digits);
/// "0.78 (0.74 to 0.81)"
[[nodiscard]] std::string with_interval(const findings::Description* row, int digits = 2);
/// "4 %", or why not.
[[nodiscard]] std::string share_text(const findings::Description* row);

/// Room for a table: below 80 columns some columns are left out.
enum class Room { wide, narrow };

/// One column of a table: its heading and what stands in it for a row.
struct PlannedColumn {
    TextColumn column;
    std::function<std::string(const findings::Description&)> text;
    bool when_narrow = true;  ///< whether it is kept where there is little room
};
/// The columns that there is room for, filled for every row.
[[nodiscard]] TextTable planned_table(const std::vector<PlannedColumn>& plan,
                                      const std::vector<const findings::Description*>& rows, Room room);

/// Scores of every scale in a wave.
void add_score_table(Page& page, const DescriptionIndex& index, const findings::DescribedWave& wave,
                     Room room);
/// Alpha, omega, halves and the smallest detectable change of every scale in a wave.
void add_reliability_table(Page& page, const DescriptionIndex& index, const findings::DescribedWave& wave,
                           Room room);
/// Test and retest between two waves.
void add_retest_table(Page& page, const DescriptionIndex& index, const findings::DescribedWave& from,
                      const findings::DescribedWave& to, Room room);
/// The questions of one scale in every wave: the share of each answer, and how they go with each other.
void add_item_tables(Page& page, const DescriptionIndex& index, const findings::StudyDescription& study,
                     const findings::Description& scale, Room room);
/// A question reported as answers: the share of each answer by wave.
void add_question_table(Page& page, const DescriptionIndex& index, const findings::StudyDescription& study,
                        const findings::Description& question);

}  // namespace outcomes::render
