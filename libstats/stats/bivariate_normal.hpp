#pragma once

#include "libstats/stats/types.hpp"

namespace outcomes::stats {

/// The standard normal distribution of two variables X and Y with correlation r. Limits may be infinite.
/// Everywhere: an argument that is not a number, or r outside [-1, 1], throws base::ContractError.

/// Density at (x, y); 0 where a coordinate is infinite.
/// @param x  value of X
/// @param y  value of Y
/// @param r  correlation, in (-1, 1)
/// @throws base::ContractError  also for r = -1 or 1, where there is no density
[[nodiscard]] double bivariate_normal_pdf(double x, double y, double r);

/// P(X > h, Y > k), with an error below 1e-15:
///     (1 - Phi(h)) (1 - Phi(k)) + 1 / (2 pi) integral from 0 to asin r of
///                                 exp(-(h^2 + k^2 - 2 h k sin t) / (2 cos^2 t)) dt
/// by 20 points of Gauss and Legendre (Drezner & Wesolowsky 1990, Journal of Statistical Computation and
/// Simulation 35:101; Genz 2004, Statistics and Computing 14:251) up to |r| = 0.925, and beyond as a
/// rectangle without upper ends.
/// @param h  lower limit of X
/// @param k  lower limit of Y
/// @param r  correlation, in [-1, 1]
[[nodiscard]] double bivariate_normal_sf(double h, double k, double r);

/// P(x.low < X <= x.high, y.low < Y <= y.high), with a relative error below 1e-12 however small it is, down
/// to 1e-290.
///
/// It is the difference of four of bivariate_normal_sf(), mirrored so that they point away from the mean.
/// Where these would cancel to less than a thousandth, and with |r| above 0.925, it is the integral over x of
///     phi(x) (Phi((y.high - r x) / s) - Phi((y.low - r x) / s)),    s = sqrt(1 - r^2)
/// which is log-concave: it is integrated by halving over the stretch where it is not negligible.
///
/// @param x  limits of X
/// @param y  limits of Y
/// @param r  correlation, in [-1, 1]
/// @throws base::ContractError  also if a high end lies below its low end
/// Cost: about 80 exponentials; a small one about 500 error functions.
[[nodiscard]] double bivariate_normal_rectangle(const Interval& x, const Interval& y, double r);

}  // namespace outcomes::stats
