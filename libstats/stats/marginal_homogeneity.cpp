#include "libstats/stats/marginal_homogeneity.hpp"

#include "libstats/stats/distributions.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace outcomes::stats {
namespace {

std::int64_t total(const SquareTable& table) {
    return std::accumulate(table.counts.begin(), table.counts.end(), std::int64_t{0});
}

std::int64_t moved_between(const SquareTable& table, std::size_t a, std::size_t b) {
    return table.at(a, b) + table.at(b, a);
}

void require_table(const SquareTable& table) {
    base::require(table.counts.size() == table.k * table.k, "a square table needs k x k counts");
    base::require(std::all_of(table.counts.begin(), table.counts.end(), [](auto n) { return n >= 0; }),
                  "a count of people must not be negative");
}

/// Why nothing can be said about a change of this table, if so.
std::optional<base::Reason> obstacle(const SquareTable& table) {
    require_table(table);
    const std::int64_t n = total(table);
    if (n == 0) return base::Reason::no_pairs;
    std::int64_t same = 0, most = 0;
    for (std::size_t i = 0; i < table.k; ++i) {
        same += table.at(i, i);
        most = std::max(most, table.at(i, i));
    }
    if (most == n) return base::Reason::no_variation;
    if (same == n) return base::Reason::no_change;
    return std::nullopt;
}

/// Answers that people moved between, directly or by way of others; the parts in order of their first answer.
std::vector<std::vector<std::size_t>> connected_parts(const SquareTable& table) {
    std::vector<std::vector<std::size_t>> parts;
    std::vector<bool> seen(table.k, false);
    for (std::size_t start = 0; start < table.k; ++start) {
        if (seen[start]) continue;
        std::vector<std::size_t> part{start};
        seen[start] = true;
        for (std::size_t next = 0; next < part.size(); ++next) {
            for (std::size_t other = 0; other < table.k; ++other) {
                if (seen[other] || moved_between(table, part[next], other) == 0) continue;
                seen[other] = true;
                part.push_back(other);
            }
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

/// People who took this answer up minus those who gave it up.
double gain(const SquareTable& table, std::size_t answer) {
    std::int64_t sum = 0;
    for (std::size_t other = 0; other < table.k; ++other)
        sum += table.at(other, answer) - table.at(answer, other);
    return static_cast<double>(sum);
}

/// People who took this answer up or gave it up.
double turnover(const SquareTable& table, std::size_t answer) {
    std::int64_t sum = 0;
    for (std::size_t other = 0; other < table.k; ++other) {
        if (other != answer) sum += moved_between(table, answer, other);
    }
    return static_cast<double>(sum);
}

/// d' V^-1 d over the answers of one part, its first answer left out: what is left of V has full rank.
double part_of_chi2(const SquareTable& table, const std::vector<std::size_t>& part) {
    const auto size = static_cast<Eigen::Index>(part.size() - 1);
    Eigen::MatrixXd covariance(size, size);
    Eigen::VectorXd difference(size);
    for (Eigen::Index i = 0; i < size; ++i) {
        const std::size_t a = part[static_cast<std::size_t>(i) + 1];
        difference(i) = gain(table, a);
        for (Eigen::Index j = 0; j < size; ++j) {
            const std::size_t b = part[static_cast<std::size_t>(j) + 1];
            covariance(i, j) = i == j ? turnover(table, a) : -static_cast<double>(moved_between(table, a, b));
        }
    }
    return difference.dot(covariance.llt().solve(difference));
}

bool is_used(const SquareTable& table, std::size_t answer) {
    return table.at(answer, answer) > 0 || turnover(table, answer) > 0;
}

/// True if the answers of a part can be given numbers such that everybody in it moved up by exactly 1.
bool moves_alike(const SquareTable& table, const std::vector<std::size_t>& part) {
    std::vector<std::optional<std::int64_t>> number(table.k);
    number[part.front()] = 0;
    for (const std::size_t a : part) {  // a part lists its answers such that each is met from an earlier one
        for (const std::size_t b : part) {
            if (table.at(a, b) > 0 && !number[b]) number[b] = *number[a] + 1;
            if (table.at(b, a) > 0 && !number[b]) number[b] = *number[a] - 1;
            if (table.at(a, b) > 0 && *number[b] != *number[a] + 1) return false;
        }
    }
    return true;
}

std::size_t n_used(const SquareTable& table) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < table.k; ++i) n += is_used(table, i) ? 1U : 0U;
    return n;
}

/// The table of those answers that are a "yes".
template <class IsYes>
PairedTable collapsed(const SquareTable& table, const IsYes& is_yes) {
    PairedTable result;
    for (std::size_t i = 0; i < table.k; ++i) {
        for (std::size_t j = 0; j < table.k; ++j) {
            const bool before = is_yes(i), after = is_yes(j);
            (before && after ? result.both
             : before        ? result.baseline_only
             : after         ? result.repeat_only
                             : result.neither) += table.at(i, j);
        }
    }
    return result;
}

}  // namespace

TableMoves table_moves(const SquareTable& table) {
    require_table(table);
    TableMoves result;
    for (std::size_t i = 0; i < table.k; ++i) {
        for (std::size_t j = 0; j < table.k; ++j)
            (j > i ? result.moves.up : j < i ? result.moves.down : result.moves.same) += table.at(i, j);
    }
    result.categories_used = n_used(table);
    for (const auto& part : connected_parts(table)) result.rank += part.size() - 1;
    return result;
}

base::Outcome<MarginalHomogeneity> stuart_maxwell(const SquareTable& table) {
    if (const auto reason = obstacle(table)) return *reason;
    MarginalHomogeneity test;
    test.n = total(table);
    test.categories_used = n_used(table);
    for (const auto& part : connected_parts(table)) {
        if (part.size() == 1) continue;
        test.df += part.size() - 1;
        test.chi2 += part_of_chi2(table, part);
    }
    test.p = chi2_sf(test.chi2, static_cast<double>(test.df));
    return test;
}

base::Outcome<MarginalHomogeneity> bhapkar(const SquareTable& table) {
    const auto null_variance = stuart_maxwell(table);
    if (!null_variance) return null_variance.reason();
    const auto parts = connected_parts(table);
    const auto is_alike = [&](const auto& part) {
        return !is_used(table, part.front()) || moves_alike(table, part);
    };
    if (std::all_of(parts.begin(), parts.end(), is_alike)) return base::Reason::no_variation;
    MarginalHomogeneity test = *null_variance;
    test.chi2 /= 1 - test.chi2 / static_cast<double>(test.n);
    test.p = chi2_sf(test.chi2, static_cast<double>(test.df));
    return test;
}

base::Outcome<Symmetry> bowker(const SquareTable& table) {
    if (const auto reason = obstacle(table)) return *reason;
    Symmetry test;
    test.n = total(table);
    for (std::size_t i = 0; i < table.k; ++i) {
        for (std::size_t j = i + 1; j < table.k; ++j) {
            const auto moved = static_cast<double>(moved_between(table, i, j));
            if (moved == 0) continue;
            const auto difference = static_cast<double>(table.at(i, j) - table.at(j, i));
            test.chi2 += difference * difference / moved;
            ++test.df;
        }
    }
    test.df_all = table.k * (table.k - 1) / 2;
    test.p = chi2_sf(test.chi2, static_cast<double>(test.df));
    test.p_all = chi2_sf(test.chi2, static_cast<double>(test.df_all));
    return test;
}

base::Outcome<ScoreShift> score_shift(const SquareTable& table) {
    if (const auto reason = obstacle(table)) return *reason;
    ScoreShift test;
    test.n = total(table);
    std::int64_t squares = 0;
    for (std::size_t i = 0; i < table.k; ++i) {
        for (std::size_t j = 0; j < table.k; ++j) {
            const std::int64_t step = static_cast<std::int64_t>(j) - static_cast<std::int64_t>(i);
            test.sum += step * table.at(i, j);
            squares += step * step * table.at(i, j);
        }
    }
    const auto sum = static_cast<double>(test.sum);
    test.z = sum / std::sqrt(static_cast<double>(squares));
    test.chi2 = sum * sum / static_cast<double>(squares);
    test.p = normal_two_sided_p(test.z);
    return test;
}

PairedTable against_rest(const SquareTable& table, std::size_t category) {
    require_table(table);
    base::require(category < table.k, "the table has no such answer");
    return collapsed(table, [&](std::size_t answer) { return answer == category; });
}

PairedTable top_box(const SquareTable& table, std::size_t lowest) {
    require_table(table);
    base::require(lowest < table.k, "the table has no such answer");
    return collapsed(table, [&](std::size_t answer) { return answer >= lowest; });
}

}  // namespace outcomes::stats
