#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::io {

/// How a variable is measured, as the author of the file said.
enum class Measure : std::uint8_t { unknown, nominal, ordinal, scale };

/// What the cells of a variable hold.
enum class CellKind : std::uint8_t {
    number,
    text,
    date,       ///< written 2024-03-01
    date_time,  ///< written 2024-03-01T09:30:00
    time        ///< of a day, or a duration: written 09:30:00
};

/// A code and what it stands for.
struct ValueLabel {
    std::string value;  ///< as the cells write it
    std::string label;
};

/// Values that the file itself declares to mean "no answer".
struct MissingValues {
    std::string text;  ///< of a text variable: this text; else ""
    double low = 0;    ///< of a number: all from low to high, both included; infinite where it is open
    double high = 0;
};

/// What a statistics program's file says about a column beyond its name.
struct Variable {
    std::string name;
    std::string label;  ///< the question
    CellKind kind = CellKind::number;
    std::string format;  ///< as the program writes it: "F8.2", "A20", "DATE11"
    Measure measure = Measure::unknown;
    std::vector<ValueLabel> value_labels;  ///< in the order of the file
    std::vector<MissingValues> missing;

    /// What a value stands for, or "".
    [[nodiscard]] std::string_view label_of(std::string_view value) const;
};

}  // namespace outcomes::io
