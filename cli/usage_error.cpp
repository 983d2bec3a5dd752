#include "cli/usage_error.hpp"

#include <utility>

namespace outcomes::cli {

UsageError::UsageError(const std::string& message, std::string help, std::string found)
    : std::runtime_error(message) {
    diagnostic_.code = "cli.usage";
    diagnostic_.message = message;
    diagnostic_.help = std::move(help);
    diagnostic_.found = std::move(found);
}

}  // namespace outcomes::cli
