#include "libstats/stats/cumulative_link.hpp"
#include "libstats/stats/cumulative_link_mixed.hpp"
#include "libstats/stats/meta_analysis.hpp"
#include "tests/mapping/mappers.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string>
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

/// "rating ~ temp + contact + (1|id)".
struct Formula {
    std::string answer;
    std::vector<std::string> predictors;
    std::string person;
};

Formula formula_of(const std::string& text) {
    Formula formula;
    std::string name;
    bool is_person = false;
    const auto take = [&] {
        if (name.empty() || name == "1") return name.clear();
        if (formula.answer.empty())
            formula.answer = name;
        else if (is_person)
            formula.person = name;
        else
            formula.predictors.push_back(name);
        name.clear();
    };
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.') {
            name += c;
            continue;
        }
        take();
        if (c == '|') is_person = true;
        if (c == ')') is_person = false;
    }
    take();
    return formula;
}

/// The texts of a column in the order of a factor: numbers by size, others by alphabet.
std::vector<std::string> levels_of(const TextColumn& column, const std::vector<std::size_t>& rows) {
    std::set<std::string> found;
    for (const std::size_t row : rows) found.insert(column[row]);
    std::vector<std::string> levels(found.begin(), found.end());
    const auto number = [](const std::string& text) { return base::parse_double(text); };
    if (std::ranges::all_of(levels, [&](const std::string& text) { return number(text).has_value(); }))
        std::ranges::sort(levels, {}, [&](const std::string& text) { return *number(text); });
    return levels;
}

std::vector<std::uint32_t> numbered(const TextColumn& column, const std::vector<std::size_t>& rows) {
    const auto levels = levels_of(column, rows);
    std::vector<std::uint32_t> result;
    for (const std::size_t row : rows)
        result.push_back(static_cast<std::uint32_t>(std::ranges::find(levels, column[row]) - levels.begin()));
    return result;
}

/// Answers, predictors and persons of a case, with the names of the coefficients.
struct Ordinal {
    std::vector<std::uint32_t> answers;
    std::size_t n_categories = 0;
    std::vector<double> predictors;
    std::vector<std::uint32_t> persons;
    std::vector<std::string> threshold_names;
    std::vector<std::string> slope_names;

    [[nodiscard]] stats::OrdinalData view() const {
        return {.answers = answers,
                .n_categories = n_categories,
                .predictors = predictors,
                .n_predictors = slope_names.size()};
    }
};

/// One column for numbers; for texts one for each but the first.
void add_predictor(const MapCase& one, const std::string& name, const std::vector<std::size_t>& rows,
                   std::vector<std::vector<double>>& columns, Ordinal& into) {
    const TextColumn& column = one.column(name);
    const auto levels = levels_of(column, rows);
    const bool numeric = std::ranges::all_of(
        levels, [](const std::string& text) { return base::parse_double(text).has_value(); });
    for (std::size_t level = numeric ? levels.size() - 1 : 1; level < levels.size(); ++level) {
        into.slope_names.push_back(numeric ? name : name + levels[level]);
        std::vector<double> values;
        for (const std::size_t row : rows)
            values.push_back(numeric                        ? *base::parse_double(column[row])
                             : column[row] == levels[level] ? 1
                                                            : 0);
        columns.push_back(std::move(values));
    }
}

Ordinal ordinal_of(const MapCase& one) {
    const Formula formula = formula_of(one.params.at("formula").get<std::string>());
    std::vector<std::string> used = formula.predictors;
    used.push_back(formula.answer);
    used.push_back(formula.person);
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < one.n_rows(); ++row) {
        if (std::ranges::none_of(used, [&](const auto& name) { return one.column(name)[row].empty(); }))
            rows.push_back(row);
    }
    Ordinal data;
    const auto levels = levels_of(one.column(formula.answer), rows);
    data.n_categories = levels.size();
    for (std::size_t j = 1; j < levels.size(); ++j)
        data.threshold_names.push_back(levels[j - 1] + "|" + levels[j]);
    data.answers = numbered(one.column(formula.answer), rows);
    data.persons = numbered(one.column(formula.person), rows);
    std::vector<std::vector<double>> columns;
    for (const std::string& name : formula.predictors) add_predictor(one, name, rows, columns, data);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (const auto& column : columns) data.predictors.push_back(column[row]);
    }
    return data;
}

void put_coefficients(const Sink& sink, const std::vector<std::string>& names,
                      const std::vector<stats::Coefficient>& found) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Sink at = sink.under("coef").under(names[i]);
        at.put("estimate", found[i].estimate);
        at.put("se", found[i].std_error);
        at.put("z", found[i].z);
        at.put("p", found[i].p);
    }
}

template <class Model>
void put_link(const Sink& sink, const Ordinal& data, const Model& model) {
    put_coefficients(sink, data.threshold_names, model.thresholds);
    put_coefficients(sink, data.slope_names, model.slopes);
    sink.put("logLik", model.log_likelihood);
}

void put_lists(const Sink& sink, const std::string& name, const std::vector<stats::Coefficient>& found) {
    std::vector<double> estimates;
    std::vector<double> errors;
    for (const auto& one : found) {
        estimates.push_back(one.estimate);
        errors.push_back(one.std_error);
    }
    sink.put_list(name, std::span<const double>(estimates));
    sink.put_list("se_" + name, std::span<const double>(errors));
    if (found.size() == 1) {
        sink.put(name, estimates[0]);
        sink.put("se_" + name, errors[0]);
    }
}

void put_quadrature(const Sink& sink, const Ordinal& data) {
    const auto model = stats::cumulative_link_mixed(data.view(), data.persons);
    if (!model) return sink.none("ml_quadrature_101");
    const Sink at = sink.under("ml_quadrature_101");
    put_lists(at, "thresholds", model->thresholds);
    put_lists(at, "slopes", model->slopes);
    at.put("sd_intercept", model->sd);
    at.put("var_intercept", model->variance);
    at.put("logLik", model->log_likelihood);
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

void map_clmm_case(const MapCase& one, Sink whole) {
    const Ordinal data = ordinal_of(one);
    const Sink sink = whole.under("clmm");
    const auto fixed = stats::cumulative_link(data.view());
    if (fixed)
        put_link(sink.under("clm_no_random"), data, *fixed);
    else
        sink.none("clm_no_random");
    for (const std::size_t nodes : {1U, 10U}) {
        const std::string key = "clmm_nAGQ" + std::to_string(nodes);
        const auto model = stats::cumulative_link_mixed(data.view(), data.persons, {.nodes = nodes});
        if (!model) {
            sink.none(key);
            continue;
        }
        put_link(sink.under(key), data, *model);
        sink.under(key).put("var_intercept", model->variance);
    }
    put_quadrature(sink, data);
}

}  // namespace outcomes::tests
