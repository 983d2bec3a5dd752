#include "tests/calibration/designs.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

namespace outcomes::calibration {
namespace {

constexpr double level = 0.05;

/// A question with what came of it.
struct Line {
    const Question* question = nullptr;
    std::size_t samples = 0;
    Score score;
    double width = 0;
};

/// FNV-1a, so that a population's samples do not depend on which others there are.
std::uint64_t hash_of(std::string_view name) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return hash;
}

void count_interval(Line& line, const stats::Interval& interval, double truth) {
    const double slack = 1e-9 * (1 + std::abs(truth));  // of rounding
    ++line.score.answered;
    line.width += interval.high - interval.low;
    if (interval.high < truth - slack)
        ++line.score.too_low;
    else if (interval.low > truth + slack)
        ++line.score.too_high;
    else
        ++line.score.hits;
}

void count(Line& line, const Reply& reply) {
    if (line.question->is_test && reply.p) {
        ++line.score.answered;
        if (*reply.p <= level) ++line.score.hits;
    }
    if (!line.question->is_test && reply.interval) count_interval(line, *reply.interval, reply.truth);
}

Line line_of(const std::string& name, const Question& question, std::size_t replicates) {
    Line line;
    line.question = &question;
    line.samples = static_cast<std::size_t>(std::lround(question.share * static_cast<double>(replicates)));
    line.score.cell = name;
    line.score.method = question.method;
    line.score.kind = question.is_test ? "test" : "interval";
    line.score.samples = line.samples;
    return line;
}

}  // namespace

Question interval_of(std::string method, double truth, std::function<std::optional<stats::Interval>()> ask,
                     double share) {
    return {.method = std::move(method),
            .is_test = false,
            .share = share,
            .ask = [truth, asked = std::move(ask)] {
                return Reply{asked(), truth, std::nullopt};
            }};
}

Question test_of(std::string method, std::function<std::optional<double>()> ask, double share) {
    return {.method = std::move(method), .is_test = true, .share = share, .ask = [asked = std::move(ask)] {
                return Reply{std::nullopt, 0, asked()};
            }};
}

std::vector<DesignTrial> all_designs() {
    std::vector<DesignTrial> all;
    for (auto family : {designs_of_items(), designs_of_occasions(), designs_of_mixed_models(),
                        designs_of_sites(), designs_of_groups(), designs_of_households(), designs_of_rates(),
                        designs_of_odds(), designs_of_surveys(), designs_of_many_tests()})
        std::ranges::move(family, std::back_inserter(all));
    return all;
}

std::vector<Score> simulate(const std::string& name, const DesignCell& cell,
                            const std::function<bool(const std::string&)>& wanted, std::size_t replicates,
                            std::uint64_t seed) {
    std::vector<Line> lines;
    std::size_t most = 0;
    for (const Question& question : cell.questions) {
        if (!wanted(question.method)) continue;
        lines.push_back(line_of(name, question, replicates));
        most = std::max(most, lines.back().samples);
    }
    base::Random random(seed ^ hash_of(name));
    for (std::size_t r = 0; r < most; ++r) {
        cell.draw(random);
        for (Line& line : lines) {
            if (r < line.samples) count(line, line.question->ask());
        }
    }
    std::vector<Score> scores;
    for (Line& line : lines) {
        if (line.score.answered > 0)
            line.score.mean_width = line.width / static_cast<double>(line.score.answered);
        scores.push_back(std::move(line.score));
    }
    return scores;
}

}  // namespace outcomes::calibration
