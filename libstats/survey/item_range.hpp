#pragma once

#include <string>
#include <variant>
#include <vector>

namespace outcomes::survey {

/// Why a range of items cannot be read.
struct RangeFault {
    std::string message;
    std::string help;
};

/// "Q3_1..Q3_4" becomes Q3_1, Q3_2, Q3_3, Q3_4: both ends share a stem and end in a number, and the numbers
/// rise. Zeros in front are kept ("q08..q10"). A name without ".." stands for itself.
[[nodiscard]] std::variant<std::vector<std::string>, RangeFault> expand_items(const std::string& name);

}  // namespace outcomes::survey
