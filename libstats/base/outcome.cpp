#include "libstats/base/outcome.hpp"

#include <array>

namespace outcomes::base {
namespace {

struct ReasonText {
    Reason reason;
    std::string_view id;
    std::string_view sentence;
};

constexpr std::array reason_texts{
    ReasonText{Reason::too_few, "too_few", "Too few people answered for this figure."},
    ReasonText{Reason::no_answers, "no_answers", "Nobody has a score here."},
    ReasonText{Reason::no_pairs, "no_pairs", "Nobody has a score in both waves."},
    ReasonText{Reason::no_variation, "no_variation",
               "Everyone has the same value, so there is no spread to measure."},
    ReasonText{Reason::no_change, "no_change", "Every person has the same score in both waves."},
    ReasonText{Reason::not_on_grid, "not_on_grid",
               "The values do not lie on a common decimal grid, so their ranks cannot be trusted."},
    ReasonText{Reason::level_unreachable, "level_unreachable",
               "There are too few people for an interval at this confidence level."},
    ReasonText{Reason::too_few_clusters, "too_few_clusters", "There are fewer than two separate households."},
    ReasonText{Reason::no_smallest_change, "no_smallest_change", "No smallest change that matters is set."},
    ReasonText{Reason::not_binary, "not_binary", "This figure needs a question with exactly two answers."},
    ReasonText{Reason::one_item, "one_item", "A scale of one question has no internal consistency."},
    ReasonText{Reason::not_linked, "not_linked", "The two waves cannot be linked person by person."},
    ReasonText{Reason::not_affordable, "not_affordable",
               "The exact computation would take too long for this many people."},
    ReasonText{Reason::not_converged, "not_converged", "A limit could not be found."},
    ReasonText{Reason::too_few_items, "too_few_items",
               "This figure needs a scale of at least three questions."},
    ReasonText{Reason::redundant_items, "redundant_items",
               "Some answers follow from the others, or fewer people answered than there are questions."},
    ReasonText{Reason::improper_solution, "improper_solution",
               "The questions do not fit one common factor: one of them would have an error below 0."},
    ReasonText{Reason::not_applicable, "not_applicable", "This figure has no meaning for this row."},
    ReasonText{Reason::suppressed, "suppressed", "Hidden to protect people."},
    ReasonText{Reason::same_change, "same_change",
               "Every score changed by the same amount, so there is no spread to take an interval from."},
};

constexpr auto reason_list = [] {
    std::array<Reason, reason_texts.size()> list{};
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = reason_texts[i].reason;
    return list;
}();

const ReasonText& text_of(Reason reason) {
    return reason_texts.at(static_cast<std::size_t>(reason));
}

}  // namespace

std::string_view reason_id(Reason reason) {
    return text_of(reason).id;
}
std::string_view reason_sentence(Reason reason) {
    return text_of(reason).sentence;
}
std::span<const Reason> all_reasons() {
    return reason_list;
}

}  // namespace outcomes::base
