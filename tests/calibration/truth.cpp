#include "tests/calibration/truth.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

namespace outcomes::calibration {
namespace {

constexpr double half = 0.5;

/// Sum of p_i p_j over the sign of i + j: above, equal to and below `centre`.
struct Balance {
    double above = 0;
    double equal = 0;
    double below = 0;
};

Balance balance_of(const std::vector<double>& p, const std::vector<double>& q, std::ptrdiff_t centre) {
    Balance sums;
    for (std::size_t i = 0; i < p.size(); ++i) {
        for (std::size_t j = 0; j < q.size(); ++j) {
            const auto at = static_cast<std::ptrdiff_t>(i + j);
            (at > centre ? sums.above : at < centre ? sums.below : sums.equal) += p[i] * q[j];
        }
    }
    return sums;
}

/// The lowest value with a cumulative probability of at least one half, midway where exactly one half is
/// reached.
double median_of(const std::vector<double>& pmf) {
    constexpr double rounding = 1e-12;
    double below = 0;
    for (std::size_t i = 0; i < pmf.size(); ++i) {
        below += pmf[i];
        if (below > half + rounding) return static_cast<double>(i);
        if (std::abs(below - half) <= rounding) {
            std::size_t next = i + 1;
            while (next < pmf.size() && pmf[next] < rounding) ++next;
            return half * static_cast<double>(i + next);
        }
    }
    return static_cast<double>(pmf.size() - 1);
}

std::ptrdiff_t zero_of(const Population& population) {
    return static_cast<std::ptrdiff_t>(population.n_scores()) - 1;
}

}  // namespace

double Centre::sd_change() const {
    return std::sqrt(sd_first * sd_first + sd_second * sd_second - 2 * covariance);
}

Centre centre_of(const Population& population) {
    Centre centre;
    double first_squares = 0;
    double second_squares = 0;
    double products = 0;
    for (std::size_t i = 0; i < population.n_scores(); ++i) {
        for (std::size_t j = 0; j < population.n_scores(); ++j) {
            const double p = population.joint(i, j);
            const auto x = static_cast<double>(i);
            const auto y = static_cast<double>(j);
            centre.mean_first += p * x;
            centre.mean_second += p * y;
            first_squares += p * x * x;
            second_squares += p * y * y;
            products += p * x * y;
        }
    }
    centre.sd_first = std::sqrt(first_squares - centre.mean_first * centre.mean_first);
    centre.sd_second = std::sqrt(second_squares - centre.mean_second * centre.mean_second);
    centre.covariance = products - centre.mean_first * centre.mean_second;
    return centre;
}

double improvement_of(const Population& population) {
    const auto sums = balance_of(population.change(), {1.0}, zero_of(population));
    return sums.above + half * sums.equal;
}

double share_up_of(const Population& population) {
    const auto sums = balance_of(population.change(), {1.0}, zero_of(population));
    return sums.above / (sums.above + sums.below);
}

double rank_biserial_of(const Population& population) {
    auto changed = population.change();
    changed[population.n_scores() - 1] = 0;
    const auto sums = balance_of(changed, changed, 2 * zero_of(population));
    return (sums.above - sums.below) / (sums.above + sums.equal + sums.below);
}

double rank_biserial_pratt_of(const Population& population) {
    const auto sums = balance_of(population.change(), population.change(), 2 * zero_of(population));
    const double same = population.change()[population.n_scores() - 1];
    return (sums.above - sums.below) / (sums.above + sums.equal + sums.below - same * same);
}

double pseudo_median_of(const Population& population) {
    const auto sums = convolved(population.change(), population.change());
    return half * (median_of(sums) - 2 * static_cast<double>(zero_of(population)));
}

double pseudo_median_of_changed(const Population& population) {
    auto changed = population.change();
    const double same = changed[population.n_scores() - 1];
    changed[population.n_scores() - 1] = 0;
    for (double& p : changed) p /= 1 - same;
    return half * (median_of(convolved(changed, changed)) - 2 * static_cast<double>(zero_of(population)));
}

double median_change_of(const Population& population) {
    return median_of(population.change()) - static_cast<double>(zero_of(population));
}

double superiority_of(const Population& population) {
    std::vector<double> reversed(population.first().rbegin(), population.first().rend());
    const auto sums = balance_of(reversed, population.second(), zero_of(population));
    return sums.above + half * sums.equal;
}

double shift_of(const Population& population) {
    std::vector<double> reversed(population.first().rbegin(), population.first().rend());
    return median_of(convolved(reversed, population.second())) - static_cast<double>(zero_of(population));
}

Shares shares_of(const Population& population, std::size_t cut) {
    Shares shares;
    for (std::size_t i = 0; i < population.n_scores(); ++i) {
        for (std::size_t j = 0; j < population.n_scores(); ++j) {
            const double p = population.joint(i, j);
            if (i >= cut) shares.first += p;
            if (j >= cut) shares.second += p;
            if (i >= cut && j >= cut) shares.both += p;
        }
    }
    return shares;
}

double spearman_of(const Population& population) {
    const auto midranks = [](const std::vector<double>& pmf) {
        std::vector<double> ranks;
        double below = 0;
        for (const double p : pmf) {
            ranks.push_back(below + half * p);
            below += p;
        }
        return ranks;
    };
    const auto first = midranks(population.first());
    const auto second = midranks(population.second());
    double product = 0;
    double first_square = 0;
    double second_square = 0;
    for (std::size_t i = 0; i < population.n_scores(); ++i) {
        for (std::size_t j = 0; j < population.n_scores(); ++j)
            product += population.joint(i, j) * (first[i] - half) * (second[j] - half);
        first_square += population.first()[i] * (first[i] - half) * (first[i] - half);
        second_square += population.second()[i] * (second[i] - half) * (second[i] - half);
    }
    return product / std::sqrt(first_square * second_square);
}

double kendall_of(const Population& population) {
    const std::size_t m = population.n_scores();
    // P(both lower) of another person, summed from the low end.
    std::vector<double> below((m + 1) * (m + 1), 0.0);
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t j = 0; j < m; ++j) {
            below[(i + 1) * (m + 1) + j + 1] = population.joint(i, j) + below[i * (m + 1) + j + 1] +
                                               below[(i + 1) * (m + 1) + j] - below[i * (m + 1) + j];
        }
    }
    double agree = 0;
    double differ = 0;
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t j = 0; j < m; ++j) {
            agree += 2 * population.joint(i, j) * below[i * (m + 1) + j];
            const double lower_then_higher = below[i * (m + 1) + m] - below[i * (m + 1) + j + 1];
            differ += 2 * population.joint(i, j) * lower_then_higher;
        }
    }
    const auto untied = [](const std::vector<double>& pmf) {
        double tied = 0;
        for (const double p : pmf) tied += p * p;
        return 1 - tied;
    };
    return (agree - differ) / std::sqrt(untied(population.first()) * untied(population.second()));
}

double kappa_of(const Population& population, int power) {
    const std::size_t m = population.n_scores();
    double observed = 0;
    double expected = 0;
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t j = 0; j < m; ++j) {
            const double distance =
                std::abs(static_cast<double>(i) - static_cast<double>(j)) / static_cast<double>(m - 1);
            const double weight = power == 0 ? (i == j ? 1.0 : 0.0) : 1 - std::pow(distance, power);
            observed += weight * population.joint(i, j);
            expected += weight * population.first()[i] * population.second()[j];
        }
    }
    return (observed - expected) / (1 - expected);
}

double ac1_of(const Population& population) {
    const std::size_t m = population.n_scores();
    double observed = 0;
    double expected = 0;
    for (std::size_t i = 0; i < m; ++i) {
        observed += population.joint(i, i);
        const double q = half * (population.first()[i] + population.second()[i]);
        expected += q * (1 - q) / static_cast<double>(m - 1);
    }
    return (observed - expected) / (1 - expected);
}

std::size_t middle_cut(const Population& population) {
    return population.n_scores() / 2;
}

}  // namespace outcomes::calibration
