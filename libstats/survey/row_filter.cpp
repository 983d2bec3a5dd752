#include "libstats/survey/row_filter.hpp"

#include "libstats/base/text.hpp"

#include <algorithm>
#include <string>

namespace outcomes::survey {
namespace {

bool has_limit(const Condition& condition) {
    return condition.above || condition.below || condition.at_least || condition.at_most;
}

bool within_limits(const Condition& condition, const base::Decimal& number) {
    return (!condition.above || base::compare(number, *condition.above) > 0) &&
           (!condition.below || base::compare(number, *condition.below) < 0) &&
           (!condition.at_least || base::compare(number, *condition.at_least) >= 0) &&
           (!condition.at_most || base::compare(number, *condition.at_most) <= 0);
}

/// The same text, or the same number however it is written: `time = 1` finds "1", " 1" and "1.0".
bool same(const std::string& wanted, const std::string& folded, char mark) {
    if (base::folded(wanted) == folded) return true;
    const auto a = base::parse_decimal(wanted);
    const auto b = a ? base::parse_decimal(folded, mark) : std::nullopt;
    return a && b && base::compare(*a, *b) == 0;
}

bool one_of(const std::vector<std::string>& texts, const std::string& folded, char mark) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const std::string& wanted) { return same(wanted, folded, mark); });
}

}  // namespace

Holds holds(const Condition& condition, const ConditionCell& cell, char mark) {
    const std::string text = base::folded(cell.text);
    const std::string label = base::folded(cell.label);
    const auto is_among = [&](const std::vector<std::string>& texts) {
        return one_of(texts, text, mark) || (!label.empty() && one_of(texts, label, mark));
    };
    if (!condition.is.empty() && !is_among(condition.is)) return Holds::no;
    if (is_among(condition.is_not)) return Holds::no;
    if (condition.blank && *condition.blank != cell.is_missing) return Holds::no;
    if (!has_limit(condition)) return Holds::yes;
    const auto number = cell.is_missing ? std::nullopt : base::parse_decimal(text, mark);
    if (!number) return Holds::not_a_number;
    return within_limits(condition, *number) ? Holds::yes : Holds::no;
}

Holds holds(const Condition& condition, std::string_view text, const MissingKey& missing, char mark) {
    return holds(condition, {text, {}, missing.contains(text)}, mark);
}

RowFilter::RowFilter(const Study& study, const Wave& wave)
    : study_(&study), wave_(&wave), missing_(study.missing, wave.decimal) {}

void RowFilter::restrict_rows(const io::Table& table, const Condition& condition, bool wanted, Rows& rows,
                              std::vector<std::uint8_t>& flags) const {
    const io::Column* column = table.find(condition.column);
    if (column == nullptr) return;
    std::vector<Holds> meaning;
    for (std::uint32_t code = 0; code < column->values.size(); ++code) {
        const ConditionCell cell{column->values.at(code), column->label_of(code),
                                 missing_.contains(*column, code)};
        meaning.push_back(holds(condition, cell, wave_->decimal));
    }
    column->codes.visit([&](const auto& codes) {
        for (std::size_t record = 0; record < flags.size(); ++record) {
            if (flags[record] == 0) continue;
            const Holds here = meaning[codes[record]];
            if (here == Holds::not_a_number && rows.n_not_numbers++ == 0)
                rows.not_numbers_in = condition.column;
            if ((here == Holds::yes) != wanted) flags[record] = 0;
        }
    });
}

RowFilter::Rows RowFilter::apply(const io::Table& table) const {
    Rows rows;
    rows.of_wave.assign(table.n_records, 1);
    for (const Condition& condition : wave_->where) restrict_rows(table, condition, true, rows, rows.of_wave);
    rows.kept = rows.of_wave;
    const auto restrict_kept = [&](const std::vector<Condition>& conditions, bool wanted) {
        for (const Condition& condition : conditions) {
            if (condition.is_for(wave_->id)) restrict_rows(table, condition, wanted, rows, rows.kept);
        }
    };
    restrict_kept(study_->rows.keep, true);
    restrict_kept(study_->rows.drop, false);
    return rows;
}

}  // namespace outcomes::survey
