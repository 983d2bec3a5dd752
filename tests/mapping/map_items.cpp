#include "libstats/stats/guttman.hpp"
#include "libstats/stats/icc.hpp"
#include "libstats/stats/item_analysis.hpp"
#include "libstats/stats/multiplicity.hpp"
#include "libstats/stats/omega.hpp"
#include "libstats/stats/reliability.hpp"
#include "libstats/stats/sign_test.hpp"
#include "libstats/stats/signed_rank.hpp"
#include "libstats/stats/split_half.hpp"
#include "libstats/stats/t_test.hpp"
#include "tests/mapping/mappers.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

namespace outcomes::tests {
namespace {

using Answer = std::optional<std::int64_t>;
using AnswerRow = std::vector<Answer>;

template <class T>
void put(const Sink& sink, std::string_view key, const base::Outcome<T>& outcome) {
    if (outcome)
        sink.put(key, *outcome);
    else
        sink.none(key);
}

// ---- the answers of a case ----

/// The items of a scale and everybody's answers to them as units on one grid.
struct Answers {
    std::vector<std::string> items;
    std::vector<bool> reversed;
    std::int64_t denominator = 1;
    std::int64_t turn = 0;           ///< a reversed answer is turn - answer
    std::vector<AnswerRow> given;    ///< as written
    std::vector<AnswerRow> aligned;  ///< the reversed ones turned
};

/// A key that may be one name, a list of names, or an empty object.
std::vector<std::string> names_at(const nlohmann::json& params, const char* key) {
    const auto node = params.value(key, nlohmann::json::array());
    if (node.is_string()) return {node.get<std::string>()};
    if (node.is_array()) return node.get<std::vector<std::string>>();
    return {};
}

/// The ends of the answers, on their grid.
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

/// The rows without a blank.
std::vector<std::vector<std::int64_t>> complete_rows(const std::vector<AnswerRow>& rows) {
    std::vector<std::vector<std::int64_t>> complete;
    for (const AnswerRow& row : rows) {
        if (n_answered(row) != static_cast<std::int64_t>(row.size())) continue;
        auto& answers = complete.emplace_back();
        for (const Answer& answer : row) answers.push_back(*answer);
    }
    return complete;
}

// ---- how well the items of a scale go together ----

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
        put(at, "lambda6_correlation", bounds->standardized->lambda6);
    else
        at.none("lambda6_correlation");
    put(at, "lambda6_covariance", bounds->lambda6);
}

void map_halves(const stats::ItemMoments& moments, stats::Halves halves, std::string_view key, Sink sink) {
    const auto split = stats::split_half(moments, halves);
    if (!split) return sink.none(key);
    const Sink at = sink.under(key);
    at.put("r", split->r);
    put(at, "spearman_brown", split->spearman_brown);
    put(at, "spearman_brown_unequal_horst", split->horst);
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
        put(at, "r_rest", item.item_rest);
        put(at, "r_total", item.item_total);
        put(at, "alpha_if_deleted", item.alpha_if_deleted);
        put(at, "smc", item.squared_multiple);
    }
}

/// Everything below `items`, `time1`, `time2`.
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

// ---- a scale asked twice ----

/// The rows of the people at the first and at the last time; an empty row where somebody is missing.
struct TwoTimes {
    std::vector<std::string> ids;
    std::vector<std::size_t> first_rows;  ///< of the case, in its order
    std::vector<std::size_t> last_rows;
    std::vector<std::optional<std::size_t>> first;  ///< parallel to ids
    std::vector<std::optional<std::size_t>> last;
};

/// In the order of the reference's own list, which may hold only some of the people.
std::vector<std::string> ids_of(const MapCase& one) {
    std::vector<std::string> ids;
    if (one.reference.contains("scale_scores") && one.reference.at("scale_scores").contains("id")) {
        for (const auto& id : one.reference.at("scale_scores").at("id"))
            ids.push_back(id.is_string() ? id.get<std::string>() : id.dump());
        return ids;
    }
    for (const std::string& id : one.column("id")) {
        if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
    }
    return ids;
}

