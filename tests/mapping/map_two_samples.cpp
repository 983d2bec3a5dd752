#include "libstats/stats/brunner_munzel.hpp"
#include "libstats/stats/cliff_delta.hpp"
#include "libstats/stats/descriptives.hpp"
#include "libstats/stats/equivalence.hpp"
#include "libstats/stats/group_effect_size.hpp"
#include "libstats/stats/hodges_lehmann_shift.hpp"
#include "libstats/stats/jzs_bayes_factor.hpp"
#include "libstats/stats/mann_whitney.hpp"
#include "libstats/stats/one_way.hpp"
#include "libstats/stats/overlap.hpp"
#include "libstats/stats/t_test.hpp"
#include "libstats/stats/variance_ratio.hpp"
#include "tests/mapping/mappers.hpp"

#include <algorithm>
#include <array>

namespace outcomes::tests {
namespace {

using stats::GridView;
using stats::Moments;

using TwoSampleTest = base::Outcome<stats::TTest> (*)(const Moments&, const Moments&, double);

void put_p(const Sink& sink, const stats::PValues& p) {
    sink.put("p", p.two_sided);
    sink.put("p_greater", p.greater);
    sink.put("p_less", p.less);
}

void put_t(const Sink& parent, const std::string& key, TwoSampleTest test, const Moments& first,
           const Moments& second) {
    const auto at95 = test(first, second, 0.95);
    if (!at95) return parent.none(key);
    const Sink sink = parent.under(key);
    sink.put("t", at95->statistic);
    sink.put("df", at95->df);
    sink.put("se", at95->std_error);
    put_p(sink, at95->p);
    sink.put("ci", at95->ci);
    sink.put("ci90", test(first, second, 0.90)->ci);
}

void put_tost(const Sink& parent, const std::string& key, TwoSampleTest test, const Moments& first,
              const Moments& second, const Bounds& bounds) {
    const auto difference = test(first, second, 0.95);
    if (!difference) return parent.none(key);
    const auto both = stats::equivalence(*difference, {.low = bounds.low, .high = bounds.high});
    const Sink sink = parent.under(key);
    sink.put("t_lower", both.lower.statistic);
    sink.put("p_lower", both.lower.p);
    sink.put("t_upper", both.upper.statistic);
    sink.put("p_upper", both.upper.p);
    sink.put("p", both.p);
    sink.put("df", difference->df);
    sink.put("se", difference->std_error);
    sink.put("ci90", both.ci);
}

void put_cohen_d(const Moments& first, const Moments& second, const Sink& parent) {
    const auto d = stats::group_difference(first, second);
    if (!d) return parent.none("cohen_d");
    const Sink sink = parent.under("cohen_d");
    sink.put("d_pooled", d->d_pooled);
    sink.put("df", d->df);
    sink.put("hedges_J", d->hedges_j);
    sink.put("hedges_g", d->hedges_g);
    sink.put("hedges_g_approx", d->hedges_g_approx);
    sink.put("glass_delta_first_sd", d->glass_delta_first);
    sink.put("d_ci_nct", d->d_ci);
    sink.put("d_average_sd", d->d_average_sd);
}

void put_spread(const GridView& first, const GridView& second, const Sink& parent) {
    const auto ratio = stats::variance_ratio(stats::moments(first).value(), stats::moments(second).value());
    if (ratio) {
        const Sink sink = parent.under("var_F");
        sink.put("F", ratio->f);
        sink.put("p", ratio->p.two_sided);
        sink.put("ci", ratio->ci);
    } else {
        parent.none("var_F");
    }
    const std::array groups{first, second};
    const auto put = [&](const std::string& key, const base::Outcome<stats::OneWayAnova>& test) {
        if (!test) return parent.none(key);
        parent.under(key).put("F", test->f);
        parent.under(key).put("p", test->p);
    };
    put("brown_forsythe", stats::brown_forsythe(groups));
    put("levene_mean", stats::levene(groups));
}

void put_normal(const Sink& parent, const std::string& key,
                const std::optional<stats::MannWhitneyNormal>& normal) {
    if (!normal) return parent.none(key);
    const Sink sink = parent.under(key);
    sink.put("z", normal->z);
    put_p(sink, normal->p);
}

void put_shift(const GridView& first, const GridView& second, const Sink& sink) {
    const auto shift = stats::hodges_lehmann_shift(first, second);
    if (!shift) return sink.none("hl_shift");
    sink.put("hl_shift", shift->estimate);
    if (shift->exact) {
        sink.put("hl_shift_ci_exact", shift->exact->limits);
        sink.put("hl_shift_ci_exact_achieved", shift->exact->achieved);
    }
    if (!shift->normal.reached) return sink.none("hl_shift_ci_normal_order");
    const Sink normal = sink.under("hl_shift_ci_normal_order");
    normal.put("ci", shift->normal.limits);
    normal.put("index", shift->normal.order);
}

void put_mann_whitney(const GridView& first, const GridView& second, const Sink& parent) {
    const auto test = stats::mann_whitney(first, second);
    if (!test) return parent.none("mann_whitney");
    const Sink sink = parent.under("mann_whitney");
    sink.put("n1", test->n_first);
    sink.put("n2", test->n_second);
    sink.put("U_second", test->u_second);
    sink.put("U_first", test->u_first);
    sink.put("rank_sum_second", test->rank_sum_second);
    sink.put("var_tie_corrected", test->variance);
    put_normal(sink, "normal", test->normal);
    put_normal(sink, "normal_cc", test->normal_corrected);
    if (test->exact) {
        const Sink exact = sink.under("exact");
        exact.put("p_absdev", test->exact->p_absdev);
        exact.put("p_doubled", test->exact->p_doubled);
        exact.put("p_greater", test->exact->p_greater);
        exact.put("p_less", test->exact->p_less);
        exact.put("point_prob", test->exact->point);
        exact.put("midp_doubled", test->exact->mid_p_doubled);
    }
    put_shift(first, second, sink);
}

void put_cliff(const GridView& first, const GridView& second, const Sink& parent) {
    const auto cliff = stats::cliff_delta(first, second);
    if (!cliff) return parent.none("cliff");
    const Sink sink = parent.under("cliff");
    sink.put("delta", cliff->delta);
    sink.put("vargha_delaney_A", cliff->superiority);
    sink.put("P_second_gt_first", cliff->p_greater);
    sink.put("P_equal", cliff->p_equal);
    sink.put("P_second_lt_first", cliff->p_less);
    sink.put("var_unbiased", cliff->var_unbiased);
    sink.put("var_consistent", cliff->var_consistent);
    sink.put("ci_unbiased_t", cliff->ci_unbiased_t);
    sink.put("ci_consistent_t", cliff->ci_consistent_t);
    sink.put("ci_consistent_z", cliff->ci_consistent_z);
}

void put_brunner_munzel(const GridView& first, const GridView& second, const Sink& parent) {
    const auto result = stats::brunner_munzel(first, second);
    if (!result) return parent.none("brunner_munzel");
    const Sink sink = parent.under("brunner_munzel");
    sink.put("estimate_P_first_lt_second", result->estimate);
    sink.put("se", result->std_error);
    if (!result->test) {
        for (const char* key : {"statistic", "df", "p", "p_normal", "ci"}) sink.none(key);
        return;
    }
    sink.put("statistic", result->test->statistic);
    sink.put("df", result->test->df);
    sink.put("p", result->test->p.two_sided);
    sink.put("p_normal", result->test->p_normal.two_sided);
    sink.put("ci", result->test->ci);
}

void put_bayes_factors(const Moments& first, const Moments& second, const Sink& parent) {
    const auto put = [&](const char* key, double scale) {
        const auto factor = stats::jzs_bayes_factor_two_sample(first, second, scale);
        if (!factor) return parent.none("jzs_bf");
        parent.under("jzs_bf").put(key, factor->bf10);
    };
    put("bf10_r0.707", 0.707);
    put("bf10_r_sqrt2over2", stats::jzs_medium_scale);
    put("bf10_r1", stats::jzs_wide_scale);
}

/// The same figures again, for the references with more digits.
void put_high_precision(const Moments& first, const Moments& second, const Sink& parent) {
    const Sink sink = parent.under("high_precision");
    put_t(sink, "welch", stats::welch_t, first, second);
    put_t(sink, "student", stats::student_t, first, second);
    const auto d = stats::group_difference(first, second);
    if (!d) return sink.none("d_pooled");
    sink.put("d_pooled", d->d_pooled);
}

void put_overlap(const Sink& parent, const std::string& key, const base::Outcome<stats::Overlap>& overlap) {
    if (!overlap) return parent.none(key);
    const Sink sink = parent.under(key);
    sink.put("t", overlap->test.statistic);
    sink.put("df", overlap->test.df);
    sink.put("p", overlap->test.p.two_sided);
    sink.put("se", overlap->test.std_error);
    sink.put("ci", overlap->test.ci);
}

/// The values of one column, by the group that another column names.
base::Grid values_of(const MapCase& one, const std::string& group, const std::vector<std::string>& groups) {
    std::vector<base::Decimal> all;
    std::vector<bool> chosen;
    const auto values = decimals(one.column("value"));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string& name = one.column("group")[i];
        if (!values[i] || std::find(groups.begin(), groups.end(), name) == groups.end()) continue;
        all.push_back(*values[i]);
        chosen.push_back(name == group);
    }
    const base::Grid both = base::common_grid(all).value();
    base::Grid grid{.units = {}, .denominator = both.denominator};
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (chosen[i]) grid.units.push_back(both.units[i]);
    }
    return grid;
}

