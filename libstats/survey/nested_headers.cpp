#include "libstats/survey/nested_headers.hpp"

#include "libstats/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace outcomes::survey {
namespace {

class Nesting {
  public:
    Nesting(const ExportProfile& profile, const ExportPreview& preview, std::vector<ExportColumn>& columns)
        : profile_(profile), preview_(preview), columns_(columns), commonest_(commonest_word()) {}

    void run() {
        for (std::size_t begin = 0; begin < columns_.size();) {
            const std::size_t end = end_of_question(begin);
            name_question(begin, end);
            begin = end;
        }
    }

  private:
    [[nodiscard]] bool has_own_header(std::size_t field) const { return !preview_.cell(0, field).empty(); }
    [[nodiscard]] std::string_view part(std::size_t field) const { return preview_.cell(1, field); }

    [[nodiscard]] std::size_t end_of_question(std::size_t begin) const {
        std::size_t end = begin + 1;
        if (!has_own_header(begin) || part(begin).empty()) return end;
        while (end < columns_.size() && !has_own_header(end) && !part(end).empty()) ++end;
        return end;
    }

    [[nodiscard]] std::string commonest_word() const {
        std::map<std::string, std::size_t> n_of;
        for (std::size_t field = 0; field < columns_.size(); ++field) {
            if (has_own_header(field) && !part(field).empty() && end_of_question(field) == field + 1)
                ++n_of[preview_.folded(1, field)];
        }
        constexpr std::size_t fewest = 3;
        const auto found = std::max_element(n_of.begin(), n_of.end(),
                                            [](const auto& a, const auto& b) { return a.second < b.second; });
        return found == n_of.end() || found->second < fewest ? std::string() : found->first;
    }

    [[nodiscard]] bool is_word(std::size_t field) const {
        const std::string& text = preview_.folded(1, field);
        return text == commonest_ || std::find(profile_.response_words.begin(), profile_.response_words.end(),
                                               text) != profile_.response_words.end();
    }

    void name_question(std::size_t begin, std::size_t end) {
        const std::string question = columns_[begin].name;
        if (question.empty()) columns_[begin].name = part(begin);
        if (question.empty() || part(begin).empty()) return;
        for (std::size_t field = begin; field < end; ++field) columns_[field].text = question;
        const bool has_single_answer = is_word(begin) || end == begin + 1;
        for (std::size_t field = has_single_answer ? begin + 1 : begin; field < end; ++field) {
            ExportColumn& column = columns_[field];
            column.option = part(field);
            column.name = fmt::format("{} [{}]", question, column.option);
            if (has_single_answer)
                column.role = ColumnRole::other_text;
            else
                column.question = question;
        }
    }

    const ExportProfile& profile_;
    const ExportPreview& preview_;
    std::vector<ExportColumn>& columns_;
    std::string commonest_;
};

}  // namespace

void nest_headers(const ExportProfile& profile, const ExportPreview& preview,
                  std::vector<ExportColumn>& columns) {
    Nesting(profile, preview, columns).run();
}

}  // namespace outcomes::survey
