#include "libstats/survey/draft_people.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/draft_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr double many_twice = 0.1;  ///< share of people whose key stands twice: too many for a key

/// How well columns would do as the key of a person.
struct KeyFit {
    std::vector<std::size_t> questions;
    std::size_t name_fit = 0;
    std::size_t n_keys = 0;    ///< different keys, in the wave that has most
    std::size_t n_fewest = 0;  ///< likewise, in the wave that has fewest
    std::size_t n_rows = 0;    ///< rows with a key, in that wave
    std::size_t n_in_all = 0;  ///< keys found in the first and in the last wave
    std::size_t n_twice = 0;   ///< keys that stand twice in a wave
    std::size_t n_blank = 0;
    bool counts_rows = true;  ///< 1, 2, 3 ... in every wave

    [[nodiscard]] double twice() const {
        return n_keys == 0 ? 1 : static_cast<double>(n_twice) / static_cast<double>(n_keys);
    }
    [[nodiscard]] double in_all() const {
        return n_fewest == 0 ? 0 : static_cast<double>(n_in_all) / static_cast<double>(n_fewest);
    }
};

using KeyCounts = std::unordered_map<std::string, std::size_t>;

/// The part of a key that each distinct text of a column gives; "" where there is none.
std::vector<std::string_view> key_parts(const io::Column& column) {
    constexpr std::size_t longest_missing = 40;
    std::vector<std::string_view> parts(column.values.size());
    for (std::uint32_t code = 0; code < parts.size(); ++code) {
        const std::string_view part = base::trim(column.values.at(code));
        // Codes have digits; only words can say that there is none.
        const bool is_word =
            part.size() <= longest_missing && part.find_first_of("0123456789") == std::string_view::npos;
        if (!is_word || !is_missing_text(base::folded(part))) parts[code] = part;
    }
    return parts;
}

KeyCounts count_keys(std::span<const io::Column* const> columns, const DraftWave& wave, KeyFit& fit) {
    std::vector<std::vector<std::string_view>> parts;
    for (const io::Column* column : columns) parts.push_back(key_parts(*column));
    KeyCounts counts;
    std::size_t row = 0;
    std::string key;
    for (const std::size_t record : wave.records) {
        key.clear();
        bool complete = true;
        for (std::size_t c = 0; c < columns.size() && complete; ++c) {
            const std::string_view part = parts[c][columns[c]->codes[record]];
            complete = !part.empty();
            if (c > 0) key += '\x1f';
            key += part;
        }
        ++row;
        fit.n_blank += complete ? 0U : 1U;
        if (!complete) continue;
        if (fit.counts_rows && key != fmt::format("{}", row)) fit.counts_rows = false;
        ++counts[key];
    }
    return counts;
}

KeyFit fit_of(std::vector<std::size_t> key, std::span<const DraftQuestion> questions,
              std::span<const DraftWave> waves) {
    KeyFit fit;
    fit.questions = std::move(key);
    KeyCounts first;
    for (std::size_t w = 0; w < waves.size(); ++w) {
        std::vector<const io::Column*> columns;
        for (const std::size_t q : fit.questions) columns.push_back(questions[q].columns[w]);
        if (std::any_of(columns.begin(), columns.end(), [](const auto* c) { return c == nullptr; }))
            return {};
        KeyCounts counts = count_keys(columns, waves[w], fit);
        for (const auto& [text, n] : counts) fit.n_twice += n > 1 ? 1U : 0U;
        if (w == 0 || counts.size() < fit.n_fewest) fit.n_fewest = counts.size();
        if (counts.size() > fit.n_keys) {
            fit.n_keys = counts.size();
            fit.n_rows = 0;
            for (const auto& [text, n] : counts) fit.n_rows += n;
        }
        if (w == 0) first = counts;
        if (w + 1 == waves.size()) {
            for (const auto& [text, n] : counts) fit.n_in_all += first.contains(text) ? 1U : 0U;
        }
    }
    fit.counts_rows = fit.counts_rows && waves.size() > 1 && waves[0].file != waves[1].file;
    return fit;
}

