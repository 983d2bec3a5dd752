#include "libstats/base/diagnostic.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace outcomes::base {
namespace {

struct Style {
    std::string_view name;
    std::string_view ansi;
};

Style style_of(Severity severity) {
    switch (severity) {
        case Severity::note:
            return {"note", "\x1b[1;36m"};
        case Severity::warning:
            return {"warning", "\x1b[1;33m"};
        case Severity::error:
            break;
    }
    return {"error", "\x1b[1;31m"};
}

std::string place_text(const Place& place) {
    std::string text = place.file;
    if (place.line > 0) text += fmt::format(":{}", place.line);
    if (place.line > 0 && place.column > 0) text += fmt::format(":{}", place.column);
    if (!place.cell.empty()) text += fmt::format("  (cell {} in Excel)", place.cell);
    return text;
}

/// The part of a long line that surrounds the caret, and where the caret stands in it.
struct Window {
    std::string text;
    std::uint64_t caret = 0;
};

Window window_of(const Diagnostic& diagnostic) {
    constexpr std::size_t width = 100;
    const std::string line = printable(diagnostic.excerpt);
    if (display_width(line) <= width) return {line, diagnostic.caret_column};
    const std::size_t caret = diagnostic.caret_column > 0 ? diagnostic.caret_column - 1 : 0;
    const std::size_t begin = caret > 40 ? caret - 40 : 0;
    Window window{(begin > 0 ? "..." : "") + substring(line, begin, width - 6), diagnostic.caret_column};
    if (window.caret > 0) window.caret = caret - begin + 1 + (begin > 0 ? 3 : 0);
    window.text += "...";
    return window;
}

void append_excerpt(std::string& out, const Diagnostic& diagnostic) {
    const std::string number = diagnostic.place.line > 0 ? fmt::format("{}", diagnostic.place.line) : "";
    const std::string margin(number.size(), ' ');
    const Window window = window_of(diagnostic);
    out += fmt::format("{} |\n{} | {}\n", margin, number, window.text);
    if (window.caret == 0) return;
    const std::size_t pad = display_width(substring(window.text, 0, window.caret - 1));
    const std::size_t room =
        std::max<std::size_t>(1, display_width(window.text) - std::min(pad, display_width(window.text)));
    const std::size_t length = std::clamp<std::size_t>(diagnostic.caret_length, 1, room);
    out += fmt::format("{} | {}{}\n", margin, std::string(pad, ' '), std::string(length, '^'));
}

std::string indented(std::string_view text, std::string_view first, std::string_view rest) {
    std::string out(first);
    for (const char c : text) {
        out += c;
        if (c == '\n') out += rest;
    }
    out += '\n';
    return out;
}

std::string first_message(const std::vector<Diagnostic>& diagnostics) {
    require(!diagnostics.empty(), "InputError needs at least one diagnostic");
    return diagnostics.front().message;
}

}  // namespace

std::string to_text(const Diagnostic& diagnostic, bool color) {
    const Style style = style_of(diagnostic.severity);
    std::string out = color ? fmt::format("{}{}\x1b[0m: {}\n", style.ansi, style.name, diagnostic.message)
                            : fmt::format("{}: {}\n", style.name, diagnostic.message);
    if (!diagnostic.place.file.empty()) out += fmt::format("  --> {}\n", place_text(diagnostic.place));
    if (!diagnostic.excerpt.empty()) append_excerpt(out, diagnostic);
    if (!diagnostic.found.empty()) out += indented(diagnostic.found, "  found: ", "         ");
    if (!diagnostic.help.empty()) out += indented(diagnostic.help, "  help: ", "        ");
    return out;
}

std::string excel_cell(std::uint64_t row, std::uint64_t column) {
    std::string letters;
    for (std::uint64_t rest = column; rest > 0; rest = (rest - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return fmt::format("{}{}", letters, row);
}

InputError::InputError(Diagnostic diagnostic) : InputError(std::vector<Diagnostic>{std::move(diagnostic)}) {}
InputError::InputError(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(first_message(diagnostics)), diagnostics_(std::move(diagnostics)) {}
OutputError::OutputError(Diagnostic diagnostic)
    : std::runtime_error(diagnostic.message), diagnostic_(std::move(diagnostic)) {}
NotEnoughError::NotEnoughError(Diagnostic diagnostic)
    : std::runtime_error(diagnostic.message), diagnostic_(std::move(diagnostic)) {}

}  // namespace outcomes::base
