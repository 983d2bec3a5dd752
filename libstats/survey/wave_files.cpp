#include "libstats/survey/wave_files.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/laid_out_file.hpp"
#include "libstats/survey/needed_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace outcomes::survey {
namespace {

using FileKey = std::tuple<std::string, std::optional<io::Encoding>, std::optional<char>,
                           std::optional<std::size_t>, std::string>;

FileKey key_of(const Wave& wave, const std::string& path) {
    return {path, wave.encoding, wave.delimiter, wave.header_rows, wave.profile};
}

struct File {
    std::string path;
    std::optional<LaidOutFile> opened;  ///< empty: it cannot be opened
    std::shared_ptr<const ExportLayout> layout;
    std::set<std::size_t> fields;
    std::shared_ptr<const io::Table> table;
};

class Reader {
  public:
    Reader(const Study& study, std::span<const Wave* const> waves, const LoadOptions& options,
           std::vector<base::Diagnostic>& defects)
        : study_(study), waves_(waves), options_(options), defects_(defects) {}

    std::vector<WaveFiles> run() {
        std::vector<WaveFiles> all(waves_.size());
        for (const Wave* wave : waves_) open_files(*wave);
        for (std::size_t w = 0; w < waves_.size(); ++w) all[w].complete = choose_columns(w);
        report_absent();
        for (auto& [key, file] : files_) read(file);
        for (std::size_t w = 0; w < waves_.size(); ++w) {
            for (const std::string& path : waves_[w]->files) {
                const File& file = files_.at(key_of(*waves_[w], path));
                if (file.table) {
                    all[w].tables.push_back(file.table);
                    all[w].layouts.push_back(file.layout);
                } else {
                    all[w].complete = false;
                }
            }
        }
        return all;
    }

  private:
    /// A column that one wave at least must have, and where it was looked for first.
    struct Shared {
        NeededColumn column;
        const Wave* wave = nullptr;
        const File* file = nullptr;
    };

    void open_files(const Wave& wave) {
        for (const std::string& path : wave.files) {
            const auto [place, is_new] = files_.try_emplace(key_of(wave, path));
            if (!is_new) continue;
            place->second.path = path;
            try {
                place->second.opened.emplace(path, wave);
                place->second.layout = place->second.opened->layout();
            } catch (const base::InputError& error) {
                add(error);
            }
        }
    }

    void add(const base::InputError& error) {
        defects_.insert(defects_.end(), error.diagnostics().begin(), error.diagnostics().end());
    }

    bool choose_columns(std::size_t w) {
        const Wave& wave = *waves_[w];
        bool complete = true;
        const auto needed = needed_columns(study_, wave, options_, w == 0);
        for (const std::string& path : wave.files) {
            File& file = files_.at(key_of(wave, path));
            if (!file.opened) continue;
            choose_doubtful(file);
            if (options_.want_times) choose_times(file);
            for (const NeededColumn& column : needed) complete = choose(column, wave, file) && complete;
        }
        return complete;
    }

    /// The columns by which rows can be told that may not be answers.
    static void choose_doubtful(File& file) {
        if (!file.layout) return;
        for (const DoubtfulRows& rows : file.layout->doubtful) {
            if (const auto field = file.opened->find(rows.drop.column)) file.fields.insert(*field);
        }
    }

    static void choose_times(File& file) {
        if (!file.layout) return;
        for (const ExportColumn& column : file.layout->columns) {
            const bool is_time = column.role == ColumnRole::started || column.role == ColumnRole::finished ||
                                 column.role == ColumnRole::duration;
            if (is_time) file.fields.insert(column.field);
        }
    }

    /// False if the file misses the column, or has it twice.
    bool choose(const NeededColumn& column, const Wave& wave, File& file) {
        const auto field = file.opened->find(column.name);
        const bool is_absent = !field && file.opened->all_meant(column.name).empty();
        if (column.somewhere) {
            shared_.try_emplace(column.name, Shared{column, &wave, &file});
            if (is_absent) return true;
        }
        if (field || !is_absent) present_.insert(column.name);
        if (field) {
            file.fields.insert(*field);
            return true;
        }
        if (!reported_.emplace(column.name, &file).second) return false;
        if (is_absent)
            report_missing(column, wave, file);
        else
            report_several(column, file);
        return false;
    }

