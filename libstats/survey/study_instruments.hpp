#pragma once

#include "libstats/survey/study_reading.hpp"

#include <string>
#include <vector>

namespace outcomes::survey {

/// An item as a scale names it.
struct NamedItem {
    std::string id;
    Mark mark;
};

/// The scales that `use = "..."` stands for, with the answer lists they need added to the study: the key says
/// how the items are scored. Reports an instrument that is not known, another number of items, keys that the
/// key of the instrument settles, scores and codings that it has not, and lists that do not fit its codes;
/// then there are no scales.
/// @param entry  of [scale]; @param items  those it names, which the study has by now
[[nodiscard]] std::vector<Scale> read_instrument(StudyReading& reading, const TomlEntry& entry,
                                                 const std::vector<NamedItem>& items);

}  // namespace outcomes::survey
