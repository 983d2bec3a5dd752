#pragma once

#include "libstats/base/decimal.hpp"
#include "libstats/base/diagnostic.hpp"
#include "libstats/io/encoding.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace outcomes::survey {

struct Questionnaire;  // questionnaire.hpp

/// Where a value stands in the study file, for messages. Line 0: it is a default, or there is no study file.
struct Mark {
    std::uint32_t line = 0;
    std::uint32_t column = 0;  ///< in characters, from 1
    std::uint32_t length = 1;  ///< characters of the value, for the caret
};

/// A column name that may differ between waves, e.g. { baseline = "Q2_1", repeat = "Q2a" }.
struct ColumnName {
    std::string common;  ///< used where `by_wave` has no entry; empty: not asked in that wave
    std::map<std::string, std::string> by_wave;  ///< wave id -> column
    Mark mark;

    [[nodiscard]] const std::string& in(const std::string& wave) const {
        const auto found = by_wave.find(wave);
        return found == by_wave.end() ? common : found->second;
    }
};

enum class Design { paired, cross_section, mixed };
enum class Better { higher, lower, neither };
enum class ScoreKind { mean, sum, percent };
enum class BlankRule { prorate, zero };
enum class Duplicates { error, set_aside };
enum class Headline { people, place };
enum class Adjust { holm, bh, none };
enum class Profile { internal, partner, public_release };

/// A condition on one column: the row qualifies if every part that is given holds. Texts are compared folded.
struct Condition {
    std::string column;
    std::vector<std::string> is;  ///< one of these texts (a number is its text as written in the study file)
    std::vector<std::string> is_not;     ///< none of these
    std::optional<base::Decimal> above;  ///< number > above
    std::optional<base::Decimal> below;  ///< number < below
    std::optional<base::Decimal> at_least;
    std::optional<base::Decimal> at_most;
    std::optional<bool> blank;            ///< true: the cell is blank; false: it is not
    std::vector<std::string> waves = {};  ///< ids of the waves in which it holds; empty: all
    Mark mark = {};

    [[nodiscard]] bool is_for(const std::string& wave) const;
};

struct Wave {
    std::string id;
    std::string label;
    std::vector<std::string>
        files;                     ///< paths, already resolved against the study file's folder; "-" is stdin
    std::string date;              ///< ISO date or ""
    std::vector<Condition> where;  ///< which rows of the file are this wave's; all must hold
    std::optional<io::Encoding> encoding;
    std::optional<char> delimiter;
    char decimal = '.';
    std::optional<std::size_t> header_rows;  ///< nothing: as the profile says
    std::string profile;                     ///< id of an export profile; "": to be found
    Mark mark;
};

struct Group {
    std::string column;
    std::string programme;
    std::string comparison;
    Mark mark;
};

/// Columns that say who a row is about.
struct Columns {
    std::vector<ColumnName> id;  ///< none, one, or several that make one key together
    std::optional<ColumnName> household;
    std::optional<ColumnName> weight;
    std::optional<ColumnName> sex;
    std::optional<ColumnName> age;
    std::optional<ColumnName> consent;
    std::optional<Group> group;
    bool row_is_person =
        false;  ///< quick form without ids: both waves are one wide file, and a record is a person
    Mark mark;
};

enum class Tolerance { strict, tolerant };
enum class Confirm { sex, age, household };

/// How people are matched between waves where codes may hold slips ([link]). See link_people.hpp.
struct LinkRules {
    Tolerance tolerance = Tolerance::tolerant;
    std::vector<Confirm> confirm;     ///< what must not speak against a tolerant match
    bool has_site = false;            ///< Columns::id.front() is the site, which must agree exactly
    std::vector<std::size_t> widths;  ///< of the elements of a code in one column, in characters
    std::string separator;            ///< or the text between them; both empty: the code is one piece
    bool normalise = true;            ///< match codes that differ in case, spaces and the like
    std::string decisions;            ///< path of a reviewed list, or ""
    Mark mark;
};

