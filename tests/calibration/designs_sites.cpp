#include "libstats/stats/meta_analysis.hpp"
#include "tests/calibration/designs.hpp"
#include "tests/calibration/population.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

/// Several sites: the mean change of each, with an estimated error, and a true effect of its own.
namespace outcomes::calibration {
namespace {

constexpr double typical_size = 20;

struct Sites {
    std::size_t k = 5;
    double spread = 0;  ///< variance between the sites, in squared standard errors of a typical site
    bool equal = true;  ///< sizes
    Position position = Position::middle;

    [[nodiscard]] std::string id() const {
        return fmt::format("sites n{} tau{} {} {}", k, spread, equal ? "equal" : "unequal",
                           position == Position::middle ? "middle" : "floor");
    }
    [[nodiscard]] std::size_t people(std::size_t site) const {
        constexpr std::array<std::size_t, 5> sizes{8, 12, 20, 40, 80};
        return equal ? static_cast<std::size_t>(typical_size) : sizes.at(site % sizes.size());
    }
};

/// The change of one person: the sum of four questions, twice.
struct Change {
    std::vector<double> cumulative;
    std::int64_t lowest = 0;
    double mean = 0;
    double variance = 0;

    explicit Change(Position position) {
        const Population population(
            {.points = 5, .items = 4, .n = 1, .correlation = 0.5, .position = position, .shift = 0.2});
        lowest = 1 - static_cast<std::int64_t>(population.n_scores());
        double sum = 0;
        for (std::size_t i = 0; i < population.change().size(); ++i) {
            const double p = population.change()[i];
            const double change = static_cast<double>(lowest) + static_cast<double>(i);
            cumulative.push_back(sum += p);
            mean += p * change;
            variance += p * change * change;
        }
        variance -= mean * mean;
    }
    [[nodiscard]] double draw(base::Random& random) const {
        const auto at = std::ranges::upper_bound(cumulative, random.uniform() * cumulative.back());
        return static_cast<double>(lowest) + static_cast<double>(at - cumulative.begin());
    }
};

struct Results {
    std::vector<double> estimates;
    std::vector<double> variances;
    double next_site = 0;  ///< effect of one more site
    bool usable = true;    ///< no site without variation

