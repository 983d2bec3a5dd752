#include "libstats/survey/study_writer.hpp"

#include "libstats/base/text.hpp"
#include "libstats/survey/draft_words.hpp"
#include "libstats/survey/item_range.hpp"
#include "libstats/survey/toml_write.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <variant>

namespace outcomes::survey {
namespace {

constexpr std::string_view heading =
    "# A study file: what was asked, and how to read the answers. Drafted by `outcomes init` from the files "
    "below.\n"
    "# Lines that begin with \"#\" explain and do nothing. Some of them ask you something, in capitals: "
    "look, correct\n"
    "# the line below if need be, and take the question out. Then run `outcomes check` on this file.\n";

/// Writes the parts of a study file one below the other.
class StudyWriter {
  public:
    explicit StudyWriter(const StudyDraft& draft) : draft_(draft) {}

    std::string run() {
        text_ = heading;
        text_ += "schema = 1\n";
        write_study();
        write_waves();
        write_columns();
        write_link();
        write_missing();
        write_rows();
        write_rules();
        write_lists();
        write_items();
        write_scales();
        write_categories();
        write_subgroups();
        write_left_out();
        return std::move(text_);
    }

  private:
    void line(std::string_view content) { (text_ += content) += '\n'; }
    void comment(std::string_view content) {
        if (!content.empty()) line(fmt::format("# {}", base::printable(content)));
    }
    void ask(const Doubt& doubt) {
        if (!doubt.empty()) comment("CHECK: " + doubt);
    }
    void section(std::string_view name, std::string_view explanation) {
        text_ += '\n';
        comment(explanation);
        line(fmt::format("[{}]", name));
    }

    void write_study() {
        section("study", "");
        line("id     = " + toml_text(draft_.id));
        line("title  = " + toml_text(draft_.title));
        line(fmt::format("design = \"{}\"", draft_.people.id.empty() ? "cross-section" : "paired"));
        comment(draft_.people.id.empty() ? "cross-section: nobody can be recognised from one wave to the next"
                                         : "paired: the same people were asked each time");
    }

    void write_waves() {
        section("wave", "When the questions were asked, earliest first.");
        for (const DraftWave& wave : draft_.waves) {
            ask(wave.doubt);
            std::string value = fmt::format("label = {}, file = {}", toml_text(wave.label),
                                            toml_text(draft_.shown_paths[wave.file]));
            if (!wave.where_column.empty()) {
                value += fmt::format(", where = {{ {} = {} }}", toml_key(wave.where_column),
                                     toml_text(wave.where_value));
            }
            const std::string& profile = draft_.files[wave.file].layout.profile;
            if (!profile.empty() && profile != "plain") value += fmt::format(", profile = \"{}\"", profile);
            if (!wave.date.empty()) value += ", date = " + wave.date;
            line(fmt::format("{} = {{ {} }}", toml_key(wave.id), value));
        }
    }

    [[nodiscard]] const DraftQuestion* find(const std::string& id) const {
        const auto found = std::find_if(draft_.questions.begin(), draft_.questions.end(),
                                        [&](const DraftQuestion& question) { return question.id == id; });
        return found == draft_.questions.end() ? nullptr : &*found;
    }

    /// The column of a question: one name, or one a wave where they differ or a wave did not ask.
    [[nodiscard]] std::string column_of(const DraftQuestion& question) const {
        const auto& names = question.names;
        if (std::all_of(names.begin(), names.end(), [&](const auto& name) { return name == names.front(); }))
            return toml_text(names.front());
        std::string table;
        for (std::size_t w = 0; w < names.size(); ++w) {
            if (names[w].empty()) continue;
            if (!table.empty()) table += ", ";
            table += fmt::format("{} = {}", toml_key(draft_.waves[w].id), toml_text(names[w]));
        }
        return fmt::format("{{ {} }}", table);
    }

    /// A person is asked for sex or age once: the name alone will do where every wave that asks uses it.
    [[nodiscard]] std::string column_of(const std::string& id, bool once) const {
        const DraftQuestion* question = find(id);
        if (question == nullptr) return toml_text(id);
        const bool one_name = std::all_of(question->names.begin(), question->names.end(),
                                          [&](const auto& name) { return name.empty() || name == id; });
        return once && one_name ? toml_text(id) : column_of(*question);
    }

