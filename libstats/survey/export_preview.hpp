#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// The first records of a file, header rows included, as recognition looks at them. The records must outlive
/// it.
class ExportPreview {
  public:
    explicit ExportPreview(std::span<const std::vector<std::string>> records);
    ExportPreview(const ExportPreview&) = delete;
    ExportPreview& operator=(const ExportPreview&) = delete;

    /// Of the first record.
    [[nodiscard]] std::size_t n_fields() const { return n_fields_; }
    /// Header rows included.
    [[nodiscard]] std::size_t n_rows() const { return records_.size(); }
    /// Position (from 0) of a field that counts from 1, or from the end if negative; n_fields() or more if
    /// there is no such field.
    [[nodiscard]] std::size_t field_at(std::ptrdiff_t position) const;
    /// A cell as it stands; "" beyond the end of a short record. Both count from 0.
    [[nodiscard]] std::string_view raw_cell(std::size_t row, std::size_t field) const;
    /// The same, trimmed.
    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t field) const;
    /// A cell of one of the first three rows, folded; "" where there is no such row.
    [[nodiscard]] const std::string& folded(std::size_t row, std::size_t field) const;
    /// The cells of the first three rows, trimmed, in one text, "|" before and after each, A to Z in lower
    /// case.
    [[nodiscard]] const std::string& first_rows() const;
    /// True if one of these cells is the text, given in lower case.
    [[nodiscard]] bool has_first_cell(std::string_view text) const;
    /// True if a filled answer below the header rows contains one of the texts.
    [[nodiscard]] bool any_answer_contains(std::size_t field, std::size_t header_rows,
                                           std::span<const std::string> texts) const;
    /// The distinct filled answers of a column below its header rows, trimmed, in order of appearance.
    [[nodiscard]] std::vector<std::string_view> answers(std::size_t field, std::size_t header_rows) const;

  private:
    std::span<const std::vector<std::string>> records_;
    std::size_t n_fields_ = 0;
    mutable std::string first_rows_;
    mutable std::vector<std::string_view> first_cells_;     ///< of first_rows_, sorted
    mutable std::vector<std::vector<std::string>> folded_;  ///< of each header row, once one was asked for
};

}  // namespace outcomes::survey
