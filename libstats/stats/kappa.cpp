#include "libstats/stats/kappa.hpp"

#include "libstats/base/sums.hpp"
#include "libstats/stats/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace outcomes::stats {
namespace {

using base::CompensatedSum;
using base::Reason;
using base::require;

double critical_z(double level) {
    require(level > 0 && level < 1, "the level must lie between 0 and 1");
    return -normal_quantile((1 - level) / 2);
}

double real(std::int64_t count) {
    return static_cast<double>(count);
}

/// A table with its margins and what a pair of answers costs: (1 - weight) times `scale`. The built-in
/// weights have whole costs, so that sums of them are exact.
struct Problem {
    std::size_t k = 0;
    std::int64_t n = 0;
    std::vector<double> counts;
    std::vector<double> rows;
    std::vector<double> columns;
    std::vector<double> cost;
    double scale = 1;
    double slack = 0;  ///< rounding error of a cost

    [[nodiscard]] double count(std::size_t i, std::size_t j) const { return counts[i * k + j]; }
    [[nodiscard]] double cost_of(std::size_t i, std::size_t j) const { return cost[i * k + j]; }
};

/// Sum of f(i, j) over the table.
template <class Function>
double sum_over(std::size_t k, const Function& f) {
    CompensatedSum sum;
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j < k; ++j) sum.add(f(i, j));
    }
    return sum.value();
}

Problem margins_of(const SquareTable& table) {
    require(table.counts.size() == table.k * table.k, "a square table needs k x k counts");
    Problem problem;
    problem.k = table.k;
    problem.rows.assign(table.k, 0);
    problem.columns.assign(table.k, 0);
    for (std::size_t i = 0; i < table.k; ++i) {
        for (std::size_t j = 0; j < table.k; ++j) {
            const std::int64_t count = table.at(i, j);
            require(count >= 0, "a count of people must not be negative");
            problem.n += count;
            problem.counts.push_back(real(count));
            problem.rows[i] += real(count);
            problem.columns[j] += real(count);
        }
    }
    return problem;
}

Problem problem_of(const SquareTable& table, KappaWeights weights) {
    Problem problem = margins_of(table);
    const double longest = table.k > 1 ? static_cast<double>(table.k - 1) : 1;
    for (std::size_t i = 0; i < table.k; ++i) {
        for (std::size_t j = 0; j < table.k; ++j) {
            const double step = std::abs(static_cast<double>(i) - static_cast<double>(j));
            problem.cost.push_back(weights == KappaWeights::unweighted ? std::min(step, 1.0)
                                   : weights == KappaWeights::linear   ? step
                                                                       : step * step);
        }
    }
    problem.scale = weights == KappaWeights::unweighted ? 1
                    : weights == KappaWeights::linear   ? longest
                                                        : longest * longest;
    return problem;
}

Problem problem_of(const SquareTable& table, std::span<const double> weights) {
    Problem problem = margins_of(table);
    require(weights.size() == table.k * table.k, "weights are k x k");
    for (const double weight : weights) {
        require(std::isfinite(weight) && weight <= 1, "a weight is a number of at most 1");
        problem.cost.push_back(1 - weight);
        problem.slack = std::max(problem.slack, std::abs(weight));
    }
    problem.slack *= 8 * std::numeric_limits<double>::epsilon();
    return problem;
}

/// n times the cost that people have, and n^2 times the one that they would have by chance.
struct Costs {
    double observed = 0;
    double expected = 0;
};

Costs costs_of(const Problem& problem) {
    return {sum_over(problem.k, [&](std::size_t i,
                                    std::size_t j) { return problem.cost_of(i, j) * problem.count(i, j); }),
            sum_over(problem.k, [&](std::size_t i, std::size_t j) {
                return problem.cost_of(i, j) * problem.rows[i] * problem.columns[j];
            })};
}

Agreement agreement_of(const Problem& problem, const Costs& costs) {
    const double n = real(problem.n);
    return {problem.n, 1 - costs.observed / (n * problem.scale),
            1 - costs.expected / (n * n * problem.scale)};
}

/// True if the cost is a term of the row plus one of the column wherever somebody can be: the rows and
/// columns that are used. Then nothing but the margins decides, and kappa is 0 whatever people do.
bool is_additive(const Problem& problem) {
    const auto used = [](double margin) { return margin > 0; };
    const auto first_row = static_cast<std::size_t>(
        std::find_if(problem.rows.begin(), problem.rows.end(), used) - problem.rows.begin());
    const auto first_column = static_cast<std::size_t>(
        std::find_if(problem.columns.begin(), problem.columns.end(), used) - problem.columns.begin());
    for (std::size_t i = 0; i < problem.k; ++i) {
        for (std::size_t j = 0; j < problem.k; ++j) {
            if (problem.rows[i] == 0 || problem.columns[j] == 0) continue;
            const double interaction = problem.cost_of(i, j) - problem.cost_of(i, first_column) -
                                       problem.cost_of(first_row, j) +
                                       problem.cost_of(first_row, first_column);
            if (std::abs(interaction) > problem.slack) return false;
        }
    }
    return true;
}

