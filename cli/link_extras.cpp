#include "cli/link_extras.hpp"

#include "cli/console.hpp"
#include "cli/exit_code.hpp"
#include "cli/key_file.hpp"
#include "cli/outputs.hpp"
#include "cli/run.hpp"
#include "cli/usage_error.hpp"
#include "cli/values.hpp"
#include "libstats/analysis/link_plan.hpp"
#include "libstats/analysis/pseudonyms.hpp"
#include "libstats/base/decimal.hpp"
#include "libstats/io/output_file.hpp"
#include "libstats/render/grid.hpp"
#include "libstats/survey/study_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <utility>

namespace outcomes::cli {
namespace {

/// One element: a number of equally frequent values, or the frequencies themselves as "0.5:0.3:0.2".
double element_size(const std::string& text, const Given& given) {
    std::vector<double> numbers;
    std::string_view rest = text;
    while (true) {
        const std::size_t colon = rest.find(':');
        const auto number = base::parse_double(rest.substr(0, colon));
        if (!number || *number < 0) break;
        numbers.push_back(*number);
        if (colon == std::string_view::npos) {
            double sum = 0;
            for (const double one : numbers) sum += one;
            const double size = numbers.size() == 1 ? numbers[0]
                                : sum > 0           ? analysis::effective_size(numbers)
                                                    : 0;
            if (size > 1) return size;
            break;
        }
        rest.remove_prefix(colon + 1);
    }
    throw UsageError(fmt::format("{} has \"{}\", which is no size of an element", given.source, text),
                     "give the number of its values (31), above 1, or their frequencies (0.5:0.3:0.2)");
}

std::string rounded(double x) {
    return x >= 100 ? base::fixed(x, 0) : x >= 1 ? base::fixed(x, 1) : base::fixed(x, 2);
}

render::Grid plan_grid(const std::vector<analysis::PlannedCode>& codes, std::size_t people, bool exactly) {
    const auto number = [&](double x) { return exactly ? base::shortest(x) : rounded(x); };
    render::Grid grid;
    grid.columns = {{"code", false},         {"people", true}, {"codes", true}, {"duplicates", true},
                    {"any_duplicate", true}, {"same", true},   {"alike", true}};
    for (const analysis::PlannedCode& code : codes) {
        grid.rows.push_back({code.name, fmt::format("{}", people), number(code.risk.n_codes),
                             number(code.risk.duplicate_pairs), number(code.risk.chance_of_any),
                             number(code.risk.chance_pairs_exact), number(code.risk.chance_pairs_tolerant)});
    }
    return grid;
}

constexpr std::string_view plan_notes =
    "\ncodes: how many different codes there are in effect, K.\n"
    "duplicates: expected pairs of people in one wave with the same code, n (n - 1) / (2 K).\n"
    "any_duplicate: the chance that there is at least one.\n"
    "same, alike: expected pairs of different people, one of each wave, whose codes are the\n"
    "same, or the same but for one element at most. Most are not matched, because the right\n"
    "partner is there as well; link says how many false matches to expect.\n"
    "The last rows add another initial, and that and sex.\n"
    "A size counts equally frequent values. Real ones are uneven and count for less:\n"
    "give their frequencies, 0.12:0.38:0.27:0.13:0.1, in place of the size.\n";

std::string plan_document(const std::vector<analysis::PlannedCode>& codes, std::size_t people,
                          const Style& style) {
    const render::Grid exact = plan_grid(codes, people, true);
    switch (style.format) {
        case Format::csv:
            return render::grid_separated(exact, render::Separated::csv);
        case Format::tsv:
            return render::grid_separated(exact, render::Separated::tsv);
        case Format::excel_csv:
            return render::grid_separated(exact, render::Separated::excel_csv);
        case Format::json: {
            const render::NamedGrid parts[] = {{"results", &exact}};
            return render::grids_json("outcomes.link_plan/1", parts);
        }
        case Format::md:
            return render::grid_markdown(plan_grid(codes, people, false));
        case Format::text:
            break;
    }
    return render::grid_text(plan_grid(codes, people, false), style.width) + std::string(plan_notes);
}

void refuse(const Settings& settings, std::initializer_list<std::string_view> names, std::string_view with) {
    for (const std::string_view name : names) {
        if (settings.typed.has(name))
            throw UsageError(fmt::format("--{} goes with {} only", name, with),
                             "outcomes help link shows examples");
    }
}

/// The new files by name; two of the same name would be one.
std::vector<std::pair<std::string, const analysis::PseudonymisedFile*>> targets_in(
    const std::string& folder, const std::vector<analysis::PseudonymisedFile>& files) {
    std::vector<std::pair<std::string, const analysis::PseudonymisedFile*>> targets;
    std::set<std::string> names;
    for (const analysis::PseudonymisedFile& file : files) {
        const std::filesystem::path target =
            std::filesystem::path(folder) / std::filesystem::path(file.path).filename();
        if (!names.insert(target.string()).second)
            throw UsageError(fmt::format("two data files are called \"{}\"", target.filename().string()),
                             "give them different names, since both would become one file");
        std::error_code error;
        if (std::filesystem::equivalent(target, file.path, error) && !error)
            throw UsageError(
                fmt::format("\"{}\" is read in this run and cannot be its output", target.string()),
                "name another folder after --pseudonymise");
        targets.emplace_back(target.string(), &file);
    }
    return targets;
}

void make_folder(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (std::filesystem::is_directory(folder)) return;
    base::Diagnostic diagnostic;
    diagnostic.code = "output.no_folder";
    diagnostic.message = fmt::format("the folder \"{}\" cannot be made", folder);
    diagnostic.help = "name a folder of your own after --pseudonymise";
    throw base::OutputError(std::move(diagnostic));
}

}  // namespace

int run_link_plan(const Settings& settings) {
    refuse(settings, {"review", "decisions", "tolerance", "pseudonymise", "key", "new-key", "waves"},
           "a study");
    if (!settings.arguments.empty())
        throw UsageError("--plan reads no files", "outcomes help link shows an example");
    const auto people = settings.typed.one("people");
    const auto elements = settings.typed.one("elements");
    if (!people || !elements)
        throw UsageError(fmt::format("--plan needs --{} as well", people ? "elements" : "people"),
                         "outcomes link --plan --people 300 --elements 31,26,10,12,6");
    std::vector<double> sizes;
    for (const std::string& one : list_of(*elements)) sizes.push_back(element_size(one, *elements));
    const std::size_t n = whole_number(*people, 2);
    const auto codes = analysis::plan_codes(sizes, n);
    check_targets(settings, {});
    write_all(settings, [&](const Style& style) { return plan_document(codes, n, style); });
    return exit_code::done;
}

int run_pseudonymise(const Settings& settings) {
    refuse(settings, {"review", "tolerance"}, "matching, without --pseudonymise");
    const std::string folder = settings.typed.one("pseudonymise")->value;
    if (settings.studies.size() != 1) throw UsageError("--pseudonymise takes one study at a time");
    const survey::Study study = survey::read_study(settings.studies.front());
    if (settings.typed.has("new-key")) make_folder(folder);  // before the key, which is made once only
    const base::SecretKey key = secret_key(settings);
    make_folder(folder);
    const auto files = analysis::pseudonymised(study, key);
    const auto targets = targets_in(folder, files);
    for (const auto& [target, file] : targets) {
        write_file(target, file->bytes, settings);
        if (!settings.quiet)
            tell(fmt::format("  {} codes replaced, {} records without a whole code left blank",
                             file->n_replaced, file->n_blanked));
    }
    return exit_code::done;
}

void refuse_plan_options(const Settings& settings) {
    refuse(settings, {"people", "elements"}, "--plan");
}

void refuse_key_options(const Settings& settings) {
    refuse(settings, {"key", "new-key"}, "--pseudonymise");
}

void write_file(const std::string& path, std::string_view bytes, const Settings& settings) {
    io::OutputFile file(path, settings.force);
    file.write(bytes);
    file.commit();
    if (!settings.quiet && path != "-") tell(fmt::format("wrote {}", path));
}

}  // namespace outcomes::cli
