#include "tests/mapping/compare.hpp"

#include "libstats/base/decimal.hpp"
#include "tests/support/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <string_view>

namespace outcomes::tests {
namespace {

/// Not results: what the case is, and how it was computed.
constexpr std::array<std::string_view, 9> descriptions{
    "case", "kind", "input", "note", "conf_level", "params", "engine", "orientation", "_note"};

bool is_number_text(const nlohmann::json& value) {
    if (!value.is_string()) return false;
    const auto text = value.get<std::string>();
    return text == "Inf" || text == "-Inf" || base::parse_double(text).has_value();
}

double number_of(const nlohmann::json& value) {
    if (value.is_number()) return value.get<double>();
    const auto text = value.get<std::string>();
    if (text == "Inf") return std::numeric_limits<double>::infinity();
    if (text == "-Inf") return -std::numeric_limits<double>::infinity();
    return base::parse_double(text).value();
}

bool is_missing(const nlohmann::json& value) {
    return value.is_null() || (value.is_object() && value.contains("_error")) ||
           (value.is_string() && value.get<std::string>() == "NaN");
}

/// Whether a path or one that it lies below is among `paths`.
bool covers(const std::set<std::string>& paths, const std::string& path) {
    if (paths.contains(path)) return true;
    for (auto dot = path.rfind('.'); dot != std::string::npos && dot > 0; dot = path.rfind('.', dot - 1)) {
        if (paths.contains(path.substr(0, dot))) return true;
    }
    return false;
}

bool has_number_below(const Computed& computed, const std::string& path) {
    if (computed.numbers.contains(path)) return true;
    const auto next = computed.numbers.lower_bound(path + ".");
    return next != computed.numbers.end() && next->first.starts_with(path + ".");
}

/// Compares the leaves of one case.
class Comparison {
  public:
    Comparison(const std::string& id, const Computed& computed, Tally& tally)
        : id_(id), computed_(computed), tally_(tally) {}

    void walk(const nlohmann::json& node, const std::string& path) {
        if (is_missing(node)) return missing(path);
        if (node.is_object()) {
            for (const auto& [key, value] : node.items()) {
                if (path.empty() && std::ranges::find(descriptions, key) != descriptions.end()) continue;
                walk(value, path.empty() ? key : path + "." + key);
            }
        } else if (node.is_array()) {
            for (std::size_t i = 0; i < node.size(); ++i) walk(node[i], path + "." + std::to_string(i));
        } else if (node.is_number() || is_number_text(node)) {
            number(path, number_of(node));
        }
    }

  private:
    void number(const std::string& path, double wanted) {
        const auto tolerance = tolerance_for(path);
        if (!tolerance.rel && !tolerance.abs) {
            ++tally_.informational;
            return;
        }
        if (covers(computed_.degenerate, path)) {
            ++tally_.degenerate;
            return;
        }
        const auto got = computed_.numbers.find(path);
        if (got == computed_.numbers.end()) {
            if (covers(computed_.none, path))
                disagree(path, fmt::format("{}", wanted), "not estimable");
            else
                ++tally_.not_mapped[family_of(path)];
            return;
        }
        ++tally_.compared;
        const double allowed =
            std::max(tolerance.abs.value_or(0), tolerance.rel.value_or(0) * std::abs(wanted));
        const bool agrees = got->second == wanted || std::abs(got->second - wanted) <= allowed;
        if (!agrees) disagree(path, fmt::format("{:.17g}", wanted), fmt::format("{:.17g}", got->second));
    }

    void missing(const std::string& path) {
        const auto tolerance = tolerance_for(path);
        if (!tolerance.rel && !tolerance.abs) return;
        if (covers(computed_.degenerate, path)) {
            ++tally_.degenerate;
            return;
        }
        if (has_number_below(computed_, path)) return disagree(path, "not estimable", "a number");
        if (covers(computed_.none, path)) ++tally_.not_estimable;
    }

    void disagree(const std::string& path, const std::string& wanted, const std::string& got) {
        tally_.disagree.push_back({id_, path, fmt::format("wanted {}, got {}", wanted, got)});
    }

    const std::string& id_;
    const Computed& computed_;
    Tally& tally_;
};

}  // namespace

void compare_tree(const std::string& id, const nlohmann::json& reference, const Computed& computed,
                  Tally& tally) {
    Comparison(id, computed, tally).walk(reference, "");
}

std::string family_of(const std::string& path) {
    std::string family;
    std::size_t begin = 0;
    while (begin <= path.size()) {
        const auto end = std::min(path.find('.', begin), path.size());
        const std::string part = path.substr(begin, end - begin);
        if (part.find_first_not_of("0123456789") != std::string::npos || part.empty())
            family += (family.empty() ? "" : ".") + part;
        begin = end + 1;
    }
    return family;
}

}  // namespace outcomes::tests
