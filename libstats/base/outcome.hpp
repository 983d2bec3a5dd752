#pragma once

#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace outcomes::base {

/// Why a number is absent. Data that are too poor for a method are a value with one of these reasons, never
/// NaN.
enum class Reason {
    too_few,             ///< fewer observations than the method needs
    no_answers,          ///< nobody has a score
    no_pairs,            ///< nobody has a score in both waves
    no_variation,        ///< every value is the same
    no_change,           ///< every person has the same score in both waves
    not_on_grid,         ///< the values do not lie on a common decimal grid, so ranks would be rounding noise
    level_unreachable,   ///< the data are too few for an interval of the level asked for
    too_few_clusters,    ///< fewer than two independent households
    no_smallest_change,  ///< no smallest change that matters is set
    not_binary,          ///< the answers are not two
    one_item,            ///< a scale of one question has no reliability
    not_linked,          ///< the waves cannot be linked
    not_affordable,      ///< the exact computation would cost too much
    not_converged,       ///< a root or limit could not be found
    too_few_items,       ///< fewer questions than the figure needs
    redundant_items,     ///< answers that follow from others: the correlations have no inverse
    improper_solution,   ///< the model fits only with a negative variance
    not_applicable,      ///< the statistic has no meaning for this row
    suppressed,          ///< hidden to protect people
    same_change,         ///< every person's score changed by the same amount, so the changes have no spread
};

/// A stable snake_case name, as printed in the `reason` column.
/// @param reason  any of the enumeration
[[nodiscard]] std::string_view reason_id(Reason reason);
/// One sentence for people.
/// @param reason  any of the enumeration
[[nodiscard]] std::string_view reason_sentence(Reason reason);
/// All reasons, in the order of the enumeration.
[[nodiscard]] std::span<const Reason> all_reasons();

/// A caller's mistake: unequal lengths, a level outside (0, 1), a value that is not finite.
class ContractError : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

/// Throws ContractError with `message` unless `held`.
/// @param held     what the caller must see to
/// @param message  what was expected
inline void require(bool held, const char* message) {
    if (!held) throw ContractError(message);
}

/// A value, or the reason why there is none.
template <class T>
class Outcome {
  public:
    /// There is a value.
    /// @param value  what was found
    Outcome(T value) : state_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
    /// There is none.
    /// @param reason  why nothing was found
    Outcome(Reason reason) : state_(reason) {}  // NOLINT(google-explicit-constructor)

    /// Whether there is a value.
    [[nodiscard]] bool has_value() const { return std::holds_alternative<T>(state_); }
    /// Whether there is a value.
    explicit operator bool() const { return has_value(); }

    /// What was found; throws std::bad_variant_access if nothing was.
    [[nodiscard]] const T& value() const { return std::get<T>(state_); }
    /// What was found, to be changed; throws std::bad_variant_access if nothing was.
    [[nodiscard]] T& value() { return std::get<T>(state_); }
    /// A member of what was found; throws as value().
    const T* operator->() const { return &std::get<T>(state_); }
    /// What was found; throws as value().
    const T& operator*() const { return std::get<T>(state_); }

    /// Only when there is no value.
    [[nodiscard]] Reason reason() const { return std::get<Reason>(state_); }

  private:
    std::variant<T, Reason> state_;
};

}  // namespace outcomes::base
