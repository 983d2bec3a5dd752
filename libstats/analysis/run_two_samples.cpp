#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/brunner_munzel.hpp"
#include "libstats/stats/cliff_delta.hpp"
#include "libstats/stats/equivalence.hpp"
#include "libstats/stats/group_effect_size.hpp"
#include "libstats/stats/hodges_lehmann_shift.hpp"
#include "libstats/stats/jzs_bayes_factor.hpp"
#include "libstats/stats/mann_whitney.hpp"
#include "libstats/stats/one_way.hpp"
#include "libstats/stats/overlap_ranks.hpp"
#include "libstats/stats/t_test.hpp"
#include "libstats/stats/variance_ratio.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

/// The two waves as if all people were different ones.
namespace outcomes::analysis {
namespace {

using findings::Finding;
using stats::GridView;

/// A row about everyone whose scores are ranked; `fill` gets both waves.
template <class Fill>
MethodResult ranked(const Measure& measure, const char* type, Fill fill) {
    Finding row = place_row(measure);
    row.estimate_type = type;
    if (const auto reason = obstacle_to_comparing_ranks(measure)) return absent(std::move(row), *reason);
    if (const std::optional<base::Reason> reason = fill(row, everyone_from(measure), everyone_to(measure)))
        return absent(std::move(row), *reason);
    return {std::move(row), std::nullopt};
}

/// A row about everyone from both waves' moments.
template <class Fill>
MethodResult from_moments(const Measure& measure, const char* type, Fill fill) {
    Finding row = place_row(measure);
    row.estimate_type = type;
    const MeanData& data = measure.mean;
    if (!data.moments_from) return absent(std::move(row), data.moments_from.reason());
    if (!data.moments_to) return absent(std::move(row), data.moments_to.reason());
    if (const std::optional<base::Reason> reason = fill(row, *data.moments_from, *data.moments_to))
        return row.estimate_type == "points" ? without_inference(std::move(row), measure, *reason)
                                             : absent(std::move(row), *reason);
    return {std::move(row), std::nullopt};
}

using P = std::optional<double>;
using stats::MannWhitney;

/// The scores of those who answered once: everyone's without the pairs'. Ranks do not ask whose they are.
class OnceOnly {
  public:
    explicit OnceOnly(const MeanData& data)
        : baseline_(without(data.all_from.units, data.pair_from.units)),
          repeat_(without(data.all_to.units, data.pair_to.units)) {}

    [[nodiscard]] stats::OverlapScores scores(const Measure& measure) const {
        const std::int64_t denominator = measure.mean.denominator;
        return {{baseline_, denominator}, {repeat_, denominator}, pairs_from(measure), pairs_to(measure)};
    }

  private:
    using Units = std::vector<std::int64_t>;
    static Units without(Units all, Units pairs) {
        std::ranges::sort(all);
        std::ranges::sort(pairs);
        Units rest;
        std::ranges::set_difference(all, pairs, std::back_inserter(rest));
        return rest;
    }