TwoTimes two_times(const MapCase& one) {
    TwoTimes times;
    times.ids = ids_of(one);
    const TextColumn& time = one.column("time");
    const auto [first, last] = std::ranges::minmax(time);
    std::map<std::string, std::size_t> first_of, last_of;
    for (std::size_t row = 0; row < time.size(); ++row) {
        if (time[row] == first) {
            times.first_rows.push_back(row);
            first_of.emplace(one.column("id")[row], row);
        }
        if (time[row] == last) {
            times.last_rows.push_back(row);
            last_of.emplace(one.column("id")[row], row);
        }
    }
    const auto find = [](const auto& rows, const std::string& id) {
        const auto at = rows.find(id);
        return at == rows.end() ? std::nullopt : std::optional(at->second);
    };
    for (const std::string& id : times.ids) {
        times.first.push_back(find(first_of, id));
        times.last.push_back(find(last_of, id));
    }
    return times;
}

std::vector<AnswerRow> rows_at(const std::vector<AnswerRow>& all, const std::vector<std::size_t>& at) {
    std::vector<AnswerRow> rows;
    for (const std::size_t row : at) rows.push_back(all[row]);
    return rows;
}

/// Sum and number of one person's answers, if at least half of the items were answered.
struct Score {
    std::int64_t sum = 0;
    std::int64_t n = 0;
};

std::optional<Score> score_of(const Answers& answers, std::optional<std::size_t> row) {
    if (!row) return std::nullopt;
    const Score score{sum_of(answers.aligned[*row]), n_answered(answers.aligned[*row])};
    if (score.n == 0 || 2 * score.n < static_cast<std::int64_t>(answers.items.size())) return std::nullopt;
    return score;
}

void put_scores(const std::vector<std::optional<Score>>& scores, std::int64_t denominator, Sink sink,
                std::string_view key) {
    const Sink list = sink.under(key);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const std::string at = std::to_string(i);
        if (scores[i])
            list.put(at,
                     static_cast<double>(scores[i]->sum) / static_cast<double>(scores[i]->n * denominator));
        else
            list.none(at);
    }
}

/// The means on the least common multiple of their denominators.
std::vector<Answer> on_grid(const std::vector<std::optional<Score>>& scores, std::int64_t multiple) {
    std::vector<Answer> units;
    for (const auto& score : scores)
        units.push_back(score ? Answer(score->sum * (multiple / score->n)) : std::nullopt);
    return units;
}

void map_scores(const MapCase& one, const Answers& answers, const TwoTimes& times, Sink sink) {
    std::vector<std::optional<Score>> first, last;
    for (const auto& row : times.first) first.push_back(score_of(answers, row));
    for (const auto& row : times.last) last.push_back(score_of(answers, row));
    const Sink scores = sink.under("scale_scores");
    for (std::size_t i = 0; i < times.ids.size(); ++i) {
        if (const auto id = base::parse_double(times.ids[i])) scores.under("id").put(std::to_string(i), *id);
    }
    put_scores(first, answers.denominator, scores, "time1");
    put_scores(last, answers.denominator, scores, "time2");

    std::int64_t multiple = 1;
    for (const auto* list : {&first, &last}) {
        for (const auto& score : *list) multiple = std::lcm(multiple, score ? score->n : 1);
    }
    const Waves waves{on_grid(first, multiple), on_grid(last, multiple), multiple * answers.denominator};
    nlohmann::json params = one.params;
    if (const nlohmann::json::json_pointer bounds("/scale_paired/tost/bounds");
        !params.contains("tost") && one.reference.contains(bounds))
        params["tost"] = one.reference.at(bounds);
    map_paired(waves, params, sink.under("scale_paired"));
}

// ---- one item asked twice ----

/// Both answers of everybody who gave two, as written.
struct Pairs {
    std::vector<std::int64_t> first;
    std::vector<std::int64_t> last;
    std::vector<std::int64_t> difference;
};

Pairs pairs_of(const Answers& answers, const TwoTimes& times, std::size_t item) {
    Pairs pairs;
    for (std::size_t i = 0; i < times.ids.size(); ++i) {
        if (!times.first[i] || !times.last[i]) continue;
        const Answer before = answers.given[*times.first[i]][item];
        const Answer after = answers.given[*times.last[i]][item];
        if (!before || !after) continue;
        pairs.first.push_back(*before);
        pairs.last.push_back(*after);
        pairs.difference.push_back(*after - *before);
    }
    return pairs;
}

