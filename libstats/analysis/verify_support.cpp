#include "libstats/analysis/verify_support.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/outcome.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace outcomes::analysis {
namespace {

constexpr double most_digits = 15;

std::vector<base::Decimal> decimals(std::string_view text) {
    std::vector<base::Decimal> values;
    constexpr std::string_view space = " \t\r\n";
    while (true) {
        const auto begin = text.find_first_not_of(space);
        if (begin == std::string_view::npos) return values;
        const auto end = std::min(text.find_first_of(space, begin), text.size());
        const auto value = base::parse_decimal(text.substr(begin, end - begin));
        base::require(value.has_value(), "an example holds something that is not a number");
        values.push_back(*value);
        text.remove_prefix(end);
    }
}

ExampleGrid grid_of(const std::vector<base::Decimal>& values) {
    auto grid = base::common_grid(values);
    base::require(grid.has_value(), "an example does not lie on a decimal grid");
    return {std::move(grid->units), grid->denominator};
}

/// Significant digits written, without those of an exponent.
double written_digits(std::string_view text) {
    double digits = 0;
    bool leading = true;
    for (const char c : text.substr(0, text.find_first_of("eE"))) {
        if (c < '0' || c > '9') continue;
        if (leading && c == '0') continue;
        leading = false;
        ++digits;
    }
    return digits;
}

}  // namespace

ExampleGrid example_grid(std::string_view text) {
    return grid_of(decimals(text));
}

ExamplePairs example_pairs(std::string_view before, std::string_view after) {
    std::vector<base::Decimal> values = decimals(before);
    const auto n = static_cast<std::ptrdiff_t>(values.size());
    const std::vector<base::Decimal> second = decimals(after);
    base::require(values.size() == second.size(), "an example has lists of unequal length");
    values.insert(values.end(), second.begin(), second.end());
    const ExampleGrid both = grid_of(values);
    ExamplePairs pairs;
    pairs.before = {{both.units.begin(), both.units.begin() + n}, both.denominator};
    pairs.after = {{both.units.begin() + n, both.units.end()}, both.denominator};
    pairs.change.denominator = both.denominator;
    std::transform(pairs.after.units.begin(), pairs.after.units.end(), pairs.before.units.begin(),
                   std::back_inserter(pairs.change.units), std::minus<>());
    return pairs;
}

stats::PairedMoments ExamplePairs::moments() const {
    return *stats::paired_moments(before.view(), after.view());
}

double agreeing_digits(double got, double expected) {
    if (got == expected) return most_digits;
    const double error = expected == 0 ? std::abs(got) : std::abs(got - expected) / std::abs(expected);
    return std::clamp(-std::log10(error), 0.0, most_digits);
}

void VerifyRows::add(std::string_view method, std::string_view statistic, std::string_view expected,
                     double got, std::optional<double> wanted) {
    VerifyRow row;
    row.example = example_;
    row.method = method;
    row.statistic = statistic;
    row.source = source_;
    row.expected = expected;
    row.got = base::shortest(got);
    row.digits = agreeing_digits(got, *base::parse_double(expected));
    // A value printed with k digits may be half a unit of the last one away.
    row.wanted = wanted.value_or(std::min(most_digits - 1, written_digits(expected)) - 1);
    rows_.push_back(std::move(row));
}

}  // namespace outcomes::analysis
