#include "libstats/analysis/plan_state.hpp"

#include "libstats/survey/plan_lock.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace outcomes::analysis {
namespace {

using base::Diagnostic;
using base::Severity;
using findings::PlanRecord;
using survey::PlanChange;
using survey::PlanLock;
using survey::Study;

constexpr const char* no_lock =
    "The rules were not fixed beforehand (outcomes check --lock), so these results are exploratory.";

std::optional<PlanLock> lock_of_study(const Study& study) {
    return study.path.empty() ? std::nullopt : survey::read_lock(survey::lock_path(study.path));
}

/// "before the repeat survey": the later of two waves is the repeat; of several it is called by its label.
std::string survey_name(const Study& study, const survey::Wave& to) {
    if (study.waves.size() <= 2) return "the repeat survey";
    return fmt::format("the survey \"{}\"", to.label.empty() ? to.id : to.label);
}

std::string timing_of(const PlanLock& lock, const survey::Wave& to) {
    if (to.date.empty()) return "";
    return lock.date < to.date ? "before" : "after";  // ISO dates sort like days
}

/// "The rules were fixed on 12 March 2024, before the repeat survey", without a full stop.
std::string fixed_on(const Study& study, const PlanLock& lock, const survey::Wave& to) {
    const std::string timing = timing_of(lock, to);
    const std::string when = timing.empty()
                                 ? fmt::format("; {} has no date to compare with", survey_name(study, to))
                                 : fmt::format(", {} {}", timing, survey_name(study, to));
    return fmt::format("The rules were fixed on {}{}", date_in_words(lock.date), when);
}

std::string in_words(const PlanChange& change) {
    if (change.before.empty()) return fmt::format("{}: {} (new)", change.key, change.after);
    if (change.after.empty()) return fmt::format("{}: {} (gone)", change.key, change.before);
    return fmt::format("{}: {} -> {}", change.key, change.before, change.after);
}

std::vector<std::string> in_words(const std::vector<PlanChange>& changes) {
    std::vector<std::string> lines;
    for (const PlanChange& change : changes) lines.push_back(in_words(change));
    return lines;
}

std::string rules(std::size_t n) {
    return n == 1 ? "1 rule was" : fmt::format("{} rules were", n);
}

Diagnostic about_lock(const Study& study, Severity severity, const char* code, std::string message) {
    Diagnostic one;
    one.severity = severity;
    one.code = code;
    one.message = std::move(message);
    one.place.file = survey::lock_path(study.path);
    return one;
}

std::vector<Diagnostic> changed_since(const Study& study, const PlanLock& lock) {
    const auto changes = survey::changed_rules(lock, study);
    if (changes.empty()) return {};
    Diagnostic one =
        about_lock(study, Severity::warning, "lock.changed",
                   fmt::format("{} changed since {} fixed on {}", rules(changes.size()),
                               changes.size() == 1 ? "it was" : "they were", date_in_words(lock.date)));
    one.found = fmt::format("{}", fmt::join(in_words(changes), "\n"));
    one.help = "say so in the report; outcomes check --lock --force fixes the rules of today";
    return {std::move(one)};
}

}  // namespace

std::string date_in_words(const std::string& date) {
    constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
    std::size_t month = 0;
    int day = 0;
    if (date.size() < 10) return date;
    std::from_chars(date.data() + 5, date.data() + 7, month);
    std::from_chars(date.data() + 8, date.data() + 10, day);
    if (month < 1 || month > months.size()) return date;
    return fmt::format("{} {} {}", day, months.at(month - 1), date.substr(0, 4));
}

std::optional<PlanRecord> plan_record(const Study& study, const survey::Wave& to) {
    if (study.path.empty()) return std::nullopt;
    const auto lock = lock_of_study(study);
    if (!lock) return PlanRecord{"none", "", "", true, {}, no_lock};
    PlanRecord record;
    const auto changes = survey::changed_rules(*lock, study);
    record.state = changes.empty() ? "unchanged" : "changed";
    record.date = lock->date;
    record.timing = timing_of(*lock, to);
    record.exploratory = !changes.empty() || record.timing != "before";
    for (const PlanChange& change : changes)
        record.changes.push_back({change.key, change.before, change.after});
    record.sentence = fixed_on(study, *lock, to);
    if (!changes.empty()) {
        record.sentence += fmt::format("; {} changed since ({}), so results that use {} are exploratory",
                                       rules(changes.size()), fmt::join(in_words(changes), "; "),
                                       changes.size() == 1 ? "it" : "them");
    } else if (record.timing == "after") {
        record.sentence += ", so these results are exploratory";
    }
    record.sentence += '.';
    return record;
}

std::vector<Diagnostic> changed_plan(const Study& study) {
    const auto lock = lock_of_study(study);
    return lock ? changed_since(study, *lock) : std::vector<Diagnostic>();
}

std::vector<Diagnostic> lock_findings(const Study& study) {
    std::optional<PlanLock> lock;
    try {
        lock = lock_of_study(study);
    } catch (const base::InputError& error) {
        return error.diagnostics();
    }
    if (!lock) return {};
    std::vector<Diagnostic> all = changed_since(study, *lock);
    if (all.empty() && !study.waves.empty()) {
        std::string sentence = fixed_on(study, *lock, study.waves.back());
        sentence.front() = 't';
        all.push_back(about_lock(study, Severity::note, "lock.unchanged", sentence));
    }
    const auto files = survey::changed_files(*lock, study);
    if (files.empty()) return all;
    Diagnostic one =
        about_lock(study, Severity::warning, "lock.data_changed",
                   fmt::format("the data of the first wave are not those of {}", date_in_words(lock->date)));
    std::vector<std::string> names;
    for (const PlanChange& change : files)
        names.push_back(change.key + (change.after.empty() ? " is gone" : " has other bytes"));
    one.found = fmt::format("{}", fmt::join(names, ", "));
    one.help = "use the file that was there when the rules were fixed, or say what was corrected";
    all.push_back(std::move(one));
    return all;
}

}  // namespace outcomes::analysis
