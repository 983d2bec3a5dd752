#pragma once

#include "cli/command_line.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::cli {

/// "a, b,c" as {"a", "b", "c"}. Throws UsageError for an empty name.
[[nodiscard]] std::vector<std::string> list_of(const Given& given);
/// A number strictly between the limits.
[[nodiscard]] double number_between(const Given& given, double low, double high);
[[nodiscard]] std::uint64_t whole_number(const Given& given, std::uint64_t least);
/// Position of the word in `words`; the message lists them and guesses.
[[nodiscard]] std::size_t choice_of(const Given& given, std::initializer_list<std::string_view> words);
/// Throws UsageError unless every name is one of `known`; `what` is "scale", "wave", "method".
void require_known(const std::vector<std::string>& names, const std::vector<std::string>& known,
                   std::string_view what, std::string_view where);

}  // namespace outcomes::cli
