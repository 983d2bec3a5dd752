#include "libstats/base/parallel.hpp"
#include "tests/calibration/report.hpp"
#include "tests/calibration/simulate.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <atomic>
#include <chrono>
#include <iostream>

/// Simulates the coverage of every interval and the size of every test: scripts/calibrate.
namespace outcomes::calibration {

namespace {

struct Settings {
    std::string file = "calibration.csv";
    std::string only;
    std::size_t replicates = 2000;
    std::uint64_t seed = 20260101;
    std::size_t threads = 2;
    double minutes = 360;
    bool report = false;
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

/// The cells in an order that visits every part of the grid early.
std::vector<std::size_t> scattered(std::size_t n) {
    constexpr std::size_t stride = 197;  // a prime that does not divide the number of cells
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < n; ++i) order.push_back(i * stride % n);
    return order;
}

void run(const Settings& settings, Store& store) {
    const auto cells = all_cells();
    const auto trials = all_trials();
    const auto order = scattered(cells.size());
    const auto start = std::chrono::steady_clock::now();
    const auto minutes = [start] {
        return std::chrono::duration<double, std::ratio<60>>(std::chrono::steady_clock::now() - start)
            .count();
    };
    std::atomic<std::size_t> done = 0;
    base::for_each_index(order.size(), settings.threads, [&](std::size_t i) {
        if (minutes() > settings.minutes) return;
        const Cell& cell = cells[order[i]];
        const auto list = missing(store, cell, trials, settings.only);
        if (!list.empty()) store.add(simulate(cell, order[i], list, settings.replicates, settings.seed));
        const std::size_t so_far = ++done;
        if (so_far % 20 == 0)
            std::cerr << fmt::format("{} of {} cells, {:.1f} minutes\n", so_far, order.size(), minutes());
    });
}

int main_of(int argc, char** argv) {
    Settings settings;
    CLI::App app{
        "Coverage of intervals and size of tests, by simulation. Can be stopped and taken up again."};
    app.add_option("--file", settings.file, "results, added to");
    app.add_option("--only", settings.only, "one method");
    app.add_option("--replicates", settings.replicates, "samples a cell");
    app.add_option("--seed", settings.seed, "of the random numbers");
    app.add_option("--threads", settings.threads, "cores");
    app.add_option("--minutes", settings.minutes, "start no cell after so long");
    app.add_flag("--report", settings.report, "print the tables of the README instead");
    CLI11_PARSE(app, argc, argv);
    Store store(settings.file);
    if (settings.report)
        std::cout << report_of(store.scores());
    else
        run(settings, store);
    return 0;
}

}  // namespace
}  // namespace outcomes::calibration

int main(int argc, char** argv) {
    return outcomes::calibration::main_of(argc, argv);
}
