#pragma once

#include <string_view>

namespace outcomes::render {

/// How the columns are called: p_value (snake) or p.value (dotted, the names of R's broom).
enum class Names { snake, dotted };

/// What a result can be written as.
enum class Format { text, csv, tsv, json, md, excel_csv };

/// Text between separators.
enum class Separated {
    csv,       ///< RFC 4180, UTF-8 without a mark, LF
    tsv,       ///< the same with tabs
    excel_csv  ///< for a double click: byte-order mark, CRLF, and no text that a spreadsheet would compute
};

/// The version of this program, as in `outcomes --version` and in every JSON document.
[[nodiscard]] std::string_view version();

}  // namespace outcomes::render
