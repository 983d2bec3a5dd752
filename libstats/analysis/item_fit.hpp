#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace outcomes::analysis {

/// Answers to k questions of the people who answered all of them, in rows of k.
struct AnswerRows {
    std::size_t n_items = 0;
    std::vector<std::int64_t> answers;
    std::vector<std::size_t> records;  ///< of the file, one a person, if the rows are of a file

    [[nodiscard]] std::size_t n_people() const { return n_items == 0 ? 0 : answers.size() / n_items; }
};

/// How questions hang together when nothing is known of their direction.
struct ItemFit {
    std::size_t n_people = 0;
    std::vector<bool> reversed;     ///< against most of the others
    std::vector<double> item_rest;  ///< correlation of each question with the sum of the others, once those
                                    ///< that are against the others are turned round; 0 if it does not vary
    double alpha = 0;               ///< Cronbach's, likewise
};

/// Turns questions round until each one correlates positively with the sum of the others, so far as that can
/// be had: starts with the signs of the correlations with the question that correlates most with all others,
/// then gives each the sign of its correlation with the rest until nothing changes. The smaller half counts
/// as reversed (of equal halves the one without the first question).
///
/// @return nothing for fewer than 2 questions, fewer than `least` people, or where nothing varies
/// Cost: O(n k^2).
[[nodiscard]] std::optional<ItemFit> item_fit(const AnswerRows& rows, std::size_t least = 10);

/// Mean of the absolute correlations between all pairs of questions: which of two orders of the answers makes
/// the questions agree more. 0 if nothing varies.
[[nodiscard]] double mean_absolute_correlation(const AnswerRows& rows);

}  // namespace outcomes::analysis
