#include "libstats/survey/profile.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/io/csv_reader.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::survey;

namespace {

using Records = std::vector<std::vector<std::string>>;

/// What the table test below says of a file that is only a codebook or a cleaned table.
constexpr const char* plain = "plain";

struct Row {
    const char* file;
    const char* profile;
    std::size_t header_rows;
    std::size_t n_columns;
    std::size_t n_records;
};

const Row rows[] = {
    {"qualtrics/qualtrics_3row_german_metadata.csv", "qualtrics", 3, 20, 1},
    {"qualtrics/qualtrics_legacy_2row_bom.csv", "qualtrics", 2, 16, 1},
    {"surveymonkey/CONSTRUCTED_surveymonkey_native_metadata_2row.csv", "surveymonkey", 2, 19, 3},
    {"surveymonkey/surveymonkey_comma_1row.csv", "surveymonkey", 1, 13, 39},
    {"surveymonkey/surveymonkey_flying_1row_inch_quotes.csv", "surveymonkey", 1, 27, 59},
    {"surveymonkey/surveymonkey_foodworldcup_nbsp_ratings.csv", "surveymonkey", 1, 48, 39},
    {"surveymonkey/surveymonkey_masculinity_coded_names.csv", "surveymonkey", 1, 98, 39},
    {"surveymonkey/surveymonkey_religion_2row_noid.csv", "surveymonkey", 2, 48, 38},
    {"surveymonkey/surveymonkey_sleeping_2row_macroman_dates.csv", "surveymonkey", 2, 31, 38},
    {"surveymonkey/surveymonkey_starwars_2row_macroman.csv", "surveymonkey", 2, 38, 60},
    {"surveymonkey/surveymonkey_steak_2row_html_header.csv", "surveymonkey", 2, 15, 58},
    {"surveymonkey/surveymonkey_thanksgiving_flattened.csv", "surveymonkey", 1, 65, 39},
    {"limesurvey/survey_100001_R_data_file.csv", "limesurvey", 1, 646, 3},
    {"limesurvey/survey_998192_R_data_file.csv", "limesurvey", 1, 71, 7},
    {"kobo_odk/kobo_reach_as_read_by_R_mangled.csv", "kobo", 1, 65, 60},
    {"kobo_odk/kobo_reach_native_form_RECONSTRUCTED.csv", "kobo", 1, 65, 60},
    {"kobo_odk/kobo_xlsform_choices_sheet.csv", plain, 1, 5, 93},
    {"kobo_odk/kobo_xlsform_survey_sheet.csv", plain, 1, 14, 37},
    {"kobo_odk/odk_central_main_submissions.csv", "odk", 1, 19, 2},
    {"kobo_odk/odk_central_repeat_parent_key.csv", "odk", 1, 11, 4},
    {"redcap/redcap_longitudinal_events.csv", "redcap", 1, 125, 18},
    {"redcap/redcap_survey_not_completed.csv", "redcap", 1, 33, 2},
    {"redcap/redcap_multiarm.csv", "redcap", 1, 5, 60},
    {"redcap/redcap_repeating_instruments.csv", "redcap", 1, 15, 17},
    {"redcap/redcap_decimal_comma_quoted.csv", "redcap", 1, 6, 4},
    {"redcap/redcap_decimal_comma_and_dot.csv", "redcap", 1, 9, 4},
    {"redcap/redcap_type_surprises.csv", "redcap", 1, 5, 2},
    {"redcap/redcap_dictionary_bom.csv", plain, 1, 18, 6},
    {"redcap/redcap_survey_dictionary.csv", plain, 1, 18, 25},
    {"redcap/redcap_longitudinal_dictionary.csv", plain, 1, 18, 95},
    {"redcap/redcap_longitudinal_event_mapping.csv", plain, 1, 5, 12},
    {"google_forms/CONSTRUCTED_gforms_grid_text_labels.csv", "google_forms", 1, 8, 3},
    {"ms_forms/CONSTRUCTED_msforms_likert_dot_headers.csv", "ms_forms", 1, 11, 3},
    {"typeform/typeform_native_header_FAKE_ROWS.csv", "typeform", 1, 119, 5},
    {"typeform/longterm_October2017_column_n_headers.csv", plain, 1, 75, 59},
    {"typeform/typeform_longterm_other_questions_semicolon_multiselect.csv", plain, 1, 24, 79},
    {"typeform/typeform_answer_key.csv", plain, 1, 3, 67},
    {"typeform/typeform_column_names_full_to_short.csv", plain, 1, 2, 119},
    {"spss/spss_efc_values.csv", "spss", 1, 5, 100},
    {"spss/spss_efc_labels.csv", "spss", 1, 5, 100},
    {"spss/spss_efc_codebook.csv", plain, 1, 4, 11},
    {"surveyxact_excel/sx_comma_cp1252_dataset.csv", "surveyxact", 1, 247, 60},
    {"surveyxact_excel/sx_semicolon_cp1252_dataset.csv", "surveyxact", 1, 242, 60},
    {"surveyxact_excel/sx_tab_utf16le_bom_dataset.csv", "surveyxact", 1, 242, 60},
    {"surveyxact_excel/sx_comma_cp1252_labels.csv", plain, 1, 3, 1255},
    {"surveyxact_excel/sx_semicolon_cp1252_labels.csv", plain, 1, 3, 1198},
    {"surveyxact_excel/sx_tab_utf16le_bom_labels.csv", plain, 1, 3, 1198},
    {"surveyxact_excel/sx_comma_cp1252_structure.csv", plain, 1, 7, 244},
    {"surveyxact_excel/sx_semicolon_cp1252_structure.csv", plain, 1, 7, 242},
    {"surveyxact_excel/sx_tab_utf16le_bom_structure.csv", plain, 1, 7, 242},
    {"excel_encodings/cr_only_tsv_openended_ascii.tsv", plain, 1, 32, 26},
    {"excel_encodings/cr_only_tsv_openended_macroman.tsv", "surveymonkey", 2, 68, 16},
    {"excel_encodings/cp1252_smart_quotes_events.csv", plain, 1, 8, 59},
    {"jisc/CONSTRUCTED_jisc_online_surveys.csv", "jisc", 1, 11, 3},
};

io::CsvFile opened(const std::filesystem::path& path) {
    io::ReadOptions options;
    if (path.string().find("macroman") != std::string::npos) options.encoding = io::Encoding::mac_roman;
    return io::CsvFile::open(path.string(), options);
}

std::ptrdiff_t n_named(const ExportLayout& layout, const std::string& beginning) {
    return std::count_if(layout.columns.begin(), layout.columns.end(),
                         [&](const ExportColumn& column) { return column.name.starts_with(beginning); });
}

std::ptrdiff_t n_choices(const ExportLayout& layout) {
    return std::count_if(layout.columns.begin(), layout.columns.end(),
                         [](const ExportColumn& column) { return column.is_choice; });
}

}  // namespace

