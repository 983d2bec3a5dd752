#include "libstats/analysis/check.hpp"

#include "libstats/analysis/doubts.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/survey/instrument_notes.hpp"
#include "libstats/survey/layout_notes.hpp"
#include "libstats/survey/linkage.hpp"
#include "libstats/survey/quality.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/scoring.hpp"
#include "libstats/survey/study_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace outcomes::analysis {
namespace {

using base::Diagnostic;
using base::Severity;
using survey::Study;

void append(std::vector<Diagnostic>& all, std::vector<Diagnostic> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// Nobody can be linked although the headline is about linked people.
void check_links(const Study& study, const survey::Responses& responses, std::vector<Diagnostic>& all) {
    if (study.design == survey::Design::cross_section || study.rules.headline != survey::Headline::people)
        return;
    if (responses.waves.size() < 2) return;
    const auto& from = responses.waves.front();
    const auto& to = responses.waves.back();
    if (from.size() == 0 || to.size() == 0 || !survey::link(from, to).pairs.empty()) return;
    Diagnostic diagnostic;
    diagnostic.code = "compare.no_pairs";
    diagnostic.place.file = study.path;
    diagnostic.message = fmt::format(
        "nobody could be linked between \"{}\" and \"{}\", and the headline is people", from.id, to.id);
    diagnostic.help = "check that both files use the same codes, or set [rules] headline = \"place\"";
    all.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> worst_last(std::vector<Diagnostic> all) {
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.severity < b.severity; });
    return all;
}

bool has_error(const std::vector<Diagnostic>& all) {
    return std::any_of(all.begin(), all.end(),
                       [](const auto& one) { return one.severity == Severity::error; });
}

/// Where the data cannot be read as they should, doubts about them would only distract from the cause.
void check_data(const Study& study, std::vector<Diagnostic>& all) {
    std::vector<Diagnostic> defects;
    const survey::Responses responses = survey::load_for_check(study, {}, defects);
    append(defects, survey::unknown_answers(study, responses));
    const bool readable = !has_error(defects);
    append(all, survey::layout_notes(responses));
    append(all, responses.notes);
    append(all, std::move(defects));
    if (!readable) return;
    append(all, survey::quality_notes(study, responses));
    append(all, doubtful_keys(study, responses));
    check_links(study, responses, all);
}

}  // namespace

std::vector<Diagnostic> check_study(const std::string& path) {
    survey::StudyRead read = survey::try_read_study(path);
    std::vector<Diagnostic> all = std::move(read.diagnostics);
    if (!read.study) return worst_last(std::move(all));
    append(all, unused_keys(*read.study));
    append(all, misplaced_smallest_changes(*read.study));
    append(all, survey::instrument_notes(*read.study));
    check_data(*read.study, all);
    return worst_last(std::move(all));
}

std::vector<Diagnostic> check_study(const Study& study) {
    std::vector<Diagnostic> all;
    check_data(study, all);
    return worst_last(std::move(all));
}

}  // namespace outcomes::analysis
