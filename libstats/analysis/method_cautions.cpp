#include "libstats/analysis/method_cautions.hpp"

#include <algorithm>
#include <array>

namespace outcomes::analysis {
namespace {

struct Caution {
    std::string_view method;
    std::string_view text;
};

constexpr auto cautions = std::to_array<Caution>({
    {"", ""},
});

}  // namespace

std::string_view caution_of(std::string_view method) {
    const auto* const found = std::ranges::lower_bound(cautions, method, {}, &Caution::method);
    return found != cautions.end() && found->method == method ? found->text : "";
}

}  // namespace outcomes::analysis
