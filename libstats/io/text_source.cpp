#include "libstats/io/text_source.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace outcomes::io {
namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 16;
constexpr char16_t replacement = 0xFFFD;

using UpperHalf = std::array<char16_t, 128>;

/// Bytes 0x80 to 0xFF. The five that Windows-1252 leaves free are C1 controls, as in browsers.
constexpr UpperHalf windows1252 = [] {
    UpperHalf table{};
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<char16_t>(0x80 + i);
    constexpr std::array<char16_t, 32> controls{
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};
    for (std::size_t i = 0; i < controls.size(); ++i) table[i] = controls[i];
    return table;
}();

constexpr UpperHalf mac_roman{
    0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4, 0x00E3, 0x00E5,
    0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF, 0x00F1, 0x00F3, 0x00F2, 0x00F4,
    0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x2020, 0x00B0, 0x00A2, 0x00A3, 0x00A7, 0x2022, 0x00B6,
    0x00DF, 0x00AE, 0x00A9, 0x2122, 0x00B4, 0x00A8, 0x2260, 0x00C6, 0x00D8, 0x221E, 0x00B1, 0x2264, 0x2265,
    0x00A5, 0x00B5, 0x2202, 0x2211, 0x220F, 0x03C0, 0x222B, 0x00AA, 0x00BA, 0x03A9, 0x00E6, 0x00F8, 0x00BF,
    0x00A1, 0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB, 0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3, 0x00D5,
    0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D, 0x2018, 0x2019, 0x00F7, 0x25CA, 0x00FF, 0x0178, 0x2044,
    0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02, 0x2021, 0x00B7, 0x201A, 0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1,
    0x00CB, 0x00C8, 0x00CD, 0x00CE, 0x00CF, 0x00CC, 0x00D3, 0x00D4, 0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9,
    0x0131, 0x02C6, 0x02DC, 0x00AF, 0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7};

char continuation(char32_t bits) {
    return static_cast<char>(0x80 | (bits & 0x3F));
}

void append_utf8(std::string& out, char32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        out += continuation(code);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += continuation(code >> 6);
        out += continuation(code);
    } else {
        out += static_cast<char>(0xF0 | (code >> 18));
        out += continuation(code >> 12);
        out += continuation(code >> 6);
        out += continuation(code);
    }
}

void append_single_bytes(std::string& out, const char* bytes, std::size_t size, const UpperHalf& upper) {
    for (std::size_t i = 0; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte < 0x80)
            out += bytes[i];
        else
            append_utf8(out, upper[byte - 0x80U]);
    }
}

