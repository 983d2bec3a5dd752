#pragma once

#include "libstats/findings/disclosure_rules.hpp"
#include "libstats/findings/finding.hpp"

#include <optional>
#include <string>

/// The steps of disclose(), one a file. Each takes the true numbers and leaves what may be shown; their order
/// is that of disclosure.cpp.
namespace outcomes::findings {

/// Empties a row of figures and says so.
void suppress(Finding& row);

/// The smallest number of people that the figures of a row rest on; nothing if it names none.
[[nodiscard]] std::optional<std::uint64_t> fewest(const Finding& row);

/// Rule 1: hides subgroups, and removes the rows about people who are in no group.
void hide_groups(StudyFindings& study, const DisclosureRules& rules);

/// Rules 2 and 3: hides rows from too few people, rows that differ from others by too few, and shares that
/// are made of too few.
void hide_rows(StudyFindings& study, const DisclosureRules& rules);

/// How many answered, were linked, were lost: parts of one whole, of which never exactly one is hidden.
void hide_response(StudyFindings& study, const DisclosureRules& rules);

/// Rule 4.
void hide_movements(StudyFindings& study, const DisclosureRules& rules);

/// Rule 5.
void hide_spreads(StudyFindings& study, const DisclosureRules& rules);

/// The steps to which the figures of a row are rounded.
struct RowSteps {
    Step means, sds;
    Step limits;   ///< of the estimate too
    Step effects;  ///< and their limits
};

/// The steps for a row as it is before anything is rounded.
[[nodiscard]] RowSteps steps_of(const StudyFindings& study, const Finding& row, const DisclosureRules& rules);

/// Rule 6, for every row that is shown.
void coarsen_rows(StudyFindings& study, const DisclosureRules& rules);

/// A warning without numbers of people: what holds a digit is replaced by a hint, and no place in a file is
/// named.
void withhold(Warning& warning);

/// The number of rows of a file as any other number of people.
void withhold(InputFile& input, const DisclosureRules& rules);

/// Warnings and rules speak of numbers of people too: what holds a digit is replaced by a hint.
void withhold_remarks(StudyFindings& study, const DisclosureRules& rules);

}  // namespace outcomes::findings
