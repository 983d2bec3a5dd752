#include "libstats/analysis/verify_examples.hpp"
#include "libstats/survey/golden_vectors.hpp"

#include <fmt/format.h>

namespace outcomes::analysis {

std::vector<VerifyRow> verify_instruments() {
    constexpr double exact = 15;  // scores are fractions of integers: right or wrong
    std::vector<VerifyRow> rows;
    for (const survey::Questionnaire& key : survey::questionnaires()) {
        for (survey::GoldenResult& result : survey::golden_results(key)) {
            rows.push_back({"instrument " + key.id, "score", std::move(result.statistic),
                            fmt::format("golden vector of the key: {}", result.source),
                            std::move(result.expected), std::move(result.got), result.agrees ? exact : 0,
                            exact});
        }
    }
    return rows;
}

}  // namespace outcomes::analysis
