#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace outcomes::findings {

/// Who the output is for.
enum class Release {
    internal,       ///< the office: nothing is hidden, every output says "not for release"
    partner,        ///< a named partner: groups of 1 to 4 are hidden
    public_release  ///< anyone: groups under 10 are hidden, none at all among them, and the rest is rounded
};

/// How small groups are protected.
struct DisclosureRules {
    Release release = Release::internal;
    std::uint64_t threshold = 1;  ///< fewer people than this are not shown
    std::uint64_t round = 1;      ///< what is shown is rounded to a multiple of this
    bool hides_zero = false;      ///< that nobody is there may tell something as well

    /// True for a number of people that must not be shown.
    [[nodiscard]] bool too_few(std::uint64_t people) const {
        return people < threshold && (people > 0 || hides_zero);
    }
    /// True for a part of a whole that is neither nobody nor enough: what is left when it is taken off.
    [[nodiscard]] bool leaves_few(std::uint64_t whole, std::uint64_t part) const {
        return whole > part && whole - part < threshold;
    }
    /// True for a number of people who differ from all others, who are then known as well.
    [[nodiscard]] bool nearly_none(std::uint64_t apart) const { return apart < (threshold + 1) / 2; }
    /// To the nearest multiple of `round`, halves up.
    [[nodiscard]] std::uint64_t rounded(std::uint64_t people) const {
        return round < 2 ? people : (people + round / 2) / round * round;
    }
    [[nodiscard]] bool hides() const { return release != Release::internal; }
};

/// internal: everything is shown. partner: under 5. public: under 10, rounded to 5.
[[nodiscard]] DisclosureRules default_rules(Release release);

/// What studies that are written together need: the strictest of both.
[[nodiscard]] DisclosureRules stricter(const DisclosureRules& a, const DisclosureRules& b);

/// "internal", "partner", "public"
[[nodiscard]] std::string_view release_id(Release release);
[[nodiscard]] std::optional<Release> release_from_id(std::string_view id);

/// One line for every output: "internal: not for release".
[[nodiscard]] std::string release_statement(const DisclosureRules& rules);

/// A step to which numbers are rounded: 1, 2 or 5 times a power of ten.
struct Step {
    int multiple = 1;
    int exponent = 0;
    [[nodiscard]] double size() const;
    /// The nearest multiple of the step, as the double nearest to that decimal.
    [[nodiscard]] double nearest(double value) const;
};

/// The smallest step of at least `size`. @throws base::ContractError size is not above 0 or not finite
[[nodiscard]] Step step_of_at_least(double size);

/// The step for a mean or SD of `n` people whose scores differ by at least `grid`: what it changes by when
/// the sum of the scores does by `steps` times the grid.
[[nodiscard]] Step step_of_mean(double grid, std::uint64_t n, std::uint64_t steps);

/// The step for limits that are 2 x `half_width` apart: that of the mean, and at least half_width x round /
/// (2 n), which is how much they move when n does within its rounding, so that the limits tell no more about
/// n than n itself as shown.
[[nodiscard]] Step step_of_limits(double half_width, const Step& of_mean, std::uint64_t n,
                                  std::uint64_t round);

/// To so many significant digits, never to 0. @throws base::ContractError digits < 1
[[nodiscard]] double to_digits(double value, int digits);

}  // namespace outcomes::findings
