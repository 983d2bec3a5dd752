#pragma once

#include "libstats/base/outcome.hpp"
#include "tests/mapping/mappers.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The answers of the cases about the items of a scale.
namespace outcomes::tests {

using Answer = std::optional<std::int64_t>;
using AnswerRow = std::vector<Answer>;

/// The items of a scale and everybody's answers to them as units on one grid.
struct Answers {
    std::vector<std::string> items;
    std::vector<bool> reversed;
    std::int64_t denominator = 1;
    std::int64_t turn = 0;           ///< a reversed answer is turn - answer
    std::vector<AnswerRow> given;    ///< as written
    std::vector<AnswerRow> aligned;  ///< the reversed ones turned
};

[[nodiscard]] Answers answers_of(const MapCase& one);
/// The ends of the answers, on their grid; both 0 where a case does not give them.
[[nodiscard]] std::pair<std::int64_t, std::int64_t> range_of(const MapCase& one, std::int64_t denominator);

[[nodiscard]] std::int64_t n_answered(const AnswerRow& row);
[[nodiscard]] std::int64_t sum_of(const AnswerRow& row);
/// The rows without a blank.
[[nodiscard]] std::vector<std::vector<std::int64_t>> complete_rows(const std::vector<AnswerRow>& rows);

/// Everything below `items`, `time1`, `time2`.
void map_scale(const std::vector<AnswerRow>& rows, const Answers& answers, Sink sink);

template <class T>
void put_outcome(const Sink& sink, std::string_view key, const base::Outcome<T>& outcome) {
    if (outcome)
        sink.put(key, *outcome);
    else
        sink.none(key);
}

}  // namespace outcomes::tests