std::size_t blanks_of(const MapCase& one, const std::string& group) {
    const auto values = decimals(one.column("value"));
    std::size_t n = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        n += one.column("group")[i] == group && !values[i] ? 1U : 0U;
    return n;
}

}  // namespace

void map_two_group_case(const MapCase& one, Sink sink) {
    const auto first = one.params.at("first").get<std::string>();
    const auto second = one.params.at("second").get<std::string>();
    const base::Grid a = values_of(one, first, {first, second});
    const base::Grid b = values_of(one, second, {first, second});
    map_sample(a, blanks_of(one, first), sink.under("first"));
    map_sample(b, blanks_of(one, second), sink.under("second"));
    map_two_samples(a, b, bounds_of(one.params), sink.under("two_group"));
}

void map_two_samples(const base::Grid& first, const base::Grid& second, const std::optional<Bounds>& bounds,
                     Sink sink) {
    const GridView x = view(first);
    const GridView y = view(second);
    if (x.units.empty() || y.units.empty()) {
        for (const char* key : {"mean_diff", "welch", "student", "cohen_d", "var_F", "brown_forsythe",
                                "levene_mean", "mann_whitney", "cliff", "brunner_munzel", "jzs_bf", "tost"})
            sink.none(key);
        return;
    }
    const Moments a = stats::moments(x).value();
    const Moments b = stats::moments(y).value();
    sink.put("mean_diff", b.mean - a.mean);
    put_t(sink, "welch", stats::welch_t, a, b);
    put_t(sink, "student", stats::student_t, a, b);
    put_cohen_d(a, b, sink);
    put_spread(x, y, sink);
    put_mann_whitney(x, y, sink);
    put_cliff(x, y, sink);
    put_brunner_munzel(x, y, sink);
    put_bayes_factors(a, b, sink);
    put_high_precision(a, b, sink);
    if (bounds) {
        const Sink tost = sink.under("tost");
        tost.put("bounds", stats::Interval{bounds->low, bounds->high});
        put_tost(tost, "welch", stats::welch_t, a, b, *bounds);
        put_tost(tost, "student", stats::student_t, a, b, *bounds);
    }
}

