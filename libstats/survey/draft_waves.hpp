#pragma once

#include "libstats/survey/draft.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// A name that says its time: "mood_t1" is "mood" at "t1".
struct TimedName {
    std::string stem;
    std::string time;  ///< as the name writes it
};
/// Takes the time out of a column's name, if it begins or ends with one and something is left.
[[nodiscard]] std::optional<TimedName> timed_name(std::string_view name);

/// The waves that the files hold, earliest first:
/// - several files: one a wave, ordered by the dates in their rows, else by the times or years in their
///   names, else as given (then the first one carries a doubt);
/// - one file with a column of waves (an event, or a name such as "time") and people in several rows: one
///   wave a value;
/// - one file with columns that differ by a time alone ("mood_pre", "mood_post"): one wave a time, all rows;
/// - else one wave.
[[nodiscard]] std::vector<DraftWave> guess_waves(std::span<const ExportFile> files);

}  // namespace outcomes::survey
