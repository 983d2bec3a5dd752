#pragma once

#include "libstats/base/random.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::tests {

/// Columns with answers, in the order of the files: three questions of a scale, a number from 0 to 10, an
/// ordered question, a yes or no.
inline constexpr std::size_t n_columns = 6;
inline constexpr std::array<int, n_columns> n_answers{3, 3, 3, 11, 4, 2};

/// One answer sheet. An answer is a position in its list; -1: none.
struct Sheet {
    std::string code;                  ///< "": none was given
    std::array<int, 2> group{-1, -1};  ///< in each subgroup; -1: in none
    std::array<int, n_columns> answers{};
};

/// A study as it might be: people who answered once or twice, with and without codes and answers.
struct RandomStudy {
    std::array<std::vector<Sheet>, 2> waves;
    std::vector<std::vector<std::string>> groups;  ///< of each subgroup, the names
    std::optional<std::uint64_t> population;
    bool headline_is_people = true;
    std::string small_change;  ///< as it stands in the study file
};

/// 2 to 60 people, 2 to 5 groups in one or two subgroups.
[[nodiscard]] RandomStudy random_study(base::Random& random);

/// The study file, for files first.csv and second.csv beside it.
[[nodiscard]] std::string study_file(const RandomStudy& study);
[[nodiscard]] std::string wave_file(const RandomStudy& study, std::size_t wave);

/// One thing that is asked, under the names it has in the results, with scores 0 to k - 1.
struct Asked {
    std::vector<std::string> terms;
    std::vector<std::size_t> columns;  ///< whose answers are added up
    int k = 0;
    bool is_mean = false;  ///< scores are averaged, not counted
    int middle = 0;        ///< answers from here on count as a success
};
[[nodiscard]] std::vector<Asked> all_asked();

/// The score of a sheet; -1 if an answer is missing.
[[nodiscard]] int score_of(const Sheet& sheet, const Asked& asked);

/// The words of an answer list, lowest to highest.
[[nodiscard]] std::vector<std::string> words_of(const Asked& asked);

}  // namespace outcomes::tests
