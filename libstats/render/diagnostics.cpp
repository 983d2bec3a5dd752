#include "libstats/render/diagnostics.hpp"

#include "libstats/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace outcomes::render {
namespace {

using base::Diagnostic;
using base::Severity;

std::string_view name_of(Severity severity) {
    constexpr std::array<std::string_view, 3> names{"note", "warning", "error"};
    return names.at(static_cast<std::size_t>(severity));
}

std::size_t count_of(std::span<const Diagnostic> diagnostics, Severity severity) {
    return static_cast<std::size_t>(
        std::count_if(diagnostics.begin(), diagnostics.end(),
                      [&](const Diagnostic& one) { return one.severity == severity; }));
}

std::string number_or_blank(std::uint64_t number) {
    return number > 0 ? fmt::format("{}", number) : "";
}

}  // namespace

std::string diagnostics_text(std::span<const Diagnostic> diagnostics, bool color, std::size_t most) {
    std::string out;
    std::size_t shown = 0;
    // The first ones of a kind are shown, but in their order the worst stand last, where the eye goes.
    for (const Severity severity : {Severity::note, Severity::warning, Severity::error}) {
        std::size_t of_kind = 0;
        for (const Diagnostic& one : diagnostics) {
            if (one.severity != severity || ++of_kind > most) continue;
            if (shown++ > 0) out += '\n';
            out += base::to_text(one, color);
        }
        if (of_kind > most)
            out += fmt::format("\n... and {} more {}s like these\n", of_kind - most, name_of(severity));
    }
    return out;
}

std::string count_line(std::span<const Diagnostic> diagnostics) {
    std::vector<std::string> parts;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
        const std::size_t n = count_of(diagnostics, severity);
        if (n > 0) parts.push_back(fmt::format("{} {}{}", n, name_of(severity), n == 1 ? "" : "s"));
    }
    if (parts.empty()) return "nothing wrong found";
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string places_text(std::span<const Diagnostic> diagnostics) {
    if (diagnostics.empty()) return "no rows\n";
    std::string out;
    std::string_view message;
    for (const Diagnostic& one : diagnostics) {
        if (one.message != message) out += fmt::format("{}{}\n", out.empty() ? "" : "\n", one.message);
        message = one.message;
        std::string line = one.place.file;
        if (one.place.line > 0) line += fmt::format(":{}", one.place.line);
        if (!one.place.cell.empty()) line += fmt::format("  cell {}", one.place.cell);
        if (!one.found.empty()) line += fmt::format("  \"{}\"", base::fitted(base::printable(one.found), 60));
        out += "  " + line + '\n';
    }
    return out;
}

Grid diagnostics_grid(std::span<const Diagnostic> diagnostics) {
    Grid grid;
    grid.columns = {{"severity"},     {"code"}, {"message"}, {"file"}, {"line", true},
                    {"column", true}, {"cell"}, {"found"},   {"help"}};
    for (const Diagnostic& one : diagnostics) {
        grid.rows.push_back({std::string(name_of(one.severity)), one.code, one.message, one.place.file,
                             number_or_blank(one.place.line), number_or_blank(one.place.column),
                             one.place.cell, one.found, one.help});
    }
    return grid;
}

}  // namespace outcomes::render
