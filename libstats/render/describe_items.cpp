#include "libstats/render/describe_tables.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace outcomes::render {
namespace {

using findings::DescribedWave;
using findings::Description;
using findings::StudyDescription;
using Row = const Description*;
using Rows = std::vector<Row>;

/// More answers than this do not fit side by side.
constexpr std::size_t most_answers(Room room) {
    return room == Room::wide ? 7 : 5;
}

std::string question_text(const Description& row) {
    return row.label.empty() || row.label == row.term ? row.term : row.term + " " + row.label;
}

TextColumn question_column() {
    return {
        .title = "Question", .shrinks = true, .yields_last = true, .wraps = true, .least = 14, .most = 50};
}

std::vector<std::string> labels_of(const Rows& answers) {
    std::vector<std::string> labels;
    for (const Row row : answers) labels.push_back(row->answer);
    return labels;
}

bool has_mark(const Description& row, std::string_view mark) {
    return row.note.find(mark) != std::string::npos;
}

/// Questions with the same answers, which share a table.
struct AnswerGroup {
    std::vector<std::string> labels;
    Rows items;
};

std::vector<AnswerGroup> groups_of(const DescriptionIndex& index, const std::string& wave,
                                   const Rows& items) {
    std::vector<AnswerGroup> groups;
    for (const Row item : items) {
        auto labels = labels_of(index.answers(wave, item->term, "answer"));
        const auto known = std::find_if(groups.begin(), groups.end(),
                                        [&](const AnswerGroup& group) { return group.labels == labels; });
        if (known == groups.end())
            groups.push_back({std::move(labels), {item}});
        else
            known->items.push_back(item);
    }
    return groups;
}

/// "1 = Never, 2 = Often" where the labels are not short.
std::string legend_of(const std::vector<std::string>& labels) {
    std::string legend;
    for (std::size_t i = 0; i < labels.size(); ++i)
        legend += fmt::format("{}{} = {}", i == 0 ? "" : ", ", static_cast<char>('a' + i), labels[i]);
    return legend;
}

bool fits_as_title(const std::vector<std::string>& labels) {
    return std::all_of(labels.begin(), labels.end(),
                       [](const std::string& label) { return label.size() <= 5; });
}

void add_answer_table(Page& page, const DescriptionIndex& index, const std::string& wave,
                      const AnswerGroup& group, Room room) {
    if (group.labels.empty() || group.labels.size() > most_answers(room)) return;
    const bool titles = fits_as_title(group.labels);
    std::vector<TextColumn> columns{question_column(), {.title = "People", .right = true}};
    for (std::size_t i = 0; i < group.labels.size(); ++i)
        columns.push_back(
            {.title = titles ? group.labels[i] : std::string(1, static_cast<char>('a' + i)), .right = true});
    TextTable table(std::move(columns));
    for (const Row item : group.items) {
        const Row answered = index.find(wave, item->term, "answered");
        std::vector<std::string> cells{
            question_text(*item), answered != nullptr && answered->count ? grouped(*answered->count) : ""};
        for (const Row answer : index.answers(wave, item->term, "answer"))
            cells.push_back(answer->estimate ? percent(*answer->estimate, 0) : "");
        table.add_row(std::move(cells));
    }
    page.emplace_back(std::move(table));
    if (!titles) page.emplace_back(Paragraph{legend_of(group.labels)});
}

/// "11 (8 blank, 3 Don't know)"
std::string missing_text(const DescriptionIndex& index, const std::string& wave, const Description& item) {
    const Row not_asked = index.find(wave, item.term, "not_asked");
    if (not_asked != nullptr && not_asked->count == not_asked->n) return "not asked";
    const Row missing = index.find(wave, item.term, "missing");
    if (missing == nullptr || !missing->count) return "";
    std::vector<std::string> kinds;
    for (const Row kind : index.answers(wave, item.term, "missing"))
        kinds.push_back(fmt::format("{} {}", grouped(kind->count.value_or(0)), kind->answer));
    const std::string total = grouped(*missing->count);
    return kinds.empty() ? total : fmt::format("{} ({})", total, fmt::join(kinds, ", "));
}

void add_statistics_table(Page& page, const DescriptionIndex& index, const std::string& wave,
                          const Description& scale, const Rows& items, Room room) {
    const auto within = [&](const Description& item, std::string_view statistic) {
        return index.find_within(scale.term, wave, item.term, statistic);
    };
    const auto own = [&](std::string_view statistic) {
        return [&index, &wave, statistic](const Description& item) {
            return figure_text(index.find(wave, item.term, statistic), 2);
        };
    };
    const auto name = [&](const Description& item) {
        const Row rest = within(item, "item_rest");
        return rest != nullptr && has_mark(*rest, "reversed") ? item.term + " (r)" : item.term;
    };
    const std::vector<PlannedColumn> plan{
        {{.title = "Question", .shrinks = true, .yields_last = true, .wraps = true, .least = 8}, name},
        {{.title = "Missing", .shrinks = true, .wraps = true, .least = 14},
         [&](const Description& item) { return missing_text(index, wave, item); }},
        {{.title = "Mean", .right = true}, own("mean")},
        {{.title = "SD", .right = true}, own("sd"), false},
        {{.title = "Skew", .right = true}, own("skewness"), false},
        {{.title = "With rest", .right = true},
         [&](const Description& item) { return figure_text(within(item, "item_rest"), 2); }},
        {{.title = "Alpha without", .right = true},
         [&](const Description& item) { return figure_text(within(item, "alpha_if_deleted"), 2); }}};
    page.emplace_back(planned_table(plan, items, room));
}

}  // namespace

