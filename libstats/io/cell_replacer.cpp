#include "libstats/io/cell_replacer.hpp"

#include "libstats/base/outcome.hpp"

#include <algorithm>

namespace outcomes::io {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class Replacer {
  public:
    Replacer(std::string_view bytes, const Dialect& dialect) : bytes_(bytes), dialect_(dialect) {
        out_.reserve(bytes.size() + bytes.size() / 8);
        if (bytes_.starts_with(byte_order_mark)) copy_to(byte_order_mark.size());
        if (dialect.has_sep_line) copy_to(after_line());
    }

    std::string run(std::span<const std::size_t> fields,
                    const std::function<std::string(std::size_t, std::size_t)>& text_of) {
        for (std::size_t row = 0; at_ < bytes_.size();) {
            if (is_blank_line()) {
                copy_to(after_line());
                continue;
            }
            const bool is_header = row < dialect_.header_rows;
            replace_in_record(is_header ? std::span<const std::size_t>() : fields, text_of,
                              row - dialect_.header_rows);
            ++row;
        }
        return std::move(out_);
    }

  private:
    [[nodiscard]] char line_end() const { return dialect_.cr_only ? '\r' : '\n'; }

    void copy_to(std::size_t end) {
        out_ += bytes_.substr(at_, end - at_);
        at_ = end;
    }

    /// Where the next line begins.
    [[nodiscard]] std::size_t after_line() const {
        const std::size_t end = bytes_.find(line_end(), at_);
        return end == std::string_view::npos ? bytes_.size() : end + 1;
    }

    [[nodiscard]] bool is_blank_line() const {
        const std::string_view line = bytes_.substr(at_, after_line() - at_);
        return std::all_of(line.begin(), line.end(), [&](char c) {
            return c == '\r' || c == '\n' || c == ' ' || (c == '\t' && dialect_.delimiter != '\t');
        });
    }

    /// Where the text of the field at `at_` ends, without the CRs before a line end.
    [[nodiscard]] std::size_t field_end() const {
        const char stops[] = {dialect_.delimiter, line_end()};
        std::size_t end = bytes_.find_first_of(std::string_view(stops, 2), at_);
        if (end == std::string_view::npos) end = bytes_.size();
        if (end == bytes_.size() || bytes_[end] != dialect_.delimiter) {
            while (end > at_ && bytes_[end - 1] == '\r') --end;
        }
        return end;
    }

    /// Where the quotes that open at `at_` close.
    [[nodiscard]] std::size_t closing_quote() const {
        std::size_t at = at_ + 1;
        for (; at < bytes_.size(); ++at) {
            if (bytes_[at] != '"') continue;
            if (at + 1 == bytes_.size() || bytes_[at + 1] != '"') return at;
            ++at;
        }
        return at;
    }

    void replace_in_record(std::span<const std::size_t> fields,
                           const std::function<std::string(std::size_t, std::size_t)>& text_of,
                           std::size_t record) {
        for (std::size_t field = 0;; ++field) {
            const bool wanted = std::find(fields.begin(), fields.end(), field) != fields.end();
            const bool quoted = at_ < bytes_.size() && bytes_[at_] == '"';
            if (quoted) {
                const std::size_t close = closing_quote();
                copy_to(at_ + 1);
                if (wanted) put(text_of(record, field), close);
                copy_to(std::min(close + 1, bytes_.size()));
                copy_to(field_end());
            } else if (wanted) {
                put(text_of(record, field), field_end());
            } else {
                copy_to(field_end());
            }
            if (at_ >= bytes_.size() || bytes_[at_] != dialect_.delimiter) break;
            copy_to(at_ + 1);
        }
        copy_to(after_line());
    }

    void put(const std::string& text, std::size_t end) {
        out_ += text;
        at_ = end;
    }

    std::string_view bytes_;
    const Dialect& dialect_;
    std::string out_;
    std::size_t at_ = 0;
};

}  // namespace

std::string with_cells_replaced(
    std::string_view bytes, const Dialect& dialect, std::span<const std::size_t> fields,
    const std::function<std::string(std::size_t record, std::size_t field)>& text_of) {
    base::require(dialect.encoding != Encoding::utf16le && dialect.encoding != Encoding::utf16be,
                  "with_cells_replaced: UTF-16 is not written byte by byte");
    return Replacer(bytes, dialect).run(fields, text_of);
}

}  // namespace outcomes::io