/// The p-values of an item that are adjusted over all items.
struct ItemTests {
    std::optional<double> t;
    std::optional<double> wilcoxon;
};

ItemTests map_item_tests(const Pairs& pairs, std::int64_t denominator, Sink sink) {
    ItemTests tests;
    const stats::GridView difference{pairs.difference, denominator};
    const auto moments = stats::moments(difference);
    if (!moments) {
        for (const char* key : {"mean_diff", "t", "t_p", "wilcoxon_exact_p", "wilcoxon_normal_p", "sign_p"})
            sink.none(key);
        return tests;
    }
    sink.put("mean_diff", moments->mean);
    if (const auto t = stats::paired_t(*moments)) {
        sink.put("t", t->statistic);
        sink.put("t_p", t->p.two_sided);
        tests.t = t->p.two_sided;
    } else {
        sink.none("t");
        sink.none("t_p");
    }
    if (const auto test = stats::signed_rank(difference)) {
        if (test->exact) tests.wilcoxon = test->exact->p.two_sided;
        sink.put("wilcoxon_exact_p", tests.wilcoxon);
        sink.put("wilcoxon_normal_p", test->normal.p.two_sided);
    } else {
        sink.none("wilcoxon_exact_p");
        sink.none("wilcoxon_normal_p");
    }
    if (const auto test = stats::sign_test(difference))
        sink.put("sign_p", test->p.two_sided);
    else
        sink.none("sign_p");
    return tests;
}

void map_item_agreement(const Pairs& pairs, std::int64_t denominator, Sink sink) {
    stats::ItemMoments ratings(2, denominator);
    for (std::size_t i = 0; i < pairs.first.size(); ++i) {
        const std::array answers{pairs.first[i], pairs.last[i]};
        ratings.add(answers);
    }
    if (const auto family = stats::icc(ratings))
        put(sink, "icc_A_1", family->agreement_single.estimate);
    else
        sink.none("icc_A_1");
}

void map_per_item(const Answers& answers, const TwoTimes& times, Sink sink) {
    std::vector<std::optional<double>> t, wilcoxon;
    for (std::size_t i = 0; i < answers.items.size(); ++i) {
        const Pairs pairs = pairs_of(answers, times, i);
        const Sink at = sink.under("per_item").under(i);
        at.put("n", pairs.first.size());
        const ItemTests tests = map_item_tests(pairs, answers.denominator, at);
        map_item_agreement(pairs, answers.denominator, at);
        t.push_back(tests.t);
        wilcoxon.push_back(tests.wilcoxon);
    }
    const auto put_adjusted = [&](std::string_view key, const std::vector<std::optional<double>>& p,
                                  stats::Adjustment method) {
        const auto adjusted = stats::adjust(p, method);
        for (std::size_t i = 0; i < adjusted.size(); ++i)
            sink.under("per_item_adjusted").under(key).put(std::to_string(i), adjusted[i]);
    };
    put_adjusted("t_holm", t, stats::Adjustment::holm);
    put_adjusted("t_bh", t, stats::Adjustment::benjamini_hochberg);
    put_adjusted("wilcoxon_exact_holm", wilcoxon, stats::Adjustment::holm);
    put_adjusted("wilcoxon_exact_bh", wilcoxon, stats::Adjustment::benjamini_hochberg);
    put_adjusted("wilcoxon_exact_by", wilcoxon, stats::Adjustment::benjamini_yekutieli);
}

}  // namespace

void map_items_case(const MapCase& one, Sink sink) {
    const Answers answers = answers_of(one);
    map_scale(answers.aligned, answers, sink.under("items"));
    std::vector<std::vector<double>> rows;
    for (const auto& row : complete_rows(answers.aligned)) {
        auto& values = rows.emplace_back();
        for (const std::int64_t units : row)
            values.push_back(static_cast<double>(units) / static_cast<double>(answers.denominator));
    }
    map_icc(rows, sink.under("icc_items"));
}

void map_items2_case(const MapCase& one, Sink sink) {
    const Answers answers = answers_of(one);
    const TwoTimes times = two_times(one);
    map_scale(rows_at(answers.aligned, times.first_rows), answers, sink.under("time1"));
    map_scale(rows_at(answers.aligned, times.last_rows), answers, sink.under("time2"));
    map_scores(one, answers, times, sink);
    map_per_item(answers, times, sink);
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
