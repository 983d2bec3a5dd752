#include "libstats/stats/meta_analysis.hpp"
#include "tests/mapping/mappers.hpp"

#include <array>
#include <string_view>

namespace outcomes::tests {
namespace {

using stats::Tau2Method;

struct Named {
    std::string_view key;
    Tau2Method method;
};
constexpr std::array methods{
    Named{"FE", Tau2Method::common_effect},           Named{"DL", Tau2Method::dersimonian_laird},
    Named{"REML", Tau2Method::restricted_likelihood}, Named{"PM", Tau2Method::paule_mandel},
    Named{"ML", Tau2Method::maximum_likelihood},      Named{"HE", Tau2Method::hedges},
    Named{"SJ", Tau2Method::sidik_jonkman},           Named{"HS", Tau2Method::hunter_schmidt},
};

/// Sites with a result and a variance.
struct Sites {
    std::vector<double> estimates;
    std::vector<double> variances;

    [[nodiscard]] stats::StudyResults view() const { return {estimates, variances}; }
};

Sites sites_of(const MapCase& one) {
    Sites sites;
    for (std::size_t i = 0; i < one.n_rows(); ++i) {
        const auto y = base::parse_double(one.column("yi")[i]);
        const auto v = base::parse_double(one.column("vi")[i]);
        if (!y || !v) continue;
        sites.estimates.push_back(*y);
        sites.variances.push_back(*v);
    }
    return sites;
}

void put_hartung_knapp(const Sink& sink, const std::optional<stats::HartungKnapp>& found) {
    if (!found) return sink.none("hksj");
    const Sink at = sink.under("hksj");
    at.put("se", found->std_error);
    at.put("t", found->statistic);
    at.put("df", found->df);
    at.put("p", found->p);
    at.put("ci", found->ci);
    at.put("q_scale", found->q_scale);
    at.put("ci_adhoc_max1", found->ci_at_least_1);
}

void put_model(const Sink& sink, const stats::MetaAnalysis& model) {
    sink.put("estimate", model.estimate);
    sink.put("se", model.std_error);
    sink.put("z", model.z);
    sink.put("p", model.p.two_sided);
    sink.put("ci", model.ci);
    sink.put("tau2", model.tau2);
    sink.put("tau2_se", model.tau2_se);
    sink.put("I2", 100 * model.i2);
    sink.put("H2", model.h2);
    sink.put("logLik", model.log_likelihood);
    std::vector<double> percent;
    for (const double weight : model.weights) percent.push_back(100 * weight);
    sink.put_list("weights_percent", std::span<const double>(percent));
    if (!model.prediction) return;
    put_hartung_knapp(sink, model.hartung_knapp);
    sink.put("prediction_interval_t_k2_hts", model.prediction->t_k2);
    sink.put("prediction_interval_t_k1_hksj", model.prediction->t_k1_hartung_knapp);
    sink.put("prediction_interval_z", model.prediction->normal);
}

void put_models(const Sites& sites, const Sink& sink) {
    for (const auto& [key, method] : methods) {
        const auto model = stats::meta_analysis(sites.view(), method);
        const Sink high = sink.under("high_precision");
        if (!model) {
            sink.none(key);
            high.none(key);
            continue;
        }
        put_model(sink.under(key), *model);
        high.under(key).put("tau2", model->tau2);
        high.under(key).put("estimate", model->estimate);
        high.under(key).put("se", model->std_error);
    }
}

void put_heterogeneity(const Sites& sites, const Sink& sink) {
    const auto test = stats::heterogeneity_test(sites.view());
    if (!test) return sink.none("Q"), sink.under("high_precision").none("Q");
    const Sink at = sink.under("Q");
    at.put("Q", test->q);
    at.put("df", test->df);
    at.put("p", test->p);
    sink.under("high_precision").put("Q", test->q);
}

void put_egger(const Sites& sites, const Sink& sink) {
    const auto test = stats::egger_test(sites.view());
    if (!test) return sink.none("egger_lm");
    const Sink at = sink.under("egger_lm");
    at.put("t", test->statistic);
    at.put("df", test->df);
    at.put("p", test->p);
    at.put("slope", test->slope);
    at.put("intercept_limit", test->limit);
}

}  // namespace

void map_meta_case(const MapCase& one, Sink whole) {
    const Sites sites = sites_of(one);
    const Sink sink = whole.under("meta");
    sink.put("k", sites.estimates.size());
    put_models(sites, sink);
    put_heterogeneity(sites, sink);
    const auto profile = stats::tau2_q_profile(sites.view());
    sink.put("tau2_ci_q_profile", profile ? std::optional(*profile) : std::nullopt);
    put_egger(sites, sink);
}

void map_clmm_case(const MapCase& /*one*/, Sink /*sink*/) {}

}  // namespace outcomes::tests
