#include "libstats/base/decimal.hpp"
#include "libstats/base/random.hpp"
#include "libstats/stats/bootstrap.hpp"
#include "libstats/stats/hodges_lehmann.hpp"
#include "libstats/stats/sign_flip.hpp"
#include "libstats/stats/signed_rank.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

/// Times single methods on paired scores of 13 scales, beside scripts of other programs that read the same
/// file:
///
///     bench_methods make N FILE       writes x1..x13, y1..y13 in sixtieths of a point
///     bench_methods TASK FILE [B]     signed_rank, hodges_lehmann, sign_flip, bootstrap
namespace outcomes {
namespace {

constexpr int n_scales = 13;
constexpr std::int64_t sixtieths = 60;

using Changes = std::vector<std::vector<std::int64_t>>;

void make(std::size_t n, const std::string& file) {
    base::Random random(7);
    std::ofstream out(file);
    for (int s = 1; s <= n_scales; ++s) out << fmt::format("x{0},y{0}{1}", s, s == n_scales ? "\n" : ",");
    for (std::size_t i = 0; i < n; ++i) {
        for (int s = 1; s <= n_scales; ++s) {
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

Changes changes_of(const std::string& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    Changes changes(n_scales);
    while (std::getline(in, line)) {
        std::istringstream cells(line);
        for (auto& column : changes) {
            std::string before;
            std::string after;
            std::getline(cells, before, ',');
            std::getline(cells, after, ',');
            column.push_back(std::stoll(after) - std::stoll(before));
        }
    }
    return changes;
}

stats::GridView view(const std::vector<std::int64_t>& change) {
    return {.units = change, .denominator = sixtieths};
}

double timed(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

int run(const std::string& task, const std::string& file, std::size_t resamples) {
    const Changes changes = changes_of(file);
    double sum = 0;
    const double ms = timed([&] {
        if (task == "signed_rank") sum += stats::signed_rank(view(changes[0]))->p.two_sided;
        if (task == "hodges_lehmann") sum += stats::hodges_lehmann(view(changes[0]))->estimate;
        for (const auto& change : changes) {
            if (task == "sign_flip")
                sum += stats::sign_flip(view(change), {.cost_limit = 0, .draws = resamples, .n_threads = 2})
                           ->p.two_sided;
            if (task == "bootstrap") {
                stats::BootstrapOptions options;
                options.resamples = resamples;
                options.n_threads = 2;
                sum += stats::bootstrap_mean(view(change), options)->estimate;
            }
        }
    });
    std::cout << fmt::format("{} n = {}: {:.3f} ms ({:.6g})\n", task, changes[0].size(), ms, sum);
    return 0;
}

}  // namespace
}  // namespace outcomes

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() == 3 && words[0] == "make") {
        outcomes::make(std::stoul(words[1]), words[2]);
        return 0;
    }
    if (words.size() < 2) {
        std::cerr << "bench_methods make N FILE | TASK FILE [B]\n";
        return 2;
    }
    return outcomes::run(words[0], words[1], words.size() > 2 ? std::stoul(words[2]) : 9999);
}
