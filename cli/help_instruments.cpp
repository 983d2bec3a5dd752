#include "cli/help_instruments.hpp"

#include "cli/help_pages.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/text_table.hpp"
#include "libstats/survey/instrument.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace outcomes::cli {
namespace {

using survey::KeyAnswers;
using survey::KeyRule;
using survey::Questionnaire;
using survey::QuestionnaireScore;
using survey::RuleStatus;

constexpr std::size_t width = 80;
constexpr std::size_t text_column = 19;
constexpr std::size_t list_column = 27;

std::string number(const base::Decimal& value) {
    return base::shortest(value.to_double());
}

std::string numbers(const std::vector<std::size_t>& items) {
    std::vector<std::string> texts;
    std::transform(items.begin(), items.end(), std::back_inserter(texts),
                   [](std::size_t item) { return std::to_string(item); });
    return base::joined(texts, "and", texts.size());
}

std::string line(std::string_view left, std::string_view right) {
    return beside(fmt::format("  {}", left), right, text_column);
}

std::string items_text(const Questionnaire& key) {
    if (key.n_items == 1) return R"(["Q1"])";
    return fmt::format("[\"Q1..Q{}\"]", key.n_items);
}

/// How a study file names it.
std::string example(const Questionnaire& key) {
    const auto codings = key.codings();
    const std::string coding = codings.empty() ? "" : fmt::format(", coding = \"{}\"", codings.front());
    return fmt::format("  [scale]\n  {0} = {{ use = \"{0}\", items = {1}{2} }}\n", key.id, items_text(key),
                       coding);
}

std::string codes_text(const KeyAnswers& list) {
    if (list.is_range())
        return fmt::format("whole numbers from {} to {}", number(*list.low), number(*list.high));
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < list.codes.size(); ++i) {
        std::string text = number(list.codes[i]);
        if (!list.labels.empty()) text += ' ' + list.labels[i];
        const bool recoded = !list.scores.empty() && base::compare(list.scores[i], list.codes[i]) != 0;
        texts.push_back(recoded ? fmt::format("{} (worth {})", text, number(list.scores[i])) : text);
    }
    std::string text = base::joined(texts, "and", texts.size());
    for (const auto& [name, codes] : list.codings)
        text += fmt::format("{}\"{}\"", name == list.codings.front().first ? "; codings " : " or ", name);
    return text;
}

std::string answers_text(const Questionnaire& key) {
    std::string out = "\nAnswers\n";
    for (const KeyAnswers& list : key.answers)
        out += line(list.items.empty() ? "all items" : "items",
                    (list.items.empty() ? "" : numbers(list.items) + ": ") + codes_text(list));
    return out;
}

std::string rule_for_blanks(const QuestionnaireScore& score) {
    if (!score.sum_of.empty()) return "";
    if (score.items.size() == 1) return "";
    if (score.max_missing == 0) return "no blanks";
    return fmt::format("up to {} blank", score.max_missing);
}

std::string how_scored(const Questionnaire& key, const QuestionnaireScore& score) {
    if (!score.sum_of.empty()) return "sum of " + base::joined(score.sum_of);
    const std::string items =
        score.items.size() == key.n_items
            ? ""
            : fmt::format(" of {} {}", score.items.size() == 1 ? "item" : "items", numbers(score.items));
    if (score.items.size() == 1) return "the answer" + items;
    switch (score.kind) {
        case survey::ScoreKind::mean:
            return "mean" + items;
        case survey::ScoreKind::percent:
            return "percent of the possible range" + items;
        case survey::ScoreKind::sum:
            break;
    }
    return "sum" + items;
}

std::string score_text(const Questionnaire& key, const QuestionnaireScore& score) {
    std::string text = fmt::format("{}: {}", score.label, how_scored(key, score));
    if (!score.reverse.empty()) text += fmt::format("; reversed {}", numbers(score.reverse));
    if (!score.raw.empty()) text += "; converted by a table";
    if (score.round)
        text += *score.round == 0
                    ? std::string("; rounded to a whole number")
                    : fmt::format("; rounded to {} decimal{}", *score.round, *score.round == 1 ? "" : "s");
    if (const std::string blanks = rule_for_blanks(score); !blanks.empty()) text += "; " + blanks;
    text += fmt::format("; {} to {}", base::shortest(score.low), base::shortest(score.high));
    if (score.better != survey::Better::neither)
        text += score.better == survey::Better::higher ? ", higher is better" : ", lower is better";
    return text;
}

std::string scores_text(const Questionnaire& key) {
    std::string out = "\nScores\n";
    for (const QuestionnaireScore& score : key.scores)
        out += line(survey::scale_name(key, score, key.id), score_text(key, score));
    return out;
}

std::string conversion_text(const Questionnaire& key) {
    std::string out;
    for (const QuestionnaireScore& score : key.scores) {
        std::vector<std::string> pairs;
        for (std::size_t i = 0; i < score.raw.size(); ++i)
            pairs.push_back(
                fmt::format("{} to {}", number(score.raw[i]),
                            base::fixed(score.converted[i].to_double(), score.converted[i].digits)));
        if (!pairs.empty())
            out += "\nConversion\n" + render::wrapped(base::joined(pairs, "and", pairs.size()), width, 2);
    }
    return out;
}

