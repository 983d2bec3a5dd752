#include "libstats/analysis/compare.hpp"

#include "libstats/analysis/context_rows.hpp"
#include "libstats/analysis/doubts.hpp"
#include "libstats/analysis/family.hpp"
#include "libstats/analysis/plan.hpp"
#include "libstats/analysis/plan_state.hpp"
#include "libstats/analysis/term_rows.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/parallel.hpp"
#include "libstats/io/csv_reader.hpp"
#include "libstats/survey/instrument_notes.hpp"
#include "libstats/survey/link_people.hpp"
#include "libstats/survey/quality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <iterator>
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

/// Hashes of the files, computed beside the rest of the work.
class Hashes {
  public:
    Hashes(const Plan& plan, bool wanted) {
        if (!wanted) return;
        for (const survey::Wave* wave : {plan.from, plan.to}) {
            for (const std::string& file : wave->files) start(file);
        }
    }
    std::string of(const std::string& file) {
        const auto found =
            std::find_if(hashes_.begin(), hashes_.end(), [&](const auto& h) { return h.first == file; });
        return found == hashes_.end() ? std::string() : found->second.get();
    }

  private:
    void start(const std::string& file) {
        const auto same = [&](const auto& h) { return h.first == file; };
        if (file == "-" || std::any_of(hashes_.begin(), hashes_.end(), same)) return;
        hashes_.emplace_back(
            file, std::async(std::launch::async, [file] { return io::file_sha256(file); }).share());
    }

    std::vector<std::pair<std::string, std::shared_future<std::string>>> hashes_;
};

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

/// What a term is called, its smallest change, and whether that is in percentage points.
struct SmallChangeOf {
    const std::string& label;
    const survey::SmallChange& set;
    bool in_shares;
};

SmallChangeOf small_change_of(const Study& study, const Term& term) {
    if (const auto* question = std::get_if<Question>(&term)) {
        const survey::Item& item = *question->item;
        return {item.text.empty() ? item.id : item.text, question->small_change,
                question->kind != MeasureKind::mean};
    }
    if (const auto* const* scale = std::get_if<const survey::Scale*>(&term))
        return {(*scale)->label, (*scale)->small_change, kind_of(study, **scale) != MeasureKind::mean};
    const survey::Category& category = *std::get<const survey::Category*>(term);
    return {category.label, category.small_change, true};
}

/// The smallest changes as they were set, each once with the terms it is for.
std::vector<findings::SmallestChangeRule> smallest_changes(const Study& study, const Plan& plan) {
    std::vector<findings::SmallestChangeRule> rules;
    for (const Term& term : plan.terms) {
        const auto [label, set, in_shares] = small_change_of(study, term);
        if (!set.is_set()) continue;
        const std::string kind = set.sd       ? "sd"
                                 : in_shares  ? "percentage_points"
                                 : set.points ? "points"
                                              : "percent";
        const double value = set.sd ? *set.sd : (set.points ? *set.points : *set.percent);
        const std::string& why = set.why;
        const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& rule) {
            return rule.kind == kind && rule.value == value && rule.why == why;
        });
        if (found == rules.end())
            rules.push_back({kind, value, why, {label}});
        else
            found->labels.push_back(label);
    }
    return rules;
}

std::string on_one_line(std::string text) {
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at))
        text.replace(at, 1, "; ");
    return text;
}

/// Warnings about a comparison of linked people, of whom there may be few.
std::vector<base::Diagnostic> doubtful_links(const Plan& plan, const WavePair& waves) {
    if (plan.headline != survey::Headline::people) return {};
    const auto few = survey::few_linked(*waves.from, *waves.to, waves.linkage.pairs.size());
    return few ? std::vector{*few} : std::vector<base::Diagnostic>{};
}

