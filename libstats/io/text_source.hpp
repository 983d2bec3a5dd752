#pragma once

#include "libstats/io/byte_input.hpp"
#include "libstats/io/encoding.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::io {

/// What turns the bytes of a file into text.
struct Decoding {
    Encoding encoding = Encoding::utf8;
    std::uint64_t begin = 0;  ///< offset of the first byte of text, after a byte-order mark
    bool cr_only = false;     ///< every CR becomes LF
    std::optional<std::uint64_t> invalid_at =
        std::nullopt;         ///< offset at which a file said to be UTF-8 is not: the text stops there
    bool stop_at_nul = true;  ///< a NUL ends the text; false: NULs stay in it
};

/// Why a text ended.
enum class TextEnd { file, nul, not_utf8 };

/// Bytes of an encoding of single bytes as UTF-8; bytes of another encoding as they are.
[[nodiscard]] std::string utf8_of_single_bytes(std::string_view bytes, Encoding encoding);

/// The text of a file, as UTF-8, front to back. The last line always ends in LF, whether the file says so or
/// not, and so does the line on which the text was stopped.
class TextSource {
  public:
    TextSource(std::shared_ptr<const ByteInput> input, const Decoding& decoding);

    /// Writes the next `size` bytes of text; fewer only at the end of the text.
    [[nodiscard]] std::size_t fill(char* out, std::size_t size);
    /// Known once fill() has given fewer bytes than asked.
    [[nodiscard]] TextEnd end() const { return end_; }
    /// The last LF was not in the file.
    [[nodiscard]] bool added_line_end() const { return added_line_end_; }

  private:
    std::size_t copy_utf8(char* out, std::size_t size);
    std::size_t copy_decoded(char* out, std::size_t size);
    void decode_chunk();
    std::size_t stopped_at_nul(char* text, std::size_t size);

    std::shared_ptr<const ByteInput> input_;
    Decoding decoding_;
    TextEnd end_ = TextEnd::file;
    std::uint64_t offset_ = 0;  ///< next byte of the file
    std::uint64_t limit_ = 0;   ///< byte at which to stop
    std::vector<char> raw_;     ///< bytes of one chunk
    std::string ready_;         ///< decoded text that has not been handed out
    std::size_t ready_begin_ = 0;
    char16_t high_surrogate_ = 0;  ///< first half of a character that a chunk cut in two
    bool exhausted_ = false;       ///< no byte of the file is left
    bool added_line_end_ = false;
    bool ends_in_lf_ = true;  ///< of what was handed out so far; an empty text needs no LF
};

/// The physical lines of a text, without their ends. For pointing at a place, where speed does not matter.
class PhysicalLines {
  public:
    explicit PhysicalLines(TextSource source);
    [[nodiscard]] std::optional<std::string> next();

  private:
    TextSource source_;
    std::string text_;
    std::size_t at_ = 0;
    bool done_ = false;
};

}  // namespace outcomes::io
