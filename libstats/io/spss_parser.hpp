#pragma once

#include "libstats/io/byte_input.hpp"
#include "libstats/io/encoding.hpp"
#include "libstats/io/variable.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::io {

/// A value as the file holds it. The text lives as long as the call that brings it.
struct SpssValue {
    bool is_text = false;
    std::string_view text;         ///< without white space at its right end
    std::optional<double> number;  ///< nothing: system-missing
};

/// A variable as the parser meets it, before its labels are known.
struct SpssVariable {
    Variable variable;      ///< without value labels
    std::string label_set;  ///< name of its value labels, or ""
};

/// A label of a set of value labels.
struct SpssLabel {
    bool is_text = false;
    std::string text;
    double number = 0;
    std::string label;
};

/// What a pass over the file calls. An exception ends the pass and goes on to the caller of parse_spss.
struct SpssEvents {
    std::function<void(const std::string& encoding)> encoding;  ///< that the file names, or ""
    /// False: its cells are not wanted.
    std::function<bool(SpssVariable)> variable;
    std::function<void(const std::string& label_set, SpssLabel)> label;
    std::function<void(const std::string& variable)> weight;
    /// `column` counts the variables that are wanted. If empty, the records are not read.
    std::function<void(std::size_t record, std::size_t column, const SpssValue&)> cell;
};

/// Reads a .sav, .zsav or .por file front to back. The only place that knows <readstat.h>.
/// @param encoding  how letters are stored; if not given, what the file says, and if that is nothing bytes
///   stay as they are
/// @throws base::InputError  spss.damaged, spss.cut_off, spss.encoding, spss.unsupported
void parse_spss(const ByteInput& input, std::optional<Encoding> encoding, const SpssEvents& events);

}  // namespace outcomes::io
