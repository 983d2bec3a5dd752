#include "libstats/stats/effect_size.hpp"
#include "libstats/stats/rates.hpp"
#include "libstats/stats/shapiro_wilk.hpp"
#include "tests/calibration/designs.hpp"

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <numeric>

/// Counts of rare events; and what speaks about normal changes alone.
namespace outcomes::calibration {
namespace {

using stats::Interval;

constexpr double exposure = 100;

struct Events {
    std::size_t expected = 5;  ///< in the first wave
    double ratio = 1;          ///< of the rates
    double longer = 1;         ///< the second wave's exposure over the first's

    [[nodiscard]] std::string id() const {
        return fmt::format("events n{} x{} t{}", expected, ratio, longer);
    }
    [[nodiscard]] double rate() const { return static_cast<double>(expected) / exposure; }
};

struct Counts {
    stats::EventCount baseline;
    stats::EventCount repeat;
};
using Shared = std::shared_ptr<Counts>;

/// By the product of uniform numbers (Knuth, The Art of Computer Programming 2, section 3.4.1).
std::int64_t poisson(base::Random& random, double mean) {
    const double limit = std::exp(-mean);
    std::int64_t events = -1;
    double product = 1;
    do {
        ++events;
        product *= 1 - random.uniform();
    } while (product > limit);
    return events;
}

void ask_rate(const Events& events, const Shared& counts, DesignCell& cell) {
    const auto ask = [&](const char* method, Interval stats::PoissonRate::*interval) {
        cell.questions.push_back(
            interval_of(method, events.rate(), [counts, interval]() -> std::optional<Interval> {
                return stats::poisson_rate(counts->baseline).*interval;
            }));
    };
    ask("poisson_rate", &stats::PoissonRate::exact);
    ask("poisson_rate_mid_p", &stats::PoissonRate::mid_p);
    ask("poisson_rate_score", &stats::PoissonRate::score);
}

void ask_ratio(const Events& events, const Shared& counts, DesignCell& cell) {
    using stats::RateRatio;
    const auto interval = [&](const char* method, std::optional<Interval> (*limits)(const RateRatio&)) {
        cell.questions.push_back(
            interval_of(method, events.ratio, [counts, limits]() -> std::optional<Interval> {
                const auto result = stats::rate_ratio(counts->baseline, counts->repeat);
                if (!result) return std::nullopt;
                return limits(*result);
            }));
    };
    interval("rate_ratio_exact", [](const RateRatio& r) { return std::optional(r.exact_ci); });
    interval("rate_ratio_mid_p", [](const RateRatio& r) { return std::optional(r.mid_p_ci); });
    interval("rate_ratio_wilson", [](const RateRatio& r) { return std::optional(r.wilson_ci); });
    interval("rate_ratio_wald", [](const RateRatio& r) { return r.wald_ci; });
    if (events.ratio != 1) return;
    const auto test = [&](const char* method, double (*p)(const RateRatio&)) {
        cell.questions.push_back(test_of(method, [counts, p]() -> std::optional<double> {
            const auto result = stats::rate_ratio(counts->baseline, counts->repeat);
            return result ? p(*result) : 1.0;  // no events at all speak against nothing
        }));
    };
    test("rate_ratio_exact", [](const RateRatio& r) { return r.exact.two_sided; });
    test("rate_ratio_mid_p", [](const RateRatio& r) { return r.mid_p.two_sided; });
    test("rate_ratio_min_likelihood", [](const RateRatio& r) { return r.min_likelihood; });
}

DesignCell cell_of(const Events& events) {
    const auto counts = std::make_shared<Counts>();
    DesignCell cell;
    cell.draw = [events, counts](base::Random& random) {
        const auto first = static_cast<double>(events.expected);
        counts->baseline = {poisson(random, first), exposure};
        counts->repeat = {poisson(random, first * events.ratio * events.longer), exposure * events.longer};
    };
    ask_rate(events, counts, cell);
    ask_ratio(events, counts, cell);
    const auto difference = [&](const char* method, Interval stats::RateDifference::*interval) {
        cell.questions.push_back(interval_of(
            method, events.rate() * (events.ratio - 1), [counts, interval]() -> std::optional<Interval> {
                return stats::rate_difference(counts->baseline, counts->repeat).*interval;
            }));
    };
    difference("rate_difference", &stats::RateDifference::hybrid);
    difference("rate_difference_wald", &stats::RateDifference::wald);
    return cell;
}

/// Normal changes of n people whose mean is `d` of their SDs.
DesignCell cell_of_normal(std::size_t n, double d) {
    const auto values = std::make_shared<std::vector<double>>(n);
    const auto people = static_cast<double>(n);
    DesignCell cell;
    cell.draw = [d, values](base::Random& random) {
        for (double& value : *values) value = d + random.normal();
    };
    cell.questions.push_back(interval_of(
        "noncentral_t_interval", d * std::sqrt(people),
        [values, people]() -> std::optional<Interval> {
            const double mean = std::accumulate(values->begin(), values->end(), 0.0) / people;
            double squares = 0;
            for (const double value : *values) squares += (value - mean) * (value - mean);
            const double t = mean / std::sqrt(squares / (people - 1) / people);
            const auto interval = stats::noncentrality_interval(t, people - 1);
            return interval ? std::optional(*interval) : std::nullopt;
        },
        0.25));
    cell.questions.push_back(test_of("shapiro_wilk", [values]() -> std::optional<double> {
        const auto test = stats::shapiro_wilk(*values);
        return test ? std::optional(test->p) : std::nullopt;
    }));
    return cell;
}

}  // namespace

std::vector<DesignTrial> designs_of_rates() {
    std::vector<DesignTrial> trials;
    for (const std::size_t expected : {2U, 5U, 20U, 100U}) {
        for (const double ratio : {1.0, 2.0}) {
            for (const double longer : {1.0, 2.0}) {
                const Events events{expected, ratio, longer};
                trials.push_back({events.id(), [events] { return cell_of(events); }});
            }
        }
    }
    for (const std::size_t n : {10U, 20U, 50U}) {
        for (const double d : {0.0, 0.5, 1.5})
            trials.push_back({fmt::format("normal n{} d{}", n, d), [n, d] { return cell_of_normal(n, d); }});
    }
    return trials;
}

}  // namespace outcomes::calibration
