// Five conformance suites in one format (309 cases). Where they contradict each other or this reader's rules
// (README.md of libstats/io), the case is listed below with the rule that decides; any other difference
// fails.

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/csv_reader.hpp"
#include "tests/support/reference.hpp"
#include "tests/unit/io/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace outcomes;
using nlohmann::json;

namespace {

enum class Reason {
    lf,
    cr,
    blank,
    short_record,
    long_record,
    ordinary,
    space,
    column,
    told,
    repeated,
    mark,
    comments,
    delimiter,
    quotes,
    values,
    rows
};

constexpr std::array reasons{
    "a line end inside quotes becomes LF",
    "a CR before a line end, or at the end of the file, is no data",
    "blank lines are skipped and counted",
    "a short record is padded and counted",
    "a lone CR is data where LF stands outside quotes, and a long record is refused",
    "a quote that does not begin a field is an ordinary character",
    "spaces belong to the answer",
    "a file of one column has the comma",
    "only , ; tab and | are looked for; read as wanted once the delimiter is told",
    "a repeated header is kept; a study file must say which column it means",
    "a byte-order mark decides",
    "asked for: comment lines. An answer may begin with # or !",
    "asked for: a delimiter of several bytes or a function",
    "asked for: other quotes, escapes, or quotes that need no care",
    "asked for: values of other types, or changed. Texts stay as they are",
    "asked for: part of the rows only",
};

struct Listed {
    const char* suite;
    const char* id;
    Reason reason;
};

const Listed listed[] = {
    {"csv-spectrum", "newlines_crlf", Reason::lf},
    {"papaparse-parse", "Quoted field with \\r\\n", Reason::lf},
    {"papaparse-parse", "Quoted field with \\r", Reason::lf},
    {"papaparse-parse", "Carriage return in header inside quotes, with line feed endings", Reason::lf},
    {"papaparse-parse", "Using \\r\\n endings with \\r\\n in header field uses \\r\\n linebreak", Reason::lf},
    {"papaparse-parse", "Using \\n endings with \\r\\n in header field uses \\n linebreak", Reason::lf},
    {"go-encoding-csv", "TrailingCR", Reason::cr},
    {"papaparse-core", "One column input with empty fields", Reason::blank},
    {"papaparse-core", "Fast mode with blank line at end", Reason::blank},
    {"papaparse-parse", "Blank line at beginning", Reason::blank},
    {"papaparse-parse", "Blank line in middle", Reason::blank},
    {"papaparse-parse", "Blank lines at end", Reason::blank},
    {"papaparse-parse", "Blank line in middle with whitespace", Reason::blank},
    {"papaparse-parse", "Empty lines", Reason::blank},
    {"papaparse-parse", "Skip empty lines, with first line only whitespace", Reason::blank},
    {"go-encoding-csv", "BadFieldCount", Reason::short_record},
    {"go-encoding-csv", "BadFieldCount1", Reason::short_record},
    {"papaparse-parse", "Mixed slash n and slash r should choose first as precident", Reason::long_record},
    {"go-encoding-csv", "BadDoubleQuotes", Reason::ordinary},
    {"go-encoding-csv", "BadBareQuote", Reason::ordinary},
    {"go-encoding-csv", "BadTrailingQuote", Reason::ordinary},
    {"go-encoding-csv", "TrimSpace", Reason::space},
    {"go-encoding-csv", "TrimQuote", Reason::space},
    {"go-encoding-csv", "TrailingCommaSpaceEOF", Reason::space},
    {"go-encoding-csv", "TrailingCommaSpaceEOL", Reason::space},
    {"rvl-corpus", "ambiguous_delimiter.csv", Reason::column},
    {"rvl-corpus", "single_column.csv", Reason::column},
    {"rvl-corpus", "caret_basic.csv", Reason::told},
    {"rvl-corpus", "caret_delimiter.csv", Reason::told},
    {"rvl-corpus", "control_byte_header.csv", Reason::told},
    {"rvl-corpus", "caret_quoted.csv", Reason::told},
    {"rvl-corpus", "delim_0x1f.csv", Reason::told},
    {"papaparse-core", "Simple duplicated header names", Reason::repeated},
    {"papaparse-core", "Duplicated header names existing column", Reason::repeated},
    {"papaparse-core", "Duplicate header names with __proto__ field", Reason::repeated},
    {"rvl-corpus", "duplicate_headers.csv", Reason::repeated},
    {"rvl-corpus", "encoding_utf16le.csv", Reason::mark},
    {"papaparse-core", "Commented line at beginning", Reason::comments},
    {"papaparse-core", "Commented line in middle", Reason::comments},
    {"papaparse-core", "Commented line at end", Reason::comments},
    {"papaparse-core", "Two comment lines consecutively", Reason::comments},
    {"papaparse-core", "Two comment lines consecutively at end of file", Reason::comments},
    {"papaparse-core", "Three comment lines consecutively at beginning of file", Reason::comments},
    {"papaparse-core", "Entire file is comment lines", Reason::comments},
    {"papaparse-core", "Comment with non-default character", Reason::comments},
    {"papaparse-core", "Multi-character comment string", Reason::comments},
    {"papaparse-core", "Input with only a commented line", Reason::comments},
    {"papaparse-core", "Input with only a commented line and blank line after", Reason::comments},
    {"papaparse-core", "Fast mode with comments", Reason::comments},
    {"papaparse-parse", "Lines with comments are not used when guessing the delimiter in an escaped file",
     Reason::comments},
    {"papaparse-parse", "Lines with comments are not used when guessing the delimiter in a non-escaped file",
     Reason::comments},
    {"papaparse-parse", "Header row with preceding comment", Reason::comments},
    {"go-encoding-csv", "Comment", Reason::comments},
    {"go-encoding-csv", "NonASCIICommentConfusion", Reason::comments},
    {"papaparse-parse", "Multi-character delimiter", Reason::delimiter},
    {"papaparse-parse", "Multi-character delimiter (length 2) with quoted field", Reason::delimiter},
    {"papaparse-parse", "Callback delimiter", Reason::delimiter},
    {"go-encoding-csv", "NonASCIICommaAndComment", Reason::delimiter},
    {"go-encoding-csv", "NonASCIICommaAndCommentWithQuotes", Reason::delimiter},
    {"go-encoding-csv", "NonASCIICommaConfusion", Reason::delimiter},
    {"papaparse-parse", "Single quote as quote character", Reason::quotes},
    {"papaparse-parse", "Custom escape character in the middle", Reason::quotes},
    {"papaparse-parse", "Custom escape character at the end", Reason::quotes},
    {"papaparse-parse", "Using reserved regex character . as quote character", Reason::quotes},
    {"papaparse-parse", "Using reserved regex character | as quote character", Reason::quotes},
    {"go-encoding-csv", "LazyQuotes", Reason::quotes},
    {"go-encoding-csv", "BareQuotes", Reason::quotes},
    {"go-encoding-csv", "LazyQuoteWithTrailingCRLF", Reason::quotes},
    {"go-encoding-csv", "LazyOddQuotes", Reason::quotes},
    {"rvl-corpus", "backslash_escape.csv", Reason::quotes},
    {"papaparse-core", "Duplicated header names with headerTransform", Reason::values},
    {"papaparse-parse", "Header rows are transformed when transformHeader function is provided",
     Reason::values},
    {"papaparse-parse", "transformHeader accepts and optional index attribute", Reason::values},
    {"papaparse-parse", "Dynamic typing converts numeric literals and maintains precision", Reason::values},
    {"papaparse-parse", "Dynamic typing converts boolean literals", Reason::values},
    {"papaparse-parse", "Dynamic typing applies to specific columns", Reason::values},
    {"papaparse-parse", "Dynamic typing applies to specific columns by index", Reason::values},
    {"papaparse-parse", "Dynamic typing by indices can be determined by function", Reason::values},
    {"papaparse-parse", "Dynamic typing by headers can be determined by function", Reason::values},
    {"papaparse-parse", "Dynamic typing converts empty values into NULL", Reason::values},
    {"papaparse-parse", "Custom transform function is applied to values", Reason::values},
    {"papaparse-parse", "Custom transform accepts column number also", Reason::values},
    {"papaparse-parse", "Custom transform accepts header name when using header", Reason::values},
    {"papaparse-core", "Fast mode with preview", Reason::rows},
    {"papaparse-parse", "Preview 1 row", Reason::rows},
    {"papaparse-parse", "Preview 2 rows", Reason::rows},
    {"papaparse-parse", "Preview should count rows, not lines", Reason::rows},
    {"papaparse-parse", "Preview with header row", Reason::rows},
    {"papaparse-parse", "Parsing with skipEmptyLines set to 'greedy'", Reason::rows},
    {"papaparse-parse", "Parsing with skipEmptyLines set to 'greedy' with quotes and delimiters as content",
     Reason::rows},
    {"papaparse-parse", "Skip First N number of lines , with header and 2 rows", Reason::rows},
    {"papaparse-parse", "Skip First N number of lines , with header false", Reason::rows},
    {"papaparse-parse", "Skip first 2 lines , with custom newline character", Reason::rows},
};

std::string decoded(const std::string& base64) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    std::uint32_t bits = 0;
    int n_bits = 0;
    for (const char c : base64) {
        if (c == '=') break;
        bits = bits << 6U | static_cast<std::uint32_t>(digits.find(c));
        n_bits += 6;
        if (n_bits < 8) continue;
        n_bits -= 8;
        bytes.push_back(static_cast<char>(bits >> static_cast<unsigned>(n_bits) & 0xFFU));
    }
    return bytes;
}

