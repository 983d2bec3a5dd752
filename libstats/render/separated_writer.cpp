#include "libstats/render/separated_writer.hpp"

#include "libstats/io/csv_writer.hpp"

#include <utility>

namespace outcomes::render {

bool acts_as_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

SeparatedWriter::SeparatedWriter(Separated format)
    : format_(format), delimiter_(format == Separated::tsv ? '\t' : ',') {
    if (format_ == Separated::excel_csv) out_ = "\xEF\xBB\xBF";
}

void SeparatedWriter::separate() {
    if (!std::exchange(at_start_, false)) out_ += delimiter_;
}

void SeparatedWriter::text(std::string_view value) {
    separate();
    if (format_ == Separated::excel_csv && acts_as_formula(value))
        io::append_field(out_, '\'' + std::string(value), delimiter_);
    else
        io::append_field(out_, value, delimiter_);
}

void SeparatedWriter::number(std::string_view value) {
    separate();
    out_ += value;
}

void SeparatedWriter::end_row() {
    out_ += format_ == Separated::excel_csv ? "\r\n" : "\n";
    at_start_ = true;
}

std::string SeparatedWriter::finish() {
    return std::move(out_);
}

}  // namespace outcomes::render