/// Texts cut at a mark, as far as they have as many parts as the first one.
class DividedCodes {
  public:
    explicit DividedCodes(std::string_view mark) : mark_(mark) {}

    void add(std::string_view code) {
        std::vector<std::string> parts;
        while (true) {
            const std::size_t at = code.find(mark_);
            parts.emplace_back(base::trim(code.substr(0, at)));
            if (at == std::string_view::npos) break;
            code.remove_prefix(at + mark_.size());
        }
        ++n_codes_;
        if (values_.empty()) values_.resize(parts.size());
        if (parts.size() != values_.size()) return;
        ++n_alike_;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            longest_ = std::max(longest_, parts[i].size());
            is_blank_ = is_blank_ || parts[i].empty();
            values_[i].insert(std::move(parts[i]));
        }
    }

    /// Short parts, nearly always as many, of which two or more say something and none is the whole code.
    [[nodiscard]] bool are_elements() const {
        constexpr std::size_t longest = 4;
        constexpr double nearly_all = 0.9;
        const auto n = static_cast<double>(n_codes_);
        if (values_.size() < 2 || is_blank_ || longest_ > longest) return false;
        const auto says = [&](const auto& values) { return values.size() > 1; };
        const auto tells_all = [&](const auto& values) { return 4 * values.size() > 3 * n_alike_; };
        return static_cast<double>(n_alike_) >= nearly_all * n &&
               std::count_if(values_.begin(), values_.end(), says) > 1 &&
               std::none_of(values_.begin(), values_.end(), tells_all);
    }

  private:
    std::string_view mark_;
    std::vector<std::set<std::string>> values_;  ///< of each part
    std::size_t n_codes_ = 0;
    std::size_t n_alike_ = 0;  ///< with as many parts as the first
    std::size_t longest_ = 0;
    bool is_blank_ = false;
};

/// The mark that divides the codes of a column into elements that people put together, or "".
std::string separator_of(const DraftQuestion& question) {
    constexpr std::size_t fewest = 5;
    std::set<std::string_view> codes;
    for (const io::Column* column : question.columns) {
        if (column == nullptr) continue;
        for (const std::string_view part : key_parts(*column)) {
            if (!part.empty()) codes.insert(part);
        }
    }
    if (codes.size() < fewest) return "";
    for (const char* mark : {"-", "/", "_", ".", ":", " "}) {
        DividedCodes divided(mark);
        for (const std::string_view code : codes) divided.add(code);
        if (divided.are_elements()) return mark;
    }
    return "";
}

std::size_t letters(std::string_view name) {
    std::size_t n = 0;
    for (const std::string& word : words_of(name)) n += word.size();
    return n;
}

/// The topic makes up most of a short name: "Age band" is about age, "Do you manage at your age?" is not.
bool is_about(const DraftQuestion& question, NameTopic topic, std::size_t most_words = 4) {
    if (words_of(question.id).size() > most_words) return false;
    return 2 * fits_topic(question.id, topic) >= letters(question.id) ||
           (fits_topic(question.id, topic) >= 3 && most_words <= 2);
}

bool is_short_text(const DraftQuestion& question) {
    return std::all_of(question.seen.answers.begin(), question.seen.answers.end(),
                       [](const SeenAnswer& answer) { return answer.text.size() <= 60; });
}

class PeopleFinder {
  public:
    PeopleFinder(std::vector<DraftQuestion>& questions, std::span<const DraftWave> waves)
        : questions_(questions), waves_(waves) {}

    DraftPeople run() {
        set_platform_roles();
        find_id();
        find_others();
        return std::move(people_);
    }

  private:
    [[nodiscard]] bool is_open(const DraftQuestion& question) const {
        return question.role == ColumnRole::question && !question.is_choice;
    }

