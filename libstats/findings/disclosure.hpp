#pragma once

#include "libstats/findings/description.hpp"
#include "libstats/findings/disclosure_rules.hpp"
#include "libstats/findings/earlier_release.hpp"
#include "libstats/findings/finding.hpp"

#include <string>
#include <utility>

namespace outcomes::findings {

/// Results that may be shown. Only disclose() makes them, and renderers take nothing else: the wall between
/// what was computed and what leaves the house is a compile-time one.
template <class Results>
class Safe {
  public:
    [[nodiscard]] const Results& get() const { return results_; }
    [[nodiscard]] const DisclosureRules& rules() const { return rules_; }
    [[nodiscard]] Release release() const { return rules_.release; }
    [[nodiscard]] std::string statement() const { return release_statement(rules_); }

  private:
    friend Safe<Findings> disclose(Findings findings, const DisclosureRules& rules,
                                   const EarlierRelease& earlier);
    friend Safe<Descriptions> disclose(Descriptions descriptions, const DisclosureRules& rules);
    Safe(Results results, const DisclosureRules& rules) : results_(std::move(results)), rules_(rules) {}

    Results results_;
    DisclosureRules rules_;
};

using SafeFindings = Safe<Findings>;
using SafeDescriptions = Safe<Descriptions>;

/// Applies the rules of a release. `internal` passes everything; else, over all tables of a study taken
/// together:
///
/// 1. **Groups.** A subgroup is shown in all tables or in none. It is hidden if fewer than `threshold` of its
///    people answered either time or can be linked. Hidden groups (people who are in no group count as one)
///    are never one alone, and have at least `threshold` people together; else the smallest shown group is
///    hidden as well. A term for which a shown group, or the hidden ones together, has too few is shown for
///    no group.
/// 2. **Rows** from fewer than `threshold` people are hidden; so is a second row about nearly the same people
///    (the other estimand, the stricter linkage, those who were lost) if the difference is fewer; and so are
///    rows where fewer than half of `threshold` people gave another answer than the commonest one, or changed
///    by another amount: they would tell what everyone said. How many people there are in the place is not
///    told where fewer than `threshold` of them did not answer.
/// 3. **Shares** are shown if every count they are made of is at least `threshold`: those who moved up,
///    stayed and moved down, those with and without the answer.
/// 4. **Answers** next to each other are joined until each has `threshold` people in both waves; movement
///    tables are shown whole or not at all; so are the numbers better, same, worse.
/// 5. **Spreads** of individual change join neighbouring sizes within the three zones of the smallest change.
///    Where numbers are rounded, the first and last bin reach to the ends of the possible range, not to what
///    one person did.
/// 6. **Numbers.** Counts are rounded to `round` one by one; means, SDs, limits and p-values so coarsely that
///    they tell no more about numbers of people and sums of scores than that (disclosure_rules.hpp). Means
///    and SDs of questions whose answers are counted are the counts in another form; they, statistics,
///    degrees of freedom and standard errors, which would, are left out, and so are limits of the share that
///    answered. A smallest change that was worked out from the answers has one digit.
/// 7. **Earlier releases.** A row that differs from what was released before by few people is hidden.
///
/// A hidden row says what it is about and nothing else: not even whether a figure could be computed.
///
/// Why no hidden group can be worked out: exchanging the group label of a person in one hidden group with
/// "another hidden group" changes nothing that is shown, so at least two numbers fit every output. Counts
/// that are hidden by (2) to (5) are never part of a sum whose other parts and whole are shown exactly.
/// tests/attack tries to refute this on random studies.
///
/// @param rules    of default_rules(), or the study file's
/// @param earlier  what was released before about the same people; empty: nothing
[[nodiscard]] SafeFindings disclose(Findings findings, const DisclosureRules& rules = {},
                                    const EarlierRelease& earlier = {});

/// The same for descriptions of single waves: figures from too few people are hidden, distributions shown
/// whole or not at all, quartiles only from twice as many people, numbers rounded as above.
[[nodiscard]] SafeDescriptions disclose(Descriptions descriptions, const DisclosureRules& rules = {});

}  // namespace outcomes::findings
