#pragma once

#include "libstats/stats/types.hpp"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace outcomes::tests {

/// What the library says about one case: a number for a path of the reference, or that there is none.
struct Computed {
    std::map<std::string, double> numbers;
    std::set<std::string> none;        ///< nothing at or below these paths can be estimated
    std::set<std::string> degenerate;  ///< at or below these paths the reference is no target
};

/// The place in `Computed` where a mapper puts its values. Cheap to copy.
///
///     void map_mcnemar(const Table& table, Sink sink) {
///         const auto test = stats::mcnemar(table);
///         if (!test) return sink.none("mcnemar");
///         const Sink at = sink.under("mcnemar");
///         at.put("p_exact", test->exact);
///         at.put("odds_ratio_ci_exact", test->interval);   // puts .0 and .1
///     }
class Sink {
  public:
    explicit Sink(Computed& computed, std::string prefix = {})
        : computed_(&computed), prefix_(std::move(prefix)) {}

    [[nodiscard]] Sink under(std::string_view key) const { return Sink(*computed_, path(key)); }
    [[nodiscard]] Sink under(std::size_t index) const { return under(std::to_string(index)); }

    /// A number. Not finite means an infinite value; say `none` where there is no value.
    template <class Number>
    requires std::is_arithmetic_v<Number>
    void put(std::string_view key, Number value) const {
        computed_->numbers[path(key)] = static_cast<double>(value);
    }
    void put(std::string_view key, const std::optional<double>& value) const {
        if (value)
            put(key, *value);
        else
            none(key);
    }
    void put(std::string_view key, const stats::Interval& interval) const {
        const Sink limits = under(key);
        limits.put("0", interval.low);
        limits.put("1", interval.high);
    }
    void put(std::string_view key, const std::optional<stats::Interval>& interval) const {
        if (interval)
            put(key, *interval);
        else
            none(key);
    }
    template <class Number>
    void put_list(std::string_view key, std::span<const Number> values) const {
        const Sink list = under(key);
        for (std::size_t i = 0; i < values.size(); ++i) list.put(std::to_string(i), values[i]);
    }
    /// Nothing at or below `key` can be estimated from these data, and the library says so.
    void none(std::string_view key) const { computed_->none.insert(path(key)); }

    /// The data are such that the reference at or below `key` holds rounding noise or a division by zero
    /// (tolerances.json: "check only that the program flags them"), and the library has a reason in its
    /// place. Say this only where a call returned one, or where digits were lost.
    void degenerate(std::string_view key) const { computed_->degenerate.insert(path(key)); }

  private:
    [[nodiscard]] std::string path(std::string_view key) const {
        if (prefix_.empty()) return std::string(key);
        return prefix_ + "." + std::string(key);
    }

    Computed* computed_;
    std::string prefix_;
};

}  // namespace outcomes::tests
