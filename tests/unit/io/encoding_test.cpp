#include "libstats/io/encoding.hpp"

#include "libstats/base/random.hpp"
#include "libstats/io/byte_input.hpp"
#include "libstats/io/encoding_detect.hpp"
#include "libstats/io/text_source.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace outcomes;
using namespace std::string_literals;
using io::Encoding;

namespace {

std::string decoded(const std::string& bytes, const io::Decoding& decoding, std::size_t piece = 1 << 20) {
    io::TextSource source(io::ByteInput::of("test", bytes), decoding);
    std::string text;
    std::string buffer(piece, '?');
    for (;;) {
        const std::size_t got = source.fill(buffer.data(), piece);
        text.append(buffer, 0, got);
        if (got < piece) return text;
    }
}

std::string decoded_as(const std::string& bytes, Encoding encoding) {
    io::Decoding decoding;
    decoding.encoding = encoding;
    return decoded(bytes, decoding);
}

bool is_utf8(std::string_view bytes) {
    io::Utf8Check check;
    return check.add(bytes) && check.finish();
}

}  // namespace

TEST_SUITE("io/encoding") {
    TEST_CASE("names and aliases are understood whatever their case and hyphens") {
        const std::pair<const char*, Encoding> rows[] = {
            {"utf-8", Encoding::utf8},          {"UTF8", Encoding::utf8},
            {"utf-8-sig", Encoding::utf8},      {"UTF-16LE", Encoding::utf16le},
            {"utf_16_be", Encoding::utf16be},   {"cp1252", Encoding::windows1252},
            {"Latin-1", Encoding::windows1252}, {"ISO-8859-1", Encoding::windows1252},
            {"ANSI", Encoding::windows1252},    {"Macintosh", Encoding::mac_roman},
            {"mac-roman", Encoding::mac_roman},
        };
        for (const auto& [name, encoding] : rows) {
            CAPTURE(name);
            CHECK(io::encoding_from_name(name) == encoding);
        }
        CHECK_FALSE(io::encoding_from_name("ebcdic").has_value());
        CHECK_FALSE(io::encoding_from_name("").has_value());
        for (const auto encoding : {Encoding::utf8, Encoding::utf16le, Encoding::utf16be,
                                    Encoding::windows1252, Encoding::mac_roman}) {
            CHECK(io::encoding_from_name(io::encoding_name(encoding)) == encoding);
        }
    }

    TEST_CASE("the encoding is found from the bytes") {
        struct Row {
            const char* why;
            std::string bytes;
            Encoding encoding;
            std::size_t bom_bytes;
        };
        const Row rows[] = {
            {"ASCII is UTF-8", "id,a\n1,2\n", Encoding::utf8, 0},
            {"mark of UTF-8", "\xEF\xBB\xBFid\n", Encoding::utf8, 3},
            {"accent in UTF-8", "caf\xC3\xA9\n", Encoding::utf8, 0},
            {"accent in Windows-1252", "caf\xE9\n", Encoding::windows1252, 0},
            {"a bad byte late in the file", std::string(300000, 'x') + "\xE9\n", Encoding::windows1252, 0},
            {"character cut at the end", "caf\xC3", Encoding::windows1252, 0},
            {"mark of UTF-16LE", "\xFF\xFEi\0d\0"s, Encoding::utf16le, 2},
            {"mark of UTF-16BE", "\xFE\xFF\0i\0d"s, Encoding::utf16be, 2},
            {"UTF-16LE without mark", "i\0d\0,\0a\0\n\0"s + "1\0,\0\x42\x04\n\0"s, Encoding::utf16le, 0},
            {"UTF-16BE without mark", "\0i\0d\0,\0a\0\n"s, Encoding::utf16be, 0},
            {"Cyrillic UTF-16LE without mark", "\x14\x04\x30\x04;\0\x1D\x04\x35\x04\x42\x04\n\0"s,
             Encoding::utf16le, 0},
            {"a NUL in ASCII does not make UTF-16", "a,\0,b\n1,2,3\n"s, Encoding::utf8, 0},
            {"nor does one beside a line end", "1,\0\n2,3\n"s, Encoding::utf8, 0},
            {"an empty file", "", Encoding::utf8, 0},
        };
        for (const Row& row : rows) {
            CAPTURE(row.why);
            const auto found = io::detect_encoding(*io::ByteInput::of("test", row.bytes));
            CHECK(io::encoding_name(found.encoding) == io::encoding_name(row.encoding));
            CHECK(found.bom_bytes == row.bom_bytes);
            CHECK_FALSE(found.invalid_offset.has_value());
        }
    }

    TEST_CASE("what the user says is believed, unless a byte-order mark says otherwise") {
        const auto plain = io::ByteInput::of("test", "caf\x8E\n");
        CHECK(io::detect_encoding(*plain, Encoding::mac_roman).encoding == Encoding::mac_roman);
        const auto marked = io::ByteInput::of("test", "\xEF\xBB\xBFid\n");
        CHECK(io::detect_encoding(*marked, Encoding::windows1252).encoding == Encoding::utf8);
        const auto wrong = io::detect_encoding(*plain, Encoding::utf8);
        CHECK(wrong.encoding == Encoding::utf8);
        CHECK(wrong.invalid_offset == 3);
        const auto marked_and_wrong = io::ByteInput::of("test", "\xEF\xBB\xBFid\xE9\n");
        CHECK(io::detect_encoding(*marked_and_wrong).invalid_offset == 5);
    }

    TEST_CASE("only well-formed UTF-8 is valid, and the offset is that of the broken character") {
        // Unicode Standard 15, table 3-7.
        for (const std::string& good :
             {"\xC2\x80"s, "\xDF\xBF"s, "\xE0\xA0\x80"s, "\xED\x9F\xBF"s, "\xEE\x80\x80"s,
              "\xF0\x90\x80\x80"s, "\xF4\x8F\xBF\xBF"s, "12345678\xC3\xA9 12345678"s}) {
            CHECK(is_utf8(good));
        }
        const std::pair<std::string, std::uint64_t> rows[] = {
            {"\x80", 0},
            {"a\xC0\x80", 1},
            {"\xC1\xBF", 0},
            {"\xE0\x9F\xBF", 0},
            {"\xED\xA0\x80", 0},
            {"\xF0\x8F\xBF\xBF", 0},
            {"\xF4\x90\x80\x80", 0},
            {"\xF5\x80\x80\x80", 0},
            {"12345678\xE2\x82", 8},
            {"\xE2\x82z", 0},
            {"\xC3\xA9\xE9 ", 2},
        };
        for (const auto& [bytes, offset] : rows) {
            CAPTURE(bytes);
            io::Utf8Check check;
            const bool valid = check.add(bytes) && check.finish();
            CHECK_FALSE(valid);
            CHECK(check.invalid_offset() == offset);
        }
    }

    TEST_CASE("UTF-8 is judged the same however it is cut into pieces") {
        base::Random random(20240811);
        for (int round = 0; round < 500; ++round) {
            std::string bytes;
            for (std::uint64_t i = random.below(40); i > 0; --i) {
                const char* parts[] = {"a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "12345678"};
                bytes += parts[random.below(5)];
            }
            if (random.below(2) == 0 && !bytes.empty()) bytes[random.below(bytes.size())] = '\xFE';
            io::Utf8Check whole;
            const bool valid = whole.add(bytes) && whole.finish();
            io::Utf8Check pieces;
            for (const char c : bytes) pieces.add({&c, 1});
            REQUIRE(pieces.finish() == valid);
            if (!valid) REQUIRE(pieces.invalid_offset() == whole.invalid_offset());
        }
    }

    TEST_CASE("bytes become the characters they stand for") {
        CHECK(decoded_as("\x80\x93\xE9\x81\n", Encoding::windows1252) ==
              "\xE2\x82\xAC\xE2\x80\x9C\xC3\xA9\xC2\x81\n");  // euro, curly quote, e acute, a C1 control
        CHECK(
            decoded_as("\x8E\xD5\xCA\xDB\n", Encoding::mac_roman) ==
            "\xC3\xA9\xE2\x80\x99\xC2\xA0\xE2\x82\xAC\n");  // e acute, curly apostrophe, no-break space, euro
        CHECK(decoded_as("\x3D\xD8\x00\xDE\n\0"s, Encoding::utf16le) == "\xF0\x9F\x98\x80\n");
        CHECK(decoded_as("\xD8\x3D\xDE\x00\0\n"s, Encoding::utf16be) == "\xF0\x9F\x98\x80\n");
        CHECK(decoded_as("\x3D\xD8x\0\n\0"s, Encoding::utf16le) == "\xEF\xBF\xBDx\n");  // half a pair
        CHECK(decoded_as("\x00\xDE\n\0"s, Encoding::utf16le) == "\xEF\xBF\xBD\n");
        CHECK(decoded_as("x\0\n\0\n"s, Encoding::utf16le) == "x\n");  // a line end of one byte glued on
        CHECK(decoded_as("x\0y"s, Encoding::utf16le) == "x\xEF\xBF\xBD\n");
    }

    TEST_CASE("a text comes out the same whatever is asked for at a time") {
        std::string utf16;
        std::string utf8;
        for (int i = 0; i < 70000; ++i) {  // longer than one chunk, pairs across its end
            utf16 += i % 3 == 0 ? "\x3D\xD8\x00\xDE"s : "\xE9\0"s;
            utf8 += i % 3 == 0 ? "\xF0\x9F\x98\x80" : "\xC3\xA9";
        }
        io::Decoding decoding;
        decoding.encoding = Encoding::utf16le;
        for (const std::size_t piece : {std::size_t{7}, std::size_t{4096}, std::size_t{1} << 20}) {
            CHECK(decoded(utf16, decoding, piece) == utf8 + "\n");
        }
    }

    TEST_CASE("a text ends in one LF, and stops at NUL and at what is not UTF-8") {
        io::Decoding plain;
        CHECK(decoded("", plain).empty());
        CHECK(decoded("a", plain) == "a\n");
        CHECK(decoded("a\n", plain) == "a\n");
        CHECK(decoded("a", plain, 1) == "a\n");  // the LF alone is left for the second call
        CHECK(decoded("a\nb\0c\n"s, plain) == "a\nb\n");
        CHECK(decoded("a\n\0c\n"s, plain) == "a\n\n");  // the line on which it stopped is there
        io::Decoding invalid;
        invalid.invalid_at = 3;
        CHECK(decoded("a\nb\xE9\n", invalid) == "a\nb\n");
        io::Decoding lone_cr;
        lone_cr.cr_only = true;
        CHECK(decoded("a\rb\r", lone_cr) == "a\nb\n");
    }
}
