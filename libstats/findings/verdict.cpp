#include "libstats/findings/verdict.hpp"

#include "libstats/base/outcome.hpp"

#include <array>
#include <cmath>

namespace outcomes::findings {
namespace {

struct VerdictText {
    Verdict verdict;
    std::string_view id;
    std::string_view words;
    char mark;
};

constexpr std::array verdict_texts{
    VerdictText{Verdict::improved, "improved", "Improved", '+'},
    VerdictText{Verdict::worsened, "worsened", "Worsened", '-'},
    VerdictText{Verdict::rose, "rose", "Rose", '+'},
    VerdictText{Verdict::fell, "fell", "Fell", '-'},
    VerdictText{Verdict::no_meaningful_change, "no_meaningful_change", "No meaningful change", '='},
    VerdictText{Verdict::inconclusive, "inconclusive", "Not clear", '?'},
    VerdictText{Verdict::not_tested, "not_tested", "Not tested", '.'},
};

constexpr std::array<std::string_view, 10> detail_ids{
    "clear",
    "size_unsure",
    "tiny_rise",
    "tiny_fall",
    "none",
    "worsening_ruled_out",
    "improvement_ruled_out",
    "too_imprecise",
    "no_smallest_change",
    "",
};

constexpr std::array<std::string_view, 3> direction_ids{"higher", "lower", "neither"};

const VerdictText& text_of(Verdict verdict) {
    return verdict_texts.at(static_cast<std::size_t>(verdict));
}

Judgement without_smallest_change(double low, double high) {
    if (low > 0) return {Verdict::improved, Detail::no_smallest_change};
    if (high < 0) return {Verdict::worsened, Detail::no_smallest_change};
    return {Verdict::inconclusive, Detail::no_smallest_change};
}

Judgement against(double low, double high, double d) {
    if (-d < low && high < d) {
        const Detail detail = low > 0 ? Detail::tiny_rise : (high < 0 ? Detail::tiny_fall : Detail::none);
        return {Verdict::no_meaningful_change, detail};
    }
    if (low > 0) return {Verdict::improved, low >= d ? Detail::clear : Detail::size_unsure};
    if (high < 0) return {Verdict::worsened, high <= -d ? Detail::clear : Detail::size_unsure};
    if (low > -d) return {Verdict::inconclusive, Detail::worsening_ruled_out};
    if (high < d) return {Verdict::inconclusive, Detail::improvement_ruled_out};
    return {Verdict::inconclusive, Detail::too_imprecise};
}

}  // namespace

Judgement judge(double low, double high, std::optional<double> smallest_change, Direction better) {
    base::require(std::isfinite(low) && std::isfinite(high) && low <= high,
                  "judge: the limits must be finite and rise");
    base::require(!smallest_change || (std::isfinite(*smallest_change) && *smallest_change > 0),
                  "judge: the smallest change must be positive");
    const double turned_low = better == Direction::lower ? -high : low;
    const double turned_high = better == Direction::lower ? -low : high;
    Judgement judgement = smallest_change ? against(turned_low, turned_high, *smallest_change)
                                          : without_smallest_change(turned_low, turned_high);
    if (better != Direction::neither) return judgement;
    if (judgement.verdict == Verdict::improved) judgement.verdict = Verdict::rose;
    if (judgement.verdict == Verdict::worsened) judgement.verdict = Verdict::fell;
    return judgement;
}

std::string_view verdict_id(Verdict verdict) {
    return text_of(verdict).id;
}
std::string_view detail_id(Detail detail) {
    return detail_ids.at(static_cast<std::size_t>(detail));
}
std::string_view verdict_words(Verdict verdict) {
    return text_of(verdict).words;
}
char verdict_mark(Verdict verdict) {
    return text_of(verdict).mark;
}

std::string_view direction_id(Direction better) {
    return direction_ids.at(static_cast<std::size_t>(better));
}

Direction direction_from_id(std::string_view id) {
    for (const Direction better : {Direction::lower, Direction::neither}) {
        if (direction_id(better) == id) return better;
    }
    return Direction::higher;
}

std::optional<Verdict> verdict_from_id(std::string_view id) {
    for (const VerdictText& text : verdict_texts) {
        if (text.id == id) return text.verdict;
    }
    return std::nullopt;
}

}  // namespace outcomes::findings