using Rows = std::vector<std::vector<std::string>>;

/// What became of a file: its records as they stand, or why they were refused.
struct Result {
    Rows rows;
    std::string refused;
    char delimiter = 0;
};

Result read(const std::string& path, std::optional<char> delimiter) {
    Result result;
    try {
        io::ReadOptions options;
        options.delimiter = delimiter;
        io::CsvFile file = io::CsvFile::open(path, options);
        result.delimiter = file.dialect().delimiter;
        result.rows = file.preview(1000000, 1000000000);
        std::vector<std::size_t> fields(file.header().size());
        for (std::size_t i = 0; i < fields.size(); ++i) fields[i] = i;
        static_cast<void>(file.read(fields));
    } catch (const base::InputError& error) {
        // a header without records can be read; that it is of no use is another matter
        if (error.diagnostics().front().code != "csv.no_records")
            result.refused = error.diagnostics().front().code;
    }
    return result;
}

std::optional<char> one_byte(const json& config, const char* key) {
    if (!config.contains(key) || !config.at(key).is_string()) return std::nullopt;
    const auto text = config.at(key).get<std::string>();
    if (text.size() != 1 || std::string_view("\"\r\n\0", 4).find(text.front()) != std::string_view::npos)
        return std::nullopt;
    return text.front();
}

