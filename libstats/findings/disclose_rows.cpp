#include "libstats/base/outcome.hpp"
#include "libstats/findings/disclose_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outcomes::findings {
namespace {

constexpr std::array counts{&Finding::n, &Finding::n_from, &Finding::n_to, &Finding::n_pairs};

constexpr std::array figures{
    &Finding::mean_from, &Finding::mean_to,   &Finding::sd_from, &Finding::sd_to,      &Finding::estimate,
    &Finding::std_error, &Finding::statistic, &Finding::df,      &Finding::p_value,    &Finding::p_adjusted,
    &Finding::conf_low,  &Finding::conf_high, &Finding::effect,  &Finding::effect_low, &Finding::effect_high};

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
    return std::any_of(starts.begin(), starts.end(),
                       [&](std::string_view start) { return text.starts_with(start); });
}

/// True if the figures of a row follow from a few counts of people, so that these can be worked out from
/// them.
bool is_made_of_counts(const Finding& row) {
    constexpr std::array<std::string_view, 5> types{"percentage_points", "share", "share_up_of_changed",
                                                    "rank_biserial", "p_improvement"};
    return std::find(types.begin(), types.end(), row.estimate_type) != types.end() ||
           starts_with_any(row.method, {"sign_test", "mcnemar", "newcombe", "net_share", "share_middle"});
}

const CountBasis* basis_of(const StudyFindings& study, const Finding& row) {
    for (const CountBasis& basis : study.bases) {
        if (basis.term == row.term && basis.group == row.group &&
            (row.group.empty() || basis.subgroup == row.subgroup))
            return &basis;
    }
    return nullptr;
}

bool shares_of_too_few(const StudyFindings& study, const Finding& row, const DisclosureRules& rules) {
    if (!is_made_of_counts(row)) return false;
    const CountBasis* basis = basis_of(study, row);
    if (basis == nullptr) return true;
    const auto few = [&](std::uint64_t n) { return rules.too_few(n); };
    const bool of_place = row.estimand == "place";
    if (of_place && row.n_pairs && *row.n_pairs > 0 &&
        std::any_of(basis->people.begin(), basis->people.end(), few))
        return true;
    const auto& made_of = of_place ? basis->place : basis->people;
    return made_of.empty() || std::any_of(made_of.begin(), made_of.end(), few);
}

/// True if nearly all people that the means and SDs of a row are about have the same score: then the row says
/// what each of them answered, and what the few others did.
bool nearly_all_alike(const StudyFindings& study, const Finding& row, const DisclosureRules& rules) {
    if (!row.mean_from && !row.mean_to && row.reason != "no_variation") return false;
    const CountBasis* basis = basis_of(study, row);
    if (basis == nullptr) return false;
    const CountBasis::Apart& apart = basis->apart;
    if (row.analysis == "attrition") return rules.nearly_none(apart.lost) || rules.nearly_none(apart.kept);
    const bool tells_change = row.reason == "same_change" || row.reason == "no_change";
    if (tells_change && rules.nearly_none(apart.change)) return true;
    if (row.estimand == "place") return rules.nearly_none(apart.all_from) || rules.nearly_none(apart.all_to);
    return rules.nearly_none(apart.pairs_from) || rules.nearly_none(apart.pairs_to) ||
           rules.nearly_none(apart.change);
}

/// True if a row says how many linked people there are beside nearly as many others, so that the figures of
/// the few can be worked out.
bool differs_by_few(const Finding& row, const Finding& headline, const DisclosureRules& rules) {
    const auto few = [&](const std::optional<std::uint64_t>& whole,
                         const std::optional<std::uint64_t>& part) {
        return whole && part && rules.leaves_few(*whole, *part);
    };
    if (row.analysis == "other_linkage") return few(headline.n_pairs, row.n_pairs);
    if (row.analysis == "attrition") return rules.round < 2 && few(row.n_to, headline.n_pairs);
    const Finding& people = row.estimand == "people" ? row : headline;
    const Finding& place = row.estimand == "people" ? headline : row;
    return few(place.n_from, people.n_pairs) || few(place.n_to, people.n_pairs);
}

const Finding* headline_of(const StudyFindings& study, const Finding& row) {
    for (const Finding& one : study.results) {
        if (one.analysis == "compare" && one.term == row.term && one.group == row.group &&
            one.subgroup == row.subgroup && !one.verdict.empty())
            return &one;
    }
    return nullptr;
}

/// Which rows are second ones about people of whom the headline says too much already.
std::vector<bool> too_close_rows(const StudyFindings& study, const DisclosureRules& rules) {
    std::vector<bool> close;
    for (const Finding& row : study.results) {
        const bool is_second = row.analysis == "other_estimand" || row.analysis == "other_linkage" ||
                               row.analysis == "attrition";
        const Finding* headline = is_second ? headline_of(study, row) : nullptr;
        close.push_back(is_second && (headline == nullptr || headline->suppressed ||
                                      differs_by_few(row, *headline, rules)));
    }
    return close;
}

