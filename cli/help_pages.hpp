#pragma once

#include "cli/option_table.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace outcomes::cli {

/// What `outcomes` alone shows.
[[nodiscard]] std::string short_page();
/// `outcomes help`: every command and topic.
[[nodiscard]] std::string page_of_everything();
/// Purpose, examples, options of one verb.
[[nodiscard]] std::string verb_page(Verb verb);

/// A page that is not about a verb.
struct Topic {
    std::string_view name;
    std::string_view says;
    std::string (*page)();
};
[[nodiscard]] std::span<const Topic> topics();

/// `left`, then `right` wrapped beside it from column `at` on; below it where the left side is too long.
[[nodiscard]] std::string beside(std::string_view left, std::string_view right, std::size_t at);

/// To standard output; a reader that has gone away is no error. Throws base::OutputError.
void print_page(std::string_view page);

}  // namespace outcomes::cli
