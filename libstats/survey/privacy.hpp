#pragma once

#include "libstats/survey/doubt.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// What a text may tell about who somebody is.
enum class Identifier { email, postcode, date, name };

/// What the text looks like, or nothing. An address has one @ and a dot after it. A postcode is a whole one
/// of the United Kingdom ("AB12 3CD", with or without the space). A date has a day, a month and a year, in
/// figures. A name is two or three words of letters, each with a capital first letter.
[[nodiscard]] std::optional<Identifier> identifier_of(std::string_view text);

/// Who could be told apart by what the analysis reads. Only counts and columns are said, never a text of a
/// cell.
///
///     privacy.identifying     a column about people (id, household, sex, age, group, subgroups) holds e-mail
///                             addresses, whole postcodes, days of birth or names: nine in ten of its
///                             distinct texts, three or more. Names count only where they seldom repeat, days
///                             as days of birth if they lie more than ten years apart. A warning
///     privacy.few_alike       people who share age and sex (see changed_people.hpp; bands of the subgroup,
///                             or of ten years) and the comparison group with fewer than four others: k below
///                             5. With a household's code nearly everybody is alone, so households are left
///                             out, and the finding says so. A note
///
/// Cost: one pass over the sheets, and one over the distinct texts.
[[nodiscard]] std::vector<DataDoubt> privacy_doubts(const Study& study, const Responses& responses);

}  // namespace outcomes::survey
