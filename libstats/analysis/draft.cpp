#include "libstats/analysis/draft.hpp"

#include "libstats/analysis/draft_scales.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/base/text.hpp"
#include "libstats/survey/before_after.hpp"
#include "libstats/survey/draft_answers.hpp"
#include "libstats/survey/draft_dictionary.hpp"
#include "libstats/survey/draft_lists.hpp"
#include "libstats/survey/draft_people.hpp"
#include "libstats/survey/draft_questions.hpp"
#include "libstats/survey/draft_waves.hpp"
#include "libstats/survey/draft_words.hpp"
#include "libstats/survey/export_file.hpp"
#include "libstats/survey/row_filter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

namespace outcomes::analysis {
namespace {

using survey::ColumnRole;
using survey::DraftQuestion;
using survey::StudyDraft;

constexpr std::size_t longest_item_name = 32;

namespace fs = std::filesystem;

/// The path as a study file in `folder` writes it.
std::string shown_path(const std::string& file, const fs::path& folder) {
    if (file == "-") return file;
    std::error_code error;
    const fs::path relative = fs::proximate(file, folder, error);
    return (error ? fs::path(file) : relative).generic_string();
}

std::string study_id(const DraftOptions& options) {
    const bool has_name = !options.study_path.empty() && options.study_path != "-";
    const std::string name = fs::path(has_name ? options.study_path : options.files.front()).stem().string();
    return name.empty() || name == "-" ? "study" : name;
}

bool is_name_for_scales(const std::string& name) {
    return base::display_width(name) <= longest_item_name &&
           name.find_first_of(" \n\t") == std::string::npos && name.find("..") == std::string::npos;
}

/// Short names for questions whose columns have long ones, and for columns that differ by a time alone.
void name_items(std::vector<DraftQuestion>& questions) {
    std::set<std::string> taken;
    for (const DraftQuestion& question : questions)
        taken.insert(question.names.begin(), question.names.end());
    std::string stem = "q";
    while (std::any_of(questions.begin(), questions.end(), [&](const DraftQuestion& question) {
        return taken.contains(fmt::format("{}{}", stem, question.field + 1));
    })) {
        stem += 'q';
    }
    for (DraftQuestion& question : questions) {
        question.item = question.id;
        const auto timed = survey::timed_name(question.id);
        const bool drifts = std::any_of(question.names.begin(), question.names.end(), [&](const auto& name) {
            return !name.empty() && name != question.id;
        });
        if (drifts && timed && taken.insert(timed->stem).second) question.item = timed->stem;
        question.is_numbered = !is_name_for_scales(question.item);
        if (question.is_numbered) question.item = fmt::format("{}{}", stem, question.field + 1);
    }
}

/// The two groups of a column that may say who had the programme.
void suggest_groups(StudyDraft& draft) {
    const auto found = std::find_if(draft.questions.begin(), draft.questions.end(),
                                    [&](const DraftQuestion& one) { return one.id == draft.people.group; });
    if (found == draft.questions.end() || found->seen.answers.size() != 2) return;
    survey::Subgroup subgroup;
    subgroup.id = "group";
    subgroup.label = found->id;
    subgroup.column.common = found->id;
    for (const survey::SeenAnswer& answer : found->seen.answers) subgroup.keep.push_back(answer.text);
    std::sort(subgroup.keep.begin(), subgroup.keep.end());
    draft.subgroups.push_back(std::move(subgroup));
}

/// Groups of people that a report may show: sex and age where they come as few answers.
void suggest_subgroups(StudyDraft& draft) {
    for (const std::string& id : {draft.people.age, draft.people.sex}) {
        const auto found = std::find_if(draft.questions.begin(), draft.questions.end(),
                                        [&](const DraftQuestion& question) { return question.id == id; });
        if (id.empty() || found == draft.questions.end()) continue;
        if (found->seen.kind != survey::AnswerKind::labels &&
            found->seen.kind != survey::AnswerKind::numbered)
            continue;
        survey::Subgroup subgroup;
        subgroup.id = id == draft.people.age ? "age" : "sex";
        subgroup.label = id;
        subgroup.column.common = id;
        for (const survey::SeenAnswer& answer : found->seen.answers) subgroup.keep.push_back(answer.text);
        std::sort(subgroup.keep.begin(), subgroup.keep.end());
        draft.subgroups.push_back(std::move(subgroup));
    }
    suggest_groups(draft);
}

/// A file with both times side by side needs no other file.
void find_before_and_after(StudyDraft& draft) {
    if (draft.waves.size() > 1) return;
    draft.before_after = survey::before_after_questions(draft.questions);
    if (draft.before_after.empty()) return;
    const survey::BeforeAfter& first = draft.before_after.front();
    draft.waves.front().doubt = fmt::format(
        "one wave only, but \"{}\" and \"{}\" look like one question before and after. To compare "
        "{}, no study file is needed:  {}",
        first.before, first.after, draft.before_after.size() == 1 ? "them" : "all such columns",
        survey::compare_command(draft.files.front().path, draft.before_after));
}

std::string_view why_left_out(const DraftQuestion& question, std::size_t n_waves, bool is_score) {
    using survey::AnswerKind;
    const auto asked = static_cast<std::size_t>(std::count_if(
        question.names.begin(), question.names.end(), [](const auto& name) { return !name.empty(); }));
    if (question.role != ColumnRole::question && question.role != ColumnRole::person)
        return question.role == ColumnRole::other_text ? "free text" : "about the form";
    if (question.is_choice) return "one option each of questions with several answers";
    if (question.role == ColumnRole::person) return "";
    if (question.seen.kind == AnswerKind::none) return "empty";
    if (question.seen.kind == AnswerKind::text) return "free text";
    if (n_waves > 1 && asked < 2) return "asked in one wave only";
    if (!question.total_of.empty()) return "sums or means of questions that are here";
    if (!question.list.empty() || is_score) return "";
    return question.seen.kind == AnswerKind::numbers ? "numbers, perhaps amounts or scores"
                                                     : "answers without a known order";
}

/// One line a reason, with the columns; a person's columns that are used are not among them.
void tell_left_out(StudyDraft& draft) {
    constexpr std::size_t most_names = 12;
    std::vector<std::pair<std::string_view, std::vector<std::string>>> reasons;
    for (const DraftQuestion& question : draft.questions) {
        const bool is_score = std::any_of(draft.scales.begin(), draft.scales.end(), [&](const auto& one) {
            return one.scale.column && one.scale.column->common == question.id;
        });
        const std::string_view why = why_left_out(question, draft.waves.size(), is_score);
        if (why.empty()) continue;
        auto place =
            std::find_if(reasons.begin(), reasons.end(), [&](const auto& one) { return one.first == why; });
        if (place == reasons.end()) place = reasons.insert(reasons.end(), {why, {}});
        place->second.push_back(base::fitted(base::printable(question.id), 40));
    }
    for (const auto& [why, names] : reasons)
        draft.left_out.push_back(fmt::format("{}: {}", why, base::joined(names, "and", most_names)));
}

bool has_wording(const StudyDraft& draft) {
    return std::any_of(draft.questions.begin(), draft.questions.end(), [](const DraftQuestion& question) {
        return !question.text.empty() || survey::words_of(question.id).size() >= 4;
    });
}

std::size_t count_rows(const survey::ExportFile& file, const survey::Condition& condition) {
    const auto column = std::find_if(file.layout.columns.begin(), file.layout.columns.end(),
                                     [&](const auto& one) { return one.name == condition.column; });
    if (column == file.layout.columns.end()) return 0;
    const io::Column& cells = file.table.columns[column->field];
    const survey::MissingKey missing({{}, {""}});
    std::vector<bool> qualifies(cells.values.size());
    for (std::uint32_t code = 0; code < cells.values.size(); ++code)
        qualifies[code] = survey::holds(condition, cells.values.at(code), missing, '.') == survey::Holds::yes;
    std::size_t n = 0;
    for (std::size_t record = 0; record < file.table.n_records; ++record)
        n += qualifies[cells.codes[record]] ? 1U : 0U;
    return n;
}

/// How many rows of the files each doubtful kind has.
void count_doubtful_rows(StudyDraft& draft) {
    for (const survey::ExportFile& file : draft.files) {
        for (const survey::DoubtfulRows& rows : file.layout.doubtful) {
            const std::size_t n = count_rows(file, rows.drop);
            if (n == 0) continue;
            auto place =
                std::find_if(draft.doubtful_rows.begin(), draft.doubtful_rows.end(), [&](const auto& one) {
                    return one.rows.kind == rows.kind && one.rows.drop.column == rows.drop.column;
                });
            if (place == draft.doubtful_rows.end())
                draft.doubtful_rows.push_back({rows, n});
            else
                place->count += n;
        }
    }
}

/// What the dictionaries say, and what exports that carry their own say.
void use_dictionaries(const DraftOptions& options, StudyDraft& draft) {
    const auto use = [&](const std::vector<std::string>& paths) {
        const survey::Dictionary dictionary = survey::read_dictionary(paths);
        const std::size_t known = survey::apply_dictionary(dictionary, draft.questions);
        draft.dictionaries.push_back(fmt::format("{}: knows {} of {} columns ({})", base::joined(paths),
                                                 known, draft.questions.size(), dictionary.label));
    };
    if (!options.dictionaries.empty()) use(options.dictionaries);
    for (const survey::ExportFile& file : draft.files) {
        if (file.has_dictionary) use({file.path});
    }
}

}  // namespace

StudyDraft draft_study(const DraftOptions& options) {
    base::require(!options.files.empty(), "a draft needs at least one file");
    StudyDraft draft;
    draft.id = study_id(options);
    draft.title = draft.id;
    const bool has_place = !options.study_path.empty() && options.study_path != "-";
    const fs::path folder = has_place ? fs::path(options.study_path).parent_path() : fs::path();
    for (const std::string& path : options.files) {
        draft.files.push_back(survey::read_export(path));
        draft.shown_paths.push_back(has_place ? shown_path(path, folder.empty() ? fs::path(".") : folder)
                                              : path);
    }
    draft.waves = survey::guess_waves(draft.files);
    draft.questions = survey::match_questions(draft.files, draft.waves);
    use_dictionaries(options, draft);
    draft.people = survey::find_people(draft.questions, draft.waves);
    survey::FoundLists found = survey::find_lists(draft.questions);
    draft.lists = std::move(found.lists);
    draft.missing = std::move(found.missing);
    draft.missing_doubts = std::move(found.missing_doubts);
    draft.has_wording = has_wording(draft);
    name_items(draft.questions);
    suggest_scales(draft);
    suggest_subgroups(draft);
    find_before_and_after(draft);
    count_doubtful_rows(draft);
    tell_left_out(draft);
    return draft;
}

}  // namespace outcomes::analysis
