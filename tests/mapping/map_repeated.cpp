#include "libstats/stats/friedman.hpp"
#include "libstats/stats/linear_trend.hpp"
#include "libstats/stats/multiplicity.hpp"
#include "libstats/stats/page.hpp"
#include "libstats/stats/pairwise_occasions.hpp"
#include "libstats/stats/power.hpp"
#include "libstats/stats/quade.hpp"
#include "libstats/stats/rm_anova.hpp"
#include "tests/mapping/mappers.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace outcomes::tests {
namespace {

/// More than a program would spend: the references were not in a hurry.
constexpr double patient = 4e8;

/// The people with a score on every occasion, on one grid.
struct Occasions {
    std::vector<std::string> names;
    base::Grid rows;
    std::size_t k = 0;
    std::size_t n_rows = 0;

    [[nodiscard]] std::size_t n() const { return rows.units.size() / k; }
    [[nodiscard]] stats::OccasionTable table() const {
        return {.units = rows.units, .k = k, .denominator = rows.denominator};
    }
};

Occasions occasions_of(const MapCase& one) {
    Occasions result;
    result.n_rows = one.n_rows();
    std::vector<std::vector<std::optional<base::Decimal>>> columns;
    for (const std::string& name : one.names) {
        if (name == "id") continue;
        result.names.push_back(name);
        columns.push_back(decimals(one.column(name)));
    }
    result.k = columns.size();
    std::vector<base::Decimal> complete;
    for (std::size_t i = 0; i < result.n_rows; ++i) {
        if (std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return !column[i]; }))
            continue;
        for (const auto& column : columns) complete.push_back(*column[i]);
    }
    result.rows = base::common_grid(complete).value();
    return result;
}

void put_columns(const MapCase& one, const Occasions& occasions, const Sink& sink) {
    for (const std::string& name : occasions.names) {
        std::vector<base::Decimal> written;
        std::size_t n_missing = 0;
        for (const auto& value : decimals(one.column(name))) {
            if (value)
                written.push_back(*value);
            else
                ++n_missing;
        }
        map_sample(base::common_grid(written).value(), n_missing, sink.under(name));
    }
}

void put_f(const stats::OccasionsF& test, const Sink& sink) {
    sink.put("F", test.f);
    sink.put("df1", test.df1);
    sink.put("df2", test.df2);
    sink.put("p", test.p);
}

void put_page(const Occasions& occasions, const Sink& sink) {
    const auto test = stats::page_trend(occasions.table(), 10 * stats::page_cost_limit);
    if (!test) return sink.none("page");
    const Sink at = sink.under("page");
    at.put("L", test->l);
    at.put("mean", test->mean);
    at.put("var_tie_corrected", test->variance);
    at.put("var_no_ties", test->variance_no_ties);
    at.put("z", test->z);
    at.put("chi2", test->chi2);
    at.put("p_greater", test->p.greater);
    if (test->exact) at.put("p_exact_greater", test->exact->greater);
}

void put_quade(const Occasions& occasions, const Sink& sink) {
    const auto result = stats::quade(occasions.table());
    if (!result) return sink.none("quade");
    put_f(result->test, sink.under("quade"));
}

void put_sphericity(const stats::RmAnova& anova, const Sink& at) {
    if (anova.corrected) {
        at.put("epsilon_gg", anova.corrected->epsilon_gg);
        at.put("epsilon_lower_bound", anova.corrected->epsilon_lower_bound);
        at.put("p_gg", anova.corrected->gg.p);
        at.put("p_lower_bound", anova.corrected->lower_bound.p);
    } else {
        for (const char* key : {"epsilon_gg", "epsilon_lower_bound", "p_gg", "p_lower_bound"}) at.none(key);
    }
    if (anova.corrected && anova.corrected->hf) {
        at.put("epsilon_hf", *anova.corrected->epsilon_hf);
        at.put("p_hf", anova.corrected->hf->p);
    } else {
        at.none("epsilon_hf");
        at.none("p_hf");
    }
    if (anova.mauchly) {
        at.under("mauchly").put("W", anova.mauchly->w);
        at.under("mauchly").put("p", anova.mauchly->p_r);
    } else {
        at.none("mauchly");
    }
    if (!anova.hotelling) return at.none("hotelling");
    at.under("hotelling").put("T2", anova.hotelling->t2);
    put_f(anova.hotelling->test, at.under("hotelling"));
}

void put_rm_anova(const Occasions& occasions, const Sink& sink) {
    const auto anova = stats::rm_anova(occasions.table());
    if (!anova) return sink.none("rm_anova");
    const Sink at = sink.under("rm_anova");
    at.put("SS_effect", anova->ss_effect);
    at.put("SS_subject", anova->ss_people);
    at.put("SS_error", anova->ss_error);
    put_f(anova->test, at);
    at.put("partial_eta2", anova->partial_eta2);
    at.put("generalized_eta2", anova->generalized_eta2);
    at.put("omega2_rm", anova->omega2);
    put_sphericity(*anova, at);
}

