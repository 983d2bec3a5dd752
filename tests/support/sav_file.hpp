#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace outcomes::tests {

/// A variable of an SPSS file that a test writes.
struct SavVariable {
    std::string name;
    std::string label = {};
    std::size_t width = 0;  ///< bytes of a text; 0: a number
    std::string format = {};
    std::vector<std::pair<double, std::string>> labels = {};
    std::vector<std::pair<double, double>> missing = {};  ///< from, to; equal for one value
    std::vector<std::pair<std::string, std::string>> text_labels = {};
    std::vector<std::string> missing_texts = {};
    int measure = 0;  ///< 1 nominal, 2 ordinal, 3 scale
};

/// A number, a text, or system-missing.
using SavCell = std::variant<std::monostate, double, std::string>;
using SavRow = std::vector<SavCell>;

enum class SavKind { plain, compressed, zsav, portable };

struct SavOptions {
    SavKind kind = SavKind::compressed;
    std::string weight = {};  ///< name of the variable that weights the cases
};

/// The bytes of such a file, written by readstat; the time in it is fixed.
[[nodiscard]] std::string sav_bytes(const std::vector<SavVariable>& variables,
                                    const std::vector<SavRow>& rows, const SavOptions& options = {});

}  // namespace outcomes::tests
