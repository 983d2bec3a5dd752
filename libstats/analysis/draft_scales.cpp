#include "libstats/analysis/draft_scales.hpp"

#include "libstats/analysis/draft_groups.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/draft_instruments.hpp"
#include "libstats/survey/draft_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <string>
#include <utility>

namespace outcomes::analysis {
namespace {

using survey::DraftList;
using survey::DraftQuestion;
using survey::DraftScale;
using survey::StudyDraft;

constexpr double least_alpha = 0.5;        ///< below, the questions are not one scale
constexpr double least_item_rest = 0.1;    ///< below, a question hardly goes with the others
constexpr std::size_t enough_people = 30;  ///< a wave with fewer people decides nothing
constexpr std::size_t longest_label = 60;

/// How a group hangs together in the waves that have enough people; the first one decides.
struct GroupFit {
    std::vector<ItemFit> waves;

    [[nodiscard]] bool is_known() const { return !waves.empty(); }
    [[nodiscard]] const ItemFit& first() const { return waves.front(); }
    /// Clearly reversed, or clearly not, in every wave.
    [[nodiscard]] bool is_certain(std::size_t item) const {
        return std::all_of(waves.begin(), waves.end(), [&](const ItemFit& fit) {
            return fit.reversed[item] == first().reversed[item] && fit.item_rest[item] >= least_item_rest;
        });
    }
};

class Suggester {
  public:
    explicit Suggester(StudyDraft& draft) : draft_(draft) {}

    void run() {
        const std::vector<QuestionGroup> groups = group_questions(draft_);
        settle_orders(draft_, groups);
        for (const QuestionGroup& group : groups) find_totals(group);
        for (const QuestionGroup& group : groups) add(group);
        add_scores();
        drop_unused_lists();
    }

  private:
    void add(const QuestionGroup& group) {
        if (add_instrument(group)) return;
        if (group.questions.size() == 1) {
            add_single(group.questions.front());
            return;
        }
        const GroupFit fit = fit_of(group);
        if (fit.is_known() && fit.first().alpha < least_alpha) {
            leave_out(group, fit);
            for (const std::size_t q : group.questions) add_single(q);
            return;
        }
        add_scale(group, fit);
    }

    /// The group as a shipped instrument, if it is one; its key says how it is scored.
    bool add_instrument(const QuestionGroup& group) {
        std::vector<const DraftQuestion*> questions;
        for (const std::size_t q : group.questions) questions.push_back(&draft_.questions[q]);
        const DraftList list = list_of(group.questions.front());
        const std::string& name = group.name.empty() ? questions.front()->id : group.name;
        const auto guess = survey::guess_instrument(questions, name, list.list);
        if (!guess) return false;
        DraftScale scale = scale_of(group);
        scale.use = guess->key->id;
        scale.coding = guess->coding;
        scale.note = guess->why;
        scale.doubt = guess->doubt;
        scale.scale.label = guess->key->label;
        scale.scale.answers.clear();
        scale.direction_known = true;
        if (guess->labels_differ) scale.scale.answers = add_labels_of(*guess->key, list);
        draft_.scales.push_back(std::move(scale));
        return true;
    }

    /// A list that gives the labels of the files the codes of the instrument.
    std::string add_labels_of(const survey::Questionnaire& key, DraftList list) {
        list.list.id = fmt::format("{}_{}", key.id, list.list.labels.size());
        list.list.scores = key.answers.front().codes;
        list.note = fmt::format("the labels of the files with the codes of {}", key.label);
        list.n_columns = key.n_items;
        draft_.lists.push_back(std::move(list));
        return draft_.lists.back().list.id;
    }

    /// Lists that nothing uses in the end say nothing to the reader.
    void drop_unused_lists() {
        std::set<std::string> used;
        for (const DraftScale& scale : draft_.scales) {
            if (!scale.left_out) used.insert(scale.scale.answers);
        }
        for (const survey::Category& category : draft_.categories) used.insert(category.answers);
        std::erase_if(draft_.lists, [&](const DraftList& list) { return !used.contains(list.list.id); });
    }

