#include "libstats/stats/ancova.hpp"
#include "libstats/stats/difference_in_differences.hpp"
#include "libstats/stats/dppc2.hpp"
#include "libstats/stats/one_way.hpp"
#include "libstats/stats/robust_errors.hpp"
#include "tests/mapping/group_data.hpp"
#include "tests/mapping/mappers.hpp"

#include <array>
#include <utility>

namespace outcomes::tests {
namespace {

using base::Outcome;
using Names = std::vector<std::string>;

void put_coefficient(const Sink& sink, const stats::TTest& test) {
    sink.put("estimate", test.estimate);
    sink.put("se", test.std_error);
    sink.put("t", test.statistic);
    sink.put("df", test.df);
    sink.put("p", test.p.two_sided);
}

void put_model(const Sink& sink, std::string_view key, const Names& names,
               const Outcome<stats::LinearModel>& model) {
    if (!model) return sink.none(key);
    for (std::size_t j = 0; j < names.size(); ++j)
        put_coefficient(sink.under(key).under(names[j]), model->coefficients[j]);
}

void put_robust(const Sink& sink, const Names& names, const stats::Design& design,
                std::span<const double> y) {
    constexpr std::array types{std::pair{"HC0", stats::HcType::hc0}, std::pair{"HC1", stats::HcType::hc1},
                               std::pair{"HC2", stats::HcType::hc2}, std::pair{"HC3", stats::HcType::hc3},
                               std::pair{"HC4", stats::HcType::hc4}};
    const Sink robust = sink.under("robust");
    for (const auto& [key, type] : types) {
        const auto tests = stats::hc_tests(design, y, type);
        if (!tests) {
            robust.none(key);
            continue;
        }
        for (std::size_t j = 0; j < names.size(); ++j) {
            const auto& test = (*tests)[j];
            if (test)
                put_coefficient(robust.under(key).under(names[j]), *test);
            else
                robust.under(key).none(names[j]);
        }
    }
}

void put_ancova(const GroupData& data, const Sink& sink) {
    const Names names = data.with_groups({"(Intercept)", "baseline"});
    const auto fit = stats::ancova(data.pairs());
    if (!fit) return sink.none("ancova");
    const Sink at = sink.under("ancova");
    put_model(at, "coef", names, fit->model);
    at.put("sigma", fit->model.sigma);
    at.put("r_squared", fit->model.r_squared);
    put_robust(at, names, stats::ancova_design(data.pairs()), data.repeat);

    const Sink anova = at.under("anova_type2");
    const std::array terms{fit->baseline, fit->groups};
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const auto key = std::to_string(i);
        anova.under("SS").put(key, terms[i].sum_squares);
        anova.under("df").put(key, terms[i].test.df1);
        anova.under("F").put(key, terms[i].test.f);
        anova.under("p").put(key, terms[i].test.p);
    }
    anova.under("SS").put("2", fit->model.residual_sum_squares);
    anova.under("df").put("2", fit->model.df);
    anova.under("F").none("2");
    anova.under("p").none("2");

