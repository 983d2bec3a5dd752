#include "cli/outputs.hpp"

#include "cli/console.hpp"
#include "cli/interrupt.hpp"
#include "cli/usage_error.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/io/output_file.hpp"
#include "libstats/render/separated_writer.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace outcomes::cli {
namespace {

bool is_same_file(const std::string& a, const std::string& b) {
    struct stat first {};
    struct stat second {};
    if (stat(a.c_str(), &first) != 0 || stat(b.c_str(), &second) != 0) return false;
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

bool is_regular_file(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

void refuse_existing(const std::string& path, const Settings& settings) {
    if (settings.force || !is_regular_file(path)) return;
    base::Diagnostic diagnostic;
    diagnostic.code = "output.exists";
    diagnostic.message = fmt::format("\"{}\" exists already", path);
    diagnostic.help = "add --force to overwrite it, or choose another name";
    throw base::OutputError(std::move(diagnostic));
}

namespace {

void write_standard_output(const std::vector<FileBytes>& documents) {
    for (const FileBytes& document : documents) {
        if (document.path != "-") continue;
        io::OutputFile file("-");
        file.write(document.bytes);
        file.commit();
    }
}

}  // namespace

void check_paths(const std::vector<std::string>& paths, const std::vector<std::string>& inputs,
                 const Settings& settings) {
    for (const std::string& path : paths) {
        for (const std::string& input : inputs) {
            if (!is_same_file(path, input)) continue;
            throw UsageError(fmt::format("\"{}\" is read in this run and cannot be its output", path));
        }
        refuse_existing(path, settings);
    }
}

void check_targets(const Settings& settings, const std::vector<std::string>& inputs) {
    std::vector<std::string> paths;
    for (const Target& target : settings.targets) {
        if (target.path != "-") paths.push_back(target.path);
    }
    check_paths(paths, inputs, settings);
}

void require_distinct(const std::vector<Given>& outputs) {
    for (auto output = outputs.begin(); output != outputs.end(); ++output) {
        const bool again = std::any_of(outputs.begin(), output,
                                       [&](const Given& other) { return other.value == output->value; });
        if (again) throw UsageError(fmt::format("--output names \"{}\" twice", output->value));
    }
}

void write_files(const std::vector<FileBytes>& files, bool force) {
    const InterruptsHeld held;
    std::vector<std::unique_ptr<io::OutputFile>> open;
    std::set<std::string> paths;
    for (const FileBytes& file : files) {
        if (file.path == "-") continue;
        base::require(paths.insert(file.path).second, "two outputs of one run have the same name");
        open.push_back(std::make_unique<io::OutputFile>(file.path, force));
        open.back()->write(file.bytes);
    }
    for (const auto& file : open) file->commit();
}

void write_all(const Settings& settings, const Renderer& render) {
    std::vector<FileBytes> documents;
    for (const Target& target : settings.targets) {
        const bool to_terminal = target.path == "-";
        const Style style{
            target.format,    page_width(),       to_terminal && wants_color(settings.color, Stream::out),
            target.movements, target.datapackage, target.table};
        documents.push_back({target.path, render(style)});
    }
    write_files(documents, settings.force);
    write_standard_output(documents);
    if (settings.quiet) return;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (settings.targets[i].format == Format::excel_csv) tell_guarded(documents[i].bytes);
    }
    for (const FileBytes& document : documents) {
        if (document.path != "-") tell(fmt::format("wrote {}", document.path));
    }
}

void tell_guarded(const std::string& excel_csv) {
    const std::size_t n = render::guarded_cells(excel_csv);
    if (n == 0) return;
    tell(n == 1 ? "1 text begins like a formula and got an apostrophe in front"
                : fmt::format("{} texts begin like a formula and got an apostrophe in front", n));
}

bool has_format(const Settings& settings, Format format) {
    return std::any_of(settings.targets.begin(), settings.targets.end(),
                       [&](const Target& target) { return target.format == format; });
}

}  // namespace outcomes::cli
