#pragma once

#include "libstats/io/text_source.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace outcomes::io {

/// The longest physical line that can be read.
constexpr std::size_t longest_line = (std::size_t{1} << 24) - 1;

/// The physical lines of a text, read ahead by a second thread where the text is long. A thin wall around
/// `::io::LineReader`, which is met only behind it: the text is fed by a TextSource, so no byte-order mark,
/// NUL, lone CR or missing last line end reaches that class.
class LineReader {
  public:
    explicit LineReader(std::unique_ptr<TextSource> source);
    ~LineReader();
    LineReader(LineReader&&) noexcept;
    LineReader& operator=(LineReader&&) noexcept;
    LineReader(const LineReader&) = delete;
    LineReader& operator=(const LineReader&) = delete;

    /// The next line, ending in NUL in place of LF or CRLF; it may be written to. nullptr at the end of the
    /// text. Valid until the next call. Throws LineTooLong, and whatever the source throws.
    char* next();
    /// Why there are no more lines.
    [[nodiscard]] TextEnd end() const;

    struct LineTooLong {};

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace outcomes::io
