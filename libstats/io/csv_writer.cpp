#include "libstats/io/csv_writer.hpp"

namespace outcomes::io {
namespace {

bool needs_quotes(std::string_view field, char delimiter) {
    if (field.empty()) return false;
    if (field.front() == ' ' || field.back() == ' ') return true;
    const char special[] = {delimiter, '"', '\r', '\n'};
    return field.find_first_of(std::string_view(special, sizeof special)) != std::string_view::npos;
}

}  // namespace

void append_field(std::string& out, std::string_view field, char delimiter) {
    if (!needs_quotes(field, delimiter)) {
        out += field;
        return;
    }
    out += '"';
    for (const char c : field) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void append_record(std::string& out, std::span<const std::string> fields, char delimiter) {
    if (fields.size() == 1 && fields[0].empty()) {
        out += "\"\"\n";  // an empty line would be no record
        return;
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += delimiter;
        append_field(out, fields[i], delimiter);
    }
    out += '\n';
}

}  // namespace outcomes::io
