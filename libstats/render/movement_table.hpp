#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/text_table.hpp"

#include <string>
#include <string_view>

namespace outcomes::render {

/// Names of the two waves, for titles.
struct WaveNames {
    std::string from;
    std::string to;
};

/// How many linked people moved from which answer to which, with sums. Rows are the answers of the earlier
/// wave, whose name is the first title, columns those of the later one; where their labels do not fit side by
/// side, both are numbered.
/// @param width of the page
[[nodiscard]] TextTable movement_table(const findings::Movement& movement, const WaveNames& waves,
                                       std::size_t width);

/// Everyone's answers in both waves, with percentages.
[[nodiscard]] TextTable distribution_table(const findings::Movement& movement, const WaveNames& waves);

/// "40 people (20.4 %) moved to a better answer, 25 (12.8 %) to a worse one, 131 (66.8 %) stayed."; "" where
/// nobody is linked.
[[nodiscard]] std::string movement_sentence(const findings::Movement& movement);

/// "3 people who answered only one of the two times, or neither, are left out."; "" if there are none.
[[nodiscard]] std::string unanswered_sentence(const findings::Movement& movement);

/// What going from one answer to another is: improved, worsened, higher, lower, same, other (the answers are
/// kinds) or no_answer (a place beyond the answers).
[[nodiscard]] std::string_view move_of(const findings::Movement& movement, std::size_t from, std::size_t to);

}  // namespace outcomes::render
