#include "libstats/survey/study_file.hpp"

#include "libstats/base/hash.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/study_keys.hpp"
#include "libstats/survey/study_reading.hpp"
#include "libstats/survey/study_shape.hpp"
#include "libstats/survey/toml_syntax.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace outcomes::survey {
namespace {

using base::Diagnostic;
using base::Severity;

constexpr std::size_t most_errors = 20;

Diagnostic fault(std::string code, std::string message, const std::string& path, std::string help) {
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.place.file = path;
    diagnostic.help = std::move(help);
    return diagnostic;
}

/// The bytes of a file, or why they cannot be had.
std::variant<std::string, Diagnostic> bytes_of(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        return fault("study.missing", "there is no such study file", path,
                     "check the name and the folder; outcomes help study says what goes into one");
    }
    if (std::filesystem::is_directory(path, error)) {
        return fault("study.missing", "this is a folder, not a study file", path,
                     "name the .toml file inside it");
    }
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.is_open() || file.bad()) {
        const std::string why = std::generic_category().message(errno);
        Diagnostic diagnostic = fault("study.unreadable", "the study file cannot be read", path, "");
        diagnostic.found = why;
        return diagnostic;
    }
    return bytes;
}

/// UTF-16 has a zero in every second byte of plain text.
bool is_utf16(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
    return bytes.size() >= 2 && (bytes[0] == '\0') != (bytes[1] == '\0');
}

std::optional<Diagnostic> fault_of_bytes(std::string_view bytes, const std::string& path) {
    if (is_utf16(bytes)) {
        return fault("study.not_utf8", "the study file is stored as UTF-16", path,
                     "save it as UTF-8 (in Windows Notepad: Save as, Encoding)");
    }
    if (bytes.starts_with("PK\x03\x04")) {
        return fault("study.not_text", "this is a zip archive or an office document, not a study file", path,
                     "a study file is plain text in TOML; see outcomes help study");
    }
    const std::vector<std::string> lines = lines_of(bytes);
    const bool blank = std::all_of(lines.begin(), lines.end(),
                                   [](const std::string& line) { return base::trim(line).empty(); });
    if (blank) return fault("study.empty", "the study file is empty", path, "begin with: schema = 1");
    return std::nullopt;
}

/// False if the rest of the file means nothing to this version.
bool check_schema(const TomlValue& root, StudyDefects& defects) {
    const TomlEntry* entry = root.find("schema");
    if (entry == nullptr) {
        defects.error("study.no_schema", "the study file does not say which schema it follows", {1, 1, 1}, "",
                      fmt::format("add as its first line: schema = {}", study_schema));
        return true;
    }
    if (entry->value.kind != TomlKind::whole || entry->value.number == study_schema) return true;
    if (entry->value.number < study_schema) {
        defects.error("study.schema", fmt::format("there is no schema {}", entry->value.text),
                      entry->value.mark, "", fmt::format("write schema = {}", study_schema));
        return true;
    }
    defects.error("study.newer_schema",
                  fmt::format("the study file follows schema {}; this version reads schema {}",
                              entry->value.text, study_schema),
                  entry->value.mark, "",
                  fmt::format("get a version of outcomes that reads schema {}", entry->value.text));
    return false;
}

void read_everything(StudyReading& reading) {
    check_shape(reading.root, reading.defects);
    read_study_table(reading);
    read_waves(reading);
    read_columns(reading);
    read_link(reading);
    read_missing(reading);
    read_rules(reading);
    read_rows(reading);
    read_disclosure(reading);
    read_answers(reading);
    read_scales(reading);
    read_categories(reading);
    read_subgroups(reading);
    read_families(reading);
    read_report(reading);
    check_whole_study(reading);
}

}  // namespace

StudyRead try_parse_study(std::string_view bytes, const std::string& path) {
    if (auto wrong = fault_of_bytes(bytes, path)) return {std::nullopt, {*wrong}};
    Study study;
    study.path = path;
    study.sha256 = base::sha256(bytes);
    study.lines = lines_of(bytes);
    const auto parsed = parse_toml(bytes);
    if (const auto* wrong = std::get_if<TomlFault>(&parsed))
        return {std::nullopt, {syntax_diagnostic(study, *wrong)}};
    const auto& root = std::get<TomlValue>(parsed);
    StudyDefects defects(study);
    if (check_schema(root, defects)) {
        StudyReading reading{root, study, defects, std::filesystem::path(path).parent_path()};
        read_everything(reading);
    }
    StudyRead read{std::nullopt, defects.sorted()};
    if (!defects.any_error()) read.study = std::move(study);
    return read;
}

StudyRead try_read_study(const std::string& path) {
    const auto bytes = bytes_of(path);
    if (const auto* wrong = std::get_if<Diagnostic>(&bytes)) return {std::nullopt, {*wrong}};
    return try_parse_study(std::get<std::string>(bytes), path);
}

Study read_study(const std::string& path) {
    StudyRead read = try_read_study(path);
    if (read.study) return std::move(*read.study);
    std::vector<Diagnostic> errors;
    std::size_t n_errors = 0;
    for (Diagnostic& diagnostic : read.diagnostics) {
        if (diagnostic.severity == Severity::error && ++n_errors <= most_errors)
            errors.push_back(std::move(diagnostic));
    }
    if (n_errors > most_errors) {
        Diagnostic more =
            fault("study.more_errors",
                  fmt::format("the study file has {} errors; these are the first {}", n_errors, most_errors),
                  path, "");
        more.severity = Severity::note;
        errors.insert(errors.begin(), std::move(more));
    }
    throw base::InputError(std::move(errors));
}

}  // namespace outcomes::survey
