#include "libstats/analysis/references.hpp"
#include "libstats/analysis/report_parts.hpp"

#include "libstats/survey/answers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

namespace outcomes::analysis {
namespace {

constexpr std::array<std::string_view, 4> kind_ids{"mean", "ordered", "binary", "nominal"};

/// The smallest difference between two answers of a list.
double step_of(const survey::AnswerList& list) {
    double step = 0;
    for (std::size_t i = 1; i < list.scores.size(); ++i) {
        const double gap = std::abs(list.scores[i].to_double() - list.scores[i - 1].to_double());
        if (gap > 0 && (step == 0 || gap < step)) step = gap;
    }
    return step > 0 ? step : 1;
}

/// The smallest difference between the scores of two people who answered every question.
std::optional<double> step_of(const survey::Study& study, const survey::Scale& scale,
                              const Measure& measure) {
    const MeanData& data = measure.mean;
    if (scale.is_converted()) return std::nullopt;
    if (scale.column || scale.items.empty()) {
        if (!data.on_grid) return std::nullopt;
        return 1.0 / static_cast<double>(scale.items_per_score.value_or(
                         static_cast<std::size_t>(std::max<std::int64_t>(1, data.denominator))));
    }
    const auto n = static_cast<double>(scale.items.size());
    double item = 0;
    for (const std::string& id : scale.items) {
        const survey::Item* one = study.find_item(id);
        if (one == nullptr) continue;
        const double step = step_of(survey::answers_of(study, scale, *one));
        item = item == 0 ? step : std::min(item, step);
    }
    switch (scale.score) {
        case survey::ScoreKind::sum:
            return item;
        case survey::ScoreKind::mean:
            return item / n;
        case survey::ScoreKind::percent:
            break;
    }
    const survey::Item* first = study.find_item(scale.items.front());
    const survey::AnswerList& list = survey::answers_of(study, scale, *first);
    if (!list.low || !list.high || list.high->to_double() <= list.low->to_double()) return std::nullopt;
    return 100 * item / (n * (list.high->to_double() - list.low->to_double()));
}

std::string citation_of(const MethodInfo& info) {
    std::string text;
    for (const Reference& work : references_of(info.citation)) {
        text += text.empty() ? "" : " ";
        text += work.text;
    }
    return text;
}

void add_method(std::vector<findings::MethodUsed>& methods, const findings::Finding& row) {
    // "hodges_lehmann/bca" is the method before the slash.
    const MethodInfo* info = find_method(row.method.substr(0, row.method.find('/')));
    if (info == nullptr || row.n == std::uint64_t{0}) return;
    auto found = std::find_if(methods.begin(), methods.end(),
                              [&](const findings::MethodUsed& one) { return one.id == row.method; });
    if (found == methods.end()) {
        methods.push_back({std::string(info->id),
                           std::string(info->title),
                           std::string(info->says),
                           std::string(info->policy),
                           citation_of(*info),
                           {}});
        found = methods.end() - 1;
    }
    if (std::find(found->terms.begin(), found->terms.end(), row.label) == found->terms.end())
        found->terms.push_back(row.label);
}

std::vector<std::string> not_done(const survey::Study& study, const Plan& plan,
                                  const findings::StudyFindings& found) {
    std::vector<std::string> list;
    if (!study.columns.group)
        list.emplace_back("no comparison with another place: the study file names no comparison group");
    else
        list.emplace_back("no comparison with another place: this version does not compare groups");
    if (study.subgroups.empty()) list.emplace_back("no groups of people: the study file has no [subgroup]");
    if (study.columns.weight) list.emplace_back("no weighting: this version does not use weights");
    if (!study.columns.household)
        list.emplace_back("no allowance for households: the study file names no household column");
    if (found.smallest_changes.empty())
        list.emplace_back(
            "no judgement of \"no meaningful change\": the study file sets no smallest change that matters");
    if (plan.headline == survey::Headline::place)
        list.emplace_back("no change of single people as the main result: the headline is the place");
    list.emplace_back("no counts against targets: the study file has no indicators");
    list.emplace_back("no comparison of several communities: one study was read");
    return list;
}

std::string adjust_id(survey::Adjust adjust) {
    switch (adjust) {
        case survey::Adjust::bh:
            return "bh";
        case survey::Adjust::none:
            return "none";
        case survey::Adjust::holm:
            break;
    }
    return "holm";
}

}  // namespace

findings::TermFacts facts_of(const survey::Study& study, const Term& term, const Measure& measure) {
    findings::TermFacts facts;
    facts.term = measure.term;
    facts.label = measure.label;
    facts.level = measure.level;
    facts.kind = kind_ids.at(static_cast<std::size_t>(measure.kind));
    facts.better = findings::direction_id(measure.better);
    facts.low = measure.mean.low;
    facts.high = measure.mean.high;
    facts.unit = measure.kind == MeasureKind::mean ? "points" : "percentage_points";
    facts.answers = measure.answers.labels;
    if (const auto* const* scale = std::get_if<const survey::Scale*>(&term)) {
        facts.n_items = std::max<std::size_t>(1, (*scale)->items.size());
        facts.step = step_of(study, **scale, measure);
    } else if (const auto* question = std::get_if<Question>(&term)) {
        facts.scale = question->scale->id;
        facts.step = step_of(survey::answers_of(study, *question->scale, *question->item));
    } else {
        facts.step = 1.0;
    }
    return facts;
}

findings::StudyRecord record_of(const survey::Study& study, const Plan& plan,
                                const findings::StudyFindings& found) {
    findings::StudyRecord record;
    record.question = study.question;
    record.community = study.community;
    record.design = study.design == survey::Design::paired          ? "paired"
                    : study.design == survey::Design::cross_section ? "cross-section"
                                                                    : "mixed";
    record.population = study.population;
    record.date_from = plan.from->date;
    record.date_to = plan.to->date;
    record.headline = plan.headline == survey::Headline::people ? "people" : "place";
    record.adjust = adjust_id(study.rules.adjust);
    record.seed = study.rules.seed;
    record.lead = study.report.lead;
    record.words = study.report.words;
    record.freeze = study.report.freeze;
    for (const findings::Finding& row : found.results) add_method(record.methods, row);
    record.not_done = not_done(study, plan, found);
    return record;
}

}  // namespace outcomes::analysis