/// The delimiter that a case says to use; the two that guess none by themselves mean the comma.
std::optional<char> delimiter_of(const json& one) {
    const json config =
        one.contains("config") && one.at("config").is_object() ? one.at("config") : json::object();
    if (const auto told = one_byte(config, "delimiter")) return told;
    if (const auto told = one_byte(config, "comma")) return told;
    const std::string suite = one.at("suite");
    const bool guesses = suite == "rvl-corpus" || suite == "papaparse-parse";
    return guesses ? std::nullopt : std::optional(',');
}

/// The delimiter that a corpus says the file has: a character, or its code as 0x1F.
std::optional<char> delimiter_there(const json& one) {
    const std::string text = one.value("delimiter", "n/a");
    if (text.size() == 1) return text.front();
    if (text.starts_with("0x")) return static_cast<char>(std::stoi(text.substr(2), nullptr, 16));
    return std::nullopt;
}

json objects_of(const Rows& rows) {
    json objects = json::array();
    for (std::size_t i = 1; i < rows.size(); ++i) {
        json object = json::object();
        for (std::size_t f = 0; f < std::min(rows[0].size(), rows[i].size()); ++f)
            object[rows[0][f]] = rows[i][f];
        objects.push_back(std::move(object));
    }
    return objects;
}

bool agrees_on_rows(const json& one, const Result& result) {
    if (one.contains("expected_objects")) return objects_of(result.rows) == one.at("expected_objects");
    const json& wanted = one.at("expected");
    const bool is_header_told = one.contains("config") && one.at("config").value("header", false);
    if (is_header_told && (wanted.empty() || wanted.front().is_object()))
        return objects_of(result.rows) == wanted;
    return json(result.rows) == wanted;
}

