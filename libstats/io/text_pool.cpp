#include "libstats/base/int128.hpp"
#include "libstats/io/table.hpp"

#include <cstring>

namespace outcomes::io {
namespace {

constexpr std::size_t first_slots = 64;

/// The two halves of a 128-bit product, folded: every bit of both factors reaches every bit of the result.
std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    const base::UInt128 product = static_cast<base::UInt128>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t load(const char* bytes, std::size_t size) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, size);
    return word;
}

/// Eight bytes a step. The seed is fixed: numbers are given in order of appearance, so nothing depends on it.
std::uint64_t hash_of(std::string_view text) {
    constexpr std::uint64_t odd_a = 0x9E3779B97F4A7C15U;
    constexpr std::uint64_t odd_b = 0xD1B54A32D192ED03U;
    std::uint64_t hash = text.size() * odd_a;
    const char* at = text.data();
    std::size_t left = text.size();
    for (; left > 8; left -= 8, at += 8) hash = fold(hash ^ load(at, 8), odd_b);
    const std::uint64_t last = left == 8 ? load(at, 8) : load(at, left);
    return fold(hash ^ last ^ odd_a, odd_b);
}

constexpr std::uint64_t number_bits = 0xFFFFFFFFU;
std::uint64_t tag_of(std::uint64_t hash) {
    return hash & ~number_bits;
}

}  // namespace

TextPool::TextPool() : ends_{0} {}

std::string_view TextPool::at(std::uint32_t number) const {
    const std::uint64_t begin = number == 0 ? 0 : ends_[number - 1];
    return {bytes_.data() + begin, static_cast<std::size_t>(ends_[number] - begin)};
}

std::uint32_t TextPool::intern(std::string_view text) {
    if (text.empty()) return 0;
    if (ends_.size() * 2 >= slots_.size()) grow();
    const std::uint64_t hash = hash_of(text);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = (hash >> 32) & mask;; i = (i + 1) & mask) {
        const std::uint64_t slot = slots_[i];
        if (slot == 0) {
            const auto number = static_cast<std::uint32_t>(ends_.size());
            slots_[i] = tag_of(hash) | number;
            bytes_.insert(bytes_.end(), text.begin(), text.end());
            ends_.push_back(bytes_.size());
            return number;
        }
        if (tag_of(slot) != tag_of(hash)) continue;
        const auto number = static_cast<std::uint32_t>(slot & number_bits);
        if (at(number) == text) return number;
    }
}

/// The upper half of the hash is kept in the slot, so no text is looked at again.
void TextPool::grow() {
    std::vector<std::uint64_t> old(slots_.empty() ? first_slots : slots_.size() * 2, 0);
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const std::uint64_t slot : old) {
        if (slot == 0) continue;
        std::size_t i = (slot >> 32) & mask;
        while (slots_[i] != 0) i = (i + 1) & mask;
        slots_[i] = slot;
    }
}

}  // namespace outcomes::io
