#pragma once

#include <string>
#include <string_view>

namespace outcomes::io {

/// Where a result goes: standard output ("-" or "") or a file, which is written to a temporary one beside it
/// and renamed by commit(). Without commit() nothing is left. Throws base::OutputError when the folder is
/// missing or not writable, the disk is full (also /dev/full and a full standard output), or the file exists
/// and `overwrite` is false. A reader that has gone away (EPIPE on standard output) is not an error: write()
/// turns quiet and closed() is true. For that the program must ignore SIGPIPE, which a library may not
/// decide. Bytes may wait in a buffer until commit(), on standard output too. A device or a pipe is written
/// to directly; a link keeps being one, and a file that is replaced passes its permissions on.
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
    void open_temporary();
    void flush();
    void send(std::string_view bytes);

    std::string path_;
    std::string target_;     ///< what path_ stands for, links followed
    std::string temporary_;  ///< "" if there is none (any more)
    std::string buffer_;
    bool overwrite_ = true;
    int descriptor_ = -1;
    bool is_file_ = false;
    bool committed_ = false;
    bool closed_ = false;
};

}  // namespace outcomes::io
