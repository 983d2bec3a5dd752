#include "libstats/stats/simultaneous.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/stats/multiplicity.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::stats {
namespace {

void require_level(double level) {
    base::require(level > 0 && level < 1, "the level must lie between 0 and 1");
}

}  // namespace

double bonferroni_level(std::size_t m, double level) {
    require_level(level);
    base::require(m > 0, "simultaneous intervals need at least one estimate");
    return 1 - (1 - level) / static_cast<double>(m);
}

double sidak_level(std::size_t m, double level) {
    require_level(level);
    base::require(m > 0, "simultaneous intervals need at least one estimate");
    return std::exp(std::log(level) / static_cast<double>(m));
}

FcrSelection fcr_selection(std::span<const std::optional<double>> p, double level, Dependence dependence) {
    require_level(level);
    const bool any = dependence == Dependence::any;
    const auto adjusted = adjust(p, any ? Adjustment::benjamini_yekutieli : Adjustment::benjamini_hochberg);
    const double q = 1 - level;
    FcrSelection result;
    double price = 0;
    for (const auto& one : adjusted) {
        // 1 - .95 is a little more than .05: a p-value that meets the limit exactly must not be lost to that.
        const bool selected = one && *one <= q * (1 + 1e-12);
        result.selected.push_back(selected);
        if (selected) ++result.n_selected;
        if (one) price += 1 / static_cast<double>(++result.n_tests);
    }
    if (result.n_selected == 0) return result;
    const double share = static_cast<double>(result.n_selected) / static_cast<double>(result.n_tests);
    result.level = 1 - share * q / (any ? price : 1);
    return result;
}

}  // namespace outcomes::stats
