#include "libstats/survey/study_keys.hpp"

#include "libstats/base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace outcomes::survey {
namespace {

using enum KeyState;

constexpr Shapes text = shape_text;
constexpr Shapes whole = shape_whole;
constexpr Shapes number = shape_number;
constexpr Shapes flag = shape_flag;
constexpr Shapes date = shape_date;
constexpr Shapes texts = shape_texts;
constexpr Shapes numbers = shape_numbers;
constexpr Shapes values = shape_values;
constexpr Shapes table = shape_table;
constexpr Shapes tables = shape_tables;
constexpr Shapes columns = shape_columns;

/// The export profiles of data/profiles; a test compares them.
constexpr std::string_view profiles =
    "qualtrics|redcap|kobo|odk|limesurvey|typeform|ms_forms|surveymonkey|jisc|surveyxact|google_forms|spss|"
    "plain";

// clang-format off
constexpr std::array keys = std::to_array<StudyKey>({
    // table, name, shapes, inner, words, unset, example, meaning, state
    {"", "schema", whole, "", "", "", "1", "Version of the rules for study files.", required},
    {"", "study", table, "study", "", "", "", "What the study is and what was planned."},
    {"", "wave", table, "wave", "", "", "", "The times at which the questionnaire was answered, in date order."},
    {"", "columns", table, "columns", "", "", "", "Columns that say who a row is about."},
    {"", "link", table, "link", "", "", "", "How people are matched between waves where their codes may hold slips; without it codes must agree exactly."},
    {"", "missing", table, "missing", "", "", "", "Answers that mean \"no answer\", whatever the question."},
    {"", "rows", table, "rows", "", "", "", "Which rows of the files count."},
    {"", "rules", table, "rules", "", "", "", "Rules of the analysis, to be settled before the repeat data are opened."},
    {"", "answers", table, "answers", "", "", "", "Lists of answers, each from lowest to highest."},
    {"", "item", table, "item", "", "", "", "Questions that need more than the name of their column."},
    {"", "scale_defaults", table, "scale_defaults", "", "", "", "What holds for every scale that does not say otherwise."},
    {"", "scale", table, "scale", "", "", "", "Scales made of one or more questions; reports keep this order."},
    {"", "category", table, "category", "", "", "", "Single questions that are reported as answers, not as scores."},
    {"", "subgroup", table, "subgroup", "", "", "", "Groups of people to show separately."},
    {"", "family", table, "family", "", "", "", "Sets of scales whose p-values are adjusted together; without it, all scales are one set."},
    {"", "disclosure", table, "disclosure", "", "", "", "How small groups are protected."},
    {"", "indicator", table, "indicator", "", "", "", "Things counted from records.", unused},
    {"", "report", table, "report", "", "", "", "What a report shows first and in whose words."},
    {"", "community", table, "community", "", "", "", "Many places in one file.", refused},
    {"", "questions", text, "", "", "", "\"questions.csv\"", "A table of questions that was written in a spreadsheet.", refused},

    {"study", "id", text, "", "", "", "\"hawkhill\"", "Short name for file names and tables; left out, it is the name of the study file."},
    {"study", "title", text, "", "", "", "\"Hawkhill community survey\"", "Name of the study for readers; left out, it is the id."},
    {"study", "question", text, "", "", "", "\"Did people feel safer a year later?\"", "What the study was to find out."},
    {"study", "design", text, "", "paired|cross-section|mixed", "\"paired\"", "\"paired\"",
     "What was planned: the same people each time, different people, or some of both."},
    {"study", "population", whole, "", "", "", "1840", "How many people the place has; it describes, and never changes a test."},
    {"study", "community", text, "", "", "", "\"Hawkhill\"", "Name of the place."},

    {"wave", "NAME", table, "wave.NAME", "", "", "{ file = \"data/spring.csv\", date = 2024-04-01 }", "One wave; choose a short name, such as baseline."},
    {"wave.NAME", "label", text, "", "", "", "\"Spring 2024\"", "Name of the wave for readers; left out, it is the short name."},
    {"wave.NAME", "file", text | texts, "", "", "", "\"data/spring.csv\"", "Export with the answers, or several; \"-\" reads standard input.", required},
    {"wave.NAME", "date", date | text, "", "", "", "2024-04-01", "Day of the wave, as year-month-day; waves are put in this order."},
    {"wave.NAME", "where", table, "where", "", "", "{ time = 1 }", "Which rows of the file belong to this wave."},
    {"wave.NAME", "encoding", text, "", "", "", "\"windows-1252\"", "How the file stores letters; left out, it is found out."},
    {"wave.NAME", "delimiter", text, "", "", "", "\";\"", "Character between fields (\"tab\" for a tab); left out, it is found out."},
    {"wave.NAME", "decimal", text, "", ".|,", "\".\"", "\",\"", "Mark between the whole and the decimal part of a number."},
    {"wave.NAME", "header_rows", whole, "", "", "", "3", "Rows before the first answers; the first one names the columns; left out, it is found out."},
    {"wave.NAME", "profile", text, "", profiles, "", "\"qualtrics\"", "The survey tool that wrote the file; left out, it is found out."},
    {"where", "NAME", text | number | values, "", "", "", "1", "A column and the value, or values, its cells must have."},

    {"columns", "id", text | columns | table, "column_by_wave", "", "", "\"ResponseCode\"", "Code that is the same for one person in every wave; several columns make one code together."},
    {"columns", "household", text | table, "column_by_wave", "", "", "\"HouseholdRef\"", "Code of the home: people in one home are not independent."},
    {"columns", "weight", text | table, "column_by_wave", "", "", "\"wt\"", "How many people a row stands for."},
    {"columns", "group", table, "columns.group", "", "", "{ column = \"Area\", programme = \"Hawkhill\", comparison = \"Eastfield\" }", "Which rows come from the comparison place."},
    {"columns", "sex", text | table, "column_by_wave", "", "", "\"Sex\"", "Sex, to tell people with like codes apart."},
    {"columns", "age", text | table, "column_by_wave", "", "", "\"Age\"", "Age, to tell people with like codes apart."},
    {"columns", "consent", text | table, "column_by_wave", "", "", "\"Consent\"", "Whether the person agreed to take part."},
    {"columns.group", "column", text, "", "", "", "\"Area\"", "Column that tells the groups apart.", required},
    {"columns.group", "programme", text, "", "", "", "\"Hawkhill\"", "Text of the group that had the programme.", required},
    {"columns.group", "comparison", text, "", "", "", "\"Eastfield\"", "Text of the group that had not.", required},
    {"column_by_wave", "NAME", text, "", "", "", "\"Q2a\"", "Name of a wave, and the column in that wave's file."},

    {"link", "tolerance", text, "", "strict|tolerant", "", "\"tolerant\"", "Whether codes may differ in one element; left out, they may if the code has elements (several id columns, elements or separator)."},
    {"link", "elements", numbers, "", "", "", "[2, 1, 1, 2, 1]", "Characters of each element of a code in one column: [2, 1] divides 07B into 07 and B."},
    {"link", "separator", text, "", "", "", "\"-\"", "Or what stands between the elements: 07-B."},
    {"link", "confirm", texts, "", "", "", "[\"sex\", \"age\"]", "Which of sex, age and household must confirm a tolerant match; left out, all that [columns] names; [] for none."},
    {"link", "site", text | table, "column_by_wave", "", "", "\"Workshop\"", "Column of the place within which a code stands for a person."},
    {"link", "normalise", flag, "", "", "true", "false", "Match codes that are the same but for case, spaces, marks, O and 0, I and 1."},
    {"link", "decisions", text, "", "", "", "\"near.csv\"", "List from outcomes link --review, with yes or no filled in."},

    {"missing", "codes", table, "missing.codes", "", "", "{ \"-9\" = \"Not answered\" }", "Codes and what they mean."},
    {"missing", "labels", texts, "", "", "", "[\"\", \"NA\", \"Don't know\"]", "Texts; the empty cell is always one of them."},
    {"missing.codes", "NAME", text, "", "", "", "\"Prefer not to say\"", "A code, and its meaning."},

    {"rows", "keep", tables, "condition", "", "", "[{ column = \"Finished\", is = \"TRUE\" }]", "A row counts only if it meets all of these."},
    {"rows", "drop", tables, "condition", "", "", "[{ column = \"Status\", is = \"Survey Preview\" }]", "A row that meets any of these is left out."},
    {"rows", "duplicates", text, "", "error|set_aside", "\"error\"", "\"set_aside\"", "Same as in [rules]."},
    {"condition", "column", text, "", "", "", "\"Status\"", "Column that is looked at.", required},
    {"condition", "is", text | number | values, "", "", "", "\"Complete\"", "The cell is this, or one of these."},
    {"condition", "is_not", text | number | values, "", "", "", "[\"Test\", \"Preview\"]", "The cell is none of these."},
    {"condition", "above", number, "", "", "", "102", "The cell is a number above this."},
    {"condition", "below", number, "", "", "", "0", "The cell is a number below this."},
    {"condition", "at_least", number, "", "", "", "16", "The cell is this number or more."},
    {"condition", "at_most", number, "", "", "", "99", "The cell is this number or less."},
    {"condition", "blank", flag, "", "", "", "true", "The cell is blank (true) or is not (false)."},
    {"condition", "waves", text | texts, "", "", "", "[\"baseline\"]", "Waves in which this holds, where not every file has the column; left out, all."},

    {"rules", "confidence", number, "", "", "0.95", "0.95", "Level of the intervals that are shown; the verdict always uses 0.95."},
    {"rules", "small_change", table, "small_change", "", "", "{ sd = 0.2 }", "Smallest change that matters, for scales that set none."},
    {"rules", "item_change", table, "small_change", "", "", "{ points = 10 }", "Smallest change that matters for single questions of a scale, in percentage points (compare --items)."},
    {"rules", "adjust", text, "", "holm|bh|none", "\"holm\"", "\"holm\"", "How p-values allow for many scales."},
    {"rules", "headline", text, "", "people|place", "\"people\"", "\"place\"", "Which change the verdict speaks of: of those who answered both times, or of the place's average."},
    {"rules", "duplicates", text, "", "error|set_aside", "\"error\"", "\"set_aside\"", "What happens when one person's code stands in two rows of a wave."},
    {"rules", "seed", whole, "", "", "1", "20250314", "Start of the random numbers, so that a run can be repeated."},
    {"small_change", "points", number, "", "", "", "0.5", "In the scale's own points (of a category: percentage points)."},
    {"small_change", "sd", number, "", "", "", "0.2", "Times the standard deviation of all baseline answers."},
    {"small_change", "percent", number, "", "", "", "5", "Percent of the possible range."},
    {"small_change", "why", text, "", "", "", "\"agreed with residents in March\"", "Where the number comes from; printed in the notes."},

    {"answers", "NAME", table, "answers.NAME", "", "", "{ labels = [\"No\", \"Yes\"], scores = [0, 1] }", "One list of answers."},
    {"answers.NAME", "labels", texts, "", "", "", "[\"Never\", \"Sometimes\", \"Often\"]", "The answers as the files write them, from lowest to highest."},
    {"answers.NAME", "scores", numbers, "", "", "", "[0, 1, 2]", "The score of each label."},
    {"answers.NAME", "codes", numbers, "", "", "", "[1, 2, 3]", "The number of each label in the files, where that is not its score."},
    {"answers.NAME", "range", numbers, "", "", "", "[0, 10]", "Lowest and highest number, where the cells are numbers."},
    {"answers.NAME", "whole", flag, "", "", "false", "true", "Whether only whole numbers of the range are answers."},
    {"answers.NAME", "missing", texts, "", "", "", "[\"Does not apply\"]", "Texts that are no answer where this list is used."},
    {"answers.NAME", "middle", text, "", "", "", "\"Neither\"", "The label that is neither low nor high."},
    {"answers.NAME", "also", table, "answers.also", "", "", "{ \"Agreee\" = \"Agree\" }", "Other spellings and the label that each stands for."},
    {"answers.also", "NAME", text | number, "", "", "", "\"Agree\"", "A text found in the files, and the label or number it stands for."},

    {"item", "NAME", table, "item.NAME", "", "", "{ text = \"I feel at home here\" }", "One question; the name is its column, unless the column is given."},
    {"item.NAME", "text", text, "", "", "", "\"I feel at home here\"", "The question as people read it."},
    {"item.NAME", "column", text | table, "column_by_wave", "", "", "{ baseline = \"Q2_1\", repeat = \"Q2a\" }", "Its column, where that is not the name or differs between waves."},
    {"item.NAME", "show", flag, "", "", "false", "true", "Show it as a single question although its questionnaire protects it (PHQ-9 item 9, self-harm)."},
    {"item.NAME", "answers", text, "", "", "", "\"agree5\"", "Its answer list, where that is not the scale's."},

    {"scale_defaults", "answers", text, "", "", "", "\"agree5\"", "Answer list of the questions."},
    {"scale_defaults", "score", text, "", "mean|sum|percent", "\"mean\"", "\"mean\"", "How answers become a score."},
    {"scale_defaults", "max_missing", whole, "", "", "0", "1", "How many questions of a scale may be blank."},
    {"scale_defaults", "blank", text, "", "prorate|zero", "\"prorate\"", "\"prorate\"", "What a blank counts for: the mean of the others, or nothing."},
    {"scale_defaults", "better", text, "", "higher|lower|neither", "\"higher\"", "\"higher\"", "Which direction is good."},

    {"scale", "NAME", table, "scale.NAME", "", "", "{ items = [\"Q1_1..Q1_4\"] }", "One scale; choose a short name."},
    {"scale.NAME", "label", text, "", "", "", "\"Belonging\"", "Name of the scale for readers; left out, it is the short name."},
    {"scale.NAME", "items", texts | whole, "", "", "", "[\"Q1_1..Q1_4\"]", "Its questions, as names or ranges; for a score in a column, how many questions it is the mean of."},
    {"scale.NAME", "reverse", texts, "", "", "", "[\"Q1_3\"]", "Questions where a high answer means a low score."},
    {"scale.NAME", "answers", text, "", "", "", "\"agree5\"", "Answer list of the questions."},
    {"scale.NAME", "score", text, "", "mean|sum|percent", "\"mean\"", "\"sum\"", "How answers become a score."},
    {"scale.NAME", "max_missing", whole, "", "", "0", "1", "How many of the questions may be blank."},
    {"scale.NAME", "blank", text, "", "prorate|zero", "\"prorate\"", "\"zero\"", "What a blank counts for: the mean of the others, or nothing."},
    {"scale.NAME", "better", text, "", "higher|lower|neither", "\"higher\"", "\"lower\"", "Which direction is good."},
    {"scale.NAME", "convert", text, "", "", "", "\"lookup/wellbeing.csv\"", "Table of two columns that turns raw scores into published ones."},
    {"scale.NAME", "small_change", table, "small_change", "", "", "{ points = 0.5, why = \"agreed in March\" }", "Smallest change of this scale that matters."},
    {"scale.NAME", "column", text | table, "column_by_wave", "", "", "\"trust_score\"", "Column of a score that was worked out before, in place of a list of items."},
    {"scale.NAME", "range", numbers, "", "", "", "[1, 5]", "Lowest and highest possible score in that column."},
    {"scale.NAME", "round", whole, "", "", "", "1", "Decimals that scores are rounded to, halves away from zero; left out, they are not rounded."},
    {"scale.NAME", "use", text, "", "", "", "\"swemwbs\"", "A questionnaire that comes with the program (outcomes help instruments), or the file of one's own; it says how the items are scored."},
    {"scale.NAME", "scores", texts, "", "", "", "[\"total\", \"emotional\"]", "Which scores of the questionnaire are used; left out, all of them."},
    {"scale.NAME", "coding", text, "", "", "", "\"0-3\"", "How the files code the answers, where the questionnaire has several codings."},

    {"category", "NAME", table, "category.NAME", "", "", "{ column = \"Q14\", answers = \"yesno\", better = \"Yes\" }", "One question; choose a short name."},
    {"category.NAME", "label", text, "", "", "", "\"Volunteered last year\"", "Name of the question for readers; left out, it is the short name."},
    {"category.NAME", "column", text | table, "column_by_wave", "", "", "\"Q14\"", "Its column.", required},
    {"category.NAME", "answers", text, "", "", "", "\"yesno\"", "Its answer list.", required},
    {"category.NAME", "better", text, "", "", "\"higher\"", "\"Yes\"", "The good answer, or \"higher\", \"lower\" or \"neither\"."},
    {"category.NAME", "ordered", flag, "", "", "true", "false", "Whether the answers are steps from low to high; false where they are kinds, such as tenures: no verdict then."},
    {"category.NAME", "small_change", table, "small_change", "", "", "{ points = 5 }", "Smallest change that matters, in percentage points."},

    {"subgroup", "NAME", table, "subgroup.NAME", "", "", "{ column = \"Age\", cuts = [16, 35, 65] }", "One way to split people; choose a short name."},
    {"subgroup.NAME", "label", text, "", "", "", "\"Age\"", "Name for readers; left out, it is the short name."},
    {"subgroup.NAME", "column", text | table, "column_by_wave", "", "", "\"Age\"", "Column that splits.", required},
    {"subgroup.NAME", "cuts", numbers, "", "", "", "[16, 35, 65]", "Where each group of numbers begins: here 16 to 34, 35 to 64, 65 and over."},
    {"subgroup.NAME", "keep", texts, "", "", "", "[\"Owner\", \"Social rent\"]", "Texts that are shown; rows with others are left out."},

    {"family", "NAME", texts, "", "", "", "[\"belonging\", \"trust\"]", "A name, and its scales."},

    {"disclosure", "profile", text, "", "internal|partner|public", "\"internal\"", "\"internal\"", "For whom the output is; without it, a report is public and everything else internal."},
    {"disclosure", "threshold", whole, "", "", "10", "20", "Groups below this size are hidden; for a partner 5 if it is left out. Never less than the profile asks for."},
    {"disclosure", "round", whole, "", "", "5", "10", "Numbers of people are rounded to this; for a partner 1 if it is left out. Never less than the profile asks for."},

    {"indicator", "NAME", table, "indicator.NAME", "", "", "{ file = \"data/counts.csv\", period = \"month\", count = \"events\" }", "One indicator; choose a short name."},
    {"indicator.NAME", "label", text, "", "", "", "\"Community events held\"", "Name for readers."},
    {"indicator.NAME", "file", text, "", "", "", "\"data/counts.csv\"", "Table of records.", required},
    {"indicator.NAME", "period", text, "", "", "", "\"month\"", "Column of the period.", required},
    {"indicator.NAME", "count", text, "", "", "", "\"events\"", "Column of what is counted.", required},
    {"indicator.NAME", "out_of", text, "", "", "", "\"residents\"", "Column of the number that the count is out of."},
    {"indicator.NAME", "per", number, "", "", "1", "1000", "Rates are per this many."},
    {"indicator.NAME", "better", text, "", "higher|lower|neither", "\"higher\"", "\"lower\"", "Which direction is good."},
    {"indicator.NAME", "target", table, "target", "", "", "{ at_least = 8 }", "What was to be reached."},
    {"target", "at_least", number, "", "", "", "8", "This or more."},
    {"target", "at_most", number, "", "", "", "20", "This or less."},

    {"report", "lead", texts, "", "", "", "[\"belonging\", \"wellbeing\"]", "Scales that come first."},
    {"report", "words", text, "", "lay|evaluator|both", "\"lay\"", "\"lay\"", "In whose words the report speaks."},
    {"report", "freeze", flag, "", "", "true", "false", "Whether the header row of a worksheet stays in sight."},

    {"community", "column", text, "", "", "", "\"Place\"", "Column that names the place of a row.", refused},
});
// clang-format on

}  // namespace

