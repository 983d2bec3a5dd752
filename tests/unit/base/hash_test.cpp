#include "libstats/base/hash.hpp"

#include <doctest/doctest.h>

using namespace outcomes::base;

TEST_SUITE("base/hash") {
    TEST_CASE(
        "SHA-256 gives the published digests") {  // FIPS 180-4, examples for "abc" and the empty message
        CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    TEST_CASE("pieces give the digest of the whole") {
        Sha256 hash;
        hash.add("a");
        hash.add("");
        hash.add("bc");
        CHECK(hash.finish() == sha256("abc"));
    }
}
