#include "libstats/base/parallel.hpp"
#include "tests/calibration/cautions.hpp"
#include "tests/calibration/designs.hpp"
#include "tests/calibration/report.hpp"
#include "tests/calibration/simulate.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <iostream>
#include <numeric>

/// Simulates the coverage of every interval and the size of every test: scripts/calibrate.
namespace outcomes::calibration {

namespace {

struct Settings {
    std::string file = "calibration.csv";
    std::string designs_file = "designs.csv";
    std::string part = "all";
    std::string only;
    std::size_t replicates = 2000;
    std::uint64_t seed = 20260101;
    std::size_t threads = 2;
    double minutes = 360;
    bool report = false;
    bool cautions = false;
};

std::vector<Trial> missing(const Store& store, const Cell& cell, const std::vector<Trial>& trials,
                           const std::string& only) {
    std::vector<Trial> list;
    for (const Trial& trial : trials) {
        if (!only.empty() && trial.id != only) continue;
        if (!store.has(cell.id(), trial.id)) list.push_back(trial);
    }
    return list;
}

/// Numbers 0 to n - 1 in an order that visits every part of a list early.
std::vector<std::size_t> scattered(std::size_t n) {
    constexpr std::size_t stride = 197;
    std::size_t step = stride;
    while (std::gcd(step, n) != 1) ++step;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < n; ++i) order.push_back(i * step % n);
    return order;
}

using Clock = std::chrono::steady_clock;

double minutes_since(Clock::time_point start) {
    return std::chrono::duration<double, std::ratio<60>>(Clock::now() - start).count();
}

/// Calls simulate_cell(i) for the cells 0 to n - 1, as long as there is time.
void run(const Settings& settings, Clock::time_point start, std::size_t n,
         const std::function<void(std::size_t)>& simulate_cell) {
    const auto order = scattered(n);
    std::atomic<std::size_t> done = 0;
    base::for_each_index(n, settings.threads, [&](std::size_t i) {
        if (minutes_since(start) > settings.minutes) return;
        simulate_cell(order[i]);
        const std::size_t so_far = ++done;
        if (so_far % 20 == 0)
            std::cerr << fmt::format("{} of {} cells, {:.1f} minutes\n", so_far, n, minutes_since(start));
    });
}

void run_scores(const Settings& settings, Clock::time_point start, Store& store) {
    const auto cells = all_cells();
    const auto trials = all_trials();
    run(settings, start, cells.size(), [&](std::size_t index) {
        const Cell& cell = cells[index];
        const auto list = missing(store, cell, trials, settings.only);
        if (!list.empty()) store.add(simulate(cell, index, list, settings.replicates, settings.seed));
    });
}

void run_designs(const Settings& settings, Clock::time_point start, Store& store) {
    const auto trials = all_designs();
    run(settings, start, trials.size(), [&](std::size_t index) {
        const std::string& name = trials[index].cell;
        const auto wanted = [&](const std::string& method) {
            return (settings.only.empty() || method == settings.only) && !store.has(name, method);
        };
        const auto scores = simulate(name, trials[index].make(), wanted, settings.replicates, settings.seed);
        if (!scores.empty()) store.add(scores);
    });
}

int main_of(int argc, char** argv) {
    Settings settings;
    CLI::App app{
        "Coverage of intervals and size of tests, by simulation. Can be stopped and taken up again."};
    app.add_option("--file", settings.file, "results of the scores in two waves, added to");
    app.add_option("--designs-file", settings.designs_file, "results of the other designs, added to");
    app.add_option("--part", settings.part, "what to simulate")
        ->check(CLI::IsMember({"scores", "designs", "all"}));
    app.add_option("--only", settings.only, "one method");
    app.add_option("--replicates", settings.replicates, "samples a cell");
    app.add_option("--seed", settings.seed, "of the random numbers");
    app.add_option("--threads", settings.threads, "cores");
    app.add_option("--minutes", settings.minutes, "start no cell after so long");
    app.add_flag("--report", settings.report, "print the tables of the README instead");
    app.add_flag("--cautions", settings.cautions, "print the registry's cautions instead, as C++");
    CLI11_PARSE(app, argc, argv);
    Store scores(settings.file);
    Store designs(settings.designs_file);
    if (settings.report) {
        std::cout << report_of(scores.scores()) << report_of_designs(designs.scores());
        return 0;
    }
    if (settings.cautions) {
        auto all = scores.scores();
        all.insert(all.end(), designs.scores().begin(), designs.scores().end());
        std::cout << cautions_source(all);
        return 0;
    }
    const auto start = Clock::now();
    if (settings.part != "designs") run_scores(settings, start, scores);
    if (settings.part != "scores") run_designs(settings, start, designs);
    return 0;
}

}  // namespace
}  // namespace outcomes::calibration

int main(int argc, char** argv) {
    return outcomes::calibration::main_of(argc, argv);
}
