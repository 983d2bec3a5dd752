#pragma once

#include <span>
#include <string>
#include <string_view>

namespace outcomes::io {

/// Appends one RFC 4180 record to `out`, ending in LF: a field is quoted if it holds the delimiter, a quote,
/// a line break or begins or ends with a space; quotes are doubled. With tab as delimiter the same rule
/// holds.
void append_record(std::string& out, std::span<const std::string> fields, char delimiter = ',');

/// One field as append_record writes it.
void append_field(std::string& out, std::string_view field, char delimiter = ',');

}  // namespace outcomes::io