StudyFindings describe(const Study& study, const Plan& plan, const survey::Responses& responses,
                       const WavePair& waves) {
    StudyFindings out;
    out.id = study.id;
    out.title = study.title;
    out.path = study.path;
    out.sha256 = study.sha256;
    out.wave_from_label = plan.from->label;
    out.wave_to_label = plan.to->label;
    out.smallest_changes = smallest_changes(study, plan);
    out.plan = plan_record(study, *plan.to);
    for (const auto& notes :
         {open_checks(study, base::Severity::warning), unused_keys(study), changed_plan(study),
          unexpected_choices(study, plan), responses.notes, doubtful_links(plan, waves)}) {
        for (const base::Diagnostic& one : notes) {
            if (one.severity == base::Severity::note) continue;
            out.warnings.push_back({one.code, one.message, one.place.file, one.place.line, one.place.column});
        }
    }
    for (const base::Diagnostic& one : survey::instrument_notes(study)) {
        if (one.code != "study.unverified_rule") continue;
        out.warnings.push_back({one.code, fmt::format("{} ({})", one.message, on_one_line(one.found)),
                                one.place.file, one.place.line, one.place.column});
    }
    return out;
}

void list_inputs(StudyFindings& out, const survey::Responses& responses, Hashes& hashes) {
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

void move_to(std::vector<Finding>& target, std::vector<Finding>& rows) {
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
    Links links{pair_waves(from, to), {}, std::nullopt};
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
    std::optional<findings::Movement> movement;
};

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
    if (plan.items) measure.level = "item";
    found.rows = term_rows(measure, plan, has_links, has_unlinked);
    if (links.strict)
        found.other_linkage =
            other_linkage_row(measure, measure_of(study, term, *links.strict), plan, waves, *links.strict);
    if (plan.items)
        found.movement = movement_of(measure, waves);
    else if (has_links && has_lost)
        found.attrition.push_back(attrition_row(measure, plan.level));
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
    std::vector<Finding> compared, other, other_linkage, attrition, reliability;
    std::vector<findings::Movement> movements;
    std::vector<std::string> warnings;   ///< about links
    std::vector<std::size_t> headlines;  ///< which of `compared` carry a verdict

    void add(TermFindings found) {
        if (found.rows.headline >= 0)
            headlines.push_back(compared.size() + static_cast<std::size_t>(found.rows.headline));
        move_to(compared, found.rows.compared);
        move_to(other, found.rows.other_estimand);
        if (found.other_linkage) {
            if (!found.other_linkage->warning.empty()) warnings.push_back(found.other_linkage->warning);
            other_linkage.push_back(std::move(found.other_linkage->row));
        }
        move_to(attrition, found.attrition);
        move_to(reliability, found.reliability);
        if (found.movement) movements.push_back(std::move(*found.movement));
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

}  // namespace

StudyFindings compare(const Study& study, const CompareOptions& options) {
    const Plan plan = make_plan(study, options);
    Hashes hashes(plan, options.want_hashes);
    const survey::Responses responses = survey::load(study, load_options(plan, options));
    refuse_unknown_answers(study, responses);
    const Links links =
        linked_waves(responses, wave_of(responses, plan.from->id), wave_of(responses, plan.to->id));
    const WavePair& waves = links.waves;
    if (plan.headline == survey::Headline::people && waves.linkage.pairs.empty())
        refuse_without_pairs(study, waves);

    StudyFindings out = describe(study, plan, responses, waves);
    if (plan.items) {
        for (const base::Diagnostic& one : kept_back_questions(study, options.scales))
            out.warnings.push_back({one.code, one.message, one.place.file, one.place.line, one.place.column});
    }
    AllRows rows = rows_of_terms(study, plan, links, options);
    for (const std::string& warning : rows.warnings)
        out.warnings.push_back({"link.correlation_differs", warning, study.path, 0, 0});
    adjust_families(study, rows.compared, rows.headlines,
                    plan.items ? Grouping::together : Grouping::families);
    out.movements = std::move(rows.movements);
    std::vector<Finding> response = response_rows(study, waves, plan.level);
    for (auto* part :
         {&rows.compared, &rows.other, &rows.other_linkage, &response, &rows.attrition, &rows.reliability}) {
        complete(*part, study, plan);
        move_to(out.results, *part);
    }
    list_inputs(out, responses, hashes);
    return out;
}

}  // namespace outcomes::analysis