std::string bands_text(const Questionnaire& key) {
    std::string out;
    for (const QuestionnaireScore& score : key.scores) {
        std::string form;
        std::string text;
        const auto finish = [&] {
            if (text.empty()) return;
            const std::string name = survey::scale_name(key, score, key.id);
            out += line(name, form.empty() ? text : fmt::format("{}: {}", form, text));
            text.clear();
        };
        for (const survey::ScoreBand& band : score.bands) {
            if (band.form != form) finish();
            form = band.form;
            const bool one = base::compare(band.low, band.high) == 0;
            text += fmt::format(
                "{}{} {}", text.empty() ? "" : ", ",
                one ? number(band.low) : fmt::format("{} to {}", number(band.low), number(band.high)),
                band.label);
        }
        finish();
    }
    return out.empty() ? "" : "\nBands, for reading only: change is never judged by them\n" + out;
}

std::string rule_text(const KeyRule& rule) {
    switch (rule.status) {
        case RuleStatus::verified:
            return fmt::format("{} [{}]", rule.says, rule.source);
        case RuleStatus::unverified:
            return fmt::format("{} [{}] NOT VERIFIED", rule.says, rule.source);
        case RuleStatus::choice:
            break;
    }
    return fmt::format("{} [our own choice]", rule.says);
}

/// Rules about one subject, those of scores' smallest changes once each.
std::vector<const KeyRule*> rules_about(const Questionnaire& key, std::string_view about) {
    std::vector<const KeyRule*> rules;
    const auto add = [&](const KeyRule& rule) {
        const auto same = [&](const KeyRule* one) { return one->says == rule.says; };
        if (rule.about == about && std::none_of(rules.begin(), rules.end(), same)) rules.push_back(&rule);
    };
    for (const KeyRule& rule : key.rules) add(rule);
    for (const QuestionnaireScore& score : key.scores) add(score.small_change_rule);
    return rules;
}

std::string rules_text(const Questionnaire& key) {
    std::string out = "\nWhat is known, and from where\n";
    for (const survey::RuleSubject& subject : survey::rule_subjects()) {
        for (const KeyRule* rule : rules_about(key, subject.id)) {
            out += line(subject.title, rule_text(*rule));
        }
    }
    return out;
}

std::string wording_text(const Questionnaire& key) {
    if (key.wording.empty()) return "";
    std::string out = "\nItems\n";
    for (std::size_t i = 0; i < key.wording.size(); ++i)
        out += beside(fmt::format("  {:>2}", i + 1), key.wording[i], 6);
    return out;
}

std::string cautions_text(const Questionnaire& key) {
    std::string out;
    for (const std::string& caution : key.cautions) out += render::wrapped("- " + caution + '.', width, 2, 2);
    return out.empty() ? "" : "\nKeep in mind\n" + out;
}

/// What stands before the first colon or semicolon: enough for a list.
std::string in_short(const std::string& licence) {
    return licence.substr(0, licence.find_first_of(":;"));
}

}  // namespace

std::string instruments_page() {
    std::string out = render::wrapped(
        "Questionnaires whose scoring keys come with the program. A study names one, and its items in the "
        "key's order:",
        width);
    out += "\n  [scale]\n  wellbeing = { use = \"swemwbs\", items = [\"Q3_1..Q3_7\"] }\n\n";
    out += render::wrapped(
        "The key gives codes, reversed items, the rule for blanks, conversion, range, direction and, where "
        "there is one, the smallest change that matters. What is not verified is said in outcomes check and "
        "beside the results. Wording is shipped only where it is free: get the others from their owners.",
        width);
    out += '\n';
    for (const Questionnaire& key : survey::questionnaires()) {
        out += beside("  " + key.id,
                      fmt::format("{}, {} item{}; {}", key.label, key.n_items, key.n_items == 1 ? "" : "s",
                                  in_short(key.licence)),
                      list_column);
    }
    return out + "\n" +
           render::wrapped(
               "outcomes help ID shows a key, for example outcomes help swemwbs. For a questionnaire of "
               "your own, write a file in the same form, as data/questionnaires/README.md says: use = "
               "\"own.toml\"",
               width);
}

std::string instrument_page(const Questionnaire& key) {
    std::string out = key.label + "\n\n" + example(key) + "\nItems: " + key.variant + ".\n";
    out += answers_text(key) + scores_text(key) + conversion_text(key) + bands_text(key);
    out += rules_text(key) + wording_text(key) + cautions_text(key);
    std::vector<std::string> uncertain;
    for (const survey::RuleSubject& subject : survey::rule_subjects()) {
        const auto rules = rules_about(key, subject.id);
        if (std::any_of(rules.begin(), rules.end(),
                        [](const KeyRule* rule) { return rule->status == RuleStatus::unverified; }))
            uncertain.push_back(base::folded(subject.title));
    }
    out += '\n';
    if (!uncertain.empty())
        out += render::wrapped("Not verified: " + base::joined(uncertain, "and", 20) + '.', width);
    return out + render::wrapped(fmt::format("{} golden vector{}: outcomes verify scores them.",
                                             key.golden.size(), key.golden.size() == 1 ? "" : "s"),
                                 width);
}

}  // namespace outcomes::cli
