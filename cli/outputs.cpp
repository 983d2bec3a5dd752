#include "cli/outputs.hpp"

#include "cli/console.hpp"
#include "cli/interrupt.hpp"
#include "cli/usage_error.hpp"
#include "libstats/io/output_file.hpp"
#include "libstats/render/separated_writer.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <memory>
#include <optional>

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

struct Document {
    const Target* target;
    std::string bytes;
};

void write_files(const std::vector<Document>& documents, bool force) {
    const InterruptsHeld held;
    std::vector<std::unique_ptr<io::OutputFile>> files;
    for (const Document& document : documents) {
        if (document.target->path == "-") continue;
        files.push_back(std::make_unique<io::OutputFile>(document.target->path, force));
        files.back()->write(document.bytes);
    }
    for (const auto& file : files) file->commit();
}

void write_standard_output(const std::vector<Document>& documents) {
    for (const Document& document : documents) {
        if (document.target->path != "-") continue;
        io::OutputFile file("-");
        file.write(document.bytes);
        file.commit();
    }
}

}  // namespace

void check_targets(const Settings& settings, const std::vector<std::string>& inputs) {
    for (const Target& target : settings.targets) {
        if (target.path == "-") continue;
        for (const std::string& input : inputs) {
            if (!is_same_file(target.path, input)) continue;
            throw UsageError(fmt::format("\"{}\" is read in this run and cannot be its output", target.path));
        }
        refuse_existing(target.path, settings);
    }
}

void write_all(const Settings& settings, const Renderer& render) {
    std::vector<Document> documents;
    for (const Target& target : settings.targets) {
        const bool to_terminal = target.path == "-";
        const Style style{
            target.format,    page_width(),       to_terminal && wants_color(settings.color, Stream::out),
            target.movements, target.datapackage, target.table};
        documents.push_back({&target, render(style)});
    }
    write_files(documents, settings.force);
    write_standard_output(documents);
    if (settings.quiet) return;
    for (const Document& document : documents) {
        if (document.target->format == Format::excel_csv) tell_guarded(document.bytes);
    }
    for (const Document& document : documents) {
        if (document.target->path != "-") tell(fmt::format("wrote {}", document.target->path));
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
