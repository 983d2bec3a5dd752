#pragma once

#include <csignal>

namespace outcomes::cli {

/// Ctrl-C ends the program with "stopped, nothing written" and 130; a reader that goes away does not end it
/// (the writer sees that, and ends quietly).
void install_signal_handlers();

/// While one lives, Ctrl-C waits: between the first temporary file and the last rename.
class InterruptsHeld {
  public:
    InterruptsHeld();
    ~InterruptsHeld();
    InterruptsHeld(const InterruptsHeld&) = delete;
    InterruptsHeld& operator=(const InterruptsHeld&) = delete;

  private:
    sigset_t before_{};
};

}  // namespace outcomes::cli
