#include "libstats/analysis/doubts.hpp"

#include "libstats/analysis/measure.hpp"
#include "libstats/survey/scoring.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

namespace outcomes::analysis {
namespace {

using base::Diagnostic;
using base::Severity;
using survey::Study;

/// Sums over the complete sheets of a scale that the correlation of each item with the rest is made of.
/// Answers are small integers, so doubles hold these sums exactly; the result only has to be right in sign.
struct ItemRestSums {
    double item = 0, rest = 0, item_squares = 0, rest_squares = 0, products = 0;

    void add(double x, double y) {
        item += x;
        rest += y;
        item_squares += x * x;
        rest_squares += y * y;
        products += x * y;
    }
    [[nodiscard]] double correlation(double n) const {
        const double spread = (n * item_squares - item * item) * (n * rest_squares - rest * rest);
        return spread <= 0 ? 0 : (n * products - item * rest) / std::sqrt(spread);
    }
};

std::vector<double> item_rest_correlations(const survey::ItemMatrix& matrix) {
    std::vector<ItemRestSums> sums(matrix.n_items);
    for (std::size_t row = 0; row < matrix.n_rows(); ++row) {
        const auto* answers = matrix.units.data() + row * matrix.n_items;
        double total = 0;
        for (std::size_t i = 0; i < matrix.n_items; ++i) total += answers[i];
        for (std::size_t i = 0; i < matrix.n_items; ++i) sums[i].add(answers[i], total - answers[i]);
    }
    std::vector<double> correlations;
    for (const ItemRestSums& one : sums)
        correlations.push_back(one.correlation(static_cast<double>(matrix.n_rows())));
    return correlations;
}

void check_scale_key(const Study& study, const survey::Scale& scale, const survey::WaveData& wave,
                     std::vector<Diagnostic>& doubts) {
    std::vector<std::string> against;
    for (const std::size_t item : items_against_rest(survey::item_matrix(study, scale, wave))) {
        against.push_back('"' + scale.items[item] + '"');
    }
    if (against.empty()) return;
    Diagnostic doubt = study.diagnostic_at(
        scale.mark, Severity::warning, "data.doubtful_key",
        fmt::format("in wave \"{}\" {} of the {} questions of \"{}\" go against the others", wave.id,
                    against.size(), scale.items.size(), scale.label));
    doubt.found = fmt::format("{}", fmt::join(against, ", "));
    doubt.help =
        !scale.use.empty()
            ? "the items may stand in another order than the key has, or be coded the other way round "
              "(outcomes help instruments)"
            : "if a high answer means the opposite there, list the question under reverse (or take it out of "
              "reverse)";
    doubts.push_back(std::move(doubt));
}

Diagnostic unused(const Study& study, const survey::Mark& mark, const std::string& key, std::string help) {
    Diagnostic warning =
        study.diagnostic_at(mark, Severity::warning, "study.not_used",
                            fmt::format("{} is understood, but this version does not use it", key));
    warning.help = std::move(help);
    return warning;
}

}  // namespace

std::vector<std::size_t> items_against_rest(const survey::ItemMatrix& matrix) {
    constexpr std::size_t enough_sheets = 30;
    constexpr double clearly_negative = -0.1;
    std::vector<std::size_t> against;
    if (matrix.n_items < 3 || matrix.n_rows() < enough_sheets) return against;
    const std::vector<double> correlations = item_rest_correlations(matrix);
    for (std::size_t i = 0; i < correlations.size(); ++i) {
        if (correlations[i] < clearly_negative) against.push_back(i);
    }
    return against;
}

std::vector<Diagnostic> unused_keys(const Study& study) {
    std::vector<Diagnostic> warnings;
    const survey::Columns& columns = study.columns;
    if (columns.group) {
        const std::string help = fmt::format(
            "everyone is compared together; for one group at a time: [rows] keep = [{{ column = \"{}\", is = "
            "\"{}\" }}]",
            columns.group->column, columns.group->programme);
        warnings.push_back(unused(study, columns.group->mark, "[columns] group", help));
    }
    if (columns.weight) {
        warnings.push_back(unused(study, columns.weight->mark, "[columns] weight",
                                  "every sheet counts once; take the key out to go on"));
    }
    const auto confirms = [&](survey::Confirm confirm) {
        return study.link && std::find(study.link->confirm.begin(), study.link->confirm.end(), confirm) !=
                                 study.link->confirm.end();
    };
    struct Unread {
        const std::optional<survey::ColumnName>& column;
        const char* key;
        bool is_used;
    };
    const Unread others[] = {{columns.sex, "[columns] sex", confirms(survey::Confirm::sex)},
                             {columns.age, "[columns] age", confirms(survey::Confirm::age)},
                             {columns.consent, "[columns] consent", false}};
    for (const auto& [column, key, is_used] : others) {
        if (column && !is_used)
            warnings.push_back(unused(study, column->mark, key, "leave people out with [rows] keep or drop"));
    }
    if (!study.subgroups.empty()) {
        Diagnostic note =
            unused(study, study.subgroups.front().mark, "[subgroup]", "results are for everyone together");
        note.severity = Severity::note;
        warnings.push_back(std::move(note));
    }
    return warnings;
}

std::vector<Diagnostic> misplaced_smallest_changes(const Study& study) {
    std::vector<Diagnostic> warnings;
    for (const survey::Scale& scale : study.scales) {
        if (kind_of(study, scale) == MeasureKind::mean || !scale.small_change.sd) continue;
        const survey::Mark mark = scale.small_change.mark.line > 0 ? scale.small_change.mark : scale.mark;
        Diagnostic warning = study.diagnostic_at(
            mark, Severity::warning, "study.small_change_of_shares",
            fmt::format(
                "\"{}\" is one question reported as shares, so a smallest change in SDs does not apply to it",
                scale.id));
        warning.help = "give it one in percentage points: small_change = { points = 10 }";
        warnings.push_back(std::move(warning));
    }
    return warnings;
}

std::vector<Diagnostic> doubtful_keys(const Study& study, const survey::Responses& responses) {
    std::vector<Diagnostic> doubts;
    for (const survey::Scale& scale : study.scales) {
        if (scale.column || scale.items.size() < 3) continue;
        for (const survey::WaveData& wave : responses.waves) check_scale_key(study, scale, wave, doubts);
    }
    return doubts;
}

std::vector<Diagnostic> unexpected_choices(const Study& study, const Plan& plan) {
    std::vector<Diagnostic> notes;
    const auto add = [&](const char* code, std::string message, std::string help) {
        Diagnostic note;
        note.severity = Severity::warning;
        note.code = code;
        note.message = std::move(message);
        note.help = std::move(help);
        notes.push_back(std::move(note));
    };
    if (plan.from > plan.to) {
        add("compare.backwards",
            fmt::format("\"{}\" comes after \"{}\", so this compares backwards in time", plan.from->label,
                        plan.to->label),
            "");
    }
    if (study.path.empty() && study.columns.id.empty() && !study.columns.row_is_person) {
        add("compare.no_id",
            "without --id nobody can be linked: the people of the two files are taken as different ones",
            "name the column with each person's code: --id COLUMN");
    }
    return notes;
}

}  // namespace outcomes::analysis
