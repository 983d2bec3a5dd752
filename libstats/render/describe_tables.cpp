#include "libstats/render/describe_tables.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace outcomes::render {
namespace {

using findings::DescribedWave;
using findings::Description;
using Row = const Description*;
using Rows = std::vector<Row>;

constexpr std::string_view lower_mark = " *";

std::string label_of(const Description& row) {
    const std::string& label = row.label.empty() ? row.term : row.label;
    return row.better == "lower" ? label + std::string(lower_mark) : label;
}

TextColumn label_column() {
    return {.title = "Scale", .shrinks = true, .wraps = true, .kept_end = lower_mark, .least = 12};
}

TextColumn number_column(std::string title) {
    return {.title = std::move(title), .right = true};
}

std::string people_of(Row row) {
    return row != nullptr && row->n ? grouped(*row->n) : "";
}

/// The scales for which there is such a figure, or a reason why not.
template <class Find>
Rows with_figure(const Rows& scales, const Find& find) {
    Rows kept;
    std::copy_if(scales.begin(), scales.end(), std::back_inserter(kept),
                 [&](Row scale) { return find(*scale) != nullptr; });
    return kept;
}

std::string count_of(Row row) {
    return row != nullptr && row->count ? grouped(*row->count) : "";
}

/// Decimals that suit scores with this spread.
int digits_for(Row sd) {
    return sd != nullptr && sd->estimate && *sd->estimate >= 5 ? 1 : 2;
}

std::string plain(Row row) {
    return row != nullptr && row->estimate ? base::shortest(*row->estimate) : "";
}

std::string range_text(Row low, Row high) {
    const std::string text = plain(low) + " to " + plain(high);
    return text == " to " ? "" : text;
}

std::string lost_text(Row lost, Row blank) {
    const auto n = [](Row row) { return row != nullptr ? row->count.value_or(0) : 0; };
    return grouped(n(lost) + n(blank));
}

}  // namespace

std::string figure_text(Row row, int digits) {
    if (row == nullptr) return "";
    return row->estimate ? base::fixed(*row->estimate, digits) : short_reason(row->reason);
}

std::string with_interval(Row row, int digits) {
    if (row == nullptr || !row->estimate) return figure_text(row, digits);
    const std::string limits = interval(row->conf_low, row->conf_high, digits);
    return base::fixed(*row->estimate, digits) + (limits.empty() ? "" : " (" + limits + ")");
}

std::string share_text(Row row) {
    if (row == nullptr) return "";
    return row->estimate ? percent(*row->estimate, 0) : short_reason(row->reason);
}

TextTable planned_table(const std::vector<PlannedColumn>& plan, const std::vector<Row>& rows, Room room) {
    const auto is_kept = [&](const PlannedColumn& one) { return room == Room::wide || one.when_narrow; };
    std::vector<TextColumn> columns;
    for (const PlannedColumn& one : plan) {
        if (is_kept(one)) columns.push_back(one.column);
    }
    TextTable table(std::move(columns));
    for (const Row row : rows) {
        std::vector<std::string> cells;
        for (const PlannedColumn& one : plan) {
            if (is_kept(one)) cells.push_back(one.text(*row));
        }
        table.add_row(std::move(cells));
    }
    return table;
}

void add_score_table(Page& page, const DescriptionIndex& index, const DescribedWave& wave, Room room) {
    const Rows& scales = index.terms("scale");
    if (scales.empty()) return;
    const auto find = [&](const Description& scale, std::string_view statistic) {
        return index.find(wave.id, scale.term, statistic);
    };
    const auto figure = [&](std::string_view statistic) {
        return [&find, statistic](const Description& scale) {
            return figure_text(find(scale, statistic), digits_for(find(scale, "sd")));
        };
    };
    const auto share = [&](std::string_view statistic) {
        return [&find, statistic](const Description& scale) { return share_text(find(scale, statistic)); };
    };
    const auto count = [&](const Description& scale) { return count_of(find(scale, "scored")); };
    const auto lost = [&](const Description& scale) {
        return lost_text(find(scale, "lost"), find(scale, "blank"));
    };
    const auto range = [&](const Description& scale) {
        return range_text(find(scale, "lowest_possible"), find(scale, "highest_possible"));
    };
    const std::vector<PlannedColumn> plan{{label_column(), label_of},
                                          {number_column("People"), count},
                                          {number_column("No score"), lost},
                                          {number_column("Mean"), figure("mean")},
                                          {number_column("SD"), figure("sd")},
                                          {number_column("Median"), figure("median"), false},
                                          {number_column("Possible"), range, false},
                                          {number_column("Floor"), share("floor")},
                                          {number_column("Ceiling"), share("ceiling")}};
    page.emplace_back(
        Heading{fmt::format("Scores, {} ({} answer sheets)", wave.label, grouped(wave.n_sheets))});
    page.emplace_back(planned_table(plan, scales, room));
}

