#pragma once

#include <span>
#include <string_view>

namespace outcomes::cli {

namespace exit_code {
inline constexpr int done = 0;
inline constexpr int found_errors = 1;
inline constexpr int usage = 2;
inline constexpr int input = 3;
inline constexpr int output = 4;
inline constexpr int not_enough = 5;
inline constexpr int fault = 70;
inline constexpr int interrupted = 130;
}  // namespace exit_code

struct ExitMeaning {
    int code;
    std::string_view meaning;
};
/// For help.
[[nodiscard]] std::span<const ExitMeaning> exit_meanings();

}  // namespace outcomes::cli
