#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "cli/outputs.hpp"
#include "cli/run.hpp"
#include "cli/usage_error.hpp"
#include "libstats/analysis/draft.hpp"
#include "libstats/io/output_file.hpp"
#include "libstats/survey/study_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace outcomes::cli {
namespace {

/// Where the draft goes: "-" is standard output.
std::string target_of(const Typed& typed, const std::vector<std::string>& files) {
    const std::vector<Given> outputs = typed.all("output");
    if (outputs.size() > 1) throw UsageError("a draft is one file: give --output once");
    if (outputs.empty() || outputs.front().value == "-") return "-";
    const std::string& path = outputs.front().value;
    if (!path.ends_with(".toml")) {
        throw UsageError(fmt::format("a study file ends in .toml, and \"{}\" does not", path),
                         fmt::format("-o {}.toml", path));
    }
    if (std::find(files.begin(), files.end(), path) != files.end())
        throw UsageError(fmt::format("\"{}\" is read and cannot be written in the same run", path));
    return path;
}

std::vector<std::string> values_of(const std::vector<Given>& given) {
    std::vector<std::string> values;
    for (const Given& one : given) values.push_back(one.value);
    return values;
}

std::string last_line(std::size_t n_checks, const std::string& target) {
    const bool shown = target == "-";
    const std::string done = shown ? "" : fmt::format("Wrote {}. ", target);
    const std::string name = shown ? "the study file" : target;
    if (n_checks == 0) return fmt::format("{}Look it over, then run:  outcomes check -s {}", done, name);
    return fmt::format("{}{} {} CHECK. Settle {}, then run:  outcomes check -s {}", done, n_checks,
                       n_checks == 1 ? "line says" : "lines say", n_checks == 1 ? "it" : "those", name);
}

}  // namespace

int run_init(const Settings& settings) {
    const std::vector<std::string>& files = settings.arguments;
    if (files.empty()) {
        throw UsageError("init needs the exports to look at",
                         "for example: outcomes init spring.csv autumn.csv -o study.toml");
    }
    const std::string target = target_of(settings.typed, files);
    if (target != "-") refuse_existing(target, settings);
    io::OutputFile output(target, settings.force);
    const survey::StudyDraft draft =
        analysis::draft_study({files, values_of(settings.typed.all("dictionary")), target});
    const std::string text = survey::study_text(draft);
    output.write(text);
    output.commit();
    if (!settings.quiet) {
        for (const std::string& line : analysis::summary_of(draft)) tell(line);
        tell(last_line(survey::count_checks(text), target));
    }
    return exit_code::done;
}

}  // namespace outcomes::cli
