#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::base {

/// How bad it is: worth knowing; the results may mislead; the program cannot go on.
enum class Severity { note, warning, error };

/// Where something is. `line` and `column` count from 1; 0 means "not known".
/// In a data file `line` is the physical line and `column` the field number; `cell` is the Excel cell, which
/// differs from the line when a quoted answer runs over several lines.
struct Place {
    std::string file;          ///< path; empty: not known
    std::uint64_t line = 0;    ///< from 1; 0: not known
    std::uint64_t column = 0;  ///< from 1; 0: not known
    std::string cell;          ///< Excel cell, e.g. "I118"; empty: none
};

/// One thing to tell the user: what is wrong, where, the line itself, what was found, what to do.
struct Diagnostic {
    Severity severity = Severity::error;  ///< how bad it is
    std::string code;                     ///< stable id, `<area>.<what>`, e.g. "csv.unclosed_quote"
    std::string message;                  ///< what is wrong, one sentence, no full stop, in the user's words
    Place place;                          ///< where it is
    std::string excerpt;                  ///< the line as it stands in the file; empty if it cannot be shown
    std::uint64_t caret_column = 0;       ///< character (from 1) in `excerpt` to point at; 0: no caret
    std::uint64_t caret_length = 1;       ///< characters to underline from the caret on
    std::string found;                    ///< what was found, may have several lines
    std::string help;                     ///< one remedy the reader can act on
};

/// Renders in the shape of a compiler message; several lines, ends with a newline. ASCII frame.
///     error: the column "Q2_5" is not in the 2024 file
///       --> hawkhill.toml:42:59
///        |
///     42 | safety = { ... }
///        |            ^^^^
///       help: did you mean "Q2_2..Q2_4"?
/// @param diagnostic  what to render
/// @param color       with ANSI colours, for a terminal
[[nodiscard]] std::string to_text(const Diagnostic& diagnostic, bool color = false);

/// Excel's name of a cell: excel_cell(118, 9) is "I118". Both count from 1.
/// @param row     from 1
/// @param column  from 1; 1 is A
[[nodiscard]] std::string excel_cell(std::uint64_t row, std::uint64_t column);

/// The study file or a data file is wrong (exit code 3). Carries at least one diagnostic.
class InputError : public std::runtime_error {
  public:
    /// One thing is wrong.
    /// @param diagnostic  what is wrong
    explicit InputError(Diagnostic diagnostic);
    /// Several things are wrong.
    /// @param diagnostics  what is wrong, at least one
    explicit InputError(std::vector<Diagnostic> diagnostics);
    /// What is wrong, in the order given; at least one.
    [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

  private:
    std::vector<Diagnostic> diagnostics_;
};

/// Something could not be written (exit code 4).
class OutputError : public std::runtime_error {
  public:
    /// One thing could not be written.
    /// @param diagnostic  what could not be written
    explicit OutputError(Diagnostic diagnostic);
    /// What could not be written.
    [[nodiscard]] const Diagnostic& diagnostic() const { return diagnostic_; }

  private:
    Diagnostic diagnostic_;
};

/// The data are sound but too few for what was asked: nobody in a wave, no linked pair (exit code 5).
class NotEnoughError : public std::runtime_error {
  public:
    /// There is too little of something.
    /// @param diagnostic  what there is too little of
    explicit NotEnoughError(Diagnostic diagnostic);
    /// What there is too little of.
    [[nodiscard]] const Diagnostic& diagnostic() const { return diagnostic_; }

  private:
    Diagnostic diagnostic_;
};

}  // namespace outcomes::base
