#include "libstats/survey/conversion.hpp"

#include "libstats/base/diagnostic.hpp"
#include "libstats/base/int128.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/sums.hpp"
#include "libstats/base/text.hpp"
#include "libstats/io/csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace outcomes::survey {
namespace {

struct Row {
    base::Decimal raw;
    base::Decimal converted;
};

[[noreturn]] void refuse(std::string message, base::Place place, std::string found = {}) {
    base::Diagnostic diagnostic;
    diagnostic.code = "data.bad_conversion";
    diagnostic.message = std::move(message);
    diagnostic.place = std::move(place);
    diagnostic.found = std::move(found);
    diagnostic.help = "a conversion table has two columns of numbers: the raw score and the converted one";
    throw base::InputError(std::move(diagnostic));
}

std::optional<base::Decimal> number_in(std::string_view text, char delimiter) {
    if (const auto number = base::parse_decimal(text)) return number;
    return delimiter == ',' ? std::nullopt : base::parse_decimal(text, ',');
}

std::vector<Row> read_rows(const std::string& path) {
    io::CsvFile file = io::CsvFile::open(path);
    const char delimiter = file.dialect().delimiter;
    if (file.header().size() < 2) refuse("the conversion table has fewer than two columns", {path, 1, 0, {}});
    std::vector<Row> rows;
    const auto first_raw = number_in(file.header()[0], delimiter);
    const auto first_converted = number_in(file.header()[1], delimiter);
    if (first_raw && first_converted) rows.push_back({*first_raw, *first_converted});  // there is no header
    const std::array<std::size_t, 2> fields{0, 1};
    const io::Table table = file.read(fields);
    for (std::size_t record = 0; record < table.n_records; ++record) {
        std::array<base::Decimal, 2> pair;
        for (const std::size_t field : fields) {
            const std::string_view text = table.columns[field].text(record);
            const auto number = number_in(text, delimiter);
            if (!number) {
                refuse("a cell of the conversion table is no number", table.place(record, field),
                       fmt::format("\"{}\"", base::printable(text)));
            }
            pair.at(field) = *number;
        }
        rows.push_back({pair[0], pair[1]});
    }
    return rows;
}

}  // namespace

Conversion read_conversion(const std::string& path) {
    std::vector<Row> rows = read_rows(path);
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return base::compare(a.raw, b.raw) < 0; });
    Conversion table{path, {}, {}};
    for (const Row& row : rows) {
        if (!table.raw.empty() && base::compare(table.raw.back(), row.raw) == 0) {
            refuse(fmt::format("the raw score {} stands twice in the conversion table",
                               base::shortest(row.raw.to_double())),
                   {path, 0, 0, {}});
        }
        table.raw.push_back(row.raw);
        table.converted.push_back(row.converted);
    }
    return table;
}

ConversionGrid on_grid(const Conversion& table, std::int64_t denominator) {
    base::require(denominator > 0, "on_grid: the denominator must be positive");
    const auto converted = base::common_grid(table.converted);
    if (!converted)
        refuse("the converted scores have too many digits to be kept exactly", {table.path, 0, 0, {}});
    ConversionGrid grid;
    grid.denominator = converted->denominator;
    for (std::size_t i = 0; i < table.raw.size(); ++i) {
        const base::Decimal& raw = table.raw[i];
        base::Int128 scale = 1;
        for (int d = 0; d < raw.digits; ++d) scale *= 10;
        const base::Int128 scaled = static_cast<base::Int128>(raw.units) * denominator;
        const base::Int128 units = scaled / scale;
        const base::Int128 limit = base::Int128{1} << 62;
        if (units * scale != scaled || units >= limit || units <= -limit) continue;
        grid.converted.emplace(static_cast<std::int64_t>(units), converted->units[i]);
    }
    const auto [low, high] = std::minmax_element(converted->units.begin(), converted->units.end());
    grid.low = base::ratio(*low, grid.denominator);
    grid.high = base::ratio(*high, grid.denominator);
    return grid;
}

}  // namespace outcomes::survey
