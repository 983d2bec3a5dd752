#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace outcomes::tests {

/// True if |got - wanted| <= rel * |wanted|, and equal when wanted is 0. For p-values: never absolute.
[[nodiscard]] bool within(double got, double wanted, double rel = 1e-10);

/// How close is close: |got - wanted| <= max(abs, rel |wanted|). Both empty: one package's output, no target.
struct Tolerance {
    std::optional<double> rel;
    std::optional<double> abs;
};
/// What tests/reference/tolerances.json says about a path; 1e-10 relative where it is silent.
[[nodiscard]] Tolerance tolerance_for(const std::string& path);

/// Folder of the project's sources.
[[nodiscard]] std::filesystem::path source_dir();
/// A file or folder of the shared reference material, or nothing on a machine that does not have it (then the
/// test must MESSAGE "skipped: shared data not found").
[[nodiscard]] std::optional<std::filesystem::path> shared_path(const std::string& relative);

/// One case of independently computed values, `tests/reference/visible/<id>.json` (or the shared copy for the
/// data sets that are not the project's to ship). Keeps count of what was compared, and knows what was not.
///
///     ReferenceCase sleep("student_sleep");
///     sleep.compare("paired.t_paired.t", result.statistic);
///     sleep.finish({"paired.t_paired"});      // fails if a value below that key was never compared
class ReferenceCase {
  public:
    explicit ReferenceCase(const std::string& id);

    /// False where the case is not on this machine.
    [[nodiscard]] bool found() const { return found_; }
    [[nodiscard]] const nlohmann::json& json() const { return json_; }
    [[nodiscard]] bool has(const std::string& path) const;
    [[nodiscard]] const nlohmann::json& at(const std::string& path) const;

    /// Checks `got` against the value at `path` ("a.b.c", array elements "a.b.0") with the tolerance of
    /// tolerances.json. A null or {"_error"} reference means "not estimable": then `got` must be empty.
    /// Values that the tolerances call informational are counted as seen and not compared.
    void compare(const std::string& path, std::optional<double> got);
    /// Marks a value or subtree as looked at in another way (texts, notes, outputs of one package).
    void ignore(const std::string& path);

    /// Checks that every number, null and array element below `paths` was compared or ignored. Strings need
    /// no look.
    void finish(const std::vector<std::string>& paths);

    [[nodiscard]] std::size_t n_compared() const { return compared_; }

  private:
    std::string id_;
    bool found_ = false;
    nlohmann::json json_;
    std::set<std::string> seen_;
    std::size_t compared_ = 0;
};

/// A JSON file. Throws std::runtime_error if it cannot be read.
[[nodiscard]] nlohmann::json read_json(const std::filesystem::path& file);

/// All ids with `kind` equal to one of `kinds` that are on this machine (the shipped ones, else also the
/// shared ones).
[[nodiscard]] std::vector<std::string> reference_ids(const std::vector<std::string>& kinds);

/// Columns of a case's CSV file, as text: reference_table("student_sleep").at("baseline")[0]. Empty cells are
/// "".
[[nodiscard]] std::map<std::string, std::vector<std::string>> reference_table(const std::string& id);

/// Adds to the count of compared values that the program prints at its end.
void count_compared(const std::string& what, std::size_t n);

}  // namespace outcomes::tests
