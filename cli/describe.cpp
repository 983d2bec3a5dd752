#include "cli/run.hpp"
#include "cli/usage_error.hpp"

namespace outcomes::cli {

int run_describe(const Settings& /*settings*/) {
    throw UsageError("describe is being built");
}

}  // namespace outcomes::cli
