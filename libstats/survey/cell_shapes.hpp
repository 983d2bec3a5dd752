#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace outcomes::survey {

/// What the text of a cell looks like, whatever the language.
enum class CellShape : std::uint8_t {
    whole,           ///< digits only
    long_number,     ///< 9 to 12 digits
    date_time,       ///< a day and a time of day, in any order of day, month and year
    language,        ///< "en", "nl-informal"
    uuid,            ///< 8-4-4-4-12 hexadecimal digits, "uuid:" before them or not
    email,           ///< an address, or the word "anonymous"
    address,         ///< of a computer: four numbers with points between them, or hexadecimal with colons
    token,           ///< 20 or more letters and digits, both of them
    dashed_numbers,  ///< three or more groups of digits with dashes between them, 15 characters at least
    number,          ///< digits, with a sign and a decimal point or comma perhaps
    name,      ///< a letter, then letters, digits, "_", "." and the like: what statistics programs allow
    sentence,  ///< several words, or ten characters at least
    words      ///< a letter is in it, and it is no day and time
};

[[nodiscard]] bool has_shape(std::string_view text, CellShape shape);
/// The shape that a profile calls `name`, or nothing.
[[nodiscard]] std::optional<CellShape> cell_shape_from_name(std::string_view name);

/// True if the text is what the pattern says: `*` stands for any characters or none, `<n>` for one or
/// more digits, every other character for itself. Compares bytes; fold both first where case is of no
/// interest.
[[nodiscard]] bool matches_pattern(std::string_view text, std::string_view pattern);
[[nodiscard]] bool matches_any(std::string_view text, std::span<const std::string> patterns);

}  // namespace outcomes::survey
