#include "libstats/render/lay.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/outcome.hpp"
#include "libstats/findings/verdict.hpp"
#include "libstats/render/lay_numbers.hpp"
#include "libstats/render/page_parts.hpp"
#include "libstats/render/phrases.hpp"
#include "libstats/render/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace outcomes::render {
namespace {

using findings::Finding;
using findings::Verdict;
using Id = PhraseId;

/// What a change is a change of.
enum class Kind { average, movers, share };

Kind kind_of(const Finding& row) {
    if (unit_of(row).empty()) return Kind::average;
    return row.method == "net_share" ? Kind::movers : Kind::share;
}

/// What happened, in the scale's own direction.
enum class Way { up, down, tiny_up, tiny_down, same, unclear, none };

Way way_of(const Finding& row, Verdict verdict) {
    const bool turned = row.better == "lower";
    switch (verdict) {
        case Verdict::improved:
            return turned ? Way::down : Way::up;
        case Verdict::worsened:
            return turned ? Way::up : Way::down;
        case Verdict::rose:
            return Way::up;
        case Verdict::fell:
            return Way::down;
        case Verdict::no_meaningful_change:
            if (row.verdict_detail == "tiny_rise") return turned ? Way::tiny_down : Way::tiny_up;
            if (row.verdict_detail == "tiny_fall") return turned ? Way::tiny_up : Way::tiny_down;
            return Way::same;
        case Verdict::inconclusive:
            return Way::unclear;
        case Verdict::not_tested:
            break;
    }
    return Way::none;
}

Verdict verdict_of(const Finding& row) {
    const auto verdict = findings::verdict_from_id(row.verdict);
    base::require(verdict.has_value(), "lay words: the row has no verdict");
    return *verdict;
}

/// One phrase for each direction and whether that is good: plain is for a rise where higher is better and for
/// scales where neither is.
struct Phrases {
    Id up, down, up_bad, down_good, down_bad;
    Id tiny_up, tiny_down, tiny_up_bad, tiny_down_good, tiny_down_bad;
    Id same, unclear;
};

constexpr Phrases average_phrases{
    "lay.up",      "lay.down",      "lay.up.bad",      "lay.down.good",      "lay.down.bad",
    "lay.tiny.up", "lay.tiny.down", "lay.tiny.up.bad", "lay.tiny.down.good", "lay.tiny.down.bad",
    "lay.same",    "lay.unclear"};
constexpr Phrases mover_phrases{"lay.moved.up",        "lay.moved.down",     "lay.moved.up.bad",
                                "lay.moved.down.good", "lay.moved.down.bad", "lay.moved.tiny.up",
                                "lay.moved.tiny.down", "lay.moved.tiny.up",  "lay.moved.tiny.down",
                                "lay.moved.tiny.down", "lay.moved.same",     "lay.moved.unclear"};
constexpr Phrases share_phrases{"lay.share.up",        "lay.share.down",     "lay.share.up.bad",
                                "lay.share.down.good", "lay.share.down.bad", "lay.share.tiny.up",
                                "lay.share.tiny.down", "lay.share.tiny.up",  "lay.share.tiny.down",
                                "lay.share.tiny.down", "lay.share.same",     "lay.share.unclear"};

const Phrases& phrases_for(Kind kind) {
    switch (kind) {
        case Kind::movers:
            return mover_phrases;
        case Kind::share:
            return share_phrases;
        case Kind::average:
            break;
    }
    return average_phrases;
}

Id phrase_of(const Phrases& p, Way way, const std::string& better) {
    const bool low_good = better == "lower";
    const bool high_good = better == "higher";
    switch (way) {
        case Way::up:
            return low_good ? p.up_bad : p.up;
        case Way::down:
            return low_good ? p.down_good : (high_good ? p.down_bad : p.down);
        case Way::tiny_up:
            return low_good ? p.tiny_up_bad : p.tiny_up;
        case Way::tiny_down:
            return low_good ? p.tiny_down_good : (high_good ? p.tiny_down_bad : p.tiny_down);
        case Way::same:
            return p.same;
        case Way::unclear:
        case Way::none:
            break;
    }
    return p.unclear;
}

Id reason_phrase(const std::string& reason) {
    struct Said {
        std::string_view reason;
        Id phrase;
    };
    static constexpr std::array said{
        Said{"too_few", "lay.none.too_few"},
        Said{"level_unreachable", "lay.none.too_few"},
        Said{"no_pairs", "lay.none.no_pairs"},
        Said{"not_linked", "lay.none.no_pairs"},
        Said{"no_answers", "lay.none.no_answers"},
        Said{"no_variation", "lay.none.no_variation"},
        Said{"no_change", "lay.none.same_answers"},
        Said{"suppressed", "lay.none.suppressed"},
        Said{"too_few_clusters", "lay.none.too_few_clusters"},
    };
    for (const Said& one : said) {
        if (one.reason == reason) return one.phrase;
    }
    return "lay.none.other";
}

/// Why there is no verdict; a change that is the same for everyone is known all the same.
Id none_phrase(const Finding& row) {
    if (row.reason != "same_change" || !row.estimate) return reason_phrase(row.reason);
    return *row.estimate > 0 ? Id("lay.none.same_rise") : Id("lay.none.same_fall");
}

std::string number(double value, int digits) {
    return base::fixed(value, digits);
}

/// "The average went from 3.28 (March 2013) to 3.61 (March 2014)."
std::string levels_sentence(const Finding& row, const TermContext& context, int digits) {
    if (!row.mean_from || !row.mean_to) return {};
    const bool is_share = kind_of(row) == Kind::share;
    const std::string from = with_minus(number(*row.mean_from, digits));
    const std::string to = with_minus(number(*row.mean_to, digits));
    if (from == to) return say(is_share ? Id("lay.shares.same") : Id("lay.averages.same"), {{"from", from}});
    return say(is_share ? Id("lay.shares") : Id("lay.averages"),
               {{"from", from}, {"wave_from", context.wave_from}, {"to", to}, {"wave_to", context.wave_to}});
}

/// "The rise is likely to lie between 0.19 and 0.41 points."
std::string range_sentence(const Finding& row, int digits) {
    if (!row.conf_low || !row.conf_high) return {};
    const double low = *row.conf_low;
    const double high = *row.conf_high;
    if (low == 0 && high == 0) return {};
    const bool movers = kind_of(row) == Kind::movers;
    if (low < 0 && high > 0) {
        const std::string rise = number(high, digits);
        return say(movers ? Id("lay.gap.both") : Id("lay.range.both"),
                   {{"fall", number(-low, digits)},
                    {"rise", rise},
                    {"unit", unit_word(row, movers ? number(-low, digits) : rise)}});
    }
    const std::string least = number(low >= 0 ? low : -high, digits);
    const std::string most = number(low >= 0 ? high : -low, digits);
    const Id phrase = movers ? Id("lay.gap") : (low >= 0 ? Id("lay.range.rise") : Id("lay.range.fall"));
    return say(phrase, {{"least", least}, {"most", most}, {"unit", unit_word(row, most)}});
}

bool range_all_matters(const Finding& row) {
    const double nearest = std::min(std::abs(row.conf_low.value_or(0)), std::abs(row.conf_high.value_or(0)));
    return nearest >= row.smallest_change.value_or(0);
}

/// Whether what happened is enough to matter.
std::string matters_sentence(const Finding& row) {
    if (!row.smallest_change) return {};
    const std::string d = size_text(*row.smallest_change);
    const std::initializer_list<Slot> slots{{"d", d}, {"unit", unit_word(row, d)}};
    const std::string& detail = row.verdict_detail;
    const bool rise_is_good = row.better != "lower";
    if (detail == "clear") return range_all_matters(row) ? say("lay.matters", slots) : "";
    if (detail == "size_unsure") return say("lay.may_be_small", slots);
    if (detail == "tiny_rise" || detail == "tiny_fall" || detail == "none")
        return say("lay.too_small", slots);
    if (detail == "too_imprecise") return say("lay.both_possible");
    if (detail == "worsening_ruled_out" || detail == "improvement_ruled_out") {
        const bool rise = (detail == "worsening_ruled_out") == rise_is_good;
        return say(rise ? Id("lay.rise_possible") : Id("lay.fall_possible"));
    }
    return {};
}

/// "87 people moved to a better answer, 36 to a worse one, and 78 did not move."
std::string moves_sentence(const findings::Movement* movement) {
    if (movement == nullptr || !movement->ordered || !movement->n_same) return {};
    if (!movement->n_higher || !movement->n_lower) return {};
    const std::string same = grouped(*movement->n_same);
    if (movement->n_improved())
        return say("lay.moves", {{"better", people(*movement->n_improved())},
                                 {"worse", grouped(*movement->n_worsened())},
                                 {"same", same}});
    return say(
        "lay.moves.neither",
        {{"higher", people(*movement->n_higher)}, {"lower", grouped(*movement->n_lower)}, {"same", same}});
}

std::string few_sentence(const Finding& row) {
    constexpr std::uint64_t few = 30;
    const bool is_few = row.verdict == "inconclusive" && row.n && *row.n < few;
    return is_few ? say("lay.few_people", {{"people", people(*row.n)}}) : "";
}

/// At most `most` words of a name.
std::string cut_name(const std::string& name, std::size_t most) {
    std::size_t words = 0;
    for (std::size_t at = name.find(' '); at != std::string::npos; at = name.find(' ', at + 1)) {
        if (++words == most) return name.substr(0, at) + "\xe2\x80\xa6";
    }
    return name;
}

std::string short_name(const Finding& row) {
    constexpr std::size_t most_words = 5;
    return cut_name(full_name(row), most_words);
}

}  // namespace