    void write_columns() {
        const DraftPeople& people = draft_.people;
        section("columns", "Columns that say who a row is about.");
        if (!people.candidates.empty()) comment("Looked at as each person's code:");
        for (const std::string& candidate : people.candidates) comment("  " + candidate);
        write_id();
        if (!people.household.empty()) {
            comment("People in one home are not independent.");
            line("household = " + column_of(people.household, false));
        }
        if (!people.weight.empty()) line("# weight = " + column_of(people.weight, true));
        if (!people.sex.empty()) line("sex = " + column_of(people.sex, true));
        if (!people.age.empty()) line("age = " + column_of(people.age, true));
        if (!people.consent.empty()) line("consent = " + column_of(people.consent, true));
    }

    void write_id() {
        const DraftPeople& people = draft_.people;
        if (people.id.empty()) {
            comment(
                "No column has a code by which people can be found again. If there is one: id = \"its "
                "name\",");
            comment("and design = \"paired\" above.");
            return;
        }
        ask(people.id_doubt);
        std::vector<std::string> columns;
        for (const std::string& id : people.id) columns.push_back(column_of(id, false));
        line(columns.size() == 1 ? "id = " + columns.front()
                                 : fmt::format("id = [{}]", fmt::join(columns, ", ")));
    }

    /// Codes in parts can be matched with one part wrong, if the people of the study want that.
    void write_link() {
        const std::string& separator = draft_.people.separator;
        if (separator.empty()) return;
        text_ += '\n';
        comment(fmt::format("The codes have parts, with {} between them. To match them also where one part",
                            toml_text(separator)));
        comment("differs, and to see how many matches may be false, take the \"#\" away:");
        line("# [link]");
        line("# separator = " + toml_text(separator));
    }

    void write_missing() {
        section("missing", "These mean \"no answer\", whatever the question.");
        for (const Doubt& doubt : draft_.missing_doubts) ask(doubt);
        if (!draft_.missing.codes.empty()) {
            std::vector<std::string> codes;
            for (const auto& [code, meaning] : draft_.missing.codes)
                codes.push_back(fmt::format("{} = {}", toml_text(code), toml_text(meaning)));
            line(fmt::format("codes = {{ {} }}", fmt::join(codes, ", ")));
        }
        line("labels = " + toml_list(draft_.missing.labels));
    }

    void write_rows() {
        if (draft_.doubtful_rows.empty()) return;
        text_ += '\n';
        comment("Rows that may not be answers of respondents. They count, unless you take the \"#\" away:");
        std::vector<std::string> conditions;
        for (const DraftDoubtfulRows& rows : draft_.doubtful_rows) {
            comment(fmt::format("  {} {}", rows.count, rows.rows.kind));
            conditions.push_back(toml_condition(rows.rows.drop));
        }
        line("# [rows]");
        line(fmt::format("# drop = [{}]", fmt::join(conditions, ", ")));
    }

    void write_rules() {
        section("rules", "Settle these before the repeat answers are opened.");
        ask("what is the smallest change that matters? Agree on it, then take away the \"#\" below, for "
            "example");
        line("# small_change = { sd = 0.2, why = \"agreed with ...\" }");
        comment(
            "0.2 standard deviations of the first wave; or { points = 0.5 } of the scale. A scale may have "
            "its own.");
        if (draft_.people.n_duplicates == 0) return;
        ask(fmt::format(
            "{} {} more than once in a wave. \"set_aside\" leaves all their rows out of everything; "
            "can you tell which is right?",
            draft_.people.n_duplicates, draft_.people.n_duplicates == 1 ? "code stands" : "codes stand"));
        line("duplicates = \"set_aside\"");
    }

    void write_lists() {
        if (draft_.lists.empty()) return;
        section("answers",
                "Answer lists, each from lowest to highest. Case and extra spaces make no difference.");
        for (const DraftList& list : draft_.lists) {
            for (const Doubt& doubt : list.doubts) ask(doubt);
            comment(list.note);
            line(fmt::format("{} = {}", toml_key(list.list.id), toml_answers(list.list)));
        }
    }

