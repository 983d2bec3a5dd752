#pragma once

#include "libstats/findings/finding.hpp"
#include "libstats/render/result_table.hpp"

#include <string>
#include <vector>

/// Plain words for results: short sentences without terms of statistics and without a word about causes.
/// What is said follows from the verdict of the row and its detail; nothing is judged here.
namespace outcomes::render {

/// What a sentence about a row needs besides the row.
struct TermContext {
    std::string wave_from;  ///< names of the waves for people
    std::string wave_to;
    const findings::TermFacts* facts = nullptr;
    const findings::Movement* movement = nullptr;  ///< of a question
};
[[nodiscard]] TermContext context_of(const findings::StudyFindings& study, const findings::Finding& row);

/// The name of a term in a sentence: with the answer that is counted, where it is one answer's share.
[[nodiscard]] std::string full_name(const findings::Finding& row);

/// Exactly one sentence on what happened; those after it say by how much and whether that matters.
struct LayText {
    std::string verdict;
    std::vector<std::string> more;
};
/// @throws base::ContractError  the row has no verdict
[[nodiscard]] LayText lay_text(const findings::Finding& row, const TermContext& context);
/// The same as one paragraph.
[[nodiscard]] std::string lay_paragraph(const findings::Finding& row, const TermContext& context);

/// Headline of a chart about one term, about 10 words at most: a long name is cut.
[[nodiscard]] std::string headline(const findings::Finding& row);
/// Headline of a chart about many: "3 of 13 scales got better, 1 got worse".
[[nodiscard]] std::string headline(const Rows& rows);

/// How many results there are of each verdict, in one or two sentences.
[[nodiscard]] std::vector<std::string> summary_sentences(const Rows& rows);

/// At most five sentences for the top of a page: the numbers per verdict, all that got worse, then what got
/// better and the terms named in `lead`. @param rows headline rows with a verdict
[[nodiscard]] std::vector<std::string> main_findings(const findings::StudyFindings& study, const Rows& rows);

/// What the results are about and what they cannot show, a paragraph each. The caveats of a page stand here
/// once and not beside every result.
[[nodiscard]] std::vector<std::string> caveats(const findings::StudyFindings& study, const Rows& rows);

/// Who answered, from rows of analysis "response"; each number is a row's own.
[[nodiscard]] std::vector<std::string> who_answered(const findings::StudyFindings& study, const Rows& rows);

/// Whether those lost began elsewhere, from rows of analysis "attrition"; "" if nothing is known.
[[nodiscard]] std::string lost_sentence(const Rows& rows);

}  // namespace outcomes::render
