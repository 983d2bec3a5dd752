#include "libstats/render/evaluator.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/findings/verdict.hpp"
#include "libstats/render/lay_numbers.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/wording.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Finding;
using Id = PhraseId;

std::string fixed(double value, int digits) {
    return with_minus(base::fixed(value, digits));
}

/// "Belonging was higher in 2025 (M = 3.40, SD = 0.79) than in 2024 (...)", or the name alone.
Runs opening(const Finding& row, const EvaluatorContext& context) {
    const int digits = shown_digits(row);
    const std::string name = full_name(row);
    const auto& [wave_from, wave_to, facts, movement] = context.term;
    if (!row.mean_from || !row.mean_to) return say_runs("apa.name", {{"scale", name}});
    const std::string from = fixed(*row.mean_from, digits);
    const std::string to = fixed(*row.mean_to, digits);
    if (!unit_of(row).empty())
        return say_runs(
            "apa.shares",
            {{"scale", name}, {"from", from}, {"to", to}, {"wave_from", wave_from}, {"wave_to", wave_to}});
    if (!row.sd_from || !row.sd_to) return say_runs("apa.name", {{"scale", name}});
    const bool settled = row.verdict != "inconclusive" && row.verdict_detail != "none" && from != to;
    const Id phrase = !settled                        ? Id("apa.means.same")
                      : *row.mean_to > *row.mean_from ? Id("apa.means.up")
                                                      : Id("apa.means.down");
    return say_runs(phrase, {{"scale", name},
                             {"from", from},
                             {"to", to},
                             {"sd_from", fixed(*row.sd_from, digits)},
                             {"sd_to", fixed(*row.sd_to, digits)},
                             {"wave_from", wave_from},
                             {"wave_to", wave_to}});
}

Runs estimate_part(const Finding& row) {
    if (!row.estimate) return {};
    const Slot value{"estimate", fixed(*row.estimate, shown_digits(row))};
    if (row.method == "net_share") return say_runs("apa.net_share", {value});
    if (!unit_of(row).empty()) return say_runs("apa.share_difference", {value});
    return say_runs(row.estimand == "place" ? Id("apa.difference") : Id("apa.change"), {value});
}

Runs interval_part(const Finding& row) {
    if (!row.conf_low || !row.conf_high) return {};
    const int digits = shown_digits(row);
    return say_runs("apa.interval", {{"level", base::shortest(100 * row.conf_level.value_or(0.95))},
                                     {"low", fixed(*row.conf_low, digits)},
                                     {"high", fixed(*row.conf_high, digits)}});
}

Runs test_part(const Finding& row) {
    if (!row.statistic || !row.df || !row.method.starts_with("paired_")) {
        if (!row.statistic || !row.df || !row.method.starts_with("overlap_")) return {};
    }
    return say_runs("apa.t",
                    {{"df", base::shortest(std::round(*row.df * 10) / 10)}, {"t", fixed(*row.statistic, 2)}});
}

/// ".042", and whether it is "less than".
std::pair<std::string, bool> p_parts(double p) {
    const std::string text = p_text(p);
    return text.starts_with("< ") ? std::pair{text.substr(2), true} : std::pair{text, false};
}

Runs p_part(const Finding& row) {
    if (!row.p_value) return {};
    const auto [p, less] = p_parts(*row.p_value);
    return say_runs(less ? Id("apa.p.less") : Id("apa.p"), {{"p", p}});
}

Runs adjusted_part(const Finding& row, const std::string& adjust) {
    if (!row.p_adjusted) return {};
    const auto [p, less] = p_parts(*row.p_adjusted);
    const std::string name = adjust == "bh" ? "Benjamini-Hochberg" : (adjust == "holm" ? "Holm" : "Family");
    return say_runs(less ? Id("apa.p_adjusted.less") : Id("apa.p_adjusted"), {{"adjust", name}, {"p", p}});
}

Runs effect_part(const Finding& row) {
    if (!row.effect || !row.effect_low || !row.effect_high) return {};
    return say_runs("apa.effect", {{"effect", fixed(*row.effect, 2)},
                                   {"low", fixed(*row.effect_low, 2)},
                                   {"high", fixed(*row.effect_high, 2)}});
}

Runs people_part(const Finding& row) {
    if (row.estimand == "people" && row.n) return say_runs("apa.pairs", {{"n", grouped(*row.n)}});
    if (row.n_from && row.n_to)
        return say_runs("apa.both_n", {{"n_from", grouped(*row.n_from)}, {"n_to", grouped(*row.n_to)}});
    return row.n ? say_runs("apa.n", {{"n", grouped(*row.n)}}) : Runs{};
}

