#pragma once

#include "libstats/survey/study.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::analysis {

/// The quick form: a comparison without a study file.
struct QuickForm {
    // one wide file: data_file with before and after columns
    std::string data_file;            ///< "" in the two-file form
    std::vector<std::string> before;  ///< columns of the first occasion
    std::vector<std::string> after;   ///< columns of the second, as many
    // two files, with `columns` in both, or with columns of their own: `before` and `after`
    std::string before_file;
    std::string after_file;
    std::vector<std::string> columns;
    // both forms
    std::vector<std::string> missing;  ///< texts that mean "no answer", beside the blank and "NA"
    std::vector<std::string> id;       ///< id columns; none in the wide form means one row is one person
    std::optional<std::string> household;
    std::optional<double> small_change_points;
    std::optional<double> small_change_sd;
    std::optional<std::size_t> items_per_score;
    std::string better = "higher";
    bool place = false;   ///< headline = "place"
    std::string profile;  ///< export profile of all files; "": to be found
};

/// The study that the quick form means. Throws base::ContractError for a combination that means nothing.
[[nodiscard]] survey::Study quick_study(const QuickForm& form);

}  // namespace outcomes::analysis
