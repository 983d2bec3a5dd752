#pragma once

#include "libstats/findings/disclosure.hpp"

#include <string>

namespace outcomes::render {

/// Where a table is pasted into.
enum class PasteForm {
    md,    ///< Markdown as GitHub reads it
    html,  ///< a fragment: a table with caption and scopes, and its notes; no style sheet is needed
    latex  ///< a table for the package booktabs
};

/// One table a study to paste into a paper or a page: people, averages where there are any, change with its
/// interval, result; one row a scale, or a question where single questions were compared. What the marks mean
/// stands below it. Minus signs are those of the form: - in Markdown, U+2212 in HTML, $-$ in LaTeX.
[[nodiscard]] std::string paste_table(const findings::SafeFindings& findings, PasteForm form);

}  // namespace outcomes::render
