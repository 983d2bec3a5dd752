#include "libstats/render/movement_table.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::render {
namespace {

using findings::Movement;

constexpr std::size_t least_label = 14;  ///< room for the labels of the rows
constexpr std::size_t gap = 2;

std::uint64_t row_sum(const Movement& movement, std::size_t from) {
    std::uint64_t sum = 0;
    for (std::size_t to = 0; to < movement.answers.size(); ++to) sum += movement.at(from, to);
    return sum;
}

std::uint64_t column_sum(const Movement& movement, std::size_t to) {
    std::uint64_t sum = 0;
    for (std::size_t from = 0; from < movement.answers.size(); ++from) sum += movement.at(from, to);
    return sum;
}

/// Whether the answers can stand over the columns without a word being broken.
bool labels_fit(const Movement& movement, std::size_t width) {
    std::size_t needed = least_label;
    std::uint64_t all = 0;
    for (std::size_t a = 0; a < movement.answers.size(); ++a) {
        const std::uint64_t sum = column_sum(movement, a);
        needed += gap + std::max(longest_word(movement.answers[a]), grouped(sum).size());
        all += sum;
    }
    needed += gap + std::max(std::string_view("All").size(), grouped(all).size());
    return needed <= width;
}

/// Answers that are plain numbers need no numbering.
bool are_numbers(const std::vector<std::string>& answers) {
    return std::all_of(answers.begin(), answers.end(), [](const std::string& answer) {
        return answer.find_first_not_of("-0123456789") == std::string::npos;
    });
}

std::string people_with_share(std::uint64_t n, std::uint64_t all, bool first) {
    const std::string share = percent(static_cast<double>(n) / static_cast<double>(all));
    return fmt::format("{} ({})", first ? people(n) : grouped(n), share);
}

}  // namespace

std::string_view move_of(const findings::Movement& movement, std::size_t from, std::size_t to) {
    const std::size_t none = movement.answers.size();
    if (from == none || to == none) return "no_answer";
    if (from == to) return "same";
    if (!movement.ordered) return "other";
    if (movement.better == "neither") return to > from ? "higher" : "lower";
    return (to > from) == (movement.better == "higher") ? "improved" : "worsened";
}

TextTable movement_table(const Movement& movement, const WaveNames& waves, std::size_t width) {
    const std::size_t k = movement.answers.size();
    const bool numbered = !are_numbers(movement.answers) && !labels_fit(movement, width);
    std::vector<TextColumn> columns{{.title = waves.from,
                                     .shrinks = true,
                                     .wraps = true,
                                     .title_wraps = true,
                                     .least = least_label,
                                     .most = 40}};
    for (std::size_t a = 0; a < k; ++a) {
        columns.push_back({.title = numbered ? fmt::format("{}", a + 1) : movement.answers[a],
                           .right = true,
                           .title_wraps = true});
    }
    columns.push_back({.title = "All", .right = true});
    TextTable table(std::move(columns));
    for (std::size_t from = 0; from < k; ++from) {
        const std::string& label = movement.answers[from];
        std::vector<std::string> cells{numbered ? fmt::format("{} {}", from + 1, label) : label};
        for (std::size_t to = 0; to < k; ++to) cells.push_back(grouped(movement.at(from, to)));
        cells.push_back(grouped(row_sum(movement, from)));
        table.add_row(std::move(cells));
    }
    std::vector<std::string> sums{"All"};
    std::uint64_t all = 0;
    for (std::size_t to = 0; to < k; ++to) {
        sums.push_back(grouped(column_sum(movement, to)));
        all += column_sum(movement, to);
    }
    sums.push_back(grouped(all));
    table.add_row(std::move(sums));
    return table;
}

TextTable distribution_table(const Movement& movement, const WaveNames& waves) {
    TextTable table({{.title = "Answer", .shrinks = true, .wraps = true, .least = 10, .most = 40},
                     {.title = waves.from, .right = true},
                     {.title = "%", .right = true},
                     {.title = waves.to, .right = true},
                     {.title = "%", .right = true}});
    const auto sum = [](const std::vector<std::uint64_t>& counts) {
        return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    };
    const std::uint64_t all_from = sum(movement.count_from);
    const std::uint64_t all_to = sum(movement.count_to);
    const auto share = [](std::uint64_t n, std::uint64_t all) {
        return all == 0 ? std::string()
                        : base::fixed(100 * static_cast<double>(n) / static_cast<double>(all), 1);
    };
    for (std::size_t a = 0; a < movement.answers.size(); ++a) {
        const std::uint64_t from = movement.count_from[a];
        const std::uint64_t to = movement.count_to[a];
        table.add_row(
            {movement.answers[a], grouped(from), share(from, all_from), grouped(to), share(to, all_to)});
    }
    table.add_row(
        {"All", grouped(all_from), share(all_from, all_from), grouped(all_to), share(all_to, all_to)});
    return table;
}

std::string movement_sentence(const Movement& movement) {
    if (!movement.n_same) return {};
    const std::uint64_t same = *movement.n_same;
    if (!movement.ordered) {
        std::uint64_t all = 0;
        for (std::size_t to = 0; to < movement.answers.size(); ++to) all += column_sum(movement, to);
        if (all == 0) return {};
        return fmt::format("{} gave another answer than before, {} the same.",
                           people_with_share(all - same, all, true), people_with_share(same, all, false));
    }
    const std::uint64_t higher = movement.n_higher.value_or(0);
    const std::uint64_t lower = movement.n_lower.value_or(0);
    const std::uint64_t all = higher + same + lower;
    if (all == 0) return {};
    const bool judged = movement.better != "neither";
    return fmt::format("{} moved to a {} answer, {} to a {} one, {} stayed.",
                       people_with_share(movement.n_improved().value_or(higher), all, true),
                       judged ? "better" : "higher",
                       people_with_share(movement.n_worsened().value_or(lower), all, false),
                       judged ? "worse" : "lower", people_with_share(same, all, false));
}

std::string unanswered_sentence(const Movement& movement) {
    if (movement.n_unanswered.value_or(0) == 0) return {};
    return fmt::format("Left out: {} without an answer in one of the waves, or in both.",
                       people(*movement.n_unanswered));
}

}  // namespace outcomes::render
