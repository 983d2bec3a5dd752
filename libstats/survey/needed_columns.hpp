#pragma once

#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <string>
#include <vector>

namespace outcomes::survey {

/// A column of a wave's files that the study uses.
struct NeededColumn {
    std::string name;
    Mark mark;  ///< where the study file names it
    bool somewhere =
        false;  ///< enough if one wave has it: what a person is asked only once (age, tenure, group)
};

/// The columns that a wave needs for the scales and people asked for, each name once. An item whose name is
/// empty for this wave was not asked.
/// @param is_first whether it is the first wave that is read: only there must `options.extra_columns` exist
[[nodiscard]] std::vector<NeededColumn> needed_columns(const Study& study, const Wave& wave,
                                                       const LoadOptions& options, bool is_first);

}  // namespace outcomes::survey
