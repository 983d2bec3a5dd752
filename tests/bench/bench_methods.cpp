#include "libstats/base/random.hpp"
#include "tests/bench/method_tasks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

/// Times single methods on paired scores of 13 scales, beside method_peers.R, which reads the same file:
///
///     bench_methods make N FILE       writes x1..x13, y1..y13 in sixtieths of a point
///     bench_methods TASK FILE [B]     prints the time in milliseconds, and a figure to compare
namespace outcomes::bench {
namespace {

void make(std::size_t n, const std::string& file) {
    base::Random random(7);
    std::ofstream out(file);
    for (std::size_t s = 1; s <= n_scales; ++s)
        out << fmt::format("x{0},y{0}{1}", s, s == n_scales ? "\n" : ",");
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t s = 1; s <= n_scales; ++s) {
            const double trait = 3 + 0.8 * random.normal();
            const auto score = [&](double shift) {
                return std::clamp<std::int64_t>(
                    std::llround((trait + shift + 0.4 * random.normal()) * 5) * 12, sixtieths, 5 * sixtieths);
            };
            const std::int64_t before = score(0);
            out << fmt::format("{},{}{}", before, score(0.1), s == n_scales ? "\n" : ",");
        }
    }
}

int run(const std::string& name, const std::string& file, std::size_t resamples) {
    const auto& all = tasks();
    const auto task = std::ranges::find(all, name, &Task::name);
    if (task == all.end()) {
        std::cerr << fmt::format("no task {}\n", name);
        return 2;
    }
    const Scores scores = read_scores(file);
    const auto prepared = task->prepare(scores, resamples);
    const auto start = std::chrono::steady_clock::now();
    const double figure = prepared();
    const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
    std::cout << fmt::format("{} n = {}: {:.3f} ms ({:.10g})\n", name, scores.before[0].size(),
                             elapsed.count(), figure);
    return 0;
}

}  // namespace
}  // namespace outcomes::bench

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() == 3 && words[0] == "make") {
        outcomes::bench::make(std::stoul(words[1]), words[2]);
        return 0;
    }
    if (words.size() < 2) {
        std::cerr << "bench_methods make N FILE | TASK FILE [B]\nTASK:";
        for (const auto& task : outcomes::bench::tasks()) std::cerr << ' ' << task.name;
        std::cerr << '\n';
        return 2;
    }
    return outcomes::bench::run(words[0], words[1], words.size() > 2 ? std::stoul(words[2]) : 9999);
}
