#include "tests/support/reference.hpp"

#include "tests/support/csv_rows.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace outcomes::tests {
namespace {

namespace fs = std::filesystem;

struct ToleranceRule {
    std::regex path;
    Tolerance tolerance;
};

const std::vector<ToleranceRule>& tolerance_rules() {
    static const std::vector<ToleranceRule> rules = [] {
        std::vector<ToleranceRule> list;
        const auto json = read_json(source_dir() / "tests/reference/tolerances.json");
        for (const auto& rule : json.at("rules")) {
            Tolerance tolerance;
            if (!rule.at("rel").is_null()) tolerance.rel = rule.at("rel").get<double>();
            if (!rule.at("abs").is_null()) tolerance.abs = rule.at("abs").get<double>();
            list.push_back({std::regex(rule.at("path_regex").get<std::string>()), tolerance});
        }
        return list;
    }();
    return rules;
}

std::optional<fs::path> case_file(const std::string& id, const std::string& kind) {
    const fs::path below = kind == "csv" ? fs::path("data") / (id + ".csv") : fs::path(id + ".json");
    const fs::path shipped = source_dir() / "tests/reference/visible" / below;
    if (fs::exists(shipped)) return shipped;
    return shared_path("reference/visible/" + below.string());
}

/// Keys may hold dots ("repeatability_coef_1.96"): walk greedily over the longest key that fits.
const nlohmann::json* find(const nlohmann::json& node, const std::string& path) {
    if (path.empty()) return &node;
    if (node.is_array()) {
        const auto dot = path.find('.');
        const auto index = std::stoul(path.substr(0, dot));
        if (index >= node.size()) return nullptr;
        return find(node[index], dot == std::string::npos ? "" : path.substr(dot + 1));
    }
    if (!node.is_object()) return nullptr;
    if (const auto exact = node.find(path); exact != node.end()) return &*exact;
    for (auto dot = path.rfind('.'); dot != std::string::npos && dot > 0; dot = path.rfind('.', dot - 1)) {
        const auto child = node.find(path.substr(0, dot));
        if (child == node.end()) continue;
        if (const auto* found = find(*child, path.substr(dot + 1))) return found;
    }
    return nullptr;
}

bool is_missing(const nlohmann::json& value) {
    return value.is_null() || (value.is_object() && value.contains("_error"));
}

double number_of(const nlohmann::json& value) {
    if (value.is_boolean()) return value.get<bool>() ? 1 : 0;
    if (value.is_number()) return value.get<double>();
    const auto text = value.get<std::string>();
    if (text == "Inf") return HUGE_VAL;
    if (text == "-Inf") return -HUGE_VAL;
    return std::stod(text);
}

void collect_leaves(const nlohmann::json& node, const std::string& path, std::vector<std::string>& leaves) {
    if (node.is_object() && !node.contains("_error")) {
        for (const auto& [key, value] : node.items())
            collect_leaves(value, path.empty() ? key : path + "." + key, leaves);
    } else if (node.is_array()) {
        for (std::size_t i = 0; i < node.size(); ++i)
            collect_leaves(node[i], path + "." + std::to_string(i), leaves);
    } else if (!node.is_string() || path.find("high_precision") != std::string::npos) {
        leaves.push_back(path);
    }
}

std::map<std::string, std::size_t>& counts() {
    static std::map<std::string, std::size_t> map;
    return map;
}

/// Prints the counts when the program ends.
struct CountPrinter {
    CountPrinter() { counts(); }
    ~CountPrinter() {
        for (const auto& [what, n] : counts())
            std::cout << "compared with reference: " << n << " values, " << what << '\n';
    }
    CountPrinter(const CountPrinter&) = delete;
    CountPrinter& operator=(const CountPrinter&) = delete;
};
const CountPrinter count_printer;

}  // namespace

bool within(double got, double wanted, double rel) {
    if (!std::isfinite(got)) return got == wanted;
    return std::abs(got - wanted) <= rel * std::abs(wanted);
}

nlohmann::json read_json(const fs::path& path) {
    std::ifstream in(path);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return nlohmann::json::parse(in);
}

