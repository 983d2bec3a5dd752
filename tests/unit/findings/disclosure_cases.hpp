#pragma once

#include "libstats/findings/disclosure.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Studies for the tests of disclosure control, and what is left of them.
namespace outcomes::tests {

using Counts = std::vector<std::uint64_t>;

/// A row of 60 people whose figures are all there.
findings::Finding compared(const std::string& term, std::uint64_t n_pairs = 40,
                           const std::string& method = "paired_t");
/// A row of who answered.
findings::Finding counted(const std::string& term, const std::string& wave, std::uint64_t n,
                          const std::string& group = "", const std::string& subgroup = "");
findings::TermFacts facts(const std::string& term, const std::string& kind = "mean");
findings::CountBasis basis(const std::string& term, const Counts& people = {20, 20, 20},
                           const Counts& place = {30, 30, 30, 30});
/// A study with one scale and nothing that needs hiding.
findings::StudyFindings quiet_study();

struct GroupSize {
    std::string name;
    std::uint64_t first, second, linked;
};
/// The same with a subgroup, its rows in proportion; the last group has no name: people in none.
findings::StudyFindings study_of(const std::vector<GroupSize>& groups);

/// What disclosure control leaves of a study.
findings::StudyFindings shown(const findings::StudyFindings& study,
                              findings::Release release = findings::Release::public_release);
/// The names of the groups of which a term, or who answered, is shown.
std::string groups_shown(const findings::StudyFindings& study, const std::string& analysis);
/// How many numbers a row has; a suppressed one must have none.
std::size_t n_numbers(const findings::Finding& row);
const findings::Finding& row_of(const findings::StudyFindings& study, const std::string& analysis,
                                const std::string& term);

findings::Movement movement(const Counts& from, const Counts& to);
findings::StudyFindings study_with(const findings::Movement& one);
findings::ChangeSpread spread(const std::vector<findings::ChangeBin>& bins, std::optional<double> smallest);
findings::ChangeSpread shown_spread(const findings::ChangeSpread& one,
                                    findings::Release release = findings::Release::public_release);

}  // namespace outcomes::tests
