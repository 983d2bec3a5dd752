#include "libstats/stats/effect_size.hpp"

#include "libstats/stats/distributions.hpp"
#include "tests/unit/stats/wave_data.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

using namespace outcomes;
using base::ContractError;
using base::Reason;
using stats::Interval;
using stats::paired_moments;
using stats::PairedMoments;
using tests::ReferenceCase;
using tests::within;

namespace {

using Maybe = std::optional<double>;

PairedMoments moments_of(const tests::WaveData& data) {
    return *paired_moments(data.baseline.view(), data.repeat.view());
}

PairedMoments moments_of(const std::vector<double>& before, const std::vector<double>& after) {
    return *paired_moments(before, after);
}

void compare_interval(ReferenceCase& reference, const std::string& path, Interval ci) {
    reference.compare(path + ".0", ci.low);
    reference.compare(path + ".1", ci.high);
}

/// Mean of the answered items of each person, if at least half are answered, of the people who have one in
/// both waves.
PairedMoments scale_moments(const ReferenceCase& reference) {
    const auto table = tests::reference_table(reference.json().at("case").get<std::string>());
    const auto reversed = reference.at("params.reverse").get<std::vector<std::string>>();
    const auto ends = reference.at("params.range").get<std::vector<double>>();
    const std::string first_wave = *std::ranges::min_element(table.at("time"));
    std::map<std::string, Maybe> scores[2];
    for (std::size_t row = 0; row < table.at("id").size(); ++row) {
        double sum = 0, answered = 0, items = 0;
        for (const auto& [name, cells] : table) {
            if (name == "id" || name == "time") continue;
            ++items;
            if (cells[row].empty() || cells[row] == "NA") continue;
            const bool turn = std::ranges::find(reversed, name) != reversed.end();
            sum += turn ? ends[0] + ends[1] - std::stod(cells[row]) : std::stod(cells[row]);
            ++answered;
        }
        auto& score = scores[table.at("time")[row] == first_wave ? 0 : 1][table.at("id")[row]];
        if (2 * answered >= items) score = sum / answered;
    }
    std::vector<double> before, after;
    for (const auto& [person, score] : scores[0]) {
        const auto other = scores[1].find(person);
        if (!score || other == scores[1].end() || !other->second) continue;
        before.push_back(*score);
        after.push_back(*other->second);
    }
    return moments_of(before, after);
}

/// Where the scores lie at 1e9, the program that computed the two meta-analytic estimates lost half of its
/// digits: they are to equal g_z and g_baseline of the same case, which 20-digit arithmetic confirms, and
/// agree with them to 6 digits only.
bool meta_analytic_digits_lost(const ReferenceCase& reference) {
    return reference.json().at("case") == "syn15_bigoffset";
}

void compare_meta_analytic(ReferenceCase& reference, const std::string& path,
                           const stats::EstimateWithVariance& got) {
    if (meta_analytic_digits_lost(reference)) {
        CHECK(within(got.estimate, reference.at(path + ".yi").get<double>(), 1e-6));
        CHECK(within(got.variance, reference.at(path + ".vi").get<double>(), 1e-6));
        reference.ignore(path);
        return;
    }
    reference.compare(path + ".yi", got.estimate);
    reference.compare(path + ".vi", got.variance);
}

/// The variants in spreads of people, which exist also where every change is the same.
void compare_by_scores(ReferenceCase& reference, const std::string& path, const PairedMoments& pairs) {
    const auto mean_sd = stats::d_av_mean(pairs), rms_sd = stats::d_av_rms(pairs);
    const auto baseline = stats::d_baseline(pairs);
    reference.compare(path + ".d_av_mean_sd", mean_sd->d);
    reference.compare(path + ".d_baseline_sd", baseline->d);
    if (!reference.has(path + ".dz")) return;
    reference.compare(path + ".d_av_rms_sd", rms_sd->d);
    reference.compare(path + ".g_av_mean_sd_J_n1", mean_sd->g);
    reference.compare(path + ".g_baseline_J_n1", baseline->g);
    reference.compare(path + ".r", pairs.r);
    const double lakens = stats::hedges_j_lakens(pairs.difference.n);
    reference.compare(path + ".g_av_lakens", mean_sd->d * lakens);
    compare_meta_analytic(reference, path + ".smcr_metafor", *stats::standardized_by_raw_score(pairs));
}

void compare_by_changes(ReferenceCase& reference, const std::string& path, const PairedMoments& pairs) {
    const auto n = pairs.difference.n;
    const auto df = static_cast<double>(n - 1);
    const auto z = stats::d_z(pairs), rm = stats::d_rm(pairs);
    REQUIRE(z);
    reference.compare(path + ".dz", z->d);
    reference.compare(path + ".g_z", z->g);
    reference.compare(path + ".d_rm", rm->d);
    reference.compare(path + ".g_rm_J_n1", rm->g);
    reference.compare(path + ".g_rm_lakens", rm->d * stats::hedges_j_lakens(n));
    reference.compare(path + ".hedges_J_df_n1", stats::hedges_j(df));
    reference.compare(path + ".hedges_J_approx_df_n1", stats::hedges_j_approximate(df));
    reference.compare(path + ".hedges_J_lakens_2n", stats::hedges_j_lakens(n));

    const double t = z->d * std::sqrt(static_cast<double>(n));
    compare_interval(reference, path + ".ncp_ci", *stats::noncentrality_interval(t, df));
    compare_interval(reference, path + ".dz_ci_nct", z->d_ci);
    compare_interval(reference, path + ".gz_ci_nct_times_J", z->g_ci);
    const auto large = stats::d_z_large_sample(pairs);
    reference.compare(path + ".dz_var_hedges_olkin", large->variance);
    compare_interval(reference, path + ".dz_ci_normal_approx", large->ci);
    compare_meta_analytic(reference, path + ".smcc_metafor", *stats::standardized_by_change_score(pairs));

    const auto normal = stats::normal_change(pairs);
    reference.compare(path + ".cles_paired_normal", normal->share_rising);
    reference.compare(path + ".cohen_u3_dz", normal->share_rising);
    reference.compare(path + ".r_from_t", normal->r_from_t);
}

void compare_effect_sizes(ReferenceCase& reference, const std::string& path, const PairedMoments& pairs) {
    compare_by_scores(reference, path, pairs);
    if (reference.has(path + ".dz")) {
        compare_by_changes(reference, path, pairs);
    } else {
        CHECK(stats::d_z(pairs).reason() == Reason::no_variation);
    }
    reference.ignore(path + ".effectsize_pkg");
    reference.finish({path});
}

/// The same numbers from 20-digit arithmetic.
void compare_high_precision(ReferenceCase& reference, const std::string& path, const PairedMoments& pairs) {
    const auto z = stats::d_z(pairs);
    if (!reference.has(path + ".dz")) return;
    REQUIRE(z);
    const auto df = static_cast<double>(pairs.difference.n - 1);
    reference.compare(path + ".dz", z->d);
    reference.compare(path + ".g_z", z->g);
    reference.compare(path + ".hedges_J", stats::hedges_j(df));
    if (!reference.has(path + ".ncp_ci")) return;
    compare_interval(reference, path + ".ncp_ci",
                     *stats::noncentrality_interval(z->d * std::sqrt(df + 1), df));
    compare_interval(reference, path + ".dz_ci_nct", z->d_ci);
}

/// Vector of 26 answers to one question of 5 points, with 12 unchanged.
const std::vector<double> question_before = {3, 3, 2, 4, 3, 3, 2, 4, 5, 3, 2, 3, 4,
                                             3, 3, 2, 3, 4, 3, 2, 4, 3, 3, 5, 3, 2};
const std::vector<double> question_after = {4, 3, 3, 4, 4, 3, 3, 5, 5, 3, 3, 2, 4,
                                            4, 3, 3, 3, 5, 3, 3, 3, 4, 3, 5, 4, 2};

/// Moments known only from a publication.
PairedMoments published_moments(std::size_t n, double m1, double m2, double sd1, double sd2, double r) {
    PairedMoments pairs;
    const double covariance = r * sd1 * sd2;
    const double variance = sd1 * sd1 + sd2 * sd2 - 2 * covariance;
    pairs.baseline.mean = m1;
    pairs.baseline.sd = sd1;
    pairs.repeat.mean = m2;
    pairs.repeat.sd = sd2;
    pairs.difference.n = n;
    pairs.difference.mean = m2 - m1;
    pairs.difference.variance = variance;
    pairs.difference.sd = std::sqrt(variance);
    pairs.covariance = covariance;
    pairs.r = r;
    return pairs;
}

using Variant = base::Outcome<stats::StandardizedChange> (*)(const PairedMoments&, double);
const Variant d_baseline_by_t = stats::d_baseline;
const Variant variants[] = {stats::d_z, stats::d_rm, stats::d_av_rms, stats::d_av_mean, d_baseline_by_t};

}  // namespace

