#include "libstats/survey/study_defects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace outcomes::survey {

using base::Diagnostic;
using base::Severity;

StudyDefects::StudyDefects(const Study& study) {
    place_.path = study.path;
    place_.lines = study.lines;
}

void StudyDefects::add(Severity severity, std::string code, std::string message, const Mark& mark,
                       std::string found, std::string help) {
    Diagnostic diagnostic = place_.diagnostic_at(mark, severity, std::move(code), std::move(message));
    diagnostic.found = std::move(found);
    diagnostic.help = std::move(help);
    diagnostics_.push_back(std::move(diagnostic));
}

void StudyDefects::error(std::string code, std::string message, const Mark& mark, std::string found,
                         std::string help) {
    add(Severity::error, std::move(code), std::move(message), mark, std::move(found), std::move(help));
}

void StudyDefects::warning(std::string code, std::string message, const Mark& mark, std::string found,
                           std::string help) {
    add(Severity::warning, std::move(code), std::move(message), mark, std::move(found), std::move(help));
}

void StudyDefects::note(std::string code, std::string message, const Mark& mark, std::string found,
                        std::string help) {
    add(Severity::note, std::move(code), std::move(message), mark, std::move(found), std::move(help));
}

std::size_t StudyDefects::n_errors() const {
    const auto n = std::count_if(diagnostics_.begin(), diagnostics_.end(),
                                 [](const Diagnostic& d) { return d.severity == Severity::error; });
    return static_cast<std::size_t>(n);
}

std::vector<Diagnostic> StudyDefects::sorted() const {
    std::vector<Diagnostic> out = diagnostics_;
    std::stable_sort(out.begin(), out.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.severity, a.place.line, a.place.column) <
               std::tie(b.severity, b.place.line, b.place.column);
    });
    return out;
}

std::string in_quotes(const std::string& text) {
    return fmt::format("\"{}\"", text);
}

}  // namespace outcomes::survey
