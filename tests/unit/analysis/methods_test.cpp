#include "libstats/analysis/method_cautions.hpp"
#include "libstats/analysis/method_entries.hpp"
#include "libstats/analysis/references.hpp"
#include "libstats/analysis/term_rows.hpp"
#include "libstats/stats/distributions.hpp"
#include "tests/support/reference.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

using namespace outcomes;
using namespace outcomes::analysis;

namespace {

/// The scores of everyone, all of them linked.
void set_pairs(Measure& measure, const std::vector<std::int64_t>& from, const std::vector<std::int64_t>& to) {
    MeanData& data = measure.mean;
    data.pair_from.units = data.all_from.units = from;
    data.pair_to.units = data.all_to.units = to;
    data.change.clear();
    data.cluster_pair.clear();
    for (std::size_t i = 0; i < from.size(); ++i) {
        data.change.push_back(to[i] - from[i]);
        data.cluster_pair.push_back(static_cast<std::uint32_t>(i));
    }
    data.cluster_from = data.cluster_to = data.cluster_pair;
    data.moments_from = stats::moments({data.all_from.units, data.denominator});
    data.moments_to = stats::moments({data.all_to.units, data.denominator});
    data.pairs = stats::paired_moments({data.pair_from.units, data.denominator},
                                       {data.pair_to.units, data.denominator});
}

/// Twelve linked people and three in each wave only, scores from 1 to 5 in fifths.
Measure small_measure() {
    Measure measure;
    measure.term = "trust";
    measure.smallest_change = 0.2;
    MeanData& data = measure.mean;
    data.denominator = 5;
    data.pair_from.units = {10, 12, 13, 9, 15, 20, 11, 14, 16, 12, 10, 18};
    data.pair_to.units = {12, 12, 15, 11, 14, 21, 14, 15, 18, 12, 13, 19};
    data.all_from = data.pair_from;
    data.all_to = data.pair_to;
    for (const std::int64_t extra : {8, 17, 12}) data.all_from.units.push_back(extra);
    for (const std::int64_t extra : {11, 16, 19}) data.all_to.units.push_back(extra);
    for (std::uint32_t i = 0; i < 12; ++i) {
        data.cluster_pair.push_back(i / 2);
        data.change.push_back(data.pair_to.units[i] - data.pair_from.units[i]);
    }
    data.cluster_from = data.cluster_pair;
    data.cluster_to = data.cluster_pair;
    for (std::uint32_t i = 0; i < 3; ++i) {
        data.cluster_from.push_back(6 + i);
        data.cluster_to.push_back(9 + i);
    }
    const auto view = [&](const Sample& sample) { return stats::GridView{sample.units, data.denominator}; };
    data.moments_from = stats::moments(view(data.all_from));
    data.moments_to = stats::moments(view(data.all_to));
    data.pairs = stats::paired_moments(view(data.pair_from), view(data.pair_to));
    AnswerData& answers = measure.answers;
    answers.labels = {"No", "Yes"};
    answers.count_from = {8, 7};
    answers.count_to = {5, 10};
    answers.moves = {4, 3, 1, 4};
    answers.middle = 1;
    return measure;
}

/// The same answers read from the other end: what was high is low, and low is good.
Measure mirror(Measure measure) {
    MeanData& data = measure.mean;
    for (Sample* sample : {&data.all_from, &data.all_to, &data.pair_from, &data.pair_to})
        for (std::int64_t& units : sample->units) units = 30 - units;
    for (std::int64_t& change : data.change) change = -change;
    const auto view = [&](const Sample& sample) { return stats::GridView{sample.units, data.denominator}; };
    data.moments_from = stats::moments(view(data.all_from));
    data.moments_to = stats::moments(view(data.all_to));
    data.pairs = stats::paired_moments(view(data.pair_from), view(data.pair_to));
    for (auto* counts : {&measure.answers.count_from, &measure.answers.count_to, &measure.answers.moves})
        std::ranges::reverse(*counts);
    measure.better = findings::Direction::lower;
    return measure;
}

Plan plan_of_all() {
    Plan plan;
    plan.headline_only = false;
    plan.all_methods = true;
    return plan;
}

std::vector<findings::Finding> whole_battery(const Measure& measure) {
    return term_rows(measure, plan_of_all(), true, true).compared;
}

std::size_t n_left_out(const Measure& measure) {
    return term_rows(measure, plan_of_all(), true, true).n_left_out;
}

void check_same(std::optional<double> got, std::optional<double> wanted) {
    CHECK(got.has_value() == wanted.has_value());
    if (got && wanted) CHECK(*got == doctest::Approx(*wanted).epsilon(1e-9));
}

}  // namespace

