#pragma once

#include "libstats/findings/record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::findings {

/// One result: one term x method x group. Every output is made of these rows and no other numbers.
/// The meaning and unit of each member is in glossary.hpp; the order here is the order of the columns.
struct Finding {
    std::string study;
    std::string community;
    std::string analysis;  ///< compare, reliability, response, attrition
    std::string term;
    std::string label;
    std::string level;  ///< scale, question, item, study
    std::string wave_from;
    std::string wave_to;
    std::string group;
    std::string subgroup;
    std::string estimand;  ///< people, place
    std::string method;
    std::string policy;
    std::string rule;
    std::optional<std::uint64_t> n;
    std::optional<std::uint64_t> n_from;
    std::optional<std::uint64_t> n_to;
    std::optional<std::uint64_t> n_pairs;
    std::optional<double> mean_from;
    std::optional<double> mean_to;
    std::optional<double> sd_from;
    std::optional<double> sd_to;
    std::optional<double> estimate;
    std::string estimate_type;
    std::optional<double> std_error;
    std::optional<double> statistic;
    std::optional<double> df;
    std::optional<double> p_value;
    std::optional<double> p_adjusted;
    std::optional<double> conf_low;
    std::optional<double> conf_high;
    std::optional<double> conf_level;
    std::optional<double> effect;
    std::string effect_type;
    std::optional<double> effect_low;
    std::optional<double> effect_high;
    std::optional<double> smallest_change;
    std::string better;
    std::string verdict;
    std::string verdict_detail;
    bool suppressed = false;
    std::string reason;
    std::string note;
};

/// How people moved between the answers to one question: the table that its rows are computed from.
struct Movement {
    std::string term;
    std::string label;
    std::string wave_from;
    std::string wave_to;
    std::string better;                     ///< which end of `answers` is good: higher, lower or neither
    bool ordered = true;                    ///< false: the answers are kinds, so that nobody moves up or down
    std::vector<std::string> answers;       ///< lowest to highest; none for a long range of numbers
    std::vector<std::uint64_t> count_from;  ///< everyone in the earlier wave, linked or not, by answer
    std::vector<std::uint64_t> count_to;    ///< everyone in the later wave
    /// Linked people, row major: from, to; the last row and the last column are "no answer". None if nobody
    /// is linked or there are no `answers`.
    std::vector<std::uint64_t> moves;
    std::optional<std::uint64_t> n_unanswered =
        0;                                  ///< linked people without an answer in one of the waves or both
    bool suppressed = false;                ///< something of it is kept back: `moves`, counts or numbers
    std::optional<std::uint64_t> n_higher;  ///< linked people who moved towards the end of `answers`
    std::optional<std::uint64_t> n_same;
    std::optional<std::uint64_t> n_lower;

    /// People who gave answer `from` and later answer `to`; answers.size() is "no answer".
    [[nodiscard]] std::uint64_t at(std::size_t from, std::size_t to) const {
        return moves[from * (answers.size() + 1) + to];
    }
    /// Linked people who moved to a better answer; nothing where no end is good.
    [[nodiscard]] std::optional<std::uint64_t> n_improved() const {
        if (better == "neither") return std::nullopt;
        return better == "lower" ? n_lower : n_higher;
    }
    [[nodiscard]] std::optional<std::uint64_t> n_worsened() const {
        if (better == "neither") return std::nullopt;
        return better == "lower" ? n_higher : n_lower;
    }
};

/// A file that went in.
struct InputFile {
    std::string wave;
    std::string file;
    std::string sha256;  ///< "" for standard input
    std::optional<std::uint64_t> rows;
    std::string profile;  ///< the export profile it was read by; "" where the study file says how to read it
};

/// A warning that goes with the results.
struct Warning {
    std::string code;
    std::string message;
    std::string file;
    std::uint64_t line = 0;
    std::uint64_t column = 0;
};

/// An option as it took effect, for the record.
struct Option {
    std::string name;
    std::string value;
};

/// A smallest change that matters as the study file sets it, and the terms it is set for.
struct SmallestChangeRule {
    std::string kind;  ///< "sd" (of all baseline answers), "points", "percent" (of the possible range) or
                       ///< "percentage_points"
    double value = 0;
    std::string why;                  ///< reason given in the study file, or ""
    std::vector<std::string> labels;  ///< of the terms, in their order
};

/// A rule that is not as it was fixed, e.g. "scale.mood.max_missing" from "1" to "2"; "" where it is new or
/// gone.
struct RuleChange {
    std::string key;
    std::string before;
    std::string after;
};

/// Whether the rules of the study were fixed before the results could be seen (outcomes check --lock).
struct PlanRecord {
    std::string state;   ///< "none" (never fixed), "unchanged", "changed"
    std::string date;    ///< ISO date on which they were fixed, or ""
    std::string timing;  ///< against the date of the later wave: "before", "after", or "" if that has none
    bool exploratory = true;  ///< not fixed, fixed too late, or changed since
    std::vector<RuleChange> changes;
    std::string sentence;  ///< the same for readers, with a full stop
};

/// What one study gave.
struct StudyFindings {
    std::string id;
    std::string title;
    std::string path;
    std::string sha256;
    std::string wave_from_label;
    std::string wave_to_label;
    std::vector<SmallestChangeRule> smallest_changes;
    std::optional<PlanRecord> plan;  ///< nothing without a study file
    std::vector<InputFile> inputs;
    std::vector<Warning> warnings;
    std::vector<Finding> results;
    std::vector<Movement> movements;    ///< one a question where questions are compared one by one, else none
    std::optional<StudyRecord> record;  ///< of a report, else nothing
    std::vector<TermFacts> terms;       ///< of a report: one a term of `results`, in their order
    std::vector<ChangeSpread> spreads;  ///< of a report: one a scale with linked people
    std::vector<SubgroupFacts> subgroups;  ///< whose ids are the `group` of rows
    std::vector<CountBasis> bases;         ///< for disclosure control only; empty once it is done
    std::vector<std::string> hidden;       ///< what disclosure control kept back and why, a sentence each
    std::vector<std::string> left_out;  ///< methods of the whole battery that were not run, a sentence each
};

/// What is known of a term beside its results; nullptr if nothing is.
[[nodiscard]] const TermFacts* facts_of(const StudyFindings& study, std::string_view term);

/// What one run gave: one or several studies.
struct Findings {
    std::string schema;  ///< "outcomes.compare/1"
    std::vector<Option> options;
    std::vector<StudyFindings> studies;
    std::string command = {};  ///< the command line as given; "" where there was none
};

}  // namespace outcomes::findings
