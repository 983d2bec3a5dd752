#pragma once

#include "cli/settings.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::cli {

/// How a target is to be written.
struct Style {
    Format format = Format::text;
    std::size_t width = 100;
    bool color = false;
    bool movements = false;                       ///< the movement tables, not the results
    bool datapackage = false;                     ///< what the columns of the others are
    std::optional<render::PasteForm> table = {};  ///< a table to paste, not the format
};

/// Turns the result into bytes.
using Renderer = std::function<std::string(const Style&)>;

/// Throws base::OutputError for a file that exists (without --force), and UsageError for one that is read in
/// this run: before anything is computed.
void check_targets(const Settings& settings, const std::vector<std::string>& inputs);

/// The same of files that are no targets.
void check_paths(const std::vector<std::string>& paths, const std::vector<std::string>& inputs,
                 const Settings& settings);

/// Throws UsageError if --output names a file twice.
void require_distinct(const std::vector<Given>& outputs);

/// The same of one file: throws base::OutputError if it exists, unless --force says that it may go.
void refuse_existing(const std::string& path, const Settings& settings);

/// Renders for every target first and writes then: files through temporary ones that are renamed together at
/// the end, standard output last. Throws base::OutputError.
void write_all(const Settings& settings, const Renderer& render);

/// What goes into one file; "-" is standard output.
struct FileBytes {
    std::string path;
    std::string bytes;
};

/// Writes all files or none: through temporary ones that are renamed together at the end. Standard output is
/// passed over. Throws base::OutputError.
void write_files(const std::vector<FileBytes>& files, bool force);

/// Says how many cells of an excel-csv document got an apostrophe: it is seen, and whoever reads the file
/// with a program should know.
void tell_guarded(const std::string& excel_csv);

/// True if the result goes out in this format, among others.
[[nodiscard]] bool has_format(const Settings& settings, Format format);

}  // namespace outcomes::cli
