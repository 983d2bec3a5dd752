#include "tests/calibration/simulate.hpp"

#include "libstats/base/random.hpp"
#include "tests/calibration/households.hpp"

#include <algorithm>
#include <cmath>

namespace outcomes::calibration {
namespace {

constexpr double level = 0.05;

/// What is known about a method in a population before any sample is drawn.
struct Line {
    const Trial* trial = nullptr;
    std::size_t samples = 0;
    std::optional<double> truth;
    bool null_holds = false;
    Score interval;
    Score test;
    double width = 0;
};

bool margins_alike(const Population& population) {
    return population.cell().shift == 0;
}

Line line_of(const Trial& trial, const Population& population, std::size_t samples) {
    Line line;
    line.trial = &trial;
    line.samples = samples;
    if (trial.truth) line.truth = trial.truth(population);
    line.null_holds = trial.null_holds ? trial.null_holds(population) : margins_alike(population);
    for (auto [score, kind] : {std::pair{&line.interval, "interval"}, std::pair{&line.test, "test"}}) {
        score->cell = population.cell().id();
        score->method = trial.id;
        score->kind = kind;
    }
    return line;
}

void count_interval(Line& line, const stats::Interval& interval) {
    // A limit that differs from the truth by rounding alone holds it.
    const double slack = 1e-9 * (1 + std::abs(*line.truth));
    ++line.interval.answered;
    line.width += interval.high - interval.low;
    if (interval.high < *line.truth - slack)
        ++line.interval.too_low;
    else if (interval.low > *line.truth + slack)
        ++line.interval.too_high;
    else
        ++line.interval.hits;
}

void count(Line& line, const Said& said) {
    if (line.truth) {
        ++line.interval.samples;
        if (said.interval) count_interval(line, *said.interval);
    }
    if (line.null_holds) {
        ++line.test.samples;
        if (said.p) {
            ++line.test.answered;
            if (*said.p <= level) ++line.test.hits;
        }
    }
}

/// One cell of nine, or of three: another one in every part of the grid, so that each setting comes with each
/// other one. all_cells() counts in threes: shift, position, correlation, points, items.
bool is_one_of_nine(std::size_t index) {
    constexpr std::size_t nine = 9;
    return (index + 4 * (index / nine) + index / (nine * nine)) % nine == 0;
}
bool is_one_of_three(std::size_t index) {
    constexpr std::size_t three = 3;
    std::size_t sum = 0;
    for (; index > 0; index /= three) sum += index % three;
    return sum % three == 0;
}

}  // namespace

std::size_t samples_for(const Trial& trial, const Cell& cell, std::size_t index, std::size_t replicates) {
    constexpr std::size_t large = 200;
    constexpr std::size_t mid = 50;
    switch (trial.cost) {
        case Cost::light:
            return replicates;
        case Cost::heavy:
            return cell.n >= large ? replicates / 4 : replicates;
        case Cost::dear:
            return replicates / 4;
        case Cost::dearest:
            if (cell.n < large) return replicates / 4;
            return is_one_of_three(index) ? replicates / 10 : 0;
        case Cost::sparse:
            return is_one_of_nine(index) && cell.n <= mid ? replicates / 10 : 0;
    }
    return 0;
}

std::vector<Score> simulate(const Cell& cell, std::size_t index, std::span<const Trial> trials,
                            std::size_t replicates, std::uint64_t seed) {
    const Population population(cell);
    std::vector<Line> lines;
    std::size_t most = 0;
    for (const Trial& trial : trials) {
        lines.push_back(line_of(trial, population, samples_for(trial, cell, index, replicates)));
        most = std::max(most, lines.back().samples);
    }
    const std::uint64_t cell_seed = seed + 1000003 * index;
    base::Random random(cell_seed);
    // Numbers of their own, so that the other samples are the same with and without households.
    base::Random household_random(cell_seed + 500009);
    const bool households = std::ranges::any_of(trials, &Trial::households);
    Draw draw;
    for (std::size_t r = 0; r < most; ++r) {
        population.draw(random, draw);
        if (households) draw_households(cell, household_random, draw.households);
        for (Line& line : lines) {
            if (r < line.samples) count(line, line.trial->run(draw, seed + r));
        }
    }
    std::vector<Score> scores;
    for (Line& line : lines) {
        if (line.interval.answered > 0)
            line.interval.mean_width = line.width / static_cast<double>(line.interval.answered);
        if (line.interval.answered > 0) scores.push_back(line.interval);
        if (line.test.answered > 0) scores.push_back(line.test);
        // A method that never answers here is known not to.
        if (line.interval.answered == 0 && line.test.answered == 0) {
            line.interval.kind = "none";
            scores.push_back(line.interval);
        }
    }
    return scores;
}

}  // namespace outcomes::calibration