void add_reliability_table(Page& page, const DescriptionIndex& index, const DescribedWave& wave, Room room) {
    const auto find = [&](const Description& scale, std::string_view statistic) {
        return index.find(wave.id, scale.term, statistic);
    };
    const auto alpha = [&](const Description& scale) { return find(scale, "alpha"); };
    const Rows scales = with_figure(index.terms("scale"), alpha);
    if (scales.empty()) return;
    // Where alpha has a reason, the others have the same.
    const auto figure = [&](std::string_view statistic) {
        return [&, statistic](const Description& scale) {
            return alpha(scale)->estimate ? figure_text(find(scale, statistic), 2) : "";
        };
    };
    const auto error = [&](std::string_view statistic) {
        return [&, statistic](const Description& scale) {
            const int digits = digits_for(find(scale, "sd"));
            return alpha(scale)->estimate ? figure_text(find(scale, statistic), digits) : "";
        };
    };
    const std::vector<PlannedColumn> plan{
        {label_column(), label_of},
        {number_column("People"), [&](const Description& scale) { return people_of(alpha(scale)); }},
        {number_column("Alpha"), [&](const Description& scale) { return with_interval(alpha(scale)); }},
        {number_column("Omega"), figure("omega_total"), false},
        {number_column("Halves"), figure("split_half"), false},
        {number_column("SEM"), error("sem_alpha"), false},
        {number_column("SDC"), error("sdc_alpha")}};
    page.emplace_back(Heading{fmt::format("Reliability, {} (1 would be perfect)", wave.label)});
    page.emplace_back(planned_table(plan, scales, room));
}

void add_retest_table(Page& page, const DescriptionIndex& index, const DescribedWave& from,
                      const DescribedWave& to, Room room) {
    const auto find = [&](const Description& scale, std::string_view statistic) {
        return index.find_retest(from.id, to.id, scale.term, statistic);
    };
    const auto agreement = [&](const Description& scale) { return find(scale, "icc_agreement"); };
    const Rows scales = with_figure(index.terms("scale"), agreement);
    if (scales.empty()) return;
    // Where the agreement has a reason, the others have the same.
    const auto figure = [&](std::string_view statistic) {
        return [&, statistic](const Description& scale) {
            return agreement(scale)->estimate ? figure_text(find(scale, statistic), 2) : "";
        };
    };
    const auto error = [&](std::string_view statistic) {
        return [&, statistic](const Description& scale) {
            const int digits = digits_for(index.find(from.id, scale.term, "sd"));
            return agreement(scale)->estimate ? figure_text(find(scale, statistic), digits) : "";
        };
    };
    const std::vector<PlannedColumn> plan{
        {label_column(), label_of},
        {number_column("People"), [&](const Description& scale) { return people_of(agreement(scale)); }},
        {number_column("r"), figure("retest_r")},
        {number_column("ICC agreement"),
         [&](const Description& scale) { return with_interval(agreement(scale)); }},
        {number_column("Consistency"), figure("icc_consistency"), false},
        {number_column("SEM"), error("sem_retest"), false},
        {number_column("SDC"), error("sdc_retest")}};
    page.emplace_back(Heading{fmt::format("Asked twice, {} and {}", from.label, to.label)});
    page.emplace_back(planned_table(plan, scales, room));
}

}  // namespace outcomes::render
