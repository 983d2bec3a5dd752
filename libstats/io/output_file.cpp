#include "libstats/io/output_file.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/base/outcome.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace outcomes::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t buffer_size = std::size_t{1} << 16;
constexpr mode_t as_the_umask_allows = 0666;

struct Failure {
    std::string code;
    std::string message;
    std::string help;
};

Failure failure_of(int error, const std::string& path, const std::string& folder) {
    switch (error) {
        case ENOSPC:
        case EDQUOT:
            return {"output.disk_full", fmt::format("the disk is full: {} was not written", path),
                    "make room, or write to another disk"};
        case ENOENT:
        case ENOTDIR:
            return {"output.no_folder", fmt::format("there is no folder \"{}\"", folder),
                    "make it first, or name another"};
        case EACCES:
        case EPERM:
        case EROFS:
            return {"output.not_writable", fmt::format("you may not write to \"{}\"", folder),
                    "choose a folder of your own"};
        case EISDIR:
            return {"output.is_folder", fmt::format("{} is a folder", path), "give the name of a file"};
        case EEXIST:
            return {"output.exists", fmt::format("{} is there already", path),
                    "choose another name, or say that it may be replaced"};
        default:
            return {"output.failed",
                    fmt::format("{} could not be written: {}", path, std::generic_category().message(error)),
                    "try again, or write to another place"};
    }
}

/// The file itself if `path` is a link to one, so that the link stays a link.
fs::path target_of(const std::string& path) {
    std::error_code error;
    if (!fs::is_symlink(path, error)) return path;
    fs::path target = fs::weakly_canonical(path, error);
    return error ? fs::path(path) : target;
}

}  // namespace

OutputFile::OutputFile(std::string path, bool overwrite) : path_(std::move(path)), overwrite_(overwrite) {
    if (path_.empty() || path_ == "-") {
        descriptor_ = STDOUT_FILENO;
        path_ = "standard output";
        return;
    }
    struct stat status {};
    const bool exists = ::stat(path_.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) fail(EISDIR);
    is_file_ = true;
    if (exists && !S_ISREG(status.st_mode)) {  // a device or a pipe cannot be replaced
        descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor_ < 0) fail(errno);
        return;
    }
    if (exists && !overwrite_) fail(EEXIST);
    open_temporary();
    if (exists) static_cast<void>(::fchmod(descriptor_, status.st_mode & 07777U));
}

OutputFile::~OutputFile() {
    if (is_file_ && descriptor_ >= 0) ::close(descriptor_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void OutputFile::open_temporary() {
    const fs::path target = target_of(path_);
    target_ = target.string();
    for (int attempt = 0; descriptor_ < 0; ++attempt) {
        fs::path beside = target;
        beside.replace_filename(
            fmt::format(".{}.{}-{}.part", target.filename().string(), ::getpid(), attempt));
        descriptor_ = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, as_the_umask_allows);
        if (descriptor_ >= 0)
            temporary_ = beside.string();
        else if (errno != EEXIST || attempt == 100)
            fail(errno);
    }
}

void OutputFile::write(std::string_view bytes) {
    base::require(!committed_, "OutputFile: written to after commit()");
    if (closed_) return;
    if (buffer_.size() + bytes.size() < buffer_size) {
        buffer_ += bytes;
        return;
    }
    flush();
    send(bytes);
}

void OutputFile::flush() {
    send(buffer_);
    buffer_.clear();
}

void OutputFile::send(std::string_view bytes) {
    while (!bytes.empty() && !closed_) {
        const ssize_t sent = ::write(descriptor_, bytes.data(), bytes.size());
        if (sent >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno == EPIPE) {
            closed_ = true;
        } else if (errno != EINTR) {
            fail(errno);
        }
    }
}

void OutputFile::commit() {
    base::require(!committed_, "OutputFile: committed twice");
    flush();
    committed_ = true;
    if (!is_file_) return;
    // A file system over a network may say only now that it is full.
    if (::close(std::exchange(descriptor_, -1)) != 0 && errno != EINTR) fail(errno);
    if (temporary_.empty()) return;
    if (!overwrite_) {
        // A link, unlike a rename, fails if someone else has made the file meanwhile.
        if (::link(temporary_.c_str(), target_.c_str()) == 0) return;
        if (errno == EEXIST) fail(errno);
    }
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
    temporary_.clear();
}

void OutputFile::fail(int error) const {
    fs::path folder = fs::path(path_).parent_path();
    if (folder.empty()) folder = ".";
    Failure failure = failure_of(error, path_, folder.string());
    base::Diagnostic diagnostic;
    diagnostic.code = std::move(failure.code);
    diagnostic.message = std::move(failure.message);
    diagnostic.help = std::move(failure.help);
    diagnostic.place.file = path_;
    throw base::OutputError(std::move(diagnostic));
}

}  // namespace outcomes::io
