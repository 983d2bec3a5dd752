#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Single methods on scores that programs in other languages read, too.
namespace outcomes::bench {

inline constexpr std::size_t n_scales = 13;
inline constexpr std::int64_t sixtieths = 60;

/// Scores of linked people in sixtieths of a point, scale by scale.
struct Scores {
    std::vector<std::vector<std::int64_t>> before;
    std::vector<std::vector<std::int64_t>> after;
};
[[nodiscard]] Scores read_scores(const std::string& file);

/// What is timed; gives one figure of the result.
using Work = std::function<double()>;

/// A method with what it needs: `prepare` is not timed, what it returns is.
struct Task {
    std::string_view name;
    Work (*prepare)(const Scores& scores, std::size_t resamples);
};
[[nodiscard]] const std::vector<Task>& tasks();

}  // namespace outcomes::bench
