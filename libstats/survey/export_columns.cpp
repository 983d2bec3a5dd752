#include "libstats/survey/export_columns.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/column_names.hpp"
#include "libstats/survey/header_splits.hpp"
#include "libstats/survey/joined_answers.hpp"
#include "libstats/survey/nested_headers.hpp"
#include "libstats/survey/ticked_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
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
        if (detail == LayoutDetail::all) find_questions();
        make_unique();
        return std::move(columns_);
    }

  private:
    using Splits = std::vector<std::optional<HeaderSplit>>;

    void find_questions() {
        for (const std::string& grid : profile_.grids) divide(grid);
        find_ticked_options(profile_, layout_, preview_, columns_);
        for (ExportColumn& column : columns_) find_joined(column);
    }

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
        if (!kind.shape && kind.like.empty()) return true;
        const auto texts = preview_.answers(field, layout_.header_rows);
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

    [[nodiscard]] bool is_asked(std::size_t field) const {
        return columns_[field].role == ColumnRole::question || columns_[field].role == ColumnRole::other_text;
    }
    [[nodiscard]] bool is_free(std::size_t field) const {
        return is_asked(field) && columns_[field].question.empty();
    }

    /// What names are divided by: the question as asked where a header row has it, else the name.
    [[nodiscard]] const std::string& title(std::size_t field) const {
        return columns_[field].text.empty() || layout_.is_nested ? columns_[field].name
                                                                 : columns_[field].text;
    }

    void divide(const std::string& grid) {
        const std::size_t colon = grid.find(':');
        const std::string kind = grid.substr(0, colon);
        const std::string mark = colon == std::string::npos ? std::string() : grid.substr(colon + 1);
        if (kind == "parent") return divide_by_parent(mark);
        if (kind == "echo") return divide_echoes();
        if (kind == "shared") return divide_shared(mark);
        if (kind == "outline") return divide_outlines();
        Splits splits(columns_.size());
        for (std::size_t field = 0; field < columns_.size(); ++field) {
            if (!is_free(field)) continue;
            const std::string& name = columns_[field].name;
            if (kind == "brackets") splits[field] = split_brackets(name);
            if (kind == "choice") splits[field] = split_choice(name);
            if (kind == "suffix") splits[field] = split_suffix(name, mark);
            if (kind == "number") splits[field] = split_number(name, mark);
        }
        keep_shared(splits);
    }

    void set(std::size_t field, HeaderSplit split) {
        ExportColumn& column = columns_[field];
        column.question = std::move(split.question);
        column.option = std::move(split.option);
        if (column.text.empty()) column.text = column.question;
    }

    /// A question that only one column names is not one of several columns.
    void keep_shared(Splits& splits) {
        std::map<std::string_view, std::size_t> n_of;
        for (const auto& split : splits) {
            if (split) ++n_of[split->question];
        }
        std::vector<bool> is_shared(splits.size());
        for (std::size_t field = 0; field < splits.size(); ++field)
            is_shared[field] = splits[field] && n_of.at(splits[field]->question) > 1;
        for (std::size_t field = 0; field < splits.size(); ++field) {
            if (is_shared[field]) set(field, *splits[field]);
        }
    }

    void divide_by_parent(const std::string& mark) {
        std::map<std::string, std::size_t> fields;
        for (const ExportColumn& column : columns_) fields.emplace(column.name, column.field);
        for (std::size_t field = 0; field < columns_.size(); ++field) {
            if (!is_free(field)) continue;
            auto split = split_suffix(columns_[field].name, mark);
            const auto parent = split ? fields.find(split->question) : fields.end();
            if (parent == fields.end() ||
                !is_tick_column(profile_, preview_.answers(field, layout_.header_rows), split->option))
                continue;
            columns_[parent->second].question = split->question;
            columns_[parent->second].joined.assign(1, ' ');
            set(field, std::move(*split));
        }
    }

    void divide_shared(const std::string& mark) {
        for (std::size_t field = 1; field < columns_.size(); ++field) {
            if (!is_asked(field - 1) || !is_free(field)) continue;
            auto split = split_shared(title(field), title(field - 1), mark);
            if (!split) continue;
            auto before = split_shared(title(field - 1), title(field), mark);
            if (is_free(field - 1) && before) set(field - 1, std::move(*before));
            if (columns_[field - 1].question == split->question) set(field, std::move(*split));
        }
    }

    /// "3.1." and "3.2." are statements of question 3; "2.a." says more about question 2, and so does
    /// "3.2.a." if there is a "3.2.".
    void divide_outlines() {
        std::vector<std::optional<Outline>> outlines(columns_.size());
        std::map<std::string, std::size_t> n_plain;
        for (std::size_t field = 0; field < columns_.size(); ++field) {
            if (is_free(field)) outlines[field] = read_outline(columns_[field].name);
            if (outlines[field] && !outlines[field]->has_letter) ++n_plain[outlines[field]->part];
        }
        Splits splits(columns_.size());
        for (std::size_t field = 0; field < columns_.size(); ++field) {
            if (!outlines[field]) continue;
            const Outline& outline = *outlines[field];
            if (columns_[field].text.empty()) columns_[field].text = outline.text;
            const bool adds_to = outline.has_letter && (!outline.has_part || n_plain.contains(outline.part));
            if (adds_to)
                columns_[field].role = ColumnRole::other_text;
            else if (outline.has_part)
                splits[field] =
                    HeaderSplit{outline.question, outline.text.empty() ? columns_[field].name : outline.text};
        }
        keep_shared(splits);
    }

    /// Neighbours whose cells hold nothing but the column's name are the options of one question. It begins
    /// with such a column and ends with one, or with "Other", whose cells hold what was typed.
    void divide_echoes() {
        std::vector<std::size_t> run;
        std::size_t n_sure = 0;  // up to the last column that is such a one
        const auto end_run = [&] {
            run.resize(n_sure);
            if (run.size() > 1) {
                const std::string question =
                    fmt::format("{} / ... / {}", columns_[run.front()].name, columns_[run.back()].name);
                for (const std::size_t field : run) set(field, {question, columns_[field].name});
            }
            run.clear();
            n_sure = 0;
        };
        for (std::size_t field = 0; field < columns_.size(); ++field) {
            const auto texts = preview_.answers(field, layout_.header_rows);
            const bool is_echo =
                texts.size() == 1 && base::folded(texts.front()) == preview_.folded(0, field);
            const bool is_other = columns_[field].role == ColumnRole::other_text;
            const bool may_belong =
                is_free(field) && (is_echo || ((texts.empty() || is_other) && !run.empty()));
            if (may_belong) run.push_back(field);
            if (may_belong && (is_echo || is_other)) n_sure = run.size();
            if (!may_belong || is_other) end_run();
        }
        end_run();
    }

    void find_joined(ExportColumn& column) const {
        if (column.role != ColumnRole::question || column.is_choice || !column.joined.empty()) return;
        if (!preview_.any_answer_contains(column.field, layout_.header_rows, profile_.joined)) return;
        const auto texts = preview_.answers(column.field, layout_.header_rows);
        const std::string asked = base::folded(title(column.field));
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
