#include "libstats/io/data_file.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/io/byte_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <string_view>
#include <utility>

namespace outcomes::io {
namespace {

using namespace std::string_view_literals;

[[noreturn]] void refuse(const std::string& path, std::string code, std::string message, std::string help) {
    base::Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.place.file = path;
    diagnostic.help = std::move(help);
    throw base::InputError(std::move(diagnostic));
}

/// A .dta since Stata 13, or an older one: its version, byte order, a 1 and a 0.
bool is_stata(std::string_view head) {
    if (head.starts_with("<stata_dta>"sv)) return true;
    if (head.size() < 4) return false;
    const auto version = static_cast<unsigned char>(head[0]);
    return version >= 104 && version <= 115 && (head[1] == 1 || head[1] == 2) && head[2] == 1 && head[3] == 0;
}

bool is_sas(std::string_view head) {
    return head.starts_with("\0\0\0\0\0\0\0\0\0\0\0\0\xC2\xEA\x81\x60"sv) ||
           head.starts_with("HEADER RECORD*******LIB"sv);
}

void refuse_other_programs(const ByteInput& input, std::string_view head) {
    const char* program = is_stata(head) ? "Stata" : (is_sas(head) ? "SAS" : nullptr);
    if (program == nullptr) return;
    refuse(input.path(), "csv.other_program", fmt::format("this is a file of {}, not a CSV file", program),
           fmt::format("save it in {} as CSV, or as an SPSS file (.sav)", program));
}

/// A file that is called what it is not. Text is read as text, whatever it is called.
void refuse_false_name(const ByteInput& input, std::string_view head) {
    std::string ending = std::filesystem::path(input.path()).extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const bool says_spss = ending == ".sav" || ending == ".zsav" || ending == ".por";
    const bool is_utf16 = head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv);
    if (!says_spss || is_utf16 || head.find('\0') == std::string_view::npos) return;
    refuse(input.path(), "spss.not_spss",
           fmt::format("this file is called {} but SPSS did not save it", ending),
           "check that it is the file you meant, and that it was copied whole");
}

}  // namespace

DataFile DataFile::open(const std::string& path, const ReadOptions& options) {
    auto input = ByteInput::open(path);
    if (io::is_spss(*input)) return DataFile(SpssFile::open(std::move(input), options.encoding));
    std::array<char, 1024> start{};
    const std::string_view head(start.data(), input->read_at(0, start.data(), start.size()));
    refuse_other_programs(*input, head);
    refuse_false_name(*input, head);
    return DataFile(CsvFile::open(input, options));
}

const std::vector<std::string>& DataFile::header() const {
    return std::visit([](const auto& file) -> const std::vector<std::string>& { return file.header(); },
                      file_);
}

base::Place DataFile::header_place(std::size_t field) const {
    return std::visit([&](const auto& file) { return file.header_place(field); }, file_);
}

std::span<const std::shared_ptr<const Variable>> DataFile::variables() const {
    const auto* spss = std::get_if<SpssFile>(&file_);
    if (spss == nullptr) return {};
    return spss->variables();
}

Table DataFile::read(std::span<const std::size_t> fields) {
    return std::visit([&](auto& file) { return file.read(fields); }, file_);
}

}  // namespace outcomes::io