/// One list of the pairwise tests, in the order of the pairs.
void put_pairwise(const Occasions& occasions, stats::PairwiseMethod method, stats::Adjustment adjustment,
                  const std::string& key, const Sink& at) {
    const auto tests = stats::pairwise_occasions(occasions.table(), method, adjustment);
    if (!tests) return at.none(key);
    for (std::size_t i = 0; i < tests->size(); ++i)
        at.under(key).put(std::to_string(i), (*tests)[i].p_adjusted);
}

void put_all_pairwise(const Occasions& occasions, const Sink& at) {
    using stats::Adjustment;
    using stats::PairwiseMethod;
    std::size_t pair = 0;
    for (std::size_t i = 1; i <= occasions.k; ++i) {
        for (std::size_t j = i + 1; j <= occasions.k; ++j, ++pair) {
            at.under("i").put(std::to_string(pair), i);
            at.under("j").put(std::to_string(pair), j);
        }
    }
    const auto t = PairwiseMethod::paired_t, ranks = PairwiseMethod::signed_rank;
    put_pairwise(occasions, t, Adjustment::none, "t_p", at);
    put_pairwise(occasions, t, Adjustment::holm, "t_p_holm", at);
    put_pairwise(occasions, t, Adjustment::bonferroni, "t_p_bonferroni", at);
    put_pairwise(occasions, ranks, Adjustment::none, "wilcoxon_zero_drop_exact_p", at);
    put_pairwise(occasions, ranks, Adjustment::holm, "wilcoxon_holm", at);
    put_pairwise(occasions, ranks, Adjustment::benjamini_hochberg, "wilcoxon_bh", at);
}

void put_trend(const MapCase& one, const Occasions& occasions, const Sink& sink) {
    if (!one.params.contains("times")) return;
    std::vector<base::Decimal> written;
    for (const auto& time : one.params.at("times")) {
        sink.under("times").put(std::to_string(written.size()), time.get<double>());
        written.push_back(base::parse_decimal(time.dump()).value());
    }
    const base::Grid times = base::common_grid(written).value();
    const auto trend = stats::linear_trend(occasions.table(), view(times));
    if (!trend) return sink.none("linear_contrast_t");
    const Sink at = sink.under("linear_contrast_t");
    at.put("t", trend->statistic);
    at.put("df", trend->df);
    at.put("p", trend->p.two_sided);
    at.put("p_greater", trend->p.greater);
    at.put("p_less", trend->p.less);
    at.put("se", trend->std_error);
    at.put("ci", trend->ci);
    at.put("ci90", stats::linear_trend(occasions.table(), view(times), 0.9)->ci);
}

/// People in rows, for what works on doubles.
std::vector<std::vector<double>> rows_of(const Occasions& occasions) {
    const auto values = doubles(occasions.rows);
    std::vector<std::vector<double>> rows;
    for (auto at = values.begin(); at != values.end(); at += static_cast<std::ptrdiff_t>(occasions.k))
        rows.emplace_back(at, at + static_cast<std::ptrdiff_t>(occasions.k));
    return rows;
}

// ---- many tests ----

constexpr std::array adjustments{std::pair{"bonferroni", stats::Adjustment::bonferroni},
                                 std::pair{"sidak", stats::Adjustment::sidak},
                                 std::pair{"holm", stats::Adjustment::holm},
                                 std::pair{"holm_sidak", stats::Adjustment::holm_sidak},
                                 std::pair{"hochberg", stats::Adjustment::hochberg},
                                 std::pair{"hommel", stats::Adjustment::hommel},
                                 std::pair{"BH", stats::Adjustment::benjamini_hochberg},
                                 std::pair{"BY", stats::Adjustment::benjamini_yekutieli}};

void put_values(const std::vector<std::optional<double>>& values, const std::string& key, const Sink& at) {
    for (std::size_t i = 0; i < values.size(); ++i) at.under(key).put(std::to_string(i), values[i]);
}

// ---- planning ----

double number_in(const MapCase& one, const std::string& column, std::size_t row) {
    return base::parse_double(one.column(column)[row]).value();
}

void put_needed(const base::Outcome<stats::PairsNeeded>& needed, const Sink& at) {
    if (!needed) {
        at.none("n_for_power");
        return at.none("n_for_power_ceiling");
    }
    at.put("n_for_power", needed->n);
    at.put("n_for_power_ceiling", needed->whole);
}

