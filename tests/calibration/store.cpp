#include "tests/calibration/store.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <utility>

namespace outcomes::calibration {
namespace {

constexpr const char* header = "cell,method,kind,samples,answered,hits,too_low,too_high,mean_width\n";

/// One line of the file; nothing of a line that was cut off.
bool parse(const std::string& line, Score& score) {
    std::istringstream in(line);
    std::string number;
    const auto next = [&](std::size_t& into) {
        if (!std::getline(in, number, ',')) return false;
        into = std::stoul(number);
        return true;
    };
    if (!std::getline(in, score.cell, ',') || !std::getline(in, score.method, ',') ||
        !std::getline(in, score.kind, ','))
        return false;
    if (!next(score.samples) || !next(score.answered) || !next(score.hits) || !next(score.too_low) ||
        !next(score.too_high))
        return false;
    if (!std::getline(in, number, ',')) return false;
    score.mean_width = std::stod(number);
    return true;
}

}  // namespace

Store::Store(std::filesystem::path file) : file_(std::move(file)) {
    std::ifstream in(file_);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        Score score;
        if (!parse(line, score)) continue;
        known_.insert({score.cell, score.method});
        scores_.push_back(std::move(score));
    }
}

bool Store::has(const std::string& cell, const std::string& method) const {
    const std::scoped_lock lock(mutex_);
    return known_.contains({cell, method});
}

void Store::add(const std::vector<Score>& scores) {
    const std::scoped_lock lock(mutex_);
    std::ofstream out(file_, std::ios::app);
    if (scores_.empty()) out << header;
    for (const Score& score : scores) {
        out << fmt::format("{},{},{},{},{},{},{},{},{:.6g}\n", score.cell, score.method, score.kind,
                           score.samples, score.answered, score.hits, score.too_low, score.too_high,
                           score.mean_width);
        known_.insert({score.cell, score.method});
        scores_.push_back(score);
    }
}

}  // namespace outcomes::calibration