TEST_SUITE("analysis/methods") {
    TEST_CASE("every method has an id of its own, words, a policy and a source") {
        std::set<std::string_view> ids;
        for (const MethodInfo& info : methods()) {
            CAPTURE(info.id);
            CHECK(ids.insert(info.id).second);
            CHECK_FALSE(info.title.empty());
            CHECK(info.says.ends_with("."));
            CHECK_FALSE(info.policy.empty());
            CHECK(info.when.ends_with("."));
            CHECK((info.null_hypothesis.empty() || info.null_hypothesis.ends_with(".")));
            CHECK((caution_of(info.id).empty() || caution_of(info.id).ends_with(".")));
            CHECK(find_method(info.id) == &info);
        }
        CHECK(ids.size() == method_entries().size());
        CHECK(find_method("p_hacking") == nullptr);
    }

    TEST_CASE("every method cites works of the list, and every work is cited or explained") {
        for (const MethodInfo& info : methods()) {
            CAPTURE(info.id);
            const auto n_keys = static_cast<std::size_t>(std::ranges::count(info.citation, ' ')) + 1;
            CHECK_FALSE(info.citation.empty());
            CHECK(references_of(info.citation).size() == n_keys);
        }
    }

    TEST_CASE("the list of works: keys are sorted, own and made of a name and a year") {
        std::string_view last;
        for (const Reference& work : references()) {
            CAPTURE(work.key);
            CHECK(last < work.key);
            last = work.key;
            CHECK(find_reference(work.key) == &work);
            const auto year = work.key.find_first_of("0123456789");
            REQUIRE(year != std::string_view::npos);
            CHECK(work.text.find(fmt::format("({}", work.key.substr(year, 4))) != std::string_view::npos);
            CHECK(work.text.ends_with("."));
        }
        CHECK(references().size() > 50);
        CHECK(find_reference("nobody1900") == nullptr);
    }

    TEST_CASE("every method gives a number for sound data, and a reason for none") {
        Measure empty;
        empty.answers.labels = {"No", "Yes"};
        empty.answers.count_from = empty.answers.count_to = {0, 0};
        empty.answers.moves = {0, 0, 0, 0};
        const Measure sound = small_measure();
        for (const MethodEntry& entry : method_entries()) {
            CAPTURE(entry.info.id);
            CHECK((entry.run != nullptr) == (entry.info.analysis == "compare"));
            if (entry.run == nullptr) continue;
            const auto good = entry.run(sound, 0.95);
            CHECK(good.row.reason.empty());
            CHECK((good.row.estimate || good.row.p_value));
            CHECK(good.row.n.value_or(0) > 0);
            if (good.row.conf_low) CHECK(*good.row.conf_low <= *good.row.conf_high);
            const auto poor = entry.run(empty, 0.95);
            CHECK_FALSE(poor.row.reason.empty());
            CHECK_FALSE(poor.row.estimate);
            CHECK_FALSE(poor.limits_95);
        }
    }

    TEST_CASE("the method that carries the verdict follows from the design alone") {
        using survey::Headline;
        struct Row {
            MeasureKind kind;
            Headline estimand;
            bool households, links;
            std::string method;
        };
        const Row rows[] = {
            {MeasureKind::mean, Headline::people, false, true, "paired_t"},
            {MeasureKind::mean, Headline::people, true, true, "paired_cr2"},
            {MeasureKind::mean, Headline::place, false, true, "overlap_t"},
            {MeasureKind::mean, Headline::place, true, true, "overlap_cr2"},
            {MeasureKind::mean, Headline::place, false, false, "welch_t"},
            {MeasureKind::ordered, Headline::people, true, true, "net_share"},
            {MeasureKind::ordered, Headline::place, false, false, "share_middle"},
            {MeasureKind::binary, Headline::people, false, true, "newcombe_paired"},
            {MeasureKind::binary, Headline::place, false, true, "newcombe"},
        };
        for (const Row& row : rows) {
            const auto choice = headline_method(row.kind, row.estimand, row.households, row.links);
            CHECK(choice.method == row.method);
            CHECK_FALSE(choice.rule.empty());
            const MethodEntry* entry = find_entry(choice.method);
            REQUIRE(entry != nullptr);
            CHECK(admits(entry->info, row.kind));
            const auto result = entry->run(small_measure(), 0.9);
            CHECK(result.limits_95.has_value());
            CHECK(result.row.conf_level == 0.9);
        }
    }

    TEST_CASE("turning the scale round turns the effect and leaves the estimate") {
        Measure measure = small_measure();
        const auto up = run_paired_t(measure, 0.95).row;
        measure.better = findings::Direction::lower;
        const auto down = run_paired_t(measure, 0.95).row;
        CHECK(up.estimate == down.estimate);
        CHECK(*up.effect == -*down.effect);
        CHECK(*up.effect_low == -*down.effect_high);
        CHECK(*down.effect_low <= *down.effect_high);
    }

    TEST_CASE(
        "every size of an effect is turned alike: a scale that is low for good says what its mirror says") {
        Measure up = small_measure();
        for (const MeasureKind kind : {MeasureKind::mean, MeasureKind::ordered, MeasureKind::binary}) {
            up.kind = kind;
            const auto rows = whole_battery(up);
            const auto mirrored = whole_battery(mirror(up));
            REQUIRE(rows.size() == mirrored.size());
            for (std::size_t i = 0; i < rows.size(); ++i) {
                CAPTURE(rows[i].method);
                const EffectKind effect = find_method(rows[i].method)->effect;
                check_same(rows[i].effect, mirrored[i].effect);
                check_same(rows[i].effect_low, mirrored[i].effect_low);
                check_same(rows[i].effect_high, mirrored[i].effect_high);
                if (effect == EffectKind::none) continue;
                REQUIRE(rows[i].effect);
                CHECK(*rows[i].effect > 0);
                CHECK(rows[i].effect_low.has_value() == rows[i].conf_low.has_value());
                const bool is_probability = effect == EffectKind::probability;
                CHECK(*rows[i].estimate ==
                      doctest::Approx(is_probability ? 1 - *mirrored[i].estimate : -*mirrored[i].estimate));
            }
        }
    }

    TEST_CASE("the registry knows every estimate that is the size of an effect") {
        const std::set<std::string> sizes{"rank_biserial", "cliff_delta", "cohen_g",    "cohen_h", "r",
                                          "smcr",          "smcc",        "glass_delta"};
        const std::set<std::string> probabilities{"p_superiority", "p_improvement", "share_rising"};
        for (const MethodEntry& entry : method_entries()) {
            if (entry.run == nullptr) continue;
            CAPTURE(entry.info.id);
            const std::string type = entry.run(small_measure(), 0.95).row.estimate_type;
            const bool is_size = sizes.contains(type) || type.starts_with("d_") || type.starts_with("g_");
            CHECK((entry.info.effect == EffectKind::signed_size) == is_size);
            CHECK((entry.info.effect == EffectKind::probability) == probabilities.contains(type));
        }
    }

    TEST_CASE(
        "every method that is asked for has a row for every kind of measure, with a number or a reason") {
        Plan plan;
        plan.headline_only = false;
        for (const MethodEntry& entry : method_entries())
            if (entry.run != nullptr) plan.methods.push_back({&entry});
        plan.methods.push_back({find_entry("d_z"), BootstrapInterval::bca});
        Measure measure = small_measure();
        for (const MeasureKind kind :
             {MeasureKind::mean, MeasureKind::ordered, MeasureKind::binary, MeasureKind::nominal}) {
            measure.kind = kind;
            const auto rows = term_rows(measure, plan, true, true).compared;
            CHECK(rows.size() == plan.methods.size());
            std::size_t n_without = 0;
            for (const auto& row : rows) {
                CAPTURE(row.method);
                const MethodInfo& info = *find_method(row.method.substr(0, row.method.find('/')));
                CHECK((row.reason == "not_applicable") == !admits(info, kind));
                CHECK((row.estimate || row.p_value || !row.reason.empty()));
                if (row.reason != "not_applicable") continue;
                ++n_without;
                CHECK(row.policy == "only for " + measures_in_words(info));
                CHECK_FALSE(row.rule.empty());
            }
            CHECK(n_without > 0);
            CHECK(whole_battery(measure).size() + n_left_out(measure) == plan.methods.size() - 1);
        }
    }

    TEST_CASE("the correction of g_baseline is that of the SD it divides by: of all baseline answers") {
        const double ratio = *run_g_baseline(small_measure(), 0.95).row.estimate /
                             *run_d_baseline(small_measure(), 0.95).row.estimate;
        CHECK(ratio == doctest::Approx(stats::hedges_j(15 - 1)).epsilon(1e-12));
    }

    TEST_CASE("the p beside a net share is that of Pratt's test, and the policy says so") {
        Measure measure = small_measure();
        measure.kind = MeasureKind::ordered;
        measure.answers.moves = {4, 6, 1, 4};
        const auto row = run_net_share(measure, 0.95).row;
        CHECK(row.p_value == run_signed_rank_pratt(measure, 0.95).row.p_value);
        CHECK(row.policy.find("p from Pratt's test") != std::string::npos);
    }

    TEST_CASE("the same change for everyone: the change, a reason for each interval, and the rank tests") {
        Measure measure = small_measure();
        set_pairs(measure, {10, 12, 13, 9, 15}, {11, 13, 14, 10, 16});
        for (const auto run : {run_paired_t, run_paired_cr2, run_tost, run_bootstrap_bca}) {
            const auto result = run(measure, 0.95);
            CHECK(result.row.estimate == doctest::Approx(0.2));
            CHECK(result.row.reason == "same_change");
            CHECK_FALSE(result.row.conf_low);
            CHECK_FALSE(result.row.p_value);
            CHECK_FALSE(result.limits_95);
        }
        const auto in_sds = run_d_baseline(measure, 0.95).row;
        CHECK(in_sds.estimate == doctest::Approx(0.2 / *measure.mean.moments_from->sd));
        CHECK(in_sds.reason == "same_change");
        CHECK(run_d_z(measure, 0.95).row.reason == "same_change");
        CHECK_FALSE(run_d_z(measure, 0.95).row.estimate);
        CHECK(tests::within(run_signed_rank_pratt(measure, 0.95).row.p_value.value(), 2 / 32.0));
        CHECK(tests::within(run_sign_test(measure, 0.95).row.p_value.value(), 2 / 32.0));
        CHECK(run_overlap_t(measure, 0.95).row.reason == "same_change");  // everyone is linked
        set_pairs(measure, {10, 12, 13, 9, 15}, {10, 12, 13, 9, 15});
        CHECK(run_paired_t(measure, 0.95).row.estimate == 0.0);
        CHECK(run_paired_t(measure, 0.95).row.reason == "no_change");
        set_pairs(measure, {10, 10, 10}, {15, 15, 15});
        CHECK(run_welch_t(measure, 0.95).row.estimate == 1.0);
        CHECK(run_welch_t(measure, 0.95).row.reason == "same_change");
    }

    TEST_CASE("a row called exact holds an exact p-value or none, and says what to take") {
        Measure measure = small_measure();
        std::vector<std::int64_t> from, to;
        for (std::int64_t i = 0; i < 3000; ++i) {
            from.push_back((i * 7919) % 100'003);
            to.push_back((i * 104'729) % 100'003 + 20'000);
        }
        set_pairs(measure, from, to);
        for (const auto run :
             {run_mann_whitney_exact, run_mann_whitney_exact_absdev, run_mann_whitney_mid_p}) {
            const auto row = run(measure, 0.95).row;
            CHECK_FALSE(row.p_value);
            CHECK(row.estimate.has_value());
            CHECK(row.reason == "not_affordable");
            CHECK(row.note == "see_mann_whitney_normal");
            CHECK(row.policy == "midranks; exact");
        }
        CHECK(run_mann_whitney_normal(measure, 0.95).row.p_value.has_value());
        CHECK(run_mann_whitney_exact(small_measure(), 0.95).row.p_value.has_value());
    }

    TEST_CASE("a one-sided signed-rank row says which distribution it took") {
        CHECK(run_signed_rank_greater(small_measure(), 0.95).row.policy.ends_with("; exact"));
        CHECK(run_signed_rank_pratt_less(small_measure(), 0.95).row.policy.ends_with("; exact"));
    }

    TEST_CASE("scores that fit no grid are not ranked") {
        Measure measure = small_measure();
        measure.mean.on_grid = false;
        CHECK(run_signed_rank_pratt(measure, 0.95).row.reason == "not_on_grid");
    }
}
