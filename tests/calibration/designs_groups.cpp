#include "libstats/stats/ancova.hpp"
#include "libstats/stats/difference_in_differences.hpp"
#include "libstats/stats/dppc2.hpp"
#include "libstats/stats/mixed_model.hpp"
#include "libstats/stats/robust_errors.hpp"
#include "tests/calibration/designs.hpp"
#include "tests/calibration/latent.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <memory>

/// A group and a comparison group, before and after; people alone, and households.
namespace outcomes::calibration {
namespace {

constexpr double stable = 0.6;  // correlation of a person's traits before and after

/// Which people there are, and in which group.
enum class Make {
    even,     ///< n people in each group
    uneven,   ///< half as many in group 1, and 1.6 times as spread out afterwards
    half,     ///< n households, every other one in group 1
    quarter,  ///< n households, every fourth one in group 1
};

struct Comparison {
    ScoreForm form = ScoreForm::normal();
    std::size_t n = 20;
    Make make = Make::even;
    double effect = 0;  ///< on the latent variable of group 1 afterwards

    [[nodiscard]] bool households() const { return make == Make::half || make == Make::quarter; }
    [[nodiscard]] std::string id() const {
        constexpr std::array<const char*, 4> words{"even", "uneven", "half", "quarter"};
        return fmt::format("{} n{} {} {} +{}", households() ? "households" : "groups", n, form.id(),
                           words.at(static_cast<std::size_t>(make)), effect);
    }
    /// By how much more group 1 rises.
    [[nodiscard]] double truth() const { return form.mean(effect) - form.mean(0); }
};

struct Sample {
    std::vector<double> baseline;
    std::vector<double> repeat;
    std::vector<std::uint32_t> groups;
    std::vector<std::uint32_t> households;

