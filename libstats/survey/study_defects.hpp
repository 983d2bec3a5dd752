#pragma once

#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace outcomes::survey {

/// What is wrong with a study file, collected until all of it is known.
class StudyDefects {
  public:
    /// @param study its path and lines are kept for the messages
    explicit StudyDefects(const Study& study);

    void error(std::string code, std::string message, const Mark& mark, std::string found = "",
               std::string help = "");
    void warning(std::string code, std::string message, const Mark& mark, std::string found = "",
                 std::string help = "");
    void note(std::string code, std::string message, const Mark& mark, std::string found = "",
              std::string help = "");

    [[nodiscard]] bool any_error() const { return n_errors() > 0; }
    [[nodiscard]] std::size_t n_errors() const;
    /// Notes, then warnings, then errors (the eye goes to the end), each in the order of the file.
    [[nodiscard]] std::vector<base::Diagnostic> sorted() const;

  private:
    void add(base::Severity severity, std::string code, std::string message, const Mark& mark,
             std::string found, std::string help);

    Study place_;
    std::vector<base::Diagnostic> diagnostics_;
};

/// "abc" with quotes round it.
[[nodiscard]] std::string in_quotes(const std::string& text);

}  // namespace outcomes::survey
