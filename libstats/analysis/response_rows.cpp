#include "libstats/analysis/context_rows.hpp"

#include <optional>
#include <string>
#include <utility>

namespace outcomes::analysis {
namespace {

/// A row of counts; `out_of` gives the share with its Wilson interval.
struct Count {
    std::string term;
    std::string label;
    std::string wave;
    std::uint64_t n = 0;
    std::optional<std::uint64_t> out_of;
    std::string note;
};

findings::Finding row_of(const Count& count, double level) {
    findings::Finding row;
    row.analysis = "response";
    row.term = count.term;
    row.label = count.label;
    row.level = "study";
    row.wave_from = count.wave;
    row.method = "count";
    row.n = count.n;
    row.note = count.note;
    if (!count.out_of || *count.out_of == 0) return row;
    row.n_from = count.out_of;
    if (count.n > *count.out_of) {
        row.reason = base::reason_id(base::Reason::not_applicable);
        row.note = "more_than_eligible";
        return row;
    }
    const stats::Count share{static_cast<std::int64_t>(count.n), static_cast<std::int64_t>(*count.out_of)};
    const stats::Interval limits = stats::wilson_interval(share, level);
    row.policy = "Wilson interval";
    row.estimate = static_cast<double>(count.n) / static_cast<double>(*count.out_of);
    row.estimate_type = "share";
    row.conf_low = limits.low;
    row.conf_high = limits.high;
    row.conf_level = level;
    return row;
}

Count no_id(const survey::WaveData& wave) {
    return {"no_id", "Answered without a code", wave.id, wave.n_blank_id, wave.size(), ""};
}

}  // namespace

std::vector<findings::Finding> response_rows(const survey::Study& study, const WavePair& waves,
                                             double level) {
    const survey::WaveData& from = *waves.from;
    const survey::WaveData& to = *waves.to;
    const auto& linkage = waves.linkage;
    std::vector<Count> counts;
    if (study.population)
        counts.push_back({"eligible", "People in the place", from.id, *study.population, {}, ""});
    counts.push_back({"answered", "Answered", from.id, from.size(), study.population, ""});
    counts.push_back({"answered", "Answered", to.id, to.size(), study.population, ""});
    counts.push_back(
        {"linked", "Answered both times, linked", from.id, linkage.pairs.size(), from.size(), ""});
    counts.push_back(
        {"only_from", "Answered the first time only", from.id, linkage.only_from.size(), from.size(), ""});
    counts.push_back(
        {"only_to", "Answered the second time only", to.id, linkage.only_to.size(), to.size(), ""});
    if (!study.columns.id.empty()) {
        counts.push_back(no_id(from));
        counts.push_back(no_id(to));
    }
    std::vector<findings::Finding> rows;
    rows.reserve(counts.size());
    for (const Count& count : counts) rows.push_back(row_of(count, level));
    return rows;
}

}  // namespace outcomes::analysis
