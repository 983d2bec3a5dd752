#include "libstats/stats/guttman.hpp"
#include "libstats/stats/item_analysis.hpp"
#include "libstats/stats/omega.hpp"
#include "libstats/stats/reliability.hpp"
#include "libstats/stats/split_half.hpp"
#include "tests/mapping/item_answers.hpp"

#include <algorithm>
#include <numeric>

namespace outcomes::tests {
namespace {

/// A key that may be one name, a list of names, or an empty object.
std::vector<std::string> names_at(const nlohmann::json& params, const char* key) {
    const auto node = params.value(key, nlohmann::json::array());
    if (node.is_string()) return {node.get<std::string>()};
    if (node.is_array()) return node.get<std::vector<std::string>>();
    return {};
}

void map_alpha(const stats::ItemMoments& moments, Sink sink) {
    const auto reliability = stats::cronbach_alpha(moments);
    if (!reliability) {
        for (const char* key : {"alpha_raw", "alpha_feldt_ci", "alpha_standardized", "average_interitem_r",
                                "sem_raw_alpha", "total_mean", "total_sd"})
            sink.none(key);
        return;
    }
    sink.put("alpha_raw", reliability->alpha);
    sink.put("alpha_feldt_ci", reliability->alpha_ci);
    sink.put("alpha_standardized", reliability->alpha_standardized);
    sink.put("average_interitem_r", reliability->average_correlation);
    sink.put("sem_raw_alpha", reliability->std_error_of_measurement);
    sink.put("total_mean", reliability->total_mean);
    sink.put("total_sd", reliability->total_sd);
    sink.under("psych_alpha").put("ase_duhachek", reliability->alpha_std_error);
}

void map_guttman(const stats::ItemMoments& moments, Sink sink) {
    const auto bounds = stats::guttman_bounds(moments);
    if (!bounds) return sink.none("guttman");
    const Sink at = sink.under("guttman");
    at.put("lambda1_cov", bounds->lambda1);
    at.put("lambda2_cov", bounds->lambda2);
    at.put("lambda3_cov", bounds->lambda3);
    if (bounds->standardized)
        put_outcome(at, "lambda6_correlation", bounds->standardized->lambda6);
    else
        at.none("lambda6_correlation");
    put_outcome(at, "lambda6_covariance", bounds->lambda6);
}

void map_halves(const stats::ItemMoments& moments, stats::Halves halves, std::string_view key, Sink sink) {
    const auto split = stats::split_half(moments, halves);
    if (!split) return sink.none(key);
    const Sink at = sink.under(key);
    at.put("r", split->r);
    put_outcome(at, "spearman_brown", split->spearman_brown);
    put_outcome(at, "spearman_brown_unequal_horst", split->horst);
    at.put("guttman_lambda4", split->lambda4);
}

void map_factor(const stats::ItemMoments& moments, Sink sink) {
    if (const auto factor = stats::one_factor_ml(moments)) {
        const Sink ml = sink.under("omega_ml");
        ml.put("omega_total_ml_correlation", factor->omega_standardized);
        ml.put_list("loadings_ml", std::span(factor->loadings));
        const Sink cfa = sink.under("omega_cfa_raw");
        cfa.put("omega_total_cov", factor->omega);
        cfa.put_list("loadings", std::span(factor->raw_loadings));
        cfa.put_list("theta", std::span(factor->raw_errors));
        cfa.put("chisq", factor->chi_square);
        cfa.put("df", factor->df);
    } else {
        sink.none("omega_ml");
        sink.none("omega_cfa_raw");
    }
    if (const auto factor = stats::one_factor_minres(moments)) {
        const Sink minres = sink.under("omega_minres");
        minres.put("omega_total_model", factor->omega_model);
        minres.put("omega_total_observed_denominator", factor->omega_observed);
    } else {
        sink.none("omega_minres");
    }
}

void map_item_statistics(const stats::ItemMoments& moments, Sink sink) {
    const auto all = stats::item_statistics(moments);
    if (!all) return sink.none("items");
    for (std::size_t i = 0; i < all->size(); ++i) {
        const stats::ItemStatistics& item = (*all)[i];
        const Sink at = sink.under("items").under(i);
        at.put("mean", item.mean);
        at.put("sd", item.sd);
        put_outcome(at, "r_rest", item.item_rest);
        put_outcome(at, "r_total", item.item_total);
        put_outcome(at, "alpha_if_deleted", item.alpha_if_deleted);
        put_outcome(at, "smc", item.squared_multiple);
    }
}

}  // namespace

std::pair<std::int64_t, std::int64_t> range_of(const MapCase& one, std::int64_t denominator) {
    const auto ends = one.params.value("range", std::vector<std::int64_t>{0, 0});
    return {ends.at(0) * denominator, ends.at(1) * denominator};
}

Answers answers_of(const MapCase& one) {
    Answers answers;
    const auto reversed = names_at(one.params, "reverse");
    std::vector<base::Decimal> written;
    for (const std::string& name : one.names) {
        if (name == "id" || name == "time") continue;
        answers.items.push_back(name);
        answers.reversed.push_back(std::ranges::find(reversed, name) != reversed.end());
        for (const auto& value : decimals(one.column(name))) {
            if (value) written.push_back(*value);
        }
    }
    const base::Grid grid = base::common_grid(written).value();
    const auto [low, high] = range_of(one, grid.denominator);
    answers.denominator = grid.denominator;
    answers.turn = low + high;
    answers.given.assign(one.n_rows(), AnswerRow(answers.items.size()));
    std::size_t next = 0;
    for (std::size_t i = 0; i < answers.items.size(); ++i) {
        const auto column = decimals(one.column(answers.items[i]));
        for (std::size_t row = 0; row < column.size(); ++row) {
            if (column[row]) answers.given[row][i] = grid.units[next++];
        }
    }
    answers.aligned = answers.given;
    for (AnswerRow& row : answers.aligned) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i] && answers.reversed[i]) row[i] = answers.turn - *row[i];
        }
    }
    return answers;
}