    [[nodiscard]] stats::StudyResults studies() const { return {estimates, variances}; }
};
using Shared = std::shared_ptr<Results>;

void draw_results(const Sites& sites, const Change& change, double tau, base::Random& random, Results& into) {
    into.estimates.clear();
    into.variances.clear();
    into.usable = true;
    for (std::size_t site = 0; site < sites.k; ++site) {
        const std::size_t n = sites.people(site);
        double sum = 0;
        double squares = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const double x = change.draw(random);
            sum += x;
            squares += x * x;
        }
        const auto people = static_cast<double>(n);
        const double variance = (squares - sum * sum / people) / (people - 1) / people;
        into.usable = into.usable && variance > 0;
        into.estimates.push_back(sum / people + tau * random.normal());
        into.variances.push_back(variance);
    }
    into.next_site = change.mean + tau * random.normal();
}

using MaybeInterval = std::optional<stats::Interval>;

void ask_model(const Shared& results, double truth, const std::string& id, stats::Tau2Method method,
               DesignCell& cell) {
    const auto fit = [results, method]() -> std::optional<stats::MetaAnalysis> {
        if (!results->usable) return std::nullopt;
        const auto model = stats::meta_analysis(results->studies(), method);
        return model ? std::optional(*model) : std::nullopt;
    };
    cell.questions.push_back(interval_of(id, truth, [fit]() -> MaybeInterval {
        const auto model = fit();
        return model ? MaybeInterval(model->ci) : std::nullopt;
    }));
    if (method == stats::Tau2Method::common_effect) return;
    const bool main = method == stats::Tau2Method::restricted_likelihood;
    const std::string hartung_knapp = main ? "hartung_knapp" : "hartung_knapp_" + id.substr(5);
    const auto adjusted = [&](const std::string& name, stats::Interval stats::HartungKnapp::*interval) {
        cell.questions.push_back(interval_of(name, truth, [fit, interval]() -> MaybeInterval {
            const auto model = fit();
            if (!model || !model->hartung_knapp) return std::nullopt;
            return (*model->hartung_knapp).*interval;
        }));
    };
    adjusted(hartung_knapp, &stats::HartungKnapp::ci);
    if (main) adjusted("hartung_knapp_at_least_1", &stats::HartungKnapp::ci_at_least_1);
}

/// Whether the effect of one more site lies within.
void ask_prediction(const Shared& results, DesignCell& cell) {
    using stats::PredictionIntervals;
    const auto ask = [&](const char* method, MaybeInterval (*interval)(const PredictionIntervals&)) {
        cell.questions.push_back({.method = method, .ask = [results, interval]() -> Reply {
                                      if (!results->usable) return {};
                                      const auto model = stats::meta_analysis(
                                          results->studies(), stats::Tau2Method::restricted_likelihood);
                                      if (!model || !model->prediction) return {};
                                      return {interval(*model->prediction), results->next_site, std::nullopt};
                                  }});
    };
    ask("prediction_interval", [](const PredictionIntervals& p) { return p.t_k2; });
    ask("prediction_interval_t_k1", [](const PredictionIntervals& p) { return p.t_k1_hartung_knapp; });
    ask("prediction_interval_normal", [](const PredictionIntervals& p) { return MaybeInterval(p.normal); });
}

void ask_spread(const Sites& sites, const Shared& results, double tau2, DesignCell& cell) {
    cell.questions.push_back(interval_of("tau2_q_profile", tau2, [results]() -> MaybeInterval {
        if (!results->usable) return std::nullopt;
        const auto interval = stats::tau2_q_profile(results->studies());
        return interval ? MaybeInterval(*interval) : std::nullopt;
    }));
    if (sites.spread == 0) {
        cell.questions.push_back(test_of("cochran_q_sites", [results]() -> std::optional<double> {
            if (!results->usable) return std::nullopt;
            const auto test = stats::heterogeneity_test(results->studies());
            return test ? std::optional(test->p) : std::nullopt;
        }));
    }
    cell.questions.push_back(test_of("egger", [results]() -> std::optional<double> {
        if (!results->usable) return std::nullopt;
        const auto test = stats::egger_test(results->studies());
        return test ? std::optional(test->p) : std::nullopt;
    }));
}

DesignCell cell_of(const Sites& sites) {
    const Change change(sites.position);
    const double tau2 = sites.spread * change.variance / typical_size;
    const auto results = std::make_shared<Results>();
    DesignCell cell;
    cell.draw = [sites, change, tau = std::sqrt(tau2), results](base::Random& random) {
        draw_results(sites, change, tau, random, *results);
    };
    using stats::Tau2Method;
    const std::array<std::pair<const char*, Tau2Method>, 8> methods{
        {{"meta_common_effect", Tau2Method::common_effect},
         {"meta_dl", Tau2Method::dersimonian_laird},
         {"meta_reml", Tau2Method::restricted_likelihood},
         {"meta_pm", Tau2Method::paule_mandel},
         {"meta_ml", Tau2Method::maximum_likelihood},
         {"meta_he", Tau2Method::hedges},
         {"meta_sj", Tau2Method::sidik_jonkman},
         {"meta_hs", Tau2Method::hunter_schmidt}}};
    for (const auto& [id, method] : methods) ask_model(results, change.mean, id, method, cell);
    ask_prediction(results, cell);
    ask_spread(sites, results, tau2, cell);
    return cell;
}

}  // namespace

std::vector<DesignTrial> designs_of_sites() {
    std::vector<DesignTrial> trials;
    for (const std::size_t k : {3U, 5U, 10U}) {
        for (const double spread : {0.0, 0.5, 4.0}) {
            for (const bool equal : {true, false}) {
                for (const Position position : {Position::middle, Position::floor}) {
                    const Sites sites{k, spread, equal, position};
                    trials.push_back({sites.id(), [sites] { return cell_of(sites); }});
                }
            }
        }
    }
    return trials;
}

}  // namespace outcomes::calibration