void map_overlap(const Waves& waves, Sink parent) {
    const Sink sink = parent.under("partially_overlapping");
    const base::Grid baseline = waves.complete_baseline();
    const base::Grid repeat = waves.complete_repeat();
    const auto all_baseline = stats::moments(view(waves.available_baseline()));
    const auto all_repeat = stats::moments(view(waves.available_repeat()));
    if (!all_baseline || !all_repeat) return parent.none("partially_overlapping");
    const auto pairs = stats::paired_moments(view(baseline), view(repeat));
    const auto linked = pairs ? std::optional(*pairs) : std::nullopt;
    sink.put("n_paired", baseline.units.size());
    sink.put("n_only_baseline", all_baseline->n - baseline.units.size());
    sink.put("n_only_repeat", all_repeat->n - repeat.units.size());
    sink.put("mean_diff", all_repeat->mean - all_baseline->mean);
    const auto unequal = stats::overlap_t(*all_baseline, *all_repeat, linked);
    if (unequal) sink.put("r", unequal->r);
    put_overlap(sink, "T_new2", unequal);
    put_overlap(
        sink, "T_new1",
        stats::overlap_t(*all_baseline, *all_repeat, linked, {.variances = stats::VarianceRule::equal}));
    if (unequal && unequal->form == stats::OverlapForm::overlapping)
        sink.under("T_new2").put("gamma", stats::welch_df(*all_baseline, *all_repeat));
}

}  // namespace outcomes::tests
