// Invented exports in the shape that each platform writes (tests/exports), and tables that only look a
// little like one.

#include "libstats/io/csv_reader.hpp"
#include "libstats/survey/embedded.hpp"
#include "libstats/survey/profile.hpp"
#include "libstats/survey/profile_file.hpp"
#include "libstats/survey/study_keys.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace outcomes::tests {
namespace {

using survey::ColumnRole;
using survey::ExportColumn;
using survey::ExportLayout;

std::filesystem::path examples() {
    return source_dir() / "tests/exports";
}

ExportLayout layout_of(const std::string& name) {
    auto file = io::CsvFile::open((examples() / (name + ".csv")).string());
    return survey::recognise_layout(file.preview());
}

const ExportColumn& column_of(const ExportLayout& layout, const std::string& name) {
    const auto found = std::find_if(layout.columns.begin(), layout.columns.end(),
                                    [&](const ExportColumn& column) { return column.name == name; });
    REQUIRE_MESSAGE(found != layout.columns.end(), name);
    return *found;
}

std::vector<std::string> names_of(const ExportLayout& layout) {
    std::vector<std::string> names;
    for (const ExportColumn& column : layout.columns) names.push_back(column.name);
    return names;
}

std::size_t n_with(const ExportLayout& layout, ColumnRole role) {
    return static_cast<std::size_t>(
        std::count_if(layout.columns.begin(), layout.columns.end(),
                      [&](const ExportColumn& column) { return column.role == role; }));
}

/// How many columns a question has that has several.
std::map<std::string, std::size_t> questions_of(const ExportLayout& layout) {
    std::map<std::string, std::size_t> questions;
    for (const ExportColumn& column : layout.columns) {
        if (!column.question.empty()) ++questions[column.question];
    }
    return questions;
}

struct Row {
    const char* file;
    const char* profile;
    std::size_t header_rows;
    std::size_t n_columns;
    std::size_t n_records;
    std::size_t n_questions;                  ///< columns that ask something
    std::size_t n_choices;                    ///< options of select-all questions
    std::size_t n_joined;                     ///< columns with several answers in a cell
    std::size_t n_typed;                      ///< texts beside "other"
    std::vector<std::size_t> question_sizes;  ///< of questions with several columns, by their text
};

const std::vector<Row>& rows() {
    static const std::vector<Row> all{
        {"google_forms_german", "google_forms", 1, 6, 4, 5, 0, 1, 0, {2}},
        {"google_forms_french", "google_forms", 1, 6, 3, 4, 0, 1, 0, {2}},
        {"google_forms_spanish", "google_forms", 1, 4, 3, 3, 0, 1, 0, {2}},
        {"google_forms_english", "google_forms", 1, 7, 4, 5, 0, 1, 0, {2}},
        {"google_forms_unknown_language", "google_forms", 1, 4, 2, 3, 0, 0, 0, {2}},
        {"google_forms_japanese", "google_forms", 1, 4, 2, 3, 0, 0, 0, {2}},
        {"ms_forms_english", "ms_forms", 1, 10, 3, 4, 0, 1, 0, {}},
        {"ms_forms_german", "ms_forms", 1, 9, 2, 3, 0, 0, 0, {}},
        {"ms_forms_norwegian", "ms_forms", 1, 7, 2, 2, 0, 0, 0, {}},
        {"ms_forms_french", "ms_forms", 1, 7, 2, 2, 0, 1, 0, {}},
        {"ms_forms_unknown_language", "ms_forms", 1, 7, 2, 2, 0, 0, 0, {}},
        {"ms_forms_dotted", "ms_forms", 1, 10, 2, 3, 0, 0, 0, {2}},
        {"qualtrics_text", "qualtrics", 3, 22, 6, 4, 0, 1, 1, {2}},
        {"qualtrics_codes", "qualtrics", 3, 21, 5, 4, 0, 1, 0, {2}},
        {"qualtrics_french", "qualtrics", 3, 22, 3, 4, 0, 0, 1, {2}},
        {"qualtrics_split", "qualtrics", 3, 23, 3, 5, 3, 0, 1, {3}},
        {"qualtrics_one_row", "qualtrics", 1, 22, 2, 4, 0, 0, 1, {}},
        {"qualtrics_two_rows", "qualtrics", 2, 22, 2, 4, 0, 0, 1, {2}},
        {"qualtrics_legacy", "qualtrics", 2, 14, 2, 3, 0, 0, 0, {2}},
        {"qualtrics_without_metadata", "qualtrics", 3, 2, 2, 2, 0, 0, 0, {}},
        {"typeform_new", "typeform", 1, 16, 3, 6, 4, 0, 2, {3, 3}},
        {"typeform_old", "typeform", 1, 9, 2, 5, 2, 0, 0, {2}},
        {"limesurvey_codes", "limesurvey", 1, 13, 3, 5, 2, 0, 1, {2, 3}},
        {"limesurvey_texts", "limesurvey", 1, 13, 3, 5, 2, 0, 1, {2, 3}},
        {"limesurvey_codes_and_texts", "limesurvey", 1, 13, 3, 5, 2, 0, 1, {2, 3}},
        {"limesurvey_german", "limesurvey", 1, 13, 3, 5, 2, 0, 1, {2, 3}},
        {"limesurvey_unknown_language", "limesurvey", 1, 13, 3, 5, 2, 0, 1, {2, 3}},
        {"surveymonkey_german", "surveymonkey", 2, 17, 4, 7, 2, 0, 1, {3, 3}},
        {"surveymonkey_french", "surveymonkey", 2, 17, 4, 7, 2, 0, 1, {3, 3}},
        {"surveymonkey_unknown_language", "surveymonkey", 2, 17, 4, 7, 2, 0, 1, {3, 3}},
        {"surveymonkey_numeric", "surveymonkey", 2, 11, 3, 6, 3, 0, 1, {2, 4}},
        {"jisc_texts", "jisc", 1, 9, 3, 5, 0, 1, 1, {2}},
        {"jisc_codes", "jisc", 1, 10, 2, 6, 2, 0, 2, {2, 2}},
        {"kobo_names", "kobo", 1, 20, 3, 7, 3, 1, 1, {4}},
        {"kobo_labels_french", "kobo", 1, 18, 2, 6, 2, 1, 0, {3}},
        {"odk_central", "odk", 1, 20, 2, 6, 2, 1, 0, {3}},
        {"odk_repeat", "odk", 1, 4, 2, 2, 0, 0, 0, {}},
        {"redcap_names", "redcap", 1, 10, 3, 5, 3, 0, 0, {3}},
        {"redcap_labels", "redcap", 1, 9, 3, 4, 2, 0, 0, {2}},
        {"surveyxact_norwegian", "surveyxact", 1, 11, 2, 6, 3, 0, 0, {3}},
        {"spss_codes", "spss", 1, 4, 3, 4, 0, 0, 0, {}},
        {"spss_labels", "spss", 1, 4, 2, 4, 0, 0, 0, {}},
        {"plain_sensor", "plain", 1, 3, 2, 2, 0, 0, 0, {}},
        {"plain_stays", "plain", 1, 5, 2, 5, 0, 0, 0, {}},
        {"plain_row_names", "plain", 1, 4, 3, 4, 0, 0, 0, {}},
        {"plain_treatment", "plain", 1, 4, 3, 4, 0, 0, 0, {}},
        {"plain_units", "plain", 1, 4, 3, 4, 0, 0, 0, {}},
        {"plain_phone", "plain", 1, 4, 2, 4, 0, 0, 0, {}},
        {"plain_repeated", "plain", 1, 6, 2, 6, 0, 0, 0, {}},
        {"plain_amounts", "plain", 1, 4, 3, 4, 0, 0, 0, {}},
    };
    return all;
}

TEST_SUITE_BEGIN("survey/profile");

TEST_CASE("look-alikes of each platform are recognised, in the languages of their accounts") {
    for (const Row& row : rows()) {
        CAPTURE(std::string(row.file));
        auto file = io::CsvFile::open((examples() / (std::string(row.file) + ".csv")).string());
        const ExportLayout layout = survey::recognise_layout(file.preview());
        CHECK(layout.profile == row.profile);
        CHECK(layout.header_rows == row.header_rows);
        CHECK(layout.columns.size() == row.n_columns);
        CHECK(n_with(layout, ColumnRole::question) == row.n_questions);
        CHECK(n_with(layout, ColumnRole::other_text) == row.n_typed);
        const auto& columns = layout.columns;
        CHECK(static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(), [](const auto& column) {
                  return column.is_choice;
              })) == row.n_choices);
        CHECK(static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(), [](const auto& column) {
                  return !column.joined.empty();
              })) == row.n_joined);
        std::vector<std::size_t> sizes;
        for (const auto& [question, n] : questions_of(layout)) sizes.push_back(n);
        std::sort(sizes.begin(), sizes.end());
        CHECK(sizes == row.question_sizes);
        file.set_header(layout.header_rows, names_of(layout));
        CHECK(file.read({}).n_records == row.n_records);
    }
}

