#pragma once

#include "libstats/findings/disclosure.hpp"
#include "libstats/render/formats.hpp"

#include <cstddef>
#include <string>

namespace outcomes::render {

struct DescribeTextOptions {
    std::size_t width = 100;  ///< columns of the terminal; fewer than 60 count as 60
    bool color = false;
    bool items = false;  ///< the questions one by one as well: answers, and how they go with each other
};

/// The waves for people at a terminal: one block a study with scores, reliability, test and retest, and the
/// questions that are reported as answers. No line is longer than the width; below 80 columns some figures
/// are left out.
[[nodiscard]] std::string describe_text(const findings::SafeDescriptions& descriptions,
                                        const DescribeTextOptions& options = {});

/// The same tables for pasting where Markdown is read.
[[nodiscard]] std::string describe_markdown(const findings::SafeDescriptions& descriptions,
                                            bool items = false);

/// One figure a row, with every column of findings::description_columns() in that order and always a header.
[[nodiscard]] std::string describe_delimited(const findings::SafeDescriptions& descriptions,
                                             Separated format = Separated::csv);

/// One JSON document, the same keys for one study and for many:
///
///     schema    "outcomes.describe/1"
///     tool      { name, version }
///     release   "internal: not for release"
///     studies   [ { id, title, file, sha256 } ]
///     waves     [ { study, wave, label, n_sheets } ]
///     inputs    [ { study, wave, file, sha256, rows } ]
///     options   { name: value }
///     warnings  [ { study, code, message, file, line, column } ]
///     results   [ one object a figure, keys as findings::description_columns() ]
///
/// What is missing is null; there is no NaN.
[[nodiscard]] std::string describe_json(const findings::SafeDescriptions& descriptions);

}  // namespace outcomes::render
