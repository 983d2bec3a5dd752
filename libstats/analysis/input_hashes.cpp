#include "libstats/analysis/input_hashes.hpp"

#include "libstats/io/csv_reader.hpp"

#include <algorithm>

namespace outcomes::analysis {

InputHashes::InputHashes(const std::vector<const survey::Wave*>& waves, bool wanted) {
    if (!wanted) return;
    for (const survey::Wave* wave : waves) {
        for (const std::string& file : wave->files) start(file);
    }
}

std::string InputHashes::of(const std::string& file) {
    const auto found =
        std::find_if(hashes_.begin(), hashes_.end(), [&](const auto& h) { return h.first == file; });
    return found == hashes_.end() ? std::string() : found->second.get();
}

void InputHashes::start(const std::string& file) {
    const auto same = [&](const auto& h) { return h.first == file; };
    if (file == "-" || std::any_of(hashes_.begin(), hashes_.end(), same)) return;
    hashes_.emplace_back(file,
                         std::async(std::launch::async, [file] { return io::file_sha256(file); }).share());
}

}  // namespace outcomes::analysis
