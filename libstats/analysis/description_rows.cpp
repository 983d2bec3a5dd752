#include "libstats/analysis/description_rows.hpp"

#include <string>

namespace outcomes::analysis {

using findings::Description;

Description about_scale(const survey::Scale& scale) {
    Description row;
    row.level = "scale";
    row.term = scale.id;
    row.label = scale.label.empty() ? scale.id : scale.label;
    switch (scale.better) {
        case survey::Better::higher:
            row.better = "higher";
            break;
        case survey::Better::lower:
            row.better = "lower";
            break;
        case survey::Better::neither:
            row.better = "neither";
            break;
    }
    return row;
}

Description& RowsOfTerm::count(std::string_view statistic, std::uint64_t count, std::uint64_t n) {
    Description& row = rows_->emplace_back(common_);
    row.statistic = statistic;
    row.n = n;
    row.count = count;
    if (n > 0)
        row.estimate = static_cast<double>(count) / static_cast<double>(n);
    else
        row.reason = base::reason_id(base::Reason::no_answers);
    return row;
}

Description& RowsOfTerm::figure(std::string_view statistic, std::uint64_t n,
                                const base::Outcome<double>& value) {
    Description& row = rows_->emplace_back(common_);
    row.statistic = statistic;
    row.n = n;
    if (value)
        row.estimate = *value;
    else
        row.reason = base::reason_id(value.reason());
    return row;
}

void set_interval(Description& row, const stats::Interval& interval, double level) {
    row.conf_low = interval.low;
    row.conf_high = interval.high;
    row.conf_level = level;
}

void add_note(Description& row, std::string_view note) {
    if (!row.note.empty()) row.note += "; ";
    row.note += note;
}

void add_floor_and_ceiling(RowsOfTerm& rows, std::uint64_t at_floor, std::uint64_t at_ceiling,
                           std::uint64_t n) {
    Description& floor = rows.count("floor", at_floor, n);
    if (floor.estimate && *floor.estimate > most_at_one_end) add_note(floor, "many_at_floor");
    Description& ceiling = rows.count("ceiling", at_ceiling, n);
    if (ceiling.estimate && *ceiling.estimate > most_at_one_end) add_note(ceiling, "many_at_ceiling");
}

}  // namespace outcomes::analysis
