#include "libstats/io/spss_reader.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/base/random.hpp"
#include "tests/support/sav_file.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::tests;
using namespace std::string_literals;

namespace {

using Rows = std::vector<std::vector<std::string>>;

io::SpssFile open(std::string bytes, std::optional<io::Encoding> encoding = {}) {
    return io::SpssFile::open(io::ByteInput::of("spring.sav", std::move(bytes)), encoding);
}

io::Table read_all(const io::SpssFile& file) {
    std::vector<std::size_t> fields(file.header().size());
    std::iota(fields.begin(), fields.end(), std::size_t{0});
    return file.read(fields);
}

Rows rows_of(const io::Table& table) {
    Rows rows(table.n_records);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const io::Column& column : table.columns) rows[i].emplace_back(column.text(i));
    }
    return rows;
}

std::optional<base::Diagnostic> refusal(std::string bytes) {
    try {
        static_cast<void>(read_all(open(std::move(bytes))));
    } catch (const base::InputError& error) {
        return error.diagnostics().front();
    }
    return std::nullopt;
}

/// A small survey: an id, an answer with labels and missing codes, a text, a date.
std::vector<SavVariable> survey_variables() {
    SavVariable id{.name = "code", .label = "Respondent code", .width = 8};
    SavVariable trust{
        .name = "trust",
        .label = "People here can be trusted",
        .labels = {{1, "Disagree"}, {2, "Neither"}, {3, "Agree"}, {-8, "Don't know"}, {99, "Refused"}},
        .missing = {{-9, -8}, {99, 99}},
        .measure = 2};
    SavVariable note{.name = "note", .width = 40, .missing_texts = {"n/a"}};
    SavVariable day{.name = "day", .format = "DATE11"};
    return {id, trust, note, day};
}

std::vector<SavRow> survey_rows() {
    return {{"A1", 3.0, "caf\xC3\xA9  ", 13928630400.0},
            {"B2", -8.0, "n/a", {}},
            {"C3", {}, "", 13928630400.0 + 86400},
            {"D4", 2.5, "two words", 13928630400.0},
            {"E5", 99.0, "n/a ", {}}};
}

void replace(std::string& bytes, const std::string& from, const std::string& to) {
    REQUIRE(from.size() == to.size());
    const auto at = bytes.find(from);
    REQUIRE(at != std::string::npos);
    bytes.replace(at, from.size(), to);
}

/// The bytes of a file of Windows-1252, as an older SPSS wrote it.
std::string of_windows1252(std::string bytes) {
    replace(bytes, "\xE9\xFD\0\0"s, "\xE4\x04\0\0"s);  // code page 65001, which is UTF-8, becomes 1252
    return bytes;
}

/// The bytes of a file that does not say how it stores letters: the record that would is of no known kind.
std::string of_nothing(std::string bytes) {
    replace(bytes, "\x07\0\0\0\x03\0\0\0\x04\0\0\0\x08\0\0\0"s, "\x07\0\0\0\x63\0\0\0\x04\0\0\0\x08\0\0\0"s);
    return bytes;
}

}  // namespace

