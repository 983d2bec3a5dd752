#include "workbook_sample.hpp"

#include "sample_findings.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace outcomes::tests {
namespace {

using findings::Finding;
using findings::Findings;
using findings::Movement;
using findings::StudyFindings;

const std::vector<std::string> agreement{"Disagree", "Neither", "Agree"};

Movement movement_of(const char* term, const char* label) {
    Movement movement;
    movement.term = term;
    movement.label = label;
    movement.wave_from = "baseline";
    movement.wave_to = "repeat";
    movement.better = "higher";
    movement.answers = agreement;
    movement.count_from = {40, 60, 100};
    movement.count_to = {20, 55, 125};
    movement.moves = {10, 15, 15, 2, 5, 30, 23, 1, 4, 10, 84, 0, 0, 0, 1, 0};
    movement.n_unanswered = 8;
    movement.n_higher = 53;
    movement.n_same = 124;
    movement.n_lower = 19;
    return movement;
}

Finding item_row(const Finding& scale, const char* term, const char* label) {
    Finding row = scale;
    row.term = term;
    row.label = label;
    row.level = "item";
    row.method = "net_share";
    row.estimate = 17.0;
    row.estimate_type = "percentage_points";
    row.conf_low = 8.0;
    row.conf_high = 25.5;
    row.effect = row.effect_low = row.effect_high = row.smallest_change = std::nullopt;
    row.effect_type = "";
    row.verdict_detail = "no_smallest_change";
    return row;
}

Finding group_row(const Finding& scale, const char* group, bool hidden) {
    Finding row = scale;
    row.group = "age";
    row.subgroup = group;
    if (!hidden) return row;
    for (auto member : {&Finding::estimate, &Finding::conf_low, &Finding::conf_high, &Finding::effect,
                        &Finding::effect_low, &Finding::effect_high, &Finding::p_value, &Finding::p_adjusted,
                        &Finding::mean_from, &Finding::mean_to, &Finding::statistic, &Finding::df})
        row.*member = std::nullopt;
    row.n = row.n_pairs = std::nullopt;
    row.suppressed = true;
    row.reason = "suppressed";
    row.verdict = "not_tested";
    row.verdict_detail = "";
    return row;
}

void add_record(StudyFindings& study) {
    findings::StudyRecord record;
    record.question = "Did life in Hawkhill change?";
    record.community = "Hawkhill";
    record.headline = "people";
    record.adjust = "holm";
    record.methods = {{"paired_t",
                       "Paired t-test",
                       "The mean change.",
                       "complete pairs",
                       "A textbook (1908)",
                       {"Belonging", "Stress"}}};
    record.not_done = {"no comparison group in the study file"};
    study.record = record;
    study.smallest_changes = {{"sd", 0.2, "agreed before", {"Belonging", "Stress"}}};
    study.subgroups = {{"age", "Age", {"16 to 34", "35 and over"}}};
    study.hidden = {"1 group is too small to be shown."};
    study.terms = {{.term = "belonging",
                    .label = "Belonging",
                    .level = "scale",
                    .scale = "",
                    .kind = "mean",
                    .better = "higher",
                    .low = 1,
                    .high = 5,
                    .step = {},
                    .unit = "points",
                    .n_items = 2,
                    .answers = {}},
                   {.term = "q1",
                    .label = "I belong here",
                    .level = "item",
                    .scale = "belonging",
                    .kind = "ordered",
                    .better = "higher",
                    .low = {},
                    .high = {},
                    .step = {},
                    .unit = "percentage_points",
                    .n_items = 1,
                    .answers = agreement}};
    study.spreads = {{.term = "belonging",
                      .label = "Belonging",
                      .wave_from = "baseline",
                      .wave_to = "repeat",
                      .better = "higher",
                      .smallest_change = 0.15,
                      .step = 0.5,
                      .bins = {{-0.5, -0.5, 20}, {0, 0, 90}, {0.5, 1.0, 102}},
                      .n = 212,
                      .n_higher = 102,
                      .n_lower = 20,
                      .suppressed = false}};
}

}  // namespace

Findings sample_report() {
    Findings all = sample_findings();
    all.schema = "outcomes.report/1";
    StudyFindings& study = all.studies.front();
    for (Finding& row : study.results) {
        if (row.analysis == "compare" && row.estimate && row.level == "scale") {
            row.mean_from = 3.125;
            row.mean_to = 3.125 + *row.estimate;
            row.sd_from = row.sd_to = 0.8;
        }
    }
    const Finding belonging = study.results.front();
    study.results.push_back(item_row(belonging, "q1", "I belong here"));
    study.results.push_back(group_row(belonging, "16 to 34", true));
    study.results.push_back(group_row(belonging, "35 and over", false));
    study.movements = {movement_of("q1", "I belong here"), movement_of("q2", "I like it here")};
    study.movements[1].suppressed = true;
    study.movements[1].count_from.clear();
    study.movements[1].count_to.clear();
    study.movements[1].moves.clear();
    add_record(study);
    return all;
}

Findings hostile_report() {
    const std::string script = "<script>alert(1)</script>";
    const std::string word(90, 'w');
    Findings all = sample_report();
    StudyFindings& study = all.studies.front();
    study.title = "=1+1 " + script;
    study.wave_from_label = "-2013 \"x\"";
    study.wave_to_label = "@2014 \xD9\x85\xD8\xB1\xD8\xAD";
    study.path = "=study" + script + ".toml";
    study.inputs[0].file = "=cmd|' /C calc'!A0";
    study.warnings[0].message = "+" + script;
    const std::string labels[] = {"=1+1",
                                  script,
                                  "\"quoted\", 'single' & |pipe|",
                                  "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7",
                                  "\xF0\x9F\x98\x80 smile",
                                  word,
                                  "\\input{x} $y_1$ 100 % #~^",
                                  "-1 \x1b[31m\x01\xEF\xBF\xBE"};
    std::size_t i = 0;
    for (Finding& row : study.results) {
        if (row.analysis == "compare") row.label = labels[i++ % std::size(labels)];
    }
    study.terms[0].label = "=1+1";
    study.record->question = "@SUM(A1)" + script;
    study.record->methods[0].says = "=1+1";
    study.movements[0].label = "=HYPERLINK(\"http://x\")";
    study.movements[0].answers = {"=1+1", script, word};
    study.spreads[0].label = "=1+1";
    study.subgroups[0].label = "=1+1";
    study.hidden = {"=1+1"};
    return all;
}

Findings verdict_report() {
    Findings all = sample_findings();
    StudyFindings& study = all.studies.front();
    const Finding model = study.results.front();
    study.results.clear();
    for (const char* verdict :
         {"improved", "worsened", "rose", "fell", "no_meaningful_change", "inconclusive", "not_tested"}) {
        Finding row = model;
        row.term = row.label = std::string("of_") + verdict;
        row.verdict = verdict;
        row.better = row.verdict == "rose" || row.verdict == "fell" ? "neither" : "higher";
        study.results.push_back(row);
    }
    Finding& hidden = study.results.back();
    hidden.estimate = hidden.conf_low = hidden.conf_high = hidden.effect = hidden.effect_low =
        hidden.effect_high = std::nullopt;
    hidden.verdict_detail = "";
    hidden.reason = "suppressed";
    hidden.suppressed = true;
    return all;
}

findings::SafeFindings safe(Findings findings) {
    return findings::disclose(std::move(findings));
}

}  // namespace outcomes::tests
