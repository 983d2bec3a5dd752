#include "cli/run.hpp"
#include "cli/usage_error.hpp"

namespace outcomes::cli {

int run_init(const Settings& /*settings*/) {
    throw UsageError("init is being built");
}

}  // namespace outcomes::cli
