#include "libstats/io/csv_reader.hpp"

#include "libstats/base/hash.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/io/byte_input.hpp"
#include "libstats/io/column_builder.hpp"
#include "libstats/io/csv_errors.hpp"
#include "libstats/io/dialect.hpp"
#include "libstats/io/encoding_detect.hpp"
#include "libstats/io/record_reader.hpp"
#include "libstats/io/text_source.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace outcomes::io {
namespace {

constexpr std::size_t sample_size = std::size_t{1} << 20;
constexpr std::size_t sample_records = 4096;  ///< after so many, the number of records is estimated

struct Sample {
    std::string text;
    bool whole = false;  ///< nothing follows
};

Sample sample_of(const std::shared_ptr<const ByteInput>& input, const Decoding& decoding) {
    constexpr std::size_t most_growth = 3;  // bytes of UTF-8 for a byte of Windows-1252
    Sample sample;
    sample.text.resize(
        static_cast<std::size_t>(std::min<std::uint64_t>(sample_size, input->size() * most_growth + 1)));
    TextSource source(input, decoding);
    const std::size_t got = source.fill(sample.text.data(), sample.text.size());
    sample.whole = got < sample.text.size();
    sample.text.resize(got - (source.added_line_end() ? 1 : 0));
    return sample;
}

/// Collects the fields of one record as they stand.
struct CellsSink {
    std::vector<std::string>* cells;
    [[nodiscard]] CellsSink row() const { return *this; }
    [[nodiscard]] bool wants(std::size_t) const { return true; }
    void take(std::size_t, const char* text, std::size_t size) { cells->emplace_back(text, size); }
};

/// Hands the fields that were asked for to their columns.
class ColumnsSink {
  public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    ColumnsSink(const std::vector<std::string>& header, std::span<const std::size_t> fields);

    /// One record's way to its columns.
    struct Row {
        ColumnBuilder* const* of_field;
        std::size_t n_fields;
        std::size_t slot;
        std::size_t* first_extra;

        [[nodiscard]] bool wants(std::size_t field) const {
            return field < n_fields && of_field[field] != nullptr;
        }
        void take(std::size_t field, const char* text, std::size_t size) const {
            if (field >= n_fields) [[unlikely]] {
                if (*first_extra == none && !base::trim({text, size}).empty()) *first_extra = field;
            } else if (ColumnBuilder* column = of_field[field]) {
                column->add(text, size, slot);
            }
        }
    };
    [[nodiscard]] Row row() { return {of_field_.data(), of_field_.size(), slot_, &first_extra_}; }

    /// Blanks for the fields that a short record lacks.
    void pad(std::size_t n_fields) {
        const Row rest = row();
        for (std::size_t field = n_fields; field < of_field_.size(); ++field) rest.take(field, "", 0);
    }
    void end_record() {
        if (++slot_ == ColumnBuilder::block) end_block();
    }
    void reserve(std::size_t n_records) {
        for (ColumnBuilder& column : columns_) column.reserve(n_records);
    }
    /// First field beyond the header that is not blank, or none.
    [[nodiscard]] std::size_t first_extra() const { return first_extra_; }
    [[nodiscard]] std::vector<Column> finish() &&;

  private:
    void end_block() {
        for (ColumnBuilder& column : columns_) column.end_block(slot_);
        slot_ = 0;
    }

    std::vector<std::size_t> asked_;
    std::vector<ColumnBuilder> columns_;    ///< one a field, though it be asked for twice
    std::vector<ColumnBuilder*> of_field_;  ///< one a header field; nullptr: not asked for
    std::size_t slot_ = 0;                  ///< of the record in its block
    std::size_t first_extra_ = none;
};

ColumnsSink::ColumnsSink(const std::vector<std::string>& header, std::span<const std::size_t> fields)
    : asked_(fields.begin(), fields.end()), of_field_(header.size(), nullptr) {
    columns_.reserve(fields.size());  // their addresses are kept
    for (const std::size_t field : fields) {
        base::require(field < header.size(), "CsvFile::read: there is no such field");
        if (of_field_[field] == nullptr) of_field_[field] = &columns_.emplace_back(header[field], field);
    }
}

std::vector<Column> ColumnsSink::finish() && {
    end_block();
    std::vector<Column> columns;
    columns.reserve(asked_.size());
    for (const std::size_t field : asked_) {
        const auto same =
            std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.field == field; });
        if (same == columns.end())
            columns.push_back(std::move(*of_field_[field]).finish());
        else
            columns.emplace_back(*same);
    }
    return columns;
}

}  // namespace

struct CsvFile::State {
    State(std::string name, const Dialect& found, RecordReader reader)
        : path(std::move(name)), dialect(found), records(std::move(reader)) {}

    void read_header();
    bool read_ahead();
    [[nodiscard]] std::size_t n_records_expected() const;

    void add_record(ColumnsSink& sink, Table& table, const FieldSpot& spot, std::size_t n_fields) const;
    void replay(ColumnsSink& sink, Table& table) const;

    std::string path;
    Dialect dialect;
    RecordReader records;
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> ahead;  ///< the first records, header rows included
    std::vector<FieldSpot> ahead_spots;           ///< where each of them begins
    std::exception_ptr ahead_failure;             ///< why the record after them cannot be read
    bool is_read = false;
};

