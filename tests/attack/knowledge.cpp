#include "tests/attack/knowledge.hpp"

#include "libstats/stats/distributions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace outcomes::tests {
namespace {

using findings::Finding;

constexpr double infinity = std::numeric_limits<double>::infinity();

double square(double x) {
    return x * x;
}

double score(int answer) {
    return answer;
}

std::string name_of(const Finding& row, const char* what) {
    return fmt::format("{} {} {} {} {}: {}", row.analysis, row.term, row.method, row.group, row.subgroup,
                       what);
}

bool is_percent(const Finding& row) {
    return row.estimate_type == "percentage_points";
}

/// How a row averages answers: as scores, or as the share of the upper answers in percent.
Weight score_in(const Finding& row, const Asked& asked) {
    if (!is_percent(row)) return score;
    return [middle = asked.middle](int answer) { return answer >= middle ? 100.0 : 0.0; };
}

/// A mean and its SD, whichever is there.
void know_moments(IntegerSystem& system, const People& people, Who who, const SeenRow& seen,
                  const Asked& asked, bool is_first) {
    const Finding& row = seen.row;
    const auto& mean = is_first ? row.mean_from : row.mean_to;
    const auto& sd = is_first ? row.sd_from : row.sd_to;
    if (!mean) return;
    const Weight weight = score_in(row, asked);
    know_mean(system, people, who, weight, *mean, seen.mean_slack, name_of(row, "mean"));
    if (!sd) return;
    know_sd(system, people, who, weight,
            {std::max(0.0, *sd - seen.sd_slack), *sd + seen.sd_slack, *mean, seen.mean_slack},
            name_of(row, "sd"));
}

double sign(int a, int b) {
    return a < b ? 1 : a > b ? -1 : 0;
}

/// estimate = (sum of weighted pairs) / (number of pairs that count).
void know_estimate(IntegerSystem& system, const People& people, const SeenRow& seen, const Asked& asked) {
    const Finding& row = seen.row;
    if (!row.estimate || row.estimand != "people") return;
    std::function<double(int, int)> gain;
    std::function<double(int, int)> counts = [](int, int) { return 1.0; };
    if (row.method == "net_share") {
        gain = [](int a, int b) { return 100 * sign(a, b); };
    } else if (is_percent(row) || row.estimate_type == "points") {
        const Weight weight = score_in(row, asked);
        gain = [weight](int a, int b) { return weight(b) - weight(a); };
    } else if (row.estimate_type == "share_up_of_changed") {
        gain = [](int a, int b) { return a < b ? 1.0 : 0.0; };
        counts = [](int a, int b) { return a != b ? 1.0 : 0.0; };
    } else {
        return;
    }
    const double low = *row.estimate - seen.limit_slack, high = *row.estimate + seen.limit_slack;
    system.know(people.pairs([&](int a, int b) { return gain(a, b) - low * counts(a, b); }), 0, infinity,
                name_of(row, "estimate, low"));
    system.know(people.pairs([&](int a, int b) { return gain(a, b) - high * counts(a, b); }), -infinity, 0,
                name_of(row, "estimate, high"));
}

/// The half width of a t interval is t(n - 1) sd / sqrt(n): bounds on the squares of the changes over every n
/// that the rounded number allows.
void know_limits(IntegerSystem& system, const People& people, const SeenRow& seen) {
    const Finding& row = seen.row;
    if (row.method != "paired_t" || !row.conf_low || !row.conf_high || !seen.n_pairs) return;
    const double half = (*row.conf_high - *row.conf_low) / 2;
    const double narrow = std::max(0.0, half - seen.limit_slack), wide = half + seen.limit_slack;
    double least = infinity, most = 0;
    for (std::int64_t n = std::max<std::int64_t>(2, seen.n_pairs->low); n <= seen.n_pairs->high; ++n) {
        const auto people_n = static_cast<double>(n);
        const double t = stats::t_quantile(0.975, people_n - 1);
        const double per_width = (people_n - 1) * people_n / square(t);
        least = std::min(least, square(narrow) * per_width);
        most = std::max(most, square(wide) * per_width + people_n * square(seen.limit_slack));
    }
    const double centre = *row.estimate;
    system.know(people.pairs([&](int a, int b) { return square(b - a - centre); }), least, most,
                name_of(row, "limits"));
}

/// The effect is the change over the SD of all first answers, which therefore follows from both.
void know_effect(IntegerSystem& system, const People& people, const SeenRow& seen) {
    const Finding& row = seen.row;
    if (row.effect_type != "d_baseline" || !row.effect_low || !row.conf_low || !row.mean_from) return;
    const double width = *row.conf_high - *row.conf_low, effect = *row.effect_high - *row.effect_low;
    const double low = (width - 2 * seen.limit_slack) / (effect + 2 * seen.effect_slack);
    know_sd(system, people, Who::everyone_before, score,
            {std::max(0.0, low), infinity, *row.mean_from, infinity}, name_of(row, "effect"));
}

void know_attrition(IntegerSystem& system, const People& people, const SeenRow& seen, const Asked& asked) {
    if (!asked.is_mean) return;
    know_count(system, people.sum(Who::lost_before), seen.n_from, name_of(seen.row, "n_from"));
    know_count(system, people.sum(Who::kept_before), seen.n_to, name_of(seen.row, "n_to"));
    know_count(system, people.sum(Who::everyone_before), seen.n, name_of(seen.row, "n"));
    know_moments(system, people, Who::lost_before, seen, asked, true);
    know_moments(system, people, Who::kept_before, seen, asked, false);
}

void know_compared(IntegerSystem& system, const People& people, const SeenRow& seen, const Asked& asked) {
    const bool of_people = seen.row.estimand == "people";
    know_count(system, people.sum(Who::everyone_before), seen.n_from, name_of(seen.row, "n_from"));
    know_count(system, people.sum(Who::everyone_after), seen.n_to, name_of(seen.row, "n_to"));
    know_count(system, people.sum(Who::pairs_before), seen.n_pairs, name_of(seen.row, "n_pairs"));
    Sum n = people.sum(Who::pairs_before);
    if (!of_people) {
        n = people.sum(Who::everyone_before);
        add(n, people.sum(Who::everyone_after));
        add(n, people.sum(Who::pairs_before), -1);
    }
    know_count(system, n, seen.n, name_of(seen.row, "n"));
    know_moments(system, people, of_people ? Who::pairs_before : Who::everyone_before, seen, asked, true);
    know_moments(system, people, of_people ? Who::pairs_after : Who::everyone_after, seen, asked, false);
    know_estimate(system, people, seen, asked);
    know_limits(system, people, seen);
    know_effect(system, people, seen);
}

}  // namespace