bool is_high_surrogate(char16_t unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(char16_t unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/// Appends one code unit; halves of a pair that stand alone become U+FFFD.
void append_unit(std::string& out, char16_t unit, char16_t& high) {
    if (high != 0) {
        const char16_t first = std::exchange(high, char16_t{0});
        if (is_low_surrogate(unit)) {
            append_utf8(out, 0x10000 + ((static_cast<char32_t>(first) - 0xD800) << 10) + (unit - 0xDC00U));
            return;
        }
        append_utf8(out, replacement);
    }
    if (is_high_surrogate(unit))
        high = unit;
    else
        append_utf8(out, is_low_surrogate(unit) ? replacement : unit);
}

/// `size` is odd only at the end of a file that was cut or had a line end of one byte glued to it.
void append_utf16(std::string& out, const char* bytes, std::size_t size, bool little, char16_t& high) {
    for (std::size_t i = 0; i + 1 < size; i += 2) {
        const auto a = static_cast<unsigned char>(bytes[i]);
        const auto b = static_cast<unsigned char>(bytes[i + 1]);
        append_unit(out, static_cast<char16_t>(little ? a | (b << 8) : b | (a << 8)), high);
    }
    if (size % 2 == 1 && bytes[size - 1] != '\n' && bytes[size - 1] != '\r')
        append_unit(out, replacement, high);
}

}  // namespace

std::string utf8_of_single_bytes(std::string_view bytes, Encoding encoding) {
    std::string text;
    text.reserve(bytes.size());
    if (encoding == Encoding::windows1252)
        append_single_bytes(text, bytes.data(), bytes.size(), windows1252);
    else if (encoding == Encoding::mac_roman)
        append_single_bytes(text, bytes.data(), bytes.size(), mac_roman);
    else
        text = bytes;
    return text;
}

TextSource::TextSource(std::shared_ptr<const ByteInput> input, const Decoding& decoding)
    : input_(std::move(input)),
      decoding_(decoding),
      offset_(decoding.begin),
      limit_(decoding.invalid_at.value_or(input_->size())) {}

std::size_t TextSource::fill(char* out, std::size_t size) {
    const bool as_it_is = decoding_.encoding == Encoding::utf8;
    std::size_t done = 0;
    while (done < size && !exhausted_) {
        char* const here = out + done;
        std::size_t got = as_it_is ? copy_utf8(here, size - done) : copy_decoded(here, size - done);
        if (decoding_.stop_at_nul) got = stopped_at_nul(here, got);
        if (decoding_.cr_only) std::replace(here, here + got, '\r', '\n');
        if (got > 0) ends_in_lf_ = here[got - 1] == '\n' && !(exhausted_ && end_ != TextEnd::file);
        done += got;
    }
    if (exhausted_ && !ends_in_lf_ && done < size) {
        out[done++] = '\n';
        ends_in_lf_ = true;
        added_line_end_ = true;
    }
    return done;
}

std::size_t TextSource::copy_utf8(char* out, std::size_t size) {
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(size, limit_ - std::min(limit_, offset_)));
    const std::size_t got = wanted == 0 ? 0 : input_->read_at(offset_, out, wanted);
    offset_ += got;
    if (got < wanted || offset_ >= limit_) {
        exhausted_ = true;
        if (decoding_.invalid_at) {
            end_ = TextEnd::not_utf8;
            ends_in_lf_ = false;
        }
    }
    return got;
}

std::size_t TextSource::copy_decoded(char* out, std::size_t size) {
    if (ready_begin_ == ready_.size()) decode_chunk();
    const std::size_t got = std::min(size, ready_.size() - ready_begin_);
    std::memcpy(out, ready_.data() + ready_begin_, got);
    ready_begin_ += got;
    return got;
}

void TextSource::decode_chunk() {
    raw_.resize(chunk_size);
    ready_.clear();
    ready_begin_ = 0;
    const std::size_t got = input_->read_at(offset_, raw_.data(), raw_.size());
    offset_ += got;
    switch (decoding_.encoding) {
        case Encoding::utf16le:
            append_utf16(ready_, raw_.data(), got, true, high_surrogate_);
            break;
        case Encoding::utf16be:
            append_utf16(ready_, raw_.data(), got, false, high_surrogate_);
            break;
        case Encoding::mac_roman:
            append_single_bytes(ready_, raw_.data(), got, mac_roman);
            break;
        case Encoding::windows1252:
        case Encoding::utf8:
            append_single_bytes(ready_, raw_.data(), got, windows1252);
            break;
    }
    if (got > 0) return;
    if (std::exchange(high_surrogate_, char16_t{0}) != 0) append_utf8(ready_, replacement);
    exhausted_ = ready_.empty();
}

std::size_t TextSource::stopped_at_nul(char* text, std::size_t size) {
    const void* nul = size == 0 ? nullptr : std::memchr(text, '\0', size);
    if (nul == nullptr) return size;
    exhausted_ = true;
    end_ = TextEnd::nul;
    ends_in_lf_ = false;
    return static_cast<std::size_t>(static_cast<const char*>(nul) - text);
}

PhysicalLines::PhysicalLines(TextSource source) : source_(std::move(source)) {}

std::optional<std::string> PhysicalLines::next() {
    for (;;) {
        const std::size_t end = text_.find('\n', at_);
        if (end != std::string::npos) {
            std::string line = text_.substr(at_, end - at_);
            at_ = end + 1;
            if (line.ends_with('\r')) line.pop_back();
            return line;
        }
        if (done_) return std::nullopt;
        text_.erase(0, at_);
        at_ = 0;
        const std::size_t kept = text_.size();
        text_.resize(kept + chunk_size);
        const std::size_t got = source_.fill(text_.data() + kept, chunk_size);
        text_.resize(kept + got);
        done_ = got < chunk_size;
    }
}

}  // namespace outcomes::io
