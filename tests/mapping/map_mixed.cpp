#include "libstats/stats/mixed_model.hpp"
#include "tests/mapping/group_data.hpp"
#include "tests/mapping/mappers.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <regex>
#include <utility>

namespace outcomes::tests {
namespace {

using base::Outcome;
using Names = std::vector<std::string>;
using Model = Outcome<stats::MixedModel>;

/// The rows of a model while they are gathered.
struct LongRows {
    Names names;  ///< of the columns of `design`
    stats::Design design;
    std::vector<double> y;
    std::vector<std::uint32_t> people;

    explicit LongRows(Names columns) : names(std::move(columns)) { design.columns.resize(names.size()); }

    void add(std::size_t person, double value, const std::vector<double>& row) {
        people.push_back(static_cast<std::uint32_t>(person));
        y.push_back(value);
        for (std::size_t j = 0; j < row.size(); ++j) design.columns[j].push_back(row[j]);
    }
    [[nodiscard]] stats::MixedRows rows() const { return {.fixed = design, .y = y, .people = people}; }
};

void put_component(const Sink& sink, std::size_t at, double variance, const std::optional<double>& sd) {
    sink.under("varcomp").under(at).put("vcov", variance);
    sink.under("varcomp").under(at).put("sdcor", sd);
}

void put_components(const Sink& sink, const stats::MixedModel& model) {
    std::size_t next = 0;
    put_component(sink, next++, model.intercept_variance, std::sqrt(model.intercept_variance));
    if (model.slope_variance) {
        put_component(sink, next++, *model.slope_variance, std::sqrt(*model.slope_variance));
        put_component(sink, next++, *model.covariance, model.correlation);
    }
    put_component(sink, next, model.residual_variance, std::sqrt(model.residual_variance));
}

void put_test(const Sink& sink, const stats::TTest& test, std::string_view df) {
    sink.put("se", test.std_error);
    sink.put(df, test.df);
    sink.put("t", test.statistic);
    sink.put("p", test.p.two_sided);
}

void put_model(const Sink& sink, std::string_view key, const Names& names, const Model& model) {
    if (!model) return sink.none(key);
    const Sink at = sink.under(key);
    for (std::size_t j = 0; j < names.size(); ++j) {
        at.under("fixed").under(names[j]).put("estimate", model->fixed[j].estimate);
        put_test(at.under("fixed").under(names[j]), model->fixed[j], "df_satterthwaite");
    }
    for (std::size_t j = 0; j < model->kenward_roger.size(); ++j)
        put_test(at.under("kenward_roger").under(names[j]), model->kenward_roger[j], "df");
    put_components(at, *model);
    at.put("logLik_REML", model->log_likelihood);
    if (model->criterion == stats::MixedCriterion::reml) {
        at.put("REML_criterion", model->deviance);
    } else {
        at.none("REML_criterion");
        at.none("kenward_roger");
    }
    at.put("nobs", model->n_rows);
}

void put_ml(const Sink& sink, const Model& model) {
    if (!model) return sink.none("lmm_linear_time_ML");
    const Sink at = sink.under("lmm_linear_time_ML");
    at.put("logLik", model->log_likelihood);
    at.put("AIC", model->aic);
    at.put("BIC", model->bic);
    for (std::size_t j = 0; j < model->fixed.size(); ++j)
        at.under("fixed").put(std::to_string(j), model->fixed[j].estimate);
    at.put("var_intercept", model->intercept_variance);
    at.put("var_residual", model->residual_variance);
}

/// Scores of the people who answered on all occasions: one list a person.
std::vector<std::vector<double>> complete_people(const MapCase& one) {
    std::vector<std::vector<double>> people(one.n_rows());
    for (std::size_t c = 0; c < one.names.size(); ++c) {
        if (one.names[c] == "id") continue;
        const auto values = decimals(one.columns[c]);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i]) people[i].push_back(values[i]->to_double());
        }
    }
    std::size_t k = 0;
    for (const auto& person : people) k = std::max(k, person.size());
    std::erase_if(people, [&](const auto& person) { return person.size() < k; });
    return people;
}

void put_occasions(const std::vector<std::vector<double>>& people, const Sink& sink) {
    const std::size_t k = people.empty() ? 0 : people.front().size();
    Names names{"(Intercept)"};
    for (std::size_t j = 1; j < k; ++j) names.push_back("occ" + std::to_string(j + 1));
    LongRows data(names);
    for (std::size_t i = 0; i < people.size(); ++i) {
        for (std::size_t j = 0; j < k; ++j) {
            std::vector<double> row(k);
            row[0] = 1;
            if (j > 0) row[j] = 1;
            data.add(i, people[i][j], row);
        }
    }
    const auto model = stats::mixed_model(data.rows());
    put_model(sink, "lmm_occasion_factor", names, model);
    if (!model) return;
    std::vector<std::size_t> term(k - 1);
    std::iota(term.begin(), term.end(), std::size_t{1});
    const auto test = stats::mixed_term_test(*model, term);
    const Sink at = sink.under("lmm_occasion_factor");
    if (!test) return at.none("F");
    at.put("F", test->f);
    at.put("F_df1", test->df1);
    at.put("F_df2", test->df2);
    at.put("F_p", test->p);
}

