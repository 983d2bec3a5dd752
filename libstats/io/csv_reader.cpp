#include "libstats/io/csv_reader.hpp"

#include "libstats/base/hash.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/io/byte_input.hpp"
#include "libstats/io/csv_errors.hpp"
#include "libstats/io/dialect.hpp"
#include "libstats/io/encoding_detect.hpp"
#include "libstats/io/record_reader.hpp"
#include "libstats/io/text_source.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace outcomes::io {
namespace {

constexpr std::size_t sample_size = std::size_t{1} << 20;

struct Sample {
    std::string text;
    bool whole = false;  ///< nothing follows
};

Sample sample_of(const std::shared_ptr<const ByteInput>& input, const Decoding& decoding) {
    constexpr std::size_t most_growth = 3;  // bytes of UTF-8 for a byte of Windows-1252
    Sample sample;
    sample.text.resize(
        static_cast<std::size_t>(std::min<std::uint64_t>(sample_size, input->size() * most_growth + 1)));
    const std::size_t got = TextSource(input, decoding).fill(sample.text.data(), sample.text.size());
    sample.whole = got < sample.text.size();
    sample.text.resize(got);
    return sample;
}

/// Collects the header.
struct HeaderSink {
    std::vector<std::string>& names;
    [[nodiscard]] bool wants(std::size_t) const { return true; }
    void take(std::size_t, const char* text, std::size_t size) {
        names.emplace_back(base::trim({text, size}));
    }
};

struct IgnoringSink {
    [[nodiscard]] bool wants(std::size_t) const { return false; }
    void take(std::size_t, const char*, std::size_t) {}
};

/// A column that grows. Most answers have no or one character, and their numbers stand in a table.
class ColumnBuilder {
  public:
    ColumnBuilder(std::string name, std::size_t field) {
        column_.name = std::move(name);
        column_.field = field;
        column_.first_record.push_back(0);
        numbers_.fill(unknown);
    }

    void add(const char* text, std::size_t size, std::size_t record) {
        if (size <= 1) {
            std::uint32_t& number =
                numbers_[size == 0 ? 0 : static_cast<unsigned char>(*text)];  // no answer is NUL
            if (number == unknown) number = learn({text, size}, record);
            column_.codes.push_back(number);
            return;
        }
        const std::string_view answer(text, size);
        if (column_.values.at(last_) != answer) last_ = learn(answer, record);
        column_.codes.push_back(last_);
    }

    Column finish() && { return std::move(column_); }

  private:
    static constexpr std::uint32_t unknown = 0xFFFFFFFF;

    std::uint32_t learn(std::string_view text, std::size_t record) {
        const std::uint32_t number = column_.values.intern(text);
        if (number == 0) column_.first_record[0] = static_cast<std::uint32_t>(record);
        if (number == column_.first_record.size())
            column_.first_record.push_back(static_cast<std::uint32_t>(record));
        return number;
    }

    Column column_;
    std::array<std::uint32_t, 256> numbers_{};  ///< of the texts of one byte; of the blank at 0
    std::uint32_t last_ = 0;                    ///< the latest longer text
};

/// Hands the fields that were asked for to their columns.
class ColumnsSink {
  public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    explicit ColumnsSink(std::vector<ColumnBuilder*> of_field) : of_field_(std::move(of_field)) {}

    [[nodiscard]] bool wants(std::size_t field) const {
        return field < of_field_.size() && of_field_[field] != nullptr;
    }
    void take(std::size_t field, const char* text, std::size_t size) {
        if (field >= of_field_.size()) {
            if (size > 0 && first_extra_ == none) first_extra_ = field;
        } else if (ColumnBuilder* column = of_field_[field]) {
            column->add(text, size, record_);
        }
    }

    /// Blanks for the fields that a short record lacks.
    void pad(std::size_t n_fields) {
        for (std::size_t field = n_fields; field < of_field_.size(); ++field) take(field, "", 0);
    }
    void begin_next_record() { ++record_; }
    /// First field beyond the header that is not empty, or none.
    [[nodiscard]] std::size_t first_extra() const { return first_extra_; }

  private:
    std::vector<ColumnBuilder*> of_field_;  ///< one a header field; nullptr: not asked for
    std::size_t record_ = 0;
    std::size_t first_extra_ = none;
};

}  // namespace

struct CsvFile::State {
    State(std::string name, const Dialect& found, RecordReader reader)
        : path(std::move(name)), dialect(found), records(std::move(reader)) {}

    void read_header();

    std::string path;
    Dialect dialect;
    RecordReader records;
    std::vector<std::string> header;
    FieldSpot header_spot;
    bool is_read = false;
};

