#include "libstats/io/dialect.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace outcomes::io {
namespace {

constexpr std::array<char, 4> candidates{',', ';', '\t', '|'};
constexpr std::size_t most_records = 100;

bool is_candidate(char c) {
    return std::find(candidates.begin(), candidates.end(), c) != candidates.end();
}
bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

/// What one candidate makes of the sample.
struct Shape {
    std::vector<std::size_t> fields;  ///< of each record that is not blank
    std::size_t broken = 0;  ///< records with text after a closing quote, as a wrong delimiter gives them
};

/// Where the field that begins at `at` ends: at a delimiter, a line end or the end of the sample.
std::size_t end_of_field(std::string_view sample, std::size_t at, char delimiter, bool& broken) {
    const auto is_end = [&](char c) { return c == delimiter || is_line_end(c); };
    if (at < sample.size() && sample[at] == '"') {
        for (++at; at < sample.size(); ++at) {
            if (sample[at] != '"') continue;
            if (at + 1 == sample.size() || sample[at + 1] != '"') break;
            ++at;
        }
        if (at < sample.size()) ++at;
        if (at < sample.size() && !is_end(sample[at]) && sample[at] != ' ') broken = true;
    }
    while (at < sample.size() && !is_end(sample[at])) ++at;
    return at;
}

Shape shape_of(std::string_view sample, bool whole, char delimiter) {
    Shape shape;
    std::size_t at = 0;
    while (at < sample.size() && shape.fields.size() < most_records) {
        if (is_line_end(sample[at])) {
            ++at;
            continue;
        }
        bool broken = false;
        std::size_t fields = 1;
        at = end_of_field(sample, at, delimiter, broken);
        while (at < sample.size() && sample[at] == delimiter) {
            ++fields;
            at = end_of_field(sample, at + 1, delimiter, broken);
        }
        if (at == sample.size() && !whole && !shape.fields.empty()) break;
        shape.fields.push_back(fields);
        shape.broken += broken ? 1 : 0;
    }
    return shape;
}

struct Score {
    double agreement = 0;    ///< share of the records that have the usual number of fields
    std::size_t fields = 0;  ///< that number
};

/// Nothing if the candidate does not divide the header or the usual record. The header itself may have one
/// field more or less than the records, so it is counted only where there is nothing else.
std::optional<Score> score_of(const Shape& shape) {
    if (shape.fields.empty() || shape.fields.front() < 2) return std::nullopt;
    const std::size_t first = shape.fields.size() > 1 ? 1 : 0;
    std::map<std::size_t, std::size_t> counts;
    for (std::size_t i = first; i < shape.fields.size(); ++i) ++counts[shape.fields[i]];
    const auto usual = std::max_element(counts.begin(), counts.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    if (usual->first < 2) return std::nullopt;
    const std::size_t good = usual->second > shape.broken ? usual->second - shape.broken : 0;
    return Score{static_cast<double>(good) / static_cast<double>(shape.fields.size() - first), usual->first};
}

bool is_better(const Score& a, const Score& b) {
    constexpr double about_as_well = 0.05;
    if (a.agreement > b.agreement + about_as_well) return true;
    if (b.agreement > a.agreement + about_as_well) return false;
    return a.fields > b.fields;
}

std::string_view first_line(std::string_view sample) {
    std::string_view line = sample.substr(0, sample.find('\n'));
    while (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

}  // namespace

bool ends_in_lone_cr(std::string_view sample) {
    bool found = false;
    bool at_start = true;  // of a field, where a quote opens
    bool quoted = false;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const char c = sample[i];
        if (quoted) {
            if (c == '"') quoted = false;  // the second of two quotes opens it again
            at_start = c == '"';
            continue;
        }
        if (c == '"' && at_start) {
            quoted = true;
        } else if (c == '\n') {
            return false;
        } else if (c == '\r') {
            if (i + 1 < sample.size() && sample[i + 1] == '\n') return false;
            found = true;
        }
        at_start = is_candidate(c) || is_line_end(c);
    }
    return found;
}

std::optional<char> sep_line_delimiter(std::string_view line) {
    if (line.size() == 7 && line.front() == '"' && line.back() == '"') line = line.substr(1, 5);
    if (line.size() != 5 || line[3] != '=') return std::nullopt;
    for (std::size_t i = 0; i < 3; ++i) {
        if ((line[i] | 0x20) != "sep"[i]) return std::nullopt;
    }
    if (line[4] == '"') return std::nullopt;
    return line[4];
}

Layout find_layout(std::string_view sample, bool whole) {
    if (const auto named = sep_line_delimiter(first_line(sample))) return {*named, true};
    Layout layout;
    std::optional<Score> best;
    for (const char candidate : candidates) {
        const auto score = score_of(shape_of(sample, whole, candidate));
        if (!score || (best && !is_better(*score, *best))) continue;
        best = score;
        layout.delimiter = candidate;
    }
    return layout;
}

}  // namespace outcomes::io
