#include "libstats/io/spss_reader.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/diagnostic.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/io/column_builder.hpp"
#include "libstats/io/encoding_detect.hpp"
#include "libstats/io/spss_parser.hpp"
#include "libstats/io/spss_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

namespace outcomes::io {
namespace {

bool is_utf8(std::string_view text) {
    Utf8Check check;
    return check.add(text) && check.finish();
}

/// The variables of a file and all that is said about them.
struct Contents {
    std::string encoding;  ///< that the file names, or ""
    std::string weight;
    std::vector<SpssVariable> variables;
    std::map<std::string, std::vector<SpssLabel>> label_sets;

    /// Without a look at the cells.
    [[nodiscard]] bool is_utf8() const {
        const auto valid = [](const std::string& text) { return io::is_utf8(text); };
        return std::all_of(variables.begin(), variables.end(),
                           [&](const SpssVariable& one) {
                               return valid(one.variable.name) && valid(one.variable.label);
                           }) &&
               std::all_of(label_sets.begin(), label_sets.end(), [&](const auto& set) {
                   return std::all_of(set.second.begin(), set.second.end(), [&](const SpssLabel& label) {
                       return valid(label.label) && valid(label.text);
                   });
               });
    }
};

Contents read_contents(const ByteInput& input, std::optional<Encoding> encoding) {
    Contents contents;
    SpssEvents events;
    events.encoding = [&](const std::string& named) { contents.encoding = named; };
    events.variable = [&](SpssVariable variable) {
        contents.variables.push_back(std::move(variable));
        return true;
    };
    events.label = [&](const std::string& set, SpssLabel label) {
        contents.label_sets[set].push_back(std::move(label));
    };
    events.weight = [&](const std::string& name) { contents.weight = name; };
    parse_spss(input, encoding, events);
    return contents;
}

bool is_declared_missing(const Variable& variable, double number) {
    return std::any_of(variable.missing.begin(), variable.missing.end(), [&](const MissingValues& missing) {
        return missing.text.empty() && number >= missing.low && number <= missing.high;
    });
}

/// The text of a cell. A code for "no answer" is no date, even in a column of dates.
std::string cell_text(const Variable& variable, double number) {
    const bool is_code = is_declared_missing(variable, number);
    return spss_cell_text(number, is_code ? CellKind::number : variable.kind);
}

std::shared_ptr<const Variable> finished(const SpssVariable& found, const Contents& contents) {
    Variable variable = found.variable;
    if (variable.kind != CellKind::text) variable.kind = kind_of_format(variable.format);
    const auto set = contents.label_sets.find(found.label_set);
    if (!found.label_set.empty() && set != contents.label_sets.end()) {
        for (const SpssLabel& label : set->second) {
            variable.value_labels.push_back(
                {label.is_text ? label.text : cell_text(variable, label.number), label.label});
        }
    }
    return std::make_shared<const Variable>(std::move(variable));
}

/// Collects the cells of the fields that were asked for.
class Cells {
  public:
    Cells(std::span<const std::size_t> fields, std::span<const std::shared_ptr<const Variable>> variables)
        : wanted_(variables.size(), 0) {
        for (const std::size_t field : fields) {
            base::require(field < variables.size(), "SpssFile::read: there is no such field");
            wanted_[field] = 1;
        }
        // Records are counted by their cells, so one column is always read.
        if (fields.empty() && !wanted_.empty()) wanted_.front() = 1;
        for (std::size_t field = 0; field < wanted_.size(); ++field) {
            if (wanted_[field] == 0) continue;
            builders_.emplace_back(variables[field]->name, field);
            variables_.push_back(variables[field]);
        }
    }

    [[nodiscard]] bool wants(std::size_t field) const {
        return field < wanted_.size() && wanted_[field] != 0;
    }

    void take(std::size_t record, std::size_t column, const SpssValue& value) {
        if (record != record_) next_record(record);
        n_records_ = record + 1;
        ColumnBuilder& builder = builders_.at(column);
        const std::size_t slot = record % ColumnBuilder::block;
        if (value.is_text) {
            builder.add(value.text.data(), value.text.size(), slot);
        } else if (!value.number) {
            builder.add("", 0, slot);
        } else {
            add_number(*variables_[column], *value.number, builder, slot);
        }
    }

    [[nodiscard]] std::size_t n_records() const { return n_records_; }