struct Study;
/// What `link` goes by where the study file has no [link].
[[nodiscard]] LinkRules default_link_rules(const Study& study);

/// Texts that mean "no answer", whatever the question. Folded comparison.
struct MissingTexts {
    std::map<std::string, std::string> codes;  ///< code -> meaning
    std::vector<std::string> labels;           ///< "" is always among them
};

/// One list of answers, lowest to highest: labels with scores, or a plain range of numbers.
struct AnswerList {
    std::string id;
    std::vector<std::string> labels;
    std::vector<base::Decimal> scores;  ///< as many as labels
    std::optional<base::Decimal> low;   ///< declared range: from `range`, else lowest and highest of `scores`
    std::optional<base::Decimal> high;
    /// Numbers in the files, one a label, where they are not the scores ("no" is 1 in the file and worth 0).
    std::vector<base::Decimal> codes;
    bool is_range = false;             ///< true: `range = [low, high]`, the cells are numbers
    bool whole = false;                ///< of a range: whole numbers only
    std::vector<std::string> missing;  ///< texts that are no answer where this list is used
    std::string middle;
    std::map<std::string, std::string> also;  ///< other spelling -> label; of a range: -> number
    std::string instrument;   ///< label of the questionnaire whose codes these are; "" for any other list
    std::string declared_as;  ///< id in the study file, of a list that was adapted to a questionnaire
    Mark mark;
};

struct Item {
    /// True if it may stand in scales only.
    [[nodiscard]] bool is_kept_back() const { return is_protected && !is_shown; }

    std::string id;
    std::string text;
    ColumnName column;
    std::string answers;        ///< answer list of this item; "" takes the scale's
    bool is_protected = false;  ///< its answers are not shown as a single question, whatever the size of the
                                ///< group (self-harm)
    bool is_shown = false;      ///< ... unless the study file asks for it
    Mark mark;
};

/// The smallest change that matters. At most one of the three is given.
struct SmallChange {
    std::optional<double> points;
    std::optional<double> sd;
    std::optional<double> percent;  ///< of the possible range
    std::string why;
    Mark mark;

    [[nodiscard]] bool is_set() const { return points || sd || percent; }
};

/// Some items of a scale, as positions in Scale::items, and how many of them may be blank.
struct ItemGroup {
    std::vector<std::size_t> items;
    std::size_t max_missing = 0;
    std::optional<int> round;  ///< of a part: its sum is rounded to so many decimals
};

struct Scale {
    std::string id;
    std::string label;
    std::vector<std::string> items;    ///< ids of Study::items, ranges expanded
    std::vector<std::string> reverse;  ///< subset of items
    std::string answers;               ///< id of Study::answers
    std::vector<std::string>
        item_answers;  ///< one an item, over everything else: lists that a questionnaire brings; or empty
    ScoreKind score = ScoreKind::mean;
    std::size_t max_missing = 0;  ///< how many items may be blank
    BlankRule blank = BlankRule::prorate;
    std::vector<ItemGroup> limits;  ///< more rules about blanks, all of which must be met
    std::vector<ItemGroup> parts;   ///< the score is the sum of the sums of these, each prorated for itself
    std::optional<int> round;       ///< decimals the score is rounded to, halves away from zero
    Better better = Better::higher;
    std::string convert;                    ///< path of a two-column table raw -> converted, or ""
    std::vector<base::Decimal> raw_scores;  ///< such a table, rising, that a questionnaire brings
    std::vector<base::Decimal> converted_scores;
    SmallChange small_change;  ///< as it applies: the scale's own, else the study's
    /// A score that was computed before, in one column (then `items` is empty). See `items_per_score`.
    std::optional<ColumnName> column;
    std::optional<std::size_t> items_per_score;  ///< the column is a mean of this many items
    std::optional<base::Decimal> low;            ///< possible range of such a column, if declared
    std::optional<base::Decimal> high;
    std::string use;  ///< name in the study file of the questionnaire it comes from, or ""
    Mark mark;

    [[nodiscard]] bool is_converted() const { return !convert.empty() || !raw_scores.empty(); }
};

