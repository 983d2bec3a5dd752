#include "libstats/survey/export_columns.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/column_names.hpp"
#include "libstats/survey/export_questions.hpp"
#include "libstats/survey/joined_answers.hpp"
#include "libstats/survey/nested_headers.hpp"
#include "libstats/survey/ticked_options.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace outcomes::survey {
namespace {

/// Finds out about the columns one after the other: roles, questions of several columns, options, names.
class ColumnFinder {
  public:
    ColumnFinder(const ExportProfile& profile, const ProfileLayout& layout, const ExportPreview& preview)
        : profile_(profile), layout_(layout), preview_(preview), columns_(preview.n_fields()) {}

    std::vector<ExportColumn> run(LayoutDetail detail) {
        for (std::size_t field = 0; field < columns_.size(); ++field) describe(field);
        if (layout_.is_nested) nest_headers(profile_, preview_, columns_);
        if (detail == LayoutDetail::all) {
            find_questions(profile_, layout_, preview_, columns_);
            find_ticked_options(profile_, layout_, preview_, columns_);
            for (ExportColumn& column : columns_) find_joined(column);
        }
        make_unique();
        return std::move(columns_);
    }

  private:
    void describe(std::size_t field) {
        ExportColumn& column = columns_[field];
        column.field = field;
        column.name = preview_.cell(0, field);
        if (field == 0) column.name = std::string(without_mark(column.name));
        if (layout_.text_row > 0) column.text = preview_.cell(layout_.text_row - 1, field);
        column.role = role_of(field);
    }

    [[nodiscard]] bool is_called(std::size_t field, const std::vector<std::string>& patterns) const {
        const std::string first = field == 0 ? base::folded(columns_[0].name) : std::string();
        return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
            return matches_pattern(preview_.folded(layout_.key_row - 1, field), pattern) ||
                   matches_pattern(preview_.folded(0, field), pattern) ||
                   (field == 0 && matches_pattern(first, pattern));
        });
    }

    [[nodiscard]] bool is(const ProfileColumn& kind, std::size_t field) const {
        if (kind.field && preview_.field_at(*kind.field) != field) return false;
        if (!kind.names.empty() && !is_called(field, kind.names)) return false;
        if (kind.no_second && !(layout_.is_nested && preview_.cell(1, field).empty())) return false;
        if (!kind.shape && kind.like.empty()) return true;
        const auto texts = preview_.answers(field, layout_.header_rows);
        if (texts.empty() && kind.names.empty()) return kind.may_be_blank;
        return std::all_of(texts.begin(), texts.end(), [&](std::string_view text) {
            return (!kind.shape || has_shape(text, *kind.shape)) &&
                   (kind.like.empty() || matches_any(base::folded(text), kind.like));
        });
    }

    [[nodiscard]] ColumnRole role_of(std::size_t field) const {
        for (const ProfileColumn& kind : profile_.columns) {
            if (is(kind, field)) return kind.role;
        }
        for (std::size_t row = 0; row < layout_.header_rows; ++row) {
            if (!preview_.cell(row, field).empty()) return ColumnRole::question;
        }
        const bool is_empty = preview_.answers(field, layout_.header_rows).empty();
        return is_empty ? ColumnRole::metadata : ColumnRole::question;
    }

    void find_joined(ExportColumn& column) const {
        if (column.role != ColumnRole::question || column.is_choice || !column.joined.empty()) return;
        if (!preview_.any_answer_contains(column.field, layout_.header_rows, profile_.joined)) return;
        const auto texts = preview_.answers(column.field, layout_.header_rows);
        const std::string asked = base::folded(column.text.empty() ? column.name : column.text);
        const bool is_told =
            std::any_of(profile_.all_that_apply.begin(), profile_.all_that_apply.end(),
                        [&](const std::string& phrase) { return matches_pattern(asked, phrase); });
        column.joined = joined_by(texts, profile_.joined, is_told);
    }

    void make_unique() {
        std::vector<std::string> names(columns_.size());
        for (const ExportColumn& column : columns_) names[column.field] = column.name;
        names = unique_names(names);
        for (ExportColumn& column : columns_) column.name = std::move(names[column.field]);
    }

    const ExportProfile& profile_;
    const ProfileLayout& layout_;
    const ExportPreview& preview_;
    std::vector<ExportColumn> columns_;
};

}  // namespace

std::vector<ExportColumn> export_columns(const ExportProfile& profile, const ProfileLayout& layout,
                                         const ExportPreview& preview, LayoutDetail detail) {
    return ColumnFinder(profile, layout, preview).run(detail);
}

}  // namespace outcomes::survey