TEST_CASE("a study file may name every profile, and no other") {
    const survey::StudyKey* key = survey::find_study_key("wave.NAME", "profile");
    REQUIRE(key != nullptr);
    CHECK(survey::allowed_words(*key) == survey::profile_ids());
}

TEST_CASE("every example is in the table") {
    for (const auto& entry : std::filesystem::directory_iterator(examples())) {
        if (entry.path().extension() != ".csv") continue;
        const std::string name = entry.path().stem().string();
        CAPTURE(name);
        CHECK(std::any_of(rows().begin(), rows().end(), [&](const Row& row) { return row.file == name; }));
    }
}

TEST_CASE("a profile that is not read for want of traces would not have been recognised") {
    for (const Row& row : rows()) {
        CAPTURE(std::string(row.file));
        auto file = io::CsvFile::open((examples() / (std::string(row.file) + ".csv")).string());
        const survey::ExportPreview preview(file.preview());
        for (std::size_t i = 0; i < survey::n_profiles(); ++i) {
            const auto& embedded = survey::profile_files()[i];
            CAPTURE(embedded.name);
            if (survey::may_be(embedded.text, preview)) continue;
            CHECK(survey::recognise_layout(file.preview(), std::string(embedded.name)).evidence ==
                  "chosen, though the file does not look like it");
        }
    }
}

