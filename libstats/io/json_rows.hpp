#pragma once

#include <string>
#include <unordered_map>
#include <vector>

namespace outcomes::io {

/// One object of a list, its members as text: numbers as they stand, true and false as words; members that
/// are null, lists or objects are left out.
using JsonRow = std::unordered_map<std::string, std::string>;

/// The list `name` of a JSON document, such as "results" of what `outcomes` writes. Throws base::InputError
/// if there is no such file, it is not JSON, its "schema" does not begin with `schema`, or it has no such
/// list.
[[nodiscard]] std::vector<JsonRow> read_json_rows(const std::string& path, const std::string& schema,
                                                  const std::string& name);

}  // namespace outcomes::io
