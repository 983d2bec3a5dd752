#include "libstats/base/text.hpp"
#include "libstats/survey/profile_file.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {
namespace {

constexpr std::size_t most_header_rows = 3;

/// The texts of `traces = ["...", "..."]`, without reading the rest.
std::vector<std::string_view> traces_of(std::string_view toml) {
    constexpr std::string_view key = "traces = [";
    std::vector<std::string_view> traces;
    const std::size_t at = toml.find(key);
    if (at == std::string_view::npos) return traces;
    for (toml.remove_prefix(at + key.size());;) {
        const std::size_t begin = toml.find_first_of("\"]");
        if (begin == std::string_view::npos || toml[begin] == ']') return traces;
        const std::size_t end = toml.find('"', begin + 1);
        if (end == std::string_view::npos) return traces;
        traces.push_back(toml.substr(begin + 1, end - begin - 1));
        toml.remove_prefix(end + 1);
    }
}

/// "@2 date_time": the field (from 1) and the shape.
bool is_shape_seen(std::string_view trace, const ExportPreview& preview) {
    const auto shape = cell_shape_from_name(trace.substr(3));
    const std::size_t field = preview.field_at(trace[1] - '0');
    for (std::size_t row = 1; shape && row < preview.n_rows(); ++row) {
        const std::string_view text = preview.cell(row, field);
        if (!text.empty() && has_shape(text, *shape)) return true;
        if (!text.empty() && row >= most_header_rows) return false;
    }
    return false;
}

bool is_cell_seen(std::string_view text, const ExportPreview& preview) {
    for (std::size_t row = 1; row < preview.n_rows(); ++row) {
        for (std::size_t field = 0; field < preview.n_fields(); ++field) {
            if (preview.raw_cell(row, field) == text) return true;
        }
    }
    return false;
}

bool is_trace_seen(std::string_view trace, const ExportPreview& preview) {
    if (trace == "@blank") {
        for (std::size_t field = 0; field < preview.n_fields(); ++field) {
            if (preview.cell(0, field).empty()) return true;
        }
        return false;
    }
    constexpr std::string_view cell = "@cell ";
    if (trace.starts_with(cell)) return is_cell_seen(trace.substr(cell.size()), preview);
    if (trace.size() > 3 && trace.front() == '@') return is_shape_seen(trace, preview);
    const bool is_whole = trace.size() > 1 && trace.front() == '|' && trace.back() == '|';
    if (is_whole) return preview.has_first_cell(trace.substr(1, trace.size() - 2));
    return preview.first_rows().find(trace) != std::string::npos;
}

}  // namespace

bool may_be(std::string_view profile_text, const ExportPreview& preview) {
    const auto traces = traces_of(profile_text);
    return traces.empty() || std::any_of(traces.begin(), traces.end(), [&](std::string_view trace) {
               return is_trace_seen(trace, preview);
           });
}

}  // namespace outcomes::survey