TEST_CASE("names alone are the same names") {
    for (const Row& row : rows()) {
        CAPTURE(std::string(row.file));
        auto file = io::CsvFile::open((examples() / (std::string(row.file) + ".csv")).string());
        const auto brief = survey::recognise_layout(file.preview(), "", survey::LayoutDetail::names);
        const auto whole = survey::recognise_layout(file.preview());
        CHECK(names_of(brief) == names_of(whole));
        CHECK(brief.profile == whole.profile);
    }
}

TEST_CASE("columns have the roles that they have") {
    struct Cell {
        const char* file;
        const char* column;
        ColumnRole role;
    };
    const Cell cells[] = {
        {"google_forms_german", "Zeitstempel", ColumnRole::finished},
        {"google_forms_french", "Adresse e-mail", ColumnRole::person},
        {"google_forms_english", "Username", ColumnRole::person},
        {"ms_forms_german", "ID", ColumnRole::response},
        {"ms_forms_german", "Startzeit", ColumnRole::started},
        {"ms_forms_unknown_language", "Amser cwblhau", ColumnRole::finished},
        {"ms_forms_unknown_language", "E-bost", ColumnRole::person},
        {"ms_forms_norwegian", "Navn", ColumnRole::person},
        {"qualtrics_french", "Status", ColumnRole::status},
        {"qualtrics_french", "Finished", ColumnRole::complete},
        {"qualtrics_text", "Duration (in seconds)", ColumnRole::duration},
        {"qualtrics_text", "ResponseId", ColumnRole::response},
        {"qualtrics_text", "RecipientEmail", ColumnRole::person},
        {"qualtrics_text", "Q3_4_TEXT", ColumnRole::other_text},
        {"qualtrics_split", "panel_id", ColumnRole::question},
        {"qualtrics_legacy", "V8", ColumnRole::started},
        {"qualtrics_legacy", "column N", ColumnRole::metadata},
        {"typeform_new", "#", ColumnRole::response},
        {"typeform_new", "Response Type", ColumnRole::status},
        {"typeform_new", "Other (1)", ColumnRole::other_text},
        {"limesurvey_codes", "submitdate", ColumnRole::finished},
        {"limesurvey_german", "Antwort ID", ColumnRole::response},
        {"limesurvey_codes_and_texts", "startlanguage. Start language", ColumnRole::metadata},
        {"limesurvey_unknown_language", "Aloituskieli", ColumnRole::metadata},
        {"surveymonkey_german", "Befragten-ID", ColumnRole::response},
        {"surveymonkey_french", "Données personnalisées 1", ColumnRole::person},
        {"surveymonkey_german", "Was mögen Sie hier? (Mehrfachauswahl) [Sonstiges (bitte angeben)]",
         ColumnRole::other_text},
        {"jisc_texts", "Unique Response Number", ColumnRole::response},
        {"jisc_texts", "2.a. If you selected Other, please specify:", ColumnRole::other_text},
        {"jisc_codes", "CompletionDate", ColumnRole::finished},
        {"kobo_names", "_uuid", ColumnRole::response},
        {"kobo_names", "activities_other", ColumnRole::other_text},
        {"odk_central", "ReviewState", ColumnRole::status},
        {"redcap_names", "redcap_event_name", ColumnRole::event},
        {"redcap_labels", "Event Name", ColumnRole::event},
        {"redcap_labels", "Complete?", ColumnRole::complete},
        {"redcap_names", "record_id", ColumnRole::person},
        {"surveyxact_norwegian", "stato_4", ColumnRole::complete},
    };
    for (const Cell& cell : cells) {
        CAPTURE(std::string(cell.file));
        CAPTURE(std::string(cell.column));
        const ExportLayout layout = layout_of(cell.file);
        CHECK(column_of(layout, cell.column).role == cell.role);
    }
}

