#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What goes with the results of a study and is not a result: for the axes of charts, for the words around
/// the figures, and for the appendix on methods.
namespace outcomes::findings {

/// A term that was compared, as the study file defines it. Nothing here depends on what people answered.
struct TermFacts {
    std::string term;
    std::string label;
    std::string level;  ///< scale, question, item
    std::string scale;  ///< of an item: the term of the scale that asks it, else ""
    std::string kind;   ///< mean, ordered, binary, nominal
    std::string better;
    std::optional<double> low, high;  ///< possible range of the score, where the answers declare it
    std::optional<double> step;       ///< smallest difference between two scores, where there is a grid
    std::string unit;                 ///< "points" or "percentage_points": of the estimate
    std::size_t n_items = 1;
    std::vector<std::string> answers;  ///< of a question or item, lowest to highest; none for numbers
};

/// People whose own change lies between two sizes, both included.
struct ChangeBin {
    double low = 0;
    double high = 0;
    std::uint64_t people = 0;
};

/// How the scores of linked people changed, one by one: the spread behind a mean change.
struct ChangeSpread {
    std::string term;
    std::string label;
    std::string wave_from;
    std::string wave_to;
    std::string better;
    std::optional<double> smallest_change;  ///< in points
    double step = 0;                        ///< smallest difference between two changes
    std::vector<ChangeBin> bins;            ///< by rising change, without gaps between them; none if hidden
    std::optional<std::uint64_t> n;         ///< people with a score in both waves
    std::optional<std::uint64_t> n_higher;  ///< by the smallest change or more; by anything where none is set
    std::optional<std::uint64_t> n_lower;
    bool suppressed = false;
};

/// Counts of people that figures about a term are made of beside their number: disclosure control reads them
/// and lets none of them through.
struct CountBasis {
    std::string term;
    std::string group, subgroup;  ///< as in the rows, "" for everyone
    std::vector<std::uint64_t>
        people;  ///< linked people: who moved up, stayed, moved down; cells of yes and no
    std::vector<std::uint64_t> place;  ///< everyone: with and without the answer, in each wave
    /// People whose score is not the commonest one.
    struct Apart {
        std::uint64_t pairs_from = 0, pairs_to = 0, change = 0;  ///< of linked people; other changes
        std::uint64_t all_from = 0, all_to = 0;                  ///< of everyone
        std::uint64_t lost = 0, kept = 0;  ///< first scores of those not linked, and linked
    } apart;
};

/// A method that gave at least one row.
struct MethodUsed {
    std::string id;
    std::string title;
    std::string says;
    std::string policy;
    std::string citation;
    std::vector<std::string> terms;  ///< labels of the terms, in their order
};

/// What the study file says about the study as a whole, and what was and was not done.
struct StudyRecord {
    std::string question;
    std::string community;
    std::string design;  ///< paired, cross-section, mixed
    std::optional<std::uint64_t> population;
    std::string date_from, date_to;  ///< ISO dates of the waves, or ""
    std::string headline;            ///< people, place: whose change carries the verdict
    std::string adjust;              ///< holm, bh, none
    std::uint64_t seed = 0;
    std::vector<std::string> lead;  ///< terms to be told first; empty: those with a verdict
    std::string words = "both";     ///< [report] words: lay, evaluator, both
    bool freeze = true;             ///< [report] freeze: header rows of the workbook stay in sight
    std::vector<MethodUsed> methods;
    std::vector<std::string> not_done;  ///< "no comparison group in the study file", without a full stop
};

/// A split of people by one thing about them, e.g. by age.
struct SubgroupFacts {
    std::string id;
    std::string label;
    std::vector<std::string> groups;  ///< in their order; of hidden ones too, names are no secret
};

}  // namespace outcomes::findings