    [[nodiscard]] std::vector<const DraftQuestion*> used_questions() const {
        std::set<std::string> used;
        for (const DraftScale& scale : draft_.scales) {
            if (!scale.left_out) used.insert(scale.scale.items.begin(), scale.scale.items.end());
        }
        std::vector<const DraftQuestion*> questions;
        for (const DraftQuestion& question : draft_.questions) {
            if (used.contains(question.item)) questions.push_back(&question);
        }
        return questions;
    }

    void write_items() {
        bool begun = false;
        for (const DraftQuestion* question : used_questions()) {
            const std::string column = column_of(*question);
            const bool plain = column == toml_text(question->item);
            const std::string& text = question->text;
            if (plain && text.empty()) continue;
            if (!begun)
                section("item", "Questions: their wording, and their columns where the name is another one.");
            begun = true;
            comment(question->note);
            ask(question->doubt);
            const bool says_it = question->is_numbered && question->id.find(' ') != std::string::npos;
            const std::string& wording = text.empty() && says_it ? question->id : text;
            std::string value = wording.empty() ? "" : "text = " + toml_text(wording);
            if (!plain) value += (value.empty() ? "column = " : ", column = ") + column;
            line(fmt::format("{} = {{ {} }}", toml_key(question->item), value));
        }
    }

    void write_scales() {
        if (draft_.scales.empty()) return;
        text_ += '\n';
        comment(
            "Scales, in the order of reports. score: mean, sum or percent (0 to 100) of what can be "
            "reached.");
        comment(
            "max_missing: how many questions may be blank. reverse: questions where a high answer means a "
            "low score.");
        ask_direction();
        for (const DraftScale& scale : draft_.scales) {
            text_ += '\n';
            if (scale.left_out)
                write_left_out(scale);
            else
                write_scale(scale);
        }
    }

    /// One question for all scales of which nothing says what is good.
    void ask_direction() {
        std::vector<std::string> unknown;
        for (const DraftScale& scale : draft_.scales) {
            if (!scale.left_out && !scale.direction_known) unknown.push_back(scale.scale.id);
        }
        if (unknown.empty()) return;
        ask(fmt::format("is a high score good in {}? Where it is bad, write better = \"lower\"",
                        base::joined(unknown, "and", 20)));
    }

    void write_scale(const DraftScale& scale) {
        comment(scale.note);
        ask(scale.doubt);
        line(fmt::format("[scale.{}]", toml_key(scale.scale.id)));
        line("label = " + toml_text(scale.scale.label));
        if (!scale.use.empty()) line("use = " + toml_text(scale.use));
        if (scale.scale.column) {
            line("column = " + column_of(scale.scale.column->common, false));
        } else {
            line("items = " + toml_list(with_ranges(scale.scale.items)));
        }
        if (!scale.use.empty()) {
            if (!scale.coding.empty()) line("coding = " + toml_text(scale.coding));
            if (!scale.scale.answers.empty()) line("answers = " + toml_text(scale.scale.answers));
            return;
        }
        if (!scale.scale.reverse.empty()) line("reverse = " + toml_list(with_ranges(scale.scale.reverse)));
        if (!scale.scale.column) {
            line("answers = " + toml_text(scale.scale.answers));
            line(fmt::format("score = \"{}\"", toml_word(scale.scale.score)));
            line(fmt::format("max_missing = {}", scale.scale.max_missing));
        }
        line(fmt::format("better = \"{}\"", toml_word(scale.scale.better)));
    }

    void write_left_out(const DraftScale& scale) {
        comment(fmt::format("Not a scale: {}; {}", base::joined(with_ranges(scale.scale.items)), scale.note));
    }

