#include "libstats/survey/ticked_options.hpp"

#include "libstats/base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace outcomes::survey {
namespace {

bool contains(const std::vector<std::string>& texts, const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// What is left of the answers without those that say the option was not ticked, folded.
std::set<std::string> ticks_of(const ExportProfile& profile, std::span<const std::string_view> answers) {
    std::set<std::string> ticks;
    for (const std::string_view answer : answers) {
        std::string text = base::folded(answer);
        if (!contains(profile.not_ticked, text)) ticks.insert(std::move(text));
        if (ticks.size() > 1) break;
    }
    return ticks;
}

/// One question of several columns.
class Question {
  public:
    Question(const ExportProfile& profile, const ProfileLayout& layout, const ExportPreview& preview)
        : profile_(profile), layout_(layout), preview_(preview) {}

    void add(ExportColumn& column) {
        if (!column.joined.empty()) return;
        auto answers = preview_.answers(column.field, layout_.header_rows);
        has_answers_.push_back(!answers.empty());
        members_.push_back(&column);
        is_tick_.push_back(is_tick_column(profile_, answers, column.option));
        ticks_.push_back(ticks_of(profile_, answers));
    }

    void mark() {
        const std::size_t n = members_.size();
        if (n > 1 && are_options(n)) return mark_first(n);
        if (n > 2 && !is_tick_.back() && are_options(n - 1)) {
            mark_first(n - 1);
            members_.back()->role = ColumnRole::other_text;
        }
    }

  private:
    /// Each of the first n columns holds one code at most, no two the same, and three have one.
    [[nodiscard]] bool have_own_codes(std::size_t n) const {
        std::set<std::string> codes;
        for (std::size_t i = 0; i < n; ++i) {
            if (ticks_[i].empty() || members_[i]->role == ColumnRole::other_text) continue;
            if (ticks_[i].size() > 1 || !has_shape(*ticks_[i].begin(), CellShape::whole)) return false;
            if (!codes.insert(*ticks_[i].begin()).second) return false;
        }
        return codes.size() >= 3;
    }

    /// All of the first n can be ticked or not, and one was answered; or they have codes of their own.
    [[nodiscard]] bool are_options(std::size_t n) const {
        bool all_tick = true;
        bool any_answer = false;
        for (std::size_t i = 0; i < n; ++i) {
            all_tick = all_tick && (is_tick_[i] || members_[i]->role == ColumnRole::other_text);
            any_answer = any_answer || has_answers_[i];
        }
        return (all_tick && any_answer) || have_own_codes(n);
    }

    void mark_first(std::size_t n) {
        for (std::size_t i = 0; i < n; ++i)
            members_[i]->is_choice = members_[i]->role == ColumnRole::question;
    }

    const ExportProfile& profile_;
    const ProfileLayout& layout_;
    const ExportPreview& preview_;
    std::vector<ExportColumn*> members_;
    std::vector<bool> is_tick_;
    std::vector<std::set<std::string>> ticks_;
    std::vector<bool> has_answers_;
};

}  // namespace

bool is_tick_column(const ExportProfile& profile, std::span<const std::string_view> answers,
                    std::string_view option) {
    const std::set<std::string> ticks = ticks_of(profile, answers);
    if (ticks.empty()) return true;
    if (ticks.size() > 1) return false;
    const std::string& tick = *ticks.begin();
    if (contains(profile.ticked, tick) || tick == base::folded(option)) return true;
    // "Not selected" beside one text: the text is the option, whatever the column is called
    return !has_shape(tick, CellShape::whole) &&
           std::any_of(answers.begin(), answers.end(), [&](std::string_view answer) {
               return contains(profile.not_ticked, base::folded(answer));
           });
}

void find_ticked_options(const ExportProfile& profile, const ProfileLayout& layout,
                         const ExportPreview& preview, std::vector<ExportColumn>& columns) {
    std::map<std::string, Question> questions;
    for (ExportColumn& column : columns) {
        if (column.question.empty()) continue;
        questions.try_emplace(column.question, profile, layout, preview).first->second.add(column);
    }
    for (auto& [text, question] : questions) question.mark();
}

}  // namespace outcomes::survey