enum class Why : std::uint8_t { shown, few, shares, alike, close };

Why why_hidden(const StudyFindings& study, const Finding& row, bool close, const DisclosureRules& rules) {
    const auto n = fewest(row);
    if (n && *n < rules.threshold) return Why::few;
    if (row.analysis != "reliability" && shares_of_too_few(study, row, rules)) return Why::shares;
    if (nearly_all_alike(study, row, rules)) return Why::alike;
    return close ? Why::close : Why::shown;
}

/// @throws base::ContractError  a row that is shown has no reason
std::string sentence_of(Why why, const DisclosureRules& rules) {
    switch (why) {
        case Why::few:
            return fmt::format("Results from fewer than {} people are hidden.", rules.threshold);
        case Why::shares:
            return fmt::format(
                "Shares are hidden where fewer than {} people moved up, stayed or moved down, or gave an "
                "answer.",
                rules.threshold);
        case Why::alike:
            return "Results are hidden where nearly all people gave the same answer: they would tell what "
                   "each "
                   "of them said.";
        case Why::close:
            return "Second results about nearly the same people are hidden: the difference would be about a "
                   "few.";
        case Why::shown:
            break;
    }
    throw base::ContractError("a row that is shown has no reason to be hidden");
}

/// Numbers of everyone that lie next to those of the linked people, in one row. Where they are rounded their
/// difference is hidden already.
void drop_close_counts(Finding& row, const DisclosureRules& rules) {
    if (!row.n_pairs || rules.round > 1) return;
    const auto close = [&](const std::optional<std::uint64_t>& whole) {
        return whole && rules.leaves_few(*whole, *row.n_pairs);
    };
    if (!close(row.n_from) && !close(row.n_to)) return;
    if (row.estimand == "place") {
        row.n_pairs = std::nullopt;
    } else {
        row.n_from = row.n_to = std::nullopt;
    }
}

/// Methods that gave no figure that is shown, and the terms for which they gave none.
void forget_hidden_methods(StudyFindings& study) {
    if (!study.record) return;
    std::set<std::pair<std::string_view, std::string_view>> shown;
    for (const Finding& row : study.results) {
        if (!row.suppressed && (row.estimate || row.p_value || row.effect))
            shown.emplace(row.method, row.label);
    }
    for (MethodUsed& method : study.record->methods)
        std::erase_if(method.terms, [&](const std::string& label) {
            return !shown.contains({method.id, label});
        });
    std::erase_if(study.record->methods, [](const MethodUsed& method) { return method.terms.empty(); });
}

}  // namespace

void suppress(Finding& row) {
    for (const auto count : counts) row.*count = std::nullopt;
    for (const auto figure : figures) row.*figure = std::nullopt;
    if (!row.verdict.empty()) row.verdict = "not_tested";
    row.verdict_detail.clear();
    row.smallest_change = row.conf_level = std::nullopt;
    row.estimate_type.clear();
    row.effect_type.clear();
    row.suppressed = true;
    row.reason = "suppressed";
    row.note.clear();
    row.policy.clear();
}

std::optional<std::uint64_t> fewest(const Finding& row) {
    std::optional<std::uint64_t> least;
    for (const auto count : counts) {
        if (row.*count) least = std::min(least.value_or(*(row.*count)), *(row.*count));
    }
    return least;
}

void hide_rows(StudyFindings& study, const DisclosureRules& rules) {
    const std::vector<bool> close = too_close_rows(study, rules);
    std::array<bool, 5> met{};
    for (std::size_t i = 0; i < study.results.size(); ++i) {
        Finding& row = study.results[i];
        if (row.suppressed || row.analysis == "response") continue;
        const Why why = why_hidden(study, row, close[i], rules);
        met.at(static_cast<std::size_t>(why)) = true;
        if (why == Why::shown)
            drop_close_counts(row, rules);
        else
            suppress(row);
    }
    for (const Why why : {Why::few, Why::shares, Why::alike, Why::close}) {
        if (met.at(static_cast<std::size_t>(why))) study.hidden.push_back(sentence_of(why, rules));
    }
}

/// Numbers in a warning are of people, unless it counts lines of the study file.
void withhold(Warning& warning) {
    warning.line = warning.column = 0;
    if (warning.code == "study.open_check") return;
    if (warning.message.find_first_of("0123456789") != std::string::npos)
        warning.message = "a warning with numbers of people in it is withheld; outcomes check shows it";
}

void withhold(InputFile& input, const DisclosureRules& rules) {
    if (!input.rows) return;
    input.rows = rules.too_few(*input.rows) ? std::nullopt : std::optional(rules.rounded(*input.rows));
}

void withhold_remarks(StudyFindings& study, const DisclosureRules& rules) {
    for (Finding& row : study.results) {
        if (row.analysis == "other_linkage") row.rule = "strict: codes agree wholly";
    }
    for (Warning& warning : study.warnings) withhold(warning);
    for (InputFile& input : study.inputs) withhold(input, rules);
    forget_hidden_methods(study);
}

}  // namespace outcomes::findings
