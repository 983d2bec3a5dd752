#include "cli/key_file.hpp"

#include "cli/console.hpp"
#include "cli/usage_error.hpp"
#include "libstats/base/diagnostic.hpp"
#include "libstats/base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>

namespace outcomes::cli {
namespace {

constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

base::Diagnostic about(const std::string& path, std::string code, std::string message, std::string help) {
    base::Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.place.file = path;
    diagnostic.help = std::move(help);
    return diagnostic;
}

[[noreturn]] void fail_to_make(const std::string& path, int error) {
    const bool exists = error == EEXIST;
    throw base::OutputError(
        about(path, exists ? "output.exists" : "output.failed",
              exists ? "there is a key already"
                     : "the key cannot be made: " + std::generic_category().message(error),
              exists ? "leave --new-key out to use it; with another key the same people get other codes"
                     : "name a file in a folder of your own"));
}

base::SecretKey new_key(const std::string& path) {
    const base::SecretKey key = base::SecretKey::random();
    const std::string text = key.to_hex() + '\n';
    const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, owner_only);  // NOLINT
    if (descriptor < 0) fail_to_make(path, errno);
    const ssize_t n = write(descriptor, text.data(), text.size());
    const int error = n == static_cast<ssize_t>(text.size()) ? 0 : errno;
    if (close(descriptor) != 0 || error != 0) {
        unlink(path.c_str());
        fail_to_make(path, error == 0 ? errno : error);
    }
    return key;
}

base::SecretKey read_key(const std::string& path, const Settings& settings) {
    struct stat status {};
    std::ifstream file(path, std::ios::binary);
    if (!file.is_open() || stat(path.c_str(), &status) != 0) {
        throw base::InputError(about(path, "key.not_found", "there is no such key file, or it cannot be read",
                                     "make one with --new-key, and keep it apart from the data"));
    }
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto key = base::SecretKey::from_hex(base::trim(text));
    if (!key) {
        throw base::InputError(about(path, "key.not_a_key", "this is not a key: one is 64 hexadecimal digits",
                                     "make one with --new-key"));
    }
    if ((status.st_mode & (S_IRGRP | S_IROTH)) != 0 && !settings.quiet) {
        auto warning = about(path, "key.open", "others on this machine may read the key",
                             fmt::format("chmod 600 {}", path));
        warning.severity = base::Severity::warning;
        tell(warning, settings.color);
    }
    return *key;
}

}  // namespace

base::SecretKey secret_key(const Settings& settings) {
    const auto given = settings.typed.one("key");
    if (!given)
        throw UsageError(
            "--pseudonymise needs the file with the key: --key FILE",
            "--new-key makes it; keep it apart from the data, and delete it when the study is closed");
    return settings.typed.has("new-key") ? new_key(given->value) : read_key(given->value, settings);
}

}  // namespace outcomes::cli