void put_paired_t(stats::PairedTPlan plan, double power, const Sink& at) {
    const auto power_with = [&](stats::Sides sides) {
        stats::PairedTPlan other = plan;
        other.sides = sides;
        return stats::paired_t_power(other);
    };
    at.put("dz", plan.dz);
    at.put("n", plan.n);
    at.put("alpha", plan.alpha);
    at.put("power_target", power);
    at.put("power_paired_t_two_sided_both_tails", power_with(stats::Sides::two_sided));
    at.put("power_paired_t_one_tail_only_stats", power_with(stats::Sides::two_sided_one_tail));
    at.put("power_paired_t_one_sided_greater", power_with(stats::Sides::one_sided));
    put_needed(stats::pairs_for_power(plan, power), at);
    const auto detectable = stats::detectable_dz(plan, power);
    if (!detectable) return at.none("mde_dz_for_n");
    at.put("mde_dz_for_n", *detectable);
}

void put_mcnemar(const stats::McNemarPlan& plan, double n, double power, const Sink& at) {
    at.put("p10", plan.lost);
    at.put("p01", plan.gained);
    at.put("n", n);
    at.put("discordant", plan.lost + plan.gained);
    at.put("diff", plan.lost - plan.gained);
    const auto needed = stats::mcnemar_pairs_normal(plan, power);
    at.put("n_connor_for_power", needed ? std::optional(needed->n) : std::nullopt);
    const auto normal = stats::mcnemar_power_normal(plan, n);
    at.put("power_connor_normal", normal ? std::optional(*normal) : std::nullopt);
    const auto exact = stats::mcnemar_power(plan, static_cast<std::int64_t>(n));
    at.put("power_exact_conditional_test", exact.exact);
    at.put("power_midp_test", exact.mid_p);
    at.put("power_asymptotic_test", exact.chi2);
    at.put("power_cc_test", exact.corrected);
}

}  // namespace

void map_friedman(const std::vector<std::int64_t>& units, std::size_t k, std::int64_t denominator,
                  Sink sink) {
    const auto test = stats::friedman({.units = units, .k = k, .denominator = denominator}, patient);
    if (!test) return sink.none("friedman");
    const Sink at = sink.under("friedman");
    at.put("chi2", test->chi2);
    at.put("df", test->df);
    at.put("p", test->p);
    at.put_list("rank_sums", std::span(test->rank_sums));
    at.put_list("mean_ranks", std::span(test->mean_ranks));
    at.put("kendall_W", test->kendall_w);
    put_f(test->iman_davenport, at.under("iman_davenport"));
    if (test->p_exact) at.put("p_exact_conditional", *test->p_exact);
}

void map_repeated_case(const MapCase& one, Sink root) {
    const Sink sink = root.under("repeated");
    const Occasions occasions = occasions_of(one);
    if (occasions.k < 2) return;
    sink.put("n_rows", occasions.n_rows);
    sink.put("n_complete", occasions.n());
    put_columns(one, occasions, sink.under("columns"));
    map_friedman(occasions.rows.units, occasions.k, occasions.rows.denominator, sink);
    put_page(occasions, sink);
    put_quade(occasions, sink);
    put_rm_anova(occasions, sink);
    put_all_pairwise(occasions, sink.under("pairwise"));
    put_trend(one, occasions, sink);
    map_icc(rows_of(occasions), sink.under("icc"));
    map_repeated_models(one, sink);
}

void map_pvalues_case(const MapCase& one, Sink root) {
    std::vector<std::optional<double>> p;
    for (const std::string& cell : one.column("p")) p.push_back(base::parse_double(cell));
    const Sink sink = root.under("adjust");
    put_values(p, "p", sink);
    for (const auto& [name, method] : adjustments) {
        const auto adjusted = stats::adjust(p, method);
        put_values(adjusted, name, sink);
        sink.under("alpha05_reject_counts").put(name, stats::n_rejected(adjusted));
    }
    const auto combined = stats::fisher_combination(p);
    if (!combined) return sink.none("fisher_combined");
    const Sink at = sink.under("fisher_combined");
    at.put("chi2", combined->chi2);
    at.put("df", combined->df);
    at.put("p", combined->p);
}

void map_power_case(const MapCase& one, Sink root) {
    for (std::size_t row = 0; row < one.n_rows(); ++row) {
        const Sink at = root.under("power").under(row);
        const double alpha = number_in(one, "alpha", row), power = number_in(one, "power", row);
        put_paired_t({.dz = number_in(one, "dz", row), .n = number_in(one, "n", row), .alpha = alpha}, power,
                     at);
        put_mcnemar(
            {.lost = number_in(one, "p10", row), .gained = number_in(one, "p01", row), .alpha = alpha},
            number_in(one, "nmc", row), power, at.under("mcnemar"));
    }
}

}  // namespace outcomes::tests