Tolerance tolerance_for(const std::string& path) {
    for (const auto& rule : tolerance_rules()) {
        if (std::regex_search(path, rule.path)) return rule.tolerance;
    }
    return {1e-10, 0};
}

fs::path source_dir() {
    return OUTCOMES_SOURCE_DIR;
}

std::optional<fs::path> shared_path(const std::string& relative) {
    const char* chosen = std::getenv("OUTCOMES_SHARED");  // NOLINT(concurrency-mt-unsafe)
    const fs::path base = chosen != nullptr ? fs::path(chosen) : source_dir() / ".." / "shared";
    fs::path path = base / relative;
    if (!fs::exists(path)) return std::nullopt;
    return path;
}

ReferenceCase::ReferenceCase(const std::string& id) : id_(id) {
    if (const auto file = case_file(id, "json")) {
        json_ = read_json(*file);
        found_ = true;
    } else {
        MESSAGE("skipped: shared data not found (" << id << ")");
    }
}

bool ReferenceCase::has(const std::string& path) const {
    return find(json_, path) != nullptr;
}

const nlohmann::json& ReferenceCase::at(const std::string& path) const {
    const auto* value = find(json_, path);
    if (value == nullptr) throw std::out_of_range(id_ + " has no value at " + path);
    return *value;
}

void ReferenceCase::compare(const std::string& path, std::optional<double> got) {
    CAPTURE(id_);
    CAPTURE(path);
    const auto* wanted = find(json_, path);
    REQUIRE_MESSAGE(wanted != nullptr, "the reference case has no such value");
    seen_.insert(path);
    const Tolerance tolerance = tolerance_for(path);
    if (!tolerance.rel && !tolerance.abs) return;
    ++compared_;
    if (is_missing(*wanted)) {
        CHECK_MESSAGE(!got.has_value(), "the reference says: not estimable");
        return;
    }
    REQUIRE_MESSAGE(got.has_value(), "no value computed");
    const double value = number_of(*wanted);
    const double difference = std::abs(*got - value);
    const double allowed = std::max(tolerance.abs.value_or(0), tolerance.rel.value_or(0) * std::abs(value));
    CAPTURE(value);
    CAPTURE(*got);
    CHECK((difference <= allowed || *got == value));
}

void ReferenceCase::ignore(const std::string& path) {
    seen_.insert(path);
}

void ReferenceCase::finish(const std::vector<std::string>& paths) {
    CAPTURE(id_);
    for (const std::string& path : paths) {
        const auto* node = find(json_, path);
        if (node == nullptr) continue;
        std::vector<std::string> leaves;
        collect_leaves(*node, path, leaves);
        for (const std::string& leaf : leaves) {
            const bool seen = std::any_of(seen_.begin(), seen_.end(), [&](const std::string& s) {
                return leaf == s || leaf.starts_with(s + ".");
            });
            const Tolerance tolerance = tolerance_for(leaf);
            const bool informational = !tolerance.rel && !tolerance.abs;
            CAPTURE(leaf);
            CHECK_MESSAGE((seen || informational), "a reference value of an implemented method was skipped");
        }
    }
}

std::vector<std::string> reference_ids(const std::vector<std::string>& kinds) {
    std::vector<std::string> ids;
    const auto index = read_json(source_dir() / "tests/reference/visible/index.json");
    for (const auto& entry : index) {
        const auto kind = entry.at("kind").get<std::string>();
        const auto id = entry.at("id").get<std::string>();
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) continue;
        if (case_file(id, "json")) ids.push_back(id);
    }
    return ids;
}

std::map<std::string, std::vector<std::string>> reference_table(const std::string& id) {
    const auto file = case_file(id, "csv");
    if (!file) throw std::runtime_error("no data file for " + id);
    const auto rows = csv_rows_of(*file);
    std::map<std::string, std::vector<std::string>> table;
    const auto& names = rows.at(0);
    for (std::size_t row = 1; row < rows.size(); ++row) {
        for (std::size_t i = 0; i < names.size(); ++i)
            table[names[i]].push_back(i < rows[row].size() ? rows[row][i] : "");
    }
    return table;
}

void count_compared(const std::string& what, std::size_t n) {
    counts()[what] += n;
}

}  // namespace outcomes::tests
