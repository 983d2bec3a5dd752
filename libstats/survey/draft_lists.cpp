#include "libstats/survey/draft_lists.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/draft_answers.hpp"
#include "libstats/survey/draft_dictionary.hpp"
#include "libstats/survey/draft_labels.hpp"
#include "libstats/survey/draft_words.hpp"
#include "libstats/survey/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace outcomes::survey {
namespace {

using base::Decimal;

constexpr double widest_list = 10;  ///< numbers from 0 to 10 are answers; more are amounts or scores
constexpr double hundred = 100;     ///< but for those from 0 to 100
constexpr double nearly_hundred = 90;

bool is_open(const DraftQuestion& question) {
    return question.role == ColumnRole::question && !question.is_choice;
}

/// What makes questions neighbours: one grid, else one row of names.
std::string neighbourhood(const DraftQuestion& question) {
    return question.group.empty() ? name_stem(question.id) : question.group;
}

Decimal whole(double value) {
    return {static_cast<std::int64_t>(std::llround(value)), 0};
}

std::string in_name(double value) {
    return value < 0 ? fmt::format("m{:.0f}", -value) : fmt::format("{:.0f}", value);
}

class ListFinder {
  public:
    explicit ListFinder(std::vector<DraftQuestion>& questions) : questions_(questions) {}

    FoundLists run() {
        add_declared();
        add_ranges();
        add_numbered();
        add_labels();
        add_missing();
        return std::move(found_);
    }

  private:
    /// Adds a list, or finds the one that says the same, and gives it to the questions.
    void give(DraftList list, const std::vector<std::size_t>& to, const std::string& name) {
        if (!list.list.is_range) {
            list.list.low = list.list.scores.front();
            list.list.high = list.list.scores.back();
        }
        for (DraftList& other : found_.lists) {
            if (!same(other.list, list.list)) continue;
            other.n_columns += to.size();
            for (Doubt& doubt : list.doubts) {
                if (std::find(other.doubts.begin(), other.doubts.end(), doubt) == other.doubts.end())
                    other.doubts.push_back(std::move(doubt));
            }
            for (const std::size_t q : to) questions_[q].list = other.list.id;
            return;
        }
        list.n_columns = to.size();
        list.list.id = unused(name);
        for (const std::size_t q : to) questions_[q].list = list.list.id;
        found_.lists.push_back(std::move(list));
    }

    static bool same(const AnswerList& a, const AnswerList& b) {
        const auto equal = [](const std::optional<Decimal>& l, const std::optional<Decimal>& r) {
            return l.has_value() == r.has_value() && (!l || base::compare(*l, *r) == 0);
        };
        return a.is_range == b.is_range && a.labels == b.labels && equal(a.low, b.low) &&
               equal(a.high, b.high) && a.also == b.also && a.missing == b.missing;
    }

    std::string unused(const std::string& name) {
        std::string id = name;
        for (char letter = 'b'; !names_.insert(id).second; ++letter) id = fmt::format("{}{}", name, letter);
        return id;
    }

    /// Lists that a dictionary gives. The cells may hold the codes or the labels.
    void add_declared() {
        for (std::size_t q = 0; q < questions_.size(); ++q) {
            DraftQuestion& question = questions_[q];
            if (!is_open(question) || question.declared.size() < 2) continue;
            DraftList list = declared_list(question);
            if (list.list.labels.size() < 2) continue;
            const std::string name = declared_list_name(list);
            give(std::move(list), {q}, name);
        }
    }

    /// Whole numbers that are answers: the range of all neighbours, made round.
    void add_ranges() {
        std::map<std::string, std::pair<double, double>> shared;
        std::vector<std::size_t> numbers;
        for (std::size_t q = 0; q < questions_.size(); ++q) {
            const DraftQuestion& question = questions_[q];
            const SeenAnswers& seen = question.seen;
            if (!is_open(question) || !question.list.empty() || seen.kind != AnswerKind::numbers ||
                !seen.is_whole)
                continue;
            if (question.declared_low && question.declared_high) {
                give_declared_range(q);
                continue;
            }
            const double low = seen.low->to_double();
            const double high = seen.high->to_double();
            const bool in_percent = low >= 0 && high >= nearly_hundred && high <= hundred;
            if (in_percent) give_range(q, 0, hundred);
            if (high - low > widest_list || high > 2 * widest_list || low < -widest_list) continue;
            numbers.push_back(q);
            const auto [place, is_new] = shared.try_emplace(key_of(q), low, high);
            if (is_new) continue;
            place->second = {std::min(place->second.first, low), std::max(place->second.second, high)};
        }
        for (const std::size_t q : numbers) {
            const auto [low, high] = shared.at(key_of(q));
            give_range(q, low, high);
        }
    }

