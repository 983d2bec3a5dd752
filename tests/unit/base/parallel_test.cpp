#include "libstats/base/parallel.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

using outcomes::base::for_each_index;

TEST_SUITE("base/parallel") {
    TEST_CASE("every index is worked on once, whatever the number of threads") {
        for (const std::size_t threads : {0U, 1U, 2U, 7U}) {
            std::vector<std::atomic<int>> calls(1000);
            for_each_index(calls.size(), threads, [&](std::size_t i) { ++calls[i]; });
            for (const auto& n : calls) CHECK(n == 1);
        }
        for_each_index(0, 4, [](std::size_t) { FAIL("there is nothing to do"); });
    }

    TEST_CASE("of several failures the one of the smallest index is reported") {
        for (const std::size_t threads : {1U, 3U}) {
            std::string caught;
            std::atomic<int> done = 0;
            try {
                for_each_index(100, threads, [&](std::size_t i) {
                    ++done;
                    if (i % 10 == 7) throw std::runtime_error(std::to_string(i));
                });
            } catch (const std::runtime_error& error) {
                caught = error.what();
            }
            CHECK(caught == "7");
            CHECK(done == 100);
        }
    }
}