TEST_SUITE("io/spss_reader") {
    TEST_CASE("every kind of file gives the cells that a CSV export would hold") {
        const Rows wanted = {{"A1", "3", "caf\xC3\xA9", "2024-03-01"},
                             {"B2", "-8", "n/a", ""},
                             {"C3", "", "", "2024-03-02"},
                             {"D4", "2.5", "two words", "2024-03-01"},
                             {"E5", "99", "n/a", ""}};
        for (const SavKind kind : {SavKind::plain, SavKind::compressed, SavKind::zsav}) {
            CAPTURE(static_cast<int>(kind));
            const auto file = open(sav_bytes(survey_variables(), survey_rows(), {.kind = kind}));
            CHECK(file.header() == std::vector<std::string>{"code", "trust", "note", "day"});
            const io::Table table = read_all(file);
            CHECK(table.kind == io::FileKind::spss);
            CHECK(rows_of(table) == wanted);
        }
    }

    TEST_CASE("a portable file of an older SPSS") {
        const std::vector<SavVariable> variables = {
            {.name = "CODE", .width = 8},
            {.name = "TRUST", .label = "Trust", .labels = {{1, "No"}, {2, "Yes"}}, .missing = {{9, 9}}}};
        const auto bytes = sav_bytes(variables, {{"A1", 2.0}, {"B2", 9.0}, {"C3", {}}, {"D4", 1.5}},
                                     {.kind = SavKind::portable});
        const auto file = open(bytes);
        const io::Table table = read_all(file);
        CHECK(rows_of(table) == Rows{{"A1", "2"}, {"B2", "9"}, {"C3", ""}, {"D4", "1.5"}});
        CHECK(file.variables()[1]->label == "Trust");
        CHECK(table.columns[1].label_of(1) == "Yes");
        REQUIRE(table.columns[1].declared_missing.size() == 1);
        CHECK(table.columns[1].values.at(table.columns[1].declared_missing[0].number) == "9");
    }

    TEST_CASE("labels, value labels, missing values, measure and format are kept") {
        const auto file = open(sav_bytes(survey_variables(), survey_rows()));
        const io::Variable& trust = *file.variables()[1];
        CHECK(trust.name == "trust");
        CHECK(trust.label == "People here can be trusted");
        CHECK(trust.kind == io::CellKind::number);
        CHECK(trust.measure == io::Measure::ordinal);
        REQUIRE(trust.value_labels.size() == 5);
        CHECK(trust.label_of("3") == "Agree");
        CHECK(trust.label_of("-8") == "Don't know");
        CHECK(trust.label_of("7").empty());
        REQUIRE(trust.missing.size() == 2);
        const io::Variable& note = *file.variables()[2];
        CHECK(note.kind == io::CellKind::text);
        REQUIRE(note.missing.size() == 1);
        CHECK(note.missing[0].text == "n/a");
        CHECK(file.variables()[3]->kind == io::CellKind::date);
        CHECK(file.variables()[3]->format == "DATE11");
    }

    TEST_CASE("what the file declares missing is told by its code and name, and stays visible") {
        const io::Table table = read_all(open(sav_bytes(survey_variables(), survey_rows())));
        const io::Column& trust = table.columns[1];
        std::vector<std::pair<std::string, std::string>> missing;
        for (const io::DeclaredMissing& one : trust.declared_missing)
            missing.emplace_back(trust.values.at(one.number), one.meaning);
        CHECK(missing ==
              std::vector<std::pair<std::string, std::string>>{{"-8", "Don't know"}, {"99", "Refused"}});
        CHECK(trust.missing_of(trust.codes[0]) == nullptr);
        CHECK(trust.missing_of(trust.codes[1]) != nullptr);
        CHECK(trust.missing_of(trust.codes[2]) == nullptr);  // system-missing is blank
        REQUIRE(table.columns[2].declared_missing.size() == 1);
        CHECK(table.columns[3].declared_missing.empty());
    }

    TEST_CASE("ranges of missing values may be open at one end") {
        const double far = std::numeric_limits<double>::infinity();
        const std::vector<SavVariable> variables = {{.name = "low", .missing = {{-far, -1}}},
                                                    {.name = "high", .missing = {{97, far}}}};
        const io::Table table =
            read_all(open(sav_bytes(variables, {{-3.0, 1.0}, {0.0, 97.0}, {-1.0, 1000.0}})));
        CHECK(table.columns[0].declared_missing.size() == 2);
        CHECK(table.columns[1].declared_missing.size() == 2);
        CHECK(table.columns[0].missing_of(table.columns[0].codes[1]) == nullptr);
        CHECK(table.columns[1].missing_of(table.columns[1].codes[0]) == nullptr);
    }

    TEST_CASE("a code for missing in a column of dates is no date") {
        const std::vector<SavVariable> variables = {
            {.name = "day", .format = "EDATE10", .labels = {{999, "Not known"}}, .missing = {{999, 999}}}};
        const io::Table table = read_all(open(sav_bytes(variables, {{13928630400.0}, {999.0}})));
        CHECK(rows_of(table) == Rows{{"2024-03-01"}, {"999"}});
        REQUIRE(table.columns[0].declared_missing.size() == 1);
        CHECK(table.columns[0].declared_missing[0].meaning == "Not known");
    }

    TEST_CASE("columns come in the order asked for, the others are not read") {
        const auto file = open(sav_bytes(survey_variables(), survey_rows()));
        const io::Table table = file.read(std::vector<std::size_t>{3, 0, 3});
        REQUIRE(table.columns.size() == 3);
        CHECK(table.columns[0].name == "day");
        CHECK(table.columns[1].text(4) == "E5");
        CHECK(table.columns[2].text(2) == "2024-03-02");
        CHECK(table.columns[0].field == 3);
        const io::Table none = file.read({});
        CHECK(none.n_records == 5);
        CHECK(none.columns.empty());
    }

    TEST_CASE("a place is the number of the record; there is no line to show") {
        const io::Table table = read_all(open(sav_bytes(survey_variables(), survey_rows())));
        const base::Place place = table.place(2, 1);
        CHECK(place.file == "spring.sav");
        CHECK(place.line == 3);
        CHECK(place.column == 2);
        CHECK(place.cell.empty());
        CHECK(table.line_text(2).empty());
    }

    TEST_CASE("texts longer than one segment, and many records with many distinct texts") {
        const std::string text(1000, 'x');
        const std::vector<SavVariable> variables = {{.name = "id"}, {.name = "long_text", .width = 1200}};
        std::vector<SavRow> rows;
        constexpr std::size_t n = 3000;
        for (std::size_t i = 0; i < n; ++i)
            rows.push_back({static_cast<double>(i), i % 7 == 0 ? text + std::to_string(i) : "short"});
        for (const SavKind kind : {SavKind::compressed, SavKind::zsav}) {
            const io::Table table = read_all(open(sav_bytes(variables, rows, {.kind = kind})));
            REQUIRE(table.n_records == n);
            CHECK(table.columns[0].text(2999) == "2999");
            CHECK(table.columns[0].text(256) == "256");
            CHECK(table.columns[1].text(2996) == text + "2996");
            CHECK(table.columns[1].text(1) == "short");
        }
    }

    TEST_CASE(
        "letters become UTF-8: by the code page that the file names, by the user, else by their bytes") {
        const auto bytes = [](const std::string& label, const std::string& word) {
            return sav_bytes({{.name = "word", .label = label, .width = 8}}, {{word}});
        };
        struct Row {
            const char* why;
            std::string bytes;
            std::optional<io::Encoding> told;
            std::string label;
            std::string word;
        };
        const std::string old = bytes(
            "Gr\xF6\xDF"
            "e",
            "na\xEFve");
        const Row rows[] = {
            {"UTF-8",
             bytes("Gr\xC3\xB6\xC3\x9F"
                   "e",
                   "na\xC3\xAFve"),
             {},
             "Gr\xC3\xB6\xC3\x9F"
             "e",
             "na\xC3\xAFve"},
            {"code page",
             of_windows1252(old),
             {},
             "Gr\xC3\xB6\xC3\x9F"
             "e",
             "na\xC3\xAFve"},
            {"the user wins", of_windows1252(old), io::Encoding::mac_roman,
             "Gr\xCB\x86\xEF\xAC\x82"
             "e",
             "na\xC3\x94ve"},
            {"nothing, UTF-8",
             of_nothing(bytes("Gr\xC3\xB6\xC3\x9F"
                              "e",
                              "na\xC3\xAFve")),
             {},
             "Gr\xC3\xB6\xC3\x9F"
             "e",
             "na\xC3\xAFve"},
            {"nothing, not UTF-8",
             of_nothing(old),
             {},
             "Gr\xC3\xB6\xC3\x9F"
             "e",
             "na\xC3\xAFve"},
            {"nothing, seen in a cell", of_nothing(bytes("Word", "na\xEFve")), {}, "Word", "na\xC3\xAFve"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.why);
            const auto file = open(row.bytes, row.told);
            CHECK(file.variables()[0]->label == row.label);
            CHECK(rows_of(read_all(file)) == Rows{{row.word}});
        }
    }

    TEST_CASE("letters that are not those of the encoding are refused with the way out") {
        const auto defect = refusal(sav_bytes({{.name = "word", .width = 8}}, {{"fine"}, {"na\xEFve"}}));
        REQUIRE(defect.has_value());
        CHECK(defect->code == "spss.encoding");
        CHECK(defect->found.find("record 1") != std::string::npos);
        CHECK(defect->help.find("encoding") != std::string::npos);
    }

    TEST_CASE("a file without records says so") {
        const std::string bytes = sav_bytes(survey_variables(), {});
        CHECK(open(bytes).header().size() == 4);
        const auto defect = refusal(bytes);
        REQUIRE(defect.has_value());
        CHECK(defect->code == "spss.no_records");
    }

    TEST_CASE("a file that is cut off anywhere is refused, with a remedy") {
        for (const SavKind kind : {SavKind::plain, SavKind::compressed, SavKind::zsav}) {
            const std::string bytes = sav_bytes(survey_variables(), survey_rows(), {.kind = kind});
            for (std::size_t size = 4; size + 8 < bytes.size(); size += 8) {
                CAPTURE(static_cast<int>(kind));
                CAPTURE(size);
                const auto defect = refusal(bytes.substr(0, size));
                REQUIRE(defect.has_value());
                CHECK(defect->code.starts_with("spss."));
                CHECK_FALSE(defect->help.empty());
            }
        }
    }

    TEST_CASE("a file with changed bytes is read or refused, never worse") {
        base::Random random(20240301);
        for (const SavKind kind : {SavKind::plain, SavKind::compressed, SavKind::zsav}) {
            const std::string bytes = sav_bytes(survey_variables(), survey_rows(), {.kind = kind});
            std::size_t n_refused = 0;
            for (int run = 0; run < 300; ++run) {
                std::string changed = bytes;
                for (int change = 0; change < 3; ++change)
                    changed[random.below(changed.size())] = static_cast<char>(random.below(256));
                if (refusal(changed)) ++n_refused;
            }
            CHECK(n_refused > 0);
            CHECK(n_refused < 300);
        }
    }

    TEST_CASE("the variable that weights the cases is told") {
        const std::vector<SavVariable> variables = {{.name = "a"}, {.name = "wt"}};
        const io::Table table = read_all(open(sav_bytes(variables, {{1.0, 1.5}}, {.weight = "wt"})));
        CHECK(table.weight == "wt");
        CHECK(read_all(open(sav_bytes(variables, {{1.0, 1.5}}))).weight.empty());
    }
}
