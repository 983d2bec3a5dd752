#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outcomes::analysis {

/// What kind of measure a method speaks about.
enum class MeasureKind {
    mean,     ///< a scale, or a number from 0 to 10 or longer
    ordered,  ///< one question with ordered answers
    binary,   ///< one question with two answers
    nominal   ///< one question whose answers have no order
};

/// What the data must offer.
enum class Needs {
    pairs,      ///< people linked between the waves
    waves,      ///< answers in both waves, linked or not
    items,      ///< the questions of a scale in one wave
    share,      ///< one wave's share or count
    occasions,  ///< three or more waves of the same people
    groups,     ///< a comparison group
    sites,      ///< several studies or places
    numbers,    ///< p-values or summary figures alone
};

/// What a method's estimate is as the size of an effect. The `effect` of its row follows from this alone, so
/// that every such method is turned alike where a lower score is better.
enum class EffectKind {
    none,         ///< a figure in its own units, a test, an agreement; an effect is set by the method itself
    signed_size,  ///< 0 is no change: the effect is the estimate, turned so that positive is better
    probability  ///< 0.5 is no change: the effect is 2 p - 1 (`dominance`), turned so that positive is better
};

/// One method of the registry: the only list of them. Tests, help and --methods read it.
struct MethodInfo {
    std::string_view id = {};     ///< as in the `method` column and in --methods
    std::string_view title = {};  ///< name of the method for people
    std::string_view says = {};   ///< one sentence: what the row tells
    std::string_view when = {};   ///< when to use it, and when not
    std::string_view null_hypothesis =
        {};                          ///< what a small p-value speaks against; "" where nothing is tested
    std::string_view measures = {};  ///< kinds of measure: "mean", "mean ordered", "ordered", "binary", ...
    Needs needs = Needs::pairs;
    std::string_view estimand = {};  ///< "people", "place" or ""
    std::string_view analysis = {};  ///< "compare", "reliability", or "library": no verb runs it yet
    std::string_view policy = {};    ///< what is fixed about it (zeros, ties, exactness, correction)
    std::string_view citation = {};  ///< keys of libstats/references.md, with spaces between them
    EffectKind effect = EffectKind::none;
    bool ignores_links =
        false;  ///< takes the people of both waves as different ones, also where some are linked
};

[[nodiscard]] std::span<const MethodInfo> methods();
[[nodiscard]] const MethodInfo* find_method(std::string_view id);
/// What is added to the policy of a method that ignores links.
inline constexpr std::string_view links_ignored = "takes linked people as different ones";
/// The kinds of measure that a method speaks about: "scales and long numbers, ordered questions".
[[nodiscard]] std::string measures_in_words(const MethodInfo& method);

}  // namespace outcomes::analysis
