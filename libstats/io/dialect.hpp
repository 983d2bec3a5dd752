#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace outcomes::io {

/// How the text of a file is divided into records and fields, as far as its beginning shows.
struct Layout {
    char delimiter = ',';
    bool has_sep_line = false;  ///< a first line "sep=;", which names the delimiter and is no record
};

/// True if records end in a lone CR: there is one outside quotes, and no LF outside quotes.
[[nodiscard]] bool ends_in_lone_cr(std::string_view sample);

/// The delimiter that a line such as `sep=;` names; nothing if the line is not of that kind.
[[nodiscard]] std::optional<char> sep_line_delimiter(std::string_view line);

/// Finds the delimiter: that of a `sep=` line; else the one of `,` `;` tab `|` that divides the header and
/// gives most records the same number of fields, more fields winning where two do about as well; else the
/// comma, since a file may have one column.
/// @param sample  beginning of the text, LF or CRLF line ends; at most 100 records of it are looked at
/// @param whole   the sample is the whole file; otherwise its last record may be cut and does not count
[[nodiscard]] Layout find_layout(std::string_view sample, bool whole);

}  // namespace outcomes::io
