#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace outcomes::findings {

enum class Direction { higher, lower, neither };  ///< which change is good

enum class Verdict { improved, worsened, rose, fell, no_meaningful_change, inconclusive, not_tested };

enum class Detail {
    clear,        ///< the weak end of the interval reaches the smallest change
    size_unsure,  ///< it does not
    tiny_rise,    ///< within the smallest change, above 0
    tiny_fall,    ///< within the smallest change, below 0
    none,         ///< within the smallest change, 0 included
    worsening_ruled_out,
    improvement_ruled_out,
    too_imprecise,
    no_smallest_change,
    not_tested
};

/// What the change amounts to.
struct Judgement {
    Verdict verdict = Verdict::not_tested;
    Detail detail = Detail::not_tested;
};

/// The verdict on a change from the limits of its 95 % interval, in the scale's own units and direction.
///
/// The limits are turned so that + is better (not for `neither`), then, with d the smallest change that
/// matters, in this order: -d < L and U < d: no_meaningful_change; L > 0: improved; U < 0: worsened; else
/// inconclusive. Every pair L <= U gets exactly one. p-values take no part. Without d: improved, worsened or
/// inconclusive, detail no_smallest_change.
/// @param smallest_change d > 0 in scale units; nothing if none is set
/// @throws base::ContractError  low > high, a limit that is not finite, d <= 0
[[nodiscard]] Judgement judge(double low, double high, std::optional<double> smallest_change,
                              Direction better);

[[nodiscard]] std::string_view verdict_id(Verdict verdict);
[[nodiscard]] std::string_view detail_id(Detail detail);  ///< "" for not_tested
[[nodiscard]] std::optional<Verdict> verdict_from_id(std::string_view id);
[[nodiscard]] std::string_view direction_id(Direction better);  ///< "higher", "lower", "neither"
/// The direction of a row's `better`; higher where that says nothing.
[[nodiscard]] Direction direction_from_id(std::string_view id);

/// On paper: "Improved", "Worsened", "No meaningful change", "Not clear", "Not tested".
[[nodiscard]] std::string_view verdict_words(Verdict verdict);
/// One ASCII mark to go with the words: + - = ? .
[[nodiscard]] char verdict_mark(Verdict verdict);

}  // namespace outcomes::findings
