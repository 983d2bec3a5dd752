#pragma once

#include <string>
#include <string_view>

namespace outcomes::io {

/// Where a result goes: standard output ("-" or "") or a file, which is written to a temporary one beside it and renamed
/// by commit(). Without commit() nothing is left. Throws base::OutputError when the folder is missing or not writable, the
/// disk is full (also /dev/full and a full standard output), or the file exists and `overwrite` is false.
/// A reader that has gone away (EPIPE on standard output) is not an error: write() turns quiet and closed() is true.
class OutputFile {
  public:
    explicit OutputFile(std::string path, bool overwrite = true);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void write(std::string_view bytes);
    void commit();
    [[nodiscard]] bool closed() const { return closed_; }

  private:
    [[noreturn]] void fail(int error) const;

    std::string path_;
    std::string temporary_;
    int descriptor_ = -1;
    bool is_file_ = false;
    bool committed_ = false;
    bool closed_ = false;
};

}  // namespace outcomes::io
