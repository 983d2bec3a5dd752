#pragma once

#include "libstats/survey/responses.hpp"
#include "libstats/survey/study.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// Ages that a text may mean, in whole years, both ends included: "37" is 37 to 37, "25-34" 25 to 34, "65+"
/// 65 and more, "under 25" 0 to 24. Four digits from 1900 to 2100 are a year of birth, which does not move
/// on.
struct AgeRange {
    static constexpr int no_end = 1000;
    int low = 0;
    int high = no_end;
    bool is_birth_year = false;
    bool is_known = false;
};

/// A text without a number, or with three of them, is not known.
[[nodiscard]] AgeRange age_range(std::string_view text);

/// Years between two waves: at least, at most. From their dates; without these 0 to 3.
struct YearsApart {
    int least = 0;
    int most = 3;
};
[[nodiscard]] YearsApart years_between(const std::string& date_from, const std::string& date_to);

/// Whether the older age is `years` after the younger one, give or take one year for exact ages, which people
/// round. Nothing if either is not known.
[[nodiscard]] std::optional<bool> ages_agree(const AgeRange& from, const AgeRange& to, YearsApart years);

/// What is known of a sheet's person beside the code. Numbers are 0 where the cell is blank.
struct Traits {
    std::vector<std::uint32_t>
        sex;                    ///< numbers of what the texts count as (SexTexts), the same in every wave
    std::vector<AgeRange> age;  ///< one a sheet
    std::vector<std::uint32_t> household;  ///< numbers of the texts, the same in every wave
};

/// Sets of confirmers, one bit each.
using ConfirmSet = unsigned;
[[nodiscard]] constexpr ConfirmSet bit_of(Confirm confirm) {
    return 1U << static_cast<unsigned>(confirm);
}

/// What the confirmers say of two sheets.
struct Confirmation {
    ConfirmSet agree = 0;
    ConfirmSet differ = 0;

    [[nodiscard]] bool contradicted() const { return differ != 0; }
    [[nodiscard]] bool confirmed() const { return differ == 0 && agree != 0; }
};

/// Compares what is known of two sheets of different waves.
class Confirmers {
  public:
    Confirmers() = default;
    /// @param used those that both waves have; the traits must outlive this
    Confirmers(ConfirmSet used, const Traits& from, const Traits& to, YearsApart years)
        : used_(used), from_(&from), to_(&to), years_(years) {}

    [[nodiscard]] bool any() const { return used_ != 0; }
    [[nodiscard]] ConfirmSet used() const { return used_; }
    [[nodiscard]] Confirmation compare(std::size_t from, std::size_t to) const;
    /// Whether an alike pair may be accepted: confirmed, or there is nothing to confirm it by.
    [[nodiscard]] bool allow(const Confirmation& said) const { return used_ == 0 || said.confirmed(); }

  private:
    ConfirmSet used_ = 0;
    const Traits* from_ = nullptr;
    const Traits* to_ = nullptr;
    YearsApart years_;
};

}  // namespace outcomes::survey
