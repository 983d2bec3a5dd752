#pragma once

#include <cstddef>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace outcomes::calibration {

/// What one method did in one cell.
struct Score {
    std::string cell;
    std::string method;
    std::string kind;          ///< "interval" or "test"
    std::size_t samples = 0;   ///< drawn
    std::size_t answered = 0;  ///< for which the method gave an answer and not a reason
    std::size_t hits = 0;      ///< intervals that held the truth; tests that rejected a true hypothesis
    std::size_t too_low = 0;   ///< intervals wholly below the truth
    std::size_t too_high = 0;  ///< intervals wholly above it
    double mean_width = 0;     ///< of the intervals

    [[nodiscard]] double rate() const {
        return answered == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(answered);
    }
};

/// A CSV file that grows by whole cells, so that a run can be stopped and taken up again.
class Store {
  public:
    explicit Store(std::filesystem::path file);

    [[nodiscard]] bool has(const std::string& cell, const std::string& method) const;
    [[nodiscard]] const std::vector<Score>& scores() const { return scores_; }
    void add(const std::vector<Score>& scores);

  private:
    std::filesystem::path file_;
    std::vector<Score> scores_;
    std::set<std::pair<std::string, std::string>> known_;
    mutable std::mutex mutex_;
};

}  // namespace outcomes::calibration