    void set_platform_roles() {
        for (DraftQuestion& question : questions_) {
            if (!is_open(question)) continue;
            const bool splits = std::any_of(waves_.begin(), waves_.end(), [&](const DraftWave& wave) {
                return !wave.where_column.empty() && question.id == wave.where_column;
            });
            if (splits) question.role = ColumnRole::event;
            if (question.seen.kind == AnswerKind::dates) question.role = ColumnRole::started;
            if (is_about(question, NameTopic::response)) question.role = ColumnRole::response;
            if (is_about(question, NameTopic::metadata)) question.role = ColumnRole::metadata;
        }
    }

    void find_id() {
        std::vector<KeyFit> fits;
        for (std::size_t q = 0; q < questions_.size(); ++q) {
            const DraftQuestion& question = questions_[q];
            const bool is_person = question.role == ColumnRole::person;
            if ((!is_open(question) && !is_person) || !is_short_text(question)) continue;
            if (question.seen.kind == AnswerKind::dates || !question.group.empty()) continue;
            const bool named =
                words_of(question.id).size() <= 4 && fits_topic(question.id, NameTopic::id) > 0;
            if (!is_person && !named && !looks_like_codes(question)) continue;
            KeyFit fit = fit_of({q}, questions_, waves_);
            fit.name_fit = fits_topic(question.id, NameTopic::id) + (is_person ? 4 : 0);
            if (fit.n_keys < 2 || 2 * fit.n_keys < fit.n_rows) {
                if (fit.n_keys >= 2 && (named || is_person)) with_place(q, fits);
                continue;
            }
            told(fit);
            fits.push_back(std::move(fit));
            if (fits.back().twice() > many_twice) with_place(q, fits);
        }
        choose(fits);
    }

    /// Codes and not numbers or answers: nearly all different, in one word, and found again.
    [[nodiscard]] bool looks_like_codes(const DraftQuestion& question) const {
        if (question.seen.kind != AnswerKind::text || question.seen.answers.size() < 5) return false;
        const bool single_words =
            std::all_of(question.seen.answers.begin(), question.seen.answers.end(),
                        [](const auto& a) { return a.text.find(' ') == std::string::npos; });
        return single_words && fits_topic(question.id, NameTopic::household) == 0;
    }

    /// The same number may be given in several places: then place and number together are the key.
    void with_place(std::size_t number, std::vector<KeyFit>& fits) {
        for (std::size_t q = 0; q < questions_.size(); ++q) {
            const DraftQuestion& question = questions_[q];
            if (q == number || !is_open(question) || !is_about(question, NameTopic::site)) continue;
            KeyFit both = fit_of({q, number}, questions_, waves_);
            if (both.n_keys < 2 || both.twice() > many_twice) continue;
            both.name_fit = fits_topic(questions_[number].id, NameTopic::id) + 1;
            told(both);
            fits.push_back(std::move(both));
            return;
        }
    }

    [[nodiscard]] std::string named(const KeyFit& fit) const {
        std::vector<std::string> names;
        for (const std::size_t q : fit.questions) names.push_back(questions_[q].id);
        return base::joined(names, "with");
    }

    void told(const KeyFit& fit) {
        std::string line = fmt::format("{}: ", named(fit));
        line += waves_.size() > 1 ? fmt::format("{} codes are in the first and the last wave", fit.n_in_all)
                                  : fmt::format("{} different codes", fit.n_keys);
        line += fmt::format(", {} stand twice in a wave, {} rows have none", fit.n_twice, fit.n_blank);
        people_.candidates.push_back(std::move(line));
    }

