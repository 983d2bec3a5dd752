#pragma once

#include "libstats/base/outcome.hpp"
#include "libstats/stats/grouped_pairs.hpp"
#include "libstats/stats/types.hpp"
#include "tests/mapping/cases.hpp"
#include "tests/mapping/sink.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace outcomes::tests {

/// The people of a case with comparison groups who have a group and both scores.
struct GroupData {
    std::vector<std::string> names;  ///< of the groups, the comparison group first, then in order of the name
    std::vector<Waves> waves;        ///< of each group
    std::vector<double> baseline;    ///< of everyone, in the order of the file
    std::vector<double> repeat;
    std::vector<std::uint32_t> groups;
    std::vector<std::size_t> rows;  ///< of the file

    [[nodiscard]] stats::GroupedPairs pairs() const {
        return {.baseline = baseline, .repeat = repeat, .groups = groups, .n_groups = names.size()};
    }
    /// `first` and then one coefficient a group that is not the comparison.
    [[nodiscard]] std::vector<std::string> with_groups(std::vector<std::string> first) const;
    /// Of the design of `stats::stacked`.
    [[nodiscard]] std::vector<std::string> did_names() const;
};

[[nodiscard]] GroupData group_data(const MapCase& one);

void put_f_test(const Sink& sink, std::string_view key, const base::Outcome<stats::FTest>& test);

}  // namespace outcomes::tests
