#include "libstats/stats/proportions.hpp"
#include "libstats/stats/rates.hpp"
#include "libstats/stats/share_ratios.hpp"
#include "libstats/stats/share_tests.hpp"
#include "tests/mapping/mappers.hpp"

namespace outcomes::tests {
namespace {

using stats::Count;
using stats::EventCount;

/// The whole number in row i of a column.
std::int64_t whole(const MapCase& one, const char* column, std::size_t i) {
    return base::common_grid(std::vector{base::parse_decimal(one.column(column)[i]).value()})->units.front();
}

Count count_of(const MapCase& one, const char* events, const char* n, std::size_t i) {
    return {whole(one, events, i), whole(one, n, i)};
}

EventCount event_count(const MapCase& one, const char* events, const char* exposure, std::size_t i) {
    return {whole(one, events, i), base::parse_double(one.column(exposure)[i]).value()};
}

void map_share(Count count, Sink sink) {
    sink.put("x", count.events);
    sink.put("n", count.n);
    const auto share = stats::proportion(count);
    if (!share) return;
    sink.put("p", share->estimate);
    sink.put("wilson", share->ci);
    sink.put("wilson_cc", stats::wilson_interval_corrected(count));
    sink.put("clopper_pearson", stats::clopper_pearson_interval(count));
    sink.put("agresti_coull", stats::agresti_coull_interval(count));
    sink.put("jeffreys", stats::jeffreys_interval(count));
    sink.put("midp", stats::mid_p_interval(count));
    sink.put("wald", stats::wald_interval(count));
    const auto logit = stats::logit_interval(count);
    sink.put("logit_wald", logit ? std::optional(*logit) : std::nullopt);
}

// The references take the first minus or over the second, the library the repeat and the baseline.

void map_two_shares(Count first, Count second, Sink sink) {
    sink.put("x1", first.events);
    sink.put("n1", first.n);
    sink.put("x2", second.events);
    sink.put("n2", second.n);
    const auto difference = stats::proportion_difference(second, first);
    if (!difference) return;
    sink.put("diff", difference->estimate);
    sink.put("newcombe10", difference->newcombe);
    sink.put("newcombe11_cc", difference->newcombe_corrected);
    sink.put("miettinen_nurminen", difference->miettinen_nurminen);
    sink.put("mee", difference->mee);
    sink.put("agresti_caffo", difference->agresti_caffo);
    sink.put("wald", difference->wald);
    sink.put("wald_cc", difference->wald_corrected);
    const auto test = stats::two_share_test(second, first);
    sink.put("z_pooled", test ? std::optional(test->z) : std::nullopt);
    sink.put("chi2_pearson", test ? std::optional(test->chi2) : std::nullopt);
    sink.put("p_pearson", test ? std::optional(test->p) : std::nullopt);
    sink.put("fisher_p", stats::fisher_test(second, first)->exact.two_sided);
    sink.put("cohen_h", stats::cohen_h(second, first)->estimate);
    const auto odds = stats::odds_ratio(second, first);
    sink.put("odds_ratio", odds ? std::optional(odds->estimate) : std::nullopt);
}

void map_rates(EventCount first, EventCount second, Sink sink) {
    sink.put("x1", first.events);
    sink.put("t1", first.exposure);
    sink.put("x2", second.events);
    sink.put("t2", second.exposure);
    const auto rate1 = stats::poisson_rate(first), rate2 = stats::poisson_rate(second);
    sink.put("rate1", rate1.estimate);
    sink.put("rate2", rate2.estimate);
    sink.put("rate1_ci_exact", rate1.exact);
    sink.put("rate2_ci_exact", rate2.exact);
    const auto difference = stats::rate_difference(second, first);
    sink.put("rate_diff", difference.estimate);
    sink.put("rate_diff_ci_wald", difference.wald);
    const auto ratio = stats::rate_ratio(second, first);
    if (!ratio) {
        for (const char* key : {"rate_ratio", "p_exact_minlike", "p_exact_doubled", "p_mid_doubled",
                                "p_greater", "p_less", "ci_exact", "ci_midp", "ci_log_wald"})
            sink.none(key);
        return;
    }
    sink.put("rate_ratio", ratio->estimate);
    sink.put("p_exact_minlike", ratio->min_likelihood);
    sink.put("p_exact_doubled", ratio->exact.two_sided);
    sink.put("p_mid_doubled", ratio->mid_p.two_sided);
    sink.put("p_greater", ratio->exact.greater);
    sink.put("p_less", ratio->exact.less);
    sink.put("ci_exact", ratio->exact_ci);
    sink.put("ci_midp", ratio->mid_p_ci);
    sink.put("ci_log_wald", ratio->wald_ci);
}

}  // namespace

void map_prop_case(const MapCase& one, Sink sink) {
    for (std::size_t i = 0; i < one.n_rows(); ++i)
        map_share(count_of(one, "x", "n", i), sink.under("prop").under(i));
}

void map_prop2_case(const MapCase& one, Sink sink) {
    for (std::size_t i = 0; i < one.n_rows(); ++i)
        map_two_shares(count_of(one, "x1", "n1", i), count_of(one, "x2", "n2", i),
                       sink.under("prop2").under(i));
}

void map_rates_case(const MapCase& one, Sink sink) {
    for (std::size_t i = 0; i < one.n_rows(); ++i)
        map_rates(event_count(one, "x1", "t1", i), event_count(one, "x2", "t2", i),
                  sink.under("rates").under(i));
}

}  // namespace outcomes::tests
