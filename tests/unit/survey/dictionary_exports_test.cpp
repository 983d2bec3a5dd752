#include "libstats/survey/dictionary.hpp"

#include "tests/support/reference.hpp"
#include "tests/unit/survey/dictionary_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// The dictionaries of genuine exports, counted with other programs.
namespace outcomes::tests {
namespace {

using survey::DictionaryVariable;
using survey::VariableKind;
using Answers = std::vector<std::pair<std::string, std::string>>;

std::optional<std::vector<std::string>> shared(const std::vector<std::string>& names) {
    std::vector<std::string> paths;
    for (const std::string& name : names) {
        const auto path = shared_path("exports/platforms/" + name);
        if (!path) return std::nullopt;
        paths.push_back(path->string());
    }
    return paths;
}

TEST_SUITE_BEGIN("survey/dictionary of exports");

TEST_CASE("the dictionaries of real exports") {
    struct Row {
        std::vector<std::string> files;
        const char* kind;
        std::size_t n;          ///< variables
        std::size_t n_choice;   ///< of these with one answer of a list
        std::size_t n_choices;  ///< ticks and their parents
        std::size_t n_number;
        std::size_t n_date;
        const char* spot;  ///< a variable
        std::size_t n_answers;
        const char* last_answer;  ///< code of its last answer
    };
    const Row rows[] = {
        {{"redcap/redcap_dictionary_bom.csv"}, "redcap", 6, 5, 0, 0, 0, "v1", 3, "3"},
        // 95 fields, of which 5 of ticks, with 4 times 5 options and once 5
        {{"redcap/redcap_longitudinal_dictionary.csv"}, "redcap", 115, 36, 25, 31, 8, "meds___5", 2, "1"},
        {{"redcap/redcap_survey_dictionary.csv"}, "redcap", 25, 11, 1, 2, 4, "has_diabetes", 2, "0"},
        // 37 rows, of which 12 begin or end a group, and 18, 7 and 7 options
        {{"kobo_odk/kobo_xlsform_survey_sheet.csv", "kobo_odk/kobo_xlsform_choices_sheet.csv"},
         "xlsform",
         57,
         13,
         35,
         4,
         2,
         "neighbourhood",
         42,
         nullptr},
        {{"spss/spss_efc_codebook.csv"}, "codebook", 5, 3, 0, 0, 0, "e42dep", 4, "4"},
        {{"surveyxact_excel/sx_comma_cp1252_structure.csv"},
         "codebook",
         244,
         202,
         34,
         0,
         0,
         "v_1_1",
         0,
         nullptr},
        {{"surveyxact_excel/sx_comma_cp1252_labels.csv"}, "codebook", 236, 236, 0, 0, 0, "v_1_1", 2, "1"},
        {{"surveyxact_excel/sx_semicolon_cp1252_labels.csv"}, "codebook", 235, 235, 0, 0, 0, "v_1_1", 2, "1"},
        {{"surveyxact_excel/sx_tab_utf16le_bom_labels.csv"}, "codebook", 235, 235, 0, 0, 0, "v_1_1", 2, "1"},
        {{"surveyxact_excel/sx_comma_cp1252_structure.csv", "surveyxact_excel/sx_comma_cp1252_labels.csv"},
         "codebook",
         244,
         202,
         34,
         0,
         0,
         "v_1_1",
         2,
         "1"},
        {{"typeform/typeform_answer_key.csv"}, "codebook", 8, 8, 0, 0, 0, "domain", 12, nullptr},
        {{"typeform/typeform_column_names_full_to_short.csv"},
         "codebook",
         119,
         0,
         0,
         0,
         0,
         "consent",
         0,
         nullptr},
    };
    for (const Row& row : rows) {
        CAPTURE(row.files.front());
        const auto paths = shared(row.files);
        if (!paths) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        const auto dictionary = survey::read_dictionary(*paths);
        const auto count = [&](VariableKind kind) {
            return static_cast<std::size_t>(
                std::count_if(dictionary.variables.begin(), dictionary.variables.end(),
                              [&](const DictionaryVariable& one) { return one.kind == kind; }));
        };
        CHECK(dictionary.kind == row.kind);
        CHECK(dictionary.variables.size() == row.n);
        CHECK(count(VariableKind::choice) == row.n_choice);
        CHECK(count(VariableKind::choices) == row.n_choices);
        CHECK(count(VariableKind::number) == row.n_number);
        CHECK(count(VariableKind::date) == row.n_date);
        const auto& spot = variable(dictionary, row.spot);
        CHECK(spot.answers.size() == row.n_answers);
        if (row.last_answer != nullptr) CHECK(spot.answers.back().first == row.last_answer);
    }
}

TEST_CASE("the forms of real exports are matched to their columns") {
    const auto paths =
        shared({"kobo_odk/kobo_xlsform_survey_sheet.csv", "kobo_odk/kobo_xlsform_choices_sheet.csv"});
    if (!paths) {
        MESSAGE("skipped: shared data not found");
        return;
    }
    const auto dictionary = survey::read_dictionary(*paths);
    CHECK(variable(dictionary, "age_respondent_r").low->units == 18);  // more than 17
    CHECK(variable(dictionary, "age_respondent_r").high->units == 119);
    CHECK(variable(dictionary, "gender_hoh").answers == Answers{{"male", "Male"}, {"female", "Female"}});
    CHECK(variable(dictionary, "hh_info/age_hoh").group == "hh_info");
    CHECK(variable(dictionary, "primary_livelihood.savings").option == "Savings");  // as R writes the name
    CHECK(variable(dictionary, "deviceid").is_identifier);
}

TEST_SUITE_END();

}  // namespace
}  // namespace outcomes::tests
