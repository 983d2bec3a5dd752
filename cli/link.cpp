#include "cli/run.hpp"
#include "cli/usage_error.hpp"

namespace outcomes::cli {

int run_link(const Settings& /*settings*/) {
    throw UsageError("link is being built");
}

}  // namespace outcomes::cli
