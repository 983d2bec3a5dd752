#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// "column E" of the field with that position (from 0): what a column without a name is called.
[[nodiscard]] std::string name_of_blank(std::size_t field);

/// What each column is called, no two alike: its header; "column E" if that is blank; "Other (1)", "Other
/// (2)" where a header stands more than once, numbers that another header has being left out.
[[nodiscard]] std::vector<std::string> unique_names(std::span<const std::string> headers);

/// A header without what is left of a byte-order mark that another program took for text.
[[nodiscard]] std::string_view without_mark(std::string_view header);

}  // namespace outcomes::survey
