#include "libstats/stats/distributions.hpp"
#include "libstats/stats/omega.hpp"
#include "libstats/stats/polychoric.hpp"
#include "libstats/stats/reliability.hpp"
#include "tests/calibration/designs.hpp"
#include "tests/calibration/latent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

/// The questions of a scale: one trait, questions that show it well or less well.
namespace outcomes::calibration {
namespace {

enum class Loadings { none, equal, unequal };

struct Scale {
    std::size_t items = 4;
    int points = 5;
    std::size_t n = 20;
    Position position = Position::middle;
    Loadings loadings = Loadings::equal;

    [[nodiscard]] std::string id() const {
        constexpr std::array<const char*, 3> words{"l0", "l.67", "l.45-.8"};
        return fmt::format("items n{} {}x{} {} {}", n, points, items,
                           words.at(static_cast<std::size_t>(loadings)), word_of(position));
    }
    /// Correlation of an item's latent variable with the trait.
    [[nodiscard]] double loading(std::size_t item) const {
        if (loadings == Loadings::none) return 0;
        if (loadings == Loadings::equal) return std::sqrt(0.45);
        constexpr double weakest = 0.45;
        constexpr double strongest = 0.8;
        return weakest + (strongest - weakest) * static_cast<double>(item) / static_cast<double>(items - 1);
    }
};

/// The answers of one sample and what they come to.
struct Answers {
    std::vector<std::int64_t> rows;
    std::vector<std::int64_t> first;  ///< item of the weakest loading
    std::vector<std::int64_t> last;   ///< and of the strongest
    base::Outcome<stats::Reliability> alpha = base::Reason::too_few;
};

void draw_answers(const Scale& scale, base::Random& random, Answers& into) {
    const auto cuts = cuts_of(scale.points, scale.position);
    into.rows.clear();
    into.first.clear();
    into.last.clear();
    for (std::size_t person = 0; person < scale.n; ++person) {
        const double trait = random.normal();
        for (std::size_t item = 0; item < scale.items; ++item) {
            const double l = scale.loading(item);
            into.rows.push_back(answer_of(cuts, l * trait + std::sqrt(1 - l * l) * random.normal()));
        }
        into.first.push_back(into.rows[into.rows.size() - scale.items]);
        into.last.push_back(into.rows.back());
    }
    into.alpha = stats::cronbach_alpha(into.rows, scale.items);
}

/// Alpha of the answers' exact covariances.
double alpha_of(const Scale& scale) {
    const auto cuts = cuts_of(scale.points, scale.position);
    const double variances = static_cast<double>(scale.items) * answer_variance(cuts);
    double total = variances;
    for (std::size_t i = 0; i < scale.items; ++i) {
        for (std::size_t j = 0; j < i; ++j)
            total += 2 * answer_covariance(cuts, cuts, scale.loading(i) * scale.loading(j));
    }
    const auto k = static_cast<double>(scale.items);
    return k / (k - 1) * (1 - variances / total);
}

std::optional<double> one_factor_p(const Answers& answers, std::size_t items,
                                   double stats::FactorMl::*statistic) {
    stats::ItemMoments moments(items);
    for (std::size_t at = 0; at < answers.rows.size(); at += items)
        moments.add(std::span(answers.rows).subspan(at, items));
    const auto factor = stats::one_factor_ml(moments);
    if (!factor) return std::nullopt;
    return stats::chi2_sf((*factor).*statistic, static_cast<double>(factor->df));
}

/// Yes and no: the middle of the range or above.
std::vector<std::int64_t> cut_in_two(const std::vector<std::int64_t>& answers, int points) {
    std::vector<std::int64_t> yes;
    for (const std::int64_t answer : answers) yes.push_back(answer >= points / 2 ? 1 : 0);
    return yes;
}

void ask_alpha(const Scale& scale, const std::shared_ptr<Answers>& answers, DesignCell& cell) {
    const double alpha = alpha_of(scale);
    const auto ask = [&](const char* method, stats::Interval stats::Reliability::*interval) {
        cell.questions.push_back(
            interval_of(method, alpha, [answers, interval]() -> std::optional<stats::Interval> {
                if (!answers->alpha) return std::nullopt;
                return (*answers->alpha).*interval;
            }));
    };
    ask("alpha", &stats::Reliability::alpha_ci);
    ask("alpha_normal_interval", &stats::Reliability::alpha_ci_normal);
    if (scale.loadings == Loadings::none) {
        cell.questions.push_back(test_of("alpha_test", [answers, scale]() -> std::optional<double> {
            if (!answers->alpha || answers->alpha->alpha >= 1) return std::nullopt;
            return stats::alpha_test(answers->alpha->alpha, scale.items, static_cast<std::int64_t>(scale.n))
                .p_value;
        }));
    }
}

/// Of the weakest and the strongest item; the number of the others does not matter, so only with the fewest.
void ask_polychoric(const Scale& scale, const std::shared_ptr<Answers>& answers, DesignCell& cell) {
    constexpr double costly = 0.25;
    const double r = scale.loading(0) * scale.loading(scale.items - 1);
    cell.questions.push_back(interval_of(
        "polychoric", r,
        [answers]() -> std::optional<stats::Interval> {
            const auto result = stats::polychoric_of_answers(answers->first, answers->last);
            if (!result) return std::nullopt;
            return result->ci;
        },
        costly));
    cell.questions.push_back(test_of(
        "polychoric_fit",
        [answers]() -> std::optional<double> {
            const auto result = stats::polychoric_of_answers(answers->first, answers->last);
            if (!result || !result->fit) return std::nullopt;
            return result->fit->p_value;
        },
        costly));
    cell.questions.push_back(
        interval_of("tetrachoric", r, [answers, scale]() -> std::optional<stats::Interval> {
            const auto result = stats::polychoric_of_answers(cut_in_two(answers->first, scale.points),
                                                             cut_in_two(answers->last, scale.points));
            if (!result) return std::nullopt;
            return result->ci;
        }));
}

DesignCell cell_of(const Scale& scale) {
    const auto answers = std::make_shared<Answers>();
    DesignCell cell;
    cell.draw = [scale, answers](base::Random& random) { draw_answers(scale, random, *answers); };
    ask_alpha(scale, answers, cell);
    // Equal loadings leave equal covariances of the answers: one factor explains them. With unequal ones the
    // steps bend the factor a little.
    if (scale.loadings == Loadings::equal) {
        const auto ask = [&](const char* method, double stats::FactorMl::*statistic) {
            cell.questions.push_back(test_of(
                method,
                [answers, scale, statistic] { return one_factor_p(*answers, scale.items, statistic); },
                scale.items > 8 ? 0.25 : 1.0));
        };
        ask("one_factor_fit", &stats::FactorMl::chi_square);
        ask("one_factor_fit_bartlett", &stats::FactorMl::chi_square_bartlett);
    }
    if (scale.items == 4 && scale.loadings != Loadings::none) ask_polychoric(scale, answers, cell);
    return cell;
}

}  // namespace

std::vector<DesignTrial> designs_of_items() {
    std::vector<DesignTrial> trials;
    for (const std::size_t n : {20U, 50U, 200U}) {
        for (const std::size_t items : {4U, 8U, 14U}) {
            for (const int points : {5, 7, 11}) {
                for (const Position position : {Position::middle, Position::floor, Position::ceiling}) {
                    for (const Loadings loadings : {Loadings::none, Loadings::equal, Loadings::unequal}) {
                        if (loadings == Loadings::none && points != 5) continue;
                        const Scale scale{items, points, n, position, loadings};
                        trials.push_back({scale.id(), [scale] { return cell_of(scale); }});
                    }
                }
            }
        }
    }
    return trials;
}

}  // namespace outcomes::calibration