    [[nodiscard]] stats::GroupedPairs pairs() const { return {baseline, repeat, groups, 2}; }
};
using Shared = std::shared_ptr<Sample>;

void add_person(const Comparison& design, std::uint32_t group, const Eigen::VectorXd& traits,
                base::Random& random, Sample& into) {
    constexpr double wider = 1.6;
    const double effect = group == 1 ? design.effect : 0;
    const double factor = design.make == Make::uneven && group == 1 ? wider : 1;
    into.baseline.push_back(static_cast<double>(design.form.draw(random, traits[0])));
    into.repeat.push_back(static_cast<double>(design.form.draw(random, factor * traits[1], effect)));
    into.groups.push_back(group);
}

void draw_people(const Comparison& design, const Correlated& traits, base::Random& random, Sample& into) {
    for (const std::uint32_t group : {0U, 1U}) {
        const std::size_t n = design.make == Make::uneven && group == 1 ? design.n / 2 : design.n;
        for (std::size_t i = 0; i < n; ++i) add_person(design, group, traits.draw(random), random, into);
    }
}

/// Households of 1 to 4 people who share three tenths of the traits of both waves.
void draw_households(const Comparison& design, const Correlated& traits, base::Random& random, Sample& into) {
    constexpr double shared = 0.3;
    constexpr std::array<std::size_t, 7> sizes{1, 2, 3, 4, 2, 1, 3};
    const std::size_t every = design.make == Make::half ? 2 : 4;
    for (std::size_t household = 0; household < design.n; ++household) {
        const Eigen::VectorXd common = traits.draw(random);
        const std::uint32_t group = household % every == 0 ? 1 : 0;
        for (std::size_t i = 0; i < sizes.at(household % sizes.size()); ++i) {
            const Eigen::VectorXd own = traits.draw(random);
            add_person(design, group, std::sqrt(shared) * common + std::sqrt(1 - shared) * own, random, into);
            into.households.push_back(static_cast<std::uint32_t>(household));
        }
    }
}

using MaybeTest = std::optional<stats::TTest>;

void ask(DesignCell& cell, const Comparison& design, const std::string& method,
         const std::function<MaybeTest()>& test, double share = 1) {
    const auto p = [](const stats::TTest& found) { return found.p.two_sided; };
    ask_effect(cell, method, design.truth(), design.effect == 0, test, p, share);
}

void ask_clustered(DesignCell& cell, const Comparison& design, const Shared& sample) {
    using stats::ClusterType;
    for (const auto& [type, method] :
         {std::pair{ClusterType::cr1, "did_cr1"}, std::pair{ClusterType::cr2, "did_cr2"},
          std::pair{ClusterType::cr3, "did_cr3"}}) {
        ask(cell, design, method, [sample, type = type]() -> MaybeTest {
            const auto result = stats::difference_in_differences(sample->pairs(), sample->households, type);
            if (!result || !result->effects.at(0)) return std::nullopt;
            return type == ClusterType::cr1 ? result->effects[0]->naive : result->effects[0]->satterthwaite;
        });
    }
}

void ask_ancova(DesignCell& cell, const Comparison& design, const Shared& sample) {
    ask(cell, design, "ancova", [sample]() -> MaybeTest {
        const auto result = stats::ancova(sample->pairs());
        return result ? MaybeTest(result->model.coefficients.at(2)) : std::nullopt;
    });
    ask(cell, design, "ancova_hc3", [sample]() -> MaybeTest {
        const auto result =
            stats::hc_tests(stats::ancova_design(sample->pairs()), sample->repeat, stats::HcType::hc3);
        return result && result->at(2) ? MaybeTest(*result->at(2)) : std::nullopt;
    });
    if (design.effect != 0) return;
    cell.questions.push_back(test_of("ancova_groups_f", [sample]() -> std::optional<double> {
        const auto result = stats::ancova(sample->pairs());
        return result ? std::optional(result->groups.test.p) : std::nullopt;
    }));
    // A wider spread afterwards makes the slope steeper, too.
    if (design.make == Make::uneven) return;
    cell.questions.push_back(test_of("ancova_equal_slopes", [sample]() -> std::optional<double> {
        const auto result = stats::ancova(sample->pairs());
        return result && result->equal_slopes ? std::optional(result->equal_slopes->p) : std::nullopt;
    }));
}

void ask_models(DesignCell& cell, const Comparison& design, const Shared& sample) {
    ask(cell, design, "change_score_model", [sample]() -> MaybeTest {
        const auto result = stats::change_score_model(sample->pairs());
        return result ? MaybeTest(result->coefficients.at(1)) : std::nullopt;
    });
    ask(cell, design, "post_score_model", [sample]() -> MaybeTest {
        const auto result = stats::post_score_model(sample->pairs());
        return result ? MaybeTest(result->coefficients.at(1)) : std::nullopt;
    });
    ask(
        cell, design, "did_mixed_model",
        [sample]() -> MaybeTest {
            const auto rows = stats::stacked(sample->pairs());
            const auto model = stats::mixed_model({rows.design, rows.scores, rows.people});
            return model ? MaybeTest(model->fixed.at(3)) : std::nullopt;
        },
        0.25);
    cell.questions.push_back(interval_of("dppc2_morris", design.truth() / std::sqrt(design.form.variance()),
                                         [sample]() -> std::optional<stats::Interval> {
                                             const auto result = stats::dppc2(sample->pairs());
                                             return result ? std::optional(result->ci) : std::nullopt;
                                         }));
}

DesignCell cell_of(const Comparison& design) {
    const auto sample = std::make_shared<Sample>();
    DesignCell cell;
    cell.draw = [design, sample, traits = Correlated(equal_correlations(2, stable))](base::Random& random) {
        *sample = {};
        if (design.households())
            draw_households(design, traits, random, *sample);
        else
            draw_people(design, traits, random, *sample);
    };
    ask_clustered(cell, design, sample);
    if (design.households()) return cell;
    ask_ancova(cell, design, sample);
    ask_models(cell, design, sample);
    return cell;
}

}  // namespace

std::vector<DesignTrial> designs_of_groups() {
    std::vector<DesignTrial> trials;
    const auto add = [&](const Comparison& design) {
        trials.push_back({design.id(), [design] { return cell_of(design); }});
    };
    for (const std::size_t n : {20U, 50U, 100U}) {
        for (const int items : {1, 4, 14}) {
            for (const Position position : {Position::middle, Position::floor, Position::ceiling}) {
                for (const double effect : {0.0, 0.4}) add({{5, items, position}, n, Make::even, effect});
            }
            // Where the range is symmetric a wider spread moves no mean.
            add({{5, items, Position::middle}, n, Make::uneven, 0});
        }
        add({ScoreForm::normal(), n, Make::even, 0});
        add({ScoreForm::normal(), n, Make::uneven, 0});
    }
    return trials;
}

std::vector<DesignTrial> designs_of_households() {
    std::vector<DesignTrial> trials;
    for (const std::size_t n : {8U, 20U, 60U}) {
        for (const int items : {1, 4}) {
            for (const Position position : {Position::middle, Position::floor}) {
                for (const Make make : {Make::half, Make::quarter}) {
                    for (const double effect : {0.0, 0.4}) {
                        const Comparison design{{5, items, position}, n, make, effect};
                        trials.push_back({design.id(), [design] { return cell_of(design); }});
                    }
                }
            }
        }
    }
    return trials;
}

}  // namespace outcomes::calibration