    [[nodiscard]] std::string key_of(std::size_t q) const {
        const std::string key = neighbourhood(questions_[q]);
        return key.empty() ? fmt::format("\x1f{}", q) : key;
    }

    /// The range that a dictionary allows, if its numbers are answers and not amounts.
    void give_declared_range(std::size_t q) {
        const DraftQuestion& question = questions_[q];
        const double low = question.declared_low->to_double();
        const double high = question.declared_high->to_double();
        const bool in_percent = low == 0 && high == hundred;
        if (low >= high || (high - low > widest_list && !in_percent)) return;
        DraftList list;
        list.list.is_range = true;
        list.list.low = question.declared_low;
        list.list.high = question.declared_high;
        list.note = "the range that the dictionary allows";
        give(std::move(list), {q}, fmt::format("n{}to{}", in_name(low), in_name(high)));
    }

    void give_range(std::size_t q, double low, double high) {
        const double seen_low = low;
        const double seen_high = high;
        constexpr double nearly_ten = 8;
        if (high == hundred) {
            low = 0;
        } else if (low < 0) {
            high = std::max(high, -low);
            low = -high;
        } else if (high >= nearly_ten && high <= widest_list) {
            high = widest_list;
            low = std::min(low, 1.0);
        } else if (low == 2 && high <= 7) {
            low = 1;
        }
        if (low >= high) return;
        DraftList list;
        list.list.is_range = true;
        list.list.low = whole(low);
        list.list.high = whole(high);
        list.note = "numbers; make the range wider if more could be answered";
        if (low != seen_low || high != seen_high) {
            list.note = fmt::format("numbers; in the files from {:.0f} to {:.0f}", seen_low, seen_high);
        }
        give(std::move(list), {q}, fmt::format("n{}to{}", in_name(low), in_name(high)));
    }

    /// "7 (very happy)", "5", "2.": the number in front is the score.
    void add_numbered() {
        std::map<std::string, std::vector<std::size_t>> groups;
        std::vector<std::string> order;
        for (std::size_t q = 0; q < questions_.size(); ++q) {
            if (!is_open(questions_[q]) || !questions_[q].list.empty()) continue;
            if (questions_[q].seen.kind != AnswerKind::numbered) continue;
            auto& group = groups[key_of(q)];
            if (group.empty()) order.push_back(key_of(q));
            group.push_back(q);
        }
        for (const std::string& key : order) give(numbered_list(groups.at(key)), groups.at(key), "numbered");
    }

    DraftList numbered_list(const std::vector<std::size_t>& group) const {
        std::map<int, std::vector<SeenAnswer>> by_number;
        std::set<std::string> seen;
        for (const std::size_t q : group) {
            for (const SeenAnswer& answer : questions_[q].seen.answers) {
                if (seen.insert(answer.key).second)
                    by_number[leading_number(answer.text)->first].push_back(answer);
            }
        }
        DraftList list;
        list.kind = "numbered";
        list.note = "the numbers in front of the answers are their scores";
        for (auto& [number, texts] : by_number) {
            std::stable_sort(texts.begin(), texts.end(),
                             [](const auto& l, const auto& r) { return l.text.size() > r.text.size(); });
            list.list.labels.push_back(texts.front().text);
            list.list.scores.push_back(whole(number));
            for (std::size_t i = 1; i < texts.size(); ++i) {
                if (base::parse_decimal(texts[i].text)) continue;
                list.list.also[texts[i].text] = texts.front().text;
                if (!texts.front().key.starts_with(texts[i].key) &&
                    compare_spelling(texts[i].key, texts.front().key) != Spelling::same)
                    list.doubts.push_back(
                        fmt::format("do \"{}\" and \"{}\" mean the same? They have the same number",
                                    texts.front().text, texts[i].text));
            }
        }
        const int first = by_number.begin()->first;
        const int last = by_number.rbegin()->first;
        if (static_cast<int>(by_number.size()) < last - first + 1)
            list.doubts.push_back(
                "a number between the lowest and the highest is never answered: add its label and score");
        return list;
    }

