#include "libstats/stats/survey_weights.hpp"

#include "libstats/base/sums.hpp"

#include <cmath>

namespace outcomes::stats {

base::Outcome<WeightSummary> weight_summary(std::span<const double> weights) {
    base::CompensatedSum sum;
    for (const double w : weights) {
        base::require(std::isfinite(w) && w >= 0, "a weight is below 0 or not finite");
        sum.add(w);
    }
    if (sum.value() <= 0) return base::Reason::no_answers;

    WeightSummary summary{.n = weights.size(), .sum = sum.value()};
    const double n = static_cast<double>(summary.n);
    const double mean = summary.sum / n;
    base::CompensatedSum squares;
    for (const double w : weights) squares.add((w / mean - 1) * (w / mean - 1));
    summary.cv2 = squares.value() / n;
    summary.kish_deff = 1 + summary.cv2;
    summary.n_eff = n / summary.kish_deff;
    return summary;
}

}  // namespace outcomes::stats
