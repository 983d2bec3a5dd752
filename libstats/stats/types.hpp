#pragma once

#include <cstdint>
#include <span>

namespace outcomes::stats {

/// A confidence interval, low <= high, in the units of its estimate.
struct Interval {
    double low = 0;   ///< lower limit
    double high = 0;  ///< upper limit
};

/// Values on one exact grid: value i is units[i] / denominator. What rank tests accept, and nothing else.
struct GridView {
    std::span<const std::int64_t> units;  ///< in steps of 1 / denominator
    std::int64_t denominator = 1;         ///< > 0
};

/// The three p-values of a test of "no change". `greater`: evidence that the repeat is higher.
struct PValues {
    double two_sided = 1;  ///< evidence of a change in either direction
    double greater = 1;    ///< evidence of a rise
    double less = 1;       ///< evidence of a fall
};

/// An F test with its degrees of freedom.
struct FTest {
    double f = 0;    ///< >= 0
    double df1 = 0;  ///< of the numerator
    double df2 = 0;  ///< of the denominator; may be a fraction
    double p = 1;    ///< P(F >= f)
};

}  // namespace outcomes::stats
