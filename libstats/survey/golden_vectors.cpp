#include "libstats/survey/golden_vectors.hpp"

#include "libstats/base/decimal.hpp"
#include "libstats/base/int128.hpp"
#include "libstats/survey/instrument.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace outcomes::survey {
namespace {

/// A number "4.25" or a fraction "82/18", as units / denominator.
struct Fraction {
    std::int64_t units = 0;
    std::int64_t denominator = 1;
};

std::optional<Fraction> fraction(const std::string& text) {
    const std::size_t slash = text.find('/');
    const auto top = base::parse_decimal(text.substr(0, slash));
    if (!top) return std::nullopt;
    Fraction value{top->units, 1};
    for (int d = 0; d < top->digits; ++d) value.denominator *= 10;
    if (slash == std::string::npos) return value;
    const auto bottom = base::parse_decimal(text.substr(slash + 1));
    const auto whole = bottom ? base::units_at(*bottom, 0) : std::nullopt;
    if (!whole || *whole <= 0) return std::nullopt;
    value.denominator *= *whole;
    return value;
}

bool same(const KeyResult& got, const std::string& expected) {
    if (got.kind == KeyResult::Kind::missing) return expected == "missing";
    if (got.kind == KeyResult::Kind::error) return expected == "error";
    const auto wanted = fraction(expected);
    return wanted && static_cast<base::Int128>(got.units) * wanted->denominator ==
                         static_cast<base::Int128>(wanted->units) * got.denominator;
}

std::string in_words(const KeyResult& result) {
    if (result.kind == KeyResult::Kind::missing) return "missing";
    if (result.kind == KeyResult::Kind::error) return "error";
    return base::shortest(result.value);
}

/// "all 3", else the answers with - for a blank.
std::string answers_text(const GoldenVector& vector) {
    const auto& answers = vector.answers;
    const bool all_same = std::all_of(answers.begin(), answers.end(),
                                      [&](const std::string& one) { return one == answers.front(); });
    if (all_same && answers.size() > 1) return "all " + answers.front();
    std::vector<std::string> texts;
    for (const std::string& one : answers) texts.push_back(one.empty() ? "-" : one);
    return fmt::format("{}", fmt::join(texts, " "));
}

}  // namespace

std::vector<GoldenResult> golden_results(const Questionnaire& key) {
    std::vector<GoldenResult> results;
    for (const GoldenVector& vector : key.golden) {
        const std::string answers = answers_text(vector);
        for (const QuestionnaireScore& score : key.scores) {
            const auto expected = vector.expected.find(score.id);
            const auto band = vector.bands.find(score.id);
            if (expected == vector.expected.end() && band == vector.bands.end()) continue;
            const KeyResult got = score_answers(key, score, vector.answers, vector.coding);
            if (expected != vector.expected.end())
                results.push_back({fmt::format("{} of {}", score.id, answers), expected->second,
                                   in_words(got), same(got, expected->second), vector.source});
            if (band == vector.bands.end()) continue;
            const std::string label =
                got.kind == KeyResult::Kind::number ? band_of(score, got.value) : in_words(got);
            results.push_back({fmt::format("band of {} of {}", score.id, answers), band->second, label,
                               label == band->second, vector.source});
        }
    }
    return results;
}

}  // namespace outcomes::survey
