#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "cli/outputs.hpp"
#include "cli/run.hpp"
#include "cli/study_warnings.hpp"
#include "cli/today.hpp"
#include "cli/usage_error.hpp"
#include "cli/values.hpp"
#include "libstats/analysis/compare.hpp"
#include "libstats/analysis/earlier.hpp"
#include "libstats/analysis/release.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/findings/disclosure.hpp"
#include "libstats/render/delimited.hpp"
#include "libstats/render/figure.hpp"
#include "libstats/render/json.hpp"
#include "libstats/render/report_html.hpp"
#include "libstats/render/report_markdown.hpp"
#include "libstats/render/workbook.hpp"
#include "libstats/survey/study_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::cli {
namespace {

namespace fs = std::filesystem;

enum class Kind { html, xlsx, md, json, csv, excel_csv };

struct Ending {
    std::string_view text;
    Kind kind;
};
constexpr std::array endings{Ending{".html", Kind::html}, Ending{".htm", Kind::html},
                             Ending{".xlsx", Kind::xlsx}, Ending{".md", Kind::md},
                             Ending{".json", Kind::json}, Ending{".csv", Kind::csv}};

/// One file that the report is written to.
struct Document {
    std::string path;
    Kind kind = Kind::html;
};

Kind kind_of(const Given& output, const Settings& settings) {
    for (const Ending& ending : endings) {
        if (!output.value.ends_with(ending.text)) continue;
        const auto format = settings.typed.one("format");
        const bool guarded = format && format->value == "excel-csv";
        return ending.kind == Kind::csv && guarded ? Kind::excel_csv : ending.kind;
    }
    throw UsageError(fmt::format("a report is not written to \"{}\"", output.value),
                     "end the name in .html (to read), .xlsx (for Excel), .md, .json or .csv");
}

std::vector<Document> documents_of(const Settings& settings) {
    std::vector<Document> documents;
    for (const Given& output : settings.typed.all("output"))
        documents.push_back({output.value, kind_of(output, settings)});
    require_distinct(settings.typed.all("output"));
    if (documents.empty())
        throw UsageError("say where the report goes",
                         "outcomes report -o report.html (-o may be repeated: .xlsx, .md, .json, .csv)");
    return documents;
}

/// Of documents or of files.
template <typename Written>
std::vector<std::string> paths_of(const std::vector<Written>& files) {
    std::vector<std::string> paths;
    paths.reserve(files.size());
    for (const Written& file : files) paths.push_back(file.path);
    return paths;
}

/// The folder for the charts: --charts, else one beside the Markdown file, else none.
std::string charts_folder(const Settings& settings, const std::vector<Document>& documents) {
    if (const auto given = settings.typed.one("charts")) return given->value;
    for (const Document& document : documents) {
        if (document.kind != Kind::md) continue;
        fs::path path(document.path);
        return (path.parent_path() / (path.stem().string() + "_charts")).string();
    }
    return {};
}

void add_charts(const findings::SafeFindings& safe, const std::string& folder,
                std::vector<FileBytes>& files) {
    for (const render::Figure& figure : render::figures_of(safe)) {
        for (std::size_t part = 0; part < figure.file_parts.size(); ++part) {
            const fs::path path = fs::path(folder) / render::figure_file_name(figure, part);
            files.push_back({path.string(), figure.file_parts[part]});
        }
    }
}

/// How a link from the Markdown file to the folder is written.
std::string link_to(const std::string& folder, const std::string& markdown) {
    const fs::path beside = fs::path(markdown).parent_path();
    return fs::path(folder).lexically_relative(beside.empty() ? fs::path(".") : beside).generic_string();
}

std::string file_name(const std::string& path) {
    return fs::path(path).filename().string();
}

std::string bytes_of(const findings::SafeFindings& safe, const Document& document,
                     const render::ReportOptions& options, const std::string& folder,
                     const Settings& settings) {
    switch (document.kind) {
        case Kind::html:
            break;
        case Kind::xlsx:
            return render::workbook(safe, {.command = safe.get().command, .date = source_date()});
        case Kind::md:
            return render::report_markdown(safe, options, link_to(folder, document.path));
        case Kind::json:
            return render::json(safe, settings.names);
        case Kind::csv:
            return render::delimited(safe, render::Separated::csv, settings.names);
        case Kind::excel_csv:
            return render::delimited(safe, render::Separated::excel_csv, settings.names);
    }
    return render::report_html(safe, options);
}

void make_folders(const std::vector<FileBytes>& files) {
    for (const FileBytes& file : files) {
        const fs::path folder = fs::path(file.path).parent_path();
        std::error_code ignored;  // what cannot be made is told when the file is opened
        if (!folder.empty()) fs::create_directories(folder, ignored);
    }
}

std::string size_text(std::size_t bytes) {
    return bytes < 1024 ? fmt::format("{} bytes", bytes) : fmt::format("{} KB", (bytes + 512) / 1024);
}

/// What was written, the charts in one line.
void tell_written(const std::vector<FileBytes>& files, std::size_t n_reports, const std::string& folder) {
    for (std::size_t i = 0; i < n_reports; ++i)
        tell(fmt::format("wrote {} ({})", files[i].path, size_text(files[i].bytes.size())));
    if (files.size() > n_reports)
        tell(fmt::format("wrote {} charts into {}", files.size() - n_reports, folder));
}

std::vector<findings::Option> record_of(const Settings& settings) {
    std::vector<findings::Option> options{
        {"waves", fmt::format("{}", fmt::join(settings.waves, ","))},
        {"scales", fmt::format("{}", fmt::join(settings.scales, ","))},
        {"confidence", settings.confidence ? base::shortest(*settings.confidence) : ""},
        {"seed", settings.seed ? fmt::format("{}", *settings.seed) : ""}};
    if (const auto previous = settings.typed.one("previous"))
        options.push_back({"previous", file_name(previous->value)});
    return options;
}

/// The command line for the appendix, without folders.
std::string command_of(const Settings& settings) {
    std::string command = "outcomes report " + file_name(settings.studies.front());
    for (const Given& output : settings.typed.all("output")) command += " -o " + file_name(output.value);
    for (const char* name : {"waves", "scales", "confidence", "seed"}) {
        if (const auto given = settings.typed.one(name))
            command += fmt::format(" --{} {}", name, given->value);
    }
    if (const auto previous = settings.typed.one("previous"))
        command += " --previous " + file_name(previous->value);
    return command;
}

findings::Findings found_by(survey::Study& study, const Settings& settings) {
    if (settings.seed) study.rules.seed = *settings.seed;
    analysis::CompareOptions options;
    options.waves = settings.waves;
    options.scales = settings.scales;
    options.confidence = settings.confidence;
    options.want_hashes = true;
    options.for_report = true;
    findings::Findings all;
    all.schema = "outcomes.report/1";
    all.command = command_of(settings);
    all.options = record_of(settings);
    all.studies.push_back(analysis::compare(study, options));
    return all;
}

/// Names of files only: a report travels, and folders are nobody's business.
void forget_folders(findings::Findings& all) {
    for (findings::StudyFindings& study : all.studies) {
        study.path = file_name(study.path);
        for (findings::InputFile& input : study.inputs) input.file = file_name(input.file);
        for (findings::Warning& warning : study.warnings) warning.file = file_name(warning.file);
    }
}

void tell_release(const findings::SafeFindings& safe, const Settings& settings) {
    if (settings.quiet) return;
    const std::size_t hidden = safe.get().studies.front().hidden.size();
    tell(fmt::format("{}{}", safe.statement(),
                     hidden > 0 ? "; the notes of the report say what and why" : ""));
}

/// The reports in the order of `documents`, then the charts.
std::vector<FileBytes> files_with(const findings::SafeFindings& safe, const std::vector<Document>& documents,
                                  const std::string& folder, const Settings& settings) {
    render::ReportOptions options;
    options.date = source_date_text();
    for (const Document& document : documents) {
        if (document.kind == Kind::xlsx || document.kind == Kind::csv || document.kind == Kind::excel_csv)
            options.companions.push_back(file_name(document.path));
    }
    std::vector<FileBytes> files;
    files.reserve(documents.size());
    for (const Document& document : documents)
        files.push_back({document.path, bytes_of(safe, document, options, folder, settings)});
    if (!folder.empty()) add_charts(safe, folder, files);
    return files;
}

}  // namespace

