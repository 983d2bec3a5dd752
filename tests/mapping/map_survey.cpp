#include "libstats/stats/survey_adjustment.hpp"
#include "libstats/stats/survey_design.hpp"
#include "libstats/stats/survey_weights.hpp"
#include "tests/mapping/mappers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace outcomes::tests {
namespace {

using Json = nlohmann::json;

/// A column of numbers and which rows have one.
struct Answers {
    std::vector<double> values;
    std::vector<std::uint8_t> given;
};

Answers answers(const TextColumn& column) {
    Answers result;
    for (const std::string& cell : column) {
        const auto value = base::parse_double(cell);
        result.values.push_back(value.value_or(0));
        result.given.push_back(value ? 1 : 0);
    }
    return result;
}

/// repeat - baseline of each row.
Answers change(const Answers& baseline, const Answers& repeat) {
    Answers result = repeat;
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        result.values[i] -= baseline.values[i];
        result.given[i] = repeat.given[i] & baseline.given[i];
    }
    return result;
}

/// Numbers from 0 for the texts of a column, in the order of first appearance.
std::vector<std::uint32_t> numbered(const TextColumn& column) {
    std::map<std::string, std::uint32_t> known;
    std::vector<std::uint32_t> result;
    for (const std::string& cell : column)
        result.push_back(known.emplace(cell, static_cast<std::uint32_t>(known.size())).first->second);
    return result;
}

/// The column that a setting names.
std::optional<std::string> named_column(const MapCase& one, const std::string& setting) {
    if (!one.params.contains(setting) || !one.params.at(setting).is_string()) return std::nullopt;
    return one.params.at(setting).get<std::string>();
}

/// The column of the drawn units, if any: named by a setting, or by its usual names.
std::optional<std::string> cluster_column(const MapCase& one) {
    for (const auto& [setting, value] : one.params.items()) {
        const bool about_clusters = setting.find("clus") != std::string::npos || setting == "psu";
        if (about_clusters && value.is_string()) return value.get<std::string>();
    }
    for (const std::string usual : {"cluster", "psu", "dnum"}) {
        if (one.has_column(usual)) return usual;
    }
    return std::nullopt;
}

bool says(const Json& params, const std::string& setting) {
    return params.contains(setting) && params.at(setting) == true;
}

/// Strata are those of the design unless the case is one simple or one clustered sample.
stats::SurveySample sample_of(const MapCase& one, bool finite) {
    stats::SurveySample sample;
    sample.weights = answers(one.column("weight")).values;
    const auto cluster = cluster_column(one);
    if (cluster) sample.clusters = numbered(one.column(*cluster));
    const auto strata = named_column(one, "strata");
    if (strata || (!cluster && !says(one.params, "srs")))
        sample.strata = numbered(one.column(strata.value_or("stratum")));
    if (finite) sample.population = answers(one.column("fpc")).values;
    return sample;
}

std::string label_of(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::vector<Json> listed(const Json& value) {
    return value.is_array() ? value.get<std::vector<Json>>() : std::vector<Json>{value};
}

std::vector<std::uint8_t> rows_with(const TextColumn& column, const std::string& text) {
    std::vector<std::uint8_t> rows;
    for (const std::string& cell : column) rows.push_back(cell == text ? 1 : 0);
    return rows;
}

void put_estimate(const Sink& sink, const std::string& name, const std::string& error,
                  const base::Outcome<stats::SurveyEstimate>& estimate) {
    if (!estimate) return sink.none(name), sink.none(error);
    sink.put(name, estimate->estimate);
    sink.put(error, estimate->std_error);
}

void put_mean(const Sink& sink, const std::string& key, const stats::SurveySample& sample,
              const Answers& column) {
    const auto mean = stats::survey_mean(sample, column.values, 0.95, column.given);
    if (!mean) return sink.none(key);
    const Sink at = sink.under(key);
    at.put("mean", mean->mean.estimate);
    at.put("se", mean->mean.std_error);
    at.put("deff", mean->deff);
    at.put("df", mean->mean.df);
    at.put("ci_t", mean->mean.ci);
    at.put("ci_normal", mean->mean.ci_normal);
}

void put_short_mean(const Sink& sink, const std::string& name, const stats::SurveySample& sample,
                    const Answers& column) {
    const auto mean = stats::survey_mean(sample, column.values, 0.95, column.given);
    if (!mean) return sink.none(name + "_mean"), sink.none(name + "_se");
    sink.put(name + "_mean", mean->mean.estimate);
    sink.put(name + "_se", mean->mean.std_error);
}

void put_by_stratum(const MapCase& one, const stats::SurveySample& sample, const Answers& difference,
                    const Json& reference, const Sink& sink) {
    if (!reference.contains("stratum")) return;
    const auto labels = listed(reference.at("stratum"));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        auto rows = rows_with(one.column("stratum"), label_of(labels[i]));
        for (std::size_t row = 0; row < rows.size(); ++row) rows[row] &= difference.given[row];
        const auto mean = stats::survey_mean(sample, difference.values, 0.95, rows);
        const bool single = !reference.at("stratum").is_array();
        const auto place = [&](const std::string& key) {
            return single ? key : key + "." + std::to_string(i);
        };
        if (!mean) {
            sink.none(place("mean"));
            sink.none(place("se"));
            continue;
        }
        sink.put(place("mean"), mean->mean.estimate);
        sink.put(place("se"), mean->mean.std_error);
    }
}

