#include "libstats/survey/draft_instruments.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/draft_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace outcomes::survey {
namespace {

/// Letters and digits only, so that "PHQ-9_" is "phq9".
std::string plain(std::string_view name) {
    std::string letters;
    for (const char c : base::folded(name)) {
        const bool sign = c == '_' || c == '-' || c == '.' || c == ' ' || c == '/';
        if (!sign) letters += c;
    }
    return letters;
}

bool has_name(const Questionnaire& key, const std::string& name) {
    const std::string shared = plain(name);
    return std::any_of(key.aliases.begin(), key.aliases.end(),
                       [&](const std::string& alias) { return plain(alias) == shared; });
}

bool holds_any(const std::string& wording, const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        return wording.find(base::folded(word)) != std::string::npos;
    });
}

/// Share of the items, of those that have words to be known by, whose wording holds them.
double share_known(const Questionnaire& key, std::span<const DraftQuestion* const> questions) {
    std::size_t asked = 0;
    std::size_t known = 0;
    for (std::size_t i = 0; i < questions.size() && i < key.keywords.size(); ++i) {
        if (key.keywords[i].empty()) continue;
        const std::string& text = questions[i]->text.empty() ? questions[i]->id : questions[i]->text;
        ++asked;
        known += holds_any(base::folded(text), key.keywords[i]) ? 1U : 0U;
    }
    return asked == 0 ? 0 : static_cast<double>(known) / static_cast<double>(asked);
}

bool same_ends(const AnswerList& list, const base::Decimal& low, const base::Decimal& high) {
    return list.low && list.high && base::compare(*list.low, low) == 0 &&
           base::compare(*list.high, high) == 0;
}

bool same_ends(const AnswerList& list, const std::vector<base::Decimal>& codes) {
    return !codes.empty() && same_ends(list, codes.front(), codes.back());
}

/// An answer that nobody gave is still one of the key's.
bool lies_in(const AnswerList& list, const std::vector<base::Decimal>& codes) {
    return !codes.empty() && list.low && list.high && base::compare(*list.low, codes.front()) >= 0 &&
           base::compare(*list.high, codes.back()) <= 0;
}

const AnswerOrder* kind_of(const std::vector<std::string>& labels) {
    std::vector<std::string> keys;
    for (const std::string& label : labels) keys.push_back(base::folded(label));
    return order_labels(keys).kind;
}

/// As many answers do not make "agree" another word for "safe".
bool may_mean_the_same(const AnswerList& list, const KeyAnswers& answers) {
    const AnswerOrder* kind = kind_of(list.labels);
    const AnswerOrder* own = kind_of(answers.labels);
    return kind == nullptr || own == nullptr || kind == own;
}

/// Do the key's answers allow those of the files? Fills in coding and labels_differ.
bool answers_fit(const AnswerList& list, InstrumentGuess& guess) {
    const KeyAnswers& answers = guess.key->answers.front();
    if (list.is_range) {
        if (answers.is_range()) return same_ends(list, *answers.low, *answers.high);
        if (answers.codings.empty()) return lies_in(list, answers.codes);
        const auto fits = std::find_if(answers.codings.begin(), answers.codings.end(),
                                       [&](const auto& coding) { return same_ends(list, coding.second); });
        if (fits == answers.codings.end()) return false;
        guess.coding = fits->first;
        return true;
    }
    if (answers.is_range()) return false;
    std::set<std::string> known;
    for (const std::string& label : answers.labels) known.insert(base::folded(label));
    for (const auto& [other, label] : answers.also) known.insert(base::folded(other));
    const bool all_known = std::all_of(list.labels.begin(), list.labels.end(), [&](const std::string& label) {
        return known.contains(base::folded(label));
    });
    guess.labels_differ = !all_known || !list.also.empty();
    return all_known || (list.labels.size() == answers.codes.size() && may_mean_the_same(list, answers));
}

}  // namespace

std::optional<InstrumentGuess> guess_instrument(std::span<const DraftQuestion* const> questions,
                                                const std::string& name, const AnswerList& list) {
    constexpr double most_words = 0.75;
    std::optional<InstrumentGuess> best;
    double best_share = -1;
    std::size_t n_named = 0;
    for (const Questionnaire& key : questionnaires()) {
        if (key.n_items != questions.size() || key.answers.empty()) continue;
        const double share = share_known(key, questions);
        const bool by_words = share >= most_words;
        const bool by_name = has_name(key, name);
        InstrumentGuess guess;
        guess.key = &key;
        if ((!by_words && !by_name) || !answers_fit(list, guess)) continue;
        n_named += by_words ? 0U : 1U;
        guess.why = fmt::format("{}: {}", key.label,
                                by_words ? "known by the words of its items" : "known by its name");
        if (!by_words) {
            guess.doubt = fmt::format(
                "is this {}, with its items in this order ({})? If not, take out \"use\" and say answers, "
                "score and better",
                key.label, key.variant);
        }
        if (share <= best_share) continue;
        best_share = share;
        best = std::move(guess);
    }
    if (best && !best->doubt.empty() && n_named > 1)
        best->why += fmt::format("; {} keys have that name", n_named);
    return best;
}

}  // namespace outcomes::survey
