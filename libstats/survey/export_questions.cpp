#include "libstats/survey/export_questions.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/header_splits.hpp"
#include "libstats/survey/ticked_options.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace outcomes::survey {
namespace {

class QuestionFinder {
  public:
    QuestionFinder(const ExportProfile& profile, const ProfileLayout& layout, const ExportPreview& preview,
                   std::vector<ExportColumn>& columns)
        : profile_(profile), layout_(layout), preview_(preview), columns_(columns) {}

    void run() {
        for (const std::string& grid : profile_.grids) divide(grid);
        dissolve_lone();
    }

  private:
    [[nodiscard]] bool is_asked(std::size_t field) const {
        return columns_[field].role == ColumnRole::question || columns_[field].role == ColumnRole::other_text;
    }
    [[nodiscard]] bool is_free(std::size_t field) const {
        return is_asked(field) && columns_[field].question.empty();
    }
    [[nodiscard]] std::vector<std::string_view> answers(std::size_t field) const {
        return preview_.answers(field, layout_.header_rows);
    }
    /// What names are divided by: the question as asked where a header row has it, else the name.
    [[nodiscard]] const std::string& title(std::size_t field) const {
        return layout_.text_row > 0 ? columns_[field].text : columns_[field].name;
    }

    void set(std::size_t field, HeaderSplit split) {
        ExportColumn& column = columns_[field];
        column.question = std::move(split.question);
        column.option = std::move(split.option);
    }

    /// The question was read from a title, so it is the text; codes have no space.
    void set_with_text(std::size_t field, HeaderSplit split) {
        ExportColumn& column = columns_[field];
        if (layout_.text_row == 0 && split.question.find(' ') != std::string::npos)
            column.text = split.question;
        set(field, std::move(split));
    }

    void divide(const std::string& grid) {
        const std::size_t colon = grid.find(':');
        const std::string kind = grid.substr(0, colon);
        const std::string mark = colon == std::string::npos ? std::string() : grid.substr(colon + 1);
        if (kind == "parent") return divide_by_parent(mark);
        if (kind == "echo") return divide_echoes();
        if (kind == "shared") return divide_shared(mark);
        if (kind == "outline") return divide_outlines();
        for (std::size_t field = 0; field < columns_.size(); ++field) {
            if (!is_free(field)) continue;
            if (auto split = divided(field, kind, mark)) set_with_text(field, std::move(*split));
        }
    }

    /// Names that can be divided one by one.
    std::optional<HeaderSplit> divided(std::size_t field, const std::string& kind, const std::string& mark) {
        const std::string& name = columns_[field].name;
        if (kind == "brackets") return split_brackets(name);
        if (kind == "choice") return split_choice(name);
        if (kind == "suffix") return split_suffix(name, mark);
        if (kind == "number") return split_number(name, mark);
        const auto coded = kind == "coded" ? split_code(name) : std::nullopt;
        if (!coded) return std::nullopt;
        columns_[field].text = coded->option;
        return split_brackets(coded->option);
    }

    void divide_by_parent(const std::string& mark) {
        std::map<std::string, std::size_t, std::less<>> fields;
        for (const ExportColumn& column : columns_) fields.emplace(column.name, column.field);
        for (std::size_t field = 0; field < columns_.size(); ++field) {
            if (!is_free(field)) continue;
            const std::string_view name = columns_[field].name;
            for (std::size_t at = name.find(mark); at != std::string_view::npos;
                 at = name.find(mark, at + 1)) {
                const auto parent = fields.find(name.substr(0, at));
                const std::string_view option = name.substr(at + mark.size());
                if (parent == fields.end() || !is_tick_column(profile_, answers(field), option)) continue;
                columns_[parent->second].question = parent->first;
                columns_[parent->second].joined.assign(1, ' ');
                set_with_text(field, {parent->first, std::string(option)});
                break;
            }
        }
    }

    void divide_shared(const std::string& mark) {
        for (std::size_t field = 1; field < columns_.size(); ++field) {
            if (!is_asked(field - 1) || !is_free(field)) continue;
            auto split = split_shared(title(field), title(field - 1), mark);
            if (!split) continue;
            auto before = split_shared(title(field - 1), title(field), mark);
            if (is_free(field - 1) && before) set_with_text(field - 1, std::move(*before));
            if (columns_[field - 1].question == split->question) set_with_text(field, std::move(*split));
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
        for (std::size_t field = 0; field < columns_.size(); ++field) {
            if (!outlines[field]) continue;
            const Outline& outline = *outlines[field];
            columns_[field].text = outline.text;
            if (outline.has_letter && (!outline.has_part || n_plain.contains(outline.part)))
                columns_[field].role = ColumnRole::other_text;
            else if (outline.has_part)
                set(field, {outline.question, outline.text.empty() ? columns_[field].name : outline.text});
        }
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
            const auto texts = answers(field);
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

    /// A question of which one column only asks something is not one of several columns.
    void dissolve_lone() {
        std::map<std::string, std::size_t> n_asking;
        for (const ExportColumn& column : columns_) {
            if (column.role == ColumnRole::question) ++n_asking[column.question];
        }
        for (ExportColumn& column : columns_) {
            if (column.question.empty() || n_asking[column.question] > 1) continue;
            column.question.clear();
            if (column.role == ColumnRole::question) column.option.clear();
        }
    }

    const ExportProfile& profile_;
    const ProfileLayout& layout_;
    const ExportPreview& preview_;
    std::vector<ExportColumn>& columns_;
};

}  // namespace

void find_questions(const ExportProfile& profile, const ProfileLayout& layout, const ExportPreview& preview,
                    std::vector<ExportColumn>& columns) {
    QuestionFinder(profile, layout, preview, columns).run();
}

}  // namespace outcomes::survey
