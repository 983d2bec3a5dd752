#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace outcomes::base {

/// SHA-256 of bytes that arrive in pieces (libsodium).
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    /// Takes over the bytes added so far.
    Sha256(Sha256&&) noexcept;
    /// Takes over the bytes added so far.
    Sha256& operator=(Sha256&&) noexcept;
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    /// Hashes some more bytes.
    /// @param bytes  the next piece, may be empty
    void add(std::string_view bytes);
    /// 64 lower-case hexadecimal digits. Call once.
    [[nodiscard]] std::string finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// SHA-256 of the bytes: 64 lower-case hexadecimal digits.
/// @param bytes  all that is hashed
[[nodiscard]] std::string sha256(std::string_view bytes);

/// A secret of 32 bytes, for keyed hashes.
class SecretKey {
  public:
    static constexpr std::size_t size = 32;  ///< bytes of a key

    /// From the operating system's source of randomness.
    static SecretKey random();
    /// From 64 hexadecimal digits; nothing if the text is anything else.
    /// @param text  of either case
    static std::optional<SecretKey> from_hex(std::string_view text);
    /// The key as 64 lower-case hexadecimal digits.
    [[nodiscard]] std::string to_hex() const;

    /// HMAC-SHA-256 (RFC 2104) of the text under this key: 64 lower-case hexadecimal digits.
    /// @param text  the message, any bytes
    [[nodiscard]] std::string hmac_sha256(std::string_view text) const;

    ~SecretKey();
    /// The same key.
    SecretKey(const SecretKey&) = default;
    /// The same key.
    SecretKey& operator=(const SecretKey&) = default;

  private:
    SecretKey() = default;
    std::array<unsigned char, size> bytes_{};
};

}  // namespace outcomes::base
