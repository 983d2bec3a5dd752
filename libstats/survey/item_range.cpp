#include "libstats/survey/item_range.hpp"

#include "libstats/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t most_digits = 9;
constexpr unsigned most_items = 1000;

struct Numbered {
    std::string stem;
    std::string digits;
    unsigned number = 0;

    [[nodiscard]] bool is_padded() const { return digits.size() > 1 && digits.front() == '0'; }
};

std::optional<Numbered> numbered(std::string_view name) {
    std::size_t begin = name.size();
    while (begin > 0 && name[begin - 1] >= '0' && name[begin - 1] <= '9') --begin;
    if (begin == name.size() || name.size() - begin > most_digits) return std::nullopt;
    Numbered parts{std::string(name.substr(0, begin)), std::string(name.substr(begin)), 0};
    std::from_chars(parts.digits.data(), parts.digits.data() + parts.digits.size(), parts.number);
    return parts;
}

RangeFault fault(const std::string& name, std::string_view why, std::string help = "") {
    return {fmt::format("the range \"{}\" {}", name, why), std::move(help)};
}

std::optional<RangeFault> fault_of(const std::string& name, const Numbered& first, const Numbered& last) {
    if (last.stem.empty() && !first.stem.empty()) {
        return fault(
            name, "has only a number at its end",
            fmt::format("write the whole name: \"{0}{1}..{0}{2}\"", first.stem, first.digits, last.digits));
    }
    if (first.stem != last.stem) {
        return fault(name, "must have the same name at both ends, but for the number",
                     fmt::format("one end begins with \"{}\", the other with \"{}\"", first.stem, last.stem));
    }
    if (first.number >= last.number) {
        return fault(
            name, "does not rise",
            first.number == last.number
                ? fmt::format("for one item write \"{}{}\"", first.stem, first.digits)
                : fmt::format("did you mean \"{0}{2}..{0}{1}\"?", first.stem, first.digits, last.digits));
    }
    if ((first.is_padded() || last.is_padded()) && first.digits.size() != last.digits.size()) {
        return fault(name, "has zeros in front of one number only", "write both numbers with as many digits");
    }
    if (last.number - first.number >= most_items)
        return fault(name, fmt::format("has over {} items", most_items));
    return std::nullopt;
}

}  // namespace

std::variant<std::vector<std::string>, RangeFault> expand_items(const std::string& name) {
    const std::size_t dots = name.find("..");
    if (dots == std::string::npos) return std::vector<std::string>{name};
    const std::string_view whole = name;
    const auto first = numbered(base::trim(whole.substr(0, dots)));
    const auto last = numbered(base::trim(whole.substr(dots + 2)));
    if (!first || !last) {
        return fault(name, "needs a name that ends in a number on both sides",
                     "for example: \"Q3_1..Q3_4\"; other items are listed one by one");
    }
    if (auto wrong = fault_of(name, *first, *last)) return *wrong;
    const std::size_t width = first->is_padded() ? first->digits.size() : 1;
    std::vector<std::string> items;
    for (unsigned number = first->number; number <= last->number; ++number) {
        items.push_back(fmt::format("{}{:0{}}", first->stem, number, width));
    }
    return items;
}

}  // namespace outcomes::survey
