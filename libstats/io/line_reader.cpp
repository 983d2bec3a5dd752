#include "libstats/io/line_reader.hpp"

#if defined(__GNUC__) && !defined(__clang__)
// The optimiser finds fault with a strncpy of this header where it is inlined, system header or not.
#pragma GCC diagnostic ignored "-Wstringop-truncation"
#endif
#include <libfccp/csv.h>

#include <utility>

namespace outcomes::io {
namespace {

/// A source that gives fewer bytes than asked is taken for the end of the file, which TextSource::fill()
/// never does early.
class FullSource : public ::io::ByteSourceBase {
  public:
    explicit FullSource(std::shared_ptr<TextSource> text) : text_(std::move(text)) {}
    int read(char* buffer, int size) override {
        return static_cast<int>(text_->fill(buffer, static_cast<std::size_t>(size)));
    }

  private:
    std::shared_ptr<TextSource> text_;
};

}  // namespace

struct LineReader::State {
    explicit State(std::shared_ptr<TextSource> source)
        : text(std::move(source)), lines("", std::make_unique<FullSource>(text)) {}

    std::shared_ptr<TextSource> text;  ///< outlives the reader's own hold on it, for end()
    ::io::LineReader lines;
};

LineReader::LineReader(std::unique_ptr<TextSource> source)
    : state_(std::make_unique<State>(std::shared_ptr<TextSource>(std::move(source)))) {}
LineReader::~LineReader() = default;
LineReader::LineReader(LineReader&&) noexcept = default;
LineReader& LineReader::operator=(LineReader&&) noexcept = default;

char* LineReader::next() {
    try {
        return state_->lines.next_line();
    } catch (const ::io::error::line_length_limit_exceeded&) {
        throw LineTooLong{};
    }
}

TextEnd LineReader::end() const {
    return state_->text->end();
}

}  // namespace outcomes::io
