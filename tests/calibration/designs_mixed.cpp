#include "libstats/stats/mixed_model.hpp"
#include "tests/calibration/designs.hpp"
#include "tests/calibration/latent.hpp"

#include <fmt/format.h>

#include <memory>
#include <numeric>

/// Mixed models of three and four waves, complete or with gaps.
namespace outcomes::calibration {
namespace {

constexpr double costly = 0.25;  // of the replicates

/// No wave is higher than another: all truths are 0.
struct Panel {
    ScoreForm form = ScoreForm::normal();
    std::size_t waves = 3;
    std::size_t n = 20;
    bool gaps = false;    ///< every fifth answer is missing
    bool slopes = false;  ///< people change at different speeds

    [[nodiscard]] std::string id() const {
        return fmt::format("panel n{} {} k{} {} {}", n, form.id(), waves, gaps ? "gaps" : "complete",
                           slopes ? "slopes" : "levels");
    }
    /// Of the latent variable. With slopes its spread is not the same in all waves, but its middle is.
    [[nodiscard]] Eigen::MatrixXd covariances() const {
        if (!slopes) return equal_correlations(waves, 0.5);
        constexpr double level = 0.4;
        constexpr double speed = 0.1;
        constexpr double noise = 0.5;
        const auto k = static_cast<Eigen::Index>(waves);
        Eigen::VectorXd time(k);
        for (Eigen::Index j = 0; j < k; ++j)
            time[j] = static_cast<double>(j) - static_cast<double>(k - 1) / 2;
        return Eigen::MatrixXd::Constant(k, k, level) + speed * time * time.transpose() +
               noise * Eigen::MatrixXd::Identity(k, k);
    }
};

struct Rows {
    std::vector<double> y;
    std::vector<double> time;
    std::vector<std::uint32_t> people;
};

struct Fits {
    Rows rows;
    base::Outcome<stats::MixedModel> trend = base::Reason::too_few;
    base::Outcome<stats::MixedModel> slopes = base::Reason::too_few;
    base::Outcome<stats::MixedModel> occasions = base::Reason::too_few;
    std::vector<std::size_t> term;  ///< columns of the occasions
};
using Shared = std::shared_ptr<Fits>;

void draw_rows(const Panel& panel, const Correlated& traits, base::Random& random, Rows& into) {
    constexpr double answering = 0.8;
    into = {};
    for (std::size_t person = 0; person < panel.n; ++person) {
        const Eigen::VectorXd trait = traits.draw(random);
        for (std::size_t wave = 0; wave < panel.waves; ++wave) {
            const auto score = panel.form.draw(random, trait[static_cast<Eigen::Index>(wave)]);
            if (panel.gaps && random.uniform() > answering) continue;
            into.y.push_back(static_cast<double>(score));
            into.time.push_back(static_cast<double>(wave));
            into.people.push_back(static_cast<std::uint32_t>(person));
        }
    }
}

void fit(const Panel& panel, Fits& fits) {
    const Rows& rows = fits.rows;
    const std::vector<double> ones(rows.y.size(), 1.0);
    const stats::Design line{{ones, rows.time}};
    fits.trend = stats::mixed_model({line, rows.y, rows.people});
    if (panel.slopes || panel.waves >= 4)
        fits.slopes = stats::mixed_model({line, rows.y, rows.people, rows.time});
    stats::Design occasions{{ones}};
    for (std::size_t wave = 1; wave < panel.waves; ++wave) {
        std::vector<double> column;
        for (const double time : rows.time) column.push_back(time == static_cast<double>(wave) ? 1.0 : 0.0);
        occasions.columns.push_back(column);
    }
    fits.occasions = stats::mixed_model({occasions, rows.y, rows.people});
}

using Model = base::Outcome<stats::MixedModel> Fits::*;
using Tests = std::vector<stats::TTest> stats::MixedModel::*;

void ask_slope(const Shared& fits, const char* method, Model model, Tests tests, DesignCell& cell) {
    const auto slope = [fits, model, tests]() -> std::optional<stats::TTest> {
        const auto& fitted = (*fits).*model;
        if (!fitted) return std::nullopt;
        return ((*fitted).*tests).at(1);
    };
    cell.questions.push_back(interval_of(
        method, 0,
        [slope]() -> std::optional<stats::Interval> {
            const auto test = slope();
            return test ? std::optional(test->ci) : std::nullopt;
        },
        costly));
    cell.questions.push_back(test_of(
        method,
        [slope]() -> std::optional<double> {
            const auto test = slope();
            return test ? std::optional(test->p.two_sided) : std::nullopt;
        },
        costly));
}

using TermTestOf = base::Outcome<stats::FTest> (*)(const stats::MixedModel&, std::span<const std::size_t>);

void ask_occasions(const Shared& fits, const char* method, TermTestOf test, DesignCell& cell) {
    cell.questions.push_back(test_of(
        method,
        [fits, test]() -> std::optional<double> {
            if (!fits->occasions) return std::nullopt;
            const auto result = test(*fits->occasions, fits->term);
            return result ? std::optional(result->p) : std::nullopt;
        },
        costly));
}

DesignCell cell_of(const Panel& panel) {
    const auto fits = std::make_shared<Fits>();
    fits->term.resize(panel.waves - 1);
    std::iota(fits->term.begin(), fits->term.end(), 1U);
    DesignCell cell;
    cell.draw = [panel, traits = Correlated(panel.covariances()), fits](base::Random& random) {
        draw_rows(panel, traits, random, fits->rows);
        fit(panel, *fits);
    };
    ask_slope(fits, "mixed_linear_trend", &Fits::trend, &stats::MixedModel::fixed, cell);
    ask_slope(fits, "mixed_linear_trend_kr", &Fits::trend, &stats::MixedModel::kenward_roger, cell);
    if (panel.slopes || panel.waves >= 4)
        ask_slope(fits, "mixed_random_slope", &Fits::slopes, &stats::MixedModel::fixed, cell);
    ask_occasions(fits, "mixed_occasions_f", stats::mixed_term_test, cell);
    ask_occasions(fits, "mixed_occasions_f_kr", stats::kenward_roger_term_test, cell);
    return cell;
}

}  // namespace

std::vector<DesignTrial> designs_of_mixed_models() {
    std::vector<DesignTrial> trials;
    for (const std::size_t n : {10U, 20U, 50U}) {
        for (const ScoreForm& form : {ScoreForm{5, 4, Position::middle}, ScoreForm{5, 4, Position::floor},
                                      ScoreForm{5, 1, Position::middle}, ScoreForm::normal()}) {
            for (const std::size_t waves : {3U, 4U}) {
                for (const bool gaps : {false, true}) {
                    for (const bool slopes : {false, true}) {
                        if (slopes && !form.symmetric()) continue;
                        const Panel panel{form, waves, n, gaps, slopes};
                        trials.push_back({panel.id(), [panel] { return cell_of(panel); }});
                    }
                }
            }
        }
    }
    return trials;
}

}  // namespace outcomes::calibration