/// What the interval says against the smallest change that matters.
Runs verdict_part(const Finding& row) {
    const std::string& detail = row.verdict_detail;
    const Slot d{"d", smallest_text(row)};
    const bool neither = row.better == "neither";
    if (detail == "clear") return say_runs("apa.clear", {d});
    if (detail == "size_unsure") return say_runs("apa.size_unsure", {d});
    if (detail == "tiny_rise" || detail == "tiny_fall") return say_runs("apa.tiny", {d});
    if (detail == "none") return say_runs("apa.same", {d});
    if (detail == "worsening_ruled_out")
        return say_runs(neither ? Id("apa.fall_ruled_out") : Id("apa.worsening_ruled_out"), {d});
    if (detail == "improvement_ruled_out")
        return say_runs(neither ? Id("apa.rise_ruled_out") : Id("apa.improvement_ruled_out"), {d});
    if (detail == "too_imprecise") return say_runs("apa.too_imprecise", {d});
    return say_runs(row.verdict == "inconclusive" ? Id("apa.no_smallest_change.unclear")
                                                  : Id("apa.no_smallest_change"));
}

Runs moves_part(const findings::Movement* movement) {
    if (movement == nullptr || !movement->ordered) return {};
    if (!movement->n_higher || !movement->n_lower || !movement->n_same) return {};
    return say_runs("apa.moves", {{"up", grouped(*movement->n_higher)},
                                  {"down", grouped(*movement->n_lower)},
                                  {"same", grouped(*movement->n_same)}});
}

std::string reason_text(const std::string& reason) {
    for (const base::Reason known : base::all_reasons()) {
        if (base::reason_id(known) == reason) return std::string(base::reason_sentence(known));
    }
    return say("lay.none.other", {{"scale", reason}});
}

/// Why there is no verdict, after the change where that is known.
Runs untested(const Finding& row, const EvaluatorContext& context) {
    const Slot reason{"reason", reason_text(row.reason)};
    if (!row.estimate) return say_runs("apa.not_tested", {{"scale", full_name(row)}, reason});
    Runs runs = opening(row, context);
    for (const Runs& part : std::array{estimate_part(row), people_part(row)}) {
        append(runs, plain(", "));
        append(runs, part);
    }
    append(runs, plain(". "));
    append(runs, say_runs("apa.no_interval", {reason}));
    return runs;
}

}  // namespace

EvaluatorContext evaluator_context(const findings::StudyFindings& study, const Finding& row) {
    EvaluatorContext context{context_of(study, row), row.method, ""};
    if (!study.record) return context;
    context.adjust = study.record->adjust;
    for (const findings::MethodUsed& method : study.record->methods) {
        if (method.id == row.method) context.method = method.title;
    }
    return context;
}

Runs evaluator_text(const Finding& row, const EvaluatorContext& context) {
    base::require(findings::verdict_from_id(row.verdict).has_value(),
                  "evaluator words: the row has no verdict");
    if (row.verdict == "not_tested") return untested(row, context);
    Runs runs = opening(row, context);
    for (const Runs& part : std::array{estimate_part(row), interval_part(row), test_part(row), p_part(row),
                                       adjusted_part(row, context.adjust), effect_part(row), people_part(row),
                                       say_runs("apa.method", {{"method", context.method}})}) {
        if (part.empty()) continue;
        append(runs, plain(", "));
        append(runs, part);
    }
    append(runs, plain(". "));
    append(runs, verdict_part(row));
    const bool movers = row.method == "net_share";
    for (const Runs& part : std::array{movers ? moves_part(context.term.movement) : Runs{},
                                       has_note(row, "suggestive") ? say_runs("apa.suggestive") : Runs{}}) {
        if (part.empty()) continue;
        append(runs, plain(" "));
        append(runs, part);
    }
    return runs;
}

Runs attrition_text(const Finding& row) {
    base::require(row.estimate && row.conf_low && row.conf_high && row.n_from && row.n_to && row.effect,
                  "attrition_text: the row has no figures");
    const int digits = shown_digits(row);
    return say_runs("apa.attrition", {{"scale", full_name(row)},
                                      {"lost", grouped(*row.n_from)},
                                      {"kept", grouped(*row.n_to)},
                                      {"estimate", fixed(*row.estimate, digits)},
                                      {"level", base::shortest(100 * row.conf_level.value_or(0.95))},
                                      {"low", fixed(*row.conf_low, digits)},
                                      {"high", fixed(*row.conf_high, digits)},
                                      {"effect", fixed(*row.effect, 2)}});
}

Runs evaluator_caveats(const findings::StudyFindings& study, const Rows& rows) {
    Runs runs = say_runs("apa.evidence");
    append(runs, plain(" "));
    append(runs, say_runs("apa.rule"));
    const bool both = std::any_of(study.results.begin(), study.results.end(),
                                  [](const Finding& row) { return row.analysis == "other_estimand"; });
    if (!both || rows.empty()) return runs;
    append(runs, plain(" "));
    append(runs, say_runs(rows.front()->estimand == "place" ? Id("apa.other_estimand.people")
                                                            : Id("apa.other_estimand.place")));
    return runs;
}

}  // namespace outcomes::render
