// Feeds arbitrary bytes to the reader. It may refuse them with a diagnostic; anything else that it throws is
// a fault.
//
//     clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -I. tests/fuzz/csv_fuzz.cpp
//     libstats/io/*.cpp \
//         libstats/base/*.cpp -lfmt -lsodium -lutf8proc -pthread -o csv_fuzz

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/csv_reader.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

using namespace outcomes;

namespace {

/// Reads every cell, and shows one as an error would.
void read_all(const std::string& path, const io::ReadOptions& options) {
    auto file = io::CsvFile::open(path, options);
    std::vector<std::size_t> fields(file.header().size());
    std::iota(fields.begin(), fields.end(), std::size_t{0});
    const io::Table table = file.read(fields);
    for (const io::Column& column : table.columns) {
        if (column.codes.size() != table.n_records || column.first_record.size() != column.values.size())
            std::abort();
        for (std::size_t record = 0; record < table.n_records; ++record) {
            if (column.first_record.at(column.codes[record]) > record) std::abort();
            if (column.text(record).find('\0') != std::string_view::npos) std::abort();
        }
    }
    base::Diagnostic diagnostic;
    diagnostic.place = table.place(table.n_records - 1, fields.back());
    diagnostic.excerpt = table.line_text(table.n_records - 1);
    if (base::to_text(diagnostic).empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const int descriptor = ::memfd_create("csv_fuzz", 0);
    if (descriptor < 0 || ::write(descriptor, data + 1, size - 1) != static_cast<ssize_t>(size - 1))
        std::abort();
    io::ReadOptions options;  // the first byte chooses
    if ((data[0] & 1U) != 0) options.encoding = io::Encoding::utf8;
    if ((data[0] & 2U) != 0) options.delimiter = ';';
    options.header_rows = 1 + (data[0] >> 2U) % 3;
    try {
        read_all("/proc/self/fd/" + std::to_string(descriptor), options);
    } catch (const base::InputError& error) {
        for (const base::Diagnostic& diagnostic : error.diagnostics()) {
            if (diagnostic.code.empty() || base::to_text(diagnostic).empty()) std::abort();
        }
    }
    ::close(descriptor);
    return 0;
}