    /// The columns in file order.
    [[nodiscard]] std::vector<Column> finish() &&;

  private:
    void next_record(std::size_t record) {
        record_ = record;
        if (record % ColumnBuilder::block != 0) return;
        for (ColumnBuilder& builder : builders_) builder.end_block(ColumnBuilder::block);
    }

    static void add_number(const Variable& variable, double number, ColumnBuilder& builder,
                           std::size_t slot) {
        constexpr double most = 1e15;
        if (variable.kind == CellKind::number && std::abs(number) < most && std::trunc(number) == number) {
            std::array<char, 24> text{};
            const auto end =
                std::to_chars(text.data(), text.data() + text.size(), static_cast<std::int64_t>(number)).ptr;
            builder.add(text.data(), static_cast<std::size_t>(end - text.data()), slot);
        } else {
            const std::string text = std::isfinite(number) ? cell_text(variable, number) : std::string();
            builder.add(text.data(), text.size(), slot);
        }
    }

    std::vector<std::uint8_t> wanted_;  ///< one a variable of the file
    std::vector<ColumnBuilder> builders_;
    std::vector<std::shared_ptr<const Variable>> variables_;  ///< of the builders
    std::size_t record_ = 0;
    std::size_t n_records_ = 0;
};

void declare_missing(Column& column) {
    const Variable& variable = *column.variable;
    if (variable.missing.empty()) return;
    for (std::uint32_t number = 1; number < column.values.size(); ++number) {
        const std::string_view text = column.values.at(number);
        const bool is_text_code = std::any_of(
            variable.missing.begin(), variable.missing.end(),
            [&](const MissingValues& missing) { return !missing.text.empty() && missing.text == text; });
        const auto value = variable.kind == CellKind::text ? std::nullopt : base::parse_double(text);
        if (is_text_code || (value && is_declared_missing(variable, *value)))
            column.declared_missing.push_back({number, std::string(variable.label_of(text))});
    }
}

std::vector<Column> Cells::finish() && {
    const std::size_t last_block = n_records_ == 0 ? 0 : (n_records_ - 1) % ColumnBuilder::block + 1;
    std::vector<Column> columns;
    columns.reserve(builders_.size());
    for (std::size_t i = 0; i < builders_.size(); ++i) {
        builders_[i].end_block(last_block);
        Column& column = columns.emplace_back(std::move(builders_[i]).finish());
        column.variable = variables_[i];
        declare_missing(column);
    }
    return columns;
}

/// The first record with a text that is not UTF-8; nothing if there is none.
std::optional<std::pair<std::size_t, std::size_t>> first_not_utf8(std::span<const Column> columns) {
    std::optional<std::pair<std::size_t, std::size_t>> first;  // record and field
    for (const Column& column : columns) {
        for (std::uint32_t number = 1; number < column.values.size(); ++number) {
            if (is_utf8(column.values.at(number))) continue;
            const std::pair<std::size_t, std::size_t> here{column.first_record[number], column.field};
            if (!first || here < *first) first = here;
        }
    }
    return first;
}

std::vector<Column> in_order_asked(const std::vector<Column>& columns, std::span<const std::size_t> fields) {
    std::vector<Column> asked;
    asked.reserve(fields.size());
    for (const std::size_t field : fields) {
        asked.push_back(*std::find_if(columns.begin(), columns.end(),
                                      [&](const Column& column) { return column.field == field; }));
    }
    return asked;
}

base::Diagnostic about(const std::string& path, std::string code, std::string message, std::string help) {
    base::Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.place.file = path;
    diagnostic.help = std::move(help);
    return diagnostic;
}

}  // namespace

struct SpssFile::State {
    std::shared_ptr<const ByteInput> input;
    std::optional<Encoding> encoding;  ///< to read with, whatever the file says
    bool may_guess = false;            ///< neither the file nor the user says how letters are stored
    std::string weight;
    std::vector<std::string> header;
    std::vector<std::shared_ptr<const Variable>> variables;

    void describe(const Contents& contents) {
        weight = contents.weight;
        header.clear();
        variables.clear();
        for (const SpssVariable& found : contents.variables) {
            header.push_back(found.variable.name);
            variables.push_back(finished(found, contents));
        }
    }

