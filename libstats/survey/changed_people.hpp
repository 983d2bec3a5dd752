#pragma once

#include "libstats/survey/doubt.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// Whole years that somebody may be old: one number, a band, or a band open at one end.
struct AgeSpan {
    int low = 0;
    int high = 0;
};

/// Reads "43", "25-44", "25 to 44", "65+", "65 and over", "over 65", "under 16", "<16" (folded). Nothing for
/// any other text, and for a number above 130: a year of birth is not an age.
[[nodiscard]] std::optional<AgeSpan> age_span(std::string_view text);

/// By how many years an age may have changed between two waves.
struct AgeStep {
    int low = 0;
    int high = 2;
};

/// From y years between the waves' dates: max(0, floor(y) - 1) to ceil(y) + 1, since people answer some weeks
/// before or after the day that stands for the wave, and round their age. One year gives 0, 1 or 2, which is
/// also what is expected where a date is not given.
[[nodiscard]] AgeStep expected_age_step(const std::string& from_date, const std::string& to_date);

/// The columns that say what sex and age people are: [columns], else a subgroup whose name is sex, gender or
/// age. Nothing where the study has neither.
[[nodiscard]] std::optional<ColumnName> sex_column(const Study& study);
[[nodiscard]] std::optional<ColumnName> age_column(const Study& study);

/// Linked people who can hardly be one person: somebody else answered under the code, or a code stands for
/// two. Each person is compared with their own sheet of the wave before, whichever that is. A finding a pair
/// of waves; the cells are those of the later wave.
///
///     data.changed_sex     sex is not the same text (folded); blank and [missing] texts say nothing. Where
///     the
///                          two waves have no text in common they are coded differently, which is said
///                          instead (data.sex_coded_differently)
///     data.changed_age     no age of the later span lies within the expected step of one of the earlier
///     span.
///                          Texts that age_span() does not know are passed over. Where all numbers of both
///                          waves are 1900 or more they are years of birth and may not change at all
///
/// Cost: one pass over the sheets.
[[nodiscard]] std::vector<DataDoubt> changed_people(const Study& study, const Responses& responses);

/// Pairs of sheets of one person: each sheet with the person's sheet of the wave before, if there is one.
struct SheetPair {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};
/// Indexed by the earlier and then the later wave; only later ones are filled.
using WavePairs = std::vector<std::vector<std::vector<SheetPair>>>;
[[nodiscard]] WavePairs consecutive_sheets(const Responses& responses);

}  // namespace outcomes::survey
