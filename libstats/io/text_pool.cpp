#include "libstats/base/int128.hpp"
#include "libstats/io/table.hpp"

#include <array>
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

void TextPool::make_room(std::size_t n_more) {
    while ((ends_.size() + n_more) * 10 > slots_.size() * 7) grow();
}

/// Not the slots: they would be touched at once, needed or not.
void TextPool::expect_growth(std::size_t times) {
    bytes_.reserve(bytes_.size() * times);
    ends_.reserve(ends_.size() * times);
}

std::uint32_t TextPool::intern(std::string_view text) {
    if (text.empty()) return 0;
    make_room(1);
    return intern_hashed(text, hash_of(text));
}

std::uint32_t TextPool::intern_hashed(std::string_view text, std::uint64_t hash) {
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

/// Three misses of the cache wait for each other in a lookup: the slot, the end of the text, the text. Each
/// loop asks for what the next one reads.
void TextPool::intern_all(std::span<const std::string_view> texts, std::uint32_t* numbers) {
    constexpr std::size_t group = 64;
    for (; texts.size() > group; texts = texts.subspan(group), numbers += group)
        intern_all(texts.first(group), numbers);
    make_room(texts.size());
    const std::size_t mask = slots_.size() - 1;
    std::array<std::uint64_t, group> hashes{};
    std::array<std::size_t, group> likely{};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        hashes[i] = hash_of(texts[i]);
        __builtin_prefetch(&slots_[(hashes[i] >> 32) & mask]);
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::uint64_t slot = slots_[(hashes[i] >> 32) & mask];
        likely[i] = slot == 0 ? 0 : static_cast<std::size_t>(slot & number_bits) - 1;
        __builtin_prefetch(&ends_[likely[i]]);
    }
    for (std::size_t i = 0; i < texts.size(); ++i) __builtin_prefetch(bytes_.data() + ends_[likely[i]]);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        numbers[i] = texts[i].empty() ? 0 : intern_hashed(texts[i], hashes[i]);
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