TermContext context_of(const findings::StudyFindings& study, const Finding& row) {
    TermContext context{study.wave_from_label, study.wave_to_label, facts_of(study, row.term), nullptr};
    if (!row.group.empty()) return context;
    for (const findings::Movement& movement : study.movements) {
        if (movement.term == row.term) context.movement = &movement;
    }
    return context;
}

std::string full_name(const Finding& row) {
    const bool of_answer = row.group.empty() && !row.subgroup.empty();
    return of_answer ? fmt::format("{}: {}", name_of(row), row.subgroup) : name_of(row);
}

LayText lay_text(const Finding& row, const TermContext& context) {
    const Verdict verdict = verdict_of(row);
    LayText text;
    if (verdict == Verdict::not_tested) {
        text.verdict = say(none_phrase(row), {{"scale", full_name(row)}});
        if (row.reason == "same_change" && row.estimate)
            text.more = {levels_sentence(row, context, average_digits(row, context.facts)),
                         say("lay.none.no_range")};
        return text;
    }
    const Id phrase = phrase_of(phrases_for(kind_of(row)), way_of(row, verdict), row.better);
    text.verdict = say(phrase, {{"scale", full_name(row)}});
    const int digits = lay_digits(row, context.facts);
    const bool movers = kind_of(row) == Kind::movers;
    for (std::string& sentence :
         std::array{levels_sentence(row, context, average_digits(row, context.facts)),
                    movers ? moves_sentence(context.movement) : std::string(), range_sentence(row, digits),
                    matters_sentence(row), few_sentence(row),
                    has_note(row, "suggestive") ? say("lay.may_be_chance") : std::string()}) {
        if (!sentence.empty()) text.more.push_back(std::move(sentence));
    }
    return text;
}

std::string lay_paragraph(const Finding& row, const TermContext& context) {
    const LayText text = lay_text(row, context);
    std::string paragraph = text.verdict;
    for (const std::string& sentence : text.more) paragraph += ' ' + sentence;
    return paragraph;
}

std::string headline(const Finding& row) {
    const Slot name{"scale", short_name(row)};
    const Verdict verdict = verdict_of(row);
    if (verdict == Verdict::worsened) return say("head.worse", {name});
    switch (way_of(row, verdict)) {
        case Way::up:
            return say("head.up", {name});
        case Way::down:
            return say(row.better == "lower" ? Id("head.down.good") : Id("head.down"), {name});
        case Way::tiny_up:
        case Way::tiny_down:
        case Way::same:
            return say("head.same", {name});
        case Way::unclear:
            return say("head.unclear", {name});
        case Way::none:
            break;
    }
    if (row.suppressed) return say("head.hidden", {name});
    return say(row.reason == "same_change" ? Id("head.same_change") : Id("head.none"), {name});
}

}  // namespace outcomes::render
