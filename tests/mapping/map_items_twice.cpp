#include "libstats/stats/icc.hpp"
#include "libstats/stats/kappa.hpp"
#include "libstats/stats/multiplicity.hpp"
#include "libstats/stats/rank_correlation.hpp"
#include "libstats/stats/sign_test.hpp"
#include "libstats/stats/signed_rank.hpp"
#include "libstats/stats/t_test.hpp"
#include "tests/mapping/item_answers.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

namespace outcomes::tests {
namespace {

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

/// How many gave which two answers, over all answers that can be given where they are whole numbers, else
/// over those that were given.
stats::SquareTable table_of(const Pairs& pairs, std::pair<std::int64_t, std::int64_t> range,
                            std::int64_t denominator) {
    std::vector<std::int64_t> categories;
    for (const auto* answers : {&pairs.first, &pairs.last})
        categories.insert(categories.end(), answers->begin(), answers->end());
    const bool whole = denominator == 1 && std::ranges::all_of(categories, [&](std::int64_t answer) {
                           return answer >= range.first && answer <= range.second;
                       });
    if (whole) {
        categories.resize(static_cast<std::size_t>(range.second - range.first + 1));
        std::iota(categories.begin(), categories.end(), range.first);
    }
    std::ranges::sort(categories);
    categories.erase(std::ranges::unique(categories).begin(), categories.end());
    stats::SquareTable table{categories.size(),
                             std::vector<std::int64_t>(categories.size() * categories.size())};
    const auto place = [&](std::int64_t answer) {
        return static_cast<std::size_t>(std::ranges::lower_bound(categories, answer) - categories.begin());
    };
    for (std::size_t i = 0; i < pairs.first.size(); ++i)
        ++table.counts[place(pairs.first[i]) * table.k + place(pairs.last[i])];
    return table;
}

void map_item_agreement(const Pairs& pairs, const stats::SquareTable& table, std::int64_t denominator,
                        Sink sink) {
    stats::ItemMoments ratings(2, denominator);
    for (std::size_t i = 0; i < pairs.first.size(); ++i) {
        const std::array answers{pairs.first[i], pairs.last[i]};
        ratings.add(answers);
    }
    if (const auto rho = stats::spearman({pairs.first, denominator}, {pairs.last, denominator}))
        sink.put("spearman", rho->rho);
    else
        sink.none("spearman");
    if (const auto kappa = stats::kappa(table, stats::KappaWeights::quadratic))
        sink.put("kappa_quadratic", kappa->estimate);
    else
        sink.none("kappa_quadratic");
    if (const auto family = stats::icc(ratings))
        put_outcome(sink, "icc_A_1", family->agreement_single.estimate);
    else
        sink.none("icc_A_1");
}

void map_per_item(const MapCase& one, const Answers& answers, const TwoTimes& times, Sink sink) {
    const auto range = range_of(one, answers.denominator);
    std::vector<std::optional<double>> t, wilcoxon;
    for (std::size_t i = 0; i < answers.items.size(); ++i) {
        const Pairs pairs = pairs_of(answers, times, i);
        const Sink at = sink.under("per_item").under(i);
        at.put("n", pairs.first.size());
        const ItemTests tests = map_item_tests(pairs, answers.denominator, at);
        map_item_agreement(pairs, table_of(pairs, range, answers.denominator), answers.denominator, at);
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

void map_items2_case(const MapCase& one, Sink sink) {
    const Answers answers = answers_of(one);
    const TwoTimes times = two_times(one);
    map_scale(rows_at(answers.aligned, times.first_rows), answers, sink.under("time1"));
    map_scale(rows_at(answers.aligned, times.last_rows), answers, sink.under("time2"));
    map_scores(one, answers, times, sink);
    map_per_item(one, answers, times, sink);
}

}  // namespace outcomes::tests
