#include "libstats/analysis/verify_examples.hpp"

#include "libstats/analysis/verify_support.hpp"
#include "libstats/stats/correlation.hpp"
#include "libstats/stats/effect_size.hpp"
#include "libstats/stats/hodges_lehmann.hpp"
#include "libstats/stats/multiplicity.hpp"
#include "libstats/stats/overlap.hpp"
#include "libstats/stats/proportion_pairs.hpp"
#include "libstats/stats/proportions.hpp"
#include "libstats/stats/reliability.hpp"
#include "libstats/stats/sign_test.hpp"
#include "libstats/stats/signed_rank.hpp"
#include "libstats/stats/t_test.hpp"

#include <cstddef>
#include <iterator>
#include <numeric>
#include <optional>
#include <vector>

namespace outcomes::analysis {
namespace {

stats::SignedRank rank_test(const ExamplePairs& pairs, stats::ZeroRule zeros) {
    stats::SignedRankOptions options;
    options.zeros = zeros;
    return *stats::signed_rank(pairs.change.view(), options);
}

void append(std::vector<VerifyRow>& all, std::vector<VerifyRow> rows) {
    std::move(rows.begin(), rows.end(), std::back_inserter(all));
}

/// Student (1908): extra hours of sleep under two drugs, ten people.
std::vector<VerifyRow> student_sleep() {
    const auto pairs =
        example_pairs("0.7 -1.6 -0.2 -1.2 -0.1 3.4 3.7 0.8 0 2", "1.9 0.8 1.1 0.1 -0.1 4.4 5.5 1.6 4.6 3.4");
    VerifyRows rows("Student's sleep", "Student (1908), data; values to 25 digits by exact arithmetic");
    const auto moments = pairs.moments();
    const auto t = *stats::paired_t(moments.difference);
    rows.add("paired_t", "t", "4.06212768338203611", t.statistic);
    rows.add("paired_t", "p", "0.00283289019738427274", t.p.two_sided);
    rows.add("paired_t", "low", "0.700114236723017201", t.ci.low);
    rows.add("paired_t", "high", "2.45988576327698279", t.ci.high);
    const auto d = *stats::d_z(moments);
    rows.add("d_z", "d_z", "1.28455756259105443", d.d);
    rows.add("d_z", "low", "0.414627756380456838", d.d_ci.low, 11);
    rows.add("d_z", "high", "2.11801651398160082", d.d_ci.high, 11);
    rows.add("g_z", "g_z", "1.17392490351420455", d.g);
    rows.add("pearson_r", "r", "0.7951702058335778", stats::pearson(moments)->r);
    rows.add("signed_rank", "p", "0.00390625", rank_test(pairs, stats::ZeroRule::wilcoxon).p.two_sided, 14);
    rows.add("hodges_lehmann", "estimate", "1.3", stats::hodges_lehmann(pairs.change.view())->estimate, 14);
    rows.add("sign_test", "p", "0.00390625", stats::sign_test(pairs.change.view())->p.two_sided, 14);
    return rows.take();
}

/// Darwin (1876): heights of maize in eighths of an inch, fifteen pairs.
std::vector<VerifyRow> darwin_maize() {
    const auto pairs =
        example_pairs("17.375 20.375 20 20 18.375 18.625 18.625 15.25 16.5 18 16.25 18 12.75 15.5 18",
                      "23.5 12 21 22 19.125 21.5 22.125 20.375 18.25 21.625 23.25 21 22.125 23 12");
    VerifyRows rows("Darwin's maize", "Darwin (1876), data; Fisher (1935) t; exact counts");
    rows.add("paired_t", "t", "2.14798746133112", stats::paired_t(pairs.moments().difference)->statistic);
    rows.add("signed_rank_pratt", "p", "0.041259765625", rank_test(pairs, stats::ZeroRule::pratt).p.two_sided,
             14);
    rows.add("hodges_lehmann", "estimate", "3.125", stats::hodges_lehmann(pairs.change.view())->estimate, 14);
    return rows.take();
}

/// Fifteen people with five zeros: the rule for zeros moves p from .098 to .137.
std::vector<VerifyRow> zeros() {
    const auto pairs =
        example_pairs("9 14 8 11 14 10 8 14 12 14 13 9 15 12 9", "13 15 9 12 16 10 8 13 12 16 9 10 16 12 9");
    VerifyRows rows("Bortz, five zeros", "Bortz (2005), data; exact conditional p-values");
    rows.add("signed_rank", "p", "0.13671875", rank_test(pairs, stats::ZeroRule::wilcoxon).p.two_sided, 14);
    rows.add("signed_rank_pratt", "p", "0.09765625", rank_test(pairs, stats::ZeroRule::pratt).p.two_sided,
             14);
    rows.add("sign_test", "p", "0.109375", stats::sign_test(pairs.change.view())->p.two_sided, 14);
    return rows.take();
}

std::vector<double> column(std::string_view text) {
    const ExampleGrid grid = example_grid(text);
    std::vector<double> values;
    for (const std::int64_t units : grid.units)
        values.push_back(static_cast<double>(units) / static_cast<double>(grid.denominator));
    return values;
}

}  // namespace

std::vector<VerifyRow> verify_paired_examples() {
    std::vector<VerifyRow> all;
    append(all, student_sleep());
    append(all, darwin_maize());
    append(all, zeros());
    return all;
}

std::vector<VerifyRow> verify_overlap_examples() {
    // In the source the difference is first minus second; here it is repeat minus baseline.
    const auto pairs = example_pairs("14 15 18 20 11 19 14 15", "15 10 15 17 13 19 12 13");
    const auto first = example_grid("20 21 16 18 14 12 14 17 14 15 18 20 11 19 14 15");
    const auto second = example_grid("10 16 18 16 15 14 13 10 15 10 15 17 13 19 12 13");
    const auto m1 = *stats::moments(first.view());
    const auto m2 = *stats::moments(second.view());
    VerifyRows rows("Partly overlapping samples", "Derrick et al. (2017), example; the authors' own program");
    stats::OverlapOptions options;
    const auto unequal = *stats::overlap_t(m1, m2, pairs.moments(), options);
    rows.add("overlap_t", "t", "-2.419097628", unequal.test.statistic);
    rows.add("overlap_t", "df", "18.42233227", unequal.test.df);
    rows.add("overlap_t", "p", "0.02610444486", unequal.test.p.two_sided);
    options.variances = stats::VarianceRule::equal;
    const auto equal = *stats::overlap_t(m1, m2, pairs.moments(), options);
    rows.add("overlap_t_equal", "t", "-2.420745451", equal.test.statistic);
    rows.add("overlap_t_equal", "df", "18.5", equal.test.df, 14);
    rows.add("overlap_t_equal", "p", "0.02596796368", equal.test.p.two_sided);
    rows.add("overlap_t_equal", "low", "-3.7324079576", equal.test.ci.low);
    rows.add("overlap_t_equal", "high", "-0.2675920424", equal.test.ci.high);
    return rows.take();
}

std::vector<VerifyRow> verify_share_examples() {
    std::vector<VerifyRow> all;
    VerifyRows paired("Paired shares 20 12 2 16",
                      "Newcombe (1998), Statistics in Medicine 17:2635; exact binomial");
    const stats::PairedTable table{20, 12, 2, 16};
    const auto difference = *stats::paired_difference(table);
    paired.add("newcombe_paired", "low", "-0.32920699540014053", difference.newcombe.low);
    paired.add("newcombe_paired", "high", "-0.05615642484174832", difference.newcombe.high);
    const auto test = *stats::mcnemar(table);
    paired.add("mcnemar_exact", "p", "0.012939453125", test.exact.two_sided, 14);
    paired.add("mcnemar_mid_p", "p", "0.00738525390625", test.mid_p.two_sided, 14);
    append(all, paired.take());
    VerifyRows apart("Shares 56/70 and 48/80", "Newcombe (1998), Statistics in Medicine 17:873, method 10");
    const auto independent = *stats::proportion_difference({48, 80}, {56, 70});
    apart.add("newcombe", "low", "0.052431472402364926", independent.newcombe.low);
    apart.add("newcombe", "high", "0.33387265403690586", independent.newcombe.high);
    append(all, apart.take());
    return all;
}

std::vector<VerifyRow> verify_other_examples() {
    std::vector<VerifyRow> all;
    VerifyRows alpha("Alpha .79, 26 items, 41 people", "Feldt, Woodruff & Salih (1987), example");
    const auto limits = stats::feldt_interval(0.79, 26, 41, 0.9);
    alpha.add("alpha", "low", "0.7046759614862372", limits.low);
    alpha.add("alpha", "high", "0.8616144525848585", limits.high);
    append(all, alpha.take());

    VerifyRows many("Fifteen p-values", "Benjamini & Hochberg (1995), example");
    std::vector<std::optional<double>> p;
    for (const double value : column("0.0001 0.0004 0.0019 0.0095 0.0201 0.0278 0.0298 0.0344 0.0459 0.324 "
                                     "0.4262 0.5719 0.6528 0.759 1")) {
        p.emplace_back(value);
    }
    many.add("holm", "third p", "0.0247", *stats::adjust(p, stats::Adjustment::holm)[2], 14);
    many.add("benjamini_hochberg", "fourth p", "0.035625",
             *stats::adjust(p, stats::Adjustment::benjamini_hochberg)[3], 14);
    append(all, many.take());
    return all;
}

}  // namespace outcomes::analysis
