#include "libstats/findings/disclosure_rules.hpp"

#include "libstats/base/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace outcomes::findings {
namespace {

constexpr std::array<std::pair<std::string_view, Release>, 3> releases{
    {{"internal", Release::internal}, {"partner", Release::partner}, {"public", Release::public_release}}};

double power_of_ten(int exponent) {
    return std::pow(10.0, exponent);
}

}  // namespace

DisclosureRules default_rules(Release release) {
    switch (release) {
        case Release::partner:
            return {release, 5, 1, false};
        case Release::public_release:
            return {release, 10, 5, true};
        case Release::internal:
            break;
    }
    return {};
}

DisclosureRules stricter(const DisclosureRules& a, const DisclosureRules& b) {
    return {std::max(a.release, b.release), std::max(a.threshold, b.threshold), std::max(a.round, b.round),
            a.hides_zero || b.hides_zero};
}

std::string_view release_id(Release release) {
    return releases.at(static_cast<std::size_t>(release)).first;
}

std::optional<Release> release_from_id(std::string_view id) {
    for (const auto& [name, release] : releases) {
        if (name == id) return release;
    }
    return std::nullopt;
}

std::string release_statement(const DisclosureRules& rules) {
    if (!rules.hides()) return "internal: not for release";
    const std::string who = rules.release == Release::partner ? "for the named partner only" : "for release";
    const std::string rounding =
        rules.round > 1 ? fmt::format(", numbers of people are rounded to {}", rules.round) : std::string();
    return fmt::format("{}: {}; groups under {} are hidden{}", release_id(rules.release), who,
                       rules.threshold, rounding);
}

double Step::size() const {
    return exponent < 0 ? multiple / power_of_ten(-exponent) : multiple * power_of_ten(exponent);
}

double Step::nearest(double value) const {
    const double steps = std::round(value / size()) * multiple;
    const double result = exponent < 0 ? steps / power_of_ten(-exponent) : steps * power_of_ten(exponent);
    return result == 0 ? 0 : result;  // no negative zero
}

Step step_of_at_least(double size) {
    base::require(std::isfinite(size) && size > 0, "a step is above 0");
    constexpr double tolerance = 1e-9;  // 0.02 is a step of its own, however it came about
    const int exponent = static_cast<int>(std::floor(std::log10(size)));
    for (const int multiple : {1, 2, 5}) {
        const Step step{multiple, exponent};
        if (step.size() >= size * (1 - tolerance)) return step;
    }
    return {1, exponent + 1};
}

Step step_of_mean(double grid, std::uint64_t n, std::uint64_t steps) {
    const auto people = static_cast<double>(std::max<std::uint64_t>(n, 1));
    return step_of_at_least(static_cast<double>(steps) * grid / people);
}

Step step_of_limits(double half_width, const Step& of_mean, std::uint64_t n, std::uint64_t round) {
    const auto people = static_cast<double>(std::max<std::uint64_t>(n, 1));
    return step_of_at_least(
        std::max(of_mean.size(), std::abs(half_width) * static_cast<double>(round) / (2 * people)));
}

double to_digits(double value, int digits) {
    base::require(digits > 0, "at least one digit");
    if (value == 0 || !std::isfinite(value)) return value;
    const int exponent = static_cast<int>(std::floor(std::log10(std::abs(value))));
    return Step{1, exponent - digits + 1}.nearest(value);
}

}  // namespace outcomes::findings
