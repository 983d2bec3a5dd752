#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace outcomes::base {

/// Calls work(i) for i = 0 .. n - 1, each once, on up to `n_threads` threads (the caller's is one of them).
/// What each call does must not depend on the others. If calls throw, the exception of the smallest i is
/// thrown when all are done, so that the outcome does not depend on the number of threads.
/// @param n          calls to make
/// @param n_threads  threads at most; 0 is taken as 1
/// @param work       called with i, from several threads at once
template <class Work>
void for_each_index(std::size_t n, std::size_t n_threads, const Work& work) {
    std::vector<std::exception_ptr> failures(n);
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (std::size_t i = next.fetch_add(1); i < n; i = next.fetch_add(1)) {
            try {
                work(i);
            } catch (...) {
                failures[i] = std::current_exception();
            }
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t t = 1; t < std::min(n_threads, n); ++t) helpers.emplace_back(run);
        run();
    }
    for (const std::exception_ptr& failure : failures) {
        if (failure) std::rethrow_exception(failure);
    }
}

}  // namespace outcomes::base