TEST_SUITE("stats/effect_size") {
    TEST_CASE("effect sizes of whole cases agree with the reference") {
        std::size_t n_cases = 0;
        for (const auto& [id, path, data] : tests::paired_subtrees()) {
            if (path != "paired") continue;  // scales follow below
            ReferenceCase reference(id);
            if (!reference.has(path + ".effect_sizes")) continue;
            compare_effect_sizes(reference, path + ".effect_sizes", moments_of(data));
            compare_high_precision(reference, path + ".high_precision", moments_of(data));
            tests::count_compared("effect_size", reference.n_compared());
            ++n_cases;
        }
        CHECK(n_cases >= 15);
    }

    TEST_CASE("effect sizes of each group agree with the reference") {
        for (const auto& id : tests::reference_ids({"paired_groups", "longitudinal_groups"})) {
            ReferenceCase reference(id);
            const auto& groups = reference.at("groups.per_group");
            for (const auto& [group, results] : groups.items()) {
                CAPTURE(group);
                const std::string path = "groups.per_group." + group + ".effect_sizes";
                REQUIRE(reference.has(path));
                compare_effect_sizes(reference, path, moments_of(tests::case_waves(id, group)));
            }
            CHECK(groups.size() >= 2);
            tests::count_compared("effect_size", reference.n_compared());
        }
    }

    TEST_CASE("effect sizes of scales agree with the reference") {
        for (const auto& id : tests::reference_ids({"items2"})) {
            ReferenceCase reference(id);
            compare_effect_sizes(reference, "scale_paired.effect_sizes", scale_moments(reference));
            tests::count_compared("effect_size", reference.n_compared());
        }
    }

    TEST_CASE("a summary published for statpsych has Bonett's interval") {
        const auto got = stats::d_av_rms(published_moments(25, 102.1, 110.4, 15.3, 14.6, 0.75));
        REQUIRE(got);
        CHECK(within(got->d, 0.5550319, 1e-7));
        CHECK(within(got->d_ci.low, 0.2394905, 2e-7));
        CHECK(within(got->d_ci.high, 0.8705732, 2e-7));
        CHECK(within((got->d_ci.high - got->d_ci.low) / 2 / 1.959963984540054, 0.1609934, 1e-6));
    }

    TEST_CASE("five names for one question of 26 people") {  // values by R: effectsize, statpsych
        const PairedMoments pairs = moments_of(question_before, question_after);
        CHECK(within(stats::d_z(pairs)->d, 0.6035057, 1e-6));
        CHECK(within(stats::d_z(pairs)->d_ci.low, 0.1795629, 1e-6));
        CHECK(within(stats::d_z(pairs)->d_ci.high, 1.017283, 1e-6));
        CHECK(within(stats::d_av_rms(pairs)->d, 0.4461797, 1e-6));
        CHECK(within(stats::d_av_rms(pairs)->d_ci.low, 0.13686, 1e-4));
        CHECK(within(stats::d_av_rms(pairs)->d_ci.high, 0.75550, 1e-4));
        CHECK(within(stats::d_rm(pairs)->d, 0.4461746, 1e-6));
    }

    TEST_CASE("swapping the waves negates what does not use the baseline alone") {
        const auto forward = moments_of(question_before, question_after);
        const auto backward = moments_of(question_after, question_before);
        for (const Variant variant : {variants[0], variants[1], variants[2], variants[3]}) {
            const auto f = variant(forward, 0.95), b = variant(backward, 0.95);
            CHECK(within(f->d, -b->d, 1e-13));
            CHECK(within(f->g, -b->g, 1e-13));
            CHECK(within(f->d_ci.low, -b->d_ci.high, 1e-12));
            CHECK(within(f->d_ci.high, -b->d_ci.low, 1e-12));
        }
    }

    TEST_CASE("shift and unit of the scores do not matter") {
        std::vector<double> before = question_before, after = question_after;
        for (auto* wave : {&before, &after}) {
            for (double& x : *wave) x = 4 * x - 100;
        }
        const auto plain = moments_of(question_before, question_after), changed = moments_of(before, after);
        for (const Variant variant : variants) {
            CHECK(within(variant(changed, 0.9)->d, variant(plain, 0.9)->d, 1e-12));
            CHECK(within(variant(changed, 0.9)->d_ci.low, variant(plain, 0.9)->d_ci.low, 1e-11));
        }
    }

    TEST_CASE("every interval holds its estimate and grows with the level") {
        const auto pairs = moments_of(question_before, question_after);
        for (const Variant variant : variants) {
            const auto narrow = variant(pairs, 0.8), wide = variant(pairs, 0.99);
            CHECK(wide->d_ci.low < narrow->d_ci.low);
            CHECK(narrow->d_ci.low < narrow->d);
            CHECK(narrow->d < narrow->d_ci.high);
            CHECK(narrow->d_ci.high < wide->d_ci.high);
            CHECK(std::abs(narrow->g) < std::abs(narrow->d));
            CHECK(within(narrow->g_ci.low / narrow->d_ci.low, narrow->g / narrow->d, 1e-12));
        }
    }

    TEST_CASE("d_z and d_baseline leave out 0 exactly when the paired t test rejects") {
        for (int shift = -6; shift <= 6; ++shift) {
            std::vector<double> after = question_after;
            for (double& x : after) x += 0.07 * shift;
            const auto pairs = moments_of(question_before, after);
            const double t = stats::d_z(pairs)->d * std::sqrt(26.0);
            const bool rejected = stats::t_two_sided_p(t, 25) < 0.05;
            for (const Variant variant : {variants[0], variants[1], d_baseline_by_t}) {
                const Interval ci = variant(pairs, 0.95)->d_ci;
                CHECK((ci.low > 0 || ci.high < 0) == rejected);
            }
        }
    }

    TEST_CASE("noncentralities give back the tails they were asked for") {
        for (const double t : {-40.0, -3.0, -1e-8, 0.0, 0.4, 2.2, 15.0, 200.0}) {
            for (const double df : {1.5, 2.0, 9.0, 60.0, 1999.0}) {
                CAPTURE(t);
                CAPTURE(df);
                const auto ci = stats::noncentrality_interval(t, df, 0.9);
                REQUIRE(ci);
                CHECK(ci->low < ci->high);
                CHECK(within(stats::noncentral_t_sf(t, df, ci->low), 0.05, 1e-11));
                CHECK(within(stats::noncentral_t_cdf(t, df, ci->high), 0.05, 1e-11));
            }
        }
    }

    TEST_CASE("a change that only rounding varies has no interval") {
        CHECK(stats::noncentrality_interval(1e8, 9));
        CHECK(stats::noncentrality_interval(-2e8, 9).reason() == Reason::not_converged);
        const auto rounded = moments_of({0.1, 0.2, 0.3, 0.7}, {0.2, 0.3, 0.4, 0.8});
        CHECK(!stats::d_z(rounded));
    }

    TEST_CASE("no change at all is an effect of 0 with an interval around it") {
        const auto ci = stats::noncentrality_interval(0, 9);
        CHECK(within(ci->low, -1.959963984540054, 1e-12));  // T >= 0 exactly when Z + ncp >= 0
        CHECK(within(ci->high, 1.959963984540054, 1e-12));
    }

    TEST_CASE("limits in scale units become limits in baseline spreads") {
        const auto pairs = moments_of(question_before, question_after);
        const auto got = stats::d_baseline(pairs, Interval{-1, 2});
        CHECK(within(got->d_ci.low * *pairs.baseline.sd, -1, 1e-14));
        CHECK(within(got->d_ci.high * *pairs.baseline.sd, 2, 1e-14));
        CHECK(stats::standardized_by_raw_score(pairs)->ci.low < got->g);
    }

    TEST_CASE("a wave or a change without spread has reasons") {
        const auto flat_start = moments_of({3, 3, 3, 3}, {4, 3, 5, 3});
        CHECK(stats::d_baseline(flat_start).reason() == Reason::no_variation);
        CHECK(stats::d_rm(flat_start).reason() == Reason::no_variation);
        CHECK(stats::standardized_by_raw_score(flat_start).reason() == Reason::no_variation);
        CHECK(stats::d_av_mean(flat_start)->d > 0);
        CHECK(stats::d_av_rms(flat_start)->d > 0);
        const auto same_change = moments_of({1, 2, 4, 3}, {2, 3, 5, 4});
        CHECK(stats::d_z(same_change).reason() == Reason::no_variation);
        CHECK(stats::d_rm(same_change).reason() == Reason::no_variation);
        CHECK(stats::d_z_large_sample(same_change).reason() == Reason::no_variation);
        CHECK(stats::standardized_by_change_score(same_change).reason() == Reason::no_variation);
        CHECK(stats::normal_change(same_change).reason() == Reason::no_variation);
        CHECK(stats::d_baseline(same_change)->d > 0);
        const auto all_same = moments_of({2, 2, 2}, {2, 2, 2});
        CHECK(stats::d_av_rms(all_same).reason() == Reason::no_variation);
        CHECK(stats::d_av_mean(all_same).reason() == Reason::no_variation);
    }

    TEST_CASE("the ratios alone are those of the variants, and exist from two pairs on") {
        const auto pairs = moments_of(question_before, question_after);
        const auto ratios = stats::change_ratios(pairs).value();
        CHECK(*ratios.d_z == stats::d_z(pairs)->d);
        CHECK(within(*ratios.d_rm, stats::d_rm(pairs)->d, 1e-14));
        CHECK(within(*ratios.d_av_rms, stats::d_av_rms(pairs)->d, 1e-14));
        CHECK(within(*ratios.d_av_mean, stats::d_av_mean(pairs)->d, 1e-14));
        CHECK(*ratios.d_baseline == stats::d_baseline(pairs)->d);
        const auto two = moments_of({1, 2}, {2, 5});  // changes 1 and 3: mean 2, SD sqrt(2)
        CHECK(within(*stats::change_ratios(two)->d_z, std::sqrt(2.0), 1e-15));
        CHECK(within(stats::normal_change(two)->r_from_t, 2 / std::sqrt(5.0), 1e-15));  // t = 2
        CHECK(within(stats::d_z_large_sample(two)->variance, 1, 1e-15));                // 1/2 + 2/4
        CHECK(stats::change_ratios(moments_of({1}, {2})).reason() == Reason::too_few);
        CHECK(stats::normal_change(moments_of({1}, {2})).reason() == Reason::too_few);
        const auto flat = stats::change_ratios(moments_of({3, 3, 3}, {1, 2, 3})).value();
        CHECK(flat.d_baseline.reason() == Reason::no_variation);
        CHECK(flat.d_rm.reason() == Reason::no_variation);
        CHECK(*flat.d_av_mean == -2);
    }

    TEST_CASE("two pairs are too few, and mistakes throw") {
        const auto two = moments_of({1, 2}, {2, 5});
        for (const Variant variant : variants) CHECK(variant(two, 0.95).reason() == Reason::too_few);
        CHECK(stats::d_baseline(two, Interval{0, 1}).reason() == Reason::too_few);
        CHECK(stats::standardized_by_raw_score(two).reason() == Reason::too_few);
        CHECK(stats::standardized_by_change_score(two).reason() == Reason::too_few);
        const auto pairs = moments_of(question_before, question_after);
        for (const Variant variant : variants) CHECK_THROWS_AS((void)variant(pairs, 1), ContractError);
        CHECK_THROWS_AS((void)stats::noncentrality_interval(std::nan(""), 5), ContractError);
        CHECK_THROWS_AS((void)stats::noncentrality_interval(1, 0), ContractError);
        CHECK_THROWS_AS((void)stats::noncentrality_interval(1, 5, 0), ContractError);
        CHECK_THROWS_AS((void)stats::hedges_j_approximate(1), ContractError);
        CHECK_THROWS_AS((void)stats::hedges_j_lakens(2), ContractError);
    }
}
