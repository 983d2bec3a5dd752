#include "sample_findings.hpp"

#include "libstats/base/text.hpp"

#include <algorithm>
#include <sstream>

namespace outcomes::tests {
namespace {

using findings::Finding;

struct Change {
    const char* term;
    const char* label;
    std::uint64_t n;
    double estimate, low, high, d, sd;
    const char* verdict;
    const char* detail;
    const char* better = "higher";
    const char* note = "";
};

const Change changes[] = {
    {"belonging", "Belonging", 212, 0.30, 0.19, 0.41, 0.15, 0.80, "improved", "clear"},
    {"safety", "Feeling safe", 208, 0.04, -0.09, 0.17, 0.16, 0.80, "inconclusive", "worsening_ruled_out"},
    {"voice", "Having a say", 199, 0.24, 0.11, 0.37, 0.16, 0.80, "improved", "size_unsure", "higher",
     "suggestive"},
    {"part", "Taking part", 210, -0.1, -0.81, 0.63, 0.9, 4.5, "no_meaningful_change", "none"},
    {"lonely", "Loneliness", 196, -0.5, -0.74, -0.26, 0.3, 1.5, "improved", "size_unsure", "lower"},
    {"stress", "Stress", 201, 0.9, 0.44, 1.38, 0.58, 2.93, "worsened", "size_unsure", "lower",
     "households_not_used"},
};

Finding row_of(const Change& change) {
    Finding row;
    row.study = "hawkhill";
    row.analysis = "compare";
    row.term = change.term;
    row.label = change.label;
    row.level = "scale";
    row.wave_from = "baseline";
    row.wave_to = "repeat";
    row.estimand = "people";
    row.method = "paired_t";
    row.policy = "complete pairs";
    row.n = row.n_pairs = change.n;
    row.estimate = change.estimate;
    row.estimate_type = "points";
    row.conf_low = change.low;
    row.conf_high = change.high;
    row.conf_level = 0.95;
    row.statistic = 5.38;
    row.df = static_cast<double>(change.n - 1);
    row.p_value = 0.0004;
    row.p_adjusted = 0.0024;
    const double turn = std::string(change.better) == "lower" ? -1 : 1;
    row.effect = turn * change.estimate / change.sd;
    row.effect_low = std::min(turn * change.low, turn * change.high) / change.sd;
    row.effect_high = std::max(turn * change.low, turn * change.high) / change.sd;
    row.effect_type = "d_baseline";
    row.smallest_change = change.d;
    row.better = change.better;
    row.verdict = change.verdict;
    row.verdict_detail = change.detail;
    row.note = change.note;
    return row;
}

Finding share_row() {
    Finding row = row_of(changes[0]);
    row.term = "volunteered";
    row.label = "Volunteered in the last 12 months, in this or in any other neighbourhood";
    row.level = "question";
    row.estimate = 4.25;
    row.estimate_type = "percentage_points";
    row.conf_low = -1.5;
    row.conf_high = 10.0;
    row.effect = row.effect_low = row.effect_high = std::nullopt;
    row.effect_type = "";
    row.smallest_change = 5;
    row.verdict = "inconclusive";
    row.verdict_detail = "worsening_ruled_out";
    return row;
}

Finding absent_row() {
    Finding row = row_of(changes[0]);
    row.term = "green";
    row.label = "Parks | green, \"space\"";
    row.n = row.n_pairs = 1;
    for (auto member : {&Finding::estimate, &Finding::conf_low, &Finding::conf_high, &Finding::statistic,
                        &Finding::df, &Finding::p_value, &Finding::p_adjusted, &Finding::effect,
                        &Finding::effect_low, &Finding::effect_high}) {
        row.*member = std::nullopt;
    }
    row.verdict = "not_tested";
    row.verdict_detail = "";
    row.reason = "too_few";
    return row;
}

Finding context_row(const char* analysis, const char* term, const char* label) {
    Finding row;
    row.study = "hawkhill";
    row.analysis = analysis;
    row.term = term;
    row.label = label;
    row.level = "study";
    row.wave_from = "baseline";
    return row;
}

void add_context(std::vector<Finding>& rows) {
    Finding answered = context_row("response", "answered", "Answered");
    answered.n = 402;
    answered.estimate = 402 / 1840.0;
    rows.push_back(answered);
    answered.wave_from = "repeat";
    answered.n = 351;
    answered.estimate = 351 / 1840.0;
    rows.push_back(answered);
    Finding linked = context_row("response", "linked", "Answered both times, linked");
    linked.n = 212;
    linked.estimate = 212 / 402.0;
    rows.push_back(linked);
    Finding lost = context_row("attrition", "belonging", "Belonging");
    lost.effect = -0.31;
    lost.note = "lost_differ";
    rows.push_back(lost);
    Finding alpha = context_row("reliability", "stress", "Stress");
    alpha.method = "alpha";
    alpha.n = 391;
    alpha.estimate = 0.584;
    alpha.conf_low = 0.51;
    alpha.conf_high = 0.64;
    alpha.conf_level = 0.95;
    rows.push_back(alpha);
}

void add_methods(std::vector<Finding>& rows) {
    Finding tost = row_of(changes[0]);
    tost.method = "tost";
    tost.verdict = tost.verdict_detail = "";
    tost.conf_level = 0.9;
    tost.p_value = 0.042;
    rows.push_back(tost);
    Finding effect = row_of(changes[0]);
    effect.method = effect.effect_type = "d_z";
    effect.verdict = "";
    rows.push_back(effect);
    Finding absent = absent_row();
    absent.method = "signed_rank";
    absent.verdict = "";
    rows.push_back(absent);
}

}  // namespace

findings::Findings sample_findings(bool methods) {
    findings::StudyFindings study;
    study.id = "hawkhill";
    study.title = "Hawkhill neighbours survey";
    study.path = "hawkhill.toml";
    study.sha256 = "ab12";
    study.wave_from_label = "Spring 2024";
    study.wave_to_label = "Spring 2025";
    study.inputs = {{"baseline", "data/2024.csv", "cd34", 402, "plain"},
                    {"repeat", "data/2025.csv", "", 351, "qualtrics"}};
    study.warnings = {{"csv.padded", "2 rows are shorter than the header", "data/2024.csv", 12, 0}};
    for (const Change& change : changes) study.results.push_back(row_of(change));
    study.results.push_back(share_row());
    study.results.push_back(absent_row());
    if (methods) add_methods(study.results);
    add_context(study.results);
    return {
        "outcomes.compare/1", {{"methods", methods ? "all" : "headline"}, {"seed", ""}}, {std::move(study)}};
}

findings::SafeFindings safe_sample(bool methods) {
    return findings::disclose(sample_findings(methods));
}

std::size_t longest_line(const std::string& text) {
    std::istringstream lines(text);
    std::size_t longest = 0;
    for (std::string line; std::getline(lines, line);) longest = std::max(longest, base::display_width(line));
    return longest;
}

}  // namespace outcomes::tests
