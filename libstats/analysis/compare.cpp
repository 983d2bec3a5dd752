#include "libstats/analysis/compare.hpp"

#include "libstats/analysis/context_rows.hpp"
#include "libstats/analysis/doubts.hpp"
#include "libstats/analysis/family.hpp"
#include "libstats/analysis/groups.hpp"
#include "libstats/analysis/input_hashes.hpp"
#include "libstats/analysis/plan.hpp"
#include "libstats/analysis/report_parts.hpp"
#include "libstats/analysis/study_head.hpp"
#include "libstats/analysis/term_rows.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/parallel.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/link_people.hpp"
#include "libstats/survey/quality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace outcomes::analysis {
namespace {

using findings::Finding;
using findings::StudyFindings;
using survey::Study;

survey::LoadOptions load_options(const Plan& plan, const CompareOptions& options) {
    survey::LoadOptions load;
    load.waves = {plan.from->id, plan.to->id};
    load.scales = options.scales;
    return load;
}

[[noreturn]] void refuse_without_pairs(const Study& study, const WavePair& waves) {
    base::Diagnostic diagnostic;
    diagnostic.code = "compare.no_pairs";
    diagnostic.place.file = study.path;
    const bool no_column = study.columns.id.empty() && !study.columns.row_is_person;
    diagnostic.message =
        no_column
            ? "the study names no id column, so nobody can be linked between the waves"
            : fmt::format("nobody could be linked between \"{}\" and \"{}\", and the headline is people",
                          waves.from->id, waves.to->id);
    diagnostic.help = no_column
                          ? "name the column with each person's code under [columns] id, or set [rules] "
                            "headline = \"place\""
                          : "check that both files use the same codes, or set [rules] headline = \"place\"";
    throw base::NotEnoughError(std::move(diagnostic));
}

const survey::WaveData& wave_of(const survey::Responses& responses, const std::string& id) {
    const auto found = std::find_if(responses.waves.begin(), responses.waves.end(),
                                    [&](const auto& wave) { return wave.id == id; });
    base::require(found != responses.waves.end(), "a wave that was not read");
    return *found;
}

void list_inputs(StudyFindings& out, const survey::Responses& responses, InputHashes& hashes) {
    for (const survey::WaveData& wave : responses.waves) {
        for (std::size_t t = 0; t < wave.tables.size(); ++t) {
            const io::Table& table = *wave.tables[t];
            out.inputs.push_back({wave.id, table.path, hashes.of(table.path), table.n_records,
                                  wave.layouts[t] ? wave.layouts[t]->profile : std::string()});
        }
    }
}

/// Everything the rows of one kind have in common.
void complete(std::vector<Finding>& rows, const Study& study, const Plan& plan) {
    for (Finding& row : rows) {
        row.study = study.id;
        row.community = study.community;
        if (row.wave_from.empty()) row.wave_from = plan.from->id;
        if (row.wave_to.empty() && row.analysis != "reliability" && row.analysis != "response")
            row.wave_to = plan.to->id;
    }
}

template <class Row>
void move_to(std::vector<Row>& target, std::vector<Row>& rows) {
    std::move(rows.begin(), rows.end(), std::back_inserter(target));
}

Measure measure_of(const Study& study, const Term& term, const WavePair& waves) {
    if (const auto* const* scale = std::get_if<const survey::Scale*>(&term))
        return measure_scale(study, **scale, waves);
    if (const auto* question = std::get_if<Question>(&term)) return measure_question(study, *question, waves);
    return measure_category(study, *std::get<const survey::Category*>(term), waves);
}

/// An answer that is in no list is an error of the file: all of them are reported at once.
void refuse_unknown_answers(const Study& study, const survey::Responses& responses) {
    std::vector<base::Diagnostic> unknown = survey::unknown_answers(study, responses);
    if (!unknown.empty()) throw base::InputError(std::move(unknown));
}

/// The two waves as they are linked, and at the strict setting where [link] matches tolerantly and that makes
/// a difference.
struct Links {
    WavePair waves;
    std::vector<survey::WaveData> strict_data;  ///< first and second wave with strict numbers, or none
    std::optional<WavePair> strict;
    std::vector<std::unique_ptr<GroupPart>> groups;
};

void count_kinds(const survey::Responses& responses, WavePair& waves) {
    if (!responses.links) return;
    for (const survey::WaveLinks& links : responses.links->between) {
        for (const survey::Match& match : links.matches) {
            if (match.kind == survey::MatchKind::tidied) ++waves.n_tidied;
            if (match.kind == survey::MatchKind::tolerant) ++waves.n_tolerant;
            if (match.kind == survey::MatchKind::decided) ++waves.n_decided;
        }
    }
}

Links linked_waves(const survey::Responses& responses, const survey::WaveData& from,
                   const survey::WaveData& to) {
    Links links{pair_waves(from, to), {}, std::nullopt, {}};
    count_kinds(responses, links.waves);
    if (from.person_strict.empty() || to.person_strict.empty()) return links;
    links.strict_data = {from, to};
    for (survey::WaveData& wave : links.strict_data) wave.person = wave.person_strict;
    links.strict = pair_waves(links.strict_data[0], links.strict_data[1]);
    return links;
}

/// Everything one term adds to the results.
struct TermFindings {
    TermRows rows;
    std::optional<OtherLinkage> other_linkage;
    std::vector<Finding> attrition;
    std::vector<Finding> reliability;
    std::vector<Finding> groups;
    std::optional<findings::Movement> movement;
    std::optional<findings::ChangeSpread> spread;
    findings::TermFacts facts;
    std::vector<findings::CountBasis> bases;
    std::string label;
};

/// The headline of a term for the people of one group. What matters is the same for all groups.
void add_group(const Study& study, const Term& term, const Measure& everyone, const GroupPart& part,
               const Plan& plan, TermFindings& found) {
    if (part.subgroup.empty()) return;
    Measure measure = measure_of(study, term, part.waves);
    measure.smallest_change = everyone.smallest_change;
    measure.smallest_change_note = everyone.smallest_change_note;
    found.bases.push_back(basis_of(measure));
    found.bases.back().group = part.group;
    found.bases.back().subgroup = part.subgroup;
    Plan headline = plan;
    headline.headline_only = true;
    headline.all_methods = headline.tests_beside = false;
    const bool has_links = !part.waves.linkage.pairs.empty();
    TermRows rows = term_rows(measure, headline, has_links, false);
    rows.compared.front().group = part.group;
    rows.compared.front().subgroup = part.subgroup;
    found.groups.push_back(std::move(rows.compared.front()));
}

TermFindings findings_of(const Study& study, const Term& term, const Links& links, const Plan& plan) {
    const WavePair& waves = links.waves;
    const bool has_links = !waves.linkage.pairs.empty();
    const bool has_lost = !waves.linkage.only_from.empty();
    const bool has_unlinked = has_lost || !waves.linkage.only_to.empty();
    TermFindings found;
    const auto* const* scale = std::get_if<const survey::Scale*>(&term);
    if (scale != nullptr && (*scale)->items.size() > 1) {
        for (const survey::WaveData* wave : {waves.from, waves.to}) {
            found.reliability.push_back(reliability_row(study, **scale, *wave, plan.level));
        }
    }
    Measure measure = measure_of(study, term, waves);
    found.label = measure.label.empty() ? measure.term : measure.label;
    if (plan.items) measure.level = "item";
    found.rows = term_rows(measure, plan, has_links, has_unlinked);
    if (links.strict)
        found.other_linkage =
            other_linkage_row(measure, measure_of(study, term, *links.strict), plan, waves, *links.strict);
    if (plan.items)
        found.movement = movement_of(measure, waves);
    else if (has_links && has_lost)
        found.attrition.push_back(attrition_row(measure, plan.level));
    found.facts = facts_of(study, term, measure);
    found.bases.push_back(basis_of(measure));
    if (plan.spreads && !plan.items && found.facts.step)
        found.spread = spread_of(measure, waves, *found.facts.step);
    if (!plan.items) {
        for (const auto& part : links.groups) add_group(study, term, measure, *part, plan, found);
    }
    return found;
}

/// Threads are worth their start only for many answers.
std::size_t threads_for(const CompareOptions& options, const WavePair& waves) {
    constexpr std::size_t few_sheets = 2'000;
    if (options.threads > 0) return options.threads;
    if (waves.from->size() + waves.to->size() < few_sheets) return 1;
    return std::max(1U, std::thread::hardware_concurrency());
}

/// The rows of all terms, kind by kind, in the order of the terms.
struct AllRows {
    std::vector<Finding> compared, other, other_linkage, attrition, reliability, groups;
    std::vector<findings::Movement> movements;
    std::vector<findings::ChangeSpread> spreads;
    std::vector<findings::TermFacts> terms;
    std::vector<findings::CountBasis> bases;
    std::vector<std::string> warnings;                         ///< about links
    std::vector<std::size_t> headlines;                        ///< which of `compared` carry a verdict
    std::map<std::size_t, std::vector<std::string>> left_out;  ///< terms by the number of methods left out