TEST_SUITE("survey/profile") {
    TEST_CASE("every genuine export is recognised, with its header rows, columns and records") {
        const auto folder = tests::shared_path("exports/platforms");
        if (!folder) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        for (const Row& row : rows) {
            CAPTURE(row.file);
            io::CsvFile file = opened(*folder / row.file);
            const ExportLayout layout = recognise_layout(file.preview());
            CHECK(layout.profile == row.profile);
            CHECK(layout.header_rows == row.header_rows);
            CHECK(layout.columns.size() == row.n_columns);
            std::vector<std::string> names;
            for (const ExportColumn& column : layout.columns) names.push_back(column.name);
            auto sorted = names;
            std::sort(sorted.begin(), sorted.end());
            CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
            CHECK(std::find(names.begin(), names.end(), "") == names.end());
            file.set_header(layout.header_rows, names);
            CHECK(file.read({}).n_records == row.n_records);
        }
    }

    TEST_CASE("the quirks of genuine exports are survived") {
        const auto folder = tests::shared_path("exports/platforms");
        if (!folder) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        const auto layout_of = [&](const std::string& name) {
            return recognise_layout(opened(*folder / name).preview());
        };
        const auto header_of = [&](const std::string& name) { return opened(*folder / name).header(); };
        const auto n_blank = [](const std::vector<std::string>& header) {
            return std::count(header.begin(), header.end(), std::string());
        };

        // 23 blank headers take their names from the second row.
        const ExportLayout wars = layout_of("surveymonkey/surveymonkey_starwars_2row_macroman.csv");
        CHECK(n_blank(header_of("surveymonkey/surveymonkey_starwars_2row_macroman.csv")) == 23);
        CHECK(n_named(wars, "column ") == 0);
        CHECK(n_choices(wars) == 6);
        CHECK(wars.columns[5].option.find("Episode III") != std::string::npos);

        // Beside "Response" stands what was typed.
        CHECK(layout_of("surveymonkey/surveymonkey_religion_2row_noid.csv").columns[1].role ==
              ColumnRole::other_text);
        CHECK(n_choices(layout_of("surveymonkey/surveymonkey_thanksgiving_flattened.csv")) > 30);
        const ExportLayout coded = layout_of("surveymonkey/surveymonkey_masculinity_coded_names.csv");
        CHECK(coded.columns[0].name == "column A");
        CHECK(coded.columns[0].role == ColumnRole::response);
        CHECK(coded.columns[5].is_choice);
        CHECK(coded.columns[5].question == "q0004");
        CHECK_FALSE(coded.columns[12].is_choice);

        // One header eleven times; 17 headers more than once and one blank.
        const ExportLayout typeform = layout_of("typeform/typeform_native_header_FAKE_ROWS.csv");
        CHECK(n_named(typeform, "Other (") == 11);
        CHECK(n_named(layout_of("limesurvey/survey_100001_R_data_file.csv"), "column J") == 1);

        // A byte-order mark that became text.
        const ExportLayout mangled = layout_of("kobo_odk/kobo_reach_as_read_by_R_mangled.csv");
        CHECK(mangled.columns[0].name == "start");
        CHECK(mangled.columns[0].role == ColumnRole::started);
        CHECK(n_choices(mangled) ==
              n_choices(layout_of("kobo_odk/kobo_reach_native_form_RECONSTRUCTED.csv")));

        // A column without a name and without an answer.
        const ExportLayout legacy = layout_of("qualtrics/qualtrics_legacy_2row_bom.csv");
        CHECK(legacy.columns.back().name == "column P");
        CHECK(legacy.columns.back().role == ColumnRole::metadata);

        // Several answers in a cell, whose options have commas; decimal commas are no such thing.
        const ExportLayout joined =
            layout_of("typeform/typeform_longterm_other_questions_semicolon_multiselect.csv");
        CHECK(joined.columns[5].joined == ";");
        CHECK(joined.columns[7].joined.empty());
        for (const ExportColumn& column : layout_of("redcap/redcap_decimal_comma_quoted.csv").columns)
            CHECK(column.joined.empty());

        // "[not completed]" is a doubt about the row.
        const ExportLayout redcap = layout_of("redcap/redcap_survey_not_completed.csv");
        REQUIRE_FALSE(redcap.doubtful.empty());
        CHECK(redcap.doubtful.front().drop.is == std::vector<std::string>{"[not completed]"});
        CHECK(layout_of("redcap/redcap_longitudinal_events.csv").columns[1].role == ColumnRole::event);

        // Rows that are short by the last column, and answers of the form label:code, are as they were.
        io::CsvFile odk = opened(*folder / "kobo_odk/odk_central_main_submissions.csv");
        CHECK(odk.read({}).n_short == 2);
        io::CsvFile jisc = opened(*folder / "jisc/CONSTRUCTED_jisc_online_surveys.csv");
        const std::vector<std::size_t> fourth{4};
        CHECK(jisc.read(fourth).columns[0].text(0) == "Strongly agree:5");
    }

    TEST_CASE("tables of published studies are plain, and keep their names") {
        const auto folder = tests::shared_path("exports/prepost");
        if (!folder) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        std::size_t n_files = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
            if (entry.path().extension() != ".csv") continue;
            CAPTURE(entry.path().string());
            io::CsvFile file = io::CsvFile::open(entry.path().string());
            const ExportLayout layout = recognise_layout(file.preview());
            CHECK(layout.profile == plain);
            CHECK(layout.header_rows == 1);
            for (std::size_t field = 0; field < layout.columns.size(); ++field) {
                const std::string& header = file.header()[field];
                if (!header.empty()) CHECK(layout.columns[field].name == header);
            }
            ++n_files;
        }
        CHECK(n_files > 30);
    }

    TEST_CASE("a profile can be chosen, and one that there is not is the caller's mistake") {
        const Records records{{"a", "b"}, {"1", "2"}};
        CHECK(recognise_layout(records).profile == "plain");
        for (const std::string& id : profile_ids()) {
            CAPTURE(id);
            CHECK(recognise_layout(records, id).profile == id);
        }
        CHECK(profile_ids().back() == "plain");
        CHECK_THROWS_AS(static_cast<void>(recognise_layout(records, "no such profile")), base::ContractError);
    }
}
