#include "libstats/render/describe_tables.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace outcomes::render {
namespace {

using findings::DescribedWave;
using findings::Description;
using Row = const Description*;

constexpr std::string_view lower_mark = " *";

std::string label_of(const Description& row) {
    const std::string& label = row.label.empty() ? row.term : row.label;
    return row.better == "lower" ? label + std::string(lower_mark) : label;
}

TextColumn label_column(std::string title) {
    return {.title = std::move(title), .shrinks = true, .wraps = true, .kept_end = lower_mark, .least = 12};
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

void add_score_table(Page& page, const DescriptionIndex& index, const DescribedWave& wave) {
    TextTable table({label_column("Scale"),
                     {.title = "People", .right = true},
                     {.title = "No score", .right = true},
                     {.title = "Mean", .right = true},
                     {.title = "SD", .right = true},
                     {.title = "Median", .right = true},
                     {.title = "Possible", .right = true},
                     {.title = "Floor", .right = true},
                     {.title = "Ceiling", .right = true}});
    for (const Row scale : index.terms("scale")) {
        const auto find = [&](std::string_view statistic) {
            return index.find(wave.id, scale->term, statistic);
        };
        const int digits = digits_for(find("sd"));
        table.add_row({label_of(*scale), count_of(find("scored")), lost_text(find("lost"), find("blank")),
                       figure_text(find("mean"), digits), figure_text(find("sd"), digits),
                       figure_text(find("median"), digits),
                       range_text(find("lowest_possible"), find("highest_possible")),
                       share_text(find("floor")), share_text(find("ceiling"))});
    }
    if (table.empty()) return;
    page.emplace_back(
        Heading{fmt::format("Scores, {} ({} answer sheets)", wave.label, grouped(wave.n_sheets))});
    page.emplace_back(std::move(table));
}

void add_reliability_table(Page& page, const DescriptionIndex& index, const DescribedWave& wave) {
    TextTable table({label_column("Scale"),
                     {.title = "People", .right = true},
                     {.title = "Alpha", .right = true},
                     {.title = "Omega", .right = true},
                     {.title = "Halves", .right = true},
                     {.title = "SEM", .right = true},
                     {.title = "SDC", .right = true}});
    for (const Row scale : index.terms("scale")) {
        const auto find = [&](std::string_view statistic) {
            return index.find(wave.id, scale->term, statistic);
        };
        const Row alpha = find("alpha");
        if (alpha == nullptr) continue;
        const bool one_question = alpha->reason == "one_item";
        const auto of_items = [&](std::string_view statistic) {
            return one_question ? std::string() : figure_text(find(statistic), 2);
        };
        const int digits = digits_for(find("sd"));
        table.add_row({label_of(*scale), alpha->n ? grouped(*alpha->n) : "", with_interval(alpha),
                       of_items("omega_total"), of_items("split_half"),
                       one_question ? "" : figure_text(find("sem_alpha"), digits),
                       one_question ? "" : figure_text(find("sdc_alpha"), digits)});
    }
    if (table.empty()) return;
    page.emplace_back(Heading{fmt::format("Reliability, {} (1 would be perfect)", wave.label)});
    page.emplace_back(std::move(table));
}

void add_retest_table(Page& page, const DescriptionIndex& index, const DescribedWave& from,
                      const DescribedWave& to) {
    TextTable table({label_column("Scale"),
                     {.title = "People", .right = true},
                     {.title = "r", .right = true},
                     {.title = "ICC agreement", .right = true},
                     {.title = "Consistency", .right = true},
                     {.title = "SEM", .right = true},
                     {.title = "SDC", .right = true}});
    for (const Row scale : index.terms("scale")) {
        const auto find = [&](std::string_view statistic) {
            return index.find_retest(from.id, to.id, scale->term, statistic);
        };
        const Row r = find("retest_r");
        if (r == nullptr) continue;
        const int digits = digits_for(index.find(from.id, scale->term, "sd"));
        table.add_row({label_of(*scale), r->n ? grouped(*r->n) : "", figure_text(r, 2),
                       with_interval(find("icc_agreement")), figure_text(find("icc_consistency"), 2),
                       figure_text(find("sem_retest"), digits), figure_text(find("sdc_retest"), digits)});
    }
    if (table.empty()) return;
    page.emplace_back(Heading{fmt::format("Asked twice, {} and {}", from.label, to.label)});
    page.emplace_back(std::move(table));
}

}  // namespace outcomes::render
