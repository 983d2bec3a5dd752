#include "libstats/survey/export_preview.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"

#include <algorithm>
#include <iterator>

namespace outcomes::survey {
namespace {

constexpr std::size_t most_header_rows = 3;

}  // namespace

ExportPreview::ExportPreview(std::span<const std::vector<std::string>> records)
    : records_(records), n_fields_(records.empty() ? 0 : records.front().size()), folded_(most_header_rows) {}

std::size_t ExportPreview::field_at(std::ptrdiff_t position) const {
    const auto n = static_cast<std::ptrdiff_t>(n_fields_);
    const std::ptrdiff_t field = position > 0 ? position - 1 : n + position;
    return field < 0 ? n_fields_ : static_cast<std::size_t>(field);
}

std::string_view ExportPreview::raw_cell(std::size_t row, std::size_t field) const {
    if (row >= records_.size() || field >= records_[row].size()) return {};
    return records_[row][field];
}

std::string_view ExportPreview::cell(std::size_t row, std::size_t field) const {
    return base::trim(raw_cell(row, field));
}

const std::string& ExportPreview::folded(std::size_t row, std::size_t field) const {
    base::require(row < most_header_rows && field < n_fields_, "ExportPreview: there is no such header cell");
    std::vector<std::string>& cells = folded_[row];
    if (cells.empty()) {
        cells.reserve(n_fields_);
        for (std::size_t f = 0; f < n_fields_; ++f) cells.push_back(base::folded(raw_cell(row, f)));
    }
    return cells[field];
}

const std::string& ExportPreview::first_rows() const {
    if (!first_rows_.empty()) return first_rows_;
    first_rows_.push_back('|');
    for (std::size_t row = 0; row < std::min(records_.size(), most_header_rows); ++row) {
        for (const std::string& text : records_[row]) {
            const std::string_view cell = base::trim(text);
            std::transform(cell.begin(), cell.end(), std::back_inserter(first_rows_), [](char c) {
                return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
            });
            first_rows_.push_back('|');
        }
    }
    return first_rows_;
}

bool ExportPreview::has_first_cell(std::string_view text) const {
    if (first_cells_.empty()) {
        const std::string_view rows = first_rows();
        for (std::size_t begin = 1; begin < rows.size();) {
            const std::size_t end = rows.find('|', begin);
            first_cells_.push_back(rows.substr(begin, end - begin));
            begin = end + 1;
        }
        std::sort(first_cells_.begin(), first_cells_.end());
    }
    return std::binary_search(first_cells_.begin(), first_cells_.end(), text);
}

bool ExportPreview::any_answer_contains(std::size_t field, std::size_t header_rows,
                                        std::span<const std::string> texts) const {
    for (std::size_t row = header_rows; row < records_.size(); ++row) {
        const std::string_view text = raw_cell(row, field);
        for (const std::string& wanted : texts) {
            if (text.find(wanted) != std::string_view::npos) return true;
        }
    }
    return false;
}

std::vector<std::string_view> ExportPreview::answers(std::size_t field, std::size_t header_rows) const {
    std::vector<std::string_view> texts;
    for (std::size_t row = header_rows; row < records_.size(); ++row) {
        const std::string_view text = cell(row, field);
        if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end())
            texts.push_back(text);
    }
    return texts;
}

}  // namespace outcomes::survey
