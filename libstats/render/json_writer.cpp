#include "libstats/render/json_writer.hpp"

#include "libstats/base/decimal.hpp"

#include <fmt/format.h>

#include <utility>

namespace outcomes::render {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
}

bool continues(std::string_view text, std::size_t from, std::size_t count) {
    for (std::size_t i = from; i < from + count; ++i) {
        if ((byte_at(text, i) & 0xC0U) != 0x80U) return false;
    }
    return true;
}

/// Bytes of the well-formed UTF-8 character at the start of `text`, 0 if there is none (Unicode, table 3-7).
std::size_t character_length(std::string_view text) {
    const unsigned lead = byte_at(text, 0);
    const unsigned second = byte_at(text, 1);
    if (lead < 0x80U) return 1;
    if (lead >= 0xC2U && lead <= 0xDFU) return continues(text, 1, 1) ? 2 : 0;
    if (lead >= 0xE0U && lead <= 0xEFU) {
        const bool overlong = lead == 0xE0U && second < 0xA0U;
        const bool surrogate = lead == 0xEDU && second > 0x9FU;
        return continues(text, 1, 2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0U && lead <= 0xF4U) {
        const bool overlong = lead == 0xF0U && second < 0x90U;
        const bool beyond = lead == 0xF4U && second > 0x8FU;
        return continues(text, 1, 3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

void append_ascii(std::string& out, char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x20 || code == 0x7F)
        out += fmt::format("\\u{:04x}", code);
    else
        out += c;
}

}  // namespace

void append_json_string(std::string& out, std::string_view value) {
    out += '"';
    while (!value.empty()) {
        const std::size_t length = character_length(value);
        if (length == 1)
            append_ascii(out, value.front());
        else if (length > 1)
            out += value.substr(0, length);
        else
            out += "\xEF\xBF\xBD";
        value.remove_prefix(length == 0 ? 1 : length);
    }
    out += '"';
}

void JsonWriter::separate() {
    if (std::exchange(after_key_, false) || levels_.empty()) return;
    const bool lines = levels_.back() == 'l';
    if (!first_) out_ += lines ? "," : ", ";
    if (lines) out_ += '\n' + std::string(2 * levels_.size(), ' ');
    first_ = false;
}

void JsonWriter::open(char bracket, Layout layout) {
    separate();
    out_ += bracket;
    levels_ += layout == Layout::lines ? 'l' : 'i';
    first_ = true;
}

void JsonWriter::close(char bracket) {
    const bool lines = levels_.back() == 'l';
    levels_.pop_back();
    if (lines && !first_) out_ += '\n' + std::string(2 * levels_.size(), ' ');
    out_ += bracket;
    first_ = false;
}

void JsonWriter::key(std::string_view name) {
    separate();
    append_json_string(out_, name);
    out_ += ": ";
    after_key_ = true;
}

void JsonWriter::raw(std::string_view json) {
    separate();
    out_ += json;
}

void JsonWriter::text(std::string_view value) {
    separate();
    append_json_string(out_, value);
}

void JsonWriter::text_or_null(std::string_view value) {
    if (value.empty())
        raw("null");
    else
        text(value);
}

void JsonWriter::number(double value) {
    raw(base::shortest(value));
}

void JsonWriter::number(std::optional<double> value) {
    if (value)
        number(*value);
    else
        raw("null");
}

void JsonWriter::count(std::optional<std::uint64_t> value) {
    raw(value ? fmt::format("{}", *value) : "null");
}

void JsonWriter::boolean(bool value) {
    raw(value ? "true" : "false");
}

std::string JsonWriter::finish() {
    return std::exchange(out_, {}) + '\n';
}

}  // namespace outcomes::render
