#include "libstats/stats/cochran_q.hpp"
#include "libstats/stats/kappa.hpp"
#include "libstats/stats/marginal_homogeneity.hpp"
#include "libstats/stats/proportion_pairs.hpp"
#include "tests/mapping/mappers.hpp"

#include <algorithm>

namespace outcomes::tests {
namespace {

using stats::PairedTable;
using stats::SquareTable;

void put_mcnemar(const PairedTable& table, Sink sink) {
    sink.put("discordant", table.baseline_only + table.repeat_only);
    const auto test = stats::mcnemar(table);
    if (test) {
        sink.put("chi2", test->chi2);
        sink.put("p", test->p_chi2);
        sink.put("chi2_cc", test->chi2_corrected);
        sink.put("p_cc", test->p_chi2_corrected);
        sink.put("p_exact", test->exact.two_sided);
        sink.put("p_mid", test->mid_p.two_sided);
        sink.put("p_exact_less_b", test->exact.greater);
        sink.put("p_exact_greater_b", test->exact.less);
        sink.put("cohen_g", test->cohen_g);
    } else {
        for (const char* key : {"chi2", "p", "chi2_cc", "p_cc", "p_exact", "p_mid", "p_exact_less_b",
                                "p_exact_greater_b", "cohen_g"})
            sink.none(key);
    }
    const auto odds = stats::conditional_odds_ratio(table);
    if (odds) {
        sink.put("odds_ratio_c_over_b", odds->estimate);
        sink.put("odds_ratio_ci_exact", odds->exact);
        sink.put("odds_ratio_ci_midp", odds->mid_p);
        sink.put("odds_ratio_ci_wilson", odds->wilson);
        sink.put("odds_ratio_ci_wald", odds->wald);
    } else {
        for (const char* key : {"odds_ratio_c_over_b", "odds_ratio_ci_exact", "odds_ratio_ci_midp",
                                "odds_ratio_ci_wilson", "odds_ratio_ci_wald"})
            sink.none(key);
    }
}

void put_difference_intervals(const PairedTable& table, Sink sink) {
    const auto change = stats::paired_difference(table);
    sink.put("wald", change->wald);
    sink.put("wald_cc_edwards", change->wald_corrected);
    sink.put("wald_se", change->wald_std_error);
    sink.put("bonett_price", change->bonett_price);
    sink.put("agresti_min", change->agresti_min);
    sink.put("newcombe_method8", change->newcombe_raw_phi);
    sink.put("newcombe_method10", change->newcombe);
    sink.put("phi", change->phi);
    sink.put("phi_corrected", change->phi_corrected);
    sink.put("tango", change->tango);
    sink.put("tango_90", stats::paired_difference(table, 0.90)->tango);
}

/// Everything below `paired_2x2` and `top_box.result`.
void put_paired_2x2(const PairedTable& table, Sink sink) {
    sink.put("a", table.both);
    sink.put("b", table.baseline_only);
    sink.put("c", table.repeat_only);
    sink.put("d", table.neither);
    const auto change = stats::paired_difference(table);
    if (!change) {
        sink.put("n", 0);
        for (const char* key : {"p_baseline", "p_repeat", "diff", "mcnemar", "diff_ci", "risk_ratio"})
            sink.none(key);
        return;
    }
    sink.put("n", change->n);
    sink.put("p_baseline", change->baseline);
    sink.put("p_repeat", change->repeat);
    sink.put("diff", change->estimate);
    put_mcnemar(table, sink.under("mcnemar"));
    put_difference_intervals(table, sink.under("diff_ci"));
    const auto ratio = stats::paired_ratio(table);
    if (!ratio) return sink.none("risk_ratio");
    sink.under("risk_ratio").put("rr", ratio->estimate);
    sink.under("risk_ratio").put("ci_wald", ratio->wald);
}

void put_homogeneity(const base::Outcome<stats::MarginalHomogeneity>& test, std::string_view key, Sink sink) {
    if (!test) return sink.none(key);
    const Sink at = sink.under(key);
    at.put("chi2", test->chi2);
    at.put("df", test->df);
    at.put("p", test->p);
}

void put_symmetry(const SquareTable& table, Sink sink) {
    const auto test = stats::bowker(table);
    if (!test) return sink.none("bowker");
    const Sink at = sink.under("bowker");
    at.put("chi2", test->chi2);
    at.put("df_all_pairs", test->df_all);
    at.put("p_all_pairs", test->p_all);
    at.put("df_nonempty_pairs", test->df);
    at.put("p_nonempty_pairs", test->p);
}

void put_score_shift(const SquareTable& table, Sink sink) {
    const auto test = stats::score_shift(table);
    if (!test) return sink.none("ordinal_scores_mh");
    const Sink at = sink.under("ordinal_scores_mh");
    at.put("sum_diff", test->sum);
    at.put("z", test->z);
    at.put("chi2", test->chi2);
    at.put("p", test->p);
}

void put_marginal_homogeneity(const SquareTable& table, Sink sink) {
    const auto [moves, categories_used, rank] = stats::table_moves(table);
    sink.put("n", moves.up + moves.down + moves.same);
    sink.put("categories_used", categories_used);
    sink.put("covariance_rank", rank);
    put_homogeneity(stats::stuart_maxwell(table), "stuart_maxwell", sink);
    put_homogeneity(stats::bhapkar(table), "bhapkar", sink);
    put_symmetry(table, sink);
    put_score_shift(table, sink);
    const Sink net = sink.under("net_change");
    net.put("up", moves.up);
    net.put("down", moves.down);
    net.put("same", moves.same);
    // The sign test of the moves is McNemar's of those who moved.
    const auto test = stats::mcnemar({0, moves.down, moves.up, moves.same});
    net.put("sign_test_p", test ? std::optional(test->exact.two_sided) : std::nullopt);
}

/// `weights`: a KappaWeights or the numbers themselves.
template <class Weights>
void put_kappa(const SquareTable& table, const Weights& weights, Sink sink) {
    const auto agreement = stats::agreement(table, weights);
    sink.put("po", agreement ? std::optional(agreement->observed) : std::nullopt);
    sink.put("pe", agreement ? std::optional(agreement->expected) : std::nullopt);
    const auto kappa = stats::kappa(table, weights);
    if (!kappa) {
        for (const char* key : {"kappa", "ase", "ci", "ase0", "z", "p"}) sink.none(key);
        return;
    }
    sink.put("kappa", kappa->estimate);
    sink.put("ase", kappa->std_error);
    sink.put("ci", kappa->ci);
    sink.put("ase0", kappa->null_std_error);
    sink.put("z", kappa->z);
    sink.put("p", kappa->p);
}

void put_kappas(const SquareTable& table, const nlohmann::json& params, Sink sink) {
    put_kappa(table, stats::KappaWeights::unweighted, sink.under("unweighted"));
    put_kappa(table, stats::KappaWeights::linear, sink.under("linear"));
    put_kappa(table, stats::KappaWeights::quadratic, sink.under("quadratic"));
    if (params.contains("kappa_weights")) {
        std::vector<double> weights;
        for (const auto& row : params.at("kappa_weights")) {
            for (const auto& weight : row) weights.push_back(weight.get<double>());
        }
        put_kappa(table, std::span<const double>(weights), sink.under("custom_weights"));
    }
    const auto ac1 = stats::gwet_ac1(table);
    sink.put("gwet_ac1", ac1 ? std::optional(ac1->estimate) : std::nullopt);
    const auto percent = stats::agreement(table, stats::KappaWeights::unweighted);
    sink.put("percent_agreement", percent ? std::optional(percent->observed) : std::nullopt);
}

void put_category_vs_rest(const SquareTable& table, std::size_t category, Sink sink) {
    const PairedTable answer = stats::against_rest(table, category);
    sink.put("category", category + 1);
    const auto change = stats::paired_difference(answer);
    sink.put("diff", change ? std::optional(change->estimate) : std::nullopt);
    sink.put("newcombe10", change ? std::optional(change->newcombe) : std::nullopt);
    const auto test = stats::mcnemar(answer);
    sink.put("mcnemar_chi2", test ? std::optional(test->chi2) : std::nullopt);
    sink.put("mcnemar_p", test ? std::optional(test->p_chi2) : std::nullopt);
    sink.put("mcnemar_p_exact", test ? std::optional(test->exact.two_sided) : std::nullopt);
}

void put_margins(const SquareTable& table, Sink sink) {
    std::vector<std::int64_t> baseline(table.k), repeat(table.k);
    for (std::size_t i = 0; i < table.k; ++i) {
        const std::span<const std::int64_t> all = table.counts;
        sink.under("table_rows_baseline").put_list(std::to_string(i), all.subspan(i * table.k, table.k));
        for (std::size_t j = 0; j < table.k; ++j) {
            baseline[i] += table.at(i, j);
            repeat[j] += table.at(i, j);
        }
    }
    sink.put_list<std::int64_t>("baseline_margin", baseline);
    sink.put_list<std::int64_t>("repeat_margin", repeat);
}

/// The labels of both columns: in the order of their numbers, or as they come if they have none.
std::vector<std::string> labels_of(const TextColumn& first, const TextColumn& second) {
    std::vector<std::string> labels;
    bool numbers = true;
    for (const TextColumn* column : {&first, &second}) {
        for (const std::string& label : *column) {
            if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
            numbers = numbers && base::parse_double(label).has_value();
        }
    }
    if (numbers)
        std::stable_sort(labels.begin(), labels.end(), [](const auto& a, const auto& b) {
            return *base::parse_double(a) < *base::parse_double(b);
        });
    return labels;
}

using Rows = std::vector<std::vector<std::int64_t>>;

Rows empty_rows(std::size_t k) {
    return Rows(k, std::vector<std::int64_t>(k, 0));
}

template <class Value>
std::optional<std::size_t> place_of(const std::vector<Value>& values, const Value& value) {
    const auto at = std::find(values.begin(), values.end(), value);
    if (at == values.end()) return std::nullopt;
    return static_cast<std::size_t>(at - values.begin());
}

/// All columns but the people's names, for the people without a blank.
stats::YesNoTable yes_no_table(const MapCase& one) {
    std::vector<std::vector<std::optional<base::Decimal>>> columns;
    for (std::size_t j = 0; j < one.names.size(); ++j) {
        if (one.names[j] != "id") columns.push_back(decimals(one.columns[j]));
    }
    stats::YesNoTable table{columns.size(), {}};
    for (std::size_t i = 0; i < one.n_rows(); ++i) {
        const auto answered = [i](const auto& column) { return column[i].has_value(); };
        if (!std::all_of(columns.begin(), columns.end(), answered)) continue;
        for (const auto& column : columns)
            table.answers.push_back(base::common_grid(std::vector{*column[i]})->units.front() != 0 ? 1 : 0);
    }
    return table;
}

void put_cochran_q(const stats::YesNoTable& table, Sink sink) {
    const stats::YesCounts counts = stats::yes_counts(table);
    sink.put("n", counts.n);
    sink.put("k", counts.k);
    sink.put_list<std::int64_t>("successes", counts.yes);
    sink.put("n_informative", counts.n_informative);
    const auto pairs = stats::pairwise_mcnemar(table);
    if (!pairs) return sink.none("pairwise_mcnemar_exact");
    const Sink pairwise = sink.under("pairwise_mcnemar_exact");
    for (std::size_t i = 0; i < pairs->size(); ++i) {
        const stats::ColumnPair& pair = pairs.value()[i];
        pairwise.under("i").put(std::to_string(i), pair.first + 1);
        pairwise.under("j").put(std::to_string(i), pair.second + 1);
        pairwise.under("p").put(std::to_string(i), pair.p);
        pairwise.under("p_holm").put(std::to_string(i), pair.p_adjusted);
    }
    const auto test = stats::cochran_q(table);
    if (!test) {
        for (const char* key : {"Q", "df", "p", "p_exact_conditional"}) sink.none(key);
        return;
    }
    sink.put("Q", test->q);
    sink.put("df", test->df);
    sink.put("p", test->p);
    sink.put("p_exact_conditional", test->p_exact);
}

}  // namespace

void map_square_table(const std::vector<std::vector<std::int64_t>>& table, const nlohmann::json& params,
                      Sink sink) {
    SquareTable square{table.size(), {}};
    for (const auto& row : table) square.counts.insert(square.counts.end(), row.begin(), row.end());
    sink.put("k", square.k);
    const stats::Moves moves = stats::table_moves(square).moves;
    sink.put("n", moves.up + moves.down + moves.same);
    put_margins(square, sink);
    put_marginal_homogeneity(square, sink.under("marginal_homogeneity"));
    put_kappas(square, params, sink.under("kappa"));
    if (square.k == 2) return put_paired_2x2(stats::against_rest(square, 0), sink.under("paired_2x2"));
    if (square.k < 2) return;
    const Sink top = sink.under("top_box");
    top.put_list<std::size_t>("categories", std::vector<std::size_t>{square.k - 1, square.k});
    put_paired_2x2(stats::top_box(square, square.k - 2), top.under("result"));
    for (std::size_t i = 0; i < square.k; ++i)
        put_category_vs_rest(square, i, sink.under("per_category_vs_rest").under(i));
}

void map_table_case(const MapCase& one, Sink sink) {
    const TextColumn &baseline = one.column("baseline"), &repeat = one.column("repeat");
    const auto labels = labels_of(baseline, repeat);
    const auto counts = decimals(one.column("count"));
    Rows table = empty_rows(labels.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto from = place_of(labels, baseline[i]), to = place_of(labels, repeat[i]);
        if (counts[i]) table[*from][*to] += base::common_grid(std::vector{*counts[i]})->units.front();
    }
    map_square_table(table, one.params, sink.under("table"));
}

/// Whole answers from low to high; yes before no where the answers are 1 and 0.
void map_likert(const Waves& waves, const nlohmann::json& params, Sink sink) {
    const auto low = params.at("likert").at(0).get<std::int64_t>();
    const auto high = params.at("likert").at(1).get<std::int64_t>();
    std::vector<std::int64_t> levels;
    for (std::int64_t level = low; level <= high; ++level) levels.push_back(level);
    sink.put_list<std::int64_t>("likert_levels", levels);
    if (low == 0 && high == 1) std::reverse(levels.begin(), levels.end());
    for (std::int64_t& level : levels) level *= waves.denominator;
    Rows table = empty_rows(levels.size());
    for (std::size_t i = 0; i < waves.baseline.size(); ++i) {
        if (!waves.baseline[i] || !waves.repeat[i]) continue;
        const auto from = place_of(levels, *waves.baseline[i]), to = place_of(levels, *waves.repeat[i]);
        if (from && to) ++table[*from][*to];
    }
    map_square_table(table, params, sink.under("likert_table"));
}

void map_binary_k_case(const MapCase& one, Sink sink) {
    const stats::YesNoTable table = yes_no_table(one);
    put_cochran_q(table, sink.under("cochran_q"));
    const std::vector<std::int64_t> answers(table.answers.begin(), table.answers.end());
    map_friedman(answers, table.k, 1, sink.under("friedman"));
}

}  // namespace outcomes::tests
