#pragma once

#include <string_view>

namespace outcomes::survey {

/// How the text of one answer relates to another's.
enum class Spelling {
    other,  ///< two answers, as far as spelling can say
    same,   ///< the same words: "agree strongly", "strongly agree"
    slip    ///< a slip of the pen or a form of the same word: "Agreee"; a person must say whether it is
};

/// Compares two folded texts, word by word, without any knowledge of what the words mean.
///
/// `same`: the same words in the same order; two words in any order. `slip`: as many words, or the same but
/// for spaces; each word is the other's but for one letter in five of the longer, at most two in all (added,
/// lost, changed, or swapped with its neighbour). Never a slip, because it may be the opposite: another first
/// letter or more letters in front ("unfavorably", "disagree", "decrease"), "not" or "n't" behind ("can't"),
/// a word that only one of them has, other digits or other signs of size ("< 5", "> 5"). Opposites that
/// differ in one late letter are known to no spelling: whoever takes a slip for the same answer must ask.
/// Cost: the product of the lengths.
[[nodiscard]] Spelling compare_spelling(std::string_view folded, std::string_view folded_other);

}  // namespace outcomes::survey
