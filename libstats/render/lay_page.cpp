#include "libstats/base/decimal.hpp"
#include "libstats/base/text.hpp"
#include "libstats/findings/verdict.hpp"
#include "libstats/render/lay.hpp"
#include "libstats/render/lay_numbers.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/phrases.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::StudyFindings;
using Id = PhraseId;

constexpr std::size_t most_sentences = 5;

std::size_t count_of(const Rows& rows, std::string_view verdict) {
    return static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [&](const Finding* row) { return row->verdict == verdict; }));
}

std::string count_text(std::size_t count) {
    return grouped(count);
}

/// "13 scales", "1 result"
std::string terms_text(const Rows& rows) {
    const bool scales =
        std::all_of(rows.begin(), rows.end(), [](const Finding* row) { return row->level == "scale"; });
    const bool one = rows.size() == 1;
    const Id phrase = scales ? (one ? Id("main.terms.scale") : Id("main.terms.scales"))
                             : (one ? Id("main.terms.result") : Id("main.terms.results"));
    return say(phrase, {{"count", count_text(rows.size())}});
}

std::string capitalised(std::string text) {
    if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

void count_into(std::vector<std::string>& list, Id phrase, std::size_t count) {
    if (count > 0) list.push_back(say(phrase, {{"count", count_text(count)}}));
}

/// One sentence for the top of the page, with the averages where there are any.
std::string main_sentence(const Finding& row, const TermContext& context) {
    const bool is_average = unit_of(row).empty() && row.mean_from && row.mean_to;
    const bool moved = row.verdict == "improved" || row.verdict == "worsened" || row.verdict == "rose" ||
                       row.verdict == "fell";
    if (!is_average || !moved) return lay_text(row, context).verdict;
    const int digits = average_digits(row, context.facts);
    const std::string from = with_minus(base::fixed(*row.mean_from, digits));
    const std::string to = with_minus(base::fixed(*row.mean_to, digits));
    if (from == to) return lay_text(row, context).verdict;
    const bool low_good = row.better == "lower";
    const bool up = row.verdict == "rose" || row.verdict == (low_good ? "worsened" : "improved");
    const bool bad = row.verdict == "worsened";
    const Id phrase = up ? (bad ? Id("main.up.bad") : Id("main.up"))
                         : (bad ? Id("main.down.bad") : (low_good ? Id("main.down.good") : Id("main.down")));
    const std::string sentence = say(phrase, {{"scale", full_name(row)}, {"from", from}, {"to", to}});
    return row.verdict_detail == "size_unsure" ? sentence + ' ' + say("main.small") : sentence;
}

std::string names_of(const Rows& rows, std::size_t most) {
    std::vector<std::string> names;
    for (const Finding* row : rows) names.push_back(full_name(*row));
    return base::joined(names, "and", most);
}

double size_of(const Finding* row) {
    return std::abs(row->effect.value_or(0));
}

bool is_lead(const StudyFindings& study, const Finding& row) {
    if (!study.record) return false;
    const auto& lead = study.record->lead;
    return std::find(lead.begin(), lead.end(), row.term) != lead.end();
}

Rows with_verdict(const Rows& rows, std::initializer_list<std::string_view> verdicts) {
    Rows some;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(some), [&](const Finding* row) {
        return std::find(verdicts.begin(), verdicts.end(), row->verdict) != verdicts.end();
    });
    return some;
}

/// Lead terms first, then the largest changes.
void sort_by_weight(const StudyFindings& study, Rows& rows) {
    std::stable_sort(rows.begin(), rows.end(), [&](const Finding* l, const Finding* r) {
        const bool l_leads = is_lead(study, *l);
        if (l_leads != is_lead(study, *r)) return l_leads;
        return size_of(l) > size_of(r);
    });
}

/// Everyone who answered in a wave, and what share of those who live there that is.
std::string answered_sentence(const Finding& row, const std::string& wave) {
    if (!row.n) return say("lay.who.hidden", {{"wave", wave}});
    if (!row.estimate) return say("lay.who.answered", {{"people", people(*row.n)}, {"wave", wave}});
    return say("lay.who.answered_of",
               {{"people", people(*row.n)}, {"wave", wave}, {"percent", percent_text(*row.estimate)}});
}

std::string linked_sentence(const Finding& row) {
    if (!row.n) return {};
    if (!row.estimate || *row.n == 0) return say("lay.who.linked", {{"people", people(*row.n)}});
    return say("lay.who.linked_of", {{"people", people(*row.n)}, {"percent", percent_text(*row.estimate)}});
}

bool any_adjusted(const Rows& rows) {
    return std::any_of(rows.begin(), rows.end(),
                       [](const Finding* row) { return row->p_adjusted.has_value(); });
}

bool any_limit(const Rows& rows) {
    return std::any_of(rows.begin(), rows.end(),
                       [](const Finding* row) { return row->smallest_change.has_value(); });
}

}  // namespace