    Units baseline_;
    Units repeat_;
};

/// The share of pairs of people in which the second is higher, with one form of the p-value.
MethodResult mann_whitney_form(const Measure& measure, double cost_limit, P (*p)(const MannWhitney& test)) {
    return ranked(
        measure, "p_superiority", [=](Finding& row, const GridView& from, const GridView& to) -> Why {
            const auto test = stats::mann_whitney(from, to, {.cost_limit = cost_limit});
            if (!test) return test.reason();
            if (cost_limit > 0) row.policy = "midranks; exact";
            row.estimate =
                test->u_second / (static_cast<double>(test->n_first) * static_cast<double>(test->n_second));
            row.statistic = test->u_second;
            row.p_value = p(*test);
            if (row.p_value) return {};
            if (cost_limit == 0) return base::Reason::no_variation;
            add_note(row, "see_mann_whitney_normal");
            return base::Reason::not_affordable;
        });
}

MethodResult spread_test(const Measure& measure,
                         base::Outcome<stats::OneWayAnova> (*test)(std::span<const GridView>)) {
    return ranked(measure, "", [test](Finding& row, const GridView& from, const GridView& to) -> Why {
        const std::array groups{from, to};
        const auto result = test(groups);
        if (!result) return result.reason();
        row.statistic = result->f;
        row.df = result->df_within;
        row.p_value = result->p;
        return {};
    });
}

}  // namespace

MethodResult run_student_t(const Measure& measure, double level) {
    return from_moments(measure, "points",
                        [level](Finding& row, const stats::Moments& from, const stats::Moments& to) -> Why {
                            const auto test = stats::student_t(from, to, level);
                            if (!test) return test.reason();
                            row.estimate = test->estimate;
                            row.std_error = test->std_error;
                            row.statistic = test->statistic;
                            row.df = test->df;
                            row.p_value = test->p.two_sided;
                            set_interval(row, test->ci, level);
                            return {};
                        });
}

MethodResult run_mann_whitney_exact(const Measure& measure, double /*level*/) {
    return mann_whitney_form(measure, stats::default_rank_sum_cost, [](const MannWhitney& test) {
        return test.exact ? P(test.exact->p_doubled) : P();
    });
}

MethodResult run_mann_whitney_exact_absdev(const Measure& measure, double /*level*/) {
    return mann_whitney_form(measure, stats::default_rank_sum_cost, [](const MannWhitney& test) {
        return test.exact ? P(test.exact->p_absdev) : P();
    });
}

MethodResult run_mann_whitney_mid_p(const Measure& measure, double /*level*/) {
    return mann_whitney_form(measure, stats::default_rank_sum_cost, [](const MannWhitney& test) {
        return test.exact ? P(test.exact->mid_p_doubled) : P();
    });
}

MethodResult run_mann_whitney_normal(const Measure& measure, double /*level*/) {
    return mann_whitney_form(
        measure, 0, [](const MannWhitney& test) { return test.normal ? P(test.normal->p.two_sided) : P(); });
}

MethodResult run_mann_whitney_normal_corrected(const Measure& measure, double /*level*/) {
    return mann_whitney_form(measure, 0, [](const MannWhitney& test) {
        return test.normal_corrected ? P(test.normal_corrected->p.two_sided) : P();
    });
}

MethodResult run_hodges_lehmann_shift(const Measure& measure, double level) {
    return ranked(measure, "shift", [level](Finding& row, const GridView& from, const GridView& to) -> Why {
        const auto result = stats::hodges_lehmann_shift(from, to, level);
        if (!result) return result.reason();
        row.estimate = result->estimate;
        const stats::ShiftInterval& limits = result->exact_order ? *result->exact : result->normal;
        row.policy = result->exact_order ? "exact order of the limits" : "normal order of the limits";
        if (result->ci)
            set_interval(row, *result->ci, limits.achieved);
        else
            row.reason = base::reason_id(result->ci.reason());
        return {};
    });
}

MethodResult run_brunner_munzel(const Measure& measure, double level) {
    return ranked(measure, "p_superiority",
                  [&, level](Finding& row, const GridView& from, const GridView& to) -> Why {
                      const auto result = stats::brunner_munzel(from, to, level);
                      if (!result) return result.reason();
                      row.estimate = result->estimate;
                      if (!result->test) {
                          row.reason = base::reason_id(base::Reason::no_variation);
                          return {};
                      }
                      row.std_error = result->std_error;
                      row.statistic = result->test->statistic;
                      row.df = result->test->df;
                      row.p_value = result->test->p.two_sided;
                      set_interval(row, result->test->ci_logit, level);
                      return {};
                  });
}

MethodResult run_brunner_munzel_permutation(const Measure& measure, double /*level*/) {
    return ranked(measure, "", [&](Finding& row, const GridView& from, const GridView& to) -> Why {
        stats::PermutationOptions options;
        options.seed = measure.seed;
        const auto result = stats::brunner_munzel_permutation(from, to, options);
        if (!result) return result.reason();
        row.policy = result->exact ? "all splits of the people" : "9,999 random splits of the people";
        row.statistic = result->statistic;
        row.p_value = result->p.two_sided;
        return {};
    });
}

MethodResult run_cliff_delta(const Measure& measure, double level) {
    return ranked(measure, "cliff_delta",
                  [&, level](Finding& row, const GridView& from, const GridView& to) -> Why {
                      const auto result = stats::cliff_delta(from, to, level);
                      if (!result) return result.reason();
                      row.estimate = result->delta;
                      const auto& ci = result->ci_separated ? result->ci_separated : result->ci_consistent_t;
                      if (!ci) {
                          row.reason = base::reason_id(base::Reason::no_variation);
                          return {};
                      }
                      set_interval(row, *ci, level);
                      return {};
                  });
}

MethodResult run_vargha_delaney(const Measure& measure, double level) {
    return ranked(measure, "p_superiority",
                  [level](Finding& row, const GridView& from, const GridView& to) -> Why {
                      const auto result = stats::cliff_delta(from, to, level);
                      if (!result) return result.reason();
                      row.estimate = result->superiority;
                      const auto& ci = result->ci_separated ? result->ci_separated : result->ci_consistent_t;
                      if (ci)
                          set_interval(row, {(1 + ci->low) / 2, (1 + ci->high) / 2}, level);
                      else
                          row.reason = base::reason_id(base::Reason::no_variation);
                      return {};
                  });
}

MethodResult run_d_pooled(const Measure& measure, double level) {
    return from_moments(
        measure, "d_pooled",
        [&, level](Finding& row, const stats::Moments& from, const stats::Moments& to) -> Why {
            const auto result = stats::group_difference(from, to, level);
            if (!result) return result.reason();
            row.estimate = result->d_pooled;
            set_interval(row, result->d_ci, level);
            return {};
        });
}

MethodResult run_g_pooled(const Measure& measure, double level) {
    return from_moments(
        measure, "g_pooled",
        [&, level](Finding& row, const stats::Moments& from, const stats::Moments& to) -> Why {
            const auto result = stats::group_difference(from, to, level);
            if (!result) return result.reason();
            if (!result->hedges_g || !result->g_ci) return base::Reason::too_few;
            row.estimate = *result->hedges_g;
            set_interval(row, *result->g_ci, level);
            return {};
        });
}

MethodResult run_glass_delta(const Measure& measure, double /*level*/) {
    return from_moments(measure, "glass_delta",
                        [](Finding& row, const stats::Moments& from, const stats::Moments& to) -> Why {
                            const auto result = stats::group_difference(from, to);
                            if (!result) return result.reason();
                            if (!result->glass_delta_first) return base::Reason::no_variation;
                            row.estimate = *result->glass_delta_first;
                            return {};
                        });
}

MethodResult run_d_average_sd(const Measure& measure, double /*level*/) {
    return from_moments(measure, "d_average_sd",
                        [](Finding& row, const stats::Moments& from, const stats::Moments& to) -> Why {
                            const auto result = stats::group_difference(from, to);
                            if (!result) return result.reason();
                            row.estimate = result->d_average_sd;
                            return {};
                        });
}

MethodResult run_tost_welch(const Measure& measure, double /*level*/) {
    return from_moments(measure, "points",
                        [&](Finding& row, const stats::Moments& from, const stats::Moments& to) -> Why {
                            const auto test = stats::welch_t(from, to);
                            if (!test) return test.reason();
                            if (!measure.smallest_change) return base::Reason::no_smallest_change;
                            const double bound = *measure.smallest_change;
                            const auto both = stats::equivalence(*test, {-bound, bound});
                            row.estimate = test->estimate;
                            row.df = test->df;
                            row.p_value = both.p;
                            constexpr double two_sided = 2;
                            set_interval(row, both.ci, 1 - two_sided * both.alpha);
                            return {};
                        });
}

MethodResult run_variance_ratio(const Measure& measure, double level) {
    return from_moments(measure, "variance_ratio",
                        [level](Finding& row, const stats::Moments& from, const stats::Moments& to) -> Why {
                            const auto result = stats::variance_ratio(from, to, level);
                            if (!result) return result.reason();
                            row.estimate = result->f;
                            row.statistic = result->f;
                            row.df = result->df1;
                            row.p_value = result->p.two_sided;
                            set_interval(row, result->ci, level);
                            return {};
                        });
}

MethodResult run_brown_forsythe(const Measure& measure, double /*level*/) {
    return spread_test(measure, stats::brown_forsythe);
}

MethodResult run_levene(const Measure& measure, double /*level*/) {
    return spread_test(measure, stats::levene);
}

MethodResult run_overlap_rank_t(const Measure& measure, double level) {
    return ranked(measure, "", [&, level](Finding& row, const GridView&, const GridView&) -> Why {
        const OnceOnly once(measure.mean);
        stats::OverlapOptions options;
        options.level = level;
        const auto result = stats::overlap_rank_t(once.scores(measure), options);
        if (!result) return result.reason();
        row.statistic = result->test.statistic;
        row.df = result->test.df;
        row.p_value = result->test.p.two_sided;
        return {};
    });
}

MethodResult run_overlap_superiority(const Measure& measure, double level) {
    return ranked(measure, "p_superiority",
                  [&, level](Finding& row, const GridView&, const GridView&) -> Why {
                      const OnceOnly once(measure.mean);
                      const auto result = stats::overlap_superiority(once.scores(measure), level);
                      if (!result) return result.reason();
                      row.estimate = result->estimate;
                      if (!result->test) {
                          row.reason = base::reason_id(base::Reason::no_variation);
                          return {};
                      }
                      row.std_error = result->std_error;
                      row.statistic = result->test->statistic;
                      row.df = result->test->df;
                      row.p_value = result->test->p.two_sided;
                      set_interval(row, result->test->ci_logit, level);
                      return {};
                  });
}

MethodResult run_jzs_two_sample(const Measure& measure, double /*level*/) {
    return from_moments(measure, "bf10",
                        [](Finding& row, const stats::Moments& from, const stats::Moments& to) -> Why {
                            const auto result = stats::jzs_bayes_factor_two_sample(from, to);
                            if (!result) return result.reason();
                            row.estimate = result->bf10;
                            row.statistic = result->statistic;
                            row.df = result->df;
                            return {};
                        });
}

}  // namespace outcomes::analysis
