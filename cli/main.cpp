#include "cli/interrupt.hpp"
#include "cli/run.hpp"

#include <cstddef>
#include <span>

int main(int count, char** words) {
    outcomes::cli::install_signal_handlers();
    const std::span<const char* const> all(words, static_cast<std::size_t>(count));
    return outcomes::cli::run(all.empty() ? all : all.subspan(1));
}
