#include "libstats/analysis/question.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/survey/answers.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace outcomes::analysis {
namespace {

using findings::Movement;
using survey::Better;

/// Longer ranges of numbers have no table: nobody could read it.
constexpr std::size_t most_answers = 20;

const survey::AnswerList& list_of(const survey::Study& study, const Question& question) {
    return survey::answers_of(study, *question.scale, *question.item);
}

Better direction_in(const survey::Scale& scale, const std::string& item) {
    const bool reversed = std::find(scale.reverse.begin(), scale.reverse.end(), item) != scale.reverse.end();
    if (!reversed || scale.better == Better::neither) return scale.better;
    return scale.better == Better::higher ? Better::lower : Better::higher;
}

/// A scale of this question alone.
survey::Scale scale_of(const survey::Study& study, const Question& question) {
    survey::Scale scale;
    scale.id = question.item->id;
    scale.label = question.item->text.empty() ? question.item->id : question.item->text;
    scale.items = {question.item->id};
    scale.answers = list_of(study, question).id;
    scale.better = question.better;
    scale.small_change = question.small_change;
    scale.mark = question.scale->mark;
    return scale;
}

survey::SmallChange smallest_change(const survey::Study& study, const Question& question) {
    const survey::Scale& scale = *question.scale;
    const bool in_shares = question.kind != MeasureKind::mean;
    const bool alone = scale.items.size() == 1 && scale.convert.empty();
    const bool same_units = in_shares ? !scale.small_change.sd : scale.score != survey::ScoreKind::percent;
    if (alone && same_units && scale.small_change.is_set()) return scale.small_change;
    return in_shares ? study.rules.item_change : survey::SmallChange{};
}

/// Number of steps of a list; 0 if its range is not of whole numbers.
std::size_t steps_of(const survey::AnswerList& list) {
    if (!list.is_range) return list.labels.size();
    const double low = list.low->to_double();
    const double high = list.high->to_double();
    const bool whole = low == std::floor(low) && high == std::floor(high);
    return whole && high >= low ? static_cast<std::size_t>(high - low) + 1 : 0;
}

std::vector<std::uint64_t> counts(const std::vector<std::int64_t>& all) {
    return {all.begin(), all.end()};
}

void count_changes(Movement& movement, const std::vector<std::int64_t>& changes) {
    const auto how_many = [&](auto holds) {
        return static_cast<std::uint64_t>(std::count_if(changes.begin(), changes.end(), holds));
    };
    movement.n_higher = how_many([](std::int64_t d) { return d > 0; });
    movement.n_same = how_many([](std::int64_t d) { return d == 0; });
    movement.n_lower = how_many([](std::int64_t d) { return d < 0; });
}

void count_moves(Movement& movement, const AnswerData& answers) {
    const std::size_t k = answers.labels.size();
    std::uint64_t higher = 0, same = 0, lower = 0;
    for (std::size_t a = 0; a < k; ++a) {
        for (std::size_t b = 0; b < k; ++b) {
            (b > a ? higher : b < a ? lower : same) += static_cast<std::uint64_t>(answers.moves[a * k + b]);
        }
    }
    movement.n_same = same;
    if (!movement.ordered) return;
    movement.n_higher = higher;
    movement.n_lower = lower;
}

/// Rows and columns of the answers, and one of each for no answer.
std::vector<std::uint64_t> cells_of(const AnswerData& answers) {
    const std::size_t k = answers.labels.size();
    std::vector<std::uint64_t> cells;
    cells.reserve((k + 1) * (k + 1));
    const auto add = [&](std::int64_t n) { cells.push_back(static_cast<std::uint64_t>(n)); };
    for (std::size_t a = 0; a < k; ++a) {
        for (std::size_t b = 0; b < k; ++b) add(answers.moves[a * k + b]);
        add(answers.lost[a]);
    }
    for (std::size_t b = 0; b < k; ++b) add(answers.gained[b]);
    add(answers.silent);
    return cells;
}

/// Which end of the answers is good. A yes or no has its good answer, wherever that stands in the list.
std::string_view better_end(const Measure& measure) {
    if (measure.better == findings::Direction::neither) return "neither";
    const bool turned = measure.kind == MeasureKind::binary && measure.success == 0;
    return (measure.better == findings::Direction::lower) != turned ? "lower" : "higher";
}

}  // namespace

std::vector<Question> questions_of(const survey::Study& study, const std::vector<std::string>& names) {
    std::vector<Question> questions;
    for (const survey::Scale& scale : study.scales) {
        for (const std::string& id : scale.items) {
            const survey::Item* item = study.find_item(id);
            base::require(item != nullptr, "a scale uses an item that the study does not have");
            if (item->is_kept_back() || !survey::is_named(names, scale, id)) continue;
            const Better better = direction_in(scale, id);
            const auto known = std::find_if(questions.begin(), questions.end(),
                                            [&](const Question& one) { return one.item == item; });
            if (known == questions.end()) {
                questions.push_back({&scale, item, better, false, MeasureKind::ordered, {}});
            } else if (known->better != better) {
                known->better = Better::neither;
                known->directions_differ = true;
            }
        }
    }
    for (Question& question : questions) {
        question.kind = kind_of(study, scale_of(study, question));
        question.small_change = smallest_change(study, question);
    }
    return questions;
}

Measure measure_question(const survey::Study& study, const Question& question, const WavePair& waves) {
    Measure measure = measure_scale(study, scale_of(study, question), waves);
    measure.level = "item";
    const survey::AnswerList& list = list_of(study, question);
    const bool counted = !measure.answers.labels.empty();
    if (!counted && steps_of(list) > 0 && steps_of(list) <= most_answers)
        measure.answers = answer_data(study, question.item->column, list, waves);
    if (question.directions_differ) measure.notes.emplace_back("directions_differ");
    return measure;
}

findings::Movement movement_of(const Measure& measure, const WavePair& waves) {
    const std::size_t n_linked = waves.linkage.pairs.size();
    Movement movement;
    movement.wave_from = waves.from->id;
    movement.wave_to = waves.to->id;
    movement.term = measure.term;
    movement.label = measure.label;
    movement.better = better_end(measure);
    movement.ordered = measure.kind != MeasureKind::nominal;
    movement.answers = measure.answers.labels;
    movement.count_from = counts(measure.answers.count_from);
    movement.count_to = counts(measure.answers.count_to);
    if (n_linked == 0) return movement;
    if (!movement.answers.empty()) movement.moves = cells_of(measure.answers);
    if (measure.kind != MeasureKind::mean)
        count_moves(movement, measure.answers);
    else if (measure.mean.on_grid)
        count_changes(movement, measure.mean.change);
    const std::size_t n_pairs = measure.mean.pairs ? measure.mean.pairs->difference.n : 0;
    movement.n_unanswered = n_linked - n_pairs;
    return movement;
}

}  // namespace outcomes::analysis
