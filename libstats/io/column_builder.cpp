#include "libstats/io/column_builder.hpp"

#include <utility>

namespace outcomes::io {

ColumnBuilder::ColumnBuilder(std::string name, std::size_t field) {
    column_.name = std::move(name);
    column_.field = field;
    column_.first_record.push_back(0);
    numbers_.fill(unknown);
}

void ColumnBuilder::note_first(std::uint32_t number, std::size_t slot) {
    const auto record = static_cast<std::uint32_t>(n_done_ + slot);
    if (number == column_.first_record.size()) column_.first_record.push_back(record);
}

void ColumnBuilder::add_other(std::string_view text, std::size_t slot) {
    if (wide_) {
        waiting_.insert(waiting_.end(), text.begin(), text.end());
        waiting_ends_.push_back(waiting_.size());
        return;
    }
    if (text.empty()) {
        column_.first_record[0] = static_cast<std::uint32_t>(n_done_ + slot);
        numbers_[0] = 0;
        staged_[slot] = 0;
        return;
    }
    if (last_ == 0 || column_.values.at(last_) != text) {
        last_ = column_.values.intern(text);
        note_first(last_, slot);
        if (last_ > 0xFF) {
            turn_wide(slot);
            add_other(text, slot);
            return;
        }
        if (text.size() == 1)
            numbers_[static_cast<unsigned char>(text[0])] = static_cast<std::uint16_t>(last_);
    }
    staged_[slot] = static_cast<std::uint8_t>(last_);
}

void ColumnBuilder::turn_wide(std::size_t slot) {
    wide_ = true;
    wide_from_ = slot;
    blank_seen_ = numbers_[0] != unknown;
    numbers_.fill(unknown);
}

void ColumnBuilder::reserve(std::size_t n_records) {
    column_.codes.reserve(n_records);
    if (!wide_ || n_done_ == 0) return;
    const std::size_t times = n_records / n_done_ + 1;
    column_.values.expect_growth(times);
    column_.first_record.reserve(column_.first_record.size() * times);
}

void ColumnBuilder::end_block(std::size_t n) {
    if (!wide_) {
        column_.codes.append({staged_.data(), n});
        n_done_ += n;
        return;
    }
    column_.codes.append({staged_.data(), wide_from_});
    std::array<std::string_view, block> texts;
    std::array<std::uint32_t, block> numbers{};
    std::size_t begin = 0;
    const std::size_t n_waiting = waiting_ends_.size();
    for (std::size_t i = 0; i < n_waiting; ++i) {
        texts[i] = {waiting_.data() + begin, waiting_ends_[i] - begin};
        begin = waiting_ends_[i];
    }
    column_.values.intern_all({texts.data(), n_waiting}, numbers.data());
    for (std::size_t i = 0; i < n_waiting; ++i) {
        const std::size_t slot = wide_from_ + i;
        if (numbers[i] == 0 && !std::exchange(blank_seen_, true)) {
            column_.first_record[0] = static_cast<std::uint32_t>(n_done_ + slot);
        }
        note_first(numbers[i], slot);
        column_.codes.push_back(numbers[i]);
    }
    waiting_.clear();
    waiting_ends_.clear();
    wide_from_ = 0;
    n_done_ += n;
}

}  // namespace outcomes::io