/// Mean cost of each row with the columns' margin, or of each column with the rows' margin.
struct MeanCosts {
    std::vector<double> rows;
    std::vector<double> columns;
};

MeanCosts mean_costs(const Problem& problem) {
    MeanCosts means{std::vector<double>(problem.k), std::vector<double>(problem.k)};
    for (std::size_t a = 0; a < problem.k; ++a) {
        for (std::size_t b = 0; b < problem.k; ++b) {
            means.rows[a] += problem.cost_of(a, b) * problem.columns[b] / real(problem.n);
            means.columns[a] += problem.cost_of(b, a) * problem.rows[b] / real(problem.n);
        }
    }
    return means;
}

/// Variance of value(i, j) with the weights probability(i, j), which add up to 1.
template <class Value, class Probability>
double variance_over(std::size_t k, const Value& value, const Probability& probability) {
    const double mean =
        sum_over(k, [&](std::size_t i, std::size_t j) { return probability(i, j) * value(i, j); });
    return sum_over(k, [&](std::size_t i, std::size_t j) {
        const double deviation = value(i, j) - mean;
        return probability(i, j) * deviation * deviation;
    });
}

void add_errors(const Problem& problem, double expected_cost, Kappa& result) {
    const MeanCosts means = mean_costs(problem);
    const double n = real(problem.n);
    const double divisor = std::sqrt(n) * expected_cost;
    const auto value = [&](double share) {
        return [&, share](std::size_t i, std::size_t j) {
            return problem.cost_of(i, j) - share * (means.rows[i] + means.columns[j]);
        };
    };
    const auto people = [&](std::size_t i, std::size_t j) { return problem.count(i, j) / n; };
    const auto chance = [&](std::size_t i, std::size_t j) {
        return problem.rows[i] * problem.columns[j] / (n * n);
    };
    result.std_error = std::sqrt(variance_over(problem.k, value(1 - result.estimate), people)) / divisor;
    result.null_std_error = std::sqrt(variance_over(problem.k, value(1), chance)) / divisor;
}

base::Outcome<Kappa> kappa_of(const Problem& problem, double z) {
    if (problem.n == 0) return Reason::no_pairs;
    const Costs costs = costs_of(problem);
    const double n = real(problem.n);
    if (costs.expected <= n * n * problem.slack) return Reason::no_variation;
    Kappa result;
    result.agreement = agreement_of(problem, costs);
    if (is_additive(problem)) return result;
    result.estimate = 1 - n * costs.observed / costs.expected;
    add_errors(problem, costs.expected / (n * n), result);
    result.ci = {result.estimate - z * result.std_error, result.estimate + z * result.std_error};
    result.z = result.estimate / result.null_std_error;
    result.p = normal_two_sided_p(*result.z);
    return result;
}

base::Outcome<Agreement> agreement_or_reason(const Problem& problem) {
    if (problem.n == 0) return Reason::no_pairs;
    return agreement_of(problem, costs_of(problem));
}

}  // namespace

base::Outcome<Agreement> agreement(const SquareTable& table, KappaWeights weights) {
    return agreement_or_reason(problem_of(table, weights));
}

base::Outcome<Agreement> agreement(const SquareTable& table, std::span<const double> weights) {
    return agreement_or_reason(problem_of(table, weights));
}

base::Outcome<Kappa> kappa(const SquareTable& table, KappaWeights weights, double level) {
    const double z = critical_z(level);
    return kappa_of(problem_of(table, weights), z);
}

base::Outcome<Kappa> kappa(const SquareTable& table, std::span<const double> weights, double level) {
    const double z = critical_z(level);
    return kappa_of(problem_of(table, weights), z);
}

base::Outcome<GwetAc1> gwet_ac1(const SquareTable& table, double level) {
    const double z = critical_z(level);
    const Problem problem = problem_of(table, KappaWeights::unweighted);
    if (problem.n == 0) return Reason::no_pairs;
    if (problem.k < 2) return Reason::not_applicable;
    const double n = real(problem.n), others = static_cast<double>(problem.k - 1);
    std::vector<double> shares;
    CompensatedSum spread;
    for (std::size_t i = 0; i < problem.k; ++i) {
        shares.push_back((problem.rows[i] + problem.columns[i]) / (2 * n));
        spread.add(shares[i] * (1 - shares[i]));
    }
    GwetAc1 result;
    result.agreement = agreement_of(problem, costs_of(problem));
    result.agreement.expected = spread.value() / others;
    const double expected = result.agreement.expected;
    result.estimate = (result.agreement.observed - expected) / (1 - expected);
    const auto value = [&](std::size_t i, std::size_t j) {
        return (i == j ? 1.0 : 0.0) + (1 - result.estimate) * (shares[i] + shares[j]) / others;
    };
    const auto people = [&](std::size_t i, std::size_t j) { return problem.count(i, j) / n; };
    result.std_error = std::sqrt(variance_over(problem.k, value, people) / n) / (1 - expected);
    result.ci = {result.estimate - z * result.std_error, result.estimate + z * result.std_error};
    return result;
}

}  // namespace outcomes::stats
