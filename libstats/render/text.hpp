#pragma once

#include "libstats/findings/disclosure.hpp"

#include <cstddef>
#include <string>

namespace outcomes::render {

struct TextOptions {
    std::size_t width = 100;  ///< columns of the terminal; fewer than 60 count as 60
    bool color = false;       ///< colour on top of the marks and words
};

/// The comparison for people at a terminal: one block a study. No line is longer than the width; from 100
/// columns on the change is shown in standard deviations as well, from 110 it is drawn.
[[nodiscard]] std::string text(const findings::SafeFindings& findings, const TextOptions& options = {});

/// The same tables for pasting where Markdown is read.
[[nodiscard]] std::string markdown(const findings::SafeFindings& findings);

}  // namespace outcomes::render