    void write_categories() {
        if (draft_.categories.empty()) return;
        text_ += '\n';
        comment(
            "Single questions, shown as answers. better: the good answer, or \"higher\", \"lower\", "
            "\"neither\".");
        ask_which_is_good();
        for (const Category& category : draft_.categories) {
            text_ += '\n';
            const DraftQuestion* question = find(category.column.common);
            if (question != nullptr) {
                comment(question->note);
                ask(question->doubt);
            }
            line(fmt::format("[category.{}]", toml_key(category.id)));
            line("label = " + toml_text(category.label));
            line("column = " +
                 (question == nullptr ? toml_text(category.column.common) : column_of(*question)));
            line("answers = " + toml_text(category.answers));
            line("better = " + toml_text(category.better));
        }
    }

    /// One question for all answers of which words do not say whether they are good; kinds without an order
    /// have no good end.
    void ask_which_is_good() {
        std::vector<std::string> unknown;
        for (const Category& category : draft_.categories) {
            const auto list = std::find_if(draft_.lists.begin(), draft_.lists.end(),
                                           [&](const auto& one) { return one.list.id == category.answers; });
            const bool has_order = list != draft_.lists.end() && list->kind != "dictionary";
            if (has_order && category.better == "neither") unknown.push_back(category.id);
        }
        if (unknown.empty()) return;
        ask(fmt::format(
            "is a high answer good in {}? Write better = \"higher\" or \"lower\"; \"neither\" gives "
            "no verdict",
            base::joined(unknown, "and", 20)));
    }

    void write_subgroups() {
        if (draft_.subgroups.empty()) return;
        section("subgroup", "Groups of people to show separately.");
        for (const Subgroup& subgroup : draft_.subgroups) {
            if (subgroup.column.common == draft_.people.group) explain_groups(subgroup);
            line(fmt::format("{} = {{ label = {}, column = {}, keep = {} }}", toml_key(subgroup.id),
                             toml_text(subgroup.label), column_of(subgroup.column.common, true),
                             toml_list(subgroup.keep)));
        }
    }

    /// Every result takes both groups together unless somebody asks for them; where a name says that one is
    /// the comparison group, that is asked about.
    void explain_groups(const Subgroup& groups) {
        const bool turned = names_comparison(base::folded(groups.keep.front()));
        const bool known = turned || names_comparison(base::folded(groups.keep.back()));
        if (known) ask("are these a programme and its comparison group? Results take both together");
        comment(
            fmt::format("Each of the two beside both together: --by {}. One alone: [rows] with", groups.id));
        comment(fmt::format("  keep = [{{ column = {}, is = {} }}]", toml_text(groups.column.common),
                            toml_text(groups.keep[turned ? 1 : 0])));
    }

    void write_left_out() {
        if (draft_.left_out.empty()) return;
        text_ += '\n';
        comment("Columns that this file does not use:");
        for (const std::string& one : draft_.left_out) comment("  " + one);
    }

    const StudyDraft& draft_;
    std::string text_;
};

}  // namespace

std::string study_text(const StudyDraft& draft) {
    return StudyWriter(draft).run();
}

std::size_t count_checks(std::string_view study_text) {
    std::size_t count = 0;
    constexpr std::string_view mark = "# CHECK: ";
    for (std::size_t at = study_text.find(mark); at != std::string_view::npos;
         at = study_text.find(mark, at + 1)) {
        if (at == 0 || study_text[at - 1] == '\n') ++count;
    }
    return count;
}

std::vector<std::string> with_ranges(const std::vector<std::string>& names) {
    std::vector<std::string> written;
    for (std::size_t begin = 0; begin < names.size();) {
        // The longest row of at least three names that the range gives back as they are.
        std::size_t end = begin + 1;
        for (std::size_t last = begin + 2; last < names.size(); ++last) {
            const auto range = expand_items(names[begin] + ".." + names[last]);
            const auto* expanded = std::get_if<std::vector<std::string>>(&range);
            const auto first = names.begin() + static_cast<std::ptrdiff_t>(begin);
            if (expanded == nullptr || !std::equal(expanded->begin(), expanded->end(), first,
                                                   names.begin() + static_cast<std::ptrdiff_t>(last + 1)))
                break;
            end = last + 1;
        }
        written.push_back(end - begin > 1 ? names[begin] + ".." + names[end - 1] : names[begin]);
        begin = end;
    }
    return written;
}

}  // namespace outcomes::survey
