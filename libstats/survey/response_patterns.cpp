#include "libstats/survey/response_patterns.hpp"

#include "libstats/survey/item_scores.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace outcomes::survey {
namespace {

constexpr std::size_t fewest_items = 3;             ///< of a scale that counts towards "throughout"
constexpr std::size_t fewest_reversible_items = 4;  ///< of a scale with reversed questions
constexpr std::size_t fewest_scales = 3;
constexpr std::size_t fewest_answers_throughout = 12;
constexpr std::size_t enough_sheets = 30;
constexpr double halves_go_together = 0.2;

enum class Pattern : std::uint8_t {
    other,
    straight,
    neutral,  ///< straight, and neither high nor low: on a scale with reversed questions no contradiction
    contradictory
};

bool is_straight(Pattern pattern) {
    return pattern == Pattern::straight || pattern == Pattern::neutral;
}

/// How the sheets of a wave answered one scale.
struct ScalePatterns {
    const Scale* scale = nullptr;
    bool is_mixed = false;               ///< some questions are reversed, and some are not
    std::vector<std::uint8_t> complete;  ///< one a sheet: every question is answered
    std::vector<Pattern> pattern;        ///< one a sheet
};

/// A scale as its questions were ticked: answers before reversal, which questions are reversed.
struct Ticked {
    const DecodedScale* decoded = nullptr;
    std::vector<std::optional<std::int64_t>> mirror;  ///< lowest + highest answer of the reversed ones
    std::size_t n_reversed = 0;