bool is_in(const std::string& word, const std::string& joined) {
    const std::string between = " or ";
    return (between + joined + between).find(between + word + between) != std::string::npos;
}

void know_count(IntegerSystem& system, const Sum& sum, const MaybeSeen& seen, const std::string& what) {
    if (seen) system.know(sum, static_cast<double>(seen->low), static_cast<double>(seen->high), what);
}

void know_mean(IntegerSystem& system, const People& people, Who who, const Weight& weight, double mean,
               double slack, const std::string& what) {
    system.know(people.sum(who, [&](int v) { return weight(v) - (mean - slack); }), 0, infinity,
                what + ", low");
    system.know(people.sum(who, [&](int v) { return weight(v) - (mean + slack); }), -infinity, 0,
                what + ", high");
}

void know_sd(IntegerSystem& system, const People& people, Who who, const Weight& weight, const KnownSd& sd,
             const std::string& what) {
    system.know(people.sum(who, [&](int v) { return square(weight(v) - sd.mean) - square(sd.low); }),
                -square(sd.low), infinity, what + ", low");
    if (std::isinf(sd.mean_slack) || std::isinf(sd.high)) return;
    system.know(people.sum(who,
                           [&](int v) {
                               return square(weight(v) - sd.mean) - square(sd.high) - square(sd.mean_slack);
                           }),
                -infinity, -square(sd.high), what + ", high");
}

void know_row(IntegerSystem& system, const People& people, const SeenRow& seen, const Asked& asked) {
    if (seen.row.suppressed) return;
    if (seen.row.analysis == "attrition") {
        know_attrition(system, people, seen, asked);
    } else if (seen.row.analysis == "reliability") {
        const bool first = seen.row.wave_from == "first";
        know_count(system, people.sum(first ? Who::everyone_before : Who::everyone_after), seen.n,
                   name_of(seen.row, "n"));
    } else {
        know_compared(system, people, seen, asked);
    }
}

void know_movement(IntegerSystem& system, const People& everyone, const SeenMovement& seen,
                   const Asked& asked) {
    const std::vector<std::string> words = words_of(asked);
    for (std::size_t run = 0; run < seen.answers.size(); ++run) {
        const Weight counted = [&](int a) {
            return is_in(words.at(static_cast<std::size_t>(a)), seen.answers[run]) ? 1.0 : 0.0;
        };
        know_count(system, everyone.sum(Who::everyone_before, counted), seen.count_from[run],
                   seen.term + " before");
        know_count(system, everyone.sum(Who::everyone_after, counted), seen.count_to[run],
                   seen.term + " after");
    }
    for (std::size_t cell = 0; cell < seen.moves.size(); ++cell) {
        const auto at = [&](int a, int b) {
            return static_cast<std::size_t>(a * asked.k + b) == cell ? 1.0 : 0.0;
        };
        know_count(system, everyone.pairs(at), seen.moves[cell], seen.term + " moves");
    }
    const auto moved = [&](double direction) {
        return everyone.pairs([=](int a, int b) { return sign(a, b) == direction ? 1.0 : 0.0; });
    };
    know_count(system, moved(1), seen.higher, seen.term + " higher");
    know_count(system, moved(0), seen.same, seen.term + " same");
    know_count(system, moved(-1), seen.lower, seen.term + " lower");
}

void know_spread(IntegerSystem& system, const People& everyone, const SeenSpread& seen, int k) {
    constexpr double near = 1e-6;
    const auto changed = [&](double low, double high) {
        return everyone.pairs(
            [=](int a, int b) { return b - a >= low - near && b - a <= high + near ? 1.0 : 0.0; });
    };
    know_count(system, changed(-infinity, infinity), seen.n, seen.term + " spread n");
    const double smallest = seen.smallest_change.value_or(1);
    know_count(system, changed(smallest, infinity), seen.higher, seen.term + " spread higher");
    know_count(system, changed(-infinity, -smallest), seen.lower, seen.term + " spread lower");
    for (const SeenBin& bin : seen.bins)
        know_count(system, changed(bin.low, bin.high), bin.people, seen.term + " spread bin");
    if (seen.bins.empty()) return;
    // ends inside the possible range are there because somebody changed by so much
    const double first = seen.bins.front().low, last = seen.bins.back().high;
    if (first <= 1 - k && last >= k - 1) return;
    system.know(changed(-infinity, first - 1), 0, 0, seen.term + " below the first bin");
    system.know(changed(last + 1, infinity), 0, 0, seen.term + " above the last bin");
    system.know(changed(first, first), 1, infinity, seen.term + " start of the first bin");
    system.know(changed(last, last), 1, infinity, seen.term + " end of the last bin");
}

}  // namespace outcomes::tests
