#pragma once

#include "libstats/base/decimal.hpp"
#include "libstats/base/diagnostic.hpp"
#include "libstats/survey/responses.hpp"
#include "libstats/survey/scoring.hpp"
#include "libstats/survey/study.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::tests {

/// A folder of its own that is removed with everything in it.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    /// Writes a file and returns its path.
    [[nodiscard]] std::string write(const std::string& name, std::string_view text) const;

  private:
    std::filesystem::path path_;
};

[[nodiscard]] base::Decimal decimal(std::string_view text);
[[nodiscard]] survey::ColumnName column(const std::string& name);
[[nodiscard]] survey::Wave wave(const std::string& id, const std::string& file);
[[nodiscard]] survey::Condition is(const std::string& column, const std::vector<std::string>& texts);

/// Labels with the scores first, first + 1, ...
[[nodiscard]] survey::AnswerList labelled(const std::string& id, const std::vector<std::string>& labels,
                                          int first);
[[nodiscard]] survey::AnswerList numbers(const std::string& id, std::string_view low, std::string_view high);

/// A scale of items that are called like their columns; adds the items to the study.
survey::Scale& add_scale(survey::Study& study, const std::string& id, const std::vector<std::string>& columns,
                         const std::string& answers);
/// A scale that stands in one column.
survey::Scale& add_column_scale(survey::Study& study, const std::string& id,
                                const survey::ColumnName& column);

/// Scores of the study's scale in all waves that were loaded.
[[nodiscard]] survey::ScaleScores score(const survey::Study& study, const survey::Responses& responses,
                                        const std::string& scale);
/// The scores of one wave as numbers; nothing where there is none.
[[nodiscard]] std::vector<std::optional<double>> values(const survey::ScaleScores& scores, std::size_t wave);

/// What the InputError that `run` throws carries; empty if it throws none.
template <class Run>
[[nodiscard]] std::vector<base::Diagnostic> errors_of(Run run) {
    try {
        run();
    } catch (const base::InputError& error) {
        return error.diagnostics();
    }
    return {};
}

/// The diagnostics with a code.
[[nodiscard]] std::vector<base::Diagnostic> with_code(const std::vector<base::Diagnostic>& all,
                                                      const std::string& code);

}  // namespace outcomes::tests
