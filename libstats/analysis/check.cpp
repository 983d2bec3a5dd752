#include "libstats/analysis/check.hpp"

#include "libstats/analysis/doubts.hpp"
#include "libstats/analysis/plan_state.hpp"
#include "libstats/analysis/scale_doubts.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/answer_times.hpp"
#include "libstats/survey/answer_use.hpp"
#include "libstats/survey/changed_people.hpp"
#include "libstats/survey/double_submissions.hpp"
#include "libstats/survey/group_texts.hpp"
#include "libstats/survey/instrument_notes.hpp"
#include "libstats/survey/layout_notes.hpp"
#include "libstats/survey/linkage.hpp"
#include "libstats/survey/privacy.hpp"
#include "libstats/survey/quality.hpp"
#include "libstats/survey/response_patterns.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/rewording.hpp"
#include "libstats/survey/scoring.hpp"
#include "libstats/survey/study_file.hpp"
#include "libstats/survey/wave_differences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <utility>

namespace outcomes::analysis {
namespace {

using base::Diagnostic;
using base::Severity;
using survey::DataDoubt;
using survey::Study;

constexpr std::array<std::string_view, 15> listable{
    "data.unknown_answer",  "data.duplicate_id",  "data.similar_ids",     "data.same_answers",
    "data.changed_sex",     "data.changed_age",   "data.before_baseline", "data.same_answer_throughout",
    "data.straight_lining", "data.contradictory", "data.speeders",        "data.group_text",
    "data.subgroup_text",   "data.weights",       "privacy.few_alike"};

/// Nobody can be linked although the headline is about linked people.
void check_links(const Study& study, const survey::Responses& responses, std::vector<DataDoubt>& doubts) {
    if (study.design == survey::Design::cross_section || study.rules.headline != survey::Headline::people)
        return;
    if (responses.waves.size() < 2) return;
    const auto& from = responses.waves.front();
    const auto& to = responses.waves.back();
    if (from.size() == 0 || to.size() == 0 || !survey::link(from, to).pairs.empty()) return;
    DataDoubt one = survey::doubt(
        Severity::error, "compare.no_pairs",
        fmt::format("nobody could be linked between \"{}\" and \"{}\", and the headline is people", from.id,
                    to.id));
    one.diagnostic.place.file = study.path;
    one.diagnostic.help = "check that both files use the same codes, or set [rules] headline = \"place\"";
    doubts.push_back(std::move(one));
}

bool has_error(const std::vector<Diagnostic>& all) {
    return std::any_of(all.begin(), all.end(),
                       [](const auto& one) { return one.severity == Severity::error; });
}

/// One run of a check: findings are collected, the rows of one code on the way.
class Check {
  public:
    explicit Check(const CheckOptions& options) : options_(options) {}

    void add(std::vector<Diagnostic> more) {
        std::move(more.begin(), more.end(), std::back_inserter(report_.findings));
    }

    void add(std::vector<DataDoubt> doubts) {
        for (DataDoubt& one : doubts) {
            if (one.diagnostic.code == options_.list) list(one);
            report_.findings.push_back(std::move(one.diagnostic));
        }
    }

    void look_at_data(const Study& study) {
        std::vector<Diagnostic> defects;
        survey::LoadOptions load;
        load.want_times = true;
        if (options_.before_lock) load.waves = waves_there(study);
        const survey::Responses responses = survey::load_for_check(study, load, defects);
        add(survey::layout_notes(responses));
        add(responses.notes);
        std::vector<Diagnostic> unknown = survey::unknown_answers(study, responses);
        std::move(unknown.begin(), unknown.end(), std::back_inserter(defects));
        const bool readable = !has_error(defects);
        list_defects(study, responses);
        add(std::move(defects));
        if (readable) look_closer(study, responses);
    }

    CheckReport take() {
        const auto by_severity = [](const auto& a, const auto& b) { return a.severity < b.severity; };
        std::stable_sort(report_.findings.begin(), report_.findings.end(), by_severity);
        return std::move(report_);
    }

