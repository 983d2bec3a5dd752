#include "libstats/io/record_reader.hpp"

#include <cstring>

namespace outcomes::io {
namespace {

/// Longest answer that is believed: beyond it a quote is taken to be unclosed, so that memory stays bounded.
constexpr std::size_t longest_answer = longest_line;

/// Text between the quotes: "" becomes a quote; an LF with the CRs before it, or a CR alone, becomes LF.
std::size_t unquote(char* text, std::size_t size) {
    char* out = text;
    char* first_cr = nullptr;  // what the CRs just before became
    for (std::size_t i = 0; i < size; ++i) {
        const char c = text[i];
        if (c == '\r') {
            if (first_cr == nullptr) first_cr = out;
            *out++ = '\n';
            continue;
        }
        if (c == '\n' && first_cr != nullptr) out = first_cr;
        first_cr = nullptr;
        *out++ = c;
        if (c == '"') ++i;
    }
    return static_cast<std::size_t>(out - text);
}

}  // namespace

char* RecordReader::next_line() {
    try {
        char* line = lines_.next();
        if (line != nullptr) ++line_;
        return line;
    } catch (const LineReader::LineTooLong&) {
        fail_line_too_long(context_, line_ + 1);
    }
}

bool RecordReader::is_blank(const char* line) const {
    for (; *line != '\0'; ++line) {
        if (*line == context_.delimiter || (*line != ' ' && *line != '\t' && *line != '\r')) return false;
    }
    return true;
}

char* RecordReader::next_filled_line() {
    char* line = next_line();
    while (line != nullptr && is_blank(line)) {
        ++n_blank_lines_;
        ++row_;
        after_blank_ = true;
        line = next_line();
    }
    if (line == nullptr) {
        if (lines_.end() != TextEnd::file) fail_at_end(after_blank_ || n_fields_ == 0 ? 0 : n_fields_ - 1);
        return nullptr;
    }
    after_blank_ = false;
    part_begin_ = line;
    record_line_ = line_;
    ++row_;
    return line;
}

void RecordReader::fail_at_end(std::size_t field) const {
    fail_stopped(context_, lines_.end(), {line_, row_, field});
}

RecordReader::Quoted RecordReader::quoted(char* quote, std::size_t field, bool wanted) {
    char* from = quote + 1;
    bool plain = true;  // nothing to change between the quotes
    for (;;) {
        char* found = strchrnul(from, '"');
        if (*found == '\0') {
            const auto searched = static_cast<std::size_t>(found - quote);
            quote = join_next_line(quote, field);
            from = quote + searched;
        } else if (found[1] == '"') {
            plain = false;
            from = found + 2;
        } else {
            from = found;
            break;
        }
    }
    Quoted result{quote + 1, static_cast<std::size_t>(from - quote - 1), from + 1};
    while (*result.end == ' ' || *result.end == '\r' || (*result.end == '\t' && context_.delimiter != '\t'))
        ++result.end;
    if (*result.end != context_.delimiter && *result.end != '\0')
        fail_text_after_quote(context_, spot(field));
    if (wanted && (!plain || std::memchr(quote + 1, '\r', result.size) != nullptr)) {
        result.size = unquote(quote + 1, result.size);
    }
    return result;
}

/// Appends the next line to what is left of the record; gives the place of `field_begin` in the joined text.
char* RecordReader::join_next_line(char* field_begin, std::size_t field) {
    n_bytes_ += static_cast<std::uint64_t>(field_begin - part_begin_);
    const bool is_joined = field_begin >= joined_.data() && field_begin <= joined_.data() + joined_.size();
    if (is_joined)
        joined_.erase(0, static_cast<std::size_t>(field_begin - joined_.data()));
    else
        joined_.assign(field_begin);
    const char* line = next_line();
    if (line == nullptr) {
        if (lines_.end() != TextEnd::file) fail_at_end(field);
        fail_unclosed_quote(context_, spot(field));
    }
    joined_ += '\n';
    joined_ += line;
    if (joined_.size() > longest_answer) fail_unclosed_quote(context_, spot(field));
    part_begin_ = joined_.data();
    return joined_.data();
}

}  // namespace outcomes::io
