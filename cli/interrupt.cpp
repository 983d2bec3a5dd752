#include "cli/interrupt.hpp"

#include <unistd.h>

#include <string_view>

namespace outcomes::cli {
namespace {

volatile std::sig_atomic_t files_written = 0;

extern "C" void stop(int /*signal*/) {
    const std::string_view text = files_written != 0 ? "stopped\n" : "stopped, nothing written\n";
    // Only calls that are safe in a signal handler: write and _exit.
    [[maybe_unused]] const auto written = write(STDERR_FILENO, text.data(), text.size());
    _exit(130);
}

sigset_t interrupts() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

}  // namespace

void install_signal_handlers() {
    struct sigaction action {};
    action.sa_handler = stop;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;  // NOLINT: the macro of the C library
    sigaction(SIGPIPE, &ignore, nullptr);
}

InterruptsHeld::InterruptsHeld() {
    const sigset_t set = interrupts();
    pthread_sigmask(SIG_BLOCK, &set, &before_);
}

InterruptsHeld::~InterruptsHeld() {
    files_written = 1;
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace outcomes::cli