    [[nodiscard]] GroupFit fit_of(const QuestionGroup& group) const {
        GroupFit fit;
        for (std::size_t w = 0; w < draft_.waves.size(); ++w) {
            if (auto of_wave = item_fit(answer_rows(draft_, group.questions, w), enough_people))
                fit.waves.push_back(std::move(*of_wave));
        }
        return fit;
    }

    [[nodiscard]] DraftList& find_list(std::size_t q) const {
        return *std::find_if(draft_.lists.begin(), draft_.lists.end(),
                             [&](const DraftList& one) { return one.list.id == draft_.questions[q].list; });
    }
    [[nodiscard]] const DraftList& list_of(std::size_t q) const { return find_list(q); }

    DraftScale scale_of(const QuestionGroup& group) {
        const DraftList& list = list_of(group.questions.front());
        DraftScale scale;
        scale.scale.label = label_of(group);
        scale.scale.id = unused_id(id_of(group));
        for (const std::size_t q : group.questions) scale.scale.items.push_back(draft_.questions[q].item);
        scale.scale.answers = list.list.id;
        scale.scale.score = list.score;
        const std::size_t n_items = group.questions.size();
        scale.scale.max_missing = n_items <= 2 ? 0 : std::max<std::size_t>(1, n_items / 10);
        return scale;
    }

    void add_scale(const QuestionGroup& group, const GroupFit& fit) {
        DraftScale scale = scale_of(group);
        scale.note = group.why;
        std::vector<bool> reversed(group.questions.size());
        if (fit.is_known()) {
            reversed = fit.first().reversed;
            if (2 * static_cast<std::size_t>(std::count(reversed.begin(), reversed.end(), true)) ==
                reversed.size()) {
                turn_by_words(group, reversed);
            }
            scale.note += fmt::format("; alpha {:.2f}", fit.first().alpha);
            judge_items(group, fit, reversed, scale);
        } else {
            scale.doubt = "do these belong together? There are too few answers to tell";
        }
        set_direction(group, reversed, scale);
        draft_.scales.push_back(std::move(scale));
    }

    /// With as many questions one way as the other, the words say which half is turned round.
    void turn_by_words(const QuestionGroup& group, std::vector<bool>& reversed) const {
        int kept = 0;
        for (std::size_t i = 0; i < reversed.size(); ++i) {
            const int direction = direction_of(group.questions[i]);
            kept += reversed[i] ? -direction : direction;
        }
        if (kept < 0) reversed.flip();
    }

    void judge_items(const QuestionGroup& group, const GroupFit& fit, const std::vector<bool>& reversed,
                     DraftScale& scale) const {
        std::vector<std::string> unsure;
        std::vector<std::string> weak;
        for (std::size_t i = 0; i < reversed.size(); ++i) {
            const std::string& item = draft_.questions[group.questions[i]].item;
            if (reversed[i]) scale.scale.reverse.push_back(item);
            if (fit.is_certain(i)) continue;
            (reversed[i] ? unsure : weak).push_back(item);
        }
        if (!scale.scale.reverse.empty()) scale.note += "; reversed: goes against the others";
        if (!unsure.empty()) {
            scale.doubt =
                fmt::format("is {} to be reversed? The answers do not tell clearly", base::joined(unsure));
        } else if (!weak.empty()) {
            scale.doubt =
                fmt::format("does {} belong here? It hardly goes with the others", base::joined(weak));
        }
    }

    void leave_out(const QuestionGroup& group, const GroupFit& fit) {
        DraftScale scale = scale_of(group);
        scale.note =
            fmt::format("{}, but they do not hang together: alpha {:.2f}", group.why, fit.first().alpha);
        scale.left_out = true;
        draft_.scales.push_back(std::move(scale));
    }