std::int64_t n_answered(const AnswerRow& row) {
    return std::ranges::count_if(row, [](const Answer& answer) { return answer.has_value(); });
}

std::int64_t sum_of(const AnswerRow& row) {
    return std::accumulate(row.begin(), row.end(), std::int64_t{0},
                           [](std::int64_t sum, const Answer& answer) { return sum + answer.value_or(0); });
}

std::vector<std::vector<std::int64_t>> complete_rows(const std::vector<AnswerRow>& rows) {
    std::vector<std::vector<std::int64_t>> complete;
    for (const AnswerRow& row : rows) {
        if (n_answered(row) != static_cast<std::int64_t>(row.size())) continue;
        auto& answers = complete.emplace_back();
        for (const Answer& answer : row) answers.push_back(*answer);
    }
    return complete;
}

void map_scale(const std::vector<AnswerRow>& rows, const Answers& answers, Sink sink) {
    stats::ItemMoments moments(answers.items.size(), answers.denominator);
    std::int64_t missing = 0;
    for (const AnswerRow& row : rows) missing += static_cast<std::int64_t>(row.size()) - n_answered(row);
    for (const auto& row : complete_rows(rows)) moments.add(row);
    sink.put("k", answers.items.size());
    sink.put("n_rows", rows.size());
    sink.put("n_complete", moments.n_persons());
    sink.put("n_missing_cells", missing);
    map_alpha(moments, sink);
    map_guttman(moments, sink);
    map_halves(moments, stats::Halves::odd_even, "split_half_odd_even", sink);
    map_halves(moments, stats::Halves::first_second, "split_half_first_second", sink);
    map_factor(moments, sink);
    map_item_statistics(moments, sink);
}

void map_items_case(const MapCase& one, Sink sink) {
    const Answers answers = answers_of(one);
    map_scale(answers.aligned, answers, sink.under("items"));
    std::vector<std::vector<double>> rows;  // as written: the reference does not turn them here
    for (const auto& row : complete_rows(answers.given)) {
        auto& values = rows.emplace_back();
        for (const std::int64_t units : row)
            values.push_back(static_cast<double>(units) / static_cast<double>(answers.denominator));
    }
    map_icc(rows, sink.under("icc_items"));
}

void map_alpha_ci_case(const MapCase& one, Sink sink) {
    const auto number = [&](const char* name, std::size_t row) {
        return base::parse_double(one.column(name)[row]).value();
    };
    for (std::size_t row = 0; row < one.n_rows(); ++row) {
        const double alpha = number("alpha", row);
        const auto k = static_cast<std::size_t>(number("k", row));
        const auto n = static_cast<std::int64_t>(number("n", row));
        const Sink at = sink.under("alpha_ci").under(row);
        at.put("alpha", alpha);
        at.put("k", k);
        at.put("n", n);
        at.put("conf", number("conf", row));
        at.put("feldt_ci", stats::feldt_interval(alpha, k, n, number("conf", row)));
        const stats::AlphaTest test = stats::alpha_test(alpha, k, n);
        at.put("F_vs_zero", test.f);
        at.put("p_vs_zero", test.p_value);
        at.put("spearman_brown_double", stats::spearman_brown(alpha));
    }
}

}  // namespace outcomes::tests