    void add_labels() {
        std::vector<LabelQuestion> columns;
        for (std::size_t q = 0; q < questions_.size(); ++q) {
            const DraftQuestion& question = questions_[q];
            if (!is_open(question) || !question.list.empty() || question.seen.kind != AnswerKind::labels)
                continue;
            columns.push_back({q, neighbourhood(question), !question.group.empty(), &question.seen});
        }
        for (const LabelCluster& cluster : cluster_labels(columns)) {
            const auto list = label_list(cluster);
            if (list) give(*list, cluster.questions, label_list_name(*list));
        }
    }

    static std::string label_list_name(const DraftList& list) {
        if (list.kind == "yesno" && list.list.labels.size() == 2) return "yesno";
        return fmt::format("{}{}", list.kind.empty() ? "list" : list.kind, list.list.labels.size());
    }

    void add_missing() {
        std::map<std::string, std::string> texts;  // folded -> as written
        for (const DraftQuestion& question : questions_) {
            if (!is_open(question) || (question.list.empty() && question.seen.kind != AnswerKind::numbers))
                continue;
            for (const auto& [code, label] : question.declared_missing) {
                if (!is_an_answer(code)) found_.missing.codes[code] = label.empty() ? "No answer" : label;
            }
            for (const SeenAnswer& answer : question.seen.missing) {
                if (!is_declared(question, answer)) texts.emplace(answer.key, answer.text);
            }
            for (const SeenAnswer& answer : question.seen.odd) {
                if (texts.emplace(answer.key, answer.text).second)
                    found_.missing_doubts.push_back(
                        fmt::format("does \"{}\" in {} mean \"no answer\"?", answer.text, question.id));
            }
        }
        found_.missing.labels = {""};
        for (const auto& [key, text] : texts) add_missing(text);
    }

    /// The dictionary says what this code or label is.
    static bool is_declared(const DraftQuestion& question, const SeenAnswer& answer) {
        return std::any_of(question.declared.begin(), question.declared.end(), [&](const auto& declared) {
            return base::folded(declared.first) == answer.key || base::folded(declared.second) == answer.key;
        });
    }

    void add_missing(const std::string& text) {
        if (is_an_answer(text)) {
            found_.missing_doubts.push_back(
                fmt::format("{} is an answer to some questions and seems to mean \"no answer\" in others: "
                            "give those a list of their own",
                            text));
            return;
        }
        const auto number = base::parse_decimal(text);
        if (!number) {
            found_.missing.labels.push_back(text);
            return;
        }
        if (!found_.missing.codes.emplace(text, "No answer").second || number->units < 0) return;
        found_.missing_doubts.push_back(
            fmt::format("does {} mean \"no answer\"? It lies apart from the other numbers", text));
    }

    /// True if some list has this text or number among its answers.
    [[nodiscard]] bool is_an_answer(const std::string& text) const {
        const auto number = base::parse_decimal(text);
        return std::any_of(found_.lists.begin(), found_.lists.end(), [&](const DraftList& one) {
            const AnswerList& list = one.list;
            if (number && list.is_range)
                return base::compare(*number, *list.low) >= 0 && base::compare(*number, *list.high) <= 0;
            const bool among_scores = std::any_of(
                list.scores.begin(), list.scores.end(),
                [&](const Decimal& score) { return number && base::compare(score, *number) == 0; });
            return among_scores ||
                   std::any_of(list.labels.begin(), list.labels.end(), [&](const std::string& label) {
                       return base::folded(label) == base::folded(text);
                   });
        });
    }

    std::vector<DraftQuestion>& questions_;
    FoundLists found_;
    std::set<std::string> names_;
};

}  // namespace

std::string name_stem(std::string_view name) {
    if (name.find(' ') != std::string_view::npos) return "";
    const std::size_t end = name.find_last_not_of("0123456789");
    if (end == std::string_view::npos) return "";
    if (end + 1 < name.size()) return std::string(name.substr(0, end + 1));
    // "F1A", "F1B": a capital after a number counts as well as a number does.
    const bool capital = name.size() > 2 && name.back() >= 'A' && name.back() <= 'Z';
    const char before = name.size() > 2 ? name[name.size() - 2] : ' ';
    return capital && before >= '0' && before <= '9' ? std::string(name.substr(0, name.size() - 1)) : "";
}

FoundLists find_lists(std::vector<DraftQuestion>& questions) {
    return ListFinder(questions).run();
}

}  // namespace outcomes::survey
