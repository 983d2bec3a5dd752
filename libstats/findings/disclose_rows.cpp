#include "libstats/findings/disclose_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
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
    for (MethodUsed& method : study.record->methods) {
        std::erase_if(method.terms, [&](const std::string& label) {
            return std::none_of(study.results.begin(), study.results.end(), [&](const Finding& row) {
                return row.method == method.id && row.label == label && !row.suppressed &&
                       (row.estimate || row.p_value || row.effect);
            });
        });
    }
    std::erase_if(study.record->methods, [](const MethodUsed& method) { return method.terms.empty(); });
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
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

const TermFacts* facts_of(const StudyFindings& study, const std::string& term) {
    for (const TermFacts& facts : study.terms) {
        if (facts.term == term) return &facts;
    }
    return nullptr;
}

void hide_rows(StudyFindings& study, const DisclosureRules& rules) {
    std::size_t n_few = 0, n_shares = 0, n_alike = 0, n_close = 0;
    std::vector<bool> close(study.results.size(), false);
    for (std::size_t i = 0; i < study.results.size(); ++i) {
        const Finding& row = study.results[i];
        const bool is_second = row.analysis == "other_estimand" || row.analysis == "other_linkage" ||
                               row.analysis == "attrition";
        const Finding* headline = is_second ? headline_of(study, row) : nullptr;
        close[i] = is_second &&
                   (headline == nullptr || headline->suppressed || differs_by_few(row, *headline, rules));
    }
    for (std::size_t i = 0; i < study.results.size(); ++i) {
        Finding& row = study.results[i];
        if (row.suppressed || row.analysis == "response") continue;
        const auto n = fewest(row);
        const bool few = n && *n < rules.threshold;
        const bool shares = !few && row.analysis != "reliability" && shares_of_too_few(study, row, rules);
        const bool alike = !few && !shares && nearly_all_alike(study, row, rules);
        if (few || shares || alike || close[i]) {
            n_few += few ? 1 : 0;
            n_shares += shares ? 1 : 0;
            n_alike += alike ? 1 : 0;
            n_close += !few && !shares && !alike ? 1 : 0;
            suppress(row);
        } else {
            drop_close_counts(row, rules);
        }
    }
    if (n_few > 0)
        study.hidden.push_back(fmt::format("Results from fewer than {} people are hidden.", rules.threshold));
    if (n_shares > 0)
        study.hidden.push_back(fmt::format(
            "Shares are hidden where fewer than {} people moved up, stayed or moved down, or gave "
            "an answer.",
            rules.threshold));
    if (n_alike > 0)
        study.hidden.emplace_back(
            "Results are hidden where nearly all people gave the same answer: they would tell what each of "
            "them "
            "said.");
    if (n_close > 0)
        study.hidden.push_back(
            "Second results about nearly the same people are hidden: the difference would be about a few.");
}

void withhold_remarks(StudyFindings& study, const DisclosureRules& rules) {
    for (Finding& row : study.results) {
        if (row.analysis == "other_linkage") row.rule = "strict: codes agree wholly";
    }
    for (Warning& warning : study.warnings) {
        warning.line = warning.column = 0;
        if (has_digit(warning.message))
            warning.message = "a warning with numbers of people in it is withheld; outcomes check shows it";
    }
    forget_hidden_methods(study);
    for (InputFile& input : study.inputs) {
        if (!input.rows) continue;
        input.rows = rules.too_few(*input.rows) ? std::nullopt : std::optional(rules.rounded(*input.rows));
    }
}

}  // namespace outcomes::findings
