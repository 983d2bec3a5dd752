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

/// To standard output; a reader that has gone away is no error. Throws base::OutputError.
void print_page(std::string_view page);

}  // namespace outcomes::cli