bool agrees(const json& one, const Result& result) {
    if (one.contains("expect_status")) {
        const bool wanted = one.at("expect_status") == "parse_ok";
        if (wanted != result.refused.empty()) return false;
        const auto there = delimiter_there(one);
        return !wanted || !there || *there == result.delimiter;
    }
    if (one.contains("expect_error") && !one.at("expect_error").is_null()) return !result.refused.empty();
    const bool has_errors = one.contains("errors") && !one.at("errors").empty();
    if (!result.refused.empty())
        return has_errors ||
               (result.refused == "csv.empty" && one.value("expected", json()) == json::array());
    return agrees_on_rows(one, result);
}

}  // namespace

TEST_SUITE("io/csv_reader and conformance suites") {
    TEST_CASE("every case agrees with the documented rules, or is listed with the rule that decides") {
        const auto path = tests::shared_path("exports/csvsuites/all_cases.jsonl");
        if (!path) {
            MESSAGE("skipped: shared data not found");
            return;
        }
        std::map<std::pair<std::string, std::string>, Reason> reason_of;
        for (const Listed& one : listed) reason_of.emplace(std::pair(one.suite, one.id), one.reason);
        CHECK(reason_of.size() == std::size(listed));
        const tests::TemporaryFolder folder;
        std::set<std::pair<std::string, std::string>> differing;
        std::map<Reason, std::size_t> n_by_reason;
        std::size_t n_cases = 0;
        std::ifstream lines(*path);
        for (std::string line; std::getline(lines, line); ++n_cases) {
            const json one = json::parse(line);
            const std::pair<std::string, std::string> name{one.at("suite"), one.at("id")};
            CAPTURE(name.first);
            CAPTURE(name.second);
            const std::string file = folder.write("case.csv", decoded(one.at("input_b64")));
            if (agrees(one, read(file, delimiter_of(one)))) continue;
            differing.insert(name);
            const auto reason = reason_of.find(name);
            CHECK_MESSAGE(reason != reason_of.end(), "differs, and is not listed");
            if (reason == reason_of.end()) continue;
            ++n_by_reason[reason->second];
            if (reason->second == Reason::told) CHECK(agrees(one, read(file, delimiter_there(one))));
        }
        for (const auto& [name, reason] : reason_of) {
            CAPTURE(name.second);
            CHECK_MESSAGE(differing.contains(name), "listed, but it agrees");
        }
        CHECK(n_cases == 309);
        std::string figures;
        std::size_t n_listed = 0;
        for (const auto& [reason, n] : n_by_reason) {
            figures += fmt::format("\n  {:3}  {}", n, reasons.at(static_cast<std::size_t>(reason)));
            n_listed += n;
        }
        MESSAGE(fmt::format("{} cases: {} agree, {} are listed{}", n_cases, n_cases - n_listed, n_listed,
                            figures));
    }
}