    /// What a message about a column begins with: the place in the study file, or the header of the data
    /// file.
    base::Diagnostic about(const NeededColumn& column, const File& file, const char* code,
                           std::string message) const {
        if (column.mark.line > 0) {
            return study_.diagnostic_at(column.mark, base::Severity::error, code, std::move(message));
        }
        base::Diagnostic diagnostic;
        diagnostic.code = code;
        diagnostic.message = std::move(message);
        diagnostic.place.file = file.path;
        return diagnostic;
    }

    /// A name that was typed on the command line stands in no study file.
    static std::string remedy_for_name(const NeededColumn& column) {
        if (column.mark.line == 0) return "correct the name: columns are named as the file has them";
        return "correct the name; one that differs between waves is written { wave1 = \"...\", wave2 = "
               "\"...\" }";
    }
    static std::string remedy_for_one_column(const NeededColumn& column) {
        if (column.mark.line == 0)
            return "the file has one column only; if another character separates its fields, outcomes init "
                   "drafts a study file, where it can be set";
        return "the file has one column only; if another character separates its fields, set delimiter in "
               "the wave";
    }

    void report_missing(const NeededColumn& column, const Wave& wave, const File& file) {
        const auto& header = file.opened->names();
        auto diagnostic = about(column, file, "data.missing_column",
                                fmt::format("the column \"{}\" is not in {} (wave \"{}\")",
                                            base::printable(column.name), file.path, wave.id));
        std::vector<std::string> names;
        names.reserve(header.size());
        for (const std::string& name : header)
            names.push_back('"' + base::fitted(base::printable(name), 40) + '"');
        diagnostic.found = "the file has " + base::joined(names, "and", 12);
        diagnostic.help = base::did_you_mean(column.name, header);
        if (diagnostic.help.empty())
            diagnostic.help = header.size() == 1 ? remedy_for_one_column(column) : remedy_for_name(column);
        defects_.push_back(std::move(diagnostic));
    }

    void report_several(const NeededColumn& column, const File& file) {
        constexpr std::size_t most_named = 6;
        const auto fields = file.opened->all_meant(column.name);
        auto diagnostic = about(column, file, "data.duplicate_column",
                                fmt::format("{} has {} columns called \"{}\"", file.path,
                                            fields.size() == 2 ? "two" : std::to_string(fields.size()),
                                            base::printable(column.name)));
        const base::Place second = file.opened->header_place(fields[1]);
        diagnostic.found =
            fmt::format("the second is field {} (cell {} in Excel)", second.column, second.cell);
        std::vector<std::string> names;
        for (const std::size_t field : fields) {
            names.push_back('"' + base::fitted(base::printable(file.opened->names()[field]), 60) + '"');
        }
        diagnostic.help = "in the study file they are called " + base::joined(names, "and", most_named);
        defects_.push_back(std::move(diagnostic));
    }

    /// Columns that at least one wave must have and none has.
    void report_absent() {
        for (const auto& [name, shared] : shared_) {
            if (!present_.contains(name)) report_missing(shared.column, *shared.wave, *shared.file);
        }
    }

    void read(File& file) {
        if (!file.opened) return;
        const std::vector<std::size_t> fields(file.fields.begin(), file.fields.end());
        try {
            file.table = std::make_shared<const io::Table>(file.opened->read(fields));
        } catch (const base::InputError& error) {
            add(error);
        }
        file.opened.reset();
    }

    const Study& study_;
    std::span<const Wave* const> waves_;
    const LoadOptions& options_;
    std::vector<base::Diagnostic>& defects_;
    std::map<FileKey, File> files_;
    std::map<std::string, Shared> shared_;
    std::set<std::string> present_;  ///< columns that some file has
    std::set<std::pair<std::string, const File*>> reported_;
};

}  // namespace

std::vector<WaveFiles> read_wave_files(const Study& study, std::span<const Wave* const> waves,
                                       const LoadOptions& options, std::vector<base::Diagnostic>& defects) {
    return Reader(study, waves, options, defects).run();
}

}  // namespace outcomes::survey
