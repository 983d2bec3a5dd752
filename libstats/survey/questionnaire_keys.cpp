#include "libstats/survey/questionnaire_keys.hpp"

#include <array>

namespace outcomes::survey {
namespace {

using enum KeyState;

constexpr Shapes text = shape_text;
constexpr Shapes whole = shape_whole;
constexpr Shapes number = shape_number;
constexpr Shapes texts = shape_texts;
constexpr Shapes numbers = shape_numbers;
constexpr Shapes table = shape_table;
constexpr Shapes tables = shape_tables;

// clang-format off
constexpr std::array keys = std::to_array<StudyKey>({
    // table, name, shapes, inner, words, unset, example, meaning, state
    {"", "schema", whole, "", "", "", "1", "Version of the rules for keys.", required},
    {"", "label", text, "", "", "", "\"WHO-5 wellbeing index\"", "Name for readers.", required},
    {"", "variant", text, "", "", "", "\"the 5 items in their printed order\"", "Which order of the items the key is for.", required},
    {"", "n_items", whole, "", "", "", "5", "How many items it has.", required},
    {"", "aliases", texts, "", "", "", "[\"who5\"]", "How column names of it begin."},
    {"", "keywords", texts, "", "", "", "[\"cheerful\", \"calm|relaxed\"]", "One text an item: words of its wording, parted by |; \"a&b\" are wanted together."},
    {"", "wording", texts, "", "", "", "[\"...\"]", "One text an item, only where the wording is free."},
    {"", "protected", numbers, "", "", "", "[9]", "Items whose answers must never be shown one by one."},
    {"", "too_many", text, "", "", "", "\"the tenth question is not in the sum\"", "What to say when a study names too many items."},
    {"", "cautions", texts, "", "", "", "[\"not a diagnosis\"]", "What to keep in mind when the scores are used or shown."},
    {"", "answers", table, "answers", "", "", "", "Lists of answers.", required},
    {"", "score", table, "score", "", "", "", "Scores, the most important first.", required},
    {"", "rule", tables, "rule", "", "", "", "What is known, from where, and how surely.", required},
    {"", "golden", tables, "golden", "", "", "", "Answers and the scores they must give.", required},

    {"answers", "NAME", table, "answers.NAME", "", "", "{ codes = [0, 1] }", "One list of answers."},
    {"answers.NAME", "items", numbers, "", "", "", "[1, 4, 6]", "The items it is for; left out, all of them."},
    {"answers.NAME", "codes", numbers, "", "", "", "[1, 2, 3]", "The codes in the files, in the order of the labels."},
    {"answers.NAME", "scores", numbers, "", "", "", "[0, 1, 1]", "What each code is worth; left out, the code itself."},
    {"answers.NAME", "labels", texts, "", "", "", "[\"No\", \"More or less\", \"Yes\"]", "The answers, from lowest to highest, where they may be named."},
    {"answers.NAME", "also", table, "answers.also", "", "", "", "Other spellings, and the label each stands for."},
    {"answers.NAME", "missing", texts, "", "", "", "[\"Just moved here\"]", "Answers that are no answer to this question."},
    {"answers.NAME", "range", numbers, "", "", "", "[0, 10]", "Lowest and highest whole number, in place of codes."},
    {"answers.NAME", "codings", table, "answers.codings", "", "", "", "Codings in use that the data cannot tell apart; a study must choose one."},
    {"answers.also", "NAME", text, "", "", "", "\"Yes\"", "A text found in files, and its label."},
    {"answers.codings", "NAME", numbers, "", "", "", "[0, 1, 2, 3]", "The codes of one coding."},

    {"score", "NAME", table, "score.NAME", "", "", "{ score = \"sum\" }", "One score: \"total\", or a subscale."},
    {"score.NAME", "label", text, "", "", "", "\"wellbeing\"", "Name for readers.", required},
    {"score.NAME", "items", numbers, "", "", "", "[3, 8, 13]", "Its items; left out, all of them."},
    {"score.NAME", "reverse", numbers, "", "", "", "[7]", "Items where a high answer means a low score."},
    {"score.NAME", "score", text, "", "mean|sum|percent", "\"sum\"", "\"mean\"", "How answers become a score."},
    {"score.NAME", "sum_of", texts, "", "", "", "[\"emotional\", \"conduct\"]", "Scores that this one adds up, each by its own rules."},
    {"score.NAME", "blank", text, "", "prorate|zero", "\"prorate\"", "\"zero\"", "What a blank counts for: the mean of the others, or nothing."},
    {"score.NAME", "max_missing", whole, "", "", "0", "2", "How many items may be blank."},
    {"score.NAME", "limits", tables, "score.limit", "", "", "[{ items = [1, 2], max_missing = 1 }]", "More rules about blanks, all of which must be met."},
    {"score.NAME", "round", whole, "", "", "", "1", "Decimals the score is rounded to, halves away from zero."},
    {"score.NAME", "range", numbers, "", "", "", "[0, 100]", "Lowest and highest possible score.", required},
    {"score.NAME", "better", text, "", "higher|lower|neither", "", "\"higher\"", "Which direction is good.", required},
    {"score.NAME", "raw", numbers, "", "", "", "[7, 8, 9]", "Raw scores of a conversion table."},
    {"score.NAME", "converted", numbers, "", "", "", "[7.00, 9.51, 11.25]", "What each raw score becomes."},
    {"score.NAME", "bands", tables, "score.band", "", "", "[{ low = 0, high = 4, label = \"minimal\" }]", "Named parts of the range, for reading only."},
    {"score.NAME", "small_change", table, "score.small_change", "", "", "{ points = 5, says = \"5 points\", status = \"choice\" }", "Smallest change that matters."},
    {"score.limit", "items", numbers, "", "", "", "[1, 2]", "Some of the items.", required},
    {"score.limit", "max_missing", whole, "", "", "", "1", "How many of them may be blank.", required},
    {"score.band", "form", text, "", "", "", "\"teacher\"", "Whom the band is for."},
    {"score.band", "low", number, "", "", "", "0", "Lowest score of the band.", required},
    {"score.band", "high", number, "", "", "", "4", "Highest score of the band.", required},
    {"score.band", "label", text, "", "", "", "\"minimal\"", "Its name.", required},
    {"score.small_change", "points", number, "", "", "", "5", "In the score's own points."},
    {"score.small_change", "sd", number, "", "", "", "0.5", "Times the standard deviation of all baseline answers."},
    {"score.small_change", "percentage_points", number, "", "", "", "10", "Of a single question with ordered answers."},
    {"score.small_change", "says", text, "", "", "", "\"5 points\"", "The rule in words.", required},
    {"score.small_change", "source", text, "", "", "", "\"user guide\"", "Where it comes from."},
    {"score.small_change", "status", text, "", "verified|unverified|choice", "", "\"verified\"", "How surely.", required},

    {"rule", "about", text, "", "order|codes|reversal|score|missing|rounding|conversion|small_change|error|bands|norms|ages|recall|licence", "", "\"missing\"", "What the rule is about.", required},
    {"rule", "says", text, "", "", "", "\"complete answers only\"", "The rule in words.", required},
    {"rule", "source", text, "", "", "", "\"user guide, page 8\"", "Where it comes from; our own choices have none."},
    {"rule", "status", text, "", "verified|unverified|choice", "", "\"unverified\"", "How surely.", required},

    {"golden", "answers", text, "", "", "", "\"5 1 5 1 - -\"", "One code an item, - for a blank; or \"all 3\".", required},
    {"golden", "items", numbers, "", "", "", "[3, 8, 13]", "The items these answers are for; the others are blank."},
    {"golden", "coding", text, "", "", "", "\"0-3\"", "The coding of these answers, where there are several."},
    {"golden", "expect", table, "golden.expect", "", "", "{ total = 42 }", "Each score that is looked at.", required},
    {"golden", "band", table, "golden.band", "", "", "{ total = \"mild\" }", "The band of a score."},
    {"golden", "source", text, "", "", "", "\"by hand\"", "Why the scores must be these.", required},
    {"golden.expect", "NAME", text | number, "", "", "", "42", "A number, a fraction \"82/18\", \"missing\" or \"error\"."},
    {"golden.band", "NAME", text, "", "", "", "\"mild\"", "The name of the band."},
});
// clang-format on

}  // namespace

std::span<const StudyKey> questionnaire_keys() {
    return keys;
}

}  // namespace outcomes::survey
