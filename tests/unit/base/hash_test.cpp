#include "libstats/base/hash.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace outcomes::base;

TEST_SUITE("base/hash") {
    TEST_CASE(
        "SHA-256 gives the published digests") {  // FIPS 180-4, examples for "abc" and the empty message
        CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    TEST_CASE("HMAC-SHA-256 gives the published values") {
        // RFC 4231, cases 1 and 2. Their keys are shorter than ours; HMAC fills keys up with zeros.
        const auto keyed = [](std::string hex, const char* text) {
            hex.resize(64, '0');
            return SecretKey::from_hex(hex)->hmac_sha256(text);
        };
        CHECK(keyed("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There") ==
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        CHECK(keyed("4a656665", "what do ya want for nothing?") ==
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    TEST_CASE("a key is written and read back") {
        const SecretKey key = SecretKey::random();
        CHECK(key.to_hex().size() == 64);
        CHECK(SecretKey::from_hex(key.to_hex())->to_hex() == key.to_hex());
        CHECK(SecretKey::random().to_hex() != key.to_hex());
        CHECK(!SecretKey::from_hex(""));
        CHECK(!SecretKey::from_hex(key.to_hex() + "0"));
        CHECK(!SecretKey::from_hex(std::string(64, 'g')));
    }

    TEST_CASE("pieces give the digest of the whole") {
        Sha256 hash;
        hash.add("a");
        hash.add("");
        hash.add("bc");
        CHECK(hash.finish() == sha256("abc"));
    }
}
