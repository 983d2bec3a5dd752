#include "libstats/analysis/bootstrapped.hpp"

#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/bootstrap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace outcomes::analysis {
namespace {

using base::Outcome;
using base::Reason;

constexpr std::array<std::string_view, 4> names{"percentile", "basic", "bca", "studentised"};

/// A person's answers before and after, as positions in the table of moves.
struct Move {
    std::size_t from = 0;
    std::size_t to = 0;
};

std::vector<Move> moves_one_by_one(const AnswerData& answers) {
    std::vector<Move> list;
    const std::size_t k = answers.labels.size();
    for (std::size_t cell = 0; cell < answers.moves.size(); ++cell)
        list.insert(list.end(), static_cast<std::size_t>(answers.moves[cell]), {cell / k, cell % k});
    return list;
}

/// Rebuilds a measure from some of its linked people.
class People {
  public:
    explicit People(const Measure& measure) : bare_(measure), moves_(moves_one_by_one(measure.answers)) {
        std::swap(all_, bare_.mean);
        bare_.mean.on_grid = all_.on_grid;
        bare_.mean.denominator = all_.denominator;
        bare_.mean.moments_from = all_.moments_from;
        bare_.mean.moments_to = all_.moments_to;
        find_households();
    }

    /// Independent draws: households, or people.
    [[nodiscard]] std::size_t n_units() const { return units_.size(); }
    [[nodiscard]] bool complete() const { return moves_.empty() || moves_.size() == n_people(); }

    [[nodiscard]] Measure drawn(stats::Resample units) const {
        Measure measure = bare_;
        std::ranges::fill(measure.answers.moves, 0);
        std::uint32_t drawn_unit = 0;
        for (const std::uint32_t unit : units) {
            for (const std::uint32_t person : units_[unit]) add(measure, person, drawn_unit);
            ++drawn_unit;
        }
        MeanData& data = measure.mean;
        if (all_.on_grid)
            data.pairs = stats::paired_moments(stats::GridView{data.pair_from.units, data.denominator},
                                               stats::GridView{data.pair_to.units, data.denominator});
        else
            data.pairs = stats::paired_moments(data.pair_from.values, data.pair_to.values);
        return measure;
    }

  private:
    [[nodiscard]] std::size_t n_people() const {
        return all_.on_grid ? all_.pair_from.units.size() : all_.pair_from.values.size();
    }

    void find_households() {
        std::map<std::uint32_t, std::vector<std::uint32_t>> members;
        const bool known = bare_.has_households && all_.cluster_pair.size() == n_people();
        for (std::uint32_t person = 0; person < n_people(); ++person)
            members[known ? all_.cluster_pair[person] : person].push_back(person);
        for (auto& [cluster, people] : members) units_.push_back(std::move(people));
    }

    /// @param unit  a household that is drawn twice is two households
    void add(Measure& measure, std::uint32_t person, std::uint32_t unit) const {
        MeanData& data = measure.mean;
        if (all_.on_grid) {
            data.pair_from.units.push_back(all_.pair_from.units[person]);
            data.pair_to.units.push_back(all_.pair_to.units[person]);
            data.change.push_back(all_.change[person]);
        } else {
            data.pair_from.values.push_back(all_.pair_from.values[person]);
            data.pair_to.values.push_back(all_.pair_to.values[person]);
        }
        if (!all_.cluster_pair.empty()) data.cluster_pair.push_back(unit);
        if (moves_.empty()) return;
        const Move move = moves_[person];
        ++measure.answers.moves[move.from * measure.answers.labels.size() + move.to];
    }

    Measure bare_;  ///< without linked people
    MeanData all_;
    std::vector<Move> moves_;
    std::vector<std::vector<std::uint32_t>> units_;
};

Outcome<stats::Interval> chosen(const stats::Bootstrap& result, BootstrapInterval interval) {
    switch (interval) {
        case BootstrapInterval::percentile:
            return result.percentile;
        case BootstrapInterval::basic:
            return result.basic;
        case BootstrapInterval::bca:
            return result.bca;
        case BootstrapInterval::studentised:
            break;
    }
    return result.studentised;
}

/// The numbers of the method's own inference do not belong to the bootstrap's.
void forget_inference(findings::Finding& row) {
    row.p_value = row.statistic = row.df = row.std_error = std::nullopt;
    row.conf_low = row.conf_high = row.conf_level = std::nullopt;
    row.effect = row.effect_low = row.effect_high = std::nullopt;
    row.effect_type.clear();
}

}  // namespace

std::optional<BootstrapInterval> bootstrap_interval(std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<BootstrapInterval>(found - names.begin());
}

std::string_view name_of(BootstrapInterval interval) {
    return names.at(static_cast<std::size_t>(interval));
}

MethodResult run_bootstrapped(const MethodEntry& entry, BootstrapInterval interval, const Measure& measure,
                              double level) {
    MethodResult result = entry.run(measure, level);
    findings::Finding& row = result.row;
    forget_inference(row);
    result.limits_95.reset();
    if (!row.estimate) {
        if (row.reason.empty()) row.reason = base::reason_id(Reason::not_applicable);
        row.policy = fmt::format("{} bootstrap; needs an estimate of the method", name_of(interval));
        return result;
    }
    row.reason.clear();
    const People people(measure);
    if (entry.info.needs != Needs::pairs || !people.complete())
        return absent(std::move(row), Reason::not_applicable);
    const auto statistic = [&](stats::Resample units) -> Outcome<stats::BootstrapValue> {
        const findings::Finding drawn = entry.run(people.drawn(units), level).row;
        if (!drawn.estimate) return Reason::no_variation;
        return stats::BootstrapValue{*drawn.estimate, drawn.std_error};
    };
    stats::BootstrapOptions options;
    options.level = level;
    options.resamples = bootstrap_resamples;
    options.seed = measure.seed;
    const auto drawn = stats::bootstrap(statistic, people.n_units(), options);
    if (!drawn) return absent(std::move(row), reason_of_changes(measure, drawn.reason()));
    row.policy = fmt::format("{} bootstrap, {} draws of {}, seed {}", name_of(interval), bootstrap_resamples,
                             measure.has_households ? "households" : "people", measure.seed);
    row.std_error = drawn->std_error;
    const auto limits = chosen(*drawn, interval);
    if (limits)
        set_interval(row, *limits, level);
    else
        row.reason = base::reason_id(limits.reason());
    return result;
}

}  // namespace outcomes::analysis