std::string headline(const Rows& rows) {
    if (rows.size() == 1) return headline(*rows.front());
    const std::string terms = terms_text(rows);
    const std::size_t improved = count_of(rows, "improved");
    const std::size_t worsened = count_of(rows, "worsened");
    const std::size_t moved = count_of(rows, "rose") + count_of(rows, "fell");
    if (improved + worsened == 0) {
        if (moved > 0) return say("head.many.moved", {{"moved", count_text(moved)}, {"count", terms}});
        const bool all_same = count_of(rows, "no_meaningful_change") == rows.size();
        return say(all_same ? Id("head.many.same") : Id("head.many.unclear"), {{"count", terms}});
    }
    const Id phrase = worsened == 0   ? Id("head.many.better")
                      : improved == 0 ? Id("head.many.worse")
                                      : Id("head.many.both");
    return say(phrase,
               {{"improved", count_text(improved)}, {"worsened", count_text(worsened)}, {"count", terms}});
}

std::vector<std::string> summary_sentences(const Rows& rows) {
    std::vector<std::string> moved;
    count_into(moved, "main.count.improved", count_of(rows, "improved"));
    count_into(moved, "main.count.worsened", count_of(rows, "worsened"));
    count_into(moved, "main.count.rose", count_of(rows, "rose"));
    count_into(moved, "main.count.fell", count_of(rows, "fell"));
    std::vector<std::string> rest;
    count_into(rest, "main.count.same", count_of(rows, "no_meaningful_change"));
    count_into(rest, "main.count.unclear", count_of(rows, "inconclusive"));
    count_into(rest, "main.count.not_tested", count_of(rows, "not_tested"));
    const std::string terms = terms_text(rows);
    std::vector<std::string> sentences{
        moved.empty() ? say("main.looked", {{"terms", terms}})
                      : say("main.counts", {{"terms", terms}, {"list", base::joined(moved)}})};
    if (!rest.empty()) sentences.push_back(capitalised(say("main.rest", {{"list", base::joined(rest)}})));
    return sentences;
}

std::vector<std::string> main_findings(const StudyFindings& study, const Rows& rows) {
    if (rows.empty()) return {say("page.nothing")};
    constexpr std::size_t most_names = 5;
    std::vector<std::string> sentences = summary_sentences(rows);
    const auto tell = [&](const Finding* row) {
        sentences.push_back(main_sentence(*row, context_of(study, *row)));
    };
    Rows worse = with_verdict(rows, {"worsened"});
    sort_by_weight(study, worse);
    if (worse.size() == 1) tell(worse.front());
    if (worse.size() > 1) sentences.push_back(say("main.worse", {{"scales", names_of(worse, most_names)}}));
    Rows better = with_verdict(rows, {"improved", "rose", "fell"});
    sort_by_weight(study, better);
    Rows open = with_verdict(rows, {"inconclusive", "no_meaningful_change"});
    std::erase_if(open, [&](const Finding* row) { return !is_lead(study, *row); });
    for (const Finding* row : better) {
        if (sentences.size() < most_sentences) tell(row);
    }
    for (const Finding* row : open) {
        if (sentences.size() < most_sentences) tell(row);
    }
    return sentences;
}

std::vector<std::string> caveats(const StudyFindings& study, const Rows& rows) {
    std::vector<std::string> list;
    const bool place = !rows.empty() && rows.front()->estimand == "place";
    const bool cross = study.record && study.record->design == "cross-section";
    list.push_back(say("lay.not_cause") + ' ' + say("lay.other_things"));
    const std::string whose =
        cross ? say("lay.different_people") : say(place ? Id("lay.place") : Id("lay.people"));
    list.push_back(whose + ' ' + say("lay.others_differ"));
    list.push_back(say("lay.likely_range"));
    const bool has_limit = any_limit(rows) || !study.smallest_changes.empty();
    list.push_back(say(has_limit ? Id("lay.matters_from") : Id("lay.no_matters_from")));
    if (count_of(rows, "inconclusive") > 0) list.push_back(say("lay.not_clear"));
    if (rows.size() > 1 && any_adjusted(rows))
        list.push_back(say("lay.many_scales", {{"count", count_text(rows.size())}}));
    if (study.plan && study.plan->exploratory) list.push_back(say("lay.exploratory"));
    return list;
}

std::vector<std::string> who_answered(const StudyFindings& study, const Rows& rows) {
    std::vector<std::string> sentences;
    for (const Finding* row : rows) {
        const std::string wave = wave_name(study, *row);
        std::string sentence;
        const std::string n = row->n ? people(*row->n) : "";
        if (row->term == "answered") sentence = answered_sentence(*row, wave);
        if (row->term == "linked") sentence = linked_sentence(*row);
        if (n.empty() && row->term != "answered") continue;
        if (row->term == "only_from") sentence = say("lay.who.only_from", {{"people", n}});
        if (row->term == "only_to") sentence = say("lay.who.only_to", {{"people", n}});
        if (row->term == "no_id" && *row->n > 0)
            sentence = say("lay.who.no_id", {{"people", n}, {"wave", wave}});
        if (!sentence.empty()) sentences.push_back(std::move(sentence));
    }
    return sentences;
}

std::string lost_sentence(const Rows& rows) {
    Rows known;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(known),
                 [](const Finding* row) { return row->effect.has_value(); });
    if (known.empty()) return {};
    std::erase_if(known, [](const Finding* row) { return !has_note(*row, "lost_differ"); });
    if (known.empty()) return say("lay.lost.alike");
    return say("lay.lost.differ", {{"scales", names_of(known, 5)}});
}

}  // namespace outcomes::render
