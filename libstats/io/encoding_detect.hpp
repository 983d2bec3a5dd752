#pragma once

#include "libstats/io/byte_input.hpp"
#include "libstats/io/encoding.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace outcomes::io {

/// How the bytes of a file are to be read as text.
struct DetectedEncoding {
    Encoding encoding = Encoding::utf8;
    std::size_t bom_bytes = 0;  ///< length of the byte-order mark, 0 if there is none
    std::optional<std::uint64_t>
        invalid_offset;  ///< first byte that is not UTF-8, where the file is said to be UTF-8
};

/// In this order: a byte-order mark, which wins over `told`; `told`; UTF-16 without a mark, by its zero
/// bytes; UTF-8, if every byte of the file is valid; else Windows-1252. Mac Roman is never guessed: every
/// file is valid in both. Cost: one pass over the file where UTF-8 is possible, 8 bytes at a time while they
/// are ASCII.
[[nodiscard]] DetectedEncoding detect_encoding(const ByteInput& input, std::optional<Encoding> told = {});

/// Checks UTF-8 that arrives in pieces. Overlong forms, surrogates and code points above U+10FFFF are not
/// valid.
class Utf8Check {
  public:
    /// False from the first invalid byte on.
    bool add(std::string_view bytes);
    /// Call at the end: false also if the last character is cut off.
    [[nodiscard]] bool finish();
    /// Where the first invalid sequence begins, once add() or finish() gave false.
    [[nodiscard]] std::uint64_t invalid_offset() const { return invalid_; }

  private:
    bool step(unsigned char byte);

    std::uint64_t position_ = 0;  ///< bytes seen
    std::uint64_t invalid_ = 0;
    int missing_ = 0;           ///< continuation bytes the current character still needs
    int length_ = 0;            ///< bytes of the current character so far
    unsigned char low_ = 0x80;  ///< range of the next continuation byte
    unsigned char high_ = 0xBF;
    bool valid_ = true;
};

}  // namespace outcomes::io
