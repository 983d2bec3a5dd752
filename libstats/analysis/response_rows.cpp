#include "libstats/analysis/context_rows.hpp"

#include <algorithm>
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

/// Sheets with an id that has no partner: those without an id are counted apart, as nobody knows whose they
/// are.
std::uint64_t n_coded(const std::vector<std::uint32_t>& sheets, const survey::WaveData& wave) {
    const auto coded = [&](std::uint32_t sheet) { return wave.person[sheet] != survey::none; };
    return static_cast<std::uint64_t>(std::count_if(sheets.begin(), sheets.end(), coded));
}

void add_links(const WavePair& waves, std::vector<Count>& counts) {
    const survey::WaveData& from = *waves.from;
    const survey::WaveData& to = *waves.to;
    const auto& linkage = waves.linkage;
    counts.push_back(
        {"linked", "Answered both times, linked", from.id, linkage.pairs.size(), from.size(), ""});
    const auto add_kind = [&](const char* term, const char* label, std::size_t n) {
        if (n > 0) counts.push_back({term, label, from.id, n, linkage.pairs.size(), ""});
    };
    add_kind("linked_tidied", "Of these by tidied codes", waves.n_tidied);
    add_kind("linked_tolerant", "Of these by codes that differ in one element", waves.n_tolerant);
    add_kind("linked_decided", "Of these by decision", waves.n_decided);
    counts.push_back({"only_from", "With a code, the first time only", from.id,
                      n_coded(linkage.only_from, from), from.size(), ""});
    counts.push_back(
        {"only_to", "With a code, the second time only", to.id, n_coded(linkage.only_to, to), to.size(), ""});
    if (from.n_blank_id + to.n_blank_id == 0) return;
    counts.push_back(no_id(from));
    counts.push_back(no_id(to));
}

}  // namespace

std::vector<findings::Finding> response_rows(const survey::Study& study, const WavePair& waves,
                                             double level) {
    const survey::WaveData& from = *waves.from;
    const survey::WaveData& to = *waves.to;
    std::vector<Count> counts;
    if (study.population)
        counts.push_back({"eligible", "People in the place", from.id, *study.population, {}, ""});
    counts.push_back({"answered", "Answered", from.id, from.size(), study.population, ""});
    counts.push_back({"answered", "Answered", to.id, to.size(), study.population, ""});
    for (const survey::WaveData* wave : {&from, &to}) {
        if (from.n_set_aside + to.n_set_aside == 0) continue;
        counts.push_back({"set_aside", "Left out, as the code stands more than once", wave->id,
                          wave->n_set_aside, wave->n_set_aside + wave->size(), ""});
    }
    const bool has_ids = !study.columns.id.empty() || study.columns.row_is_person;
    if (has_ids) add_links(waves, counts);
    std::vector<findings::Finding> rows;
    rows.reserve(counts.size());
    for (const Count& count : counts) rows.push_back(row_of(count, level));
    return rows;
}

}  // namespace outcomes::analysis