std::span<const StudyKey> study_keys() {
    return keys;
}

const StudyKey* find_study_key(std::string_view in_table, std::string_view name,
                               std::span<const StudyKey> of) {
    const StudyKey* any = nullptr;
    for (const StudyKey& key : of) {
        if (key.table != in_table) continue;
        if (key.name == "NAME") any = &key;
        if (key.name == name) return &key;
    }
    return any;
}

std::vector<std::string> study_key_names(std::string_view in_table, std::span<const StudyKey> of) {
    std::vector<std::string> names;
    for (const StudyKey& key : of) {
        if (key.table == in_table && key.name != "NAME") names.emplace_back(key.name);
    }
    return names;
}

std::vector<std::string> allowed_words(const StudyKey& key) {
    std::vector<std::string> words;
    std::string_view rest = key.words;
    while (!rest.empty()) {
        const std::size_t bar = rest.find('|');
        words.emplace_back(rest.substr(0, bar));
        rest.remove_prefix(bar == std::string_view::npos ? rest.size() : bar + 1);
    }
    return words;
}

std::string shapes_in_words(Shapes shapes) {
    constexpr std::array names = std::to_array<std::pair<Shape, std::string_view>>({
        {shape_text, "a text in quotes"},
        {shape_whole, "a whole number"},
        {shape_number, "a number"},
        {shape_flag, "true or false"},
        {shape_date, "a date such as 2024-04-01"},
        {shape_texts, "a list of texts"},
        {shape_numbers, "a list of numbers"},
        {shape_values, "a list of texts or numbers"},
        {shape_columns, "a list of columns"},
        {shape_table, "a table { ... }"},
        {shape_tables, "a list of tables { ... }"},
    });
    std::vector<std::string> found;
    for (const auto& [shape, name] : names) {
        if ((shapes & shape) != 0) found.emplace_back(name);
    }
    return base::joined(found, "or", found.size());
}

}  // namespace outcomes::survey
