#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace outcomes::io {

/// The bytes of a file, readable at any place as often as needed. Standard input and other things that can be
/// read only once (pipes, process substitution) are kept in memory. Safe to read from several threads.
class ByteInput {
  public:
    /// Throws base::InputError: csv.not_found, csv.not_readable, csv.is_folder.
    static std::shared_ptr<const ByteInput> open(const std::string& path);
    /// Bytes already at hand, under a name for messages.
    static std::shared_ptr<const ByteInput> of(std::string name, std::string bytes);

    ~ByteInput();
    ByteInput(const ByteInput&) = delete;
    ByteInput& operator=(const ByteInput&) = delete;

    /// Fills `out` from `offset` on; fewer than `size` bytes only at the end. Throws base::InputError
    /// (csv.not_readable).
    [[nodiscard]] std::size_t read_at(std::uint64_t offset, char* out, std::size_t size) const;
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    ByteInput(std::string path, std::string memory, int descriptor, std::uint64_t size);

    std::string path_;
    std::string memory_;  ///< all bytes, if there is no descriptor
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

}  // namespace outcomes::io
