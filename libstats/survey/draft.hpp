#pragma once

#include "libstats/io/table.hpp"
#include "libstats/survey/profile.hpp"
#include "libstats/survey/study.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace outcomes::survey {

/// What is not certain in a drafted line, in a few words, with what to write instead; "" if it is certain.
using Doubt = std::string;

/// An export with all its columns.
struct ExportFile {
    std::string path;
    ExportLayout layout;
    io::Table table;              ///< every field, in file order
    bool has_dictionary = false;  ///< the file itself says what its columns mean (SPSS)
};

/// A wave, as far as the files tell.
struct DraftWave {
    std::string id;     ///< "baseline"
    std::string label;  ///< "March 2013"
    std::string date;   ///< ISO, or ""
    std::size_t file = 0;
    std::string where_column;  ///< "": every row of the file
    std::string where_value;
    std::vector<std::size_t> records;  ///< of the file
    Doubt doubt;
};

/// One distinct answer (texts that are equal after folding are one), in its most frequent spelling.
struct SeenAnswer {
    std::string text;
    std::string key;  ///< folded
    std::size_t count = 0;
};

enum class AnswerKind {
    none,      ///< nobody answered
    numbers,   ///< every answer is a number
    numbered,  ///< labels that begin with their number: "7 (very happy)", "5", "2."
    labels,    ///< few different texts
    dates,
    text  ///< as many texts as people, or long ones
};

/// The answers to one question, in all waves together.
struct SeenAnswers {
    AnswerKind kind = AnswerKind::none;
    std::vector<SeenAnswer> answers;  ///< in the order of their first appearance; without `missing`
    std::vector<SeenAnswer> missing;  ///< texts and codes that seem to mean "no answer"
    std::vector<SeenAnswer> odd;      ///< few texts among many numbers
    std::size_t n_answered = 0;       ///< cells that are neither blank nor missing
    std::size_t n_blank = 0;
    std::size_t n_distinct = 0;  ///< texts in the files, not folded; of many, only the first are in `answers`
    bool is_whole = false;       ///< numbers without decimals
    std::optional<base::Decimal> low;
    std::optional<base::Decimal> high;
};

/// One question in all waves.
struct DraftQuestion {
    std::string id;                          ///< name of its column, in the first wave that asks it
    std::string item;                        ///< what scales call it: the same, or shorter
    bool is_numbered = false;                ///< `item` is made of the column's place: "q12"
    std::vector<std::string> names;          ///< of its column, by wave; "" where it was not asked
    std::vector<const io::Column*> columns;  ///< by wave; nullptr where it was not asked
    std::string text;                        ///< the question, if it is known
    std::string group;                       ///< shared by the questions of one grid, or ""
    ColumnRole role = ColumnRole::question;
    bool is_choice = false;
    std::size_t field = 0;  ///< in the first wave that has it
    SeenAnswers seen;
    std::vector<std::pair<std::string, std::string>> declared;          ///< codes and labels of a dictionary
    std::vector<std::pair<std::string, std::string>> declared_missing;  ///< likewise of "no answer"
    std::optional<base::Decimal> declared_low;                          ///< of a number
    std::optional<base::Decimal> declared_high;
    std::string list;      ///< id of its answer list, or ""
    std::string total_of;  ///< scale whose sum or mean this column holds, or ""
    std::string note;      ///< why two columns are taken for one question
    Doubt doubt;
};

/// An answer list, and where it comes from.
struct DraftList {
    AnswerList list;
    std::string kind;  ///< of AnswerOrder, or ""
    std::size_t n_columns = 0;
    bool is_falling = false;            ///< the words run from high to low: 1 is "very good"
    ScoreKind score = ScoreKind::mean;  ///< how a scale of such answers is usually made
    std::string note;
    std::vector<Doubt> doubts;
    std::vector<std::size_t> undecided;  ///< places of labels that words do not put before the next one
};

/// Columns that say who answered.
struct DraftPeople {
    std::vector<std::string> id;  ///< question ids; none: nobody can be linked
    std::string id_note;
    std::string separator;  ///< what divides the codes of the one id column, as in "07-B-3"; or ""
    Doubt id_doubt;
    std::vector<std::string> candidates;  ///< lines about the columns that were considered
    std::string household, sex, age, consent, weight, group;  ///< question ids, or ""
    std::size_t n_in_all = 0;                                 ///< ids that are in every wave
    std::size_t n_duplicates = 0;                             ///< ids that stand twice in a wave
};

/// A suggested scale.
struct DraftScale {
    Scale scale;
    std::string use;     ///< id of a shipped instrument, or ""
    std::string coding;  ///< of that instrument, where it has several
    std::string note;    ///< why these questions, and how they hang together
    Doubt doubt;
    bool left_out = false;         ///< only told about, in a comment
    bool direction_known = false;  ///< words of the questions or of the answers say which way is good
};

/// Rows that may not be answers of respondents.
struct DraftDoubtfulRows {
    DoubtfulRows rows;
    std::size_t count = 0;
};

/// Two questions of one wave that look like one, asked twice.
struct BeforeAfter {
    std::string before;  ///< ids
    std::string after;
};

/// All that `init` found out, ready to be written down.
struct StudyDraft {
    std::string id;
    std::string title;
    std::vector<ExportFile> files;
    std::vector<std::string> shown_paths;  ///< of the files, as the study file writes them
    std::vector<DraftWave> waves;
    std::vector<DraftQuestion> questions;
    DraftPeople people;
    MissingTexts missing;
    std::vector<std::string> missing_doubts;
    std::vector<DraftList> lists;
    std::vector<DraftScale> scales;
    std::vector<Category> categories;
    std::vector<Subgroup> subgroups;
    std::vector<DraftDoubtfulRows> doubtful_rows;
    std::vector<BeforeAfter> before_after;  ///< where there is one wave
    std::vector<std::string> left_out;      ///< columns of the platform, free text, choices: one line a kind
    std::vector<std::string> dictionaries;  ///< what was read beside the exports, one line each
    bool has_wording = false;               ///< the files or a dictionary say what was asked
};

}  // namespace outcomes::survey
