#pragma once

#include "libstats/survey/study.hpp"

#include <future>
#include <string>
#include <utility>
#include <vector>

namespace outcomes::analysis {

/// SHA-256 of the files of some waves, computed beside the rest of the work. Each file is read once more.
class InputHashes {
  public:
    /// @param wanted  false: nothing is computed and of() is empty
    InputHashes(const std::vector<const survey::Wave*>& waves, bool wanted);
    /// Waits for the hash of a file; "" for standard input and for a file of no wave.
    [[nodiscard]] std::string of(const std::string& file);

  private:
    void start(const std::string& file);

    std::vector<std::pair<std::string, std::shared_future<std::string>>> hashes_;
};

}  // namespace outcomes::analysis
