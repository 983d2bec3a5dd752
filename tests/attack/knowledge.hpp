#pragma once

#include "tests/attack/people_sums.hpp"
#include "tests/attack/published.hpp"
#include "tests/attack/random_study.hpp"

#include <string>

/// What published figures say about numbers of people, in a form that a linear system can hold. Each rests on
/// an identity that holds whatever the number of people is, as that is unknown as well.
namespace outcomes::tests {

/// A count within its rounding; nothing is known of a hidden one.
void know_count(IntegerSystem& system, const Sum& sum, const MaybeSeen& seen, const std::string& what);

/// A mean within `slack`: (m - u) n <= sum of scores <= (m + u) n.
void know_mean(IntegerSystem& system, const People& people, Who who, const Weight& score, double mean,
               double slack, const std::string& what);

/// An SD between two bounds. With squares about the published mean m, which is within `mean_slack` of the
/// true one: (n - 1) low^2 <= sum (v - m)^2 <= (n - 1) high^2 + n mean_slack^2. An infinite `mean_slack`
/// leaves the first half, which holds about any m.
struct KnownSd {
    double low, high;
    double mean, mean_slack;
};
void know_sd(IntegerSystem& system, const People& people, Who who, const Weight& score, const KnownSd& sd,
             const std::string& what);

/// Everything that a row about one question tells about these people.
void know_row(IntegerSystem& system, const People& people, const SeenRow& seen, const Asked& asked);

/// The counts of a question and the spread of changes, about everyone.
void know_movement(IntegerSystem& system, const People& everyone, const SeenMovement& seen,
                   const Asked& asked);
void know_spread(IntegerSystem& system, const People& everyone, const SeenSpread& seen, int k);

/// True if an answer is one of those joined by " or ".
[[nodiscard]] bool is_in(const std::string& word, const std::string& joined);

}  // namespace outcomes::tests
