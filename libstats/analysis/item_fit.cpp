#include "libstats/analysis/item_fit.hpp"

#include "libstats/stats/reliability.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::analysis {
namespace {

/// Covariances of all pairs of questions, in units that are the same for all.
class Covariances {
  public:
    explicit Covariances(const AnswerRows& rows) : n_(rows.n_items), values_(n_ * n_) {
        stats::ItemMoments moments(n_);
        for (std::size_t person = 0; person < rows.n_people(); ++person) {
            moments.add({rows.answers.data() + person * n_, n_});
        }
        for (std::size_t i = 0; i < n_; ++i) {
            for (std::size_t j = 0; j < n_; ++j) {
                values_[i * n_ + j] =
                    static_cast<double>(moments.scaled_covariance(std::max(i, j), std::min(i, j)));
            }
        }
    }

    [[nodiscard]] std::size_t size() const { return n_; }
    [[nodiscard]] double operator()(std::size_t i, std::size_t j) const { return values_[i * n_ + j]; }
    [[nodiscard]] double correlation(std::size_t i, std::size_t j) const {
        const double spread = (*this)(i, i) * (*this)(j, j);
        return spread > 0 ? (*this)(i, j) / std::sqrt(spread) : 0;
    }

  private:
    std::size_t n_;
    std::vector<double> values_;
};

using Signs = std::vector<int>;

std::size_t most_connected(const Covariances& c) {
    std::size_t best = 0;
    double most = -1;
    for (std::size_t i = 0; i < c.size(); ++i) {
        double sum = 0;
        for (std::size_t j = 0; j < c.size(); ++j) sum += i == j ? 0 : std::abs(c.correlation(i, j));
        if (sum > most) {
            most = sum;
            best = i;
        }
    }
    return best;
}

/// Covariance of a question with the signed sum of the others.
double with_rest(const Covariances& c, const Signs& signs, std::size_t i) {
    double sum = 0;
    for (std::size_t j = 0; j < c.size(); ++j) sum += i == j ? 0 : signs[j] * c(i, j);
    return sum;
}

double variance_of_sum(const Covariances& c, const Signs& signs) {
    double sum = 0;
    for (std::size_t i = 0; i < c.size(); ++i) sum += c(i, i) + signs[i] * with_rest(c, signs, i);
    return sum;
}

Signs signs_of(const Covariances& c) {
    const std::size_t centre = most_connected(c);
    Signs signs(c.size(), 1);
    for (std::size_t i = 0; i < c.size(); ++i) signs[i] = c(i, centre) < 0 ? -1 : 1;
    // Every change of a sign raises the variance of the sum, so this ends; the limit is for rounding.
    for (std::size_t round = 0; round < 2 * c.size(); ++round) {
        bool changed = false;
        for (std::size_t i = 0; i < c.size(); ++i) {
            const int sign = with_rest(c, signs, i) < 0 ? -1 : 1;
            changed = changed || sign != signs[i];
            signs[i] = sign;
        }
        if (!changed) break;
    }
    const auto negative = static_cast<std::size_t>(std::count(signs.begin(), signs.end(), -1));
    const bool turn = 2 * negative > signs.size() || (2 * negative == signs.size() && signs.front() < 0);
    if (turn) {
        for (int& sign : signs) sign = -sign;
    }
    return signs;
}

double alpha_of(const Covariances& c, double variance_of_total) {
    double items = 0;
    for (std::size_t i = 0; i < c.size(); ++i) items += c(i, i);
    const auto k = static_cast<double>(c.size());
    return variance_of_total > 0 ? k / (k - 1) * (1 - items / variance_of_total) : 0;
}

}  // namespace

std::optional<ItemFit> item_fit(const AnswerRows& rows, std::size_t least) {
    if (rows.n_items < 2 || rows.n_people() < std::max<std::size_t>(least, 3)) return std::nullopt;
    const Covariances c(rows);
    const Signs signs = signs_of(c);
    const double total = variance_of_sum(c, signs);
    ItemFit fit;
    fit.n_people = rows.n_people();
    bool varies = false;
    for (std::size_t i = 0; i < c.size(); ++i) {
        const double rest = signs[i] * with_rest(c, signs, i);
        const double spread = c(i, i) * (total - c(i, i) - 2 * rest);
        varies = varies || c(i, i) > 0;
        fit.item_rest.push_back(spread > 0 ? rest / std::sqrt(spread) : 0);
        fit.reversed.push_back(signs[i] < 0);
    }
    if (!varies) return std::nullopt;
    fit.alpha = alpha_of(c, total);
    return fit;
}

double mean_absolute_correlation(const AnswerRows& rows) {
    if (rows.n_items < 2 || rows.n_people() < 3) return 0;
    const Covariances c(rows);
    double sum = 0;
    for (std::size_t i = 0; i < c.size(); ++i) {
        for (std::size_t j = i + 1; j < c.size(); ++j) sum += std::abs(c.correlation(i, j));
    }
    return sum / (0.5 * static_cast<double>(c.size() * (c.size() - 1)));
}

}  // namespace outcomes::analysis
