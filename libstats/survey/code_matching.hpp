#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace outcomes::survey {

/// What a sheet's code may still do.
enum class Standing : std::uint8_t {
    open,     ///< may be matched
    blocked,  ///< stands twice or is tied: never matched, but a rival of others
    out       ///< matched already, or no code at all
};

/// The tidied codes of one wave, as numbers: element e of sheet s is elements[s * n_elements + e]. The same
/// text of an element has the same number in every wave; 0 is a missing element.
struct CodedWave {
    std::size_t n_elements = 1;
    std::vector<std::uint32_t> elements;
    std::vector<std::string> texts;          ///< the whole codes; empty if all codes were taken apart
    std::vector<std::uint8_t> in_one_piece;  ///< 1: not taken apart, so that only the text counts
    /// The site within which a code stands: always the same in a pair, 0 if it is not known (then the code is
    /// in no pair). Empty: there are no sites.
    std::vector<std::uint32_t> site;
    std::vector<Standing> standing;  ///< one a sheet

    [[nodiscard]] std::size_t size() const { return standing.size(); }
    [[nodiscard]] bool is_piece(std::size_t sheet) const {
        return !in_one_piece.empty() && in_one_piece[sheet] != 0;
    }
    [[nodiscard]] std::uint32_t site_of(std::size_t sheet) const { return site.empty() ? 1 : site[sheet]; }
    [[nodiscard]] std::uint32_t at(std::size_t sheet, std::size_t element) const {
        return elements[sheet * n_elements + element];
    }
};

/// The element of an alike pair by which two codes differ: its number, or one of these.
inline constexpr std::uint32_t no_element = std::numeric_limits<std::uint32_t>::max();  ///< they are the same
inline constexpr std::uint32_t one_character = no_element - 1;  ///< one character of codes not taken apart

/// Two codes, one of each wave, that are the same or differ in one element only.
struct AlikePair {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint32_t element = no_element;

    friend bool operator==(const AlikePair&, const AlikePair&) = default;
};

struct AlikePairs {
    std::vector<AlikePair> pairs;  ///< each once, by `from`, then `to`
    /// Sheets (0 or 1 each) whose code differs in one element from so many others that these were not looked
    /// at one by one: they cannot be told apart.
    std::vector<std::uint8_t> crowded_from, crowded_to;
};

/// All pairs of codes that are not `out` and that
/// - agree in all elements, or in all but one, which differs or is missing (a missing element never agrees,
///   so codes with two of them are in no pair), or
/// - where one of them is in one piece: are the same or become the same by adding, leaving out or changing
///   one character, or by two neighbours changing places.
///
/// Not n x n: codes that agree but for element e are found in one block of all codes without e, and codes in
/// one piece in blocks of what is left when a character is left out. Blocks of more than a million pairs are
/// not looked into; their codes are `crowded`. Cost O(k n log n + pairs) for n codes of k elements; a hundred
/// thousand codes of five elements take about a second.
[[nodiscard]] AlikePairs alike_pairs(const CodedWave& from, const CodedWave& to);

/// The same within one wave: pairs with from < to. Two sheets of one wave are two people (unless one answered
/// twice), so these show how often different people look alike.
[[nodiscard]] AlikePairs alike_pairs_within(const CodedWave& wave);

/// Pairs of open codes that are the same, whole, and stand once in either wave among those that are not
/// `out`. Where they stand more often in one wave, or one of them is blocked, all of them are marked
/// `blocked`: which of them is the person cannot be told. In the order of the first wave. Cost O(n log n).
[[nodiscard]] std::vector<AlikePair> same_codes(CodedWave& from, CodedWave& to);

}  // namespace outcomes::survey
