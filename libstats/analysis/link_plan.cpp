#include "libstats/analysis/link_plan.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace outcomes::analysis {
namespace {

PlannedCode planned(std::string name, std::vector<double> sizes, std::size_t people) {
    std::vector<double> agreement;
    for (const double size : sizes) agreement.push_back(1 / size);
    const auto risk = stats::code_risk(agreement, static_cast<double>(people));
    return {std::move(name), std::move(sizes), risk};
}

std::vector<double> with(std::vector<double> sizes, double more) {
    sizes.push_back(more);
    return sizes;
}

std::vector<double> without(std::vector<double> sizes, std::size_t element) {
    sizes.erase(sizes.begin() + static_cast<std::ptrdiff_t>(element));
    return sizes;
}

}  // namespace

std::vector<PlannedCode> plan_codes(const std::vector<double>& sizes, std::size_t people) {
    constexpr double letters = 26;
    constexpr double sexes = 2;
    base::require(!sizes.empty() && people >= 2, "plan_codes: no element, or fewer than two people");
    base::require(std::all_of(sizes.begin(), sizes.end(), [](double size) { return size > 1; }),
                  "plan_codes: an element needs more than one value");
    std::vector<PlannedCode> codes{planned("as given", sizes, people)};
    for (std::size_t e = 0; sizes.size() > 1 && e < sizes.size(); ++e) {
        codes.push_back(planned(
            fmt::format("without {}", base::fixed(sizes[e], sizes[e] == std::floor(sizes[e]) ? 0 : 1)),
            without(sizes, e), people));
    }
    codes.push_back(planned("with 26 more", with(sizes, letters), people));
    codes.push_back(planned("with 26 and 2", with(with(sizes, letters), sexes), people));
    return codes;
}

double effective_size(const std::vector<double>& frequencies) {
    double sum = 0;
    double squares = 0;
    for (const double frequency : frequencies) {
        base::require(frequency >= 0, "effective_size: a frequency is negative");
        sum += frequency;
        squares += frequency * frequency;
    }
    base::require(squares > 0, "effective_size: there are no frequencies");
    return sum * sum / squares;
}

}  // namespace outcomes::analysis