void put_linear_time(const std::vector<std::vector<double>>& people, const std::vector<double>& times,
                     const Sink& sink) {
    LongRows data({"(Intercept)", "time"});
    for (std::size_t i = 0; i < people.size(); ++i) {
        for (std::size_t j = 0; j < people[i].size(); ++j) data.add(i, people[i][j], {1, times.at(j)});
    }
    put_model(sink, "lmm_linear_time", data.names, stats::mixed_model(data.rows()));
    put_ml(sink, stats::mixed_model(data.rows(), stats::MixedCriterion::ml));
    stats::MixedRows with_slope = data.rows();
    with_slope.slope = data.design.columns[1];
    put_model(sink, "lmm_linear_time_random_slope", data.names, stats::mixed_model(with_slope));
}

/// The months of the occasions, which only the note has: "... at 0, 2, 3, 5, 8 months ...".
std::vector<double> months_of(const MapCase& one) {
    const auto note = one.reference.at("note").get<std::string>();
    static const std::regex list("at ([0-9][0-9, ]*) months");
    std::smatch found;
    if (!std::regex_search(note, found, list)) return {};
    std::vector<double> months;
    const std::string text = found[1];
    static const std::regex number("[0-9]+");
    for (auto at = std::sregex_iterator(text.begin(), text.end(), number); at != std::sregex_iterator(); ++at)
        months.push_back(std::stod(at->str()));
    return months;
}

/// The different words of a column, in order.
std::vector<std::string> words_of(const TextColumn& column) {
    std::vector<std::string> words;
    for (const std::string& cell : column) {
        if (!cell.empty()) words.push_back(cell);
    }
    std::ranges::sort(words);
    const auto doubles = std::ranges::unique(words);
    words.erase(doubles.begin(), doubles.end());
    return words;
}

/// Every answer after the baseline on baseline, time, group and the other properties of the people.
void put_longitudinal(const MapCase& one, const std::vector<double>& months, const Sink& sink) {
    const auto control = one.params.at("control").get<std::string>();
    std::vector<std::size_t> occasions;
    std::vector<std::pair<std::size_t, std::string>> properties;
    Names names{"(Intercept)", "baseline", "time"};
    for (const std::string& word : words_of(one.column("group"))) {
        if (word != control) names.push_back("treatment" + word);
    }
    for (std::size_t c = 0; c < one.names.size(); ++c) {
        const auto& name = one.names[c];
        if (name == "id" || name == "group" || name == "baseline") continue;
        const auto words = words_of(one.columns[c]);
        if (base::parse_decimal(words.front())) {
            occasions.push_back(c);
            continue;
        }
        for (std::size_t w = 1; w < words.size(); ++w) {
            properties.emplace_back(c, words[w]);
            names.push_back(name + words[w]);
        }
    }
    LongRows data(names);
    const auto baseline = decimals(one.column("baseline"));
    for (std::size_t o = 0; o < occasions.size(); ++o) {
        const auto values = decimals(one.columns[occasions[o]]);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!values[i] || !baseline[i]) continue;
            std::vector<double> row{1, baseline[i]->to_double(), months.at(o + 1)};
            for (const std::string& word : words_of(one.column("group"))) {
                if (word != control) row.push_back(one.column("group")[i] == word ? 1 : 0);
            }
            for (const auto& [column, word] : properties)
                row.push_back(one.columns[column][i] == word ? 1 : 0);
            data.add(i, values[i]->to_double(), row);
        }
    }
    put_model(sink, "lmm_handbook_REML", names, stats::mixed_model(data.rows()));
    put_model(sink, "lmm_handbook_ML", names, stats::mixed_model(data.rows(), stats::MixedCriterion::ml));
}

}  // namespace

void map_group_models(const MapCase& one, Sink sink) {
    const GroupData data = group_data(one);
    const stats::StackedPairs rows = stats::stacked(data.pairs());
    put_model(sink.under("groups"), "lmm_random_intercept", data.did_names(),
              stats::mixed_model({.fixed = rows.design, .y = rows.scores, .people = rows.people}));
    const auto months = months_of(one);
    if (!months.empty()) put_longitudinal(one, months, sink);
}

void map_repeated_models(const MapCase& one, Sink sink) {
    const auto people = complete_people(one);
    put_occasions(people, sink);
    if (!one.params.contains("times")) return;
    put_linear_time(people, one.params.at("times").get<std::vector<double>>(), sink);
}

}  // namespace outcomes::tests
