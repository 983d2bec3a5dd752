#include "libstats/stats/one_way.hpp"

#include "libstats/base/int128.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"
#include "libstats/stats/grid_sums.hpp"
#include "libstats/stats/value_counts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

namespace outcomes::stats {
namespace {

using base::Int128;
using base::Outcome;
using base::Reason;
using base::require;

using Units = std::vector<std::int64_t>;

constexpr std::int64_t largest_unit = std::int64_t{1} << 60;

/// Groups that have values, on one grid.
struct Groups {
    std::vector<Units> units;
    std::int64_t denominator = 1;
    Int128 n = 0;

    [[nodiscard]] GridView view(std::size_t g) const { return {units[g], denominator}; }
};

/// All values less the grid point next to the overall mean, so that nothing is lost to a common offset.
Groups centred(std::span<const GridView> views) {
    Groups groups;
    if (!views.empty()) groups.denominator = views.front().denominator;
    require(groups.denominator > 0, "the denominator of a grid must be positive");
    Int128 total = 0;
    for (const GridView& view : views) {
        require(view.denominator == groups.denominator, "groups must lie on one grid");
        if (view.units.empty()) continue;
        for (const std::int64_t x : view.units)
            require(x >= -largest_unit && x <= largest_unit, "a value of a grid lies beyond 2^60");
        groups.n += static_cast<Int128>(view.units.size());
        total += centre_of(view.units).total;
        groups.units.emplace_back(view.units.begin(), view.units.end());
    }
    if (groups.n == 0) return groups;
    const auto centre = static_cast<std::int64_t>(total / groups.n);
    for (Units& units : groups.units) {
        for (std::int64_t& x : units) x -= centre;
    }
    return groups;
}

/// Everything that follows from the sums of squares.
Outcome<OneWayAnova> completed(OneWayAnova anova) {
    if (anova.n_groups < 2 || anova.n <= anova.n_groups) return Reason::too_few;
    if (anova.ss_within == 0) return Reason::no_variation;
    anova.df_between = static_cast<double>(anova.n_groups - 1);
    anova.df_within = static_cast<double>(anova.n - anova.n_groups);
    anova.ms_between = anova.ss_between / anova.df_between;
    anova.ms_within = anova.ss_within / anova.df_within;
    anova.residual_sd = std::sqrt(anova.ms_within);
    anova.f = anova.ms_between / anova.ms_within;
    anova.p = f_sf(anova.f, anova.df_between, anova.df_within);
    anova.eta_squared = anova.ss_between / (anova.ss_between + anova.ss_within);
    return anova;
}

/// (a s - b t) / (c d), rounded once where that fits into 128 bits.
double ratio_of_difference(Int128 a, Int128 s, Int128 b, Int128 t, Int128 c, Int128 d) {
    Int128 left = 0;
    Int128 right = 0;
    Int128 numerator = 0;
    Int128 denominator = 0;
    if (__builtin_mul_overflow(a, s, &left) || __builtin_mul_overflow(b, t, &right) ||
        __builtin_sub_overflow(left, right, &numerator) || __builtin_mul_overflow(c, d, &denominator)) {
        return (static_cast<double>(a) * static_cast<double>(s) -
                static_cast<double>(b) * static_cast<double>(t)) /
               (static_cast<double>(c) * static_cast<double>(d));
    }
    return base::ratio(numerator, denominator);
}

double sum_of_squares_within(const GridView& group) {
    if (group.units.size() < 2) return 0;
    const std::int64_t centre = centre_of(group.units).point;
    return covariance_on_grid(group, centre, group, centre) * static_cast<double>(group.units.size() - 1);
}

std::vector<Moments> with_values(std::span<const Moments> groups) {
    std::vector<Moments> filled;
    std::copy_if(groups.begin(), groups.end(), std::back_inserter(filled),
                 [](const Moments& group) { return group.n > 0; });
    return filled;
}

double count(const Moments& group) {
    return static_cast<double>(group.n);
}

/// The distances of a group's values from its median, on half the grid.
Moments distances_from_median(const Units& units, std::int64_t denominator) {
    Units sorted = units;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t n = sorted.size();
    const std::int64_t twice_median = sorted[(n - 1) / 2] + sorted[n / 2];
    for (std::int64_t& x : sorted) x = std::abs(2 * x - twice_median);
    return moments(GridView{sorted, 2 * denominator}).value();
}

/// The distances of a group's values from its mean: exact on the grid of nths if that fits, else rounded
/// once.
Moments distances_from_mean(const Units& units, std::int64_t denominator) {
    const Int128 total = centre_of(units).total;
    const auto n = static_cast<Int128>(units.size());
    Units exact;
    std::vector<double> rounded;
    for (const std::int64_t x : units) {
        const Int128 scaled = n * x - total;
        const Int128 distance = scaled < 0 ? -scaled : scaled;
        if (distance <= largest_unit) exact.push_back(static_cast<std::int64_t>(distance));
        rounded.push_back(base::ratio(distance, n * denominator));
    }
    const Int128 fine = n * denominator;
    if (exact.size() == units.size() && fine <= largest_unit)
        return moments(GridView{exact, static_cast<std::int64_t>(fine)}).value();
    return moments(rounded).value();
}

template <class Distances>
Outcome<OneWayAnova> spread_test(std::span<const GridView> views, const Distances& distances) {
    const Groups groups = centred(views);
    std::vector<Moments> spread;
    for (const Units& units : groups.units) spread.push_back(distances(units, groups.denominator));
    return one_way_anova(spread);
}

/// Twice the sum of the midranks of each group.
struct RankTotals {
    std::vector<Int128> doubled;  ///< by group
    Int128 cubes = 0;             ///< sum of t^3 - t over tie groups
};

RankTotals rank_totals(const Groups& groups) {
    struct Member {
        std::int64_t units;
        std::size_t group;
    };
    std::vector<Member> members;
    for (std::size_t g = 0; g < groups.units.size(); ++g) {
        for (const std::int64_t x : groups.units[g]) members.push_back({x, g});
    }
    std::sort(members.begin(), members.end(),
              [](const Member& a, const Member& b) { return a.units < b.units; });
    RankTotals totals;
    totals.doubled.resize(groups.units.size());
    for (std::size_t begin = 0; begin < members.size();) {
        std::size_t end = begin;
        while (end < members.size() && members[end].units == members[begin].units) ++end;
        for (std::size_t i = begin; i < end; ++i)
            totals.doubled[members[i].group] += static_cast<Int128>(begin + end + 1);
        const auto ties = static_cast<Int128>(end - begin);
        totals.cubes += ties * ties * ties - ties;
        begin = end;
    }
    return totals;
}

}  // namespace

Outcome<OneWayAnova> one_way_anova(std::span<const GridView> views) {
    const Groups groups = centred(views);
    std::vector<Int128> sums;
    Int128 total = 0;
    for (const Units& units : groups.units) {
        sums.push_back(centre_of(units).total);
        total += sums.back();
    }
    base::CompensatedSum between;
    base::CompensatedSum within;
    for (std::size_t g = 0; g < groups.units.size(); ++g) {
        const auto n = static_cast<Int128>(groups.units[g].size());
        const double distance =
            ratio_of_difference(groups.n, sums[g], n, total, n * groups.n, groups.denominator);
        between.add(static_cast<double>(n) * distance * distance);
        within.add(sum_of_squares_within(groups.view(g)));
    }
    OneWayAnova anova;
    anova.n = static_cast<std::int64_t>(groups.n);
    anova.n_groups = static_cast<std::int64_t>(groups.units.size());
    anova.ss_between = between.value();
    anova.ss_within = within.value();
    return completed(anova);
}

Outcome<OneWayAnova> one_way_anova(std::span<const Moments> groups) {
    OneWayAnova anova;
    base::CompensatedSum total;
    for (const Moments& group : with_values(groups)) {
        anova.n += static_cast<std::int64_t>(group.n);
        ++anova.n_groups;
        total.add(group.sum);
    }
    const double mean = total.value() / static_cast<double>(std::max<std::int64_t>(anova.n, 1));
    base::CompensatedSum between;
    base::CompensatedSum within;
    for (const Moments& group : with_values(groups)) {
        between.add(count(group) * (group.mean - mean) * (group.mean - mean));
        within.add((count(group) - 1) * group.variance.value_or(0));
    }
    anova.ss_between = between.value();
    anova.ss_within = within.value();
    return completed(anova);
}

Outcome<FTest> welch_anova(std::span<const GridView> views) {
    const Groups grid = centred(views);
    std::vector<Moments> groups;
    for (std::size_t g = 0; g < grid.units.size(); ++g) groups.push_back(moments(grid.view(g)).value());
    if (groups.size() < 2) return Reason::too_few;
    if (std::any_of(groups.begin(), groups.end(), [](const auto& group) { return group.n < 2; }))
        return Reason::too_few;
    if (std::any_of(groups.begin(), groups.end(), [](const auto& group) { return *group.variance == 0; }))
        return Reason::no_variation;

    base::CompensatedSum weights;
    base::CompensatedSum weighted;
    for (const Moments& group : groups) {
        const double weight = count(group) / *group.variance;
        weights.add(weight);
        weighted.add(weight * group.mean);
    }
    const double mean = weighted.value() / weights.value();
    base::CompensatedSum between;
    base::CompensatedSum lambda;
    for (const Moments& group : groups) {
        const double weight = count(group) / *group.variance;
        const double rest = 1 - weight / weights.value();
        between.add(weight * (group.mean - mean) * (group.mean - mean));
        lambda.add(rest * rest / (count(group) - 1));
    }
    const auto k = static_cast<double>(groups.size());
    FTest test;
    test.df1 = k - 1;
    test.df2 = (k * k - 1) / (3 * lambda.value());
    test.f = between.value() / (k - 1) / (1 + 2 * (k - 2) * lambda.value() / (k * k - 1));
    test.p = f_sf(test.f, test.df1, test.df2);
    return test;
}

Outcome<OneWayAnova> brown_forsythe(std::span<const GridView> groups) {
    return spread_test(groups, distances_from_median);
}

Outcome<OneWayAnova> levene(std::span<const GridView> groups) {
    return spread_test(groups, distances_from_mean);
}

Outcome<KruskalWallis> kruskal_wallis(std::span<const GridView> views) {
    const Groups groups = centred(views);
    if (groups.units.size() < 2 || groups.n < 3) return Reason::too_few;
    const RankTotals ranks = rank_totals(groups);
    const Int128 n = groups.n;
    const Int128 most = n * n * n - n;
    if (ranks.cubes == most) return Reason::no_variation;

    // Distances of the mean ranks from (n + 1) / 2, exactly; the midranks' sum of squares is (n^3 - n -
    // cubes) / 12.
    base::CompensatedSum between;
    for (std::size_t g = 0; g < groups.units.size(); ++g) {
        const auto size = static_cast<Int128>(groups.units[g].size());
        const double distance = base::ratio(ranks.doubled[g] - size * (n + 1), 2 * size);
        between.add(static_cast<double>(size) * distance * distance);
    }
    KruskalWallis test;
    test.df = static_cast<double>(groups.units.size() - 1);
    test.epsilon_squared = std::min(1.0, between.value() / base::ratio(most - ranks.cubes, 12));
    test.h = test.epsilon_squared * static_cast<double>(n - 1);
    test.p = chi2_sf(test.h, test.df);
    test.tie_correction = base::ratio(most - ranks.cubes, most);
    return test;
}

}  // namespace outcomes::stats