    void choose(const std::vector<KeyFit>& fits) {
        const auto worth = [](const KeyFit& fit) {
            return static_cast<double>(std::min<std::size_t>(fit.name_fit, 12)) + 20 * fit.in_all() -
                   40 * fit.twice();
        };
        const KeyFit* best = nullptr;
        for (const KeyFit& fit : fits) {
            if (waves_.size() > 1 && fit.n_in_all == 0) continue;
            if (best == nullptr || worth(fit) > worth(*best)) best = &fit;
        }
        if (best == nullptr) {
            use_elements();
            return;
        }
        for (const std::size_t q : best->questions) {
            people_.id.push_back(questions_[q].id);
            questions_[q].role = ColumnRole::person;
        }
        if (best->questions.size() == 1)
            people_.separator = separator_of(questions_[best->questions.front()]);
        people_.n_in_all = best->n_in_all;
        people_.n_duplicates = best->n_twice;
        people_.id_note = fmt::format("{} different codes; {} stand twice in a wave, {} rows have none",
                                      best->n_keys, best->n_twice, best->n_blank);
        if (waves_.size() > 1) {
            people_.id_note = fmt::format(
                "{} codes are in the first and the last wave; {} stand twice in a wave, {} rows have none",
                best->n_in_all, best->n_twice, best->n_blank);
        }
        if (best->counts_rows) {
            people_.id_doubt = "it counts 1, 2, 3 ... in every wave: is the same number the same person?";
        } else if (best->twice() > many_twice) {
            people_.id_doubt = fmt::format(
                "{} codes stand twice in a wave: is there a better column, or a second one?", best->n_twice);
        } else if (waves_.size() > 1 && best->in_all() < 0.1) {
            people_.id_doubt =
                fmt::format("only {} codes are found again: is this the person's own code?", best->n_in_all);
        }
    }

    /// Facts that people make a code of: together they may tell them apart.
    void use_elements() {
        for (DraftQuestion& question : questions_) {
            if (is_open(question) && words_of(question.id).size() <= 12 &&
                fits_topic(question.id, NameTopic::element) > 0)
                people_.id.push_back(question.id);
        }
        if (people_.id.size() < 3) {
            people_.id.clear();
            return;
        }
        for (DraftQuestion& question : questions_) {
            if (std::find(people_.id.begin(), people_.id.end(), question.id) != people_.id.end())
                question.role = ColumnRole::person;
        }
        people_.id_doubt = "do these facts together make each person's code?";
    }

    void take(DraftQuestion& question, std::string& place) {
        place = question.id;
        question.role = ColumnRole::person;
    }

    void find_others() {
        for (DraftQuestion& question : questions_) {
            if (!is_open(question) || !question.group.empty()) continue;
            const std::size_t different = question.seen.answers.size();
            const bool few = different >= 2 && different <= 12;
            const bool varied = 5 * question.seen.n_distinct >= question.seen.n_answered;
            const AnswerKind kind = question.seen.kind;
            if (people_.household.empty() && varied && is_about(question, NameTopic::household)) {
                take(question, people_.household);
            } else if (people_.sex.empty() && few && different <= 8 && is_about(question, NameTopic::sex)) {
                take(question, people_.sex);
            } else if (people_.age.empty() && (few || kind == AnswerKind::numbers) &&
                       is_about(question, NameTopic::age)) {
                take(question, people_.age);
            } else if (people_.consent.empty() && different <= 3 &&
                       fits_topic(question.id, NameTopic::consent) > 0) {
                take(question, people_.consent);
            } else if (people_.weight.empty() && kind == AnswerKind::numbers && !question.seen.is_whole &&
                       is_about(question, NameTopic::weight, 2)) {
                take(question, people_.weight);
            } else if (people_.group.empty() && different == 2 && is_about(question, NameTopic::group)) {
                take(question, people_.group);
            }
        }
    }

    std::vector<DraftQuestion>& questions_;
    std::span<const DraftWave> waves_;
    DraftPeople people_;
};

}  // namespace

DraftPeople find_people(std::vector<DraftQuestion>& questions, std::span<const DraftWave> waves) {
    return PeopleFinder(questions, waves).run();
}

}  // namespace outcomes::survey
