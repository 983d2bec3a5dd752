#include "cli/study_choice.hpp"

#include "cli/usage_error.hpp"
#include "libstats/base/text.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string_view>

namespace outcomes::cli {
namespace {

/// Workbooks and archives are taken as data so that reading them can say what they are and what to do.
constexpr std::array<std::string_view, 13> data_endings{".csv", ".tsv",  ".txt",     ".sav", ".zsav",
                                                        ".por", ".xlsx", ".xls",     ".ods", ".zip",
                                                        ".gz",  ".dta",  ".sas7bdat"};

bool is_data(const std::string& word) {
    return word == "-" || std::any_of(data_endings.begin(), data_endings.end(), [&](std::string_view ending) {
               return base::folded(word).ends_with(ending);
           });
}

struct CloseFile {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};
struct CloseFolder {
    void operator()(DIR* folder) const { static_cast<void>(closedir(folder)); }
};

/// True if one of the first lines is `schema = ...`.
bool is_study(const std::string& path) {
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
    if (!file) return false;
    std::string bytes(8192, '\0');
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
    std::string_view rest = bytes;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = base::trim(rest.substr(0, end));
        if (line.starts_with("schema") && base::trim(line.substr(6)).starts_with('=')) return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

std::vector<std::string> studies_here() {
    std::vector<std::string> found;
    const std::unique_ptr<DIR, CloseFolder> folder(opendir("."));
    if (!folder) return found;
    while (const dirent* entry = readdir(folder.get())) {
        const std::string name = entry->d_name;
        if (name.ends_with(".toml") && is_study(name)) found.push_back(name);
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

Inputs sorted_inputs(const std::vector<std::string>& words) {
    Inputs inputs;
    for (const std::string& word : words) {
        if (base::folded(word).ends_with(".toml"))
            inputs.studies.push_back(word);
        else if (is_data(word))
            inputs.data.push_back(word);
        else
            throw UsageError(
                fmt::format("\"{}\" is neither a study file (.toml) nor data (.csv .tsv .txt .sav -)", word));
    }
    return inputs;
}

std::string only_study_here(bool quiet) {
    const std::vector<std::string> found = studies_here();
    if (found.empty()) {
        throw UsageError(
            "no study file is named, and this folder has none",
            "name one: -s STUDY.toml, or OUTCOMES_STUDY; without a study file: outcomes help compare");
    }
    if (found.size() > 1) {
        throw UsageError(fmt::format("this folder has {} study files: {}", found.size(), base::joined(found)),
                         fmt::format("choose one: -s {}", found.front()));
    }
    if (!quiet) fmt::print(stderr, "study: {}\n", found.front());
    return found.front();
}

void refuse_terminal_input(const analysis::QuickForm& form) {
    const bool reads_input = form.data_file == "-" || form.before_file == "-" || form.after_file == "-";
    if (form.before_file == "-" && form.after_file == "-") {
        throw UsageError("standard input can be only one of the two files");
    }
    if (reads_input && isatty(STDIN_FILENO) == 1) {
        throw UsageError("- reads the data from standard input, and that is the keyboard",
                         "outcomes compare - ... < data.csv");
    }
}

}  // namespace outcomes::cli