/// A questionnaire that a study uses.
struct UsedInstrument {
    std::string scale;  ///< name in the study file
    std::shared_ptr<const Questionnaire> key;
    std::vector<std::string> scales;           ///< ids of the scales it became
    std::vector<std::string> small_change_of;  ///< scores whose smallest change is the key's
    bool own_missing_rule = false;             ///< the study file says how many items may be blank
    Mark mark;
};

/// One question that is reported as answers, not scores.
struct Category {
    std::string id;
    std::string label;
    ColumnName column;
    std::string answers;
    std::string better;        ///< the label that is better, or "higher", "lower", "neither"
    bool ordered = true;       ///< false: the answers are kinds and not steps; then `better` is "neither"
    SmallChange small_change;  ///< percentage points
    Mark mark;
};

struct Subgroup {
    std::string id;
    std::string label;
    ColumnName column;
    std::vector<base::Decimal> cuts;  ///< [16, 35] makes 16 to 34, and 35 and over
    std::vector<std::string> keep;    ///< texts shown; the others are left out
    Mark mark;
};

struct Family {
    std::string name;
    std::vector<std::string> scales;
    Mark mark;
};

struct Rules {
    double confidence = 0.95;
    SmallChange small_change;  ///< for scales that set none
    SmallChange item_change;   ///< for single questions (compare --items): percentage points
    Adjust adjust = Adjust::holm;
    Headline headline = Headline::people;
    Duplicates duplicates = Duplicates::error;
    std::uint64_t seed = 1;
};

struct Disclosure {
    std::optional<Profile> profile;          ///< nothing: internal, and public for a report
    std::optional<std::uint64_t> threshold;  ///< over that of the profile
    std::optional<std::uint64_t> round;
    Mark mark;
};

/// What a report shows first and in whose words.
struct Report {
    std::vector<std::string> lead;  ///< ids of scales and categories
    std::string words = "lay";      ///< lay, evaluator, both
    bool freeze = true;
};

struct Rows {
    std::vector<Condition> keep;  ///< a row must meet all of these
    std::vector<Condition> drop;  ///< a row that meets any of these is left out
};

/// What was asked and how to read the answers: the study file, checked and resolved.
struct Study {
    std::string path;  ///< of the study file; "" in the quick form
    std::string sha256;
    std::vector<std::string> lines;  ///< of the study file as typed, for messages
    std::string id;
    std::string title;
    std::string question;
    std::string community;  ///< name of the place, if given
    Design design = Design::paired;
    std::optional<std::uint64_t> population;
    std::vector<Wave> waves;  ///< in date order (file order where dates are missing)
    Columns columns;
    std::optional<LinkRules> link;  ///< empty: codes are compared exactly as they are written
    MissingTexts missing;
    Rules rules;
    std::vector<AnswerList> answers;
    std::vector<Item> items;    ///< every item that a scale uses, declared or not
    std::vector<Scale> scales;  ///< in file order
    std::vector<UsedInstrument> instruments;
    std::vector<Category> categories;
    std::vector<Subgroup> subgroups;
    std::vector<Family> families;  ///< empty: one family of all scales
    Rows rows;
    Disclosure disclosure;
    Report report;

    [[nodiscard]] const AnswerList* find_answers(const std::string& list) const;
    [[nodiscard]] const Item* find_item(const std::string& item) const;
    [[nodiscard]] const Scale* find_scale(const std::string& scale) const;
    [[nodiscard]] const Wave* find_wave(const std::string& wave) const;

    /// A message that points at `mark` in the study file, with the line as typed. Fill in `found` and `help`.
    [[nodiscard]] base::Diagnostic diagnostic_at(const Mark& mark, base::Severity severity, std::string code,
                                                 std::string message) const;
};

/// Whether `names`, ids of scales and of questions, asks for this question of this scale: no name asks for
/// all of them, that of a scale for all its questions, that of a question for it wherever it stands.
[[nodiscard]] bool is_named(const std::vector<std::string>& names, const Scale& scale,
                            const std::string& item);

}  // namespace outcomes::survey
