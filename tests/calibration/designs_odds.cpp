#include "libstats/stats/cumulative_link.hpp"
#include "libstats/stats/cumulative_link_mixed.hpp"
#include "tests/calibration/designs.hpp"
#include "tests/calibration/latent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

/// One ordered question of two groups, or of the same people twice: proportional odds.
namespace outcomes::calibration {
namespace {

/// Answers are cuts of a logistic variable, so that the model is true.
struct Odds {
    std::size_t n = 20;  ///< people in each group, or people who answer twice
    int points = 5;
    Position position = Position::middle;
    double slope = 0;
    bool twice = false;

    [[nodiscard]] std::string id() const {
        return fmt::format("odds n{} {}x1 {} {} +{}", n, points, word_of(position),
                           twice ? "twice" : "groups", slope);
    }
};

struct Sample {
    std::vector<std::uint32_t> answers;
    std::vector<double> later;  ///< 0 and 1
    std::vector<std::uint32_t> people;
    std::size_t n_categories = 0;

    [[nodiscard]] stats::OrdinalData data() const { return {answers, n_categories, later, 1}; }
};
using Shared = std::shared_ptr<Sample>;

/// Answers that nobody gave are left out of the scale.
void close_up(Sample& sample) {
    std::vector<std::uint32_t> used = sample.answers;
    std::ranges::sort(used);
    used.erase(std::unique(used.begin(), used.end()), used.end());
    for (std::uint32_t& answer : sample.answers)
        answer = static_cast<std::uint32_t>(std::ranges::lower_bound(used, answer) - used.begin());
    sample.n_categories = used.size();
}

void draw_sample(const Odds& odds, base::Random& random, Sample& into) {
    constexpr double logistic_sd = 1.8;  // close to pi / sqrt(3)
    constexpr double person_sd = 1.5;
    into = {};
    auto cuts = cuts_of(odds.points, odds.position);
    for (double& cut : cuts) cut *= logistic_sd;
    double effect = 0;  // of the person
    for (std::size_t i = 0; i < 2 * odds.n; ++i) {
        into.later.push_back(i % 2 == 1 ? 1.0 : 0.0);
        into.people.push_back(static_cast<std::uint32_t>(i / 2));
        if (odds.twice && i % 2 == 0) effect = person_sd * random.normal();
        constexpr double half_a_step = 0x1p-54;
        const double u = random.uniform() + half_a_step;
        const double noise = std::log(u / (1 - u));
        into.answers.push_back(
            static_cast<std::uint32_t>(answer_of(cuts, noise + effect + odds.slope * into.later[i])));
    }
    close_up(into);
}

using MaybeSlope = std::optional<stats::Coefficient>;

void ask(DesignCell& cell, const Odds& odds, const char* method, const std::function<MaybeSlope()>& slope,
         double share) {
    const auto p = [](const stats::Coefficient& found) { return found.p; };
    ask_effect(cell, method, odds.slope, odds.slope == 0, slope, p, share);
}

DesignCell cell_of(const Odds& odds) {
    constexpr double slow = 0.1;  // of the replicates
    const auto sample = std::make_shared<Sample>();
    DesignCell cell;
    cell.draw = [odds, sample](base::Random& random) { draw_sample(odds, random, *sample); };
    if (!odds.twice) {
        ask(
            cell, odds, "proportional_odds",
            [sample]() -> MaybeSlope {
                const auto model = stats::cumulative_link(sample->data());
                return model ? MaybeSlope(model->slopes.at(0)) : std::nullopt;
            },
            1);
        return cell;
    }
    for (const auto& [nodes, method] :
         {std::pair{101U, "proportional_odds_mixed"}, std::pair{1U, "proportional_odds_laplace"}}) {
        ask(
            cell, odds, method,
            [sample, nodes = nodes]() -> MaybeSlope {
                const auto model =
                    stats::cumulative_link_mixed(sample->data(), sample->people, {.nodes = nodes});
                return model ? MaybeSlope(model->slopes.at(0)) : std::nullopt;
            },
            slow);
    }
    return cell;
}

}  // namespace

std::vector<DesignTrial> designs_of_odds() {
    std::vector<DesignTrial> trials;
    for (const std::size_t n : {20U, 50U, 200U}) {
        for (const int points : {5, 11}) {
            for (const Position position : {Position::middle, Position::floor}) {
                for (const double slope : {0.0, 0.8}) {
                    for (const bool twice : {false, true}) {
                        if (twice && (n == 200 || points == 11)) continue;
                        const Odds odds{n, points, position, slope, twice};
                        trials.push_back({odds.id(), [odds] { return cell_of(odds); }});
                    }
                }
            }
        }
    }
    return trials;
}

}  // namespace outcomes::calibration