int run_report(const Settings& settings) {
    if (settings.quick || settings.studies.size() != 1)
        throw UsageError("a report is about one study file", "outcomes report -s STUDY.toml -o report.html");
    const std::vector<Document> documents = documents_of(settings);
    WarnedStudy read = read_with_warnings(settings.studies.front());
    survey::Study& study = read.study;
    require_named(study, settings);
    check_paths(paths_of(documents), files_of(study), settings);

    findings::EarlierRelease earlier;
    if (const auto previous = settings.typed.one("previous"))
        earlier = analysis::read_earlier_release(previous->value);
    findings::Findings all = found_by(study, settings);
    if (!settings.quiet) {
        std::vector<findings::Warning> warnings = std::move(read.warnings);
        std::ranges::copy(all.studies.front().warnings, std::back_inserter(warnings));
        tell_warnings(warnings, settings.color);
    }
    forget_folders(all);
    const findings::SafeFindings safe = findings::disclose(
        std::move(all), analysis::disclosure_rules(study, findings::Release::public_release), earlier);

    const std::string folder = charts_folder(settings, documents);
    const std::vector<FileBytes> files = files_with(safe, documents, folder, settings);
    check_paths(paths_of(files), {}, settings);
    make_folders(files);
    write_files(files, settings.force);
    if (!settings.quiet) tell_written(files, documents.size(), folder);
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (!settings.quiet && documents[i].kind == Kind::excel_csv) tell_guarded(files[i].bytes);
    }
    tell_release(safe, settings);
    return exit_code::done;
}

}  // namespace outcomes::cli
