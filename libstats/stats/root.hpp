#pragma once

#include "libstats/base/outcome.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::stats {

/// A point where `f` changes its sign between `low` and `high`, to the last bits of a double.
///
/// Bisection, or inverse quadratic interpolation through the last three points wherever that is sure to be
/// faster (Chandrupatla 1997, Advances in Engineering Software 28:145). `f` need not be continuous, but must
/// be finite on [low, high] and must not have the same sign at both ends; an end where it is 0 is the answer.
///
/// @param f     function of a double
/// @param low   lower end
/// @param high  upper end
/// @throws base::ContractError  no change of sign
/// Cost: about ten evaluations of a smooth function, at most 500 of any.
template <class Function>
[[nodiscard]] double find_root(const Function& f, double low, double high) {
    double a = high, b = low, c = high;  // a: the newest point; a and b enclose the root; c: the point before
    double fa = f(a), fb = f(b), fc = fa;
    if (fb == 0) return b;
    if (fa == 0) return a;
    base::require((fa > 0) != (fb > 0), "the function has the same sign at both ends");

    double t = 0.5;
    for (int i = 0; i < 500; ++i) {
        const double x = a + t * (b - a);
        const double fx = f(x);
        if ((fx > 0) == (fa > 0)) {
            c = a, fc = fa;
        } else {
            c = b, fc = fb;
            b = a, fb = fa;
        }
        a = x, fa = fx;
        if (fa == 0) return a;

        const double best = std::abs(fa) < std::abs(fb) ? a : b;
        const double tolerance = 2 * std::numeric_limits<double>::epsilon() * std::abs(best);
        const double least_step = (tolerance + std::numeric_limits<double>::min()) / std::abs(b - a);
        if (least_step >= 0.5) return best;

        const double xi = (a - b) / (c - b);
        const double phi = (fa - fb) / (fc - fb);
        const bool interpolate = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
        t = interpolate
                ? fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
                : 0.5;
        t = std::clamp(t, least_step, 1 - least_step);
    }
    return std::abs(fa) < std::abs(fb) ? a : b;
}

}  // namespace outcomes::stats