void put_share(const MapCase& one, const stats::SurveySample& sample, const Sink& sink) {
    const auto& column = one.column("schwide");
    std::vector<std::uint8_t> given;
    for (const std::string& cell : column) given.push_back(cell.empty() ? 0 : 1);
    const auto share = stats::survey_proportion(sample, rows_with(column, "Yes"), 0.95, given);
    if (!share) return sink.none("prop_schwide_yes");
    const Sink at = sink.under("prop_schwide_yes");
    at.put("p", share->share.estimate);
    at.put("se", share->share.std_error);
    at.put("ci_logit", share->ci_logit);
}

void put_paired_t(const stats::SurveySample& sample, const Answers& difference, const Sink& sink) {
    const auto test = stats::survey_paired_t(sample, difference.values, 0.95, difference.given);
    if (!test) return sink.none("paired_t");
    const Sink at = sink.under("paired_t");
    at.put("t", test->statistic);
    at.put("df", test->df);
    at.put("p", test->p.two_sided);
}

/// The columns that every estimate of a case uses.
struct Columns {
    Answers baseline;
    Answers repeat;
    Answers difference;
    Answers enroll;
};

Columns columns_of(const MapCase& one) {
    Columns columns{.baseline = answers(one.column("baseline")),
                    .repeat = answers(one.column("repeat")),
                    .difference = {},
                    .enroll = {}};
    columns.difference = change(columns.baseline, columns.repeat);
    if (one.has_column("enroll")) columns.enroll = answers(one.column("enroll"));
    return columns;
}

void put_design(const MapCase& one, const Columns& columns, bool finite, const std::string& key,
                const Sink& sink) {
    const auto sample = sample_of(one, finite);
    const Sink at = sink.under(key);
    put_mean(at, "baseline", sample, columns.baseline);
    put_mean(at, "rep", sample, columns.repeat);
    put_mean(at, "diff", sample, columns.difference);
    if (!columns.enroll.values.empty()) {
        put_estimate(at.under("total_enroll"), "total", "se",
                     stats::survey_total(sample, columns.enroll.values, 0.95, columns.enroll.given));
    }
    put_estimate(at.under("ratio_rep_over_baseline"), "ratio", "se",
                 stats::survey_ratio(sample, columns.repeat.values, columns.baseline.values, 0.95,
                                     columns.difference.given));
    put_paired_t(sample, columns.difference, at);
    if (one.has_column("stratum")) {
        const Json empty = Json::object();
        const Json& survey = one.reference.at("survey");
        const Json part = survey.contains(key) ? survey.at(key).value("by_stratum", empty) : empty;
        put_by_stratum(one, sample, columns.difference, part, at.under("by_stratum"));
    }
    if (one.has_column("schwide")) put_share(one, sample, at);
}