    [[nodiscard]] std::int64_t raw(std::size_t item, std::int64_t units) const {
        return mirror[item] ? *mirror[item] - units : units;
    }
};

Ticked ticked(const Scale& scale, const DecodedScale& decoded) {
    Ticked all{&decoded, {}, 0};
    for (std::size_t i = 0; i < scale.items.size(); ++i) {
        const bool reversed =
            std::find(scale.reverse.begin(), scale.reverse.end(), scale.items[i]) != scale.reverse.end();
        all.mirror.push_back(reversed ? std::optional(decoded.lowest[i] + decoded.highest[i]) : std::nullopt);
        if (reversed) ++all.n_reversed;
    }
    return all;
}

/// Marks sheets of the run that answer everything, and those that answer everything alike.
void mark_straight(const WaveData& wave, const ItemRun& run, const Ticked& ticks, ScalePatterns& patterns) {
    std::vector<std::int64_t> first(run.run.end - run.run.begin, 0);
    std::vector<std::uint8_t> straight(first.size(), 1);
    std::vector<std::uint8_t> complete(first.size(), 1);
    for (std::size_t i = 0; i < run.items.size(); ++i) {
        const ItemTable& item = run.items[i];
        if (item.column == nullptr) return;  // not asked here: no sheet is complete
        std::vector<std::int64_t> raw = item.units;
        for (std::int64_t& units : raw) units = ticks.raw(i, units);
        for_each_code(wave, run.run, *item.column, [&](std::size_t sheet, std::uint32_t code) {
            const std::size_t at = sheet - run.run.begin;
            if (i == 0) first[at] = raw[code];
            complete[at] &= item.answered[code];
            straight[at] &= static_cast<std::uint8_t>(raw[code] == first[at]);
        });
    }
    const std::int64_t twice_middle = ticks.decoded->lowest.front() + ticks.decoded->highest.front();
    for (std::size_t at = 0; at < first.size(); ++at) {
        patterns.complete[run.run.begin + at] = complete[at];
        if (complete[at] == 0 || straight[at] == 0) continue;
        const bool in_the_middle = patterns.is_mixed && 2 * first[at] == twice_middle;
        patterns.pattern[run.run.begin + at] = in_the_middle ? Pattern::neutral : Pattern::straight;
    }
}

/// Sums over one way of asking, one a sheet: of the questions that are reversed, or of those that are not.
std::vector<std::int64_t> half_sums(const WaveData& wave, const std::vector<ItemRun>& runs,
                                    const Ticked& ticks, bool reversed) {
    std::vector<std::int64_t> sums(wave.size(), 0);
    for (const ItemRun& run : runs) {
        for (std::size_t i = 0; i < run.items.size(); ++i) {
            const ItemTable& item = run.items[i];
            if (item.column == nullptr || ticks.mirror[i].has_value() != reversed) continue;
            for_each_code(wave, run.run, *item.column, [&](std::size_t sheet, std::uint32_t code) {
                sums[sheet] += ticks.raw(i, item.units[code]);
            });
        }
    }
    return sums;
}

/// Correlation of the two halves over the complete sheets; 0 if there are too few, or no spread. The sums are
/// small integers, so doubles hold them exactly enough for a threshold.
double correlation(const std::vector<std::int64_t>& xs, const std::vector<std::int64_t>& ys,
                   const std::vector<std::uint8_t>& complete) {
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i < xs.size(); ++i) {
        if (complete[i] == 0) continue;
        const auto a = static_cast<double>(xs[i]);
        const auto b = static_cast<double>(ys[i]);
        n += 1;
        x += a;
        y += b;
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    const double spread = (n * xx - x * x) * (n * yy - y * y);
    return n < enough_sheets || spread <= 0 ? 0 : (n * xy - x * y) / std::sqrt(spread);
}

/// The outer eighths of what one way of asking can add up to.
struct Ends {
    std::int64_t low = 0;   ///< 8 times the sum that is at most an eighth above the lowest
    std::int64_t high = 0;  ///< 8 times the sum that is at least seven eighths above it
};

Ends ends_of(const Ticked& ticks, bool reversed) {
    std::int64_t low = 0;
    std::int64_t high = 0;
    for (std::size_t i = 0; i < ticks.mirror.size(); ++i) {
        if (ticks.mirror[i].has_value() != reversed) continue;
        low += ticks.decoded->lowest[i];
        high += ticks.decoded->highest[i];
    }
    return {7 * low + high, low + 7 * high};
}

bool has_four_steps(const Ticked& ticks) {
    const DecodedScale& decoded = *ticks.decoded;
    for (std::size_t i = 0; i < decoded.lowest.size(); ++i) {
        if (decoded.highest[i] - decoded.lowest[i] < 3 * decoded.denominator) return false;
    }
    return true;
}

void mark_contradictory(const WaveData& wave, const std::vector<ItemRun>& runs, const Ticked& ticks,
                        ScalePatterns& patterns) {
    if (!has_four_steps(ticks)) return;
    const auto forward = half_sums(wave, runs, ticks, false);
    const auto backward = half_sums(wave, runs, ticks, true);
    if (correlation(forward, backward, patterns.complete) > -halves_go_together) return;
    const Ends of_forward = ends_of(ticks, false);
    const Ends of_backward = ends_of(ticks, true);
    for (std::size_t i = 0; i < wave.size(); ++i) {
        const bool high = 8 * forward[i] >= of_forward.high && 8 * backward[i] >= of_backward.high;
        const bool low = 8 * forward[i] <= of_forward.low && 8 * backward[i] <= of_backward.low;
        if (patterns.complete[i] != 0 && (high || low) && patterns.pattern[i] == Pattern::other)
            patterns.pattern[i] = Pattern::contradictory;
    }
}

ScalePatterns patterns_of(const Study& study, const Scale& scale, const WaveData& wave) {
    const WaveData* const waves[] = {&wave};
    const DecodedScale decoded = decode_scale(study, scale, waves);
    const Ticked ticks = ticked(scale, decoded);
    ScalePatterns patterns{&scale, false, {}, {}};
    patterns.is_mixed = ticks.n_reversed > 0 && ticks.n_reversed < scale.items.size() &&
                        scale.items.size() >= fewest_reversible_items;
    patterns.complete.assign(wave.size(), 0);
    patterns.pattern.assign(wave.size(), Pattern::other);
    for (const ItemRun& run : decoded.waves.front()) mark_straight(wave, run, ticks, patterns);
    if (patterns.is_mixed) mark_contradictory(wave, decoded.waves.front(), ticks, patterns);
    return patterns;
}

/// The scales of a wave that can be judged: three or more questions, every answer in its list.
std::vector<ScalePatterns> patterns_of_wave(const Study& study, const WaveData& wave) {
    std::vector<ScalePatterns> all;
    for (const Scale& scale : study.scales) {
        if (scale.column || scale.items.size() < fewest_items) continue;
        try {
            all.push_back(patterns_of(study, scale, wave));
        } catch (const base::InputError&) {  // answers in no list: unknown_answers() reports them
            continue;
        }
    }
    return all;
}

/// A neutral answer to all of a scale is no sign of haste if other scales of the sheet got different ones:
/// only where all of them are straight it stays one.
void forgive_neutral(std::vector<ScalePatterns>& scales, std::size_t n_sheets) {
    for (std::size_t i = 0; i < n_sheets; ++i) {
        const bool all = std::all_of(scales.begin(), scales.end(), [&](const ScalePatterns& scale) {
            return scale.complete[i] == 0 || is_straight(scale.pattern[i]);
        });
        for (ScalePatterns& scale : scales) {
            if (scale.pattern[i] == Pattern::neutral)
                scale.pattern[i] = all ? Pattern::straight : Pattern::other;
        }
    }
}

/// One a sheet: 1 if it gave one answer to every question, scale after scale.
std::vector<std::uint8_t> same_throughout(const std::vector<ScalePatterns>& scales, std::size_t n_sheets) {
    std::vector<std::uint8_t> same(n_sheets, 0);
    for (std::size_t i = 0; i < n_sheets; ++i) {
        std::size_t n_scales = 0;
        std::size_t n_straight = 0;
        std::size_t n_answers = 0;
        for (const ScalePatterns& scale : scales) {
            if (scale.complete[i] == 0) continue;
            ++n_scales;
            n_answers += scale.scale->items.size();
            if (is_straight(scale.pattern[i])) ++n_straight;
        }
        const bool enough = n_scales >= fewest_scales && n_answers >= fewest_answers_throughout;
        same[i] = enough && 100 * n_straight > 95 * n_scales ? 1 : 0;
    }
    return same;
}

void add_throughout(const WaveData& wave, const std::vector<std::uint8_t>& same,
                    std::vector<DataDoubt>& doubts) {
    std::vector<DoubtfulCell> cells;
    for (std::size_t i = 0; i < wave.size(); ++i) {
        if (same[i] != 0) cells.push_back(cell_of(wave, i));
    }
    if (cells.empty()) return;
    auto one = doubt(base::Severity::warning, "data.same_answer_throughout",
                     fmt::format("{} of wave \"{}\" gave one answer to all questions of a scale, scale "
                                 "after scale",
                                 people_in_words(cells.size()), wave.id));
    one.diagnostic.help = "compare with and without them: [rows] drop leaves rows out";
    one.cells = std::move(cells);
    point_at_cells(one);
    doubts.push_back(std::move(one));
}

/// Sheets with one pattern on scales with reversed questions, those in `known` left out.
void add_pattern(const WaveData& wave, const std::vector<ScalePatterns>& scales, Pattern pattern,
                 std::vector<std::uint8_t>& known, DataDoubt one, const char* what,
                 std::vector<DataDoubt>& doubts) {
    std::vector<std::string> counts;
    std::vector<std::uint8_t> has_it(wave.size(), 0);
    for (const ScalePatterns& scale : scales) {
        if (!scale.is_mixed) continue;
        std::size_t n = 0;
        for (std::size_t i = 0; i < wave.size(); ++i) {
            if (known[i] != 0 || scale.pattern[i] != pattern) continue;
            has_it[i] = 1;
            ++n;
        }
        if (n > 0) counts.push_back(fmt::format("{} on \"{}\"", n, scale.scale->label));
    }
    for (std::size_t i = 0; i < wave.size(); ++i) {
        if (has_it[i] == 0) continue;
        known[i] = 1;
        one.cells.push_back(cell_of(wave, i));
    }
    if (one.cells.empty()) return;
    one.diagnostic.severity = severity_of_share(one.cells.size(), wave.size());
    one.diagnostic.message =
        fmt::format("{} of wave \"{}\" gave {}", people_in_words(one.cells.size()), wave.id, what);
    one.diagnostic.found = fmt::format("{}", fmt::join(counts, ", "));
    point_at_cells(one);
    doubts.push_back(std::move(one));
}

}  // namespace

std::vector<DataDoubt> careless_answers(const Study& study, const Responses& responses) {
    std::vector<DataDoubt> doubts;
    for (const WaveData& wave : responses.waves) {
        auto scales = patterns_of_wave(study, wave);
        auto known = same_throughout(scales, wave.size());
        add_throughout(wave, known, doubts);
        forgive_neutral(scales, wave.size());
        auto straight = doubt(base::Severity::note, "data.straight_lining", "");
        straight.diagnostic.help = "they may not have read the questions; nothing is left out for it";
        add_pattern(wave, scales, Pattern::straight, known, std::move(straight),
                    "one answer to all questions of a scale, although some are reversed", doubts);
        auto contradictory = doubt(base::Severity::note, "data.contradictory", "");
        contradictory.diagnostic.help =
            "they may have missed that some questions are turned round; nothing is left out for it";
        add_pattern(wave, scales, Pattern::contradictory, known, std::move(contradictory),
                    "the strongest answer both to questions and to their opposites", doubts);
    }
    return doubts;
}

}  // namespace outcomes::survey