    [[nodiscard]] int direction_of(std::size_t q) const {
        const DraftQuestion& question = draft_.questions[q];
        return survey::direction_of(question.text.empty() ? question.id : question.text);
    }

    /// Some kinds of answers say themselves which way is good.
    static bool says_what_is_good(const DraftList& list) {
        return list.kind == "quality" || list.kind == "safe" || list.kind == "satisfied" ||
               list.kind == "sure";
    }

    void set_direction(const QuestionGroup& group, const std::vector<bool>& reversed,
                       DraftScale& scale) const {
        int direction = survey::direction_of(group.name);
        for (std::size_t i = 0; i < group.questions.size(); ++i) {
            direction += (reversed[i] ? -1 : 1) * direction_of(group.questions[i]);
        }
        const DraftList& list = list_of(group.questions.front());
        const bool by_answers = says_what_is_good(list);
        if (by_answers) direction = 1;
        if (list.is_falling) direction = -direction;
        scale.scale.better = direction < 0 ? survey::Better::lower : survey::Better::higher;
        scale.direction_known = by_answers || direction != 0;
    }

    /// Marks the columns that hold the sum or the mean of a group, as it stands or with questions turned
    /// round.
    void find_totals(const QuestionGroup& group) {
        if (group.questions.size() < 2) return;
        for (const std::size_t q : totals_of(draft_, group)) draft_.questions[q].total_of = label_of(group);
    }

    /// Where there are no questions to make scales of, scores that were worked out before are what there is.
    void add_scores() {
        const bool has_scales = std::any_of(draft_.scales.begin(), draft_.scales.end(),
                                            [](const DraftScale& scale) { return !scale.left_out; });
        if (has_scales || !draft_.categories.empty()) return;
        for (std::size_t q = 0; q < draft_.questions.size(); ++q) {
            const DraftQuestion& question = draft_.questions[q];
            const bool everywhere = std::none_of(question.names.begin(), question.names.end(),
                                                 [](const auto& name) { return name.empty(); });
            if (question.role != survey::ColumnRole::question || question.is_choice || !everywhere ||
                question.seen.kind != survey::AnswerKind::numbers || question.seen.answers.size() < 3)
                continue;
            if (is_wide() && question.names.front() == question.names.back()) continue;
            DraftScale scale;
            scale.scale.id = unused_id(question.item);
            scale.scale.label = short_label(question.item);
            scale.scale.column.emplace().common = question.id;
            scale.note = "a score that was worked out before";
            const int direction = direction_of(q);
            scale.scale.better = direction < 0 ? survey::Better::lower : survey::Better::higher;
            scale.direction_known = direction != 0;
            draft_.scales.push_back(std::move(scale));
        }
    }

    /// One file holds all waves side by side: a column that all share was asked once.
    [[nodiscard]] bool is_wide() const {
        return draft_.waves.size() > 1 && draft_.waves[0].file == draft_.waves[1].file &&
               draft_.waves[0].where_column.empty();
    }

    /// Numbers 0 and 1 alone: no or yes, and so answers of which shares are told, not a score.
    static bool is_yes_or_no(const survey::AnswerList& list) {
        return list.is_range && base::compare(*list.low, base::Decimal{0, 0}) == 0 &&
               base::compare(*list.high, base::Decimal{1, 0}) == 0;
    }

    /// One list with the answers 0 and 1 for all questions of that kind that stand alone.
    void give_two_answers(std::size_t q) {
        DraftList two;
        two.kind = "binary";
        two.note = "0 and 1, as the files write them: no and yes, in most files";
        two.list.id = "zero_one";
        two.list.labels = {"0", "1"};
        two.list.scores = {{0, 0}, {1, 0}};
        two.list.low = two.list.scores.front();
        two.list.high = two.list.scores.back();
        --find_list(q).n_columns;
        draft_.questions[q].list = two.list.id;
        const auto known = std::find_if(draft_.lists.begin(), draft_.lists.end(),
                                        [&](const DraftList& one) { return one.list.id == two.list.id; });
        if (known == draft_.lists.end()) draft_.lists.push_back(std::move(two));
        ++find_list(q).n_columns;
    }