void add_item_tables(Page& page, const DescriptionIndex& index, const StudyDescription& study,
                     const Description& scale, Room room) {
    const Rows& items = index.items(scale.term);
    if (items.empty()) return;
    for (const DescribedWave& wave : study.waves) {
        page.emplace_back(Heading{fmt::format("{}, {}", scale.label, wave.label)});
        for (const AnswerGroup& group : groups_of(index, wave.id, items))
            add_answer_table(page, index, wave.id, group, room);
        add_statistics_table(page, index, wave.id, scale, items, room);
    }
}

void add_question_table(Page& page, const DescriptionIndex& index, const StudyDescription& study,
                        const Description& question) {
    const bool only_shares = study.waves.size() > 3;  // counts would not fit
    const std::size_t least = only_shares ? 5 : 12;
    std::vector<TextColumn> columns{{.title = "Answer", .shrinks = true, .wraps = true, .least = 12}};
    for (const DescribedWave& wave : study.waves)
        columns.push_back({.title = wave.label, .right = true, .shrinks = true, .least = least});
    TextTable table(std::move(columns));
    std::vector<std::string> labels;
    for (const DescribedWave& wave : study.waves) {
        for (const std::string& label : labels_of(index.answers(wave.id, question.term, "answer"))) {
            if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
        }
    }
    const auto cell = [&](Row row) {
        if (row == nullptr || !row->count) return std::string();
        if (only_shares || !row->estimate) return share_text(row);
        return fmt::format("{} ({})", grouped(*row->count), percent(*row->estimate, 0));
    };
    for (const std::string& label : labels) {
        std::vector<std::string> cells{label};
        for (const DescribedWave& wave : study.waves) {
            const Rows answers = index.answers(wave.id, question.term, "answer");
            const auto found = std::find_if(answers.begin(), answers.end(),
                                            [&](const Row row) { return row->answer == label; });
            cells.push_back(found == answers.end() ? "" : cell(*found));
        }
        table.add_row(std::move(cells));
    }
    std::vector<std::string> none{"No answer"};
    for (const DescribedWave& wave : study.waves) {
        const Row missing = index.find(wave.id, question.term, "missing");
        none.push_back(missing != nullptr && missing->count ? grouped(*missing->count) : "");
    }
    table.add_row(std::move(none));
    page.emplace_back(Heading{question.label.empty() ? question.term : question.label});
    page.emplace_back(std::move(table));
}

}  // namespace outcomes::render
