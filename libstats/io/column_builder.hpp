#pragma once

#include "libstats/io/table.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::io {

/// A column that grows by one text a record.
///
/// Most answers have no or one character: their numbers stand in a table of 256, and a block of records is
/// collected as bytes. A column with more than 256 distinct texts (an id, free text) waits for a block of
/// them as well, so that the pool can have the memory it needs fetched for all of them at once.
class ColumnBuilder {
  public:
    static constexpr std::size_t block = 256;  ///< records after which end_block() is due

    ColumnBuilder(std::string name, std::size_t field);

    /// The text of the next record, `slot` being its position in the block.
    void add(const char* text, std::size_t size, std::size_t slot) {
        if (size <= 1) {
            const std::uint16_t number = numbers_[size == 0 ? 0 : static_cast<unsigned char>(*text)];
            if (number != unknown) {
                staged_[slot] = static_cast<std::uint8_t>(number);
                return;
            }
        }
        add_other({text, size}, slot);
    }

    /// Takes over the first `n` texts of the block.
    void end_block(std::size_t n);
    /// Makes room for about that many records, if the rest is like those so far. Memory that is not needed
    /// after all is never touched.
    void reserve(std::size_t n_records);

    [[nodiscard]] Column finish() && { return std::move(column_); }

  private:
    static constexpr std::uint16_t unknown = 0xFFFF;

    void add_other(std::string_view text, std::size_t slot);
    void note_first(std::uint32_t number, std::size_t slot);
    void turn_wide(std::size_t slot);

    Column column_;
    std::array<std::uint16_t, 256>
        numbers_{};  ///< of the texts of one byte; at 0 (no answer holds NUL) the blank
    std::array<std::uint8_t, block> staged_{};  ///< numbers of this block
    std::size_t n_done_ = 0;                    ///< records before this block
    std::uint32_t last_ = 0;                    ///< the latest text that is not in `numbers_`

    bool wide_ = false;  ///< from here on the texts wait until end_block():
    bool blank_seen_ = false;
    std::size_t wide_from_ = 0;  ///< slot of the first of them
    std::vector<char> waiting_;  ///< their bytes
    std::vector<std::size_t> waiting_ends_;
};

}  // namespace outcomes::io