    void add_single(std::size_t q) {
        const DraftQuestion& question = draft_.questions[q];
        if (!question.total_of.empty() || (is_wide() && question.names.front() == question.names.back()))
            return;
        if (is_yes_or_no(list_of(q).list)) give_two_answers(q);
        const DraftList& list = list_of(q);
        if (list.list.is_range) {
            const QuestionGroup group{{q}, question.item, ""};
            DraftScale scale = scale_of(group);
            set_direction(group, {false}, scale);
            draft_.scales.push_back(std::move(scale));
            return;
        }
        constexpr std::size_t most_answers = 10;
        if (list.kind.empty() || list.list.labels.size() > most_answers) return;
        survey::Category category;
        category.id = unused_id(question.item);
        category.label = short_label(wording_of(question));
        category.column.common = question.id;
        category.answers = list.list.id;
        category.better = better_of(q, list);
        draft_.categories.push_back(std::move(category));
    }

    /// What was asked, else the name.
    static const std::string& wording_of(const DraftQuestion& question) {
        if (!question.text.empty()) return question.text;
        return question.is_numbered ? question.id : question.item;
    }

    [[nodiscard]] std::string id_of(const QuestionGroup& group) const {
        if (!group.name.empty()) return group.name;
        return fmt::format("{} to {}", draft_.questions[group.questions.front()].item,
                           draft_.questions[group.questions.back()].item);
    }

    /// Which answer is good, if words of the question or the answers say so; answers without a known order
    /// have no high and low.
    [[nodiscard]] std::string better_of(std::size_t q, const DraftList& list) const {
        if (list.kind == "dictionary") return "neither";
        const int direction = (says_what_is_good(list) ? 1 : direction_of(q)) * (list.is_falling ? -1 : 1);
        return direction > 0 ? "higher" : direction < 0 ? "lower" : "neither";
    }

    [[nodiscard]] std::string label_of(const QuestionGroup& group) const {
        const DraftQuestion& first = draft_.questions[group.questions.front()];
        if (group.questions.size() == 1) return short_label(wording_of(first));
        if (!group.name.empty()) return short_label(group.name);
        return fmt::format("Questions {} to {}", first.item, draft_.questions[group.questions.back()].item);
    }

    /// A name for readers: signs at its end left out, first letter large, cut between words.
    static std::string short_label(std::string text) {
        while (!text.empty() && (text.back() == '_' || text.back() == '.' || text.back() == '-'))
            text.pop_back();
        for (char& c : text) {
            if (c == '\n' || c == '\r' || c == '\t') c = ' ';
        }
        if (base::display_width(text) > longest_label) {
            text = base::substring(text, 0, longest_label);
            const std::size_t space = text.find_last_of(' ');
            if (space != std::string::npos && space > longest_label / 2) text.resize(space);
            text += " ...";
        }
        if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
            text.front() = static_cast<char>(text.front() - 'a' + 'A');
        return text;
    }

    /// A short id that no other scale or question of the draft has.
    std::string unused_id(const std::string& name) {
        constexpr std::size_t longest_id = 24;
        std::string id;
        for (const std::string& word : survey::words_of(name)) {
            if (!id.empty() && id.size() + word.size() >= longest_id) break;
            id += (id.empty() ? "" : "_") + word;
        }
        if (id.empty()) id = "scale";
        std::string candidate = id;
        for (int number = 2; !ids_.insert(candidate).second; ++number)
            candidate = fmt::format("{}_{}", id, number);
        return candidate;
    }

    StudyDraft& draft_;
    std::set<std::string> ids_;
};

}  // namespace

void suggest_scales(StudyDraft& draft) {
    Suggester(draft).run();
}

}  // namespace outcomes::analysis
