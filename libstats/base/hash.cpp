#include "libstats/base/hash.hpp"

#include "libstats/base/outcome.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sodium.h>

#include <array>

namespace outcomes::base {

struct Sha256::State {
    crypto_hash_sha256_state hash;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    crypto_hash_sha256_init(&state_->hash);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) {
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());  // NOLINT: the C interface
    crypto_hash_sha256_update(&state_->hash, data, bytes.size());
}

std::string Sha256::finish() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state_->hash, digest.data());
    return fmt::format("{:02x}", fmt::join(digest, ""));
}

SecretKey SecretKey::random() {
    require(sodium_init() >= 0, "SecretKey: libsodium cannot start");
    SecretKey key;
    randombytes_buf(key.bytes_.data(), key.bytes_.size());
    return key;
}

std::optional<SecretKey> SecretKey::from_hex(std::string_view text) {
    SecretKey key;
    if (text.size() != 2 * size) return std::nullopt;
    std::size_t n = 0;
    const int failed =
        sodium_hex2bin(key.bytes_.data(), key.bytes_.size(), text.data(), text.size(), nullptr, &n, nullptr);
    if (failed != 0 || n != size) return std::nullopt;
    return key;
}

std::string SecretKey::to_hex() const {
    return fmt::format("{:02x}", fmt::join(bytes_, ""));
}

std::string SecretKey::hmac_sha256(std::string_view text) const {
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> digest{};
    const auto* data = reinterpret_cast<const unsigned char*>(text.data());  // NOLINT: the C interface
    crypto_auth_hmacsha256(digest.data(), data, text.size(), bytes_.data());
    return fmt::format("{:02x}", fmt::join(digest, ""));
}

SecretKey::~SecretKey() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

std::string sha256(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.finish();
}

}  // namespace outcomes::base
