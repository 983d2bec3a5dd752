#include "libstats/stats/measurement_error.hpp"

#include "libstats/base/outcome.hpp"

#include <cmath>
#include <numbers>

namespace outcomes::stats {
namespace {

using base::require;

constexpr double z95 = 1.96;

void require_sd(double sd) {
    require(std::isfinite(sd) && sd >= 0, "a standard deviation is finite and not below 0");
}

}  // namespace

MeasurementError measurement_error(double sd, double reliability) {
    require_sd(sd);
    require(std::isfinite(reliability) && reliability <= 1, "a reliability is at most 1");
    const double sem = sd * std::sqrt(1 - reliability);
    const double s_diff = std::numbers::sqrt2 * sem;
    return {sem, s_diff, z95 * s_diff};
}

MeasurementError measurement_error_of_differences(double sd_difference) {
    require_sd(sd_difference);
    return {sd_difference / std::numbers::sqrt2, sd_difference, z95 * sd_difference};
}

}  // namespace outcomes::stats
