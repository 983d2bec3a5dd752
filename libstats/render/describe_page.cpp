#include "libstats/render/describe.hpp"
#include "libstats/render/describe_tables.hpp"

#include <algorithm>
#include <string>

namespace outcomes::render {
namespace {

using findings::Description;
using findings::StudyDescription;

constexpr std::size_t least_width = 60;
constexpr std::size_t wide_from = 80;

bool any(const StudyDescription& study, bool (*holds)(const Description&)) {
    return std::any_of(study.results.begin(), study.results.end(), holds);
}

bool has_note(const Description& row, std::string_view note) {
    return row.note.find(note) != std::string::npos;
}

void add_notes(Page& page, const StudyDescription& study, std::string_view statement, bool items) {
    page.emplace_back(Heading{"Notes"});
    if (any(study, [](const Description& row) { return row.level == "scale"; })) {
        page.emplace_back(
            Remark{"No score: sheets without one, because too few of the questions were answered. "
                   "Floor and ceiling: people at the lowest and highest possible score."});
    }
    if (any(study, [](const Description& row) { return row.better == "lower"; }))
        page.emplace_back(Remark{"* a lower score is better."});
    const bool crowded = any(study, [](const Description& row) {
        return row.level == "scale" && (has_note(row, "many_at_floor") || has_note(row, "many_at_ceiling"));
    });
    if (crowded)
        page.emplace_back(
            Remark{"More than 15 % at the floor or the ceiling: they cannot go further, so a "
                   "change in that direction is hard to see."});
    if (any(study, [](const Description& row) { return row.statistic == "alpha"; })) {
        page.emplace_back(Remark{
            "Alpha, omega (one factor) and halves (odd against even questions) say how well the "
            "questions of a scale hang together. SEM: how far a person's score is from what it would be "
            "without chance. SDC: a person's change has to be larger than this to be more than chance; "
            "the change of an average needs far less."});
    }
    if (any(study, [](const Description& row) { return row.statistic == "retest_r"; })) {
        page.emplace_back(
            Remark{"Asked twice: people who really changed in between lower r and ICC and raise the SDC, so "
                   "these are worst cases."});
    }
    if (items) {
        page.emplace_back(
            Remark{"With rest: correlation with the sum of the other questions. Alpha without: "
                   "alpha if the question were left out. (r): turned round for these two; its "
                   "answers and mean are as given."});
    }
    for (const findings::Warning& warning : study.warnings) {
        if (warning.code.starts_with("describe."))
            page.emplace_back(Remark{"Careful: " + warning.message + '.'});
    }
    page.emplace_back(Remark{std::string(statement)});
}

/// Whether a scale on this page asks the question: else it was named by itself.
bool stands_in_scale(const DescriptionIndex& index, const Description& item) {
    const auto& scales = index.terms("scale");
    return std::any_of(scales.begin(), scales.end(), [&](const Description* scale) {
        const auto& items = index.items(scale->term);
        return std::any_of(items.begin(), items.end(),
                           [&](const Description* one) { return one->term == item.term; });
    });
}

Page describe_page(const StudyDescription& study, std::string_view statement, bool items, Room room) {
    const DescriptionIndex index(study);
    Page page;
    page.emplace_back(Title{study.title.empty() ? study.id : study.title});
    page.emplace_back(Paragraph{"Each wave on its own. What changed between them: outcomes compare."});
    for (const findings::DescribedWave& wave : study.waves) {
        add_score_table(page, index, wave, room);
        add_reliability_table(page, index, wave, room);
    }
    for (std::size_t w = 1; w < study.waves.size(); ++w)
        add_retest_table(page, index, study.waves[w - 1], study.waves[w], room);
    for (const Description* question : index.terms("question"))
        add_question_table(page, index, study, *question);
    for (const Description* item : index.terms("item")) {
        if (!stands_in_scale(index, *item)) add_question_table(page, index, study, *item);
    }
    if (items) {
        for (const Description* scale : index.terms("scale"))
            add_item_tables(page, index, study, *scale, room);
    }
    add_notes(page, study, statement, items);
    return page;
}

template <class Write>
std::string pages(const findings::SafeDescriptions& safe, bool items, Room room, Write write) {
    std::string out;
    for (const StudyDescription& study : safe.get().studies) {
        if (!out.empty()) out += '\n';
        out += write(describe_page(study, safe.statement(), items, room));
    }
    return out;
}

}  // namespace

std::string describe_text(const findings::SafeDescriptions& descriptions,
                          const DescribeTextOptions& options) {
    const std::size_t width = std::max(least_width, options.width);
    return pages(descriptions, options.items, width < wide_from ? Room::narrow : Room::wide,
                 [&](const Page& page) { return page_to_text(page, width, options.color); });
}

std::string describe_markdown(const findings::SafeDescriptions& descriptions, bool items) {
    return pages(descriptions, items, Room::wide, [](const Page& page) { return page_to_markdown(page); });
}

}  // namespace outcomes::render
