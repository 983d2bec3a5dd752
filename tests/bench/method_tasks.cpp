#include "tests/bench/method_tasks.hpp"

#include "libstats/stats/bootstrap.hpp"
#include "libstats/stats/cumulative_link.hpp"
#include "libstats/stats/hodges_lehmann.hpp"
#include "libstats/stats/mann_whitney.hpp"
#include "libstats/stats/mixed_model.hpp"
#include "libstats/stats/omega.hpp"
#include "libstats/stats/polychoric.hpp"
#include "libstats/stats/reliability.hpp"
#include "libstats/stats/sign_flip.hpp"
#include "libstats/stats/signed_rank.hpp"

#include <fstream>
#include <numeric>
#include <sstream>

namespace outcomes::bench {
namespace {

using Column = std::vector<std::int64_t>;

constexpr std::size_t n_items = 10;
constexpr std::size_t n_households = 200;
constexpr std::size_t n_threads = 2;

stats::GridView view(const Column& column) {
    return {.units = column, .denominator = sixtieths};
}

Column change_of(const Scores& scores, std::size_t scale) {
    Column change = scores.after[scale];
    for (std::size_t i = 0; i < change.size(); ++i) change[i] -= scores.before[scale][i];
    return change;
}

std::vector<Column> changes_of(const Scores& scores) {
    std::vector<Column> changes;
    for (std::size_t s = 0; s < n_scales; ++s) changes.push_back(change_of(scores, s));
    return changes;
}

/// Answers from 1 to 5 to ten questions with a trait in common: scale 1 with each of the next ten, averaged.
std::vector<Column> items_of(const Scores& scores) {
    std::vector<Column> items(n_items);
    for (std::size_t item = 0; item < n_items; ++item) {
        for (std::size_t i = 0; i < scores.before[0].size(); ++i)
            items[item].push_back((scores.before[0][i] + scores.before[item + 1][i] + sixtieths) /
                                  (2 * sixtieths));
    }
    return items;
}

Work signed_rank(const Scores& scores, std::size_t /*resamples*/) {
    return [change = change_of(scores, 0)] { return stats::signed_rank(view(change))->p.two_sided; };
}

Work hodges_lehmann(const Scores& scores, std::size_t /*resamples*/) {
    return [change = change_of(scores, 0)] { return stats::hodges_lehmann(view(change))->estimate; };
}

/// Before and after as different people.
Work mann_whitney(const Scores& scores, std::size_t /*resamples*/) {
    return
        [&scores] { return stats::mann_whitney(view(scores.before[0]), view(scores.after[0]))->p.two_sided; };
}

Work sign_flip(const Scores& scores, std::size_t resamples) {
    return [changes = changes_of(scores), resamples] {
        double sum = 0;
        for (const Column& change : changes) {
            const auto test =
                stats::sign_flip(view(change), {.cost_limit = 0, .draws = resamples, .n_threads = n_threads});
            sum += test->p.two_sided;
        }
        return sum;
    };
}

Work bootstrap(const Scores& scores, std::size_t resamples) {
    return [changes = changes_of(scores), resamples] {
        double sum = 0;
        for (const Column& change : changes) {
            stats::BootstrapOptions options;
            options.resamples = resamples;
            options.n_threads = n_threads;
            sum += stats::bootstrap_mean(view(change), options)->estimate;
        }
        return sum;
    };
}

/// Households are drawn whole: by their sums and sizes.
Work bootstrap_households(const Scores& scores, std::size_t resamples) {
    std::vector<double> sums(n_households);
    std::vector<double> sizes(n_households);
    const Column change = change_of(scores, 0);
    for (std::size_t i = 0; i < change.size(); ++i) {
        const std::size_t household = i * (i + 1) / 2 % n_households;
        sums[household] += static_cast<double>(change[i]) / sixtieths;
        sizes[household] += 1;
    }
    return [sums, sizes, resamples] {
        const stats::Statistic mean = [&](stats::Resample people) -> base::Outcome<stats::BootstrapValue> {
            double sum = 0;
            double size = 0;
            for (const auto household : people) {
                sum += sums[household];
                size += sizes[household];
            }
            return stats::BootstrapValue{.estimate = sum / size};
        };
        stats::BootstrapOptions options;
        options.resamples = resamples;
        options.n_threads = n_threads;
        return stats::bootstrap(mean, n_households, options)->percentile.low;
    };
}

/// Three waves of everybody, some rows missing: wave 3 is the second scale's change on top of the first.
struct LongRows {
    stats::Design design{.columns = std::vector<std::vector<double>>(4)};
    std::vector<double> y;
    std::vector<std::uint32_t> people;
};

LongRows long_rows(const Scores& scores) {
    LongRows rows;
    const Column second = change_of(scores, 1);
    for (std::size_t i = 0; i < second.size(); ++i) {
        const std::int64_t first = scores.before[0][i];
        const std::int64_t waves[] = {first, scores.after[0][i], first + second[i]};
        for (std::size_t wave = 0; wave < 3; ++wave) {
            if ((7 * i + 3 * wave) % 13 < 2) continue;
            const double age = static_cast<double>(37 * i % 101) / 10;
            const double row[] = {1, wave == 1 ? 1.0 : 0.0, wave == 2 ? 1.0 : 0.0, age};
            for (std::size_t column = 0; column < 4; ++column)
                rows.design.columns[column].push_back(row[column]);
            rows.y.push_back(static_cast<double>(waves[wave]) / sixtieths);
            rows.people.push_back(static_cast<std::uint32_t>(i));
        }
    }
    return rows;
}

Work mixed_model(const Scores& scores, std::size_t /*resamples*/) {
    return [rows = long_rows(scores)] {
        return stats::mixed_model({.fixed = rows.design, .y = rows.y, .people = rows.people})
            ->fixed[2]
            .estimate;
    };
}

stats::ItemMoments moments_of(const std::vector<Column>& items) {
    stats::ItemMoments moments(n_items);
    Column person(n_items);
    for (std::size_t i = 0; i < items[0].size(); ++i) {
        for (std::size_t item = 0; item < n_items; ++item) person[item] = items[item][i];
        moments.add(person);
    }
    return moments;
}

Work alpha(const Scores& scores, std::size_t /*resamples*/) {
    return [items = items_of(scores)] { return stats::cronbach_alpha(moments_of(items))->alpha; };
}

Work omega(const Scores& scores, std::size_t /*resamples*/) {
    return [items = items_of(scores)] { return stats::one_factor_minres(moments_of(items))->omega_model; };
}

Work factor_ml(const Scores& scores, std::size_t /*resamples*/) {
    return [items = items_of(scores)] { return stats::one_factor_ml(moments_of(items))->omega_standardized; };
}

Work polychoric(const Scores& scores, std::size_t /*resamples*/) {
    return [items = items_of(scores)] {
        double sum = 0;
        for (std::size_t a = 0; a < n_items; ++a) {
            for (std::size_t b = 0; b < a; ++b) sum += stats::polychoric_of_answers(items[a], items[b])->r;
        }
        return sum;
    };
}

/// Answers to one question before and after, with the wave as predictor.
Work proportional_odds(const Scores& scores, std::size_t /*resamples*/) {
    std::vector<std::uint32_t> answers;
    std::vector<double> wave;
    for (const Column* column : {&scores.before[0], &scores.after[0]}) {
        for (const std::int64_t score : *column) {
            answers.push_back(static_cast<std::uint32_t>((score + sixtieths / 2) / sixtieths - 1));
            wave.push_back(column == &scores.after[0] ? 1 : 0);
        }
    }
    return [answers, wave] {
        return stats::cumulative_link(
                   {.answers = answers, .n_categories = 5, .predictors = wave, .n_predictors = 1})
            ->slopes[0]
            .estimate;
    };
}

}  // namespace

Scores read_scores(const std::string& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    Scores scores{.before = std::vector<Column>(n_scales), .after = std::vector<Column>(n_scales)};
    while (std::getline(in, line)) {
        std::istringstream cells(line);
        std::string cell;
        for (std::size_t s = 0; s < n_scales; ++s) {
            std::getline(cells, cell, ',');
            scores.before[s].push_back(std::stoll(cell));
            std::getline(cells, cell, ',');
            scores.after[s].push_back(std::stoll(cell));
        }
    }
    return scores;
}

const std::vector<Task>& tasks() {
    static const std::vector<Task> all{
        {"signed_rank", signed_rank},
        {"hodges_lehmann", hodges_lehmann},
        {"mann_whitney", mann_whitney},
        {"sign_flip", sign_flip},
        {"bootstrap", bootstrap},
        {"bootstrap_households", bootstrap_households},
        {"mixed_model", mixed_model},
        {"alpha", alpha},
        {"omega", omega},
        {"factor_ml", factor_ml},
        {"polychoric", polychoric},
        {"proportional_odds", proportional_odds},
    };
    return all;
}

}  // namespace outcomes::bench