    [[nodiscard]] Cells cells(std::span<const std::size_t> fields, std::optional<Encoding> read_with) const {
        Cells cells(fields, variables);
        std::size_t field = 0;
        SpssEvents events;
        events.encoding = [](const std::string&) {};
        events.variable = [&](const SpssVariable&) { return cells.wants(field++); };
        events.label = [](const std::string&, const SpssLabel&) {};
        events.weight = [](const std::string&) {};
        events.cell = [&](std::size_t record, std::size_t column, const SpssValue& value) {
            cells.take(record, column, value);
        };
        parse_spss(*input, read_with, events);
        return cells;
    }
};

SpssFile::SpssFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
SpssFile::~SpssFile() = default;
SpssFile::SpssFile(SpssFile&&) noexcept = default;
SpssFile& SpssFile::operator=(SpssFile&&) noexcept = default;

SpssFile SpssFile::open(std::shared_ptr<const ByteInput> input, std::optional<Encoding> encoding) {
    if (encoding == Encoding::utf16le || encoding == Encoding::utf16be) {
        throw base::InputError(about(input->path(), "spss.encoding", "an SPSS file is never in UTF-16",
                                     "leave `encoding` out: the file itself says how it stores letters"));
    }
    auto state = std::make_unique<State>();
    state->input = std::move(input);
    state->encoding = encoding;
    Contents contents = read_contents(*state->input, state->encoding);
    state->may_guess = !encoding && contents.encoding.empty();
    if (state->may_guess && !contents.is_utf8()) {
        state->encoding = Encoding::windows1252;
        state->may_guess = false;
        contents = read_contents(*state->input, state->encoding);
    }
    state->describe(contents);
    return SpssFile(std::move(state));
}

const std::vector<std::string>& SpssFile::header() const {
    return state_->header;
}

const std::vector<std::shared_ptr<const Variable>>& SpssFile::variables() const {
    return state_->variables;
}

base::Place SpssFile::header_place(std::size_t field) const {
    return {state_->input->path(), 0, field + 1, {}};
}

Table SpssFile::read(std::span<const std::size_t> fields) const {
    const std::string& path = state_->input->path();
    Cells cells = state_->cells(fields, state_->encoding);
    const std::size_t n_records = cells.n_records();
    std::vector<Column> columns = std::move(cells).finish();
    if (const auto bad = first_not_utf8(columns)) {
        if (!state_->may_guess) {
            auto diagnostic = about(path, "spss.encoding",
                                    fmt::format("the text of \"{}\" in record {} is not in the encoding that "
                                                "the file names",
                                                state_->header[bad->second], bad->first + 1),
                                    "name the encoding in the wave, e.g. encoding = \"windows-1252\"");
            diagnostic.place.line = bad->first + 1;
            diagnostic.place.column = bad->second + 1;
            throw base::InputError(std::move(diagnostic));
        }
        columns = state_->cells(fields, Encoding::windows1252).finish();
    }
    if (n_records == 0) {
        throw base::InputError(about(path, "spss.no_records", "this SPSS file has variables and no records",
                                     "check that the export has finished"));
    }
    Table table;
    table.path = path;
    table.kind = FileKind::spss;
    table.header = state_->header;
    table.weight = state_->weight;
    table.n_records = n_records;
    for (std::size_t record = 0; record < n_records; ++record) {
        table.lines.add(record + 1);
        table.rows.add(record + 1);
    }
    table.columns = in_order_asked(columns, fields);
    return table;
}

bool is_spss_portable(const ByteInput& input) {
    // Titles in five character sets, a table of 256 characters, then the name; in lines of 80.
    constexpr std::size_t titles_and_table = 200 + 256;
    constexpr std::string_view name = "SPSSPORT";
    constexpr std::size_t with_line_ends = titles_and_table + name.size() + 12;
    std::array<char, with_line_ends> start{};
    const std::string_view head(start.data(), input.read_at(0, start.data(), start.size()));
    std::string text;
    std::copy_if(head.begin(), head.end(), std::back_inserter(text),
                 [](char c) { return c != '\r' && c != '\n'; });
    return text.size() >= titles_and_table && text.compare(titles_and_table, name.size(), name) == 0;
}

bool is_spss(const ByteInput& input) {
    std::array<char, 4> start{};
    const std::string_view head(start.data(), input.read_at(0, start.data(), start.size()));
    return head == "$FL2" || head == "$FL3" || is_spss_portable(input);
}

}  // namespace outcomes::io