    void add(TermFindings found) {
        if (found.rows.headline >= 0)
            headlines.push_back(compared.size() + static_cast<std::size_t>(found.rows.headline));
        if (found.rows.n_left_out > 0) left_out[found.rows.n_left_out].push_back(found.label);
        move_to(compared, found.rows.compared);
        move_to(other, found.rows.other_estimand);
        if (found.other_linkage) {
            if (!found.other_linkage->warning.empty()) warnings.push_back(found.other_linkage->warning);
            other_linkage.push_back(std::move(found.other_linkage->row));
        }
        move_to(attrition, found.attrition);
        move_to(reliability, found.reliability);
        move_to(groups, found.groups);
        if (found.movement) movements.push_back(std::move(*found.movement));
        if (found.spread) spreads.push_back(std::move(*found.spread));
        terms.push_back(std::move(found.facts));
        std::move(found.bases.begin(), found.bases.end(), std::back_inserter(bases));
    }
};

AllRows rows_of_terms(const Study& study, const Plan& plan, const Links& links,
                      const CompareOptions& options) {
    std::vector<TermFindings> found(plan.terms.size());
    base::for_each_index(found.size(), threads_for(options, links.waves),
                         [&](std::size_t i) { found[i] = findings_of(study, plan.terms[i], links, plan); });
    AllRows rows;
    for (TermFindings& one : found) rows.add(std::move(one));
    return rows;
}

/// "Mood, Trust: 60 methods do not apply and are left out. ..."
std::vector<std::string> left_out_sentences(const AllRows& rows) {
    std::vector<std::string> sentences;
    for (const auto& [n, labels] : rows.left_out) {
        sentences.push_back(fmt::format(
            "{}: {} {} not apply and {} left out; outcomes help methods lists all, and one "
            "that is named after --methods has a row that says why.",
            base::joined(labels), n, n == 1 ? "method does" : "methods do", n == 1 ? "is" : "are"));
    }
    return sentences;
}

/// p-values of each subgroup's rows are adjusted together.
void adjust_groups(const Study& study, std::vector<Finding>& rows) {
    std::vector<std::string> ids;
    for (const Finding& row : rows) {
        if (std::find(ids.begin(), ids.end(), row.group) == ids.end()) ids.push_back(row.group);
    }
    std::vector<Finding> adjusted;
    for (const std::string& id : ids) {
        std::vector<Finding> of_group;
        std::copy_if(rows.begin(), rows.end(), std::back_inserter(of_group),
                     [&](const Finding& row) { return row.group == id; });
        std::vector<std::size_t> all(of_group.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        adjust_families(study, of_group, all, Grouping::together);
        move_to(adjusted, of_group);
    }
    rows = std::move(adjusted);
}

/// The rows of one plan, and what goes with them.
void add_terms(const Study& study, const Plan& plan, const Links& links, const CompareOptions& options,
               StudyFindings& out) {
    if (plan.items) {
        for (const base::Diagnostic& one : kept_back_questions(study, options.scales))
            out.warnings.push_back({one.code, one.message, one.place.file, one.place.line, one.place.column});
    }
    AllRows rows = rows_of_terms(study, plan, links, options);
    std::vector<std::string> sentences = left_out_sentences(rows);
    for (const std::string& warning : rows.warnings)
        out.warnings.push_back({"link.correlation_differs", warning, study.path, 0, 0});
    adjust_families(study, rows.compared, rows.headlines,
                    plan.items ? Grouping::together : Grouping::families);
    adjust_groups(study, rows.groups);
    for (auto* part : {&rows.compared, &rows.other, &rows.other_linkage, &rows.attrition, &rows.reliability,
                       &rows.groups}) {
        complete(*part, study, plan);
    }
    move_to(out.left_out, sentences);
    move_to(out.movements, rows.movements);
    move_to(out.spreads, rows.spreads);
    move_to(out.terms, rows.terms);
    move_to(out.bases, rows.bases);
    move_to(out.results, rows.compared);
    move_to(out.results, rows.groups);
    move_to(out.results, rows.other);
    move_to(out.results, rows.other_linkage);
    std::vector<Finding> response;
    if (!plan.items || !options.for_report) {
        response = response_rows(study, links.waves, plan.level);
        for (const auto& part : links.groups) {
            std::vector<Finding> of_group = group_response_rows(study, *part);
            move_to(response, of_group);
        }
        complete(response, study, plan);
    }
    move_to(out.results, response);
    move_to(out.results, rows.attrition);
    move_to(out.results, rows.reliability);
}

/// The subgroups asked for, or all of them in a report.
std::vector<const survey::Subgroup*> wanted_subgroups(const Study& study, const CompareOptions& options) {
    std::vector<const survey::Subgroup*> subgroups;
    for (const survey::Subgroup& one : study.subgroups) {
        const bool named = std::find(options.by.begin(), options.by.end(), one.id) != options.by.end();
        if (named || options.for_report) subgroups.push_back(&one);
    }
    return subgroups;
}

/// True if there are questions to compare one by one.
bool has_questions(const Study& study) {
    return std::any_of(study.scales.begin(), study.scales.end(),
                       [](const survey::Scale& scale) { return !scale.items.empty(); });
}

}  // namespace

StudyFindings compare(const Study& study, const CompareOptions& options) {
    Plan plan = make_plan(study, options);
    plan.spreads = options.for_report;
    InputHashes hashes({plan.from, plan.to}, options.want_hashes);
    const survey::Responses responses = survey::load(study, load_options(plan, options));
    refuse_unknown_answers(study, responses);
    Links links = linked_waves(responses, wave_of(responses, plan.from->id), wave_of(responses, plan.to->id));
    const auto subgroups = wanted_subgroups(study, options);
    links.groups = group_parts(study, subgroups, links.waves);
    if (plan.headline == survey::Headline::people && links.waves.linkage.pairs.empty())
        refuse_without_pairs(study, links.waves);

    StudyFindings out = head_of(study, plan, responses, links.waves);
    out.subgroups = subgroup_facts(subgroups, links.groups);
    add_terms(study, plan, links, options, out);
    if (options.for_report) {
        if (has_questions(study)) {
            CompareOptions items = options;
            items.items = true;
            add_terms(study, make_plan(study, items), links, options, out);
        }
        out.record = record_of(study, plan, out);
    }
    list_inputs(out, responses, hashes);
    return out;
}

}  // namespace outcomes::analysis
