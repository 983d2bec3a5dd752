#pragma once

#include "libstats/survey/study.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::survey {

/// How far a rule of a key can be trusted.
enum class RuleStatus {
    verified,    ///< read at the source that is named
    unverified,  ///< believed to be so, not checked
    choice,      ///< this program's own: no source settles it
};

/// One thing a key says, with its source. `about` is one of rule_subjects().
struct KeyRule {
    std::string about;   ///< "codes", "missing", "licence", ...
    std::string says;    ///< a sentence without its full stop
    std::string source;  ///< "" only for a choice of our own
    RuleStatus status = RuleStatus::unverified;
};

/// What rules are about, in the order of a page, and whether a wrong one would change the scores.
struct RuleSubject {
    std::string_view id;
    std::string_view title;
    bool changes_scores;
};
[[nodiscard]] std::span<const RuleSubject> rule_subjects();

/// One answer list of an instrument. A set without items is for all of them.
struct KeyAnswers {
    std::string id;
    std::vector<std::size_t> items;     ///< from 1
    std::vector<base::Decimal> codes;   ///< as files hold them, lowest first; empty for a range
    std::vector<base::Decimal> scores;  ///< what each code is worth; the codes themselves unless recoded
    std::vector<std::string> labels;    ///< one a code, where they may be named
    std::map<std::string, std::string> also;  ///< other spelling -> label
    std::vector<std::string> missing;         ///< texts of this list that are no answer
    std::optional<base::Decimal> low;         ///< of a range of whole numbers
    std::optional<base::Decimal> high;
    /// Codings in use that overlap, so that the data cannot tell which it is: "0-3", "1-4". The first is
    /// `codes`.
    std::vector<std::pair<std::string, std::vector<base::Decimal>>> codings;

    [[nodiscard]] bool is_range() const { return low.has_value(); }
};

/// Named part of the range of a score. For reading only: change is never judged by bands.
struct ScoreBand {
    std::string form;  ///< whom it is for ("teacher"), or "" where there is one set of bands
    base::Decimal low;
    base::Decimal high;
    std::string label;
};

/// So many of some items may be blank.
struct KeyLimit {
    std::vector<std::size_t> items;  ///< numbers of the instrument's items
    std::size_t max_missing = 0;
};

/// One score of an instrument: a total, or a subscale.
struct QuestionnaireScore {
    std::string id;  ///< "total", "emotional", ...
    std::string label;
    std::vector<std::size_t> items;    ///< numbers in the order of the variant, from 1
    std::vector<std::size_t> reverse;  ///< of these, scored the other way round
    Better better = Better::higher;
    double low = 0;  ///< possible range of the finished score (in the first coding)
    double high = 0;
    ScoreKind kind = ScoreKind::sum;
    BlankRule blank = BlankRule::prorate;
    std::size_t max_missing = 0;
    std::optional<int> round;         ///< decimals the finished score is rounded to, half away from zero
    std::vector<std::string> sum_of;  ///< ids of scores that this one adds up
    std::vector<KeyLimit> limits;     ///< more rules about blanks, which must all be met
    std::vector<base::Decimal> raw;   ///< conversion table, rising; empty without one
    std::vector<base::Decimal> converted;
    std::vector<ScoreBand> bands;
    SmallChange small_change;   ///< of a single ordered question `points` are percentage points
    KeyRule small_change_rule;  ///< where that comes from
};

/// Answers with the scores they must give.
struct GoldenVector {
    std::vector<std::string> answers;             ///< one an item, "" is blank
    std::string coding;                           ///< where the instrument has several
    std::map<std::string, std::string> expected;  ///< score -> number, fraction "82/18", "missing" or "error"
    std::map<std::string, std::string> bands;     ///< score -> label of its band (of the first form)
    std::string source;
};

/// A shipped instrument: a scoring key (data/questionnaires). No item wording unless it is free.
struct Questionnaire {
    std::string id;       ///< "swemwbs"
    std::string label;    ///< "SWEMWBS (short Warwick-Edinburgh scale)"
    std::string variant;  ///< which order of the items the key is for
    std::size_t n_items = 0;
    std::vector<base::Decimal> codes;  ///< declared codes of the answers, lowest first; a range has its ends
    std::vector<std::string> aliases;  ///< stems of column names: "swemwbs", "wemwbs7"
    std::vector<std::vector<std::string>>
        keywords;  ///< one entry an item: its wording holds one of these, or none is known; "a&b" is both
    std::vector<std::string> wording;  ///< one an item, only where it may be shipped
    std::vector<KeyAnswers> answers;
    std::vector<QuestionnaireScore> scores;
    std::vector<KeyRule> rules;
    std::vector<std::size_t> protected_items;  ///< answers to these must never be shown one by one
    std::string too_many;                      ///< what to say when a study names one item too many, or ""
    std::vector<std::string> cautions;         ///< what to keep in mind when these scores are used or shown
    std::vector<GoldenVector> golden;
    std::string licence;
    std::string ages;

    [[nodiscard]] const QuestionnaireScore* find_score(std::string_view score) const;
    /// The answer list of an item (from 1).
    [[nodiscard]] const KeyAnswers& answers_of_item(std::size_t item) const;
    /// The first rule about a subject; nullptr if there is none.
    [[nodiscard]] const KeyRule* find_rule(std::string_view about) const;
    /// Codings the author of a study must choose from; none where the codes are certain.
    [[nodiscard]] std::vector<std::string> codings() const;
};

/// All shipped instruments, by id.
[[nodiscard]] std::span<const Questionnaire> questionnaires();
/// nullptr: there is none of that id.
[[nodiscard]] const Questionnaire* find_questionnaire(const std::string& id);
/// Ids that begin with `stem`: the variants of "rses".
[[nodiscard]] std::vector<std::string> questionnaires_beginning(std::string_view stem);

/// Reads and checks a key. Unknown keys, items that do not exist, bounds that the answers contradict, a
/// conversion table that does not rise: all are errors. Throws base::InputError with every defect found.
/// @param id  name of the instrument: the file's name without folder and ending
[[nodiscard]] Questionnaire parse_questionnaire(std::string_view bytes, const std::string& path,
                                                const std::string& id);
/// The same from a file.
[[nodiscard]] Questionnaire read_questionnaire(const std::string& path);

/// The band of a score; "" where it has none. @param form "" is the first one that is named
[[nodiscard]] std::string band_of(const QuestionnaireScore& score, double value, std::string_view form = {});

}  // namespace outcomes::survey
