#include "libstats/io/byte_input.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace outcomes::io {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, std::string code, std::string message, std::string help) {
    base::Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.place.file = path;
    diagnostic.help = std::move(help);
    throw base::InputError(std::move(diagnostic));
}

[[noreturn]] void fail_reading(const std::string& path, int error) {
    fail(path, "csv.not_readable",
         fmt::format("the file cannot be read: {}", std::generic_category().message(error)),
         error == EACCES ? "ask its owner for the right to read it, or copy it to a folder of your own"
                         : "copy the file to another place and try again");
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        names.push_back(entry->path().filename().string());
    }
    std::sort(names.begin(), names.end());  // the order of a listing is not the same everywhere
    return names;
}

[[noreturn]] void fail_missing(const std::string& path) {
    fs::path folder = fs::path(path).parent_path();
    if (folder.empty()) folder = ".";
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        fail(path, "csv.not_found", fmt::format("there is no folder \"{}\"", folder.string()),
             "check the path; paths in a study file count from the folder of the study file");
    }
    std::string help = base::did_you_mean(fs::path(path).filename().string(), names_in(folder));
    if (help.empty()) help = "check the name and the folder; \"-\" reads standard input";
    fail(path, "csv.not_found", fmt::format("there is no file \"{}\"", path), std::move(help));
}

std::string read_all(int descriptor, const std::string& path) {
    std::string bytes;
    std::vector<char> chunk(std::size_t{1} << 16);
    for (;;) {
        const ssize_t got = ::read(descriptor, chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail_reading(path, errno);
        if (got == 0) return bytes;
        bytes.append(chunk.data(), static_cast<std::size_t>(got));
    }
}

/// A descriptor that is closed on every way out.
class OpenFile {
  public:
    explicit OpenFile(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    [[nodiscard]] int get() const { return descriptor_; }
    int release() { return std::exchange(descriptor_, -1); }

  private:
    int descriptor_;
};

}  // namespace

ByteInput::ByteInput(std::string path, std::string memory, int descriptor, std::uint64_t size)
    : path_(std::move(path)), memory_(std::move(memory)), descriptor_(descriptor), size_(size) {}

ByteInput::~ByteInput() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::shared_ptr<const ByteInput> ByteInput::of(std::string name, std::string bytes) {
    const std::uint64_t size = bytes.size();
    return std::shared_ptr<const ByteInput>(new ByteInput(std::move(name), std::move(bytes), -1, size));
}

std::shared_ptr<const ByteInput> ByteInput::open(const std::string& path) {
    if (path == "-") return of(path, read_all(STDIN_FILENO, path));
    OpenFile file(path);
    if (file.get() < 0) {
        if (errno == ENOENT || errno == ENOTDIR) fail_missing(path);
        fail_reading(path, errno);
    }
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) fail_reading(path, errno);
    if (S_ISDIR(status.st_mode)) {
        fail(path, "csv.is_folder", fmt::format("\"{}\" is a folder, not a file", path),
             "name one file in it");
    }
    if (!S_ISREG(status.st_mode)) return of(path, read_all(file.get(), path));
    const auto size = static_cast<std::uint64_t>(status.st_size);
    return std::shared_ptr<const ByteInput>(new ByteInput(path, {}, file.release(), size));
}

std::size_t ByteInput::read_at(std::uint64_t offset, char* out, std::size_t size) const {
    if (offset >= size_) return 0;
    size = static_cast<std::size_t>(std::min<std::uint64_t>(size, size_ - offset));
    if (descriptor_ < 0) {
        std::memcpy(out, memory_.data() + offset, size);
        return size;
    }
    std::size_t done = 0;
    while (done < size) {
        const ssize_t got = ::pread(descriptor_, out + done, size - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail_reading(path_, errno);
        if (got == 0) break;  // the file became shorter since it was opened
        done += static_cast<std::size_t>(got);
    }
    return done;
}

}  // namespace outcomes::io
