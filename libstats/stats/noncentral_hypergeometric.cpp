#include "libstats/stats/noncentral_hypergeometric.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/sums.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {
namespace {

double real(std::int64_t count) {
    return static_cast<double>(count);
}

/// P(x + 1) / P(x) for odds ratio 1.
double step_up(Count first, Count second, std::int64_t events, std::int64_t x) {
    return real(events - x) * real(second.n - x) / (real(x + 1) * real(first.n - events + x + 1));
}

/// Where P is highest: the last x with P(x) >= P(x - 1).
std::int64_t mode_of(Count first, Count second, EventRange range, double log_ratio) {
    const std::int64_t events = first.events + second.events;
    std::int64_t low = range.low, high = range.high;  // rising up to low, falling from high on
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        const bool rises = std::log(step_up(first, second, events, middle)) + log_ratio >= 0;
        (rises ? low : high) = rises ? middle + 1 : middle;
    }
    return low;
}

constexpr double negligible = 1e-300;

double total(const std::vector<double>& values) {
    base::CompensatedSum sum;
    for (const double value : values) sum.add(value);
    return sum.value();
}

}  // namespace

EventRange event_range(Count first, Count second) {
    for (const Count& count : {first, second})
        base::require(count.n >= 0 && count.events >= 0 && count.events <= count.n,
                      "events must lie between 0 and n");
    const std::int64_t events = first.events + second.events;
    return {std::max<std::int64_t>(0, events - first.n), std::min(events, second.n)};
}

NoncentralHypergeometric::NoncentralHypergeometric(Count first, Count second, double log_ratio) {
    base::require(std::isfinite(log_ratio), "an odds ratio is positive and finite");
    const EventRange range = event_range(first, second);
    const std::int64_t events = first.events + second.events;
    const std::int64_t mode = mode_of(first, second, range, log_ratio);
    const double ratio = std::exp(log_ratio);

    std::vector<double> below;  // from the mode downwards, relative to it
    double weight = 1;
    for (std::int64_t x = mode; x > range.low && weight > negligible; --x) {
        weight /= step_up(first, second, events, x - 1) * ratio;
        below.push_back(weight);
    }
    first_ = mode - static_cast<std::int64_t>(below.size());
    probabilities_.assign(below.rbegin(), below.rend());
    weight = 1;
    probabilities_.push_back(weight);
    for (std::int64_t x = mode; x < range.high && weight > negligible; ++x) {
        weight *= step_up(first, second, events, x) * ratio;
        probabilities_.push_back(weight);
    }
    const double sum = total(probabilities_);
    for (double& probability : probabilities_) probability /= sum;
}

double NoncentralHypergeometric::pmf(std::int64_t x) const {
    const std::int64_t place = x - first_;
    if (place < 0 || place >= static_cast<std::int64_t>(probabilities_.size())) return 0;
    return probabilities_[static_cast<std::size_t>(place)];
}

double NoncentralHypergeometric::cdf(std::int64_t x) const {
    base::CompensatedSum sum;
    const auto last = static_cast<std::int64_t>(probabilities_.size()) - 1;
    for (std::int64_t place = 0; place <= std::min(x - first_, last); ++place)
        sum.add(probabilities_[static_cast<std::size_t>(place)]);
    return std::min(1.0, sum.value());
}

double NoncentralHypergeometric::sf(std::int64_t x) const {
    base::CompensatedSum sum;
    const auto size = static_cast<std::int64_t>(probabilities_.size());
    for (std::int64_t place = size - 1; place > std::max<std::int64_t>(-1, x - first_); --place)
        sum.add(probabilities_[static_cast<std::size_t>(place)]);
    return std::min(1.0, sum.value());
}

double NoncentralHypergeometric::mean() const {
    base::CompensatedSum sum;
    for (std::size_t place = 0; place < probabilities_.size(); ++place)
        sum.add(probabilities_[place] * static_cast<double>(place));
    return real(first_) + sum.value();
}

double NoncentralHypergeometric::no_likelier(double limit) const {
    base::CompensatedSum sum;
    for (const double probability : probabilities_) {
        if (probability <= limit) sum.add(probability);
    }
    return std::min(1.0, sum.value());
}

}  // namespace outcomes::stats
