#include "libstats/findings/disclosure.hpp"

#include <utility>

namespace outcomes::findings {

SafeFindings::SafeFindings(Findings findings, Release release)
    : findings_(std::move(findings)), release_(release) {}

std::string_view SafeFindings::statement() const {
    return "internal: not for release";
}

SafeFindings disclose(Findings findings, Release release) {
    return {std::move(findings), release};
}

}  // namespace outcomes::findings
