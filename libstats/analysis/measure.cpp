#include "libstats/analysis/measure.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/survey/answers.hpp"
#include "libstats/survey/instrument_notes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace outcomes::analysis {
namespace {

using survey::ScaleScores;

findings::Direction direction_of(survey::Better better) {
    switch (better) {
        case survey::Better::lower:
            return findings::Direction::lower;
        case survey::Better::neither:
            return findings::Direction::neither;
        case survey::Better::higher:
            break;
    }
    return findings::Direction::higher;
}

/// Reads one sheet's score into a sample; false if there is none.
class ScoreReader {
  public:
    ScoreReader(const ScaleScores& scores, std::size_t wave) : scores_(scores), wave_(wave) {}

    [[nodiscard]] bool has(std::uint32_t sheet) const {
        if (!scores_.on_grid) return !std::isnan(scores_.values[wave_][sheet]);
        return scores_.waves[wave_].units[sheet] != survey::no_score;
    }
    void append(std::uint32_t sheet, Sample& sample) const {
        if (scores_.on_grid)
            sample.units.push_back(scores_.waves[wave_].units[sheet]);
        else
            sample.values.push_back(scores_.values[wave_][sheet]);
    }

  private:
    const ScaleScores& scores_;
    std::size_t wave_;
};

void collect_everyone(const ScoreReader& reader, const std::vector<std::uint32_t>& clusters, Sample& sample,
                      std::vector<std::uint32_t>& sample_clusters) {
    for (std::uint32_t sheet = 0; sheet < clusters.size(); ++sheet) {
        if (!reader.has(sheet)) continue;
        reader.append(sheet, sample);
        sample_clusters.push_back(clusters[sheet]);
    }
}

void collect_pairs(const ScoreReader& from, const ScoreReader& to, const WavePair& waves, MeanData& data) {
    for (const survey::LinkedPair& pair : waves.linkage.pairs) {
        if (from.has(pair.from)) from.append(pair.from, data.kept_from);
        if (!from.has(pair.from) || !to.has(pair.to)) continue;
        from.append(pair.from, data.pair_from);
        to.append(pair.to, data.pair_to);
        data.cluster_pair.push_back(waves.cluster_from[pair.from]);
    }
    for (const std::uint32_t sheet : waves.linkage.only_from) {
        if (from.has(sheet)) from.append(sheet, data.lost_from);
    }
}

void summarise(MeanData& data) {
    data.moments_from = moments_of(data, data.all_from);
    data.moments_to = moments_of(data, data.all_to);
    if (!data.on_grid) {
        data.pairs = stats::paired_moments(data.pair_from.values, data.pair_to.values);
        return;
    }
    data.pairs = stats::paired_moments(stats::GridView{data.pair_from.units, data.denominator},
                                       stats::GridView{data.pair_to.units, data.denominator});
    data.change.reserve(data.pair_from.units.size());
    for (std::size_t i = 0; i < data.pair_from.units.size(); ++i) {
        data.change.push_back(data.pair_to.units[i] - data.pair_from.units[i]);
    }
}

MeanData mean_data(const ScaleScores& scores, const WavePair& waves) {
    MeanData data;
    data.on_grid = scores.on_grid;
    data.denominator = scores.denominator;
    data.low = scores.low;
    data.high = scores.high;
    const ScoreReader from(scores, 0);
    const ScoreReader to(scores, 1);
    collect_everyone(from, waves.cluster_from, data.all_from, data.cluster_from);
    collect_everyone(to, waves.cluster_to, data.all_to, data.cluster_to);
    collect_pairs(from, to, waves, data);
    summarise(data);
    return data;
}

/// The smallest change in score units, and nothing where what is set has no meaning (then the note says why).
void set_smallest_change(Measure& measure, const survey::SmallChange& set) {
    if (set.points) measure.smallest_change = *set.points;
    if (set.sd) {
        const auto& baseline = measure.mean.moments_from;
        if (baseline && baseline->sd && *baseline->sd > 0)
            measure.smallest_change = *set.sd * *baseline->sd;
        else
            measure.smallest_change_note = "smallest_change_needs_spread";
    }
    if (set.percent) {
        const bool ranged = measure.mean.low && measure.mean.high && *measure.mean.high > *measure.mean.low;
        if (ranged)
            measure.smallest_change = *set.percent / 100 * (*measure.mean.high - *measure.mean.low);
        else
            measure.smallest_change_note = "smallest_change_needs_range";
    }
}

/// For shares the smallest change is in percentage points; one in SDs has no meaning there.
void set_smallest_share(Measure& measure, const survey::SmallChange& set) {
    if (set.points) measure.smallest_change = *set.points;
    if (set.percent) measure.smallest_change = *set.percent;
    if (set.sd) measure.smallest_change_note = "smallest_change_in_sd_not_for_shares";
}

std::size_t middle_of(const survey::AnswerList& list, std::size_t n_labels) {
    const auto found = std::find(list.labels.begin(), list.labels.end(), list.middle);
    if (!list.middle.empty() && found != list.labels.end())
        return static_cast<std::size_t>(found - list.labels.begin());
    return n_labels / 2;
}

/// Number of points of a range of whole numbers (0 to 10 has 11).
std::int64_t points_of(const survey::AnswerList& list) {
    if (!list.low || !list.high) return 0;
    return static_cast<std::int64_t>(std::floor(list.high->to_double() - list.low->to_double())) + 1;
}

/// The answer positions as scores 0, 1, 2, ...: what the rank tests on one question rank.
MeanData position_data(const AnswerData& answers) {
    MeanData data;
    const std::size_t k = answers.labels.size();
    for (std::size_t a = 0; a < k; ++a) {
        const auto position = static_cast<std::int64_t>(a);
        data.all_from.units.insert(data.all_from.units.end(), static_cast<std::size_t>(answers.count_from[a]),
                                   position);
        data.all_to.units.insert(data.all_to.units.end(), static_cast<std::size_t>(answers.count_to[a]),
                                 position);
        for (std::size_t b = 0; b < k; ++b) {
            const auto n = static_cast<std::size_t>(answers.moves[a * k + b]);
            data.pair_from.units.insert(data.pair_from.units.end(), n, position);
            data.pair_to.units.insert(data.pair_to.units.end(), n, static_cast<std::int64_t>(b));
        }
    }
    summarise(data);
    return data;
}

}  // namespace

