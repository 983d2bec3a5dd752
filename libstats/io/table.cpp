#include "libstats/io/table.hpp"

#include "libstats/base/outcome.hpp"
#include "libstats/io/text_source.hpp"

#include <algorithm>
#include <optional>

namespace outcomes::io {
namespace {

template <class To, class From>
std::vector<To> widened(const std::vector<From>& codes) {
    std::vector<To> wide;
    wide.reserve(codes.capacity());
    wide.assign(codes.begin(), codes.end());
    return wide;
}

}  // namespace

void CodeVector::push_wide(std::uint32_t code) {
    if (const auto* bytes = std::get_if<0>(&codes_); bytes != nullptr)
        codes_ = widened<std::uint16_t>(*bytes);
    if (const auto* words = std::get_if<1>(&codes_); words != nullptr && code > 0xFFFF) {
        codes_ = widened<std::uint32_t>(*words);
    }
    std::visit(
        [code](auto& codes) {
            using Code = typename std::decay_t<decltype(codes)>::value_type;
            codes.push_back(static_cast<Code>(code));
        },
        codes_);
}

void CodeVector::append(std::span<const std::uint8_t> codes) {
    std::visit([codes](auto& all) { all.insert(all.end(), codes.begin(), codes.end()); }, codes_);
}

void CodeVector::reserve(std::size_t n_codes) {
    std::visit([n_codes](auto& all) { all.reserve(n_codes); }, codes_);
}

void RecordLines::add(std::uint64_t line) {
    if (n_records_ == 0 || line != last_line_ + 1) jumps_.push_back({n_records_, line});
    ++n_records_;
    last_line_ = line;
}

std::uint64_t RecordLines::line_of(std::size_t record) const {
    base::require(record < n_records_, "line_of: there is no such record");
    const auto after =
        std::upper_bound(jumps_.begin(), jumps_.end(), record,
                         [](std::size_t wanted, const Jump& jump) { return wanted < jump.record; });
    const Jump& jump = *(after - 1);
    return jump.line + (record - jump.record);
}

std::string_view Variable::label_of(std::string_view value) const {
    const auto found = std::find_if(value_labels.begin(), value_labels.end(),
                                    [&](const ValueLabel& one) { return one.value == value; });
    return found == value_labels.end() ? std::string_view() : found->label;
}

const DeclaredMissing* Column::missing_of(std::uint32_t number) const {
    const auto found = std::lower_bound(
        declared_missing.begin(), declared_missing.end(), number,
        [](const DeclaredMissing& missing, std::uint32_t wanted) { return missing.number < wanted; });
    return found == declared_missing.end() || found->number != number ? nullptr : &*found;
}

std::string_view Column::label_of(std::uint32_t number) const {
    return variable == nullptr ? std::string_view() : variable->label_of(values.at(number));
}

const Column* Table::find(std::string_view name) const {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const Column& column) { return column.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

base::Place Table::place(std::size_t record, std::size_t field) const {
    if (kind == FileKind::spss) return {path, lines.line_of(record), field + 1, {}};
    return {path, lines.line_of(record), field + 1, base::excel_cell(rows.line_of(record), field + 1)};
}

std::string Table::line_text(std::size_t record) const {
    const std::uint64_t wanted = lines.line_of(record);
    if (path == "-" || kind == FileKind::spss) return {};
    try {
        Decoding decoding{.encoding = dialect.encoding, .cr_only = dialect.cr_only};
        if (dialect.has_bom) decoding.begin = dialect.encoding == Encoding::utf8 ? 3 : 2;
        PhysicalLines text(TextSource(ByteInput::open(path), decoding));
        for (std::uint64_t line = 1; line < wanted; ++line) {
            if (!text.next()) return {};
        }
        return text.next().value_or("");
    } catch (const base::InputError&) {
        return {};
    }
}

}  // namespace outcomes::io
