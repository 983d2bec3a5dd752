#include "libstats/stats/hodges_lehmann.hpp"
#include "libstats/stats/improvement.hpp"
#include "libstats/stats/median_change.hpp"
#include "libstats/stats/rank_biserial.hpp"
#include "libstats/stats/sign_flip.hpp"
#include "libstats/stats/sign_test.hpp"
#include "libstats/stats/signed_rank.hpp"
#include "tests/mapping/mappers.hpp"

#include <cmath>

namespace outcomes::tests {
namespace {

using stats::GridView;
using stats::ZeroRule;

/// The references took the differences of scale means, which are no decimals, after rounding to ten places.
base::Grid as_in_reference(const base::Grid& differences) {
    std::int64_t rest = differences.denominator;
    while (rest % 2 == 0) rest /= 2;
    while (rest % 5 == 0) rest /= 5;
    if (rest == 1) return differences;
    base::Grid rounded{.units = {}, .denominator = 10000000000};
    for (const double value : doubles(differences)) rounded.units.push_back(std::llround(value * 1e10));
    return rounded;
}

void put_p(const Sink& sink, const std::string& two_sided, const stats::PValues& p) {
    sink.put(two_sided, p.two_sided);
    sink.put("p_greater", p.greater);
    sink.put("p_less", p.less);
}

void put_normal(const Sink& sink, const stats::SignedRankNormal& normal) {
    sink.put("z", normal.z);
    put_p(sink, "p", normal.p);
}

void put_exact(const Sink& sink, const stats::SignedRankExact& exact) {
    put_p(sink, "p", exact.p);
    sink.put("midp", exact.mid_p);
    sink.put("point_prob", exact.point);
    sink.put("count_p", exact.count);
}

void map_zero_rule(GridView differences, ZeroRule zeros, const Sink& sink, const std::string& key) {
    const auto test = stats::signed_rank(differences, {.zeros = zeros});
    if (!test) return sink.none(key);
    const Sink at = sink.under(key);
    at.put("n_nonzero", test->n_pos + test->n_neg);
    at.put("T_plus", test->t_plus);
    at.put("T_minus", test->t_minus);
    at.put("mean", test->mean);
    at.put("var", test->variance);
    if (test->exact)
        put_exact(at.under("exact"), *test->exact);
    else
        at.none("exact");
    put_normal(at.under("normal"), test->normal);
    put_normal(at.under("normal_cc"), test->normal_corrected);
}

void map_signed_rank(GridView differences, const Sink& sink) {
    const auto counts = stats::improvement(differences);
    if (!counts) return;
    sink.put("n", counts->n);
    sink.put("n_zero", counts->n_same);
    sink.put("n_pos", counts->n_up);
    sink.put("n_neg", counts->n_down);
    map_zero_rule(differences, ZeroRule::wilcoxon, sink, "wilcoxon_zero_drop");
    map_zero_rule(differences, ZeroRule::pratt, sink, "pratt");
    const auto test = stats::signed_rank(differences);
    if (!test) return sink.none("zsplit");
    const Sink split = sink.under("zsplit");
    split.put("T_plus", test->split_t_plus);
    split.put("T_minus", test->split_t_minus);
    split.put("var", test->split_variance);
    put_normal(split, test->split_normal);
}

void map_hodges_lehmann(GridView differences, const Sink& sink) {
    const auto kept = stats::hodges_lehmann(differences);
    if (!kept) return;
    sink.put("pseudomedian", kept->estimate);
    if (kept->exact) {
        sink.put("ci_exact_all", kept->exact->limits);
        sink.put("ci_exact_all_achieved", kept->exact->achieved);
    } else {
        sink.none("ci_exact_all");
        sink.none("ci_exact_all_achieved");
    }
    sink.put("ci_normal_order", kept->normal.limits);
    sink.put("ci_normal_order_index", kept->normal.order);
    const auto dropped = stats::hodges_lehmann(differences, {.zeros = stats::ZeroPairs::dropped});
    if (!dropped) return sink.none("pseudomedian_zero_dropped");
    sink.put("pseudomedian_zero_dropped", dropped->estimate);
}

void map_median(GridView differences, const Sink& sink) {
    const auto median = stats::median_change(differences);
    if (!median) return;
    sink.put("median_diff", median->estimate);
    if (!median->ci) return sink.none("median_ci_order");
    const Sink at = sink.under("median_ci_order");
    at.put("ci", *median->ci);
    at.put("k", median->order.k);
    at.put("achieved", median->order.achieved);
}

void map_sign_test(GridView differences, const Sink& sink) {
    const auto counts = stats::improvement(differences);
    if (!counts) return;
    sink.put("n_pos", counts->n_up);
    sink.put("n_neg", counts->n_down);
    sink.put("n_zero", counts->n_same);
    const auto test = stats::sign_test(differences);
    if (!test) {
        for (const char* key : {"p_exact", "p_greater", "p_less", "midp", "z", "p_normal", "z_cc_abs",
                                "p_normal_cc", "prop_pos_of_nonzero", "prop_pos_clopper_pearson"})
            sink.none(key);
        return;
    }
    put_p(sink, "p_exact", test->p);
    sink.put("midp", test->mid_p);
    sink.put("z", test->z);
    sink.put("p_normal", test->p_normal);
    sink.put("z_cc_abs", std::abs(test->z_corrected));  // the reference stores the size alone
    sink.put("p_normal_cc", test->p_normal_corrected);
    sink.put("prop_pos_of_nonzero", test->share_up);
    sink.put("prop_pos_clopper_pearson", test->share_up_ci);
}

void map_sign_flip(GridView differences, const Sink& sink, const std::string& key) {
    const auto test = stats::sign_flip(differences);
    if (!test) return sink.none(key);
    const Sink at = sink.under(key);
    at.put("scale", test->scale);
    at.put("n_nonzero", test->n_nonzero);
    at.put("sum_diff", test->sum);
    at.put("n_assignments_log2", test->n_nonzero);
    at.put("count_two_sided", test->count);
    if (test->method == stats::SignFlipMethod::exact) return put_p(at, "p", test->p);
    for (const char* p : {"p", "p_greater", "p_less"}) at.none(p);
}

void map_rank_effects(GridView differences, const Sink& sink) {
    const auto biserial = [&](ZeroRule zeros) -> std::optional<double> {
        const auto result = stats::rank_biserial(differences, {.zeros = zeros});
        return result ? std::optional(result->estimate) : std::nullopt;
    };
    sink.put("matched_rank_biserial_zero_drop", biserial(ZeroRule::wilcoxon));
    sink.put("matched_rank_biserial_pratt", biserial(ZeroRule::pratt));
    const auto test = stats::signed_rank(differences);
    sink.put("r_z_over_sqrt_n_pairs", test ? std::optional(test->r_pairs) : std::nullopt);
    const auto improvement = stats::improvement(differences);
    if (!improvement) return;
    sink.put("ps_dependent", improvement->estimate);
    sink.put("dominance_paired", improvement->dominance);
}

}  // namespace

void map_change_ranks(const Waves& waves, Sink sink) {
    const base::Grid exact = waves.difference();
    const base::Grid rounded = as_in_reference(exact);
    const Sink signed_rank = sink.under("wilcoxon_signed_rank");
    map_signed_rank(view(exact), signed_rank);
    if (const auto test = stats::signed_rank(view(exact)); test) signed_rank.put("ties_in_abs", test->ties);
    map_hodges_lehmann(view(rounded), sink.under("hodges_lehmann"));
    map_sign_test(view(exact), sink.under("sign_test"));
    map_median(view(rounded), sink.under("sign_test"));
    map_sign_flip(view(exact), sink, "sign_flip_permutation_mean");
    map_rank_effects(view(exact), sink.under("rank_effects"));
}

}  // namespace outcomes::tests