    const Sink means = at.under("adjusted_means_at_mean_baseline");
    for (std::size_t g = 0; g < fit->adjusted_means.size(); ++g) {
        means.under("mean").put(std::to_string(g), fit->adjusted_means[g].estimate);
        means.under("se").put(std::to_string(g), fit->adjusted_means[g].std_error);
    }
    put_f_test(at, "slopes_homogeneity", fit->equal_slopes);
}

void put_changes(const GroupData& data, const Sink& sink) {
    const Names names = data.with_groups({"(Intercept)"});
    put_model(sink.under("change_score"), "coef", names, stats::change_score_model(data.pairs()));
    put_model(sink.under("post_score"), "coef", names, stats::post_score_model(data.pairs()));
    const Sink at = sink.under("change_score");
    put_robust(at, names, stats::group_design(data.pairs()), stats::changes_of(data.pairs()));

    std::vector<base::Grid> changes;
    for (const Waves& group : data.waves) changes.push_back(group.difference());
    std::vector<stats::GridView> views;
    for (const base::Grid& group : changes) views.push_back(view(group));
    const auto anova = stats::one_way_anova(views);
    if (anova) {
        put_f_test(at, "anova", stats::FTest{anova->f, anova->df_between, anova->df_within, anova->p});
    } else {
        at.none("anova");
    }
    put_f_test(at, "welch_anova", stats::welch_anova(views));
    if (const auto kruskal = stats::kruskal_wallis(views)) {
        at.under("kruskal").put("H", kruskal->h);
        at.under("kruskal").put("df", kruskal->df);
        at.under("kruskal").put("p", kruskal->p);
    } else {
        at.none("kruskal");
    }
}

void put_cluster(const Sink& sink, const stats::ClusterTest& test) {
    sink.put("se", test.satterthwaite.std_error);
    sink.put("t", test.satterthwaite.statistic);
    sink.put("df_satterthwaite", test.satterthwaite.df);
    sink.put("p_satterthwaite", test.satterthwaite.p.two_sided);
    sink.put("p_naive_t", test.naive.p.two_sided);
}

void put_did(const GroupData& data, const Sink& sink) {
    constexpr std::array types{
        std::pair{"CR0", stats::ClusterType::cr0}, std::pair{"CR1", stats::ClusterType::cr1},
        std::pair{"CR1S", stats::ClusterType::cr1s}, std::pair{"CR2", stats::ClusterType::cr2},
        std::pair{"CR3", stats::ClusterType::cr3}};
    const Sink at = sink.under("did");
    const Names names = data.did_names();
    const stats::StackedPairs rows = stats::stacked(data.pairs());
    put_model(at, "coef_ols", names, stats::linear_model(rows.design, rows.scores));
    put_robust(at, names, rows.design, rows.scores);
    for (const auto& [key, type] : types) {
        const auto robust = stats::cluster_tests(rows.design, rows.scores, rows.people, type);
        if (!robust) {
            at.none(key);
            continue;
        }
        for (std::size_t j = 0; j < names.size(); ++j) {
            const auto& test = robust->coefficients[j];
            if (test)
                put_cluster(at.under(key).under(names[j]), *test);
            else
                at.under(key).none(names[j]);
        }
    }
}

/// What only two groups have.
void put_two_groups(const GroupData& data, const nlohmann::json& params, const Sink& sink) {
    if (data.names.size() != 2) return;
    map_two_samples(data.waves[0].difference(), data.waves[1].difference(), bounds_of(params),
                    sink.under("change_two_group"));
    if (const auto effect = stats::dppc2(data.pairs())) {
        sink.under("dppc2_morris").put("d", effect->estimate);
        sink.under("dppc2_morris").put("pooled_pre_sd", effect->pooled_pre_sd);
    } else {
        sink.none("dppc2_morris");
    }
}

}  // namespace

void put_f_test(const Sink& sink, std::string_view key, const Outcome<stats::FTest>& test) {
    if (!test) return sink.none(key);
    const Sink at = sink.under(key);
    at.put("F", test->f);
    at.put("df1", test->df1);
    at.put("df2", test->df2);
    at.put("p", test->p);
}

void map_groups_case(const MapCase& one, Sink sink) {
    map_paired(waves_of(one.column("baseline"), one.column("repeat")), one.params, sink.under("paired"));
    const GroupData data = group_data(one);
    const Sink at = sink.under("groups");
    for (std::size_t g = 0; g < data.names.size(); ++g) {
        at.under("n").put(data.names[g], data.waves[g].baseline.size());
        map_sample(data.waves[g].difference(), 0, at.under("change_by_group").under(data.names[g]));
        const Sink group = at.under("per_group").under(data.names[g]);
        map_sample(data.waves[g].difference(), 0, group.under("difference"));
        map_changes(data.waves[g], bounds_of(one.params), group);
        map_change_ranks(data.waves[g], group);
    }
    put_ancova(data, at);
    put_changes(data, at);
    put_did(data, at);
    put_two_groups(data, one.params, at);
    map_group_models(one, sink);
}

}  // namespace outcomes::tests