/// {"stratum": [labels], "Freq": [people]} as groups of the rows.
stats::PopulationMargin margin_of(const MapCase& one, const Json& target) {
    stats::PopulationMargin margin;
    std::map<std::string, std::uint32_t> groups;
    std::string name;
    for (const auto& [key, value] : target.items()) {
        if (key == "Freq") {
            for (const Json& people : listed(value)) margin.targets.push_back(people.get<double>());
        } else {
            name = key;
            for (const Json& label : listed(value))
                groups.emplace(label_of(label), static_cast<std::uint32_t>(groups.size()));
        }
    }
    for (const std::string& cell : one.column(name)) margin.group.push_back(groups.at(cell));
    return margin;
}

void put_weights(const Sink& sink, const std::vector<double>& weights) {
    sink.put_list("weights_first5",
                  std::span<const double>(weights).first(std::min<std::size_t>(5, weights.size())));
    double sum = 0;
    double squares = 0;
    for (const double w : weights) {
        sum += w;
        squares += w * w;
    }
    sink.put("weights_sum", sum);
    sink.put("weights_sumsq", squares);
    sink.put("weights_min", *std::ranges::min_element(weights));
    sink.put("weights_max", *std::ranges::max_element(weights));
}

void put_targets(const Json& targets, const Sink& sink) {
    for (const auto& [key, value] : targets.items()) {
        if (value.is_object()) {
            put_targets(value, sink.under(key));
        } else if (key == "Freq") {
            const auto people = listed(value);
            for (std::size_t i = 0; i < people.size(); ++i)
                sink.put(value.is_array() ? key + "." + std::to_string(i) : key, people[i].get<double>());
        }
    }
}

void put_adjusted(const stats::SurveySample& sample, const Columns& columns, const Sink& sink) {
    put_short_mean(sink, "rep", sample, columns.repeat);
    put_short_mean(sink, "diff", sample, columns.difference);
    if (!columns.enroll.values.empty())
        put_estimate(sink, "enroll_total", "enroll_se",
                     stats::survey_total(sample, columns.enroll.values, 0.95, columns.enroll.given));
    put_weights(sink, sample.weights);
}

/// The margins of raking, in the order of the key: raked_stratum_by_schwide.
std::vector<stats::PopulationMargin> margins_of(const MapCase& one, const std::string& key,
                                                const Json& targets) {
    std::vector<std::pair<std::size_t, std::string>> order;
    for (const auto& [name, target] : targets.items()) order.emplace_back(key.find(name), name);
    std::ranges::sort(order);
    std::vector<stats::PopulationMargin> margins;
    for (const auto& [position, name] : order) margins.push_back(margin_of(one, targets.at(name)));
    return margins;
}

void put_adjustments(const MapCase& one, const Columns& columns, const stats::SurveySample& sample,
                     const Sink& sink) {
    for (const auto& [key, part] : one.reference.at("survey").items()) {
        if (!part.is_object() || !part.contains("targets")) continue;
        const Sink at = sink.under(key);
        put_targets(part.at("targets"), at.under("targets"));
        if (key.starts_with("raked")) {
            const auto result = stats::raked(sample, margins_of(one, key, part.at("targets")));
            if (!result) sink.none(key);
            if (result) put_adjusted(result->sample, columns, at);
        } else {
            const auto result = stats::post_stratified(sample, margin_of(one, part.at("targets")));
            if (!result) sink.none(key);
            if (result) put_adjusted(*result, columns, at);
        }
    }
}

}  // namespace

void map_survey_case(const MapCase& one, Sink whole) {
    const Sink sink = whole.under("survey");
    const Columns columns = columns_of(one);
    const auto weights = stats::weight_summary(answers(one.column("weight")).values);
    if (!weights) return sink.none("weights");
    const Sink at = sink.under("weights");
    at.put("sum", weights->sum);
    at.put("n", weights->n);
    at.put("kish_deff", weights->kish_deff);
    at.put("kish_n_eff", weights->n_eff);
    at.put("cv2", weights->cv2);

    const bool finite = one.has_column("fpc");
    if (finite) put_design(one, columns, true, "with_fpc", sink);
    put_design(one, columns, false, "without_fpc", sink);
    const auto sample = sample_of(one, finite);
    const auto repeat = stats::survey_mean(sample, columns.repeat.values, 0.95, columns.repeat.given);
    sink.put("weighted_sd_rep", repeat ? repeat->sd : std::nullopt);
    put_adjustments(one, columns, sample, sink);
}

}  // namespace outcomes::tests
