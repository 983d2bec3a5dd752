#include "libstats/io/encoding_detect.hpp"

#include <array>
#include <cstring>
#include <vector>

namespace outcomes::io {
namespace {

struct Mark {
    std::string_view bytes;
    Encoding encoding;
};
constexpr std::array<Mark, 3> byte_order_marks{{
    {"\xEF\xBB\xBF", Encoding::utf8},
    {"\xFF\xFE", Encoding::utf16le},
    {"\xFE\xFF", Encoding::utf16be},
}};

constexpr std::size_t chunk_size = std::size_t{1} << 18;

bool is_text_ascii(char c) {
    return (c >= ' ' && c <= '~') || c == '\t' || c == '\r' || c == '\n';
}

/// In a table in any script the delimiters, digits and line ends have one byte zero, always on the same side.
/// What tells it from an ASCII file with a stray NUL: the characters without a zero byte do not look like two
/// ASCII letters.
std::optional<Encoding> utf16_without_mark(std::string_view bytes) {
    constexpr std::string_view expected = ",;\t|\"\r\n";
    std::size_t zero[2] = {0, 0};   // pairs whose first or second byte is zero
    std::size_t marks[2] = {0, 0};  // those of them that are a character of every table
    std::size_t full = 0;           // pairs without a zero byte
    std::size_t ascii = 0;          // those of them that look like two ASCII letters
    const std::size_t pairs = bytes.size() / 2;
    for (std::size_t i = 0; i < pairs; ++i) {
        const char pair[2] = {bytes[2 * i], bytes[2 * i + 1]};
        if (pair[0] != '\0' && pair[1] != '\0') {
            ++full;
            if (is_text_ascii(pair[0]) && is_text_ascii(pair[1])) ++ascii;
            continue;
        }
        const std::size_t side = pair[0] == '\0' ? 0 : 1;
        ++zero[side];
        if (expected.find(pair[1 - side]) != std::string_view::npos) ++marks[side];
    }
    const auto is_side = [&](std::size_t side) {
        return marks[side] > 0 && zero[side] * 10 >= pairs && zero[1 - side] * 5 <= zero[side] &&
               ascii * 2 <= full;
    };
    if (is_side(1)) return Encoding::utf16le;
    if (is_side(0)) return Encoding::utf16be;
    return std::nullopt;
}

std::optional<std::uint64_t> first_not_utf8(const ByteInput& input) {
    Utf8Check check;
    std::vector<char> chunk(chunk_size);
    for (std::uint64_t offset = 0; offset < input.size();) {
        const std::size_t got = input.read_at(offset, chunk.data(), chunk.size());
        if (got == 0) break;
        if (!check.add({chunk.data(), got})) return check.invalid_offset();
        offset += got;
    }
    if (!check.finish()) return check.invalid_offset();
    return std::nullopt;
}

/// Bytes from `at` on that are ASCII, 8 at a time and then one by one.
std::size_t ascii_end(std::string_view bytes, std::size_t at) {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    while (at + 8 <= bytes.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        if ((word & high_bits) != 0) break;
        at += 8;
    }
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
    return at;
}

}  // namespace

/// Table 3-7 of the Unicode Standard, as a machine of one byte a step.
bool Utf8Check::step(unsigned char byte) {
    if (missing_ > 0) {
        if (byte < low_ || byte > high_) return false;
        low_ = 0x80;
        high_ = 0xBF;
        --missing_;
        ++length_;
        return true;
    }
    length_ = 1;
    if (byte < 0x80) return true;
    if (byte < 0xC2 || byte > 0xF4) return false;
    missing_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    if (byte == 0xE0) low_ = 0xA0;
    if (byte == 0xED) high_ = 0x9F;
    if (byte == 0xF0) low_ = 0x90;
    if (byte == 0xF4) high_ = 0x8F;
    return true;
}

bool Utf8Check::add(std::string_view bytes) {
    if (!valid_) return false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (missing_ == 0) {
            i = ascii_end(bytes, i);
            if (i == bytes.size()) break;
        }
        const bool inside = missing_ > 0;
        if (!step(static_cast<unsigned char>(bytes[i]))) {
            invalid_ = position_ + i - static_cast<std::uint64_t>(inside ? length_ : 0);
            valid_ = false;
            return false;
        }
    }
    position_ += bytes.size();
    return true;
}

bool Utf8Check::finish() {
    if (valid_ && missing_ > 0) {
        invalid_ = position_ - static_cast<std::uint64_t>(length_);
        valid_ = false;
    }
    return valid_;
}

DetectedEncoding detect_encoding(const ByteInput& input, std::optional<Encoding> told) {
    std::array<char, 8192> start{};
    const std::string_view head(start.data(), input.read_at(0, start.data(), start.size()));
    DetectedEncoding found;
    for (const Mark& mark : byte_order_marks) {
        if (!head.starts_with(mark.bytes)) continue;
        found = {mark.encoding, mark.bytes.size(), std::nullopt};
        if (mark.encoding == Encoding::utf8) found.invalid_offset = first_not_utf8(input);
        return found;
    }
    if (told && *told != Encoding::utf8) return {*told, 0, std::nullopt};
    if (!told) {
        if (const auto utf16 = utf16_without_mark(head)) return {*utf16, 0, std::nullopt};
    }
    found.invalid_offset = first_not_utf8(input);
    if (found.invalid_offset && !told) return {Encoding::windows1252, 0, std::nullopt};
    return found;
}

}  // namespace outcomes::io