void CsvFile::State::read_header() {
    if (dialect.has_sep_line) records.skip_line();
    HeaderSink sink{header};
    if (!records.next(sink)) fail_empty(path);
    header_spot = records.spot(0);
    IgnoringSink ignored;
    for (std::size_t row = 1; row < dialect.header_rows; ++row) records.next(ignored);
}

CsvFile::CsvFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
CsvFile::~CsvFile() = default;
CsvFile::CsvFile(CsvFile&&) noexcept = default;
CsvFile& CsvFile::operator=(CsvFile&&) noexcept = default;

CsvFile CsvFile::open(const std::string& path, const ReadOptions& options) {
    base::require(options.header_rows >= 1 && options.header_rows <= 3, "CsvFile: header_rows is 1, 2 or 3");
    const char delimiter = options.delimiter.value_or(',');
    base::require(std::string_view("\"\r\n\0", 4).find(delimiter) == std::string_view::npos,
                  "CsvFile: a quote, a line end or NUL cannot be the delimiter");

    const auto input = ByteInput::open(path);
    refuse_other_formats(*input);
    const DetectedEncoding detected = detect_encoding(*input, options.encoding);
    Decoding decoding{
        .encoding = detected.encoding, .begin = detected.bom_bytes, .invalid_at = detected.invalid_offset};
    Sample sample = sample_of(input, decoding);
    decoding.cr_only = ends_in_lone_cr(sample.text);
    if (decoding.cr_only) std::replace(sample.text.begin(), sample.text.end(), '\r', '\n');
    const Layout layout = find_layout(sample.text, sample.whole);

    Dialect dialect;
    dialect.encoding = detected.encoding;
    dialect.has_bom = detected.bom_bytes > 0;
    dialect.delimiter = options.delimiter.value_or(layout.delimiter);
    dialect.has_sep_line = layout.has_sep_line;
    dialect.cr_only = decoding.cr_only;
    dialect.header_rows = options.header_rows;
    RecordReader records(LineReader(std::make_unique<TextSource>(input, decoding)),
                         CsvContext{input, decoding, dialect.delimiter});
    auto state = std::make_unique<State>(path, dialect, std::move(records));
    state->read_header();
    return CsvFile(std::move(state));
}

const std::vector<std::string>& CsvFile::header() const {
    return state_->header;
}
const Dialect& CsvFile::dialect() const {
    return state_->dialect;
}

base::Place CsvFile::header_place(std::size_t field) const {
    const FieldSpot& spot = state_->header_spot;
    return {state_->path, spot.line, field + 1, base::excel_cell(spot.row, field + 1)};
}

Table CsvFile::read(std::span<const std::size_t> fields) {
    State& state = *state_;
    base::require(!std::exchange(state.is_read, true), "CsvFile::read: the file has been read");
    std::vector<ColumnBuilder> builders;
    builders.reserve(fields.size());
    std::vector<ColumnBuilder*> of_field(state.header.size(), nullptr);
    for (const std::size_t field : fields) {
        base::require(field < state.header.size(), "CsvFile::read: there is no such field");
        base::require(of_field[field] == nullptr, "CsvFile::read: a field is asked for twice");
        of_field[field] = &builders.emplace_back(state.header[field], field);
    }

    Table table;
    RecordReader& records = state.records;
    ColumnsSink sink(std::move(of_field));
    while (records.next(sink)) {
        table.lines.add(records.line());
        table.rows.add(records.row());
        const std::size_t n_fields = records.n_fields();
        if (n_fields != state.header.size()) [[unlikely]] {
            if (sink.first_extra() != ColumnsSink::none) {
                fail_long_record(records.context(), records.spot(sink.first_extra()), n_fields,
                                 state.header.size());
            }
            sink.pad(n_fields);
            ++(n_fields < state.header.size() ? table.n_short : table.n_long);
        }
        sink.begin_next_record();
        ++table.n_records;
    }
    if (table.n_records == 0) fail_no_records(state.path, state.dialect.header_rows);
    table.path = state.path;
    table.dialect = state.dialect;
    table.header = state.header;
    table.n_blank_lines = records.n_blank_lines();
    for (ColumnBuilder& builder : builders) table.columns.push_back(std::move(builder).finish());
    return table;
}

std::string file_sha256(const std::string& path) {
    if (path == "-") return {};
    const auto input = ByteInput::open(path);
    base::Sha256 hash;
    std::vector<char> chunk(std::size_t{1} << 18);
    for (std::uint64_t offset = 0; offset < input->size();) {
        const std::size_t got = input->read_at(offset, chunk.data(), chunk.size());
        if (got == 0) break;
        hash.add({chunk.data(), got});
        offset += got;
    }
    return hash.finish();
}

}  // namespace outcomes::io