void CsvFile::State::read_header() {
    if (dialect.has_sep_line) records.skip_line();
    if (!read_ahead()) fail_empty(path);
    for (const std::string& cell : ahead.front()) header.emplace_back(base::trim(cell));
}

/// False at the end of the file, or where it cannot be read on: read() says why, once it has come so far.
bool CsvFile::State::read_ahead() {
    if (ahead_failure) return false;
    std::vector<std::string> cells;
    cells.reserve(header.size());
    CellsSink sink{&cells};
    try {
        if (!records.next(sink)) return false;
    } catch (const base::InputError&) {
        if (ahead.empty()) throw;
        ahead_failure = std::current_exception();
        return false;
    }
    ahead.push_back(std::move(cells));
    ahead_spots.push_back(records.spot(0));
    return true;
}

/// What is left to do for a record once its fields are in their columns.
void CsvFile::State::add_record(ColumnsSink& sink, Table& table, const FieldSpot& spot,
                                std::size_t n_fields) const {
    table.lines.add(spot.line);
    table.rows.add(spot.row);
    if (n_fields != header.size()) [[unlikely]] {
        if (sink.first_extra() != ColumnsSink::none) {
            fail_long_record(records.context(), {spot.line, spot.row, sink.first_extra()}, n_fields,
                             header.size());
        }
        sink.pad(n_fields);
        ++(n_fields < header.size() ? table.n_short : table.n_long);
    }
    sink.end_record();
    ++table.n_records;
}

/// The records that were looked at before the columns were chosen.
void CsvFile::State::replay(ColumnsSink& sink, Table& table) const {
    for (std::size_t i = dialect.header_rows; i < ahead.size(); ++i) {
        const auto row = sink.row();
        for (std::size_t field = 0; field < ahead[i].size(); ++field)
            row.take(field, ahead[i][field].data(), ahead[i][field].size());
        add_record(sink, table, ahead_spots[i], ahead[i].size());
    }
}

/// From the bytes of the first records, with room to spare: a column that outgrows it by one record doubles.
std::size_t CsvFile::State::n_records_expected() const {
    const std::uint64_t share =
        records.context().input->size() / std::max<std::uint64_t>(records.n_bytes(), 1) + 1;
    const std::uint64_t spare = share / 16 + 1;
    return static_cast<std::size_t>(share + spare) * sample_records;
}

CsvFile::CsvFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
CsvFile::~CsvFile() = default;
CsvFile::CsvFile(CsvFile&&) noexcept = default;
CsvFile& CsvFile::operator=(CsvFile&&) noexcept = default;

CsvFile CsvFile::open(const std::string& path, const ReadOptions& options) {
    return open(ByteInput::open(path), options);
}

CsvFile CsvFile::open(const std::shared_ptr<const ByteInput>& input, const ReadOptions& options) {
    base::require(options.header_rows >= 1 && options.header_rows <= 3, "CsvFile: header_rows is 1, 2 or 3");
    const char delimiter = options.delimiter.value_or(',');
    base::require(std::string_view("\"\r\n\0", 4).find(delimiter) == std::string_view::npos,
                  "CsvFile: a quote, a line end or NUL cannot be the delimiter");

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
    auto state = std::make_unique<State>(input->path(), dialect, std::move(records));
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
    const FieldSpot& spot = state_->ahead_spots.front();
    return {state_->path, spot.line, field + 1, base::excel_cell(spot.row, field + 1)};
}

const std::vector<std::vector<std::string>>& CsvFile::preview(std::size_t n_records, std::size_t n_cells) {
    State& state = *state_;
    base::require(!state.is_read, "CsvFile::preview: the file has been read");
    constexpr std::size_t fewest = 8;
    const std::size_t by_cells = n_cells / state.header.size() + fewest;
    while (state.ahead.size() < std::min(n_records, by_cells) && state.read_ahead()) {
    }
    return state.ahead;
}

void CsvFile::set_header(std::size_t header_rows, std::vector<std::string> names) {
    State& state = *state_;
    base::require(header_rows >= 1 && header_rows <= 3, "CsvFile: header_rows is 1, 2 or 3");
    base::require(names.size() == state.header.size(), "CsvFile::set_header: one name a column");
    base::require(!state.is_read, "CsvFile::set_header: the file has been read");
    state.dialect.header_rows = header_rows;
    state.header = std::move(names);
}

Table CsvFile::read(std::span<const std::size_t> fields) {
    State& state = *state_;
    base::require(!std::exchange(state.is_read, true), "CsvFile::read: the file has been read");
    Table table;
    RecordReader& records = state.records;
    ColumnsSink sink(state.header, fields);
    while (state.ahead.size() < state.dialect.header_rows && state.read_ahead()) {
    }
    state.replay(sink, table);
    if (state.ahead_failure) std::rethrow_exception(state.ahead_failure);
    while (records.next(sink)) {
        state.add_record(sink, table, records.spot(0), records.n_fields());
        if (table.n_records == sample_records) sink.reserve(state.n_records_expected());
    }
    if (table.n_records == 0) fail_no_records(state.path, state.dialect.header_rows);
    table.path = state.path;
    table.dialect = state.dialect;
    table.header = state.header;
    table.n_blank_lines = records.n_blank_lines();
    table.columns = std::move(sink).finish();
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
