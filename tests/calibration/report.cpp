#include "tests/calibration/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <sstream>
#include <string_view>
#include <utility>

namespace outcomes::calibration {
namespace {

constexpr double low = 0.93;
constexpr double high = 0.97;

/// The sizes of samples that have a column, and from which size on a method is judged.
struct Layout {
    std::vector<std::pair<std::size_t, std::size_t>> sizes;  ///< from, to
    std::string head;
    std::size_t judged_from = 0;
};

/// The words of a cell's name, such as "5x4 n20 r0.5 floor +0.2".
std::vector<std::string> words_of(const std::string& cell) {
    std::istringstream in(cell);
    return {std::istream_iterator<std::string>(in), {}};
}

std::size_t people(const Score& score) {
    return std::stoul(words_of(score.cell).at(1).substr(1));
}

/// Coverage; of a test, one minus its size, so that both aim at 95 %.
double kept(const Score& score) {
    return score.kind == "test" ? 1 - score.rate() : score.rate();
}

using Group = std::vector<const Score*>;

std::string range_of(const Group& group) {
    if (group.empty()) return "";
    std::vector<double> rates;
    for (const Score* score : group) rates.push_back(100 * kept(*score));
    std::ranges::sort(rates);
    return fmt::format("{:.1f} {:.1f} {:.1f}", rates.front(), rates[rates.size() / 2], rates.back());
}

Group with_people(const Group& group, std::pair<std::size_t, std::size_t> size) {
    Group part;
    std::ranges::copy_if(group, std::back_inserter(part), [size](const Score* s) {
        return people(*s) >= size.first && people(*s) <= size.second;
    });
    return part;
}

/// Names of the settings in which at least half of the cells that are judged lie on this side.
std::string where(const Group& group, const Layout& layout, bool (*outside)(double)) {
    std::map<std::string, std::pair<std::size_t, std::size_t>> counts;
    std::size_t all = 0;
    std::size_t out = 0;
    for (const Score* score : group) {
        if (people(*score) < layout.judged_from) continue;
        const bool is_out = outside(kept(*score));
        ++all;
        out += is_out ? 1U : 0U;
        for (const std::string& word : words_of(score->cell)) {
            auto& [n_out, n_all] = counts[word];
            ++n_all;
            n_out += is_out ? 1U : 0U;
        }
    }
    if (out == 0) return "";
    std::string names;
    for (const auto& [word, count] : counts) {
        const auto [n_out, n_all] = count;
        if (2 * n_out >= n_all && 2 * out < all) names += (names.empty() ? "" : ", ") + word;
    }
    if (2 * out >= all) names = "mostly";
    return fmt::format("{} of {}{}{}", out, all, names.empty() ? "" : ": ", names);
}

std::string line_of(const std::string& method, const Group& group, const Layout& layout) {
    std::size_t samples = 0;
    for (const Score* score : group) samples = std::max(samples, score->answered);
    std::string line = fmt::format("| `{}` |", method);
    for (const auto& size : layout.sizes) line += fmt::format(" {} |", range_of(with_people(group, size)));
    line += fmt::format(" {} |", where(group, layout, [](double rate) { return rate < low; }));
    line += fmt::format(" {} |", where(group, layout, [](double rate) { return rate > high; }));
    const double error = samples == 0 ? 0 : 100 * std::sqrt(0.95 * 0.05 / static_cast<double>(samples));
    return line + fmt::format(" {:.2f} |\n", error);
}

std::string table_of(const std::vector<Score>& scores, std::string_view kind, const Layout& layout) {
    std::map<std::string, Group> methods;
    for (const Score& score : scores) {
        if (score.kind == kind && score.answered > 0) methods[score.method].push_back(&score);
    }
    std::string text = "| Method | " + layout.head + " | below 93 % | above 97 % | error |\n" +
                       "|---|---|---|---|---|---|---|---|\n";
    for (const auto& [method, group] : methods) text += line_of(method, group, layout);
    return text;
}

}  // namespace

std::string report_of(const std::vector<Score>& scores) {
    const Layout layout{.sizes = {{10, 10}, {20, 20}, {50, 50}, {200, 200}},
                        .head = "n = 10 | n = 20 | n = 50 | n = 200",
                        .judged_from = 20};
    return "## Intervals at 95 %: coverage\n\n" + table_of(scores, "interval", layout) +
           "\n## Tests at 5 %: 100 minus size\n\n" + table_of(scores, "test", layout);
}

std::string report_of_designs(const std::vector<Score>& scores) {
    constexpr auto any = std::numeric_limits<std::size_t>::max();
    const Layout layout{.sizes = {{0, 8}, {9, 20}, {21, 50}, {51, any}},
                        .head = "n to 8 | 9 to 20 | 21 to 50 | more",
                        .judged_from = 0};
    return "\n## Other designs, intervals at 95 %: coverage\n\n" + table_of(scores, "interval", layout) +
           "\n## Other designs, tests at 5 %: 100 minus size\n\n" + table_of(scores, "test", layout);
}

}  // namespace outcomes::calibration
