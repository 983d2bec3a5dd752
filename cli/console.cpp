#include "cli/console.hpp"

#include "libstats/render/diagnostics.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace outcomes::cli {
namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

void write_error(std::string_view text) {
    // Nothing can be told if standard error itself is gone.
    static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

}  // namespace

bool wants_color(Color color, Stream stream) {
    if (color != Color::automatic) return color == Color::always;
    if (!variable("NO_COLOR").empty()) return false;
    if (!variable("FORCE_COLOR").empty()) return true;
    if (variable("TERM") == "dumb") return false;
    return isatty(stream == Stream::out ? STDOUT_FILENO : STDERR_FILENO) == 1;
}

std::size_t page_width() {
    constexpr std::size_t unknown = 100;
    winsize size{};
    if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    const std::string_view columns = variable("COLUMNS");
    std::size_t width = 0;
    const auto [end, error] = std::from_chars(columns.data(), columns.data() + columns.size(), width);
    const bool is_number = error == std::errc{} && end == columns.data() + columns.size();
    return is_number && width > 0 ? width : unknown;
}

void tell(std::span<const base::Diagnostic> diagnostics, Color color) {
    write_error(render::diagnostics_text(diagnostics, wants_color(color, Stream::err)));
}

void tell(const base::Diagnostic& diagnostic, Color color) {
    tell(std::span(&diagnostic, 1), color);
}

void tell(std::string_view line) {
    write_error(std::string(line) + '\n');
}

}  // namespace outcomes::cli
