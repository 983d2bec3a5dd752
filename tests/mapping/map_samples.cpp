#include "libstats/stats/descriptives.hpp"
#include "tests/mapping/mappers.hpp"

namespace outcomes::tests {
namespace {

void put_shape(const Sink& sink, const std::string& key, const std::optional<stats::Shape>& shape) {
    const auto type = [&](double stats::Shape::*member) {
        return shape ? std::optional((*shape).*member) : std::nullopt;
    };
    sink.put(key + "_type1", type(&stats::Shape::type1));
    sink.put(key + "_type2", type(&stats::Shape::type2));
    sink.put(key + "_type3", type(&stats::Shape::type3));
}

void put_quartiles(const Sink& sink, const std::string& type, const stats::Quartiles& quartiles) {
    sink.put("q1_type" + type, quartiles.q1);
    sink.put("q3_type" + type, quartiles.q3);
}

std::size_t n_missing(const std::vector<std::optional<std::int64_t>>& values) {
    std::size_t n = 0;
    for (const auto& value : values) n += value ? 0U : 1U;
    return n;
}

void put_counts(const Waves& waves, const Sink& sink) {
    std::size_t both = 0;
    std::size_t only_baseline = 0;
    std::size_t only_repeat = 0;
    for (std::size_t i = 0; i < waves.baseline.size(); ++i) {
        both += waves.baseline[i] && waves.repeat[i] ? 1U : 0U;
        only_baseline += waves.baseline[i] && !waves.repeat[i] ? 1U : 0U;
        only_repeat += !waves.baseline[i] && waves.repeat[i] ? 1U : 0U;
    }
    sink.put("n_rows", waves.baseline.size());
    sink.put("n_complete", both);
    sink.put("n_only_baseline", only_baseline);
    sink.put("n_only_repeat", only_repeat);
    sink.put("n_neither", waves.baseline.size() - both - only_baseline - only_repeat);
}

}  // namespace

std::optional<Bounds> bounds_of(const nlohmann::json& params) {
    if (!params.contains("tost")) return std::nullopt;
    return Bounds{params.at("tost").at(0).get<double>(), params.at("tost").at(1).get<double>()};
}

void map_sample(const base::Grid& values, std::size_t n_missing, Sink sink) {
    const auto sample = stats::describe(view(values));
    sink.put("n", values.units.size());
    sink.put("n_missing", n_missing);
    if (!sample) return;
    sink.put("mean", sample->moments.mean);
    sink.put("sd", sample->moments.sd);
    sink.put("var", sample->moments.variance);
    sink.put("se", sample->std_error);
    sink.put("sum", sample->moments.sum);
    sink.put("median", sample->median);
    sink.put("min", sample->moments.min);
    sink.put("max", sample->moments.max);
    put_quartiles(sink, "2", sample->averaged_steps);
    put_quartiles(sink, "6", sample->weibull);
    put_quartiles(sink, "7", sample->linear);
    put_quartiles(sink, "8", sample->median_unbiased);
    sink.put("mad_raw", sample->mad);
    sink.put("mad_scaled", sample->mad_scaled);
    sink.put("trimmed_mean_20", sample->trimmed_mean_20);
    put_shape(sink, "skewness", sample->skewness);
    put_shape(sink, "excess_kurtosis", sample->excess_kurtosis);
    sink.put("se_skewness", sample->se_skewness);
    sink.put("se_kurtosis", sample->se_kurtosis);
    sink.put("mean_ci", sample->mean_ci);
}

void map_paired(const Waves& waves, const nlohmann::json& params, Sink sink) {
    put_counts(waves, sink);
    map_sample(waves.difference(), 0, sink.under("difference"));
    map_sample(waves.complete_baseline(), 0, sink.under("complete_baseline"));
    map_sample(waves.complete_repeat(), 0, sink.under("complete_repeat"));
    map_sample(waves.available_baseline(), n_missing(waves.baseline), sink.under("available_baseline"));
    map_sample(waves.available_repeat(), n_missing(waves.repeat), sink.under("available_repeat"));
    const auto bounds = bounds_of(params);
    map_changes(waves, bounds, sink);
    map_change_ranks(waves, sink);
    map_two_samples(waves.available_baseline(), waves.available_repeat(), std::nullopt,
                    sink.under("independent_available_cases"));
    map_overlap(waves, sink);
    if (params.contains("likert")) map_likert(waves, params, sink);
}

void map_paired_case(const MapCase& one, Sink sink) {
    map_paired(waves_of(one.column("baseline"), one.column("repeat")), one.params, sink.under("paired"));
}

}  // namespace outcomes::tests
