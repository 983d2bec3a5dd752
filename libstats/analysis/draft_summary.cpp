#include "libstats/analysis/draft.hpp"
#include "libstats/base/text.hpp"
#include "libstats/io/encoding.hpp"
#include "libstats/survey/before_after.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace outcomes::analysis {
namespace {

using survey::DraftList;
using survey::DraftQuestion;
using survey::DraftScale;
using survey::StudyDraft;

std::string counted(std::size_t n, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", n, n == 1 ? one : many);
}

std::string_view delimiter_name(char delimiter) {
    switch (delimiter) {
        case ';':
            return "semicolon";
        case '\t':
            return "tab";
        case '|':
            return "bar";
        default:
            return "comma";
    }
}

std::string about_file(const survey::ExportFile& file) {
    const io::Dialect& dialect = file.table.dialect;
    std::string how;  // delimited text was written
    if (file.table.kind == io::FileKind::delimited) {
        how = fmt::format("{}, {}, {}; ", io::encoding_name(dialect.encoding),
                          delimiter_name(dialect.delimiter),
                          counted(file.layout.header_rows, "header row", "header rows"));
    }
    return fmt::format("Read {}   {}, {} ({}{})", file.path, counted(file.table.n_records, "row", "rows"),
                       counted(file.layout.columns.size(), "column", "columns"), how, file.layout.label);
}

void line(std::vector<std::string>& lines, std::string_view topic, const std::string& text) {
    if (!text.empty()) lines.push_back(fmt::format("  {:<15} {}", topic, text));
}

std::string about_waves(const StudyDraft& draft) {
    std::vector<std::string> names;
    for (const survey::DraftWave& wave : draft.waves) {
        names.push_back(
            fmt::format("{} ({}, {})", wave.id, wave.label, counted(wave.records.size(), "row", "rows")));
    }
    return base::joined(names);
}

std::string about_person(const StudyDraft& draft) {
    if (draft.people.id.empty()) return "none found: people cannot be recognised from wave to wave";
    return fmt::format("{}: {}", base::joined(draft.people.id, "with"), draft.people.id_note);
}

void about_columns(const StudyDraft& draft, std::vector<std::string>& lines) {
    if (draft.waves.size() < 2) return;
    std::size_t same = 0;
    std::vector<std::string> alike;
    for (const DraftQuestion& question : draft.questions) {
        const auto& names = question.names;
        same += std::all_of(names.begin(), names.end(),
                            [&](const auto& name) { return name == names.front() && !name.empty(); })
                    ? 1U
                    : 0U;
        if (!question.note.empty()) alike.push_back(question.note);
    }
    line(lines, "Same columns", fmt::format("{}", same));
    for (const std::string& note : alike) line(lines, "", note);
}

std::string about_lists(const StudyDraft& draft) {
    std::vector<std::string> lists;
    for (const DraftList& list : draft.lists)
        lists.push_back(fmt::format("{} in {}", list.list.id, counted(list.n_columns, "column", "columns")));
    return base::joined(lists);
}

std::string about_scales(const StudyDraft& draft) {
    std::size_t scales = 0;
    std::size_t left_out = 0;
    std::size_t reversed = 0;
    for (const DraftScale& scale : draft.scales) {
        ++(scale.left_out ? left_out : scales);
        if (!scale.left_out) reversed += scale.scale.reverse.size();
    }
    std::string text = fmt::format("{} suggested", scales);
    if (reversed > 0) text += fmt::format("; {} turned round", counted(reversed, "question", "questions"));
    if (left_out > 0) text += fmt::format("; {} of questions that do not hang together left out", left_out);
    if (!draft.categories.empty())
        text +=
            fmt::format("; {} shown as answers", counted(draft.categories.size(), "question", "questions"));
    return text;
}

std::string other_spellings(const StudyDraft& draft) {
    std::vector<std::string> texts;
    for (const DraftList& list : draft.lists) {
        for (const auto& [text, label] : list.list.also)
            texts.push_back(fmt::format("\"{}\" as \"{}\"", text, label));
    }
    return base::joined(texts, "and", 4);
}

/// What the lines that ask are about.
std::string about_doubts(const StudyDraft& draft) {
    std::vector<std::string> about;
    const auto add = [&](bool unsure, const std::string& what) {
        if (unsure) about.push_back(what);
    };
    for (const survey::DraftWave& wave : draft.waves)
        add(!wave.doubt.empty(), fmt::format("the wave {}", wave.id));
    add(!draft.people.id_doubt.empty(), "the person code");
    add(!draft.missing_doubts.empty(), "what means \"no answer\"");
    for (const DraftList& list : draft.lists)
        add(!list.doubts.empty(), fmt::format("the answers {}", list.list.id));
    for (const DraftQuestion& question : draft.questions)
        add(!question.doubt.empty(), fmt::format("the question {}", question.item));
    for (const DraftScale& scale : draft.scales)
        add(!scale.doubt.empty() && !scale.left_out, fmt::format("the scale {}", scale.scale.id));
    return base::joined(about, "and", 6);
}

std::string about_rows(const StudyDraft& draft) {
    std::vector<std::string> kinds;
    for (const survey::DraftDoubtfulRows& rows : draft.doubtful_rows)
        kinds.push_back(fmt::format("{} {}", rows.count, rows.rows.kind));
    return kinds.empty() ? "" : base::joined(kinds) + ": counted, not left out; see [rows] in the draft";
}

}  // namespace

std::vector<std::string> summary_of(const StudyDraft& draft) {
    std::vector<std::string> lines;
    for (const survey::ExportFile& file : draft.files) lines.push_back(about_file(file));
    for (const std::string& dictionary : draft.dictionaries) lines.push_back("Read " + dictionary);
    line(lines, "Waves", about_waves(draft));
    line(lines, "Person code", about_person(draft));
    about_columns(draft, lines);
    if (!draft.before_after.empty())
        line(lines, "Before, after", survey::compare_command(draft.files.front().path, draft.before_after));
    line(lines, "Doubtful rows", about_rows(draft));
    line(lines, "Answer lists", about_lists(draft));
    line(lines, "Read alike", other_spellings(draft));
    line(lines, "Scales", about_scales(draft));
    line(lines, "Not sure", about_doubts(draft));
    return lines;
}

}  // namespace outcomes::analysis