base::Outcome<stats::Moments> moments_of(const MeanData& data, const Sample& sample) {
    return data.on_grid ? stats::moments(stats::GridView{sample.units, data.denominator})
                        : stats::moments(sample.values);
}

AnswerData answer_data(const survey::Study& study, const survey::ColumnName& column,
                       const survey::AnswerList& list, const WavePair& waves) {
    const auto from = survey::category_answers(study, column, list, *waves.from);
    const auto to = survey::category_answers(study, column, list, *waves.to);
    AnswerData data;
    data.labels = from.labels;
    const std::size_t k = data.labels.size();
    data.count_from.assign(k, 0);
    data.count_to.assign(k, 0);
    data.moves.assign(k * k, 0);
    data.lost.assign(k, 0);
    data.gained.assign(k, 0);
    for (const std::int16_t code : from.codes) {
        if (code >= 0) ++data.count_from[static_cast<std::size_t>(code)];
    }
    for (const std::int16_t code : to.codes) {
        if (code >= 0) ++data.count_to[static_cast<std::size_t>(code)];
    }
    for (const survey::LinkedPair& pair : waves.linkage.pairs) {
        const bool before = from.codes[pair.from] >= 0;
        const bool after = to.codes[pair.to] >= 0;
        const auto a = static_cast<std::size_t>(std::max<std::int16_t>(from.codes[pair.from], 0));
        const auto b = static_cast<std::size_t>(std::max<std::int16_t>(to.codes[pair.to], 0));
        ++(before ? (after ? data.moves[a * k + b] : data.lost[a]) : (after ? data.gained[b] : data.silent));
    }
    data.middle = middle_of(list, k);
    return data;
}

MeasureKind kind_of(const survey::Study& study, const survey::Scale& scale) {
    if (scale.column || scale.items.size() != 1 || scale.is_converted()) return MeasureKind::mean;
    const survey::Item* item = study.find_item(scale.items.front());
    const survey::AnswerList* list =
        study.find_answers(item == nullptr ? scale.answers : survey::list_of(scale, *item));
    if (list == nullptr) return MeasureKind::mean;
    if (!list->is_range) return list->labels.size() == 2 ? MeasureKind::binary : MeasureKind::ordered;
    return points_of(*list) >= 10 ? MeasureKind::mean : MeasureKind::ordered;
}

Measure measure_scale(const survey::Study& study, const survey::Scale& scale, const WavePair& waves) {
    Measure measure;
    measure.term = scale.id;
    measure.seed = study.rules.seed;
    measure.label = scale.label;
    measure.kind = kind_of(study, scale);
    measure.level = scale.items.size() == 1 && !scale.column ? "question" : "scale";
    measure.better = direction_of(scale.better);
    measure.has_households = waves.has_households;
    if (survey::has_unverified_rule(study, scale)) measure.notes.emplace_back("unverified_rule");
    const std::array<const survey::WaveData*, 2> both{waves.from, waves.to};
    measure.mean = mean_data(survey::score_scale(study, scale, both), waves);
    if (measure.kind == MeasureKind::mean) {
        set_smallest_change(measure, scale.small_change);
        return measure;
    }
    const survey::Item& item = *study.find_item(scale.items.front());
    measure.answers = answer_data(study, item.column, survey::answers_of(study, scale, item), waves);
    if (!scale.reverse.empty())
        measure.better = measure.better == findings::Direction::higher  ? findings::Direction::lower
                         : measure.better == findings::Direction::lower ? findings::Direction::higher
                                                                        : measure.better;
    set_smallest_share(measure, scale.small_change);
    return measure;
}

Measure measure_category(const survey::Study& study, const survey::Category& category,
                         const WavePair& waves) {
    Measure measure;
    measure.term = category.id;
    measure.seed = study.rules.seed;
    measure.label = category.label;
    measure.level = "question";
    measure.has_households = waves.has_households;
    const survey::AnswerList& list = *study.find_answers(category.answers);
    measure.answers = answer_data(study, category.column, list, waves);
    const auto& labels = measure.answers.labels;
    measure.kind = labels.size() == 2 ? MeasureKind::binary
                   : category.ordered ? MeasureKind::ordered
                                      : MeasureKind::nominal;
    if (category.better == "lower") measure.better = findings::Direction::lower;
    if (category.better == "neither") measure.better = findings::Direction::neither;
    const auto named = std::find(labels.begin(), labels.end(), category.better);
    if (named != labels.end()) {
        const auto position = static_cast<std::size_t>(named - labels.begin());
        if (measure.kind == MeasureKind::binary)
            measure.success = position;
        else
            measure.better =
                position * 2 >= labels.size() ? findings::Direction::higher : findings::Direction::lower;
    }
    measure.mean = position_data(measure.answers);
    set_smallest_share(measure, category.small_change);
    return measure;
}

}  // namespace outcomes::analysis