  private:
    /// The first wave, and those later ones whose files are there; the others are noted.
    std::vector<std::string> waves_there(const Study& study) {
        std::vector<std::string> there;
        for (const survey::Wave& wave : study.waves) {
            const auto absent =
                std::find_if(wave.files.begin(), wave.files.end(), [](const std::string& file) {
                    std::error_code error;
                    return file != "-" && !std::filesystem::exists(file, error);
                });
            if (there.empty() || absent == wave.files.end()) {
                there.push_back(wave.id);
                continue;
            }
            report_.findings.push_back(study.diagnostic_at(
                wave.mark, Severity::note, "lock.wave_to_come",
                fmt::format("the file of wave \"{}\" is not there yet, so only what is there was checked",
                            wave.id)));
        }
        return there;
    }

    void look_closer(const Study& study, const survey::Responses& responses) {
        const auto uses = survey::answer_uses(study, responses);
        add(survey::quality_doubts(study, responses, uses));
        add(survey::group_texts(study, responses));
        add(survey::double_submissions(study, responses));
        add(survey::changed_people(study, responses));
        add(survey::answer_times(study, responses));
        add(survey::wave_differences(responses, uses));
        add(survey::reworded_questions(responses, uses));
        add(scale_doubts(study, responses));
        add(survey::careless_answers(study, responses));
        add(survey::privacy_doubts(study, responses));
        std::vector<DataDoubt> links;
        check_links(study, responses, links);
        add(std::move(links));
    }

    void list(const DataDoubt& doubt) {
        for (const survey::DoubtfulCell& cell : doubt.cells)
            list(cell, doubt.diagnostic.severity, doubt.diagnostic.message);
    }

    void list(const survey::DoubtfulCell& cell, Severity severity, const std::string& message) {
        Diagnostic row;
        row.severity = severity;
        row.code = options_.list;
        row.message = message;
        row.place = survey::place_of(cell);
        if (cell.column != nullptr) row.found = cell.column->text(cell.record);
        report_.listed.push_back(std::move(row));
    }

    /// The rows behind errors, which have no doubts of their own.
    void list_defects(const Study& study, const survey::Responses& responses) {
        if (options_.list == "data.unknown_answer") {
            for (const survey::DoubtfulCell& cell : survey::unknown_answer_cells(study, responses))
                list(cell, Severity::error, "the answer is in no list");
        }
        if (options_.list != "data.duplicate_id" || study.columns.id.empty()) return;
        const bool set_aside = study.rules.duplicates == survey::Duplicates::set_aside;
        for (const survey::WaveData& wave : responses.waves) {
            for (const survey::Sheet& sheet : wave.set_aside) {
                const io::Table& table = *wave.tables[sheet.table];
                list({&table, sheet.record, table.find(study.columns.id.front().in(wave.id))},
                     set_aside ? Severity::warning : Severity::error,
                     fmt::format("the id stands more than once in wave \"{}\"", wave.id));
            }
        }
    }

    const CheckOptions& options_;
    CheckReport report_;
};

}  // namespace

CheckReport check_study(const std::string& path, const CheckOptions& options) {
    survey::StudyRead read = survey::try_read_study(path);
    Check check(options);
    check.add(std::move(read.diagnostics));
    if (!read.study) return check.take();
    check.add(unused_keys(*read.study));
    check.add(misplaced_smallest_changes(*read.study));
    check.add(survey::instrument_notes(*read.study));
    check.add(open_checks(*read.study, options.before_lock ? Severity::error : Severity::warning));
    if (!options.before_lock) check.add(lock_findings(*read.study));
    check.look_at_data(*read.study);
    CheckReport report = check.take();
    for (Diagnostic& one : report.findings) {
        if (one.place.file.empty()) one.place.file = path;
    }
    return report;
}

CheckReport check_study(const Study& study, const CheckOptions& options) {
    Check check(options);
    check.look_at_data(study);
    return check.take();
}

std::span<const std::string_view> listable_codes() {
    return listable;
}

}  // namespace outcomes::analysis
