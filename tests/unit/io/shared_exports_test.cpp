#include "libstats/base/decimal.hpp"
#include "libstats/base/diagnostic.hpp"
#include "libstats/io/csv_reader.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <string>
#include <vector>

using namespace outcomes;

namespace {

io::Table read_all(const std::filesystem::path& path, const io::ReadOptions& options = {}) {
    auto file = io::CsvFile::open(path.string(), options);
    std::vector<std::size_t> fields(file.header().size());
    std::iota(fields.begin(), fields.end(), std::size_t{0});
    return file.read(fields);
}

/// The cells of a table, header first. With `mark` ',' decimals are written with a dot.
std::vector<std::vector<std::string>> cells_of(const io::Table& table, char mark = '.') {
    std::vector<std::vector<std::string>> rows{table.header};
    for (std::size_t i = 0; i < table.n_records; ++i) {
        auto& row = rows.emplace_back();
        for (const io::Column& column : table.columns) {
            std::string text(column.text(i));
            if (mark == ',' && base::parse_decimal(text, ',')) {
                if (const auto comma = text.find(','); comma != std::string::npos) text[comma] = '.';
            }
            row.push_back(text);
        }
    }
    return rows;
}

/// Differing cells of two tables of one shape.
std::size_t n_differences(const std::vector<std::vector<std::string>>& a,
                          const std::vector<std::vector<std::string>>& b) {
    REQUIRE(a.size() == b.size());
    std::size_t n = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        REQUIRE(a[i].size() == b[i].size());
        for (std::size_t j = 0; j < a[i].size(); ++j) {
            if (a[i][j] != b[i][j]) ++n;
        }
    }
    return n;
}

}  // namespace

TEST_SUITE("io/csv_reader on genuine exports") {
    TEST_CASE("one table in eight encodings is one table") {
        const auto folder = tests::shared_path("exports/platforms/excel_encodings/same_table_in_8_encodings");
        if (!folder) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        const auto wanted = cells_of(read_all(*folder / "a_utf8_lf_comma.csv"));
        REQUIRE(wanted.size() == 31);
        struct Row {
            const char* file;
            io::Encoding encoding;
            char delimiter;
            bool is_told;
            char mark;
        };
        const Row rows[] = {
            {"b_utf8bom_crlf_comma.csv", io::Encoding::utf8, ',', false, '.'},
            {"c_utf16le_bom_tab.txt", io::Encoding::utf16le, '\t', false, '.'},
            {"d_utf16be_bom_comma.csv", io::Encoding::utf16be, ',', false, '.'},
            {"e_cp1252_semicolon_decimalcomma_sepline.csv", io::Encoding::windows1252, ';', false, ','},
            {"f_macroman_cr_comma.csv", io::Encoding::mac_roman, ',', true, '.'},
            {"h_utf16le_no_bom_comma.csv", io::Encoding::utf16le, ',', false, '.'},
        };
        for (const Row& row : rows) {
            CAPTURE(row.file);
            io::ReadOptions options;
            if (row.is_told) options.encoding = row.encoding;
            const io::Table table = read_all(*folder / row.file, options);
            CHECK(io::encoding_name(table.dialect.encoding) == io::encoding_name(row.encoding));
            CHECK(table.dialect.delimiter == row.delimiter);
            CHECK(n_differences(cells_of(table, row.mark), wanted) == 0);
        }
        // UTF-8 read as Latin-1 and written again: valid, and of the same shape; only what is not ASCII is
        // garbled.
        const auto garbled = cells_of(read_all(*folder / "g_utf8_doubleencoded_mojibake.csv"));
        const std::size_t n = n_differences(garbled, wanted);
        CHECK(n > 0);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            for (std::size_t j = 0; j < wanted[i].size(); ++j) {
                if (wanted[i][j].find_first_of("\xC2\xC3\xE2") == std::string::npos)
                    CHECK(garbled[i][j] == wanted[i][j]);
            }
        }
    }

    TEST_CASE("one survey as Windows-1252 with semicolons and as UTF-16 with tabs is one table") {
        const auto folder = tests::shared_path("exports/platforms/surveyxact_excel");
        if (!folder) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        for (const std::string part : {"dataset", "labels", "structure"}) {
            CAPTURE(part);
            const io::Table semicolon = read_all(*folder / ("sx_semicolon_cp1252_" + part + ".csv"));
            const io::Table tab = read_all(*folder / ("sx_tab_utf16le_bom_" + part + ".csv"));
            CHECK(n_differences(cells_of(semicolon), cells_of(tab)) == 0);
            CHECK(tab.dialect.encoding == io::Encoding::utf16le);
            CHECK(tab.dialect.has_bom);
            CHECK(semicolon.dialect.encoding == io::Encoding::windows1252);
        }
        const io::Table comma = read_all(*folder / "sx_comma_cp1252_dataset.csv");
        CHECK(comma.header.size() == 247);
        CHECK(comma.n_records == 60);
        CHECK(read_all(*folder / "sx_comma_cp1252_structure.csv").n_long >
              0);  // a delimiter after the last field
    }

    TEST_CASE("every export can be read, and looks as its survey did") {
        struct Row {
            const char* file;
            std::size_t n_fields;
            std::size_t n_records;
            std::size_t header_rows;
        };
        const Row rows[] = {
            {"limesurvey/survey_100001_R_data_file.csv", 646, 3, 1},
            {"qualtrics/qualtrics_3row_german_metadata.csv", 20, 1, 3},
            {"qualtrics/qualtrics_legacy_2row_bom.csv", 16, 1, 2},
            {"kobo_odk/kobo_reach_native_form_RECONSTRUCTED.csv", 65, 60, 1},
            {"kobo_odk/odk_central_main_submissions.csv", 19, 2, 1},
            {"redcap/redcap_longitudinal_events.csv", 125, 18, 1},
            {"typeform/typeform_native_header_FAKE_ROWS.csv", 119, 5, 1},
            {"surveymonkey/surveymonkey_starwars_2row_macroman.csv", 38, 60, 2},
            {"surveymonkey/surveymonkey_flying_1row_inch_quotes.csv", 27, 59, 1},
            {"excel_encodings/cr_only_tsv_openended_ascii.tsv", 32, 26, 1},
            {"excel_encodings/cr_only_tsv_openended_macroman.tsv", 68, 17, 1},
        };
        const auto folder = tests::shared_path("exports/platforms");
        if (!folder) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        for (const Row& row : rows) {
            CAPTURE(row.file);
            io::ReadOptions options;
            options.header_rows = row.header_rows;
            const io::Table table = read_all(*folder / row.file, options);
            CHECK(table.header.size() == row.n_fields);
            CHECK(table.n_records == row.n_records);
        }
        const io::Table odk = read_all(*folder / "kobo_odk/odk_central_main_submissions.csv");
        CHECK(odk.n_short == 2);  // the header is one field longer than the records
    }
}
