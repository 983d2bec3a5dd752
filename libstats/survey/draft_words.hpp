#pragma once

#include "libstats/base/decimal.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// One kind of answers whose order is known: from "strongly disagree" to "strongly agree".
struct AnswerOrder {
    std::string kind;                              ///< begins the name of an answer list: "agree"
    int first = 1;                                 ///< score of the lowest answer
    ScoreKind score = ScoreKind::mean;             ///< how a scale of such answers is usually made
    std::size_t middle = 0;                        ///< step (from 1) that is neither low nor high; 0: none
    std::vector<std::vector<std::string>> steps;   ///< lowest first; folded texts that mean about the same
    std::vector<std::vector<std::string>> scales;  ///< folded texts that are offered together, lowest first

    /// True for a folded label on the step that is neither low nor high.
    [[nodiscard]] bool is_middle(std::string_view folded_label) const;
    /// The step (from 0) that a folded label stands on. Brackets are left out, "_" is a space; of
    /// "rarely/never" or "rarely or never" the first part that is known counts; a part may be cut short
    /// ("occas"). Nothing if the order does not know it.
    [[nodiscard]] std::optional<std::size_t> step_of(std::string_view folded_label) const;
};

/// What a column holds, by its name.
enum class NameTopic {
    id,
    response,
    household,
    sex,
    age,
    consent,
    weight,
    group,
    site,
    wave,
    date,
    metadata,
    total,
    element,  ///< part of a code that people make up from facts they do not forget
    other
};

/// Labels in order, as far as words settle it.
struct LabelOrder {
    const AnswerOrder* kind = nullptr;   ///< nullptr: no kind knows most of the labels
    std::vector<std::size_t> order;      ///< positions in the given labels, lowest first, without `unknown`
    std::vector<std::size_t> undecided;  ///< places in `order` that words do not put before the next one
    std::vector<std::size_t> unknown;    ///< labels that the kind does not know
};

/// Orders labels by the kind that knows most of them (at least two, and more than half). Labels are folded.
[[nodiscard]] LabelOrder order_labels(std::span<const std::string> folded_labels);
/// The kind of that name, or nullptr.
[[nodiscard]] const AnswerOrder* find_answer_order(std::string_view kind);

/// True for a folded text that means "no answer" wherever it stands ("don't know", "dont_know", "n/a").
[[nodiscard]] bool is_missing_text(const std::string& folded_text);
/// True for a number that questionnaires use for "no answer" (-9, 99): it may be one where it lies apart.
[[nodiscard]] bool is_missing_code(const base::Decimal& number);

/// True for a folded text that calls people a comparison group ("control", "waiting list", "0").
[[nodiscard]] bool names_comparison(const std::string& folded_text);

/// The words of a name or a question: folded, taken apart at signs and at changes of case. Digits stay with
/// the letters before them.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);
/// How well a name fits a topic: number of letters of the longest phrase that stands in it whole, 0 if none.
[[nodiscard]] std::size_t fits_topic(std::string_view name, NameTopic topic);

/// Which way is good, from the words of a question: below 0 a high answer is a bad sign, above 0 a good one.
[[nodiscard]] int direction_of(std::string_view text);

/// Where a name such as "pre", "t1" or "month6" stands among the waves: first number the order of the word,
/// then the number beside it. Nothing if it says no time.
struct TimeName {
    int rank = 0;
    int number = 0;
    std::string text;  ///< "month6"
    auto operator<=>(const TimeName& other) const = default;
};
[[nodiscard]] std::optional<TimeName> time_name(std::span<const std::string> words);
/// The same by numbers alone: "t1", "month 6", but not "pre".
[[nodiscard]] std::optional<TimeName> numbered_time(std::span<const std::string> words);

}  // namespace outcomes::survey
