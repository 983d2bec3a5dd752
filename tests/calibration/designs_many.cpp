#include "libstats/stats/multiplicity.hpp"
#include "libstats/stats/simultaneous.hpp"
#include "libstats/stats/t_test.hpp"
#include "tests/calibration/designs.hpp"
#include "tests/calibration/draws.hpp"
#include "tests/calibration/latent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

/// Thirteen scales of the same people, each with its own paired t test.
namespace outcomes::calibration {
namespace {

constexpr std::size_t n_scales = 13;
constexpr double alpha = 0.05;

struct Battery {
    std::size_t n = 20;
    Position position = Position::middle;
    double correlation = 0;   ///< of the traits of any two scales
    std::size_t changed = 0;  ///< scales on which people rise

    [[nodiscard]] ScoreForm form() const { return {5, 4, position}; }
    [[nodiscard]] std::string id() const {
        return fmt::format("scales n{} {} r{} {}changed", n, form().id(), correlation, changed);
    }
    [[nodiscard]] double shift(std::size_t scale) const { return scale < changed ? 0.6 : 0.0; }
};

struct Tests {
    std::array<stats::Moments, n_scales> changes;
    std::vector<std::optional<double>> p;
    double pick = 0;  ///< uniform
};
using Shared = std::shared_ptr<Tests>;
using Truths = std::array<double, n_scales>;

void draw_tests(const Battery& battery, base::Random& random, Tests& into) {
    constexpr double stable = 0.5;  // correlation of the waves
    const double common = std::sqrt(battery.correlation);
    const double own = std::sqrt(1 - battery.correlation);
    std::array<std::vector<std::int64_t>, n_scales> changes;
    const ScoreForm form = battery.form();
    const auto both_waves = [&random] {
        const double first = random.normal();
        return std::pair{first, stable * first + std::sqrt(1 - stable * stable) * random.normal()};
    };
    for (std::size_t person = 0; person < battery.n; ++person) {
        const auto [before, after] = both_waves();
        for (std::size_t scale = 0; scale < n_scales; ++scale) {
            const auto [own_before, own_after] = both_waves();
            const auto first = form.draw(random, common * before + own * own_before);
            const auto second = form.draw(random, common * after + own * own_after, battery.shift(scale));
            changes.at(scale).push_back(second - first);
        }
    }
    into.p.clear();
    for (std::size_t scale = 0; scale < n_scales; ++scale) {
        into.changes.at(scale) = moments_of(changes.at(scale));
        const auto test = stats::paired_t(into.changes.at(scale));
        into.p.push_back(test ? std::optional(test->p.two_sided) : std::nullopt);
    }
    into.pick = random.uniform();
}

/// Familywise error: whether any true hypothesis is rejected.
double smallest_true(const Tests& tests, const Battery& battery, stats::Adjustment method) {
    const auto adjusted = stats::adjust(tests.p, method);
    double smallest = 1;
    for (std::size_t scale = battery.changed; scale < n_scales; ++scale)
        smallest = std::min(smallest, adjusted.at(scale).value_or(1.0));
    return smallest;
}

/// False discovery rate: 0 if a finding that is picked at random is false, 1 if it is true or there is none.
/// The chance of a 0 is the expected share of false findings.
double picked_finding(const Tests& tests, const Battery& battery, stats::Adjustment method) {
    const auto adjusted = stats::adjust(tests.p, method);
    std::vector<std::size_t> findings;
    for (std::size_t scale = 0; scale < n_scales; ++scale) {
        if (adjusted[scale] && *adjusted[scale] <= alpha) findings.push_back(scale);
    }
    if (findings.empty()) return 1;
    const auto at = static_cast<std::size_t>(tests.pick * static_cast<double>(findings.size()));
    return findings.at(at) >= battery.changed ? 0 : 1;
}

void ask_adjusted(const Battery& battery, const Shared& tests, DesignCell& cell) {
    using stats::Adjustment;
    for (const auto& [method, id] :
         {std::pair{Adjustment::bonferroni, "adjust_bonferroni"},
          std::pair{Adjustment::sidak, "adjust_sidak"}, std::pair{Adjustment::holm, "adjust_holm"},
          std::pair{Adjustment::holm_sidak, "adjust_holm_sidak"},
          std::pair{Adjustment::hochberg, "adjust_hochberg"},
          std::pair{Adjustment::hommel, "adjust_hommel"}}) {
        cell.questions.push_back(test_of(id, [battery, tests, method = method]() -> std::optional<double> {
            return smallest_true(*tests, battery, method);
        }));
    }
    for (const auto& [method, id] :
         {std::pair{Adjustment::benjamini_hochberg, "adjust_benjamini_hochberg"},
          std::pair{Adjustment::benjamini_yekutieli, "adjust_benjamini_yekutieli"}}) {
        cell.questions.push_back(test_of(id, [battery, tests, method = method]() -> std::optional<double> {
            return picked_finding(*tests, battery, method);
        }));
    }
    if (battery.correlation != 0 || battery.changed != 0) return;
    cell.questions.push_back(test_of("fisher_combination", [tests]() -> std::optional<double> {
        const auto combined = stats::fisher_combination(tests->p);
        return combined ? std::optional(combined->p) : std::nullopt;
    }));
}

/// Whether the interval of a scale, at a level of its own, holds its truth.
Reply reply_of(const Tests& tests, const Truths& truths, std::size_t scale, double level) {
    const auto test = stats::paired_t(tests.changes.at(scale), level);
    if (!test) return {};
    return {test->ci, truths.at(scale), std::nullopt};
}

/// The first interval that misses, or the first of all if none does.
Reply together(const Tests& tests, const Truths& truths, double level) {
    Reply first;
    for (std::size_t scale = 0; scale < n_scales; ++scale) {
        const Reply reply = reply_of(tests, truths, scale, level);
        if (!reply.interval) continue;
        if (reply.interval->low > reply.truth || reply.interval->high < reply.truth) return reply;
        if (!first.interval) first = reply;
    }
    return first;
}

/// A selected interval that is picked at random; none selected misses nothing.
Reply picked_interval(const Tests& tests, const Truths& truths) {
    const auto selection = stats::fcr_selection(tests.p);
    std::vector<std::size_t> scales;
    for (std::size_t scale = 0; scale < n_scales; ++scale) {
        if (selection.selected[scale]) scales.push_back(scale);
    }
    if (scales.empty()) return {stats::Interval{0, 0}, 0, std::nullopt};
    const auto at = static_cast<std::size_t>(tests.pick * static_cast<double>(scales.size()));
    return reply_of(tests, truths, scales.at(at), selection.level.value());
}

DesignCell cell_of(const Battery& battery) {
    const auto tests = std::make_shared<Tests>();
    DesignCell cell;
    cell.draw = [battery, tests](base::Random& random) { draw_tests(battery, random, *tests); };
    ask_adjusted(battery, tests, cell);
    Truths truths{};
    for (std::size_t scale = 0; scale < n_scales; ++scale)
        truths.at(scale) = battery.form().mean(battery.shift(scale)) - battery.form().mean();
    cell.questions.push_back({.method = "bonferroni_intervals", .ask = [tests, truths] {
                                  return together(*tests, truths, stats::bonferroni_level(n_scales));
                              }});
    cell.questions.push_back({.method = "sidak_intervals", .ask = [tests, truths] {
                                  return together(*tests, truths, stats::sidak_level(n_scales));
                              }});
    cell.questions.push_back(
        {.method = "fcr_intervals", .ask = [tests, truths] { return picked_interval(*tests, truths); }});
    return cell;
}

}  // namespace

std::vector<DesignTrial> designs_of_many_tests() {
    std::vector<DesignTrial> trials;
    for (const std::size_t n : {20U, 50U}) {
        for (const Position position : {Position::middle, Position::floor}) {
            for (const double correlation : {0.0, 0.5}) {
                for (const std::size_t changed : {0U, 6U}) {
                    const Battery battery{n, position, correlation, changed};
                    trials.push_back({battery.id(), [battery] { return cell_of(battery); }});
                }
            }
        }
    }
    return trials;
}

}  // namespace outcomes::calibration
