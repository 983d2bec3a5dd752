#include "libstats/analysis/run_support.hpp"
#include "libstats/stats/proportion_pairs.hpp"
#include "libstats/stats/proportions.hpp"

#include <numeric>
#include <utility>

namespace outcomes::analysis {
namespace {

using base::Reason;
using findings::Finding;

std::int64_t total(const std::vector<std::int64_t>& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

Finding counted_points(const Measure& measure, const char* estimand) {
    Finding row = counted_row(measure, estimand);
    row.estimate_type = "percentage_points";
    return row;
}

stats::Moves moves_of(const AnswerData& answers) {
    stats::Moves moves;
    const std::size_t k = answers.labels.size();
    for (std::size_t a = 0; a < k; ++a) {
        for (std::size_t b = 0; b < k; ++b) {
            const std::int64_t n = answers.moves[a * k + b];
            if (b > a)
                moves.up += n;
            else if (b < a)
                moves.down += n;
            else
                moves.same += n;
        }
    }
    return moves;
}

stats::Count at_or_above(const std::vector<std::int64_t>& counts, std::size_t middle) {
    return {
        std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(middle), counts.end(), std::int64_t{0}),
        total(counts)};
}

/// The difference of two independent shares with Newcombe's interval.
MethodResult independent(const Measure& measure, double level, stats::Count from, stats::Count to) {
    Finding row = counted_points(measure, "place");
    row.policy = "Newcombe hybrid score";
    const auto shown = stats::proportion_difference(from, to, level);
    if (!shown) return absent(std::move(row), shown.reason());
    row.mean_from = shown->baseline * percent;
    row.mean_to = shown->repeat * percent;
    row.estimate = shown->estimate * percent;
    set_interval(row, in_points(shown->newcombe), level);
    return {std::move(row), in_points(stats::proportion_difference(from, to, verdict_level)->newcombe)};
}

/// A form of McNemar's test: where its numbers are.
struct McNemarForm {
    const char* policy;
    void (*fill)(Finding& row, const stats::McNemar& test);
};

MethodResult mcnemar_row(const Measure& measure, const McNemarForm& form) {
    Finding row = counted_points(measure, "people");
    row.policy = form.policy;
    row.subgroup = measure.answers.labels[measure.success];
    const stats::PairedTable table = yes_no_moves(measure);
    const auto difference = stats::paired_difference(table, verdict_level);
    if (!difference) return absent(std::move(row), difference.reason());
    row.mean_from = difference->baseline * percent;
    row.mean_to = difference->repeat * percent;
    row.estimate = difference->estimate * percent;
    const auto test = stats::mcnemar(table);
    if (!test) {
        row.reason = base::reason_id(test.reason());
        return {std::move(row), std::nullopt};
    }
    form.fill(row, *test);
    return {std::move(row), std::nullopt};
}

}  // namespace

MethodResult run_net_share(const Measure& measure, double level) {
    Finding row = counted_points(measure, "people");
    row.policy = "Tango score interval";
    const stats::Moves moves = moves_of(measure.answers);
    const auto shown = stats::net_share(moves, level);
    if (!shown) return absent(std::move(row), shown.reason());
    row.estimate = shown->estimate * percent;
    set_interval(row, in_points(shown->tango), level);
    // "Beside it" stands Pratt's test on the answer positions (decisions: one ordered question).
    const MethodResult pratt = run_signed_rank_pratt(measure, level);
    row.p_value = pratt.row.p_value;
    if (row.p_value) row.policy += "; p from Pratt's test, " + pratt.row.policy;
    return {std::move(row), in_points(stats::net_share(moves, verdict_level)->tango)};
}

MethodResult run_share_middle(const Measure& measure, double level) {
    const AnswerData& answers = measure.answers;
    MethodResult result = independent(measure, level, at_or_above(answers.count_from, answers.middle),
                                      at_or_above(answers.count_to, answers.middle));
    result.row.subgroup = answers.labels[answers.middle] + " or above";
    return result;
}

MethodResult run_newcombe_paired(const Measure& measure, double level) {
    Finding row = counted_points(measure, "people");
    row.policy = "Newcombe method 10; p from McNemar mid-p";
    row.subgroup = measure.answers.labels[measure.success];
    const stats::PairedTable table = yes_no_moves(measure);
    const auto shown = stats::paired_difference(table, level);
    if (!shown) return absent(std::move(row), shown.reason());
    row.mean_from = shown->baseline * percent;
    row.mean_to = shown->repeat * percent;
    row.estimate = shown->estimate * percent;
    set_interval(row, in_points(shown->newcombe), level);
    if (const auto test = stats::mcnemar(table)) row.p_value = test->mid_p.two_sided;
    return {std::move(row), in_points(stats::paired_difference(table, verdict_level)->newcombe)};
}

MethodResult run_newcombe(const Measure& measure, double level) {
    const auto count = [&](const std::vector<std::int64_t>& counts) {
        return stats::Count{counts[measure.success], total(counts)};
    };
    MethodResult result =
        independent(measure, level, count(measure.answers.count_from), count(measure.answers.count_to));
    result.row.subgroup = measure.answers.labels[measure.success];
    return result;
}

MethodResult run_mcnemar_exact(const Measure& measure, double /*level*/) {
    return mcnemar_row(measure, {"exact binomial", [](Finding& row, const stats::McNemar& test) {
                                     row.p_value = test.exact.two_sided;
                                 }});
}

MethodResult run_mcnemar_mid_p(const Measure& measure, double /*level*/) {
    return mcnemar_row(measure, {"mid-p", [](Finding& row, const stats::McNemar& test) {
                                     row.p_value = test.mid_p.two_sided;
                                 }});
}

MethodResult run_mcnemar_chi2(const Measure& measure, double /*level*/) {
    return mcnemar_row(measure,
                       {"chi-squared without correction", [](Finding& row, const stats::McNemar& test) {
                            row.statistic = test.chi2;
                            row.df = 1;
                            row.p_value = test.p_chi2;
                        }});
}

MethodResult run_mcnemar_corrected(const Measure& measure, double /*level*/) {
    return mcnemar_row(
        measure, {"chi-squared with continuity correction", [](Finding& row, const stats::McNemar& test) {
                      row.statistic = test.chi2_corrected;
                      row.df = 1;
                      row.p_value = test.p_chi2_corrected;
                  }});
}

}  // namespace outcomes::analysis
