#include "cli/option_table.hpp"

#include "libstats/base/text.hpp"

#include <algorithm>
#include <array>

namespace outcomes::cli {
namespace {

constexpr Verbs init = bit(Verb::init);
constexpr Verbs check = bit(Verb::check);
constexpr Verbs link = bit(Verb::link);
constexpr Verbs describe = bit(Verb::describe);
constexpr Verbs score = bit(Verb::score);
constexpr Verbs compare = bit(Verb::compare);
constexpr Verbs report = bit(Verb::report);
constexpr Verbs verify = bit(Verb::verify);
constexpr Verbs help = bit(Verb::help);
constexpr Verbs of_study = check | link | score | describe | compare | report;
constexpr Verbs writing = init | of_study | verify;
constexpr Verbs all = writing | help;

constexpr std::array option_table{
    OptionInfo{"waves", 'w', "A,B", "the waves, by their names in the study file",
               "compare and link: first and last; others: all", link | score | describe | compare | report},
    OptionInfo{"scales", 0, "LIST", "only these scales and questions", "all",
               score | describe | compare | report},
    OptionInfo{"methods", 0, "LIST", "headline, all, or methods by name (outcomes help methods)", "headline",
               compare},
    OptionInfo{"items", 0, "",
               "single questions: their answers and reliability, or how people moved between the answers",
               "scales", describe | compare},
    OptionInfo{"by", 0, "SUBGROUP", "also for each group of these subgroups of the study file", "", compare},
    OptionInfo{"movements", 0, "FILE",
               "with --items: also write every movement table, as csv, tsv, md or txt", "", compare},
    OptionInfo{"table", 0, "FORM", "only a table to paste: md, html or latex", "", compare},
    OptionInfo{"confidence", 0, "LEVEL", "level of the intervals that are shown; verdicts always use 95 %",
               "0.95", describe | compare | report},
    OptionInfo{"charts", 0, "FOLDER", "also write every chart there as an .svg file",
               "with .md beside it, else not", report},
    OptionInfo{"previous", 0, "FILE",
               "the .json of an earlier report: hide what would give away the few people in between", "",
               report},
    OptionInfo{"keep", 0, "COLUMN", "carry this column of the data along; may be repeated", "", score,
               Group::verb, true},
    OptionInfo{"datapackage", 0, "FILE",
               "beside -o FILE.csv: say what its columns are (Frictionless Data Package)", "", score},
    OptionInfo{"dictionary", 0, "FILE", "a data dictionary: texts, answers, missing codes; may be repeated",
               "", init, Group::verb, true},
    OptionInfo{"tolerance", 0, "SETTING", "strict: codes must agree; tolerant: one element may differ",
               "as the study file says", link},
    OptionInfo{"review", 0, "FILE", "write the pairs that look alike, with a column for your decision", "",
               link},
    OptionInfo{"decisions", 0, "FILE", "read the decisions back", "as the study file says", link},
    OptionInfo{"plan", 0, "", "how well a code would tell people apart, before it is used", "", link},
    OptionInfo{"people", 0, "N", "with --plan: people in each wave", "", link},
    OptionInfo{"elements", 0, "LIST",
               "with --plan: values of each element (31), or frequencies (0.5:0.3:0.2)", "", link},
    OptionInfo{"pseudonymise", 0, "FOLDER",
               "write the data files there, their codes replaced by keyed hashes", "", link},
    OptionInfo{"key", 0, "FILE", "with --pseudonymise: the file with the secret key", "", link},
    OptionInfo{"new-key", 0, "", "make that file first", "", link},
    OptionInfo{"strict", 0, "", "warnings count as errors: exit code 1", "", check | compare},
    OptionInfo{"list", 0, "CODE", "only the rows behind one finding, such as straight_lining", "", check},
    OptionInfo{"lock", 0, "", "fix the rules of the study in a file beside it (STUDY.lock)", "", check},

    OptionInfo{"id", 0, "LIST", "columns with each person's code; without it a row is a person", "",
               check | compare, Group::quick},
    OptionInfo{"before", 0, "LIST", "columns of the first time", "", check | compare, Group::quick},
    OptionInfo{"after", 0, "LIST", "columns of the second time, in the same order", "", check | compare,
               Group::quick},
    OptionInfo{"before-file", 0, "FILE", "the first time, in a file of its own", "", check | compare,
               Group::quick},
    OptionInfo{"after-file", 0, "FILE", "the second time", "", check | compare, Group::quick},
    OptionInfo{"columns", 0, "LIST", "columns to compare, named alike in both files", "", check | compare,
               Group::quick},
    OptionInfo{"missing", 0, "LIST", "texts that mean no answer: --missing \"-9,Refused\"", "blank and NA",
               check | compare, Group::quick},
    OptionInfo{"household", 0, "COLUMN", "column that says who lives together", "", check | compare,
               Group::quick},
    OptionInfo{"small-change", 0, "NUMBER", "smallest change that matters: 3 points, or 0.2sd", "none",
               check | compare, Group::quick},
    OptionInfo{"items-per-score", 0, "N", "the columns are means of this many questions", "detected",
               check | compare, Group::quick},
    OptionInfo{"better", 0, "WHICH", "higher, lower or neither is better", "higher", check | compare,
               Group::quick},
    OptionInfo{"headline", 0, "WHOSE", "people (answered both times) or place (everyone)", "people",
               check | compare, Group::quick},
    OptionInfo{"profile", 0, "NAME", "the survey tool that wrote the data", "found out", check | compare,
               Group::quick},

    OptionInfo{"study", 's', "FILE", "the study file", "the only one in this folder", of_study, Group::global,
               false, "OUTCOMES_STUDY"},
    OptionInfo{"output", 'o', "FILE",
               "write to FILE; .csv .tsv .json .md .txt say the format (report: .html .xlsx .md .json .csv); "
               "may be repeated",
               "standard output", writing, Group::global, true},
    OptionInfo{"format", 'f', "FORMAT", "text, csv, tsv, json, md or excel-csv", "text", of_study | verify,
               Group::global, false, "OUTCOMES_FORMAT"},
    OptionInfo{"names", 0, "STYLE", "column names: snake (p_value) or dotted (p.value)", "snake",
               compare | report, Group::global, false, "OUTCOMES_NAMES"},
    OptionInfo{"force", 0, "", "overwrite files that exist", "", writing, Group::global},
    OptionInfo{"seed", 0, "N", "start of the random numbers", "1", compare | report, Group::global},
    OptionInfo{"quiet", 'q', "", "no warnings and no remarks, only errors", "", all, Group::global},
    OptionInfo{"color", 0, "WHEN", "auto, always or never", "auto", all, Group::global, false,
               "OUTCOMES_COLOR"},
    OptionInfo{"help", 'h', "", "this text", "", all, Group::global},
    OptionInfo{"version", 0, "", "the version of the program", "", all, Group::global},
};

}  // namespace

std::span<const OptionInfo> options() {
    return option_table;
}

const OptionInfo* find_option(std::string_view name) {
    const auto* found = std::find_if(option_table.begin(), option_table.end(),
                                     [&](const OptionInfo& option) { return option.name == name; });
    return found == option_table.end() ? nullptr : found;
}

std::span<const VerbInfo> verbs() {
    static const std::array verb_table{
        VerbInfo{Verb::init,
                 "init",
                 "Look at exports and draft the study file.",
                 "FILES ...",
                 {{"init spring.csv autumn.csv -o study.toml", "one file a wave"},
                  {"init records.csv --dictionary dictionary.csv -o study.toml", "with what was asked"},
                  {"init spring.csv autumn.csv", "only show the draft"}},
                 "What is not certain stands in the draft in lines that say CHECK. Paths in it are relative "
                 "to it."},
        VerbInfo{Verb::check,
                 "check",
                 "Find what is wrong or doubtful in a study file and its data.",
                 "[STUDY.toml ...]",
                 {{"check -s hawkhill.toml", "everything, worst last"},
                  {"check -s hawkhill.toml -o problems.csv", "a list to work through"},
                  {"check -s hawkhill.toml --list straight_lining", "the rows behind a finding"},
                  {"check -s hawkhill.toml --lock", "fix the rules before the repeat survey"},
                  {"check people.csv --before pre --after post", "without a study file"}},
                 "Exit code 1 if there is an error."},
        VerbInfo{
            Verb::link,
            "link",
            "Match people between waves.",
            "[STUDY.toml ...]",
            {{"link -s hawkhill.toml", "how many were matched, and how"},
             {"link -s hawkhill.toml -o linked.csv --review near.csv", "who, and which pairs to look at"},
             {"link -s hawkhill.toml --decisions near.csv", "with the decisions filled in"},
             {"link --plan --people 300 --elements 31,26,10,12,6", "is this code good enough?"},
             {"link -s hawkhill.toml --pseudonymise safe --key key.txt --new-key",
              "codes replaced by hashes"}},
            "As text or md: how many were matched; in the other formats: one row a person. How codes are "
            "divided, tidied and confirmed stands in [link] of the study file (outcomes help study)."},
        VerbInfo{Verb::score,
                 "score",
                 "Work out the scale scores, one row an answer sheet.",
                 "[STUDY.toml ...]",
                 {{"score -s hawkhill.toml -o scores.csv", "all scales, all waves"},
                  {"score -s hawkhill.toml --keep Tenure -f csv", "with a column of the data"},
                  {"score -s hawkhill.toml -o scores.csv --datapackage datapackage.json",
                   "with what other programs need to know"},
                  {"score -s hawkhill.toml", "only count the scores"}},
                 "As text or md: how many scores there are; in the other formats: the scores."},
        VerbInfo{
            Verb::describe,
            "describe",
            "Describe each wave: answers, averages, reliability.",
            "[STUDY.toml ...]",
            {{"describe -s hawkhill.toml", "every scale, every wave"},
             {"describe -s hawkhill.toml -w baseline --scales belonging --items", "question by question"},
             {"describe -s hawkhill.toml -o waves.csv", "every figure, one a row"}},
            "In csv, tsv and json every figure is a row, with or without --items; outcomes help columns and "
            "outcomes help words say what they mean."},
        VerbInfo{Verb::compare,
                 "compare",
                 "Compare two waves: what changed, by how much, and is it enough to matter?",
                 "[STUDY.toml ... | DATA.csv]",
                 {{"compare -s hawkhill.toml", "every scale"},
                  {"compare -s hawkhill.toml -o change.csv -o change.md", "into two files"},
                  {"compare -s hawkhill.toml --items --scales relatedness", "its questions, one by one"},
                  {"compare -s hawkhill.toml --table latex -o change.tex", "a table for a paper"},
                  {"compare people.csv --id person --before pre --after post", "no study file"}},
                 "The estimate is the later wave minus the earlier one, in the scale's own direction; the "
                 "effect is "
                 "turned so that positive is better."},
        VerbInfo{Verb::report,
                 "report",
                 "Write the page for readers, the workbook for the office, the text for the appendix.",
                 "[STUDY.toml]",
                 {{"report -s hawkhill.toml -o hawkhill.html", "one page that opens in any browser"},
                  {"report -s hawkhill.toml -o out.html -o out.xlsx -o out.md", "all three"},
                  {"report -s hawkhill.toml -o hawkhill.html -o figures.json", "keep for --previous"}},
                 "A report is public unless [disclosure] profile says otherwise: groups under 10 are hidden "
                 "and numbers of people rounded to 5."},
        VerbInfo{Verb::verify,
                 "verify",
                 "Recompute the shipped examples and show how many digits agree.",
                 "",
                 {{"verify", "a line for each example and method"}, {"verify -f csv", "every number"}},
                 "Exit code 1 if a number does not agree."},
        VerbInfo{Verb::help,
                 "help",
                 "Explain a command, or one of: options, words, columns, methods, study, exit.",
                 "[TOPIC]",
                 {{"help compare", "one command"},
                  {"help methods", "how it is worked out, with sources"},
                  {"help study", "every key of a study file"}},
                 ""},
    };
    return verb_table;
}

const VerbInfo* find_verb(std::string_view name) {
    for (const VerbInfo& verb : verbs()) {
        if (verb.name == name) return &verb;
    }
    return nullptr;
}

const VerbInfo& info_of(Verb verb) {
    return verbs()[static_cast<std::size_t>(verb)];
}

std::string verbs_of(const OptionInfo& option) {
    std::vector<std::string> names;
    for (const VerbInfo& verb : verbs()) {
        if ((option.verbs & bit(verb.verb)) != 0) names.emplace_back(verb.name);
    }
    return base::joined(names);
}

}  // namespace outcomes::cli