TEST_CASE("questions, statements and options come from where each platform writes them") {
    struct Cell {
        const char* file;
        const char* column;
        const char* text;
        const char* question;
        const char* option;
        bool is_choice;
        const char* joined;
    };
    const char* const agree = "How much do you agree?";
    const Cell cells[] = {
        {"google_forms_english", "How do you feel about where you live? [I belong here]",
         "How do you feel about where you live?", "How do you feel about where you live?", "I belong here",
         false, ""},
        {"google_forms_english", "What do you take part in?", "", "", "", false, ";"},
        {"google_forms_german", "Woran haben Sie teilgenommen? (Mehrfachnennungen m\xC3\xB6glich)", "", "",
         "", false, ", "},
        {"ms_forms_dotted", "How much do you agree?.I know my neighbours, e.g. by name", agree, agree,
         "I know my neighbours, e.g. by name", false, ""},
        {"ms_forms_english", "What do you take part in?", "", "", "", false, ";"},
        {"ms_forms_english", "Anything else?", "", "", "", false, ""},
        {"qualtrics_text", "Q2_1", "How much do you agree? - I know my neighbours", agree,
         "I know my neighbours", false, ""},
        {"qualtrics_text", "Code",
         "Please type your code.\n\nFirst letter of your street,\nthen your birth day", "", "", false, ""},
        {"qualtrics_codes", "Q3", "What do you take part in?", "", "", false, ","},
        {"qualtrics_split", "Q4_2",
         "What do you take part in? (Select all that apply) - Selected Choice - Garden",
         "What do you take part in? (Select all that apply) - Selected Choice", "Garden", true, ""},
        {"typeform_new", "Library", "", "Library / ... / Other", "Library", true, ""},
        {"limesurvey_codes", "Q2[SQ001]", "", "Q2", "SQ001", true, ""},
        {"limesurvey_codes", "Q1[SQ001]", "", "Q1", "SQ001", false, ""},
        {"limesurvey_texts", "What do you take part in? [Choir]", "What do you take part in?",
         "What do you take part in?", "Choir", true, ""},
        {"limesurvey_codes_and_texts", "Q1[SQ001]. How much do you agree? [I know my neighbours]", agree,
         agree, "I know my neighbours", false, ""},
        {"surveymonkey_german", "Wie sehr stimmen Sie zu? [Ich kenne meine Nachbarn]",
         "Wie sehr stimmen Sie zu?", "Wie sehr stimmen Sie zu?", "Ich kenne meine Nachbarn", false, ""},
        {"surveymonkey_german", "Wie lange wohnen Sie hier?", "Wie lange wohnen Sie hier?", "", "", false,
         ""},
        {"surveymonkey_unknown_language",
         "Hva\xC3\xB0 l\xC3\xADkar \xC3\xBE\xC3\xA9r h\xC3\xA9r? [F\xC3\xB3lki\xC3\xB0]",
         "Hva\xC3\xB0 l\xC3\xADkar \xC3\xBE\xC3\xA9r h\xC3\xA9r?",
         "Hva\xC3\xB0 l\xC3\xADkar \xC3\xBE\xC3\xA9r h\xC3\xA9r?", "F\xC3\xB3lki\xC3\xB0", true, ""},
        {"jisc_texts", "3.1. I know my neighbours", "I know my neighbours", "3", "I know my neighbours",
         false, ""},
        {"jisc_codes", "Q3.1.a", "", "3", "Q3.1.a", false, ""},
        {"kobo_names", "activities", "", "activities", "", false, " "},
        {"kobo_names", "activities/choir", "", "activities", "choir", true, ""},
        {"kobo_labels_french", "\xC3\x80 quoi participez-vous ?/Jardin/potager",
         "\xC3\x80 quoi participez-vous ?", "\xC3\x80 quoi participez-vous ?", "Jardin/potager", true, ""},
        {"odk_central", "activities/garden", "", "activities", "garden", true, ""},
        {"redcap_names", "activities___2", "", "activities", "2", true, ""},
        {"redcap_labels", "What do you take part in? (choice=Garden)", "What do you take part in?",
         "What do you take part in?", "Garden", true, ""},
        {"plain_units", "Height [cm]", "", "", "", false, ""},
        {"plain_units", "Town", "", "", "", false, ""},
        {"plain_amounts", "amount", "", "", "", false, ""},
        {"plain_amounts", "height", "", "", "", false, ""},
    };
    for (const Cell& cell : cells) {
        CAPTURE(std::string(cell.file));
        CAPTURE(std::string(cell.column));
        const ExportLayout layout = layout_of(cell.file);
        const ExportColumn& column = column_of(layout, cell.column);
        CHECK(column.text == cell.text);
        CHECK(column.question == cell.question);
        CHECK(column.option == cell.option);
        CHECK(column.is_choice == cell.is_choice);
        CHECK(column.joined == cell.joined);
    }
}

TEST_CASE("repeated and blank headers get names that no other column has") {
    const std::vector<std::string> wanted{"code", "Other (1)", "trust", "Other (3)", "column E", "Other (2)"};
    CHECK(names_of(layout_of("plain_repeated")) == wanted);
}

}  // namespace

TEST_SUITE_END();
}  // namespace outcomes::tests
